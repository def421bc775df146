"""The draft of a hello as it is written, for doors that show it word by word."""

from __future__ import annotations

from collections.abc import Generator

from kithly.app.drafts.asked_again import said_long_ago
from kithly.app.drafts.writers import asked_writer
from kithly.app.letters.writing import Commission, written
from kithly.app.letters.writing_desk import sit_down
from kithly.app.network import Network
from kithly.app.today.touches import find_touch
from kithly.app.views import PieceView, WriteView


def stream_draft(
    network: Network, touch_id: str, door: str | None = None, *, writer: str | None = None
) -> Generator[PieceView | WriteView, None, None]:
    """Yield the draft of a hello as it is written, and last the whole of it.

    A piece is words whose every sentence is proven; one with ``again`` takes back what came before. The last value is
    the draft with greeting and signature, or why there is none; its ``note`` says why the rules wrote it where a
    model was asked. Closing the generator ends what a model is writing. Nothing is kept but what left the machine.

    Args:
        network: Whose.
        touch_id: The hello.
        door: ``email``, ``linkedin`` ...; None for the first of the hello's.
        writer: ``rules`` or ``model``; None for the model where one is set.

    Raises:
        NotFound: There is no such hello, or the person is gone.
        SettingsError: There is no such door or writer, or no model is set.
    """
    with network.store.reading() as kept:
        asked = asked_writer(kept, writer)
        desk = sit_down(kept, network, find_touch(kept, network, touch_id))
        where = desk.door(door)
        commission = Commission(
            person=desk.facts.person,
            kind=desk.kind_at(where),
            channel=where,
            order=desk.order(where),
            said=said_long_ago(kept, network),
            writer=asked,
            touch=desk.errand.touch.id if desk.errand.touch else None,
        )
    yield from written(network, commission)
