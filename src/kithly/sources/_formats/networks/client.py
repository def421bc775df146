"""Asking an interface that gives JSON to everybody, within its rates."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlencode, urlsplit

from kithly.errors import SourceAuthError, SourceFormatError, SourceUnavailable
from kithly.sources.account import Account
from kithly.transport.http import Answer, Login
from kithly.transport.secrets import Secret
from kithly.transport.turns import Turns
from kithly.transport.web import Visit, Visited, Web, asked_until

PATIENCE = 1_800.0  # seconds for a turn: several hundred accounts may lie on one server
MOST_MARK = 300  # characters of what names the next page
MOST_LINKS = 10_000  # characters of a Link field that are looked at

_LINK = re.compile(r"<([^<>]{1,4000})>[^<>]*?;\s*rel=\"?next\"?")


def turns(pause: float) -> Turns:
    """Return the turns of one network: so many seconds between two requests to one of its servers."""
    return Turns(pause=pause, patience=PATIENCE)


class Rests:
    """Which servers want to be left alone, among all accounts that are read in this process.

    The rate of an interface is one for all that ask from here: where it is used up for one account, the others need
    not ask to be told the same.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._until: dict[str, int] = {}

    def until(self, key: str) -> int:
        """Return the second since 1970 before which a server is left alone; 0 for none."""
        with self._guard:
            return self._until.get(key, 0)

    def rest(self, key: str, until: int) -> None:
        """Leave a server alone until then."""
        with self._guard:
            self._until[key] = max(until, self._until.get(key, 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """An interface and its manners.

    Attributes:
        source: Name of the source that speaks to it.
        accept: Media type that is asked for.
        turns: In whose turn its servers are asked.
        rests: Which of its servers want to be left alone.
    """

    source: str
    accept: str
    turns: Turns
    rests: Rests = field(default_factory=Rests)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What was said.

    Attributes:
        told: The JSON.
        headers: Fields by lower-case name.
    """

    told: Any = field(repr=False)
    headers: Mapping[str, str]

    def following(self, parameter: str) -> str:
        """Return what the address of the next page says of a parameter (``max_id``, ``page``); empty for none.

        The address itself is not followed: it may lead anywhere.
        """
        found = _LINK.search(self.headers.get("link", "")[:MOST_LINKS])
        try:
            query = parse_qs(urlsplit(found[1]).query) if found else {}
        except ValueError:
            return ""
        return query.get(parameter, [""])[0][:MOST_MARK]


class Refused(SourceFormatError):
    """The server does not give what it was asked for, and may say why.

    Attributes:
        status: Of HTTP.
        said: The JSON it gave with that; None if it gave none.
    """

    def __init__(self, failure: SourceFormatError, refusal: Answer) -> None:
        super().__init__(failure.source, failure.at, str(failure), hint=failure.hint)
        self.status = refusal.status
        try:
            self.said = json.loads(refusal.body)
        except (ValueError, RecursionError):
            self.said = None


class Api:
    """The interface of one server, for one account. Use it in one thread, and close it.

    Attributes:
        base: Its address without a path.
        visits: What to remember of each address; keep it also when something fails.
    """

    def __init__(self, network: Network, account: Account, secret: Secret, visits: Mapping[str, Visit]) -> None:
        scheme = "http" if account.security == "none" else "https"
        default = {"http": 80, "https": 443}[scheme]
        port = f":{account.port}" if account.port not in {0, default} else ""
        self.base = f"{scheme}://{account.host}{port}"
        self.visits = dict(visits)
        self._network = network
        self._at = account.address
        self._login = Login(user="", value=secret.value.strip()) if secret.value.strip() else None
        self._key = f"{account.host}{port}|{'own' if self._login else 'open'}"
        is_own = self._login is not None or account.settings.get("named") == "yes" or account.security == "none"
        own = frozenset({account.host}) if is_own else frozenset()
        self._web = Web(source=network.source, at=self._at, own=own, login=self._login, turns=network.turns)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._web.close()

    def ask(self, slot: str, path: str, query: Mapping[str, str | int] | None = None) -> Reply | None:
        """Return what an address gives, or None if nothing has changed there since it was asked last.

        Args:
            slot: Under which name it is remembered; the same address has the same one.
            path: Below the base.
            query: What is asked for.

        Raises:
            Refused: The server says why it does not give it.
            SourceUnavailable: The server is away, busy, or wants to be left alone.
            SourceAuthError: A token was given and is not taken.
            SourceFormatError: It refuses for good, or gives no JSON.
        """
        url = f"{self.base}{path}" + (f"?{urlencode(query)}" if query else "")
        visited = self._web.visit(url, self._before(slot), accept=self._network.accept)
        self.visits[slot] = visited.visit
        self._rest(visited)
        if isinstance(visited.failure, SourceFormatError) and visited.refusal is not None:
            raise Refused(visited.failure, visited.refusal)
        answer = visited.demand()
        return None if answer is None else Reply(told=self._json(answer), headers=answer.headers)

    def get(self, slot: str, path: str, query: Mapping[str, str | int] | None = None) -> Reply:
        """Return what an address gives now, whether it has changed or not; raises as `ask`."""
        self.forget(slot)
        reply = self.ask(slot, path, query)
        self.forget(slot)
        if reply is None:
            raise self.broken("the server says that nothing has changed, but was not asked whether")
        return reply

    def forget(self, slot: str) -> None:
        """Forget what an address gave last, so that it is given again."""
        self.visits[slot] = replace(self.visits.get(slot, Visit()), etag="", modified="")

    def closed(self, what: str, hint: str) -> SourceAuthError:
        """Return the error of a server that shows nothing to those who are not signed in."""
        return SourceAuthError(self._network.source, self._at, f"{self._at}: {what}.", hint=hint)

    def broken(self, what: str) -> SourceFormatError:
        """Return the error of an answer that is none."""
        hint = "Look at the page in a browser; if it is gone: kithly account remove."
        return SourceFormatError(self._network.source, self._at, f"{self._at}: {what}.", hint=hint)

    def away(self, what: str) -> SourceUnavailable:
        """Return the error of what may be mended by itself."""
        return SourceUnavailable(self._network.source, self._at, f"{self._at}: {what}.", hint="Try again later.")

    def _before(self, slot: str) -> Visit:
        """Return what is remembered of an address; what one address asked for holds for the whole server."""
        wait = max([visit.not_before for visit in self.visits.values()] + [self._network.rests.until(self._key)])
        return replace(self.visits.get(slot, Visit()), not_before=wait)

    def _rest(self, visited: Visited) -> None:
        """Remember for all accounts that the rate of a server is used up; a fault is one account's alone."""
        said = visited.answer or visited.refusal
        if said is None or said.status >= 500:
            return
        until = asked_until(said.headers, datetime.now(UTC))
        if until is not None:
            self._network.rests.rest(self._key, int(until.timestamp()) + 1)

    def _json(self, answer: Answer) -> Any:
        try:
            return json.loads(answer.body)
        except (ValueError, RecursionError):
            raise self.broken("its answer is no JSON") from None
