"""What was imported, merged and edited; and taking it back."""

from __future__ import annotations

from collections.abc import Container, Sequence
from contextlib import nullcontext

from kithly.app.accounts.keeping import KIND as ACCOUNT
from kithly.app.accounts.keeping import forget_secrets
from kithly.app.accounts.reading import SYNC
from kithly.app.bringing.answers import ANSWER
from kithly.app.derived.me import DERIVING
from kithly.app.derived.me_guarded import ABOUT_ME
from kithly.app.derived.neighbours import nodes_named
from kithly.app.derived.refresh import refresh, refresh_people
from kithly.app.derived.rejoining import rejoin
from kithly.app.following.suggesting import NOT_FOLLOWED
from kithly.app.letters.known_words import TRUE
from kithly.app.network import Network
from kithly.app.outbox.approving import CHANGE as OUTGOING
from kithly.app.outbox.senders import OUTBOX
from kithly.app.outbox.word import taken_back
from kithly.app.said.day_rules import AWAY, RHYTHM
from kithly.app.said.decisions import PERSON_KINDS
from kithly.app.said.era_words import ERA, verdicts
from kithly.app.said.own_lines import WITHDRAWN
from kithly.app.said.refused import NOT_THIS
from kithly.app.said.share_words import NOT_SHARED, SHARED
from kithly.app.signing_in_again import KINDS, settle, signed_in
from kithly.app.today.day import ENOUGH
from kithly.app.today.settled import ASKED
from kithly.app.today.touches import WISH
from kithly.app.views import ChangesView, ChangeView, DoneView
from kithly.errors import Conflict, NotFound, UserError
from kithly.messages.outgoing import MAY_BE_OUT
from kithly.people import PersonId
from kithly.store import Change, FileRow, Reading, Removed, Writing
from kithly.store.brought import Brought

UNDERIVED = frozenset(
    {ACCOUNT, TRUE, ENOUGH, ASKED, WISH, NOT_THIS, NOT_FOLLOWED, RHYTHM, AWAY, NOT_SHARED, SHARED, OUTBOX, "handed"}
)  # kinds of words on which nothing derived rests
IMPORT = "import"  # kind of the changes that batches of an import are kept under
JOINING = frozenset({"same", "different", WITHDRAWN})  # kinds of words on who is who
NOTHING = Removed(records=(), changed=(), identities=())


def list_changes(network: Network, *, measured: bool = True) -> ChangesView:
    """Return all changes, newest first.

    Args:
        network: Whose.
        measured: Whether it is told how much each would take back, for which everything that came in is counted.
    """
    with network.store.reading() as kept:
        changes = kept.changes.list()
        out = kept.outbox.changes_of(MAY_BE_OUT)
        brought = kept.changes.brought() if measured else {}
    return ChangesView(
        changes=tuple(
            _view(change, network, brought.get(change.id, Brought()), is_out=change.id in out) for change in changes
        )
    )


def _view(change: Change, network: Network, brought: Brought, *, is_out: bool) -> ChangeView:
    more = len(brought.names) - 1 if change.kind == IMPORT else 0
    return ChangeView(
        id=change.id,
        kind=change.kind,
        at=change.at.astimezone(network.zone),
        text=f"{change.text} and {more:,} more" if more > 0 else change.text,
        records=brought.records,
        words=brought.words,
        undoable=change.undone_at is None and not is_out,
        undone=change.undone_at is not None,
    )


def undo(network: Network, change_id: str | None, *, kinds: Container[str] | None = None) -> DoneView:
    """Take back the last change that stands, or the named one.

    Args:
        network: Whose.
        change_id: The beginning of its id; None for the last.
        kinds: Of which it must be, for whoever may not take back everything; None for all.

    Raises:
        NotFound: There is no such change, or none left.
        UserError: It is of another kind.
        Conflict: It was taken back before, is a message that went out, or is not the only one that begins so; or none
            is named, and the last thing was to forget somebody.
        StoreBusy: It is an import, and one is running.
    """
    with network.store.reading() as kept:
        chosen = chosen_of(kept.changes.list(), change_id)
        if change_id is None:
            _refuse_forgotten(kept, chosen)
    if kinds is not None and chosen.kind not in kinds:
        raise UserError("This is taken back at the computer.")
    if chosen.kind == OUTGOING:
        return _not_sent(network, chosen)
    # A running import goes on from what it has kept; a word, or an entry the user made, is not part of that.
    alone = network.store.import_lock() if chosen.kind in {IMPORT, SYNC, ANSWER, ACCOUNT} else nullcontext()
    with alone, network.store.transaction() as tx:
        change = chosen_of(tx.changes.list(), chosen.id)
        before = signed_in(tx)
        left = tx.imports.leave(change.id)
        removed = tx.imports.undo(change.id)
        tx.changes.mark_undone(change.id, network.now)
        later = _read_by(tx, change)
        gone = tx.imports.take_back([file.id for file in later])
        if removed != NOTHING or gone != NOTHING or not _follow(tx, network, change):
            refresh(tx, now=network.now)
    if change.kind == ACCOUNT:
        forget_secrets(network, change.id)
    again = settle(network, before) if change.kind in KINDS | {ACCOUNT} else ""
    text = f"Taken back: {change.text}{_and_what_was_read(later)}{_but_what_stays(left)}"
    return DoneView(change=change.id, text=f"{text.rstrip('.')}. {again}" if again else text)


def _refuse_forgotten(kept: Reading, chosen: Change) -> None:
    """Refuse to take back, unnamed, what lies before somebody was forgotten: that is not what the user means.

    Raises:
        Conflict: To forget somebody was the last thing.
    """
    forgotten = max((one.at for one in kept.forgotten.all()), default=None)
    if forgotten is not None and forgotten >= chosen.at:
        message = "The last thing you did was to forget somebody, which cannot be taken back."
        raise Conflict("change", chosen.id, message=message, hint=f"kithly undo {chosen.id} takes back what was before")


def _not_sent(network: Network, change: Change) -> DoneView:
    """Take messages back before they go out.

    Raises:
        Conflict: They went out, or are about to.
    """
    with network.store.transaction() as tx:
        for row in tx.outbox.of_change(change.id):
            taken_back(tx, network, row)
    return DoneView(change=change.id, text=f"Taken back, and nothing was sent: {change.text}")


def _read_by(tx: Writing, change: Change) -> tuple[FileRow, ...]:
    """Return the files of other imports that were read by an answer that was just taken back."""
    files: dict[int, FileRow] = {}
    for said in tx.decisions.of_change(change.id):
        if said.kind == ANSWER:
            told = {str(said.value["key"]): str(said.value["value"])}
            files |= {file.id: file for file in tx.files.read_with(said.subject, told)}
    return tuple(files.values())


def _and_what_was_read(files: Sequence[FileRow]) -> str:
    if not files:
        return ""
    more = f" and {len(files) - 1} more" if len(files) > 1 else ""
    return f", and what was read by it from {files[0].path}{more}: import again what you want to keep"


def _but_what_stays(files: int) -> str:
    """Say that some of an import's files were brought by a later one, too."""
    if not files:
        return ""
    if files == 1:
        return "; 1 of its files stays, as a later import brought it again"
    return f"; {files:,} of its files stay, as later imports brought them again"


def _follow(tx: Writing, network: Network, change: Change) -> bool:
    """Bring what is derived up to date where a change was a word about some people alone; say whether it was."""
    if tx.accounts.of_change(change.id):  # whose the news is that came by it may change
        return False
    said = tx.decisions.of_change(change.id)
    kinds = {one.kind for one in said} or {change.kind}
    if kinds <= UNDERIVED or (kinds == {ABOUT_ME} and DERIVING.isdisjoint(one.subject for one in said)):
        return True
    if kinds <= JOINING and kinds != {WITHDRAWN}:
        keys = {key for one in said if one.kind != WITHDRAWN for key in (one.subject, str(one.value))}
        rejoin(tx, set(nodes_named(tx, keys).values()), now=network.now)
        return True
    if not kinds <= PERSON_KINDS | UNDERIVED | {ERA}:
        return False
    now_of = tx.assignments.resolver()
    persons = {now_of(PersonId(one.subject)) for one in said if one.kind != ERA}
    persons |= {person for one in said if one.kind == ERA for person, _ in verdicts(one, now_of)}
    refresh_people(tx, persons, now=network.now)
    return True


def chosen_of(changes: tuple[Change, ...], change_id: str | None) -> Change:
    """Return the change that is meant by the beginning of its id; None for the last that stands.

    Raises:
        NotFound: There is none.
        Conflict: Several begin so, or it was taken back before.
    """
    standing = [change for change in changes if change.undone_at is None]
    if change_id is None:
        if not standing:
            raise NotFound("change", "", message="There is nothing to take back.", hint="kithly changes")
        return standing[0]
    if not change_id.strip():
        raise NotFound("change", change_id, message="Say which change, by its id.", hint="kithly changes lists them")
    matches = [change for change in changes if change.id.startswith(change_id.lower())] if change_id else []
    if len(matches) > 1:
        message = f"Several changes begin with {change_id}."
        raise Conflict("change", change_id, message=message, hint="kithly changes lists them")
    if not matches:
        raise NotFound("change", change_id, hint="kithly changes lists them")
    if matches[0].undone_at is not None:
        raise Conflict(
            "change", change_id, message=f"{matches[0].id} was taken back before.", hint="kithly changes lists them"
        )
    return matches[0]
