"""The source: what an account does for everybody to see, and what changed in its profile."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from kithly.errors import SourceFormatError
from kithly.records import Channel, News, Party, Problem, Sighted, github_identity
from kithly.sources._formats.guard import attempt
from kithly.sources._formats.networks import (
    MOST_SEEN,
    OWN_ID,
    Api,
    Network,
    State,
    at_server,
    keeping,
    known_settings,
    profile_news,
    turns,
    with_identity,
)
from kithly.sources.account import Account, Checked, Cursors, Found, Told
from kithly.sources.github.events import SITE, Event, event_news, event_of
from kithly.sources.github.pushes import PUSH, pushes
from kithly.sources.github.whom import account_reply, party_of, profile_of
from kithly.transport.secrets import Secret

HOST = "api.github.com"
A_PAGE = 100  # events; GitHub gives no more at once
MOST_PAGES = 3  # it keeps 300 events of the last 90 days
MOST_WAIT = 3_600  # seconds: a longer time between two looks is a mistake
PAUSE = 1.0  # seconds between two requests
EXAMPLE = "kithly account add github.com/ana --as github"
FIRST_READ = "Its public events of the last 90 days are read, at most 300; then what is new."
RATE = "Without a token GitHub answers 60 questions an hour, of all accounts together."

NETWORK = Network(source="github", accept="application/vnd.github+json", turns=turns(PAUSE))


class GitHub:
    """Public events and profile of an account, by GitHub's REST interface; a token is only needed for many accounts."""

    name = "github"
    family = "github"
    version = 1
    title = "GitHub account"

    def find(self, account: Account) -> Found:
        """Say where accounts are asked for; nobody is asked yet.

        Raises:
            SourceFormatError: What was said is no account of GitHub.
        """
        known_settings(account, "A GitHub account")
        identity = github_identity(account.address)
        if identity is None:
            said = f"{account.address} is no account of GitHub."
            raise SourceFormatError(self.name, account.address, said, hint=EXAMPLE)
        found = at_server(account, address=f"github.com/{identity.value}", user=identity.value, host=HOST)
        return Found(accounts=(found,), words=(RATE,), asks="")

    def check(self, account: Account, secret: Secret) -> Checked:
        """Look the account up, and say who it is.

        Raises:
            SourceError: There is none, or it is no person's.
        """
        with Api(NETWORK, account, secret, {}) as api:
            reply = account_reply(api, account.login, account.settings.get(OWN_ID, ""), always=True)
        assert reply is not None  # noqa: S101 - asked for in any case
        who = party_of(reply.told, account.login)
        assert who.identity is not None  # noqa: S101 - made of the name
        pages = [profile_of(reply.told)["website"]]
        kept = replace(account, settings=with_identity(account, who.identity, str(reply.told["id"]), pages))
        return Checked(account=kept, words=(f"It is {who.name}.", FIRST_READ))

    def read(self, account: Account, secret: Secret, *, after: Cursors, known: Container[int] = ()) -> Iterator[Told]:
        """Yield what changed in the profile and what happened since, newest first.

        Raises:
            SourceError: As `check`; what is to be remembered of that is yielded before.
        """
        del known
        state, now = State.of(after), datetime.now(UTC)
        if state.wait_until > now.timestamp():
            return
        with Api(NETWORK, account, secret, state.visits) as api:
            reading = _Reading(api, account, state, now)
            yield from keeping(reading.told(), reading.kept)


class _Reading:
    def __init__(self, api: Api, account: Account, state: State, now: datetime) -> None:
        self._api = api
        self._login = account.login
        self._own_id = account.settings.get(OWN_ID, "")
        self._state = state
        self._now = now
        self._path = f"/users/{account.login}/events/public"
        known = state.profile.get("name") or self._login
        self._about = Party(name=known, identity=github_identity(self._login))
        self._is_half = False

    def kept(self) -> State:
        """Return what is to be remembered now; the mark of events that were not all read is not."""
        visits = dict(self._api.visits)
        if self._is_half and "events" in visits:
            visits["events"] = replace(visits["events"], etag="", modified="")
        return replace(self._state, visits=visits)

    def told(self) -> Iterator[Told]:
        """Yield the profile's changes, then the events."""
        yield from self._profile()
        reply = self._api.ask("events", self._path, {"per_page": A_PAGE})
        if reply is not None:
            self._is_half = True
            told = self._listed(reply.told)
            told += self._older(told, reply.following("page"))
            yield from self._events(told)
            wait = reply.headers.get("x-poll-interval", "")[:6]
            until = int(self._now.timestamp()) + min(int(wait), MOST_WAIT) if wait.isdecimal() else 0
            marks = dict.fromkeys((*(str(one.get("id", "")) for one in told), *self._state.marks))
            self._state = replace(self._state, marks=tuple(marks)[:MOST_SEEN], wait_until=until)
            self._is_half = False
        yield self.kept().cursor()

    def _profile(self) -> Iterator[Sighted]:
        reply = account_reply(self._api, self._login, self._own_id, always=not self._state.profile)
        if reply is None:
            return
        self._about = party_of(reply.told, self._login)
        before, after = self._state.profile, profile_of(reply.told)
        url = f"{SITE}/{self._login}"
        news = profile_news(before, after, self._about, channel=Channel.WEB, url=url, now=self._now)
        if news is not None:
            yield news
        self._state = replace(self._state, profile=after)

    def _older(self, told: Sequence[Mapping[str, Any]], following: str) -> list[Mapping[str, Any]]:
        """Return what the further pages hold, as far as it is new or belongs to a day that has something new."""
        found: list[Mapping[str, Any]] = []
        for _ in range(MOST_PAGES - 1):
            if not following.isdecimal() or self._is_far_enough([*told, *found]):
                break
            reply = self._api.get("older", self._path, {"per_page": A_PAGE, "page": following})
            found += self._listed(reply.told)
            following = reply.following("page")
        return found

    def _is_far_enough(self, told: Sequence[Mapping[str, Any]]) -> bool:
        """Say whether all that is new is there, with the whole of every day that it belongs to."""
        events = [event for one in told if isinstance(event := self._event(one), Event)]
        if not told or not self._state.marks or str(told[-1].get("id", "")) not in self._state.marks:
            return False
        days = [event.at.date() for event in events if event.at and event.id not in self._state.marks]
        last = next((event.at.date() for event in reversed(events) if event.at), None)
        return not days or (last is not None and last < min(days))

    def _events(self, told: Sequence[Mapping[str, Any]]) -> Iterator[Told]:
        events: list[Event] = []
        for one in told:
            event = self._event(one)
            if isinstance(event, Event):
                events.append(event)
            if str(one.get("id", "")) not in self._state.marks:
                yield from self._one(one, event)
        new = {event.id for event in events} - set(self._state.marks)
        cut = _last_day(events) if len(told) >= A_PAGE * MOST_PAGES else None
        yield from pushes(events, self._about, whose=self._own_id or self._login, new=new, cut=cut)

    def _one(self, told: Mapping[str, Any], event: Event | Problem | str) -> Iterator[Told]:
        place = f"event {told.get('id')}"
        if isinstance(event, Event):
            if event.kind == PUSH:
                return
            read = attempt(lambda: event_news(event, self._about, self._login))
            place = f"event {event.id}"
        else:
            read = event
        if isinstance(read, News):
            yield Sighted(record=read, at=place, observed_at=read.at or self._now)
        else:
            yield read if isinstance(read, Problem) else Problem(at=place[:100], reason=read)

    def _event(self, told: Mapping[str, Any]) -> Event | Problem | str:
        return attempt(lambda: event_of(told, self._login, self._now))

    def _listed(self, told: object) -> list[Mapping[str, Any]]:
        if not isinstance(told, list):
            raise self._api.broken("its answer has another shape")
        return [one for one in told if isinstance(one, Mapping)][:A_PAGE]


def _last_day(events: Sequence[Event]) -> date | None:
    return next((event.at.date() for event in reversed(events) if event.at), None)
