"""A tour through every room there is, by the links and forms of the pages themselves.

Rooms come from `ROOMS`, so a new one is visited as soon as a page leads to it; one that no page leads to is named, and
must be entered in `BY_HAND` with how to get in.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

from playwright.sync_api import Page
from tests.e2e.browser.trap import known_names

from kithly.interfaces.web.rooms import ROOMS
from kithly.interfaces.web.visit import Room

AT_ONCE = 25  # pages asked for in one go
Asked = Mapping[str, Any]  # path, and the fields of a form

# Rooms that only scripts of ours or a browser's own file dialogue ask for.
BY_HAND = frozenset({"PUT /files/{name:path}", "POST /files"})

LAST = ("/undo", "/leave", "/away", "/stop", "/remembered", "/one")  # what takes things away is tried after the rest


def name_of(room: Room) -> str:
    """Return method and path of a room."""
    return f"{room.method} {room.path}"


def pattern_of(room: Room) -> re.Pattern[str]:
    """Return what addresses of a room look like."""
    parts = re.split(r"(\{[^}]*\})", room.path)
    return re.compile("".join((".+" if ":path" in one else "[^/]+") if one.startswith("{") else re.escape(one) for one in parts))


_PATTERNS = [(name_of(room), room.method, pattern_of(room)) for room in ROOMS]


def room_at(path: str, method: str = "GET") -> str | None:
    """Return which room an address leads to; the first that fits, as the server does it."""
    plain = urlsplit(path).path
    return next((name for name, known, like in _PATTERNS if known == method and like.fullmatch(plain)), None)


@dataclass(kw_only=True)
class Tour:
    """What was visited, and what was seen.

    Attributes:
        page: The browser's page that asks.
        per_room: Addresses of one room that are asked for at most.
        looks: Addresses by room.
        forms: Forms by room.
        flaws: What was no word of ours.
        marks: Marks seen anywhere.
        statuses: How often each status was answered.
    """

    page: Page
    per_room: int
    looks: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    forms: dict[str, list[Asked]] = field(default_factory=lambda: defaultdict(list))
    flaws: list[str] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)
    statuses: Counter[int] = field(default_factory=Counter)
    _known: set[str] = field(default_factory=set)
    _sent: set[str] = field(default_factory=set)

    def go_round(self, *begin: str) -> None:
        """Read every page that can be reached by links, up to so many of each room."""
        waiting = [*begin, *(room.path for room in ROOMS if room.method == "GET" and "{" not in room.path)]
        while waiting:
            fresh = [path for path in dict.fromkeys(waiting) if self._is_wanted(path)]
            waiting = [look for found in self._read([{"path": path} for path in fresh]) for look in found["looks"]]

    def send(self, words: Iterator[str], per_room: int) -> None:
        """Send forms of every room, with words typed into every field that takes some."""
        known = sorted(self.forms, key=lambda room: (room.endswith(LAST), room))
        for room in known:
            chosen = [form for form in self.forms[room] if _key(form) not in self._sent][:per_room]
            self._sent |= {_key(form) for form in chosen}
            for _ in self._read([_filled(form, words) for form in chosen]):
                pass

    def missing(self) -> list[str]:
        """Return the rooms no page led to."""
        met = {room for room, found in (*self.looks.items(), *self.forms.items()) if found}
        return sorted({name_of(room) for room in ROOMS} - met - BY_HAND)

    def unsent(self) -> list[str]:
        """Return the rooms for forms that none was sent to."""
        return sorted({name_of(room) for room in ROOMS if room.method == "POST"} - set(map(_room, self._sent)) - BY_HAND)

    def _is_wanted(self, path: str) -> bool:
        room = room_at(path)
        if path in self._known or room is None or len(self.looks[room]) >= self.per_room:
            return False
        self._known.add(path)
        self.looks[room].append(path)
        return True

    def _read(self, asked: list[Asked]) -> Iterator[Mapping[str, Any]]:
        for start in range(0, len(asked), AT_ONCE):
            told = self.page.evaluate(
                "([asked, known]) => window.readThrough(asked, known)", [asked[start : start + AT_ONCE], known_names()]
            )
            for found in told:
                self._keep(found)
                yield found

    def _keep(self, found: Mapping[str, Any]) -> None:
        self.statuses[found["status"]] += 1
        if found["status"] >= 500:
            self.flaws.append(f"{found['path']}: {found['status']}")
        self.flaws += [f"{found['path']}: {flaw}" for flaw in found["flaws"]]
        self.marks |= set(found["marks"])
        for form in found["forms"]:
            room = room_at(form["path"], "POST")
            if room is not None and not form["files"]:
                self.forms[room].append(form)


def _filled(form: Asked, words: Iterator[str]) -> Asked:
    fields = [(name, value) for name, value in form["fields"] if name not in form["typed"]]
    return {"path": form["path"], "fields": [*fields, *((name, next(words)) for name in form["typed"])]}


def _key(form: Asked) -> str:
    return f"{form['path']} {form['fields']}"


def _room(key: str) -> str:
    return str(room_at(key.partition(" ")[0], "POST"))


def asking(paths: Iterable[str], words: str) -> list[str]:
    """Return addresses with hostile words in each part of the path and in each query."""
    told = quote(words, safe="")
    asked = "&".join(f"{name}={told}" for name in QUERIES)
    return [f"{_PART.sub(told, path)}?{asked}" for path in paths]


_PART = re.compile(r"\{[^}]*\}")
QUERIES = ("q", "open", "door", "from", "look", "minutes", "circle", "era", "band", "company", "sort", "role", "pick", "seen", "change", "a", "b")
