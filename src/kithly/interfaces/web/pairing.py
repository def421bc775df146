"""Pairing: the computer invites once, a device asks, the user says yes at the computer, and only then it comes in.

An invitation is a secret in a QR code and a short code for those whose camera does not work. Both are good for five
minutes and for one device. All of it is kept in memory.
"""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, TypeVar

GOOD_FOR: Final = 300.0  # seconds
MOST_TRIES: Final = 5  # wrong codes, after which the code is good no more
SECRET_BYTES: Final = 32
LETTERS: Final = "ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is taken for another
CODE_LENGTH: Final = 8  # of 23 letters: 36 bits, of which five tries find nothing
MARKS: Final = 900  # numbers of three digits, shown on both screens


Pass = TypeVar("Pass")


class Answer(StrEnum):
    """What became of a device that asked."""

    WAITS = "waits"
    YES = "yes"
    NO = "no"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What lets one device ask.

    Attributes:
        token: In the QR code.
        code: To be typed.
        ends: Until when, in seconds of the clock of `Pairing`.
        tries: Wrong codes so far.
    """

    token: str
    code: str
    ends: float
    tries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Knock:
    """A device that asked.

    Attributes:
        id: By which the computer answers.
        name: What it seems to be.
        mark: A number that stands on both screens.
        ends: Until when it waits.
        secret: What only this device holds.
        answer: What the user said.
    """

    id: str
    name: str
    mark: str
    ends: float
    secret: str = field(repr=False)
    answer: Answer = Answer.WAITS


class Pairing:
    """One invitation and one device that asks, at a time.

    Args:
        clock: Seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._entering = threading.Lock()  # one at a time: two who ask at once with one yes get one pass
        self._invitation: Invitation | None = None
        self._knock: Knock | None = None

    def invite(self) -> Invitation:
        """Return a new invitation; an older one, and whoever waits by it, are good no more."""
        code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
        fresh = Invitation(token=secrets.token_urlsafe(SECRET_BYTES), code=code, ends=self._clock() + GOOD_FOR)
        with self._lock:
            self._invitation, self._knock = fresh, None
        return fresh

    def end(self) -> None:
        """Take the invitation and the question back."""
        with self._lock:
            self._invitation = self._knock = None

    def invitation(self) -> Invitation | None:
        """Return the invitation nobody has used, if it is good."""
        with self._lock:
            return self._good()

    def seconds_left(self) -> float:
        """Return how long the invitation or the question is good."""
        with self._lock:
            ends = [one.ends for one in (self._good(), self._knock) if one is not None]
        return max(0.0, max(ends, default=0.0) - self._clock())

    def is_good(self, token: str) -> bool:
        """Say whether a device may ask by this token; it is not used up by looking."""
        with self._lock:
            good = self._good()
            return good is not None and _same(good.token, token)

    def ask_by_token(self, token: str, name: str) -> Knock | None:
        """Let a device ask by the token of the QR code; None if it is no good."""
        with self._lock:
            good = self._good()
            return self._asked(name) if good is not None and _same(good.token, token) else None

    def ask_by_code(self, code: str, name: str) -> Knock | None:
        """Let a device ask by the typed code; None if it is wrong, used, too old, or was guessed at too often."""
        told = "".join(letter for letter in code.upper() if letter.isalpha())
        with self._lock:
            good = self._good()
            if good is None or good.tries >= MOST_TRIES:
                return None
            if _same(good.code, told):
                return self._asked(name)
            self._invitation = replace(good, tries=good.tries + 1)
        return None

    def waiting(self) -> Knock | None:
        """Return the device that waits for the user's word."""
        with self._lock:
            knock = self._knock
            waits = knock is not None and knock.answer is Answer.WAITS and knock.ends > self._clock()
            return knock if waits else None

    def welcome(self) -> str:
        """Return the name of a device that has the user's yes and did not come in yet; empty if there is none."""
        with self._lock:
            knock = self._knock
            is_due = knock is not None and knock.answer is Answer.YES and knock.ends > self._clock()
            return knock.name if knock is not None and is_due else ""

    def answer(self, knock_id: str, name: str, *, is_yes: bool) -> bool:
        """Keep the user's word; return whether that device still waits for it.

        Args:
            knock_id: Which.
            name: What the user calls it.
            is_yes: Whether it may come in.
        """
        with self._lock:
            knock = self._knock
            if knock is None or knock.id != knock_id or knock.answer is not Answer.WAITS:
                return False
            if knock.ends <= self._clock():
                return False
            self._knock = replace(knock, name=name or knock.name, answer=Answer.YES if is_yes else Answer.NO)
        return True

    def knock_of(self, secret: str) -> Knock | None:
        """Return the question of a device, by the secret it holds."""
        with self._lock:
            knock = self._knock
            return knock if knock is not None and _same(knock.secret, secret) else None

    def outcome(self, secret: str) -> tuple[Answer, str]:
        """Return what became of a device's question, and its name; a yes is used up by `come_in` alone.

        Args:
            secret: What the device holds.
        """
        with self._lock:
            knock = self._knock
            if knock is None or not _same(knock.secret, secret):
                return Answer.ENDED, ""
            if knock.ends <= self._clock():
                return Answer.ENDED, knock.name
            return knock.answer, knock.name

    def come_in(self, secret: str, make: Callable[[str], Pass]) -> Pass | None:
        """Make the pass of a device that has the user's yes, once; None if it has none. What fails uses no yes up.

        Args:
            secret: What the device holds.
            make: Makes the pass, by the name of the device.
        """
        with self._entering:
            answer, name = self.outcome(secret)
            if answer is not Answer.YES:
                return None
            made = make(name)
            with self._lock:
                if self._knock is not None and _same(self._knock.secret, secret):
                    self._knock = None
        return made

    def _good(self) -> Invitation | None:
        one = self._invitation
        return one if one is not None and one.ends > self._clock() else None

    def _asked(self, name: str) -> Knock:
        """Use the invitation up."""
        self._invitation = None
        self._knock = Knock(
            id=secrets.token_hex(8),
            name=name,
            mark=str(secrets.randbelow(MARKS) + 100),
            ends=self._clock() + GOOD_FOR,
            secret=secrets.token_urlsafe(SECRET_BYTES),
        )
        return self._knock


def _same(kept: str, told: str) -> bool:
    return hmac.compare_digest(kept.encode(), told.encode("utf-8", "replace"))
