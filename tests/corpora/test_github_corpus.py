"""GitHub's own examples and recordings that others made: all is read, and nothing of other people is harvested."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.contracts.networks.github_server import GitHubServer
from tests.contracts.networks.serving import Said, serving

from kithly.errors import SourceFormatError
from kithly.records import Identity, IdentityKind, News, NewsKind, Party, Problem
from kithly.sources import Cursor
from kithly.sources.github.events import Event, event_news, event_of
from kithly.sources.github.pushes import pushes
from kithly.sources.github.whom import party_of, profile_of
from kithly.transport.secrets import NO_SECRET

NOW = datetime(2026, 11, 28, tzinfo=UTC)
AT = "2026-11-27T12:00:00Z"
ADDRESS = re.compile(r"[\w.+\-]+@[\w\-]+\.[\w.\-]+")

# How GitHub calls the event that carries such a payload
KINDS = {
    "commit_comment": "CommitCommentEvent",
    "create": "CreateEvent",
    "discussion": "DiscussionEvent",
    "fork": "ForkEvent",
    "issue_comment": "IssueCommentEvent",
    "issues": "IssuesEvent",
    "member": "MemberEvent",
    "public": "PublicEvent",
    "pull_request": "PullRequestEvent",
    "push": "PushEvent",
    "release": "ReleaseEvent",
    "watch": "WatchEvent",
}
NO_EVENTS = {"organization", "star"}  # payloads that no public event carries
SAMPLES = 113

# What the examples hold, by their folder
TOLD = {
    "commit_comment": {"comment": 4},
    "create": {"nothing to tell of (CreateEvent)": 4},  # tags and branches
    "discussion": {"nothing to tell of (DiscussionEvent)": 14},
    "fork": {"nothing to tell of (ForkEvent)": 2},
    "issue_comment": {"comment": 4, "nothing to tell of (IssueCommentEvent)": 4},
    "issues": {"nothing to tell of (IssuesEvent)": 28},
    "member": {"nothing to tell of (MemberEvent)": 3},
    "public": {"post": 2},
    "pull_request": {"nothing to tell of (PullRequestEvent)": 28},  # none of the examples was merged
    "push": {"nothing to tell of (PushEvent)": 6},  # told by the day
    "release": {"release": 2, "nothing to tell of (ReleaseEvent)": 10},
    "watch": {"a star for something of their own": 2},
}


def examples(corpora: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the examples of payloads, each with its folder."""
    folder = corpora / "github-json" / "octokit+webhooks" / "payload-examples" / "api.github.com"
    for path in sorted(folder.rglob("*.json")):
        yield path.parent.name, json.loads(path.read_text("utf-8"))


def as_event(kind: str, payload: dict[str, Any], number: int) -> Event:
    """Return the public event that would carry a payload."""
    login = payload["sender"]["login"]
    told = {"id": str(number), "type": KINDS[kind], "actor": {"login": login}, "public": True, "created_at": AT,
            "repo": {"name": payload["repository"]["full_name"]}, "payload": payload}  # fmt: skip
    found = event_of(told, login.lower(), NOW)
    assert isinstance(found, Event)
    return found


def told_by(kind: str, payload: dict[str, Any]) -> News | Problem:
    login = payload["sender"]["login"].lower()
    about = Party(name=login, identity=Identity(IdentityKind.GITHUB, login))
    return event_news(as_event(kind, payload, 1), about, login)


def inside(told: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in it."""
    if isinstance(told, dict):
        yield told
    for one in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        yield from inside(one)


def test_every_example_is_told_or_left_out_by_name(corpora: Path) -> None:
    found: dict[str, Counter[str]] = {}
    for kind, payload in examples(corpora):
        if kind not in NO_EVENTS:
            one = told_by(kind, payload)
            said = one.kind.value if isinstance(one, News) else one.reason
            found.setdefault(kind, Counter())[said] += 1
    assert {kind: dict(counted) for kind, counted in found.items()} == TOLD
    assert sum(sum(counted.values()) for counted in found.values()) == SAMPLES


def test_what_is_told_is_what_the_example_says(corpora: Path) -> None:
    compared = Counter[str]()
    for kind, payload in examples(corpora):
        one = told_by(kind, payload) if kind not in NO_EVENTS else None
        if not isinstance(one, News):
            continue
        thing = payload.get("release") or payload.get("comment") or payload["repository"]
        assert one.url == thing["html_url"]
        if one.kind is NewsKind.COMMENT:
            assert one.text.split() == thing["body"].split()
        elif one.kind is NewsKind.RELEASE:
            assert one.text == f"{payload['repository']['full_name']} {thing['tag_name']}"
            assert one.excerpt == (thing["body"] or "")
        compared[one.kind.value] += 1
    assert dict(compared) == {"comment": 8, "post": 2, "release": 2}


def test_no_mail_address_of_a_push_is_read(corpora: Path) -> None:
    payloads = [payload for kind, payload in examples(corpora) if kind == "push"]
    assert len(ADDRESS.findall(json.dumps(payloads))) > 10
    events = [as_event("push", payload, number) for number, payload in enumerate(payloads)]
    about = Party(name="", identity=None)
    found = list(pushes(events, about, whose="1", new={event.id for event in events}, cut=None))
    repositories = {event.repository for event in events}
    assert len(found) == len(repositories)
    assert not ADDRESS.search(repr(found))


def test_everybody_in_every_sample_has_a_profile_that_is_read(corpora: Path) -> None:
    found = Counter[str]()
    for path in sorted((corpora / "github-json").rglob("*.json")):
        for one in inside(json.loads(path.read_text("utf-8"))):
            if isinstance(one.get("login"), str) and "type" in one:
                assert party_of(one, one["login"].lower()).name
                assert not ADDRESS.search(repr(profile_of(one)))
                found[str(one["type"])] += 1
            for reader in KINDS.values():
                told = event_of({"type": reader, "actor": one, "repo": one, "payload": one}, "octocat", NOW)
                if isinstance(told, Event):
                    event_news(told, Party(name="", identity=None), "octocat")
    assert found["User"] > 500
    assert found["Organization"] > 50


def test_an_account_without_any_event_is_read(corpora: Path) -> None:
    path = corpora / "github-json" / "timelinize+timelinize" / "datasources" / "github" / "testdata" / "fixtures"
    fake = GitHubServer()
    fake.always["/events"] = Said(raw=(path / "ghstars-empty.json").read_bytes())
    with serving(fake):
        told = list(fake.source.read(fake.found(), NO_SECRET, after={}))
    assert all(isinstance(one, Cursor) for one in told)


def test_a_recorded_organisation_is_no_person(corpora: Path) -> None:
    folder = corpora / "github-json" / "octokit+fixtures" / "scenarios" / "api.github.com" / "get-organization"
    (told, *_) = json.loads((folder / "normalized-fixture.json").read_text("utf-8"))
    assert told["response"]["type"] == "Organization"
    fake = GitHubServer()
    fake.member |= told["response"]
    with serving(fake):
        (found,) = fake.source.find(fake.account()).accounts
        with pytest.raises(SourceFormatError, match="an organisation"):
            fake.source.check(found, NO_SECRET)
