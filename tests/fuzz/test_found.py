"""What the search for bytes that cannot be borne has found once stays mended."""

from __future__ import annotations

import threading
from functools import partial
from io import BytesIO

import pytest
from tests.fuzz.judging import outcome_of
from tests.fuzz.samples import Sample, samples
from tests.unit.sources.telling import item_of, read

from kithly.errors import SourceFormatError
from kithly.records import Problem, email_identity, linkedin_identity, url_identity
from kithly.sources._formats.decode import encoding_of
from kithly.sources._formats.email.body import read_body
from kithly.sources.ical import ICal
from kithly.transport.imap_failures import Failures


def sample(name: str) -> Sample:
    return next(one for one in samples() if one.name == name)


@pytest.mark.parametrize(
    "told",
    [
        email_identity("ana@a.\0example"),
        email_identity("ana\x1b@a.example"),
        linkedin_identity("https://www.linkedin.com/in/%00"),
        url_identity("https://a.example/\0"),
        url_identity("https://a.example/\udc80"),
    ],
)
def test_what_no_database_takes_is_no_identity(told: object) -> None:
    assert told is None


def test_what_cannot_be_seen_makes_no_second_address() -> None:
    assert email_identity("an\u200ba@\u202ea.example") == email_identity("ana@a.example")


def test_a_zero_in_a_media_type_is_in_no_name_of_an_attachment() -> None:
    assert read_body({"content-type": [b"app\0lication/pdf"]}, b"x").attachments == ("application/pdf",)


def test_an_event_whose_beginning_is_damaged_is_told() -> None:
    events = b"".join(
        b"BEGIN:VEVENT\r\nUID:%d\r\nDTSTART:20200101T090000Z\r\nATTENDEE:mailto:z@a.example\r\nEND:VEVENT\r\n" % number
        for number in range(3)
    )
    data = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + events.replace(b"BEGIN:VEVENT\r\nUID:1", b"BEGIN:VEVEN-\r\nUID:1")
    found = read(ICal(), item_of("a.ics", data + b"END:VCALENDAR\r\n"))
    assert [(one.at, one.reason) for one in found if isinstance(one, Problem)] == [
        ("line 12", "an event ends here whose beginning is damaged")
    ]


def test_a_message_that_swallowed_the_row_below_says_so() -> None:
    one = sample("linkedin/Basic_LinkedInDataExport_03-06-2026 (1)/messages.csv")
    after = outcome_of(one.source, one.holding(one.data.replace(b'"INBOX",""\n"2-BBB', b'"INBOX",""\x01"2-BBB')))
    assert [problem.reason for problem in after.problems] == ["another row is joined to this one and lost"]


def test_a_mistake_of_the_mail_library_is_a_sentence() -> None:
    for error in (AttributeError("'NoneType' object has no attribute 'upper'"), OverflowError("too large")):
        with (
            pytest.raises(SourceFormatError, match="answers as no mail server does"),
            Failures("imap", "a", "b", "c").told(),
        ):
            raise error


def test_encodings_are_told_side_by_side() -> None:
    data = {name: "Zoë ".encode(name) * 400_000 for name in ("utf-8", "cp1252")}
    alone = {name: encoding_of(partial(BytesIO, held)) for name, held in data.items()}
    told: list[tuple[str, str]] = []

    def tell(name: str) -> None:
        told.extend((name, encoding_of(partial(BytesIO, data[name]))) for _ in range(3))

    threads = [threading.Thread(target=tell, args=(name,)) for name in data]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert set(told) == set(alone.items())
