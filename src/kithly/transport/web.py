"""Open web pages: asked for only when they may have changed, and not while their server wants to be left alone.

What is remembered between two visits is a `Visit`, which its reader keeps (a source keeps it in its cursor).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self

from kithly.errors import SourceAuthError, SourceError, SourceFormatError, SourceUnavailable
from kithly.transport.http import BUSY, Answer, Http, Limits, Login, Peer
from kithly.transport.turns import EVERYBODY, Turns

UNCHANGED, MISSING, GONE = 304, 404, 410
CLOSED = frozenset((401, 402, 403, 451))  # statuses of a page that is not for everybody
FIRST_WAIT = timedelta(minutes=5)  # after a first fault of the server; doubled with every further one
LONGEST_WAIT = timedelta(days=1)  # of our own accord
LONGEST_ASKED = timedelta(days=7)  # if the server asks for it: a longer one is a mistake or malice
MOST_DOUBLINGS = 16  # more than lie between the first wait and the longest
SINCE_1970 = 100_000_000  # seconds: a smaller number is no moment of this century but a time to wait
LONGEST_MARK = 1_000  # characters of an ETag or date that are sent back


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What is remembered of an address, so that no more is asked of its server than is needed.

    Attributes:
        etag: The mark its server gave the last answer.
        modified: When the server said it was changed last, as the server wrote it.
        not_before: Seconds since 1970 before which it is not asked again; 0 for none.
        faults: How often in a row its server was busy or away.
    """

    etag: str = ""
    modified: str = ""
    not_before: int = 0
    faults: int = 0

    def to_keep(self) -> dict[str, str | int]:
        """Return it as plain values, for JSON; what says nothing is left out."""
        told: dict[str, str | int] = {
            "etag": self.etag,
            "modified": self.modified,
            "not_before": self.not_before,
            "faults": self.faults,
        }
        return {name: value for name, value in told.items() if value}

    @classmethod
    def from_kept(cls, kept: object) -> Visit:
        """Return what `to_keep` gave; what is damaged or of another kind counts as never visited."""
        told = kept if isinstance(kept, Mapping) else {}
        return cls(
            etag=_text(told.get("etag")),
            modified=_text(told.get("modified")),
            not_before=_number(told.get("not_before")),
            faults=_number(told.get("faults")),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited:
    """What came of a visit.

    Attributes:
        visit: What to remember; keep it before anything is raised.
        answer: What the server gave; None if nothing has changed, or where ``failure`` says why there is none.
        failure: Why there is no answer; None if there is one, or nothing has changed.
        refusal: What the server said instead of an answer: interfaces give a reason there; None if it said nothing.
    """

    visit: Visit
    answer: Answer | None = field(default=None, repr=False)
    failure: SourceError | None = None
    refusal: Answer | None = field(default=None, repr=False)

    def demand(self) -> Answer | None:
        """Return the answer, or None if nothing has changed.

        Raises:
            SourceUnavailable: The server is away, busy, or wants to be left alone for some time.
            SourceAuthError: A login was given and is not taken.
            SourceFormatError: There is nothing, or no longer, or not for everybody; or a limit is broken.
        """
        if self.failure is not None:
            raise self.failure
        return self.answer


class Web:
    """A reader of open pages. Use it in one thread, and close it.

    Every connection, also one that a redirect leads to, goes to a public machine or to one that the user said is
    their own. One request at a time and a pause go to each server, whoever of this process asks.

    Example:
        with Web(source="feed", at="ana.example") as web:
            visited = web.visit("https://ana.example/feed.xml", before)
            keep(visited.visit)
            answer = visited.demand()  # None: nothing has changed
    """

    def __init__(
        self,
        *,
        source: str,
        at: str,
        own: Collection[str] = (),
        login: Login | None = None,
        limits: Limits | None = None,
        turns: Turns = EVERYBODY,
    ) -> None:
        """Make one.

        Args:
            source: Name of the source, for errors.
            at: What the user calls what is read, for errors.
            own: Hosts that the user said are their own: they may lie in a private network.
            login: What proves who asks; sent to ``own`` alone, and never over plain ``http`` elsewhere.
            limits: Other limits than 10 s to connect, 30 s in all, 5 MB and 5 redirects.
            turns: In whose turns servers are asked.
        """
        self._source = source
        self._at = at
        self._login = login
        peer = Peer(source=source, at=at, own=frozenset(own), login=login, is_open=True, turns=turns)
        self._http = Http(peer, limits=limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._http.close()

    def close(self) -> None:
        """Close all connections."""
        self._http.close()

    def visit(
        self, url: str, before: Visit | None = None, *, accept: str = "*/*", now: datetime | None = None
    ) -> Visited:
        """Ask for a page if its server does not mind, and say what came of it; nothing is raised.

        Args:
            url: Absolute; ``https``, or ``http`` where the user wrote so.
            before: What is remembered of the last visit.
            accept: Media types that are understood.
            now: The present, aware; None for the clock's.
        """
        before, now = before or Visit(), now or datetime.now(UTC)
        if before.not_before > now.timestamp():
            return Visited(visit=before, failure=self._left_alone(before, now))
        try:
            answer = self._http.ask("GET", url, headers=_conditions(before, accept))
        except SourceUnavailable as error:
            visit = _busy(before, now, None)
            error.hint = _later(visit, now)
            return Visited(visit=visit, failure=error)
        except SourceError as error:
            return Visited(visit=replace(before, faults=0, not_before=0), failure=error)
        return self._judged(answer, before, now)

    def _judged(self, answer: Answer, before: Visit, now: datetime) -> Visited:
        rested = replace(before, faults=0, not_before=0)
        if answer.status == UNCHANGED and (before.etag or before.modified):
            return Visited(visit=rested)
        if answer.is_ok:
            etag, modified = (_mark(answer, name) for name in ("etag", "last-modified"))
            return Visited(visit=Visit(etag=etag, modified=modified), answer=answer)
        until = asked_until(answer.headers, now)
        if answer.status in BUSY or answer.status >= 500 or (answer.status in CLOSED and until is not None):
            visit = _busy(before, now, until)
            said = f"{self._at}: the server is busy or has a fault (HTTP {answer.status})."
            failure = SourceUnavailable(self._source, self._at, said, hint=_later(visit, now))
            return Visited(visit=visit, failure=failure, refusal=answer)
        return Visited(visit=rested, failure=self._refused(answer), refusal=answer)

    def _refused(self, answer: Answer) -> SourceError:
        if self._login is not None and answer.status in {401, 403}:
            said = f"{self._at}: the server does not take the token (HTTP {answer.status})."
            return SourceAuthError(self._source, self._at, said, hint="Give a new one: kithly account add.")
        what = f"the server does not give it (HTTP {answer.status})"
        if answer.status == GONE:
            what = "it is gone for good (HTTP 410)"
        elif answer.status == MISSING:
            what = "there is nothing at this address (HTTP 404)"
        elif answer.status in CLOSED:
            what = f"the server does not show it to everybody (HTTP {answer.status})"
        elif answer.status == UNCHANGED:
            what = "the server says that nothing has changed, but nothing was read of it before (HTTP 304)"
        hint = "Look at the address in a browser; remove it if it is of no use any more: kithly account remove."
        return SourceFormatError(self._source, self._at, f"{self._at}: {what}.", hint=hint)

    def _left_alone(self, before: Visit, now: datetime) -> SourceUnavailable:
        said = f"{self._at}: the server was busy or had a fault, and is left alone for now."
        return SourceUnavailable(self._source, self._at, said, hint=_later(before, now))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _conditions(before: Visit, accept: str) -> dict[str, str]:
    told = {"Accept": accept, "If-None-Match": before.etag, "If-Modified-Since": before.modified}
    return {name: value for name, value in told.items() if value}


def _mark(answer: Answer, name: str) -> str:
    """Return a mark to send back; one that no header field can hold is as good as none."""
    value = answer.headers.get(name, "").strip()
    return value if value.isascii() and value.isprintable() and len(value) <= LONGEST_MARK else ""


def _busy(before: Visit, now: datetime, until: datetime | None) -> Visit:
    """Return what to remember of a server that is busy: as long as it asks for, else twice as long as last time."""
    own = min(FIRST_WAIT * 2 ** min(before.faults, MOST_DOUBLINGS), LONGEST_WAIT)
    wanted = now + own if until is None else min(max(until, now), now + LONGEST_ASKED)
    return replace(before, not_before=int(wanted.timestamp()) + 1, faults=min(before.faults + 1, MOST_DOUBLINGS))


def asked_until(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Return when the server wants to be asked again, by ``Retry-After`` or by a rate that is used up; or None.

    More than a week is a mistake or malice, however it is told: then it is a week.

    Args:
        headers: Fields of its answer, by lower-case name.
        now: The present, aware.
    """
    asked = headers.get("retry-after", "").strip()
    if asked.isascii() and asked.isdecimal():
        return now + min(timedelta(seconds=int(asked[:9])), LONGEST_ASKED)
    if asked:
        found = _date(asked)
        return found and min(found, now + LONGEST_ASKED)
    for rate in ("x-ratelimit", "ratelimit"):
        if headers.get(f"{rate}-remaining", "").strip() == "0":
            return _reset(headers.get(f"{rate}-reset", "").strip()[:40], now)
    return None


def _reset(text: str, now: datetime) -> datetime | None:
    """Return when a rate begins anew: told in seconds since 1970, in seconds from now, or as a date; None for none."""
    latest = now + LONGEST_ASKED
    if text.isascii() and text.isdecimal():
        seconds = int(text[:12])
        wanted = seconds if seconds >= SINCE_1970 else now.timestamp() + seconds
        return datetime.fromtimestamp(min(wanted, latest.timestamp()), UTC)
    try:
        found = datetime.fromisoformat(text)
        return min(found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC), latest)
    except (ValueError, OverflowError):
        return None


def _date(text: str) -> datetime | None:
    """Return an HTTP date, or None for what is none."""
    try:
        found = parsedate_to_datetime(text[:100])
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _later(visit: Visit, now: datetime) -> str:
    """Say when it is asked again."""
    minutes = max(1, -int(-(visit.not_before - now.timestamp()) // 60))
    if minutes < 120:
        return f"It is asked again in {minutes} {'minute' if minutes == 1 else 'minutes'}, at the next sync after that."
    return f"It is asked again in {-(-minutes // 60)} hours, at the next sync after that."
