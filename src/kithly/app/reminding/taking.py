"""Answers to digests, found in the user's own mailbox and applied once, as if they had been given in the app."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b

from kithly.app.accounts.outgoing import own_addresses
from kithly.app.accounts.rows import account_of, secret_of
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.reminding.answers import Act, Answer, read_answer
from kithly.app.reminding.ledger import SENT, Digest, digests, set_state
from kithly.app.reminding.told import tell
from kithly.app.today.outcome import done, skip, snooze
from kithly.app.today.touches import touch_named
from kithly.app.views import DoneView
from kithly.errors import KithlyError, SourceError
from kithly.sources.imap.answers import Answered, find_answers
from kithly.store import AccountRow, Reading

KEPT = "digest_answers"  # name of the small fact: which answers were taken
MOST_KEPT = 300  # answers remembered; older ones refer to digests nobody remembers
MAIL = "imap"
WEEK, DAY = 7, 1  # days a hello is put off
SAID = {Act.DONE: "done", Act.LATER: "later", Act.TOMORROW: "tomorrow", Act.NOT: "not for this reason"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """One answer with the digest it is to."""

    key: str
    digest: Digest
    said: Answer
    at: datetime


def take_answers(network: Network) -> tuple[str, ...]:
    """Read the user's answers to their digests and keep what they say; the next digest says the sentences returned.

    Only a mail from the user to themselves counts that refers to a digest by its id, which nobody else knows. Each is
    taken once. A mailbox that cannot be read is left for the next time.
    """
    with network.store.reading() as kept:
        known, rows = digests(kept), [row for row in kept.accounts.all() if row.kind == MAIL]
    if not known or not rows:
        return ()
    sentences = [one for taken in _new_answers(network, known, rows) for one in _applied(network, taken)]
    if sentences:
        with network.store.transaction() as tx:
            tell(tx, sentences)
    return tuple(sentences)


def _new_answers(network: Network, known: Sequence[Digest], rows: Sequence[AccountRow]) -> Iterator[_Taken]:
    by_id = {one.id: one for one in known}
    since = date.fromisoformat(known[0].day)
    for row in rows:
        try:
            found = find_answers(account_of(row), secret_of(network, row), by_id, since=since)
        except SourceError:
            continue
        _settle_unknown(network, [by_id[one] for one in found.arrived])
        for answered in found.answers:
            with network.store.reading() as kept:
                is_new = _is_ours(kept, answered) and _key(answered) not in _taken(kept)
            if is_new:
                yield from _of(network, answered, by_id)


def _is_ours(kept: Reading, answered: Answered) -> bool:
    """Say whether the user wrote it by their own hand, and to themselves: who passes a digest on speaks to others."""
    message, own = answered.message, own_addresses(kept)
    sender = message.sender.identity if message.sender else None
    readers = [one.identity.value for one in (*message.to, *message.cc) if one.identity]
    is_own = sender is not None and sender.value in own and own.issuperset(readers)
    return is_own and not answered.by_program


def _of(network: Network, answered: Answered, by_id: dict[str, Digest]) -> Iterator[_Taken]:
    """Yield an answer with the newest digest it refers to."""
    digest = max((by_id[one] for one in answered.refers), key=lambda one: one.day)
    at = min(answered.message.at or network.now, network.now)
    yield _Taken(
        key=_key(answered),
        digest=digest,
        said=read_answer(answered.message.own, len(digest.touches)),
        at=max(at, datetime.fromisoformat(digest.at)),
    )


def _key(answered: Answered) -> str:
    """Return what tells an answer from others: its id, or its words where it has none."""
    message = answered.message
    told = message.message_id or f"{message.at}\x1f{message.own}"
    return blake2b(told.encode("utf-8", "replace"), digest_size=8).hexdigest()


def _taken(kept: Reading) -> list[str]:
    found: list[str] = json.loads(kept.meta.get(KEPT) or "[]")
    return found


def _applied(network: Network, taken: _Taken) -> Iterator[str]:
    """Keep what an answer says of each number, and yield what became of it.

    A hello that the user settled since they wrote is left as it is: so a process that died in the middle does no
    harm when it begins again, and a later word stands above an earlier one.
    """
    for number, act in taken.said.acts.items():
        touch = taken.digest.touches[number - 1]
        if act is not Act.OPEN and not _is_settled(network, touch, taken.at):
            yield _said(network, number, act, touch, taken.at)
    if taken.said.unclear:
        numbers = ", ".join(str(one) for one in taken.said.unclear)
        yield f"What you meant by {numbers} was not clear; nothing was changed."
    elif not taken.said.acts:
        yield "Your answer named no number with a word that is known; nothing was changed."
    with network.store.transaction() as tx:
        tx.meta.set(KEPT, json.dumps([*_taken(tx), taken.key][-MOST_KEPT:]))


def _is_settled(network: Network, touch: str, at: datetime) -> bool:
    with network.store.reading() as kept:
        told = kept.decisions.all("touch")
    return any(one.value.get("touch") == touch and one.at >= at for one in told)


def _said(network: Network, number: int, act: Act, touch: str, at: datetime) -> str:
    name = _name(network, touch)
    try:
        view = _settle(network, act, touch, at)
    except KithlyError as error:
        return f"{number}, {name}: {error}" if name else f"{number}: {error}"
    return f"{number}, {name}: {SAID[act]} (undo: kithly undo {view.change})."


def _name(network: Network, touch: str) -> str:
    try:
        person = touch_named(network, touch).person
        with network.store.reading() as kept:
            return find_person(kept, kept.assignments.resolve(person)).name
    except KithlyError:
        return ""


def _settle(network: Network, act: Act, touch: str, at: datetime) -> DoneView:
    if act is Act.DONE:
        return done(network, touch, at=at)
    if act is Act.NOT:
        return skip(network, touch, person=False)
    return snooze(network, touch, days=WEEK if act is Act.LATER else DAY)


def _settle_unknown(network: Network, arrived: Sequence[Digest]) -> None:
    """Keep of digests that lie in the mailbox that they went out after all."""
    unsure = [one for one in arrived if not one.is_sent]
    if unsure:
        with network.store.transaction() as tx:
            for one in unsure:
                set_state(tx, date.fromisoformat(one.day), SENT)
