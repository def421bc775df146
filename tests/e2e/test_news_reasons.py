"""Notices in a mailbox, through the doors: a reason with its proof, taken back with its import; and a hard question."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.e2e.conftest import NOW, Kithly

JOB = "Congratulate {name} for starting a new position as Harbour Master at Tarnfield Port"
YEARS = "Congratulate {name} for 10 years at {company}"
LINKEDIN = """From notifications-noreply@linkedin.com {line}
DKIM-Signature: v=1; a=rsa-sha256; d=linkedin.com; s=d2048; c=relaxed/relaxed; h=From:Subject:To:Date; bh=AAAA; b=BBBB
From: LinkedIn <notifications-noreply@linkedin.com>
Message-ID: <{number}.JavaMail.app@prod.linkedin.com>
Subject: {subject}
To: Me <me@example.net>
Date: {date}
X-LinkedIn-Template: email_notification_digest_01
Content-Type: text/plain;charset=UTF-8

{subject}
https://www.linkedin.com/comm/in/{slug}?trk=eml

"""
ALERT = """From googlealerts-noreply@google.com {line}
DKIM-Signature: v=1; a=rsa-sha256; d=google.com; s=x; c=relaxed/relaxed; h=From:Subject:To:Date; bh=AAAA; b=BBBB
From: Google Alerts <googlealerts-noreply@google.com>
Message-ID: <{number}@google.com>
Subject: Google Alert - {name}
To: Me <me@example.net>
Date: {date}
Content-Type: text/plain;charset=UTF-8

=== Web - 1 new result for [{name}] ===

{subject}
Harbour Gazette
<https://www.google.com/url?rct=j&sa=t&url=https://gazette.example/{number}&ct=ga>

"""


def mailbox(path: Path, template: str, subject: str, who: dict[str, str], *, times: int = 1) -> Path:
    """Write a notice so many times, a day between them, the last two days before now."""
    told, subject = [], subject.format(**who)
    for place in range(times):
        at: datetime = NOW - timedelta(days=2 + place)
        stamps = {"line": f"{at:%a %b %d %H:%M:%S %Y}", "date": f"{at:%a, %d %b %Y %H:%M:%S} +0000"}
        told.append(template.format(number=f"{path.stem}{place}", subject=subject, **stamps, **who))
    path.write_text("".join(told), "utf-8")
    return path


@pytest.fixture
def ana(network: Kithly) -> dict[str, str]:
    """Return somebody connected on LinkedIn whose name nobody else bears, and who has an employer."""
    people = network.view("people", "--limit", "500")["people"]
    names = [one["name"] for one in people]
    for one in people:
        person = network.view("person", one["id"])
        slugs = [who["value"] for who in person["identities"] if who["kind"] == "linkedin"]
        if slugs and person["company"] and names.count(one["name"]) == 1 and person["place"] == "network":
            return {"id": one["id"], "name": one["name"], "slug": slugs[0], "company": person["company"]}
    raise AssertionError(people)


@contextmanager
def brought(network: Kithly, path: Path) -> Iterator[None]:
    """Import a mailbox, and take it back again."""
    change = network.view("import", path)["import"]
    yield
    network.ok("undo", change)


def reasons(network: Kithly, who: str) -> dict[str, dict[str, object]]:
    return {one["kind"]: one for one in network.view("person", who)["reasons"]}


def test_five_mails_on_one_thing_are_one_reason_and_go_with_their_import(
    network: Kithly, ana: dict[str, str], tmp_path: Path
) -> None:
    before = reasons(network, ana["id"])
    with brought(network, mailbox(tmp_path / "years.mbox", LINKEDIN, YEARS, ana, times=5)):
        told = reasons(network, ana["id"])["work_anniversary"]
        assert ana["company"] in str(told["text"])
        assert len(told["evidence"]) == 5  # type: ignore[arg-type]
        assert network.view("person", ana["id"])["news"]
    assert reasons(network, ana["id"]) == before


def test_a_new_job_is_told_as_linkedin_told_it_and_not_after_words_to_them(
    network: Kithly, ana: dict[str, str], tmp_path: Path
) -> None:
    with brought(network, mailbox(tmp_path / "job.mbox", LINKEDIN, JOB, ana)):
        told = reasons(network, ana["id"])["new_job"]
        assert str(told["text"]).endswith("started as Harbour Master at Tarnfield Port.")
        assert "28 February 2026 LinkedIn told" in str(told["text"])
        network.ok("log", ana["id"])
        assert "new_job" not in reasons(network, ana["id"])


def test_an_obituary_stops_everything_and_is_asked_about_until_answered(
    network: Kithly, ana: dict[str, str], tmp_path: Path
) -> None:
    network.ok("import", mailbox(tmp_path / "years.mbox", LINKEDIN, YEARS, ana))
    assert "work_anniversary" in reasons(network, ana["id"])
    path = mailbox(tmp_path / "alert.mbox", ALERT, "{name} Obituary - Harbour Gazette", ana)
    with brought(network, path):
        assert reasons(network, ana["id"]) == {}
        said = " ".join(network.ok("today").split())
        assert f"Mark {ana['name']} as remembered?" in said
        assert f"kithly remembered --off {ana['id']}" in said
        (note,) = [one for one in network.view("today")["notes"] if one["kind"] == "remember"]
        assert [one["key"] for one in note["answers"]] == ["yes", "no"]
        network.ok("remembered", "--off", ana["id"])
        assert "remember" not in [one["kind"] for one in network.view("today")["notes"]]
        network.ok("remembered", ana["id"])
        assert network.view("person", ana["id"])["remembered"]
        network.ok("undo")
