"""A member's own data over LinkedIn's interface: the same network as their export, and every refusal in a sentence."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.sources.linkedin_member import DATE, END, JSON, TOKEN, Member, Row, member_of, serving
from tests.unit.transport.servers import said

from kithly.errors import SourceAuthError, SourceError, SourceFormatError, SourceUnavailable
from kithly.records import Contact, PersonNote, Post, Problem, Profile, Record, Sighted
from kithly.sources import Account, Cursor, Part, Told
from kithly.sources._formats.archive import items
from kithly.sources.linkedin_api import LinkedInApi
from kithly.sources.linkedin_export import LinkedInExport
from kithly.transport.secrets import Secret

GOLDEN = Path(__file__).parents[2] / "golden" / "linkedin"
ERAS = ("Complete_LinkedInDataExport_02-09-2024", "Basic_LinkedInDataExport_03-06-2026 (1)")
SECRET = Secret(value=TOKEN, form="token")
ANA: Row = {
    "First Name": "Ana",
    "Last Name": "Marzipan",
    "URL": "https://www.linkedin.com/in/ana-marzipan",
    "Email Address": "",
    "Company": "Teapot Works",
    "Position": "Head of Ovens",
    "Connected On": "08 Feb 2026",
}


def read(member: Member, after: dict[str, Cursor] | None = None, *, secret: Secret = SECRET) -> list[Told]:
    with serving(member) as (_, account):
        return list(LinkedInApi().read(account, secret, after=after or {}))


def records(told: list[Told]) -> list[Record]:
    return [one.record for one in told if isinstance(one, Sighted)]


def kept(told: list[Told]) -> dict[str, Cursor]:
    found: dict[str, Cursor] = {}
    part = ""
    for one in told:
        part = one.name if isinstance(one, Part) else part
        found |= {part: one} if isinstance(one, Cursor) else {}
    return found


def exported(folder: Path) -> list[Record]:
    source = LinkedInExport()
    found = [one for item in items(folder) if source.recognises(item) for one in source.read(item)]
    return [one.record for one in found if isinstance(one, Sighted)]


def without_breaks(record: Record) -> Record:
    """Return a comment without what its missing quotes in the table cost: the interface has no such rows."""
    return replace(record, text=re.sub(r"[\n,]+", " ", record.text).strip()) if isinstance(record, Post) else record


def connections(*rows: Row) -> Member:
    return Member(rows={"CONNECTIONS": list(rows)})


@pytest.mark.parametrize("era", ERAS)
def test_a_member_and_their_export_give_the_very_same_records(era: str) -> None:
    told = read(member_of(GOLDEN / era))
    wanted = [
        one for one in exported(GOLDEN / era) if "recommendation" not in one.key and not isinstance(one, PersonNote)
    ]
    assert set(map(without_breaks, records(told))) == set(map(without_breaks, wanted))
    assert len(wanted) > 5


def test_what_nobody_can_tell_the_side_of_is_counted_and_not_guessed() -> None:
    member = member_of(GOLDEN / ERAS[0])
    told = read(member)
    lost = [one for one in told if isinstance(one, Problem) and "given or received" in one.reason]
    assert len(lost) == len(member.rows["RECOMMENDATIONS"]) > 0


@pytest.mark.parametrize("size", [1, 2, 7, 1_000])
def test_every_page_is_asked_for_whatever_the_total_says(size: int) -> None:
    rows: list[Row] = [dict(ANA) | {"First Name": f"Ana {number}", "URL": f"https://www.linkedin.com/in/ana-{number}"}
            for number in range(14)]  # fmt: skip
    member = Member(rows={"CONNECTIONS": rows}, size=size)
    told = read(member)
    assert len([one for one in records(told) if isinstance(one, Contact)]) == 14
    pages = [number for part, number in member.asked if part == "CONNECTIONS"]
    assert pages == list(range(-(-14 // size) + 1))


def test_records_bear_the_moment_linkedin_told_them() -> None:
    (one,) = [one for one in read(connections(ANA)) if isinstance(one, Sighted)]
    assert one.observed_at.isoformat() == "2026-03-06T09:30:00+00:00"


def test_a_part_that_did_not_change_is_not_read_again() -> None:
    member = connections(ANA)
    first = read(member)
    cursors = kept(first)
    assert set(cursors) == {"Connections"}
    assert records(read(member, cursors)) == []
    member.rows["CONNECTIONS"] = [ANA, dict(ANA) | {"First Name": "Ben", "URL": "https://www.linkedin.com/in/ben"}]
    assert len(records(read(member, cursors))) == 2


def test_an_address_book_is_read_again_when_the_connections_changed() -> None:
    entry: Row = {"Source": "MOBILE", "FirstName": "Ana", "Companies": "", "Emails": "ana@marzipan.example",
                  "CreatedAt": "9/2/22", "FullName": "Ana Marzipan"}  # fmt: skip
    member = Member(rows={"CONTACTS": [entry]})
    assert records(read(member)) == []
    cursors = kept(read(member))
    member.rows["CONNECTIONS"] = [ANA]
    assert len(records(read(member, cursors))) == 2


def test_what_linkedin_could_not_read_itself_is_unknown() -> None:
    (one,) = records(read(connections(dict(ANA) | {"Company": "Unable_to_process_this_field.", "Position": None})))
    assert isinstance(one, Contact)
    assert (one.company, one.title) == ("", "")


def test_a_hidden_member_is_counted_and_not_a_person() -> None:
    hidden = dict.fromkeys(ANA, "") | {"Connected On": "07 Feb 2024"}
    told = read(connections(hidden, ANA))
    assert [one.reason for one in told if isinstance(one, Problem)] == ["hidden member: only a date is given"]
    assert len(records(told)) == 1


def test_columns_nobody_knows_are_one_problem_and_lose_nothing_else() -> None:
    member = Member(rows={"POSITIONS": [{"Firm": "x"}], "CONNECTIONS": [ANA]})
    told = read(member)
    assert [one.at for one in told if isinstance(one, Problem)] == ["Positions.csv"]
    assert len(records(told)) == 1


def test_text_of_any_kind_comes_through_whole() -> None:
    row = dict(ANA) | {"Position": 'Head, "of"\nOvens 🥐', "Company": "=cmd()|x"}
    (one,) = records(read(connections(row)))
    assert isinstance(one, Contact)
    assert (one.title, one.company) == ('Head, "of" Ovens 🥐', "=cmd()|x")


def test_the_connection_is_checked_by_the_profile_alone() -> None:
    profile: Row = {"First Name": "Dora", "Last Name": "Quince", "Headline": "Baker", "Summary": ""}
    member = Member(rows={"PROFILE": [profile]})
    with serving(member) as (_, account):
        assert LinkedInApi().check(account, SECRET).words == ("It is the data of Dora Quince.",)
    assert {part for part, _ in member.asked} == {"PROFILE"}
    assert any(isinstance(one, Profile) for one in records(read(member)))


def test_data_that_linkedin_still_prepares_is_told_apart_from_a_refusal() -> None:
    with serving(Member(rows={})) as (_, account):
        assert "preparing" in LinkedInApi().check(account, SECRET).words[0]
    assert records(read(Member(rows={}))) == []


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        (said("401 Unauthorized", JSON, body=b"{}"), SourceAuthError, "token"),
        (said("403 Forbidden", JSON, body=b"{}"), SourceAuthError, "403"),
        (said("429 Too Many Requests", "Retry-After: 120", body=b"{}"), SourceUnavailable, "busy"),
        (said("500 Internal Server Error", body=b""), SourceUnavailable, "fault"),
        (said("426 Upgrade Required", JSON, body=b"{}"), SourceFormatError, "426"),
        (said("404 Not Found", JSON, body=b'{"message":"no such resource"}'), SourceFormatError, "404"),
        (said("200 OK", JSON, body=b"<html>"), SourceFormatError, "JSON"),
        (said("200 OK", JSON, body=b"[]"), SourceFormatError, "shape"),
        (said("200 OK", JSON, body=b'{"elements":"x"}'), SourceFormatError, "shape"),
        (said("200 OK", JSON, body=b'{"elements":["x"]}'), SourceFormatError, "another part"),
        (said("200 OK", JSON, body=b'{"elements":[{"snapshotDomain":"INBOX","snapshotData":[]}]}'), SourceFormatError,
         "another part"),
        (said("200 OK", JSON, body=b'{"elements":[{"snapshotDomain":"CONNECTIONS","snapshotData":{"a":1}}]}'),
         SourceFormatError, "shape"),
        (said("302 Found", "Location: https://evil.example/rest", body=b""), SourceFormatError, "another server"),
        (said("200 OK", JSON, body=b"[" * 100_000), SourceFormatError, "JSON"),
    ],
)  # fmt: skip
def test_every_refusal_is_one_of_three_with_a_sentence(answer: bytes, error: type[SourceError], words: str) -> None:
    member = connections(ANA)
    member.says["CONNECTIONS"] = answer
    with pytest.raises(error, match=words) as caught:
        read(member)
    assert caught.value.hint
    assert TOKEN not in f"{caught.value} {caught.value.hint}"


def test_a_busy_server_says_when_to_come_back() -> None:
    member = connections(ANA)
    member.says["CONNECTIONS"] = said("429 Too Many Requests", "Retry-After: 120", body=b"{}")
    with pytest.raises(SourceUnavailable) as caught:
        read(member)
    assert caught.value.hint == "Try again in 2 minutes."


def test_a_server_that_gives_one_page_for_ever_is_stopped() -> None:
    member = connections(ANA)
    page = {"elements": [{"snapshotDomain": "CONNECTIONS", "snapshotData": [ANA]}]}
    member.says["CONNECTIONS"] = said("200 OK", JSON, body=json.dumps(page).encode())
    with pytest.raises(SourceFormatError, match="again and again"):
        read(member)


def test_an_end_told_with_another_status_is_an_end() -> None:
    member = connections(ANA)
    member.says["INBOX"] = said("400 Bad Request", JSON, f"Date: {DATE}", body=END)
    member.says["ALL_LIKES"] = said("200 OK", JSON, body=b'{"paging":{},"elements":{}}')
    assert len(records(read(member))) == 1


def test_a_wrong_token_reads_nothing() -> None:
    with pytest.raises(SourceAuthError):
        read(connections(ANA), secret=replace(SECRET, value="wrong"))


@pytest.mark.parametrize("pasted", [f" {TOKEN}\n", f"{TOKEN}\r\n"])
def test_what_was_pasted_with_its_line_end_is_the_token(pasted: str) -> None:
    assert len(records(read(connections(ANA), secret=Secret(value=pasted)))) == 1


@pytest.mark.parametrize("value", ["", "a\r\nX-Evil: 1", "täken", "x" * 100_000])
def test_a_token_that_can_be_none_is_refused(value: str) -> None:
    with pytest.raises(SourceAuthError, match="no access token"):
        read(connections(ANA), secret=Secret(value=value))


def test_there_is_one_place_and_no_other_is_ever_asked() -> None:
    found = LinkedInApi().find(Account(kind="linkedin_api", address="https://www.linkedin.com/in/ana"))
    assert [(one.host, one.port, one.security) for one in found.accounts] == [("api.linkedin.com", 443, "tls")]
    assert found.asks == "access token"
    assert found.page.startswith("https://www.linkedin.com/developers/")
    with pytest.raises(SourceFormatError, match=r"evil\.example"):
        LinkedInApi().find(Account(kind="linkedin_api", address="ana", host="evil.example"))


def test_the_token_goes_to_no_other_server() -> None:
    member = connections(ANA)
    with serving(connections(ANA)) as (other, _):
        there = f"Location: http://localhost:{other.port}/rest/memberSnapshotData"
        member.says["CONNECTIONS"] = said("302 Found", there, body=b"")
        with pytest.raises(SourceError):
            read(member)
        assert other.asked == []
