"""What an export tells beside connections and messages: an uploaded address book, follows, events, reposts."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from functools import partial

from kithly.records import Contact, Meeting, Problem, Sighted
from kithly.sources.base import Item, Siblings
from kithly.sources.linkedin_export import LinkedInExport

ON = datetime(2026, 3, 6, tzinfo=UTC)
SEVEN = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
BOOK = "Source,FirstName,LastName,Companies,Title,Emails,PhoneNumbers,CreatedAt,FullName\n"


def folder(container: str = "export", **files: str) -> Siblings:
    found = Siblings()
    for stem, text in files.items():
        name, data = stem + ".csv", text.encode()
        found[name] = Item(
            path=f"{container}/{name}",
            name=name,
            size=len(data),
            modified=ON,
            container=container,
            opener=partial(io.BytesIO, data),
            siblings=found,
        )
    return found


def beside(name: str, **files: str) -> list[Sighted | Problem]:
    return list(LinkedInExport().read(folder(**files)[f"{name}.csv"]))


def test_an_uploaded_address_book_tells_of_the_one_connection_of_a_name_in_words_only() -> None:
    connections = SEVEN + "Mina,Fogtower,https://www.linkedin.com/in/mina,,,,07 Feb 2024\n"
    book = BOOK + "GOOGLE,Mina,Fogtower,,,mina@fog.example,+1 555 0100,,Mina Fogtower\nMOBILE,Mum,,,,,+15550101,,Mum\n"
    known, unknown = beside("Contacts", Connections=connections, Contacts=book)
    assert isinstance(known, Sighted)
    assert isinstance(known.record, Contact)
    assert [one.value for one in known.record.identities] == ["mina"]
    assert known.record.note.endswith("under this name: mina@fog.example, +1 555 0100")
    assert known.record.connected_on is None
    assert isinstance(unknown, Problem)
    assert "address book" in unknown.reason


def test_an_entry_whose_name_two_connections_bear_tells_of_neither() -> None:
    twice = "".join(f"Mina,Fogtower,https://www.linkedin.com/in/mina{n},,,,0{n} Feb 2024\n" for n in (1, 2))
    book = BOOK + "GOOGLE,Mina,Fogtower,,,mina@fog.example,,,Mina Fogtower\n"
    (one,) = beside("Contacts", Connections=SEVEN + twice, Contacts=book)
    assert isinstance(one, Problem)


def test_a_followed_connection_is_labelled_and_a_followed_stranger_is_nobody() -> None:
    connections = SEVEN + "Mina,Fogtower,https://www.linkedin.com/in/mina,,,,07 Feb 2024\n"
    rows = "Active,Mina Fogtower\n2022-08-01 10:11:12,Unfollow,Mina Fogtower\n2022-08-01 10:11:12,Active,A Star\n"
    follows = f"Date,Status,FullName\n2022-08-01 10:11:12,{rows}"
    first, second, third = beside("Member_Follows", Connections=connections, Member_Follows=follows)
    assert isinstance(first, Sighted)
    assert isinstance(first.record, Contact)
    assert first.record.labels == ("followed on LinkedIn",)
    assert [one.reason for one in (second, third) if isinstance(one, Problem)] == [
        "somebody you no longer follow",
        "somebody you follow, and not the one connection of that name",
    ]


def test_an_event_has_its_length_and_one_that_was_declined_is_none() -> None:
    rows = '"Sep 12, 2023 11:00 PM - Sep 13, 2023 01:00 AM"'
    text = f"Event Name,Event Time,Status,External Url\nTea Day,{rows},APPROVED,\nGala,{rows},RELINQUISHED,\n"
    went, declined = beside("Events", Events=text)
    assert isinstance(went, Sighted)
    assert isinstance(went.record, Meeting)
    assert (went.record.title, went.record.minutes, went.record.attendees) == ("Tea Day", 120, ())
    assert isinstance(declined, Problem)


def test_a_repost_is_known_by_its_file_and_no_other_table_of_dates_and_links_is_one() -> None:
    rows = "Date,Link\n2023-11-05 10:11:12,https://www.linkedin.com/feed/update/1\n"
    (one,) = beside("InstantReposts_17529409", InstantReposts_17529409=rows)
    assert isinstance(one, Sighted)
    assert not LinkedInExport().recognises(folder(bookmarks=rows)["bookmarks.csv"])


def test_a_table_with_more_than_linkedins_columns_is_somebody_elses() -> None:
    header = "First Name,Last Name,LinkedIn URL,Email,Company,Position"
    row = "\nMina,Fogtower,https://www.linkedin.com/in/mina,mina@fog.example,Fog,Keeper"
    assert LinkedInExport().recognises(folder(x=header + row + "\n")["x.csv"])
    assert not LinkedInExport().recognises(folder(x=header + ",Tags" + row + ",a\n")["x.csv"])
