"""Names, dates, parties and owners as LinkedIn writes them."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from functools import partial

import pytest

from kithly.records import (
    Contact,
    Flag,
    Gesture,
    Message,
    PartialDate,
    Problem,
    Profile,
    Sighted,
    name_identity,
)
from kithly.sources._formats.linkedin.dates import birthday, instant, partial_date
from kithly.sources._formats.linkedin.names import given_name, is_anonymous, shown_name
from kithly.sources._formats.linkedin.parties import recipients, split_names
from kithly.sources._formats.linkedin.words import commentary, plain_text
from kithly.sources.base import Item, Siblings
from kithly.sources.linkedin_export import LinkedInExport

ON = datetime(2026, 3, 6, tzinfo=UTC)
SIX = "First Name,Last Name,Email Address,Company,Position,Connected On\n"
SEVEN = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n"
)


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


def records(item: Item) -> list[object]:
    return [one.record for one in LinkedInExport().read(item) if isinstance(one, Sighted)]


def contacts(text: str) -> list[Contact]:
    return [one for one in records(folder(Connections=text)["Connections.csv"]) if isinstance(one, Contact)]


def messages(text: str) -> list[Message]:
    return [one for one in records(folder(messages=text)["messages.csv"]) if isinstance(one, Message)]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Zoë Müller, PhD", "Zoë Müller"),
        ("Jane Doe, Ph.D., PMP®, SHRM-SCP", "Jane Doe"),
        ("JANE DOE MBA", "Jane Doe"),
        ("Samira 🚀 Okaforia (she/her)", "Samira Okaforia"),
        ("Dr. Hugo van der Wick", "Hugo van der Wick"),
        ("maria de la cruz", "Maria de la Cruz"),
        ("Sammy Lamp, Jr.", "Sammy Lamp, Jr."),
        ("JP MCDONALD", "JP MCDONALD"),
        ("Jack Ma", "Jack Ma"),
        ("Li Do", "Li Do"),
        ("陈 伟", "陈 伟"),
        ("O'Neill-Ruiz Ana", "O'Neill-Ruiz Ana"),
        ("  Ana\u200b \u202eRuiz  ", "Ana Ruiz"),
        ("Robert (Bob) Wick", "Robert (Bob) Wick"),
    ],
)
def test_a_name_is_shown_without_its_ornaments(written: str, shown: str) -> None:
    assert shown_name(written) == shown


def test_the_given_name_is_spelt_as_the_whole_and_no_initial() -> None:
    assert given_name("SAM", "Sam Lee") == "Sam"
    assert given_name("J.", "J. Lee") == ""
    assert given_name("Dr. Ana", "Ana Ruiz") == "Ana"
    assert is_anonymous("LinkedIn Member")
    assert not is_anonymous("Linked Inman")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("9/29/18, 8:41 AM", "2018-09-29T08:41"),
        ("12/31/19, 11:59 PM", "2019-12-31T23:59"),
        ("9/5/26, 12:12\u202fAM", "2026-09-05T00:12"),
        ("04 Mar 2021", "2021-03-04T00:00"),
        ("8-Feb-26", "2026-02-08T00:00"),
        ("2024-10-26 11:43:11 UTC", "2024-10-26T11:43"),
        ("2024-01-02 03:04 UTC", "2024-01-02T03:04"),
        ("2024/02/01 15:02:55 UTC", "2024-02-01T15:02"),
        ("Tue Jan 02 10:11:12 UTC 2024", "2024-01-02T10:11"),
        ("Jan 5, 1990", "1990-01-05T00:00"),
        ("01 févr. 2024", "2024-02-01T00:00"),
    ],
)
def test_every_shape_of_date_is_read(text: str, iso: str) -> None:
    at = instant(text)
    assert at is not None
    assert at.isoformat()[:16] == iso
    assert at.tzinfo is UTC


@pytest.mark.parametrize(
    "text", ["", "N/A", "31 Feb 2024", "13/13/18, 1:00 AM", "4/3/2021", "soon", "1/2/20, 14:00 PM", "99"]
)
def test_what_is_no_date_or_has_two_meanings_gives_none(text: str) -> None:
    assert instant(text) is None


def test_partial_dates_keep_what_is_told() -> None:
    assert partial_date("Sep 2014") == PartialDate(year=2014, month=9)
    assert partial_date("2014") == PartialDate(year=2014)
    assert birthday("Jan 5") == PartialDate(month=1, day=5)
    assert birthday("Jan 5, 1604") == PartialDate(month=1, day=5)
    assert birthday("1990") is None


def test_exports_with_and_without_addresses_give_one_key() -> None:
    old = contacts(SIX + "Ana,Ruiz,,Acme,CTO,04 Mar 2021\n")
    new = contacts(SEVEN + 'Ana,"Ruiz, PhD",https://www.linkedin.com/in/ana-ruiz,,Acme,CEO,4-Mar-21\n')
    assert old[0].key == new[0].key == "ana ruiz|2021-03-04"


def test_namesakes_of_one_day_are_kept_apart_by_their_profiles() -> None:
    rows = "".join(f"Sam,Lee,https://www.linkedin.com/in/sam-{n},,Acme,CTO,04 Mar 2021\n" for n in (1, 2))
    assert [one.key for one in contacts(SEVEN + rows)] == ["sam lee|2021-03-04|sam-1", "sam lee|2021-03-04|sam-2"]


@pytest.mark.parametrize(
    ("container", "seen"),
    [
        ("Basic_LinkedInDataExport_03-05-2024.zip", "2024-03-05"),
        ("Complete_LinkedInDataExport_03-05-2024 (1)", "2024-03-05"),
        ("renamed.zip", "2026-03-06"),  # the stamp of its members
        ("some folder", "2024-02-08"),  # the newest date inside; the one of 2099 cannot be true
        ("LinkedInDataExport_99-99-2024", "2024-02-08"),
    ],
)
def test_the_day_of_the_export_is_told_by_its_name_its_stamps_or_its_rows(container: str, seen: str) -> None:
    row = "Ana,{0},https://www.linkedin.com/in/ana-{0},,,,{1}\n"
    dates = ("08 Feb 2024", "07 Feb 2024", "01 Jan 2020", "01 Jan 2099")
    text = SEVEN + "".join(row.format(f"Ruiz{n}", day) for n, day in enumerate(dates))
    found = list(LinkedInExport().read(folder(container, Connections=text)["Connections.csv"]))
    assert {one.observed_at.date().isoformat() for one in found if isinstance(one, Sighted)} == {seen}
    contact = found[-1].record if isinstance(found[-1], Sighted) else None
    assert isinstance(contact, Contact)
    assert contact.connected_on is None


def test_bogus_old_stamps_do_not_make_true_dates_impossible() -> None:
    files = folder("x.zip", Connections=SEVEN + "Ana,Ruiz,https://www.linkedin.com/in/ana,,,,04 Mar 2031\n")
    (contact,) = records(files["Connections.csv"])
    assert isinstance(contact, Contact)
    assert contact.connected_on == PartialDate(year=2031, month=3, day=4)


def test_a_date_that_cannot_be_true_is_left_out() -> None:
    item = folder(
        "Basic_LinkedInDataExport_03-06-2024.zip",
        Connections=SEVEN + "Ana,Ruiz,https://www.linkedin.com/in/ana,,,,04 Mar 2031\n",
    )
    (contact,) = records(item["Connections.csv"])
    assert isinstance(contact, Contact)
    assert contact.connected_on is None


def test_semicolons_tabs_and_latin_letters_are_read() -> None:
    text = (SEVEN + "Jörg,Müller,https://www.linkedin.com/in/jm,,Käse GmbH,Chef,08 Feb 2024\n").replace(",", ";")
    for data in (text.encode("cp1252"), text.replace(";", "\t").encode("utf-16")):
        item = Item(path="c.csv", name="c.csv", size=1, modified=ON, container="", opener=partial(io.BytesIO, data))
        (contact,) = records(item)
        assert isinstance(contact, Contact)
        assert (contact.name, contact.company) == ("Jörg Müller", "Käse GmbH")


def test_credentials_never_become_people() -> None:
    known = {"ana ruiz", "ben ode"}
    assert split_names("Me Myself, Ana Ruiz, Ben Ode, MBA, PMP", known) == [
        "Me Myself",
        "Ana Ruiz",
        "Ben Ode, MBA, PMP",
    ]
    parties, count = recipients("Ana Ruiz, Head of Lamps", "", known)
    assert count == 2
    assert [one.identity is None for one in parties] == [False, True]


def test_recipients_are_paired_with_their_addresses() -> None:
    urls = "https://www.linkedin.com/in/me,https://www.linkedin.com/in/ana"
    parties, _ = recipients("Me Myself, Ana Ruiz, CPA", urls, ())
    assert [(one.name, one.identity.value) for one in parties if one.identity] == [
        ("Me Myself", "me"),
        ("Ana Ruiz", "ana"),
    ]
    parties, count = recipients("Ruiz, Ana, Lamp, Bo", urls, ())
    assert count == 2
    assert [one.name for one in parties] == ["", ""]


def _message(n: int, sender: str, to: str, content: str = "Hi", talk: str = "") -> str:
    def url(name: str) -> str:
        return "https://www.linkedin.com/in/" + name.lower().replace(" ", "-")

    return f'2-{talk or n},,{sender},{url(sender)},{to},{url(to)},2026-01-{n:02d} 10:00:00 UTC,,"{content}",INBOX\n'


def test_the_owner_is_who_talks_with_several_people() -> None:
    text = MESSAGES + _message(1, "Ana Ruiz", "Me Myself") + _message(2, "Me Myself", "Ben Ode")
    found = [one for one in records(folder(messages=text)["messages.csv"]) if isinstance(one, Profile)]
    assert [(one.name, one.certain) for one in found] == [("Me Myself", False)]


def test_one_partner_alone_tells_no_owner() -> None:
    text = MESSAGES + _message(1, "Ana Ruiz", "Me Myself") + _message(2, "Me Myself", "Ana Ruiz", talk="1")
    assert not [one for one in records(folder(messages=text)["messages.csv"]) if isinstance(one, Profile)]


def test_profile_csv_and_the_messages_tell_the_owner_for_certain() -> None:
    files = folder(
        messages=MESSAGES + _message(1, "Ana Ruiz", "Me Myself"),
        Profile="First Name,Last Name,Headline,Summary\nMe,Myself,Builder,\n",
    )
    (owner,) = records(files["Profile.csv"])
    assert isinstance(owner, Profile)
    assert owner.certain
    assert [one.value for one in owner.identities] == ["me-myself", "linkedin:me myself"]
    assert not [one for one in records(files["messages.csv"]) if isinstance(one, Profile)]


def test_an_owner_who_writes_under_another_name_is_told_by_their_talks() -> None:
    files = folder(
        messages=MESSAGES + _message(1, "Ana Ruiz", "Meg Selfton") + _message(2, "Meg Selfton", "Ben Ode"),
        Profile="First Name,Last Name,Headline,Summary\nMe,Myself,Builder,\n",
    )
    (owner,) = [one for one in records(files["messages.csv"]) if isinstance(one, Profile)]
    assert (owner.name, owner.identities[0].value, owner.certain) == ("Me Myself", "meg-selfton", False)


def test_invitations_tell_the_owner_for_certain() -> None:
    header = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
    row = 'Me Myself,Ana Ruiz,"9/5/26, 1:12 AM",,OUTGOING,https://www.linkedin.com/in/me,https://www.linkedin.com/in/ana\n'
    files = folder(messages=MESSAGES + _message(1, "Ana Ruiz", "Ben Ode"), Invitations=header + row)
    (owner,) = [one for one in records(files["messages.csv"]) if isinstance(one, Profile)]
    assert (owner.name, owner.identities[0].value, owner.certain) == ("Me Myself", "me", True)


def test_advertisements_are_bulk_and_people_without_address_who_talk_are_not() -> None:
    text = MESSAGES + (
        "2-A,Offer,Big Vendor,,Me Myself,https://www.linkedin.com/in/me,2026-01-01 10:00:00 UTC,,Buy,INBOX\n"
        "2-B,,Gone Friend,,Me Myself,https://www.linkedin.com/in/me,2026-01-01 10:00:00 UTC,,Hi,INBOX\n"
        "2-B,,Me Myself,https://www.linkedin.com/in/me,Gone Friend,,2026-01-02 10:00:00 UTC,,Hello,INBOX\n"
        "2-C,,LinkedIn Member,,Me Myself,https://www.linkedin.com/in/me,2026-01-01 10:00:00 UTC,,Bye,INBOX\n"
    )
    found = messages(text)
    assert [bool(one.flags & Flag.BULK) for one in found] == [True, False, False, False]
    assert found[3].sender is not None
    assert found[3].sender.identity is None


def test_the_same_words_twice_in_one_second_are_two_messages() -> None:
    row = _message(1, "Ana Ruiz", "Me Myself")
    keys = [one.key for one in messages(MESSAGES + row + row)]
    assert keys[1] == keys[0] + "#2"


def test_a_message_keeps_its_key_when_later_exports_add_columns() -> None:
    early = MESSAGES.replace("RECIPIENT PROFILE URLS,", "")
    row = "2-A,,Ana Ruiz,https://www.linkedin.com/in/ana,Me,{}2026-01-01 10:00:00 UTC,,Tea &amp; cake,INBOX\n"
    with_urls = MESSAGES + row.format("https://www.linkedin.com/in/me,")
    assert messages(early + row.format(""))[0].key == messages(with_urls)[0].key


def test_html_and_odd_line_breaks_become_plain_text() -> None:
    assert plain_text("<p>Hi <b>Ana</b>,</p><p>a &lt; b\u2028c</p><script>x()</script>") == "Hi Ana,\n\na < b\nc"
    assert plain_text("I <3 lamps & 2 < 3") == "I <3 lamps & 2 < 3"
    assert commentary('One "\n""\n"Two"') == "One\n\nTwo"
    assert commentary('He said "yes"') == 'He said "yes"'


def test_the_name_of_an_attachment_hides_nothing() -> None:
    head = MESSAGES.replace("FOLDER", "FOLDER,ATTACHMENTS")
    row = _message(1, "Ana Lee", "Robin Quill").rstrip("\n")
    (message,) = messages(f"{head}{row},https://x.example/\u202eexe.gpj\x1b[31m https://x.example/{'a' * 900}\n")
    assert message.attachments == ("exe.gpj [31m", "a" * 200)


def test_a_recommendation_names_its_writer_as_the_connections_do() -> None:
    header = "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
    item = folder(Recommendations_Received=header + 'Ana,"Ruiz, MBA",,,Good,,VISIBLE\n')["Recommendations_Received.csv"]
    (gesture,) = records(item)
    assert isinstance(gesture, Gesture)
    assert not gesture.outgoing
    assert gesture.other.identity == name_identity("linkedin", "Ana Ruiz")


def test_foreign_tables_are_not_taken_for_linkedin() -> None:
    source = LinkedInExport()
    for header in (
        "Title,First Name,Last Name,Company,Department,Job Title,Business Street,E-mail Address",
        "First Name,Middle Name,Last Name,Organization Name,Birthday,Labels,E-mail 1 - Value",
        "First Name,Last Name,Email,Company,Position",
        "Date,Amount,Payee",
        "",
    ):
        item = folder(x=header + "\na,b,c\n")["x.csv"]
        assert not source.recognises(item)
        assert source.not_read(item) is None


def test_files_that_are_not_read_say_why() -> None:
    files = folder(
        Votes="Date,Link,OptionText\n2024-01-01 10:11:12,https://www.linkedin.com/feed/update/1,Tea\n",
        guide_messages=MESSAGES,
        Skills="Name\nLamps\n",
        Connections=SEVEN,
        Profile="First Name,Last Name,Headline,Summary\n",
    )
    source = LinkedInExport()
    assert "polls" in str(source.not_read(files["Votes.csv"]))
    assert "assistant" in str(source.not_read(files["guide_messages.csv"]))
    assert source.not_read(files["Skills.csv"])
    assert not source.recognises(files["guide_messages.csv"])
    assert source.recognises(files["Connections.csv"])


def test_hidden_members_are_counted_and_make_no_people() -> None:
    found = list(LinkedInExport().read(folder(Connections=SEVEN + ",,,,,,07 Feb 2024\n")["Connections.csv"]))
    assert [one.reason for one in found if isinstance(one, Problem)] == ["hidden member: only a date is given"]


def test_a_torn_row_is_no_person() -> None:
    item = folder(Connections=SEVEN + "Broken row,x\nMina,Fogtower,,,Fog Ltd\nIlka,,,ilka@grouse.example\n")[
        "Connections.csv"
    ]
    found = list(LinkedInExport().read(item))
    assert [one.at for one in found if isinstance(one, Problem)] == ["line 2"]
    assert [one.record.name for one in found if isinstance(one, Sighted) and isinstance(one.record, Contact)] == [
        "Mina Fogtower",
        "Ilka",
    ]


@pytest.mark.parametrize("empty", ["NA", "N/A", "-", "null", "None"])
def test_what_stands_for_an_empty_name_is_no_name(empty: str) -> None:
    url = "https://www.linkedin.com/in/mina-fogtower"
    rows = f"Mina,{empty},,,Fog Ltd,Keeper,02 Jan 2020\n{empty},{empty},{url},,Fog Ltd,Keeper,03 Jan 2020\n"
    one, other = contacts(SEVEN + rows)
    assert (one.name, one.given, other.name, other.given) == ("Mina", "Mina", "", "")
    (message,) = messages(MESSAGES + f"t1,,{empty},,Mina Fogtower,,2026-01-01 10:00:00 UTC,,Hello,INBOX\n")
    assert message.sender is None or message.sender.identity is None
    assert contacts(SEVEN + f"Cy,Null,{url},,,,02 Jan 2020\n")[0].name == "Cy Null"


def test_an_unknown_file_beside_an_export_is_called_unknown() -> None:
    files = folder(Connections=SEVEN, Profile="First Name,Last Name,Headline,Summary\n", Beehives="Hive,Honey\n1,2\n",
                   Skills="Name\nGardening\n")  # fmt: skip
    assert LinkedInExport().not_read(files["Beehives.csv"]) == "not a file Kithly knows"
    assert "nothing in it" in str(LinkedInExport().not_read(files["Skills.csv"]))
