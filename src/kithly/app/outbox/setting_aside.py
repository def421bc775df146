"""Words that could not go out: kept as they are, so that nothing the user wrote is lost, and used the next time."""

from __future__ import annotations

from kithly.app.letters.ready import OwnWords
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.outbox.approving import CHANGE, is_replaced
from kithly.app.today.touches import touch_named
from kithly.messages.outgoing import Outgoing
from kithly.store import OutboxRow

MOST = 2_000_000  # characters that are kept; more is no message of anybody's


def set_aside(network: Network, touch_id: str, words: OwnWords, why: str) -> OutboxRow | None:
    """Keep the user's own words for a hello as not approved; None where there are none, or a message goes out already.

    Args:
        network: Whose.
        touch_id: The hello.
        words: As the user wrote them.
        why: Why they did not go out.

    Raises:
        NotFound: There is no such hello.
    """
    if not (words.text or "").strip():
        return None
    touch = touch_named(network, touch_id)
    with network.store.transaction() as tx:
        known = tx.outbox.with_key(f"touch:{touch.id}")
        if known is not None and not is_replaced(tx, network, known):
            return None
        person = find_person(tx, touch.person)
        change = tx.changes.open(CHANGE, f"Words for {person.name}, kept until they are sent.", network.now)
        row = OutboxRow(
            key=f"touch:{touch.id}",
            change=change,
            state=Outgoing.DRAFTED,
            channel=words.channel or touch.channel,
            kind=touch.kind.value,
            person=person.id,
            touch=touch.id,
            to=words.to or "",
            subject=words.subject,
            text=(words.text or "")[:MOST],
            message_id="",
            approved_at=network.now,
            due_at=network.now,
            changed_at=network.now,
            said=why,
        )
        return tx.outbox.get(tx.outbox.add(row))


def words_set_aside(network: Network, touch_id: str) -> OwnWords | None:
    """Return the user's words for a hello that were kept; None where there are none.

    Args:
        network: Whose.
        touch_id: The hello, or a beginning of its id.
    """
    row = _drafted(network, touch_id)
    return None if row is None else OwnWords(text=row.text, subject=row.subject)


def let_go(network: Network, touch_id: str) -> None:
    """Keep the words for a hello no longer, nor try those again that failed: they went another way."""
    with network.store.transaction() as tx:
        row = tx.outbox.of_touch(touch_id)
        if row is not None:
            is_replaced(tx, network, row)


def _drafted(network: Network, touch_id: str) -> OutboxRow | None:
    asked = touch_id.strip().lower()
    with network.store.reading() as kept:
        rows = kept.outbox.standing({Outgoing.DRAFTED})
    found = [row for row in rows if asked and row.touch.startswith(asked)]
    return found[0] if len(found) == 1 else None
