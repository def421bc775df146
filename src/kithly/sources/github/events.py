"""A public event as news.

Reference: "GitHub event types" of GitHub's documentation. Newer answers leave out much that older ones hold (commits,
titles of pull requests), so nothing is taken for granted. Of commits only the number is read: they carry mail
addresses, of other people too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kithly.records import Channel, News, NewsKind, Party, Problem
from kithly.sources._formats.networks import instant, line, page, plain_markdown, shown

SITE = "https://github.com"
NOT_TOLD = "nothing to tell of"
NOT_THEIRS = "it is somebody else's"
OWN_STAR = "a star for something of their own"

_REPOSITORY = re.compile(r"[\w.\-]{1,100}/[\w.\-]{1,100}", re.ASCII)

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A public event.

    Attributes:
        id: Its number.
        kind: ``ReleaseEvent`` and so on.
        repository: ``owner/name``; empty if it tells none.
        owner: Who owns that.
        at: When; None if unknown.
        payload: What it tells.
    """

    id: str
    kind: str
    repository: str
    owner: str
    at: datetime | None
    payload: Json

    @property
    def home(self) -> str:
        """The page of its repository."""
        return page(f"{SITE}/{self.repository}") if self.repository else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class What:
    """What an event tells.

    Attributes:
        kind: Kind of news.
        text: As of `News`.
        excerpt: As of `News`.
        url: As of `News`.
        author: As of `News`.
    """

    kind: NewsKind
    text: str
    excerpt: str = ""
    url: str = ""
    author: str = ""


def event_of(told: Json, login: str, now: datetime) -> Event | Problem:
    """Return an event of an account, or why it is left out."""
    number = line(str(told.get("id", "")), 40)
    if line(as_map(told.get("actor")).get("login"), 100).lower() != login or told.get("public") is False:
        return Problem(at=f"event {number}", reason=NOT_THEIRS)
    repository = line(as_map(told.get("repo")).get("name"), 300)
    repository = repository if _REPOSITORY.fullmatch(repository) else ""
    return Event(
        id=number,
        kind=line(told.get("type"), 60),
        repository=repository,
        owner=repository.partition("/")[0].lower(),
        at=instant(told.get("created_at"), now),
        payload=as_map(told.get("payload")),
    )


def event_news(event: Event, about: Party, login: str) -> News | Problem:
    """Return what an event tells, or why it is left out; pushes are told by the day (`pushes`)."""
    reader = _READERS.get(event.kind)
    what = reader(event, login) if reader and event.repository else NOT_TOLD
    if isinstance(what, str):
        reason = f"{what} ({event.kind})" if what == NOT_TOLD else what
        return Problem(at=f"event {event.id}", reason=reason)
    return News(
        key=event.id,
        kind=what.kind,
        channel=Channel.WEB,
        at=event.at,
        about=about,
        text=what.text,
        excerpt=what.excerpt,
        author=what.author,
        url=what.url or event.home,
    )


def as_map(value: object) -> Json:
    """Return an object, or an empty one for anything else."""
    return value if isinstance(value, Mapping) else {}


def _release(event: Event, login: str) -> What | str:
    release = as_map(event.payload.get("release"))
    tag, title = line(release.get("tag_name"), 200), line(release.get("name"))
    if event.payload.get("action") != "published" or release.get("draft") is True or not (tag or title):
        return NOT_TOLD
    called = f"{tag}: {title}" if tag and title and title != tag else tag or title
    excerpt = shown("", (plain_markdown(release.get("body")),))[1]
    author = line(as_map(release.get("author")).get("login"), 100)
    return What(
        kind=NewsKind.RELEASE,
        text=f"{event.repository} {called}",
        excerpt=excerpt,
        url=_page(release),
        author=author if author.lower() != login else "",
    )


def _published(event: Event, login: str) -> What | str:
    del login
    if event.kind == "CreateEvent" and event.payload.get("ref_type") != "repository":
        return NOT_TOLD
    description = line(event.payload.get("description"))
    text = f"{event.repository}: {description}" if description else event.repository
    return What(kind=NewsKind.POST, text=text)


def _starred(event: Event, login: str) -> What | str:
    if event.payload.get("action") != "started":
        return NOT_TOLD
    return OWN_STAR if event.owner == login else What(kind=NewsKind.SHARED, text=event.repository, author=event.owner)


def _merged(event: Event, login: str) -> What | str:
    pull = as_map(event.payload.get("pull_request"))
    action = event.payload.get("action")
    if action != "merged" and not (action == "closed" and pull.get("merged") is True):
        return NOT_TOLD
    number, title = _number(event.payload, pull), line(pull.get("title"))
    author = line(as_map(pull.get("user")).get("login"), 100)
    is_own = author.lower() == login
    return What(
        kind=NewsKind.WORK,
        text=f"Merged into {event.repository}: {title or f'#{number}'}",
        excerpt=shown("", (plain_markdown(pull.get("body")),))[1] if is_own else "",
        url=_page(pull) or (page(f"{event.home}/pull/{number}") if number else ""),
        author="" if is_own else author,
    )


def _commented(event: Event, login: str) -> What | str:
    del login
    comment = as_map(event.payload.get("comment"))
    thing = as_map(event.payload.get("issue")) or as_map(event.payload.get("pull_request"))
    if event.payload.get("action", "created") != "created" or not comment:
        return NOT_TOLD
    number, title = _number(event.payload, thing), line(thing.get("title"))
    on = f"On {event.repository}" + (f"#{number}" if number else "") + (f": {title}" if title else "")
    text, excerpt = shown(plain_markdown(comment.get("body")), (on,))
    return What(kind=NewsKind.COMMENT, text=text, excerpt=excerpt, url=_page(comment)) if text else NOT_TOLD


def _number(payload: Json, thing: Json) -> int:
    """Return the number of an issue or pull request; 0 if none is told."""
    found = thing.get("number", payload.get("number"))
    return found if type(found) is int and found > 0 else 0


def _page(thing: Json) -> str:
    """Return the page of something, if it lies at GitHub."""
    url = page(thing.get("html_url"))
    return url if url.startswith(f"{SITE}/") else ""


_READERS: Mapping[str, Callable[[Event, str], What | str]] = {
    "ReleaseEvent": _release,
    "CreateEvent": _published,
    "PublicEvent": _published,
    "WatchEvent": _starred,
    "PullRequestEvent": _merged,
    "IssueCommentEvent": _commented,
    "CommitCommentEvent": _commented,
    "PullRequestReviewCommentEvent": _commented,
}
