"""How much an undo would take back, told before it is done."""

from __future__ import annotations

from kithly.app.changes import IMPORT, chosen_of
from kithly.app.figures import counted
from kithly.app.network import Network
from kithly.app.record_kinds import KINDS
from kithly.app.views import UndoingView
from kithly.app.views.forgetting import ForgetCountView

BIG = 20  # records and words of the user's from which a page asks first
WORDS = ("word of yours", "words of yours")
SHARED = "What other imports showed as well stays, and what you said of people waits until they come in again."


def taking_back(network: Network, change_id: str) -> UndoingView:
    """Show what an undo would take back; nothing is done.

    Args:
        network: Whose.
        change_id: The beginning of its id.

    Raises:
        NotFound: There is no such change.
        Conflict: It was taken back before, or is not the only one that begins so.
    """
    with network.store.reading() as kept:
        change = chosen_of(kept.changes.list(), change_id)
        brought = kept.changes.brought().get(change.id)
        kinds = kept.changes.kinds_brought(change.id)
    goes = [_counted(kinds[kind], KINDS.get(kind, (kind, kind))) for kind in (*KINDS, *sorted(set(kinds) - set(KINDS)))]
    goes.append(_counted(brought.words if brought else 0, WORDS))
    told = tuple(one for one in goes if one.count)
    return UndoingView(
        id=change.id,
        text=change.text,
        takes=told,
        names=brought.names if brought else (),
        is_big=sum(one.count for one in told) >= BIG,
        stays=SHARED if change.kind == IMPORT else "",
        next=f"kithly undo {change.id}",
    )


def _counted(count: int, words: tuple[str, str]) -> ForgetCountView:
    return ForgetCountView(what=counted(count, *words).partition(" ")[2], count=count)
