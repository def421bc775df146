"""Somebody who uses Kithly every day: what they do, and what must hold after each thing they do."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import time_machine
from tests.e2e.conftest import Ran
from tests.e2e.web.conftest import Browser, browsing
from tests.e2e.year.book import Book
from tests.e2e.year.sources import BEGINS, DAY, ZONE, Sources
from tests.e2e.year.terminal import Terminal
from tests.mail.dovecot import PASSWORD
from tests.mail.faulty_post import FaultyOffice
from tests.real.dav import PASSWORD as BOOK_PASSWORD
from tests.real.dav import USER

from kithly.app.derived.closely import Ties, reasons_now
from kithly.app.network import MADE_BY, open_network

HOUR = timedelta(hours=1)
WORDS = "Hi {name},\n\nthe harbour crane turned again this week, and I thought of our walk along the pier.\n\nRobin\n"
PAGES = ("/", "/today", "/people", "/network", "/inbox", "/feed", "/changes", "/settings")
MONTH, WEEK = 30, 7  # days
AWAY = range(45, 53)  # days on which no server answers
UPGRADES = (2, 180)  # days on which another Kithly is installed: one of them while all warms up
MORNING = datetime.combine(BEGINS, clock(7), ZoneInfo(ZONE))  # of the first day


@dataclass
class Life:
    """One user over the days.

    Attributes:
        data: The data folder.
        sources: What comes in.
        office: Takes the mail that goes out.
        book: The address book on a server; None for none.
        greeted: Days on which each birthday's hello was on the plan, by person and id.
        spoken: Days on which somebody was on the plan, by name.
        spoken: Days on which somebody was on the plan, by name.
    done: Hellos that are done, by id, with the day.
    """

    data: Path
    sources: Sources
    office: FaultyOffice
    book: Book | None = None
    chance: Random = field(default_factory=lambda: Random(11))  # noqa: S311 - chance for a test
    greeted: defaultdict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    first: dict[str, date] = field(default_factory=dict)
    done: dict[str, date] = field(default_factory=dict)
    touched: dict[str, date] = field(default_factory=dict)
    acts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    brought: list[tuple[Path, ...]] = field(default_factory=list)
    spoken: defaultdict[str, list[date]] = field(default_factory=lambda: defaultdict(list))
    put: list[int] = field(default_factory=list)
    read: list[int] = field(default_factory=list)
    lived: set[date] = field(default_factory=set)
    looks: list[float] = field(default_factory=list)
    now: datetime = MORNING
    terminal: Terminal = field(default_factory=Terminal)
    browser: Browser | None = None
    _web: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    @property
    def database(self) -> Path:
        return self.data / "kithly.db"

    def run(self, *words: str | Path, stdin: bytes = b"") -> Ran:
        """Run a command; whatever it answers, it is no mistake of Kithly's own."""
        more = ("--data", self.data, "--now", self.now.astimezone(UTC).isoformat())
        ran = self.terminal.run([str(one) for one in (*words, *more)], stdin=stdin)
        self.acts[str(words[0])] += 1
        if ran.code not in {0, 1, 3} or "Traceback" in ran.err or "mistake of its own" in ran.err:
            self.wrong.append(f"{self.now:%F} {words}: {ran.code} {ran.err}")
        return ran

    def begin(self) -> None:
        """Bring the first exports, set sending up, add the account."""
        ego = self.sources.world.ego
        self.run("me", "--set", f"timezone={ZONE}", "--set", f"address={ego.private}", "--set", f"name={ego.name}")
        self._import(BEGINS, self.now)
        server = ("--server", f"127.0.0.1:{self.office.port}", "--security", "none", "--stdin")
        assert self.run("outbox", "set-up", ego.private, *server, stdin=f"{PASSWORD}\n".encode()).code == 0
        if self.book:
            self.book.begin()
            self.book.make()
            added = ("account", "add", self.book.home, "--as", "carddav", "--user", USER, "--stdin")
            ran = self.run(*added, stdin=f"{BOOK_PASSWORD}\n".encode())
            assert ran.code == 0, ran
        self.open()

    def open(self) -> None:
        """Open the web app; it stays open."""
        self.browser = self._web.enter_context(browsing(self.data, clock=lambda: self.now.astimezone(UTC)))

    def close(self) -> None:
        """Close the web app."""
        self._web.close()
        self.browser = None

    def end(self) -> None:
        """Close everything."""
        self.close()
        if self.book and self.book.server:
            self.book.end()

    def live(self, number: int) -> None:
        """Live a day."""
        day = BEGINS + number * DAY
        morning = datetime.combine(day, clock(7), ZoneInfo(ZONE))
        with time_machine.travel(morning, tick=True):
            self._bring(number, day, morning)
            self.now = morning + 3 * HOUR
            self.lived.add(day)
            self._look(day)
            self._greetings(day)
            self.now += HOUR
            self._walk()
            self._think(number)

    def _bring(self, number: int, day: date, morning: datetime) -> None:
        """Bring what comes by itself: the daily run, exports once a month, an upgrade once."""
        if number and number % MONTH == 0:
            self._import(day, morning)
        if self.book and number % WEEK == 0 and self.book.server:
            self.book.put(self.sources.on_the_server(number // WEEK))
            self.put.append(number)
        if self.book and number in {AWAY.start, AWAY.stop}:
            self.book.end() if number == AWAY.start else self.book.begin()
        if number in UPGRADES:
            self.upgrade()
        self._at(morning, "service", "run")

    def _import(self, day: date, at: datetime) -> None:
        self.brought.append(self.sources.exports(day))
        view = self._at(at, "import", *self.brought[-1], "--json").json
        self.read.append(view["totals"]["read"])

    def _at(self, at: datetime, *words: str | Path) -> Ran:
        before, self.now = self.now, at
        try:
            return self.run(*words)
        finally:
            self.now = before  # the web app still lives in yesterday: its backup is there

    def upgrade(self) -> None:
        """Let the network be one that the Kithly before this one left behind, and open it."""
        self.close()
        with sqlite3.connect(self.database) as conn:
            conn.execute("DROP TABLE forgotten")
            conn.execute("UPDATE alembic_version SET version_num = '0007'")
            conn.execute("UPDATE meta SET value = '0.0.1' WHERE name = ?", (MADE_BY,))
        conn.close()
        self.open()

    def _look(self, day: date) -> None:
        """Look at the day, and do something about each hello."""
        began = time.process_time()
        view = self.run("today", "--json").json
        self.looks.append(time.process_time() - began)
        for touch in view["touches"]:
            self._note(touch, day)
            self._act(touch, day)

    def _note(self, touch: Any, day: date) -> None:
        if touch["id"] in self.done:
            self.wrong.append(f"{day}: {touch['reason']['text']} comes again; it was done on {self.done[touch['id']]}")
        if touch["reason"]["kind"] == "birthday" and touch["person"]["name"] in self.sources.names:
            self.greeted[touch["person"]["name"], touch["reason"]["on"]][touch["id"]] += 1
            self.first.setdefault(touch["id"], day)

    def _act(self, touch: Any, day: date) -> None:
        is_mail = touch["channel"] == "email" and touch["kind"] != "share"
        self.spoken[touch["person"]["name"]].append(day)
        way = self.chance.choice(("done", "leave", "snooze", "log", "skip", "send", "send", "send"))
        if touch["reason"]["kind"] == "birthday":
            way = self.chance.choice(("done", "send", "leave"))
        if way not in {"leave", "snooze"}:
            self.touched[touch["person"]["name"]] = day
        if way == "send" and is_mail:
            self._send(touch, day)
        elif way in {"done", "send"}:
            if self.run("done", touch["id"]).code == 0:
                self.done[touch["id"]] = day
        elif way == "snooze":
            self.run("snooze", touch["id"], "--days", str(self.chance.randint(1, 20)))
        elif way == "skip":
            self.run("skip", touch["id"])
        elif way == "log":
            self.run("log", touch["person"]["id"], "We talked on the phone.")

    def _send(self, touch: Any, day: date) -> None:
        words = self.data.parent / "words.txt"
        words.write_text(WORDS.format(name=touch["person"]["name"].split()[0]), "utf-8")
        self.office.where = "connect" if self.chance.random() < 0.1 else ""  # the network is away
        sent = ("--channel", "email", "--yes", "--at-once", "--no-open", "--text", words)
        self.run("send", touch["id"], *sent)
        if self.office.where:
            self.office.where = ""
            for one in self.run("outbox", "--json").json["waiting"]:
                self.run("outbox", "again", one["id"], "--at-once")
        self.done[touch["id"]] = day

    def _greetings(self, day: date) -> None:
        """Hold who may be greeted today against the calendar."""
        expected = self.sources.expected(day)
        with open_network(self.data, now=self.now.astimezone(UTC)) as network, network.store.reading() as kept:
            who = {row.person.id: row.person.name for row in kept.people.all() if row.person.name in self.sources.names}
            now = network.now.astimezone(network.zone)
            _, reasons = reasons_now(kept, tuple(who), Ties(kept, network.now), now=now)
            found = {
                who[one.person]: one.on
                for one in reasons
                if one.kind == "birthday" and one.has_begun(now) and one.ends and now.date() <= one.ends
            }
        greeted = {name for name, on in expected.items() if self.touched.get(name, BEGINS - DAY) >= on}
        if any(expected.get(name) != on for name, on in found.items()):
            self.wrong.append(f"{day}: birthdays {found} instead of {dict(expected)}")
        if missed := expected.keys() - found.keys() - greeted:
            self.wrong.append(f"{day}: no birthday of {missed}")

    def _walk(self) -> None:
        """Walk through the pages of the web app."""
        assert self.browser is not None
        someone = self.chance.choice(sorted(self.sources.names)).split()[0]
        for page in (*PAGES, f"/people?q={someone}", "/search?q=harbour"):
            answer = self.browser.get(page)
            if answer.status_code != 200:
                self.wrong.append(f"{self.now:%F} {page}: {answer.status_code}")

    def _think(self, number: int) -> None:
        """Say something about somebody; take something back; join or part two."""
        people = self.run("people", "--json", "--limit", "50").json["people"]
        who = self.chance.choice(people)["id"]
        self.run("note", who, f"Told on day {number}.")
        if number % 3 == 0:
            self.run("importance", who, self.chance.choice(("high", "normal", "low")))
        if number % 5 == 0:
            self.run("undo")
        if number % WEEK == 3:
            self._join()

    def _join(self) -> None:
        pairs = self.run("merges", "--json").json["suggestions"]
        pairs = [one for one in pairs if not {one["a"]["name"], one["b"]["name"]} & self.sources.names]
        if pairs:
            one = self.chance.choice(pairs)
            verb = self.chance.choice(("same", "different"))
            self.run(verb, one["a"]["id"], one["b"]["id"])


@contextlib.contextmanager
def lived(life: Life) -> Iterator[Life]:
    """Begin a life and end it."""
    try:
        with time_machine.travel(life.now, tick=True):
            life.begin()
        yield life
    finally:
        life.end()
