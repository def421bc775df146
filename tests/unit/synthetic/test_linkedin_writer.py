"""The LinkedIn archives read back, with plain library readers, what the world knows."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest

from kithly.synthetic import (
    Person,
    Truth,
    World,
    era_of,
    linkedin_file_name,
    linkedin_files,
    linkedin_only,
    make_world,
    truth,
    write_linkedin,
)
from kithly.synthetic.linkedin_cells import Era
from kithly.synthetic.linkedin_people import connected, profile_url

TODAY = date(2026, 11, 23)
Archives = dict[Era, dict[str, bytes]]
ERAS: tuple[Era, ...] = ("2018", "2021", "2023", "2024", "2026")
SIX = "First Name,Last Name,Email Address,Company,Position,Connected On"
SEVEN = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
PROFILE = (
    "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,"
    "Twitter Handles,Websites,Instant Messengers"
)
OLD_MESSAGES = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,"


@pytest.fixture(scope="module")
def world() -> World:
    return make_world(20, today=TODAY)


@pytest.fixture(scope="module")
def archives(world: World) -> Archives:
    return {era: files_of(world, era) for era in ERAS}


@pytest.fixture(scope="module")
def known(world: World) -> Truth:
    return truth(world, on=TODAY)


def rows_of(content: bytes, *, skip: int = 0) -> list[list[str]]:
    """Return all rows after a number of lines, header first."""
    text = content.decode()
    for _ in range(skip):
        text = text.partition("\n")[2]
    return list(csv.reader(io.StringIO(text, newline="")))


def files_of(world: World, era: Era, *, on: date = TODAY) -> dict[str, bytes]:
    """Return the complete archive's files."""
    return linkedin_files(world, on=on, era=era, complete=True)


@pytest.mark.parametrize(
    ("era", "lines", "header"),
    [("2018", 0, SIX), ("2021", 0, SIX), ("2023", 3, SIX), ("2024", 3, SEVEN), ("2026", 3, SEVEN)],
)
def test_the_connection_list_has_the_header_of_its_era(archives: Archives, era: Era, lines: int, header: str) -> None:
    content = archives[era]["Connections.csv"].decode()
    assert content.split("\n")[lines] == header
    assert not content.endswith("\n")
    assert "\r" not in content


@pytest.mark.parametrize("era", ["2023", "2024", "2026"])
def test_the_preamble_is_a_word_a_line_of_364_and_nothing(archives: Archives, era: Era) -> None:
    first, second, third, *_ = archives[era]["Connections.csv"].decode().split("\n")
    assert (first, len(second.strip('"')), third) == ("Notes:", 364, "")


@pytest.mark.parametrize("era", ERAS)
def test_every_connection_is_in_the_list(archives: Archives, known: Truth, era: Era) -> None:
    rows = rows_of(archives[era]["Connections.csv"], skip=3 if era >= "2023" else 0)[1:]
    assert len(rows) == known.connections
    hidden = [row for row in rows if not any(row[:-1])]
    assert len(hidden) == known.hidden
    assert all(row[-1] for row in rows)


@pytest.mark.parametrize(("era", "shape"), [("2018", "%m/%d/%y, %I:%M %p"), ("2021", "%d %b %Y"), ("2026", "%d %b %Y")])
def test_connection_dates_have_the_shape_of_the_era(world: World, archives: Archives, era: Era, shape: str) -> None:
    rows = rows_of(archives[era]["Connections.csv"], skip=3 if era >= "2023" else 0)[1:]
    days = [datetime.strptime(row[-1], shape).date() for row in rows]  # noqa: DTZ007 - the file has no zone
    assert days == sorted(days, reverse=True)
    assert sorted(days) == sorted(person.connected_on for person in world.people if person.connected_on)


@pytest.mark.parametrize(
    ("era", "header"),
    [
        ("2018", "From,To,Date,Subject,Content,Direction,Folder"),
        ("2021", OLD_MESSAGES + "DATE,SUBJECT,CONTENT,FOLDER"),
        ("2023", OLD_MESSAGES + "RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER"),
        ("2024", OLD_MESSAGES + "RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,ATTACHMENTS,IS MESSAGE DRAFT"),
        ("2026", OLD_MESSAGES + "RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,ATTACHMENTS"),
    ],
)
def test_messages_have_the_header_of_the_era_and_all_talks(
    archives: Archives, known: Truth, era: Era, header: str
) -> None:
    files = archives[era]
    rows = rows_of(files["Messages.csv" if era == "2018" else "messages.csv"])
    assert ",".join(rows[0]) == header
    assert {len(row) for row in rows} == {len(rows[0])}
    date_column, from_column = (
        rows[0].index("Date" if era == "2018" else "DATE"),
        rows[0].index("From" if era == "2018" else "FROM"),
    )
    talks = [row for row in rows[1:] if row[from_column] not in {"LinkedIn Member", "Gildenhall Growth Partners"}]
    group = 1  # one message of the group talk
    assert len(talks) == dict(known.messages)["linkedin"] + group
    if era != "2018":
        stamps = [row[date_column] for row in rows[1:]]
        assert stamps == sorted(stamps, reverse=True)


def test_messages_of_2026_are_quoted_throughout_and_keep_their_lines(archives: Archives) -> None:
    content = archives["2026"]["messages.csv"].decode()
    assert content.startswith('"CONVERSATION ID","CONVERSATION TITLE"')
    assert any("\n" in row[8] for row in rows_of(content.encode())[1:])


def test_shares_have_quotes_about_their_line_breaks(archives: Archives) -> None:
    content = archives["2024"]["Shares.csv"]
    texts = [row[2] for row in rows_of(content)[1:]]
    assert b"\r\n" in content
    broken = [text for text in texts if "\n" in text]
    assert broken
    assert all(text.count("\n") == text.count('"\r\n"') for text in broken)


def test_shares_of_2018_are_wide_and_tabbed() -> None:
    early = make_world(20, today=date(2018, 12, 1))
    content = files_of(early, "2018", on=date(2018, 11, 30))["Shares.csv"]
    assert content.startswith(b"\xff\xfe")
    header = content.decode("utf-16").split("\n")[0]
    assert header.startswith('"Date"\t"Share Title"')


def test_a_comment_of_two_lines_is_not_quoted(archives: Archives) -> None:
    rows = rows_of(archives["2024"]["Comments.csv"])
    assert rows[0] == ["Date", "Link", "Message"]
    assert [len(row) for row in rows].count(1) == 1


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("Invitations.csv", "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl"),
        ("Positions.csv", "Company Name,Title,Description,Location,Started On,Finished On"),
        ("Education.csv", "School Name,Start Date,End Date,Notes,Degree Name,Activities"),
        ("Email Addresses.csv", "Email Address,Confirmed,Primary,Updated On"),
        ("PhoneNumbers.csv", "Extension,Number,Type"),
        ("Recommendations_Received.csv", "First Name,Last Name,Company,Job Title,Text,Creation Date,Status"),
        ("Notes.csv", "Connection First Name,Connection Last Name,Connection Profile URL,Note,Created On,Edited On"),
        ("Reactions.csv", "Date,Type,Link"),
        (
            "Endorsement_Received_Info.csv",
            "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name,Endorser Public Url,Endorsement Status",
        ),
        (
            "Profile.csv",
            PROFILE,
        ),
    ],
)
def test_the_other_tables_have_their_headers_and_whole_rows(archives: Archives, name: str, header: str) -> None:
    rows = rows_of(archives["2026"][name])
    assert ",".join(rows[0]) == header
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}


def test_two_exports_a_year_apart_tell_who_moved(world: World) -> None:
    earlier, later = date(2025, 10, 20), date(2026, 10, 20)
    companies = [
        {row[2]: row[4] for row in rows_of(files_of(world, "2024", on=on)["Connections.csv"], skip=3)[1:] if row[2]}
        for on in (earlier, later)
    ]
    assert set(companies[0]) < set(companies[1])
    told = {url for url, company in companies[0].items() if companies[1][url] not in {company, ""} and company}
    expected = {
        profile_url(person.slug)
        for person in connected(world, earlier)
        if not person.hidden and _has_moved(person, earlier, later)
    }
    assert len(told) >= 5
    assert told == expected


def _has_moved(person: Person, earlier: date, later: date) -> bool:
    """Say whether somebody works for another company on the later day."""
    old, new = person.job_on(earlier), person.job_on(later)
    return old is not None and new is not None and old.company != new.company


def test_the_same_export_has_the_same_bytes(tmp_path: Path) -> None:
    written = []
    for name in ("one.zip", "two.zip"):
        fresh = linkedin_only(4, today=TODAY)
        written.append(write_linkedin(fresh, tmp_path / name, on=TODAY, era="2026", complete=False).read_bytes())
    assert written[0] == written[1]


def test_a_folder_gets_linkedins_own_file_name(world: World, tmp_path: Path) -> None:
    on = date(2026, 3, 9)
    path = write_linkedin(world, tmp_path, on=on, era=era_of(on), complete=False)
    assert path.name == "Basic_LinkedInDataExport_03-09-2026.zip"
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert "Connections.csv" in archive.namelist()
        assert not [name for name in archive.namelist() if name.startswith("Shares")]


def test_names_of_archives_and_eras_follow_the_day() -> None:
    assert linkedin_file_name(date(2024, 1, 5), complete=True) == "Complete_LinkedInDataExport_01-05-2024.zip"
    days = [date(2018, 9, 29), date(2021, 3, 4), date(2022, 5, 5), date(2024, 2, 8), date(2026, 11, 1)]
    assert [era_of(day) for day in days] == list(ERAS)
