"""A tour through every room there is, by the links and forms of the pages themselves.

Rooms come from `ROOMS`, so a new one is visited as soon as a page leads to it. A room that no page leads to is named by
`Tour.missing`, and must be entered in `BY_HAND` by whoever tests it otherwise.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote, urlsplit

from playwright.sync_api import Page
from tests.e2e.browser.trap import known_names

from kithly.interfaces.web.rooms import ROOMS
from kithly.interfaces.web.visit import Room

AT_ONCE = 25  # pages asked for in one go
Asked = Mapping[str, Any]  # path, and the fields of a form

# Rooms for files, which the tests of this folder bring themselves; those of an account that was signed in to, which
# no account here was; what an assistant proposed, of whom there is none; a picture and an export, which are no pages;
# and the door for phones, which a tour must not open, and signing out, which would end it (tests/e2e/web).
BY_HAND: Final = frozenset(f"{room.method} {room.path}" for room in ROOMS if room.takes_files) | {
    "GET /calendar.ics",
    "GET /pictures/{photo}",
    "GET /settings/backup/list",
    "GET /talks/{talk}/file",
    "POST /accounts/{account}/folders",
    "POST /forget/{person}",
    "POST /accounts/{account}/read",
    "POST /accounts/{account}/remove",
    "POST /proposals/{proposal}",
    "POST /settings/backup/export",
    "POST /settings/door/out",
    "POST /settings/phone/on",
    "POST /settings/phone/knocks/{knock}",
    "POST /settings/phone/{device}/unpair",
}
KEPT: Final = ("/network/card.svg", "/network/map/data", "/calendar.ics")  # files, which are no pages of ours
# Rooms for forms that a page shows in rare states only: what they are sent besides; None is typed.
BY_WORDS: Final[Mapping[str, Mapping[str, str | None]]] = {
    "POST /accounts/add": {"kind": "pigeon", "address": None, "secret": None},
    "POST /accounts/read": {},
    "POST /feed/no": {"who": None, "address": None},
    "POST /files/keep": {},
    "POST /files/{file}/again": {},
    "POST /files/{file}/away": {},
    "POST /files/{file}/stop": {},
    "POST /hello/{touch}/found": {"found": None},
    "POST /hello/{touch}/take-out": {"door": "copy", "text": None, "start": "0", "end": "5"},
    "POST /hello/{touch}/true": {"door": "copy", "text": None, "phrase": None},
    "POST /merges/again": {},
    "POST /settings/digest/off": {},
    "POST /settings/phone/invite": {},
    "POST /settings/phone/off": {},
    "POST /settings/phone/stop": {},
    "POST /people/{person}/split": {"part": None},
    "POST /people/{person}/meet/off": {},
    "POST /hello/{touch}/model": {"door": "copy", "text": None},
    "POST /hello/{touch}/model/stream": {"door": "copy", "text": None},
    "POST /outbox/{message}/again": {},
    "POST /outbox/{message}/back": {},
    "POST /outbox/{message}/sent": {},
    "POST /share/ideas/{idea}/other": {},
    "POST /share/send": {"way": "copy", "text": None},
    "POST /settings/programs/revoke": {"program": None},
    "POST /settings/sending": {"address": None, "secret": None, "server": None},
    "POST /settings/sending/off": {},
    "POST /settings/writer/log/forget": {},
    "POST /settings/writer/off": {},
    "POST /settings/writer/yes": {},
}
# What takes things away is tried after the rest.
LAST: Final = ("/undo", "/leave", "/away", "/stop", "/remembered", "/one")

_PART = re.compile(r"\{([^}:]*)(:path)?\}")


def name_of(room: Room) -> str:
    """Return method and path of a room."""
    return f"{room.method} {room.path}"


def _like(path: str) -> re.Pattern[str]:
    """Return what addresses of a room look like, its parts named."""
    names = {f"{{{name}{rest}}}": f"(?P<{name}>{'.+' if rest else '[^/]+'})" for name, rest in _PART.findall(path)}
    return re.compile("".join(names.get(one, re.escape(one)) for one in re.split(r"(\{[^}]*\})", path)))


_ROOMS: Final = [(name_of(room), room.method, _like(room.path)) for room in ROOMS]


def room_at(path: str, method: str = "GET") -> tuple[str, Mapping[str, str]] | None:
    """Return which room an address leads to, and its parts; the first that fits, as the server does it."""
    plain = urlsplit(path).path
    fits = ((name, like.fullmatch(plain)) for name, known, like in _ROOMS if known == method)
    return next(((name, match.groupdict()) for name, match in fits if match), None)


@dataclass(kw_only=True)
class Tour:
    """What was visited, and what was seen.

    Attributes:
        page: The browser's page that asks.
        per_room: Addresses of one room that are asked for at most, besides those asked for by name.
        looks: Addresses by room.
        forms: Forms by room.
        sent: Forms that were sent, by room.
        flaws: What was no word of ours.
        marks: Marks seen anywhere.
    """

    page: Page
    per_room: int
    looks: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    forms: dict[str, list[Asked]] = field(default_factory=lambda: defaultdict(list))
    sent: dict[str, list[Asked]] = field(default_factory=lambda: defaultdict(list))
    flaws: list[str] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)
    _parts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _seen: set[str] = field(default_factory=set)

    def go_round(self, begin: Iterable[str] = ()) -> None:
        """Read every page that can be reached by links, up to so many of each room, and those named."""
        self.looks.clear()
        self._seen.clear()
        waiting = list(self._read([{"path": path} for path in begin]))
        waiting += [room.path for room in ROOMS if room.method == "GET" and "{" not in room.path]
        while waiting:
            fresh = [path for path in dict.fromkeys(waiting) if self._is_wanted(path)]
            waiting = list(self._read([{"path": path} for path in fresh])) or self._from_parts()

    def send(self, words: Iterator[str], per_room: int, typed: int) -> None:
        """Send forms of every room, with words typed into every field that takes some.

        Args:
            words: What to type.
            per_room: Forms of one room.
            typed: Forms of one room with a field to type in.
        """
        for room in sorted(self.forms, key=lambda room: (room.endswith(LAST), room)):
            for form in self.forms[room]:
                if len(self.sent[room]) < (typed if form["typed"] else per_room) and form not in self.sent[room]:
                    self.sent[room].append(form)
                    list(self._read([_filled(form, words)]))
        for room, fields in BY_WORDS.items():
            for path in self._paths(room.partition(" ")[2]) if not self.sent[room] else ():
                self.sent[room].append({"path": path})
                told = [(name, next(words) if value is None else value) for name, value in fields.items()]
                list(self._read([{"path": path, "fields": told}]))

    def missing(self) -> list[str]:
        """Return the rooms that were not entered."""
        entered = {room for room, found in (*self.looks.items(), *self.sent.items()) if found}
        return sorted({name_of(room) for room in ROOMS} - entered - BY_HAND)

    def _from_parts(self) -> list[str]:
        """Return addresses of rooms without a link, from parts that other addresses have: ``{touch}``."""
        unseen = [room for room in ROOMS if room.method == "GET" and "{" in room.path and not self.looks[name_of(room)]]
        return [path for room in unseen for path in self._paths(room.path)]

    def _paths(self, path: str) -> list[str]:
        """Return addresses like this one, its part filled with what other addresses have there."""
        parts = [name for name, _ in _PART.findall(path)]
        return [_PART.sub(one, path) for one in sorted(self._parts[parts[0]])[: self.per_room]] if parts else [path]

    def _is_wanted(self, path: str) -> bool:
        found = room_at(path)
        if path in self._seen or found is None or len(self.looks[found[0]]) >= self.per_room:
            return False
        self._seen.add(path)
        self.looks[found[0]].append(path)
        return True

    def _read(self, asked: list[Asked]) -> Iterator[str]:
        """Read pages, and yield where they lead."""
        script = "([asked, known]) => window.readThrough(asked, known)"
        for start in range(0, len(asked), AT_ONCE):
            for found in self.page.evaluate(script, [asked[start : start + AT_ONCE], known_names()]):
                self._keep(found)
                yield from found["looks"]

    def _keep(self, found: Mapping[str, Any]) -> None:
        if found["status"] >= 500:
            self.flaws.append(f"{found['path']}: {found['status']}")
        self.flaws += [f"{found['path']}: {flaw}" for flaw in found["flaws"]]
        self.marks |= set(found["marks"])
        for look in found["looks"]:
            self._learn(room_at(look))
        for form in found["forms"]:
            room = room_at(form["path"], "POST")
            self._learn(room)
            if room is not None and not form["files"] and room[0] not in BY_HAND:
                self.forms[room[0]].append(form)

    def _learn(self, room: tuple[str, Mapping[str, str]] | None) -> None:
        for name, part in room[1].items() if room else ():
            self._parts[name].add(part)


def _filled(form: Asked, words: Iterator[str]) -> Asked:
    fields = [(name, value) for name, value in form["fields"] if name not in form["typed"]]
    return {"path": form["path"], "fields": [*fields, *((name, next(words)) for name in form["typed"])]}


def asking(words: str) -> list[str]:
    """Return an address of every room for looks, with these words in each part of its path and in each query."""
    told = quote(words, safe="")
    asked = "&".join(f"{name}={told}" for name in QUERIES)
    return [f"{_PART.sub(told, room.path)}?{asked}" for room in ROOMS if room.method == "GET"]


# Every name that a room looks for behind the question mark.
QUERIES: Final = (
    "a", "all", "b", "band", "change", "circle", "company", "door", "era", "follow", "from", "items", "look", "minutes",
    "open", "pick", "place", "q", "role", "seen", "sort", "state", "turn",
)  # fmt: skip
