"""Forgetting somebody for good, after the user's yes."""

from __future__ import annotations

from collections.abc import Sequence
from secrets import token_hex

from kithly.app.bringing.incoming import Incoming
from kithly.app.network import Network
from kithly.app.owning.forgotten.erase import Erasure, erase
from kithly.app.owning.forgotten.finishing import Finished, finish
from kithly.app.owning.forgotten.looking import counts_of, look, marks_with, salt_of, told
from kithly.app.owning.forgotten.whom import Whom, is_read_of, whom
from kithly.app.owning.making import mark_of_network
from kithly.app.views.forgetting import ForgetCountView, ForgottenView
from kithly.errors import Conflict, NotFound
from kithly.messages.outgoing import Outgoing
from kithly.people.forgotten import Marks
from kithly.people.forgotten.quick import Quick
from kithly.store import Reading, Writing

Counts = tuple[ForgetCountView, ...]

WHOM_BYTES = 8
ON_THE_WAY = (Outgoing.APPROVED, Outgoing.SENDING, Outgoing.UNKNOWN)


def forget(network: Network, who: str, also: Sequence[str] = (), *, seen: str = "") -> ForgottenView:
    """Forget somebody: everything of theirs goes, and none of it is taken in again. It cannot be undone.

    Whatever happens in the middle, everything is kept or everything is gone; what is left to do to the files is done
    at the next start.

    Args:
        network: Whose.
        who: A name, an address or an id.
        also: Other entries that are the same person's.
        seen: `ForgetView.seal` of what the user said yes to; empty where nothing was shown.

    Raises:
        NotFound: Nobody fits.
        Conflict: Several fit; files wait to be read; a message to or about them is on its way; or something else would
            go than what was looked through, or than what the user saw.
        StoreBusy: An import is running.
    """
    if Incoming(network.settings.folder).left():
        raise Conflict(
            "person",
            who,
            message="Files you brought wait to be read, and may name them.",
            hint="Let them be read, or take them away, at: kithly web",
        )
    mark_of_network(network)
    with network.store.import_lock():
        looked = look(network, who, also)
        with network.store.transaction() as tx:
            one = _as_seen(tx, looked.whom)
            if one.seal != looked.whom.seal or seen not in {"", one.seal}:
                raise _changed(looked.whom)
            salt = salt_of(tx)
            marks, own = marks_with(tx, one.keys(salt)), tx.forgotten.own()
            _nothing_on_its_way(tx, one, marks)
            quick = Quick((*one.names, *one.namesakes), (*one.handles, *one.shared))
            later = tx.erasing.concerned(marks, own, may_hold=quick.may_hold, theirs=one.entries, after=looked.last)
            looked.found.gone |= later.gone
            looked.found.changed |= later.changed
            erasure = Erasure(
                whom=token_hex(WHOM_BYTES),
                at=network.now,
                keys=one.keys(salt),
                gone=looked.found.gone.keys(),
                changed=looked.found.changed.keys(),
                persons=one.persons,
                ids=one.ids,
                is_theirs=is_read_of(one),
            )
            erase(tx, erasure, salt=salt, own=own, now=network.now)
        goes, changes = counts_of(looked)
        finished = finish(network)
    return _view(goes_text=told(goes) or "the name", finished=finished, goes=goes, changes=changes)


def _as_seen(tx: Reading, seen: Whom) -> Whom:
    """Return who is meant as of now.

    Raises:
        NotFound: They are no more.
    """
    found = []
    for person in (seen.person.id, *sorted(seen.entries_of - {seen.person.id})):
        row = tx.people.get(tx.assignments.resolve(person))
        if row is None or row.person.id != person:
            raise NotFound("person", person, hint="kithly people lists everybody")
        found.append(row.person)
    return whom(tx, found)


def _changed(one: Whom) -> Conflict:
    return Conflict(
        "person",
        one.person.id,
        message=f"What belongs to {one.person.name} changed meanwhile, so nothing was done.",
        hint=f"Look again: kithly forget {one.person.id}",
    )


def _nothing_on_its_way(tx: Writing, one: Whom, marks: Marks) -> None:
    """Refuse while words that were approved are to them, or name them: they would go out otherwise than approved.

    Raises:
        Conflict: There are such.
    """
    for row in tx.outbox.standing(ON_THE_WAY):
        if row.person in one.persons or marks.cleaned(f"{row.to}\n{row.subject}\n{row.text}") != (
            f"{row.to}\n{row.subject}\n{row.text}"
        ):
            raise Conflict(
                "message",
                row.id,
                message="A message to them, or one that names them, is on its way.",
                hint=f"Take it back or settle it first: kithly outbox undo {row.id}",
            )


def _view(*, goes_text: str, finished: Finished, goes: Counts, changes: Counts) -> ForgottenView:
    return ForgottenView(
        goes=goes,
        changes=changes,
        purged=finished.purged,
        removed=finished.removed,
        backups=finished.by_hand,
        words=finished.words,
        text=f"Forgotten: {goes_text}. Nothing of it is taken in again.",
    )
