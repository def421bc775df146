"""Who may come in: one-time tickets, and the browsers they let in.

A ticket is good for one visit within ten minutes and is shown only to whoever started Kithly. It becomes a cookie;
what the cookie holds is kept here only as a hash, in memory, so that nothing on disk opens the door. A browser is
outside again when it signs out, when it asked for nothing for days, and after a month at the latest.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

TICKET_SECONDS = 600.0
# The lock of the machine guards minutes and hours. These end a browser that was forgotten: a weekend away is shorter
# than the first, and the second asks whoever comes daily for one command a month (NIST SP 800-63B, AAL1: one factor is
# asked for again at least every thirty days).
IDLE_SECONDS: Final = 3 * 86_400.0
LONGEST_SECONDS: Final = 30 * 86_400.0
MOST_GUESTS = 32  # at once; the one unused for longest leaves
MOST_TICKETS = 32
MOST_SETTLED = 100  # hellos
MOST_DRAFTS = 50  # edited texts kept for each
MOST_LEAVES = 50  # pages with ruled lines remembered for each
SECRET_BYTES = 32  # OWASP Guest Management: at least 128 bits


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was just done, told once on the next page.

    Attributes:
        text: One sentence.
        undo: The change that takes it back; None where there is nothing to take back.
        is_mistake: It was not done; the sentence says why.
        on: The day it was done; None where it does not matter.
        form: Where the form was sent that a mistake is about; it is told beside that form if the page has it.
    """

    text: str
    undo: str | None = None
    is_mistake: bool = False
    on: date | None = None
    form: str = ""


@dataclass(slots=True, kw_only=True)
class Guest:
    """One browser that came in.

    Attributes:
        token: What every form of its pages carries.
        said: What to tell on the next page.
        drafts: Texts as the user left them, by what they are for.
        handed: Words handed over since they came in, by touch, until the hello is settled.
        fresh: Of these, those to be opened by the next page.
        settled: Hellos settled since they came in: what the folded line says, by touch.
        trial: A language model that was tried, with its key, until the user says yes or no.
        put_off: Pairs of people they want to be asked about later.
        leaves: Which kept lines each page with ruled lines wrote, by the page's own mark.
        device: What the user calls the paired device it is; empty for a browser of this computer.
        pass_id: The pass of that device; empty for a browser of this computer.
        since: When it came in, in seconds of the clock of `Doorkeeper`.
        used: When it asked last, likewise.
    """

    token: str
    device: str = ""
    pass_id: str = ""
    since: float = 0.0
    used: float = 0.0
    said: list[Said] = field(default_factory=list)
    drafts: OrderedDict[str, dict[str, str]] = field(default_factory=OrderedDict)
    settled: OrderedDict[str, Said] = field(default_factory=OrderedDict)
    handed: dict[str, Any] = field(default_factory=dict)
    fresh: set[str] = field(default_factory=set)
    put_off: set[str] = field(default_factory=set)
    trial: Any = None
    leaves: OrderedDict[str, frozenset[str]] = field(default_factory=OrderedDict)

    def tell(self, text: str, undo: str | None = None, *, is_mistake: bool = False, form: str = "") -> None:
        """Tell something on the next page."""
        self.said.append(Said(text=text, undo=undo, is_mistake=is_mistake, form=form))

    def take_wrong(self, form: str) -> tuple[str, ...]:
        """Return what was wrong with a form, once."""
        found = [one for one in self.said if one.is_mistake and one.form == form]
        self.said = [one for one in self.said if one not in found]
        return tuple(one.text for one in found)

    def take_said(self) -> tuple[Said, ...]:
        """Return what is to be told, once."""
        told, self.said = tuple(self.said), []
        return told

    def settle(self, touch: str, said: Said) -> None:
        """Keep what became of a hello, for the line it folds to; its words are handed over no more."""
        self.handed.pop(touch, None)
        self.settled[touch] = said
        while len(self.settled) > MOST_SETTLED:
            self.settled.popitem(last=False)

    def hand(self, touch: str, handed: Any) -> None:
        """Keep words that were handed over, for as long as their hello is open."""
        self.handed[touch] = handed
        self.fresh.add(touch)
        while len(self.handed) > MOST_SETTLED:
            del self.handed[next(iter(self.handed))]

    def opens(self, touch: str) -> bool:
        """Say whether words of a hello were handed over a moment ago and are to be opened now: once."""
        is_fresh = touch in self.fresh
        self.fresh.discard(touch)
        return is_fresh

    def draft_of(self, touch: str, door: str, *, limit: int | None) -> dict[str, str]:
        """Return a text as the user left it; words written for another door follow, unless they do not fit."""
        own = self.drafts.get(f"{touch}/{door}")
        if own is not None and "text" in own:
            return own
        elsewhere = [one for key, one in self.drafts.items() if key.startswith(f"{touch}/") and one.get("text")]
        fits = [one for one in elsewhere if limit is None or len(one["text"]) <= limit]
        return {**(own or {}), "text": fits[-1]["text"]} if fits else own or {}

    def keep_draft(self, key: str, **values: str) -> None:
        """Keep an edited text, so that a look elsewhere loses nothing."""
        self.drafts[key] = {"fresh": self.drafts.get(key, {}).get("fresh", ""), **values}
        self.drafts.move_to_end(key)
        while len(self.drafts) > MOST_DRAFTS:
            self.drafts.popitem(last=False)

    def write_on(self, leaf: str, lines: Iterable[str]) -> None:
        """Remember which kept lines a page wrote: what it sends next may have been gathered before it was told."""
        self.leaves[leaf] = self.leaves.get(leaf, frozenset()) | frozenset(lines)
        self.leaves.move_to_end(leaf)
        while len(self.leaves) > MOST_LEAVES:
            self.leaves.popitem(last=False)


def lasting() -> float:
    """Return seconds that never go back, and go on while the machine sleeps: where the system counts them so.

    On Linux the usual clock stands still meanwhile, and a laptop closed for a week would seem to have been used.
    """
    kind = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
    return time.monotonic() if kind is None else time.clock_gettime(kind)


class Doorkeeper:
    """Gives tickets out and knows who is in.

    Args:
        clock: Seconds that never go back, and go on while the machine sleeps.
    """

    def __init__(self, clock: Callable[[], float] = lasting) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._tickets: dict[str, float] = {}
        self._guests: OrderedDict[str, Guest] = OrderedDict()

    def ticket(self) -> str:
        """Return a new ticket, good once."""
        ticket = secrets.token_urlsafe(SECRET_BYTES)
        with self._lock:
            self._forget_old()
            self._tickets[_hashed(ticket)] = self._clock() + TICKET_SECONDS
        return ticket

    def enter(self, ticket: str) -> str | None:
        """Take a ticket and return what opens every page from then on; None if it was used or is too old."""
        with self._lock:
            ends = self._tickets.pop(_hashed(ticket), 0.0)
            if ends <= self._clock():
                return None
            secret = secrets.token_urlsafe(SECRET_BYTES)
            now = self._clock()
            self._guests[_hashed(secret)] = Guest(token=secrets.token_urlsafe(SECRET_BYTES), since=now, used=now)
            while len(self._guests) > MOST_GUESTS:
                self._guests.popitem(last=False)
        return secret

    def guest(self, secret: str) -> Guest | None:
        """Return whose a cookie is, or None; whoever was away too long, or in for too long, is let out for good."""
        name = _hashed(secret)
        with self._lock:
            found = self._guests.get(name)
            if found is None:
                return None
            now = self._clock()
            if now - found.used >= IDLE_SECONDS or now - found.since >= LONGEST_SECONDS:
                del self._guests[name]
                return None
            found.used = now
            self._guests.move_to_end(name)
        return found

    def leave(self, guest: Guest, *, everyone: bool = False) -> None:
        """Let a browser out, or every browser and every ticket with it: their keys open nothing any more.

        Args:
            guest: Who leaves.
            everyone: Whether all others leave as well.
        """
        with self._lock:
            if everyone:
                self._tickets.clear()
                self._guests.clear()
            for name in [name for name, one in self._guests.items() if one is guest]:
                del self._guests[name]

    def _forget_old(self) -> None:
        now = self._clock()
        alive = [(name, ends) for name, ends in self._tickets.items() if ends > now]
        self._tickets = dict(alive[-(MOST_TICKETS - 1) :])


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
