"""What was worked out from one state of the store, kept for the next look as long as nothing was written."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from kithly.store import Store

T = TypeVar("T")

MOST = 64  # values kept of one state; a page needs about five
MOST_CARRIED = 12  # values that outlive writes: large ones, a few for each hour


@dataclass(slots=True)
class _Slot:
    """The place of one value; the lock lets one thread make it while others of the same key wait."""

    lock: Any = field(default_factory=threading.RLock)
    is_made: bool = False
    value: Any = None
    stamp: str | None = None


class Recall:
    """Values of one state of the store, by key; safe for threads.

    The mark of the state (`Store.stamp`) is taken before a value is made. Whatever `make` reads is then
    at least as new as the mark: if somebody commits in between, the value is newer than it claims to be,
    and is made once more at the next look. It can never be older, so nothing stale is ever given out.
    """

    def __init__(self, store: Store, *, most: int = MOST) -> None:
        self._store = store
        self._most = most
        self._lock = threading.Lock()
        self._stamp: str | None = None
        self._slots: OrderedDict[Hashable, _Slot] = OrderedDict()
        self._carried: OrderedDict[Hashable, _Slot] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the kept value of a key, or make it.

        Args:
            key: What it is of, with everything it depends on beside the store: the hour where the present
                counts, filters, a limit. Another module's values of the same key are others.
            make: Works it out. It must begin its own reading (``with store.reading()``): a reading that
                was open before knows an older state. It must not run inside a write transaction, whose
                changes may yet be taken back.
        """
        slot = self._slot(_own(key, make))
        with slot.lock:
            if not slot.is_made:
                slot.value = make()
                slot.is_made = True
            value: T = slot.value
            return value

    def carry(self, key: Hashable, make: Callable[[], T], renew: Callable[[T], T]) -> T:
        """Return a value that outlives writes: after one it is brought up to date, not made from nothing.

        Args:
            key: What it is of, as in `get`.
            make: As in `get`.
            renew: Returns what the value is now, the same one if the writes did not touch it. It must begin its
                own reading and leave the old value as it is: other threads may be looking at it.
        """
        with self._lock:
            slot = _placed(self._carried, _own(key, make), MOST_CARRIED)
        with slot.lock:
            stamp = self._store.stamp()
            if not slot.is_made:
                slot.value = make()
            elif slot.stamp != stamp:
                slot.value = renew(slot.value)
            slot.is_made, slot.stamp = True, stamp
            value: T = slot.value
            return value

    def carried(self, key: Hashable, make: Callable[[], T]) -> T | None:
        """Return a value that is carried already, as it was last; None where it was never made. Nothing is made.

        Args:
            key: As in `carry`.
            make: What `carry` was given, or another function of its module.
        """
        with self._lock:
            slot = self._carried.get(_own(key, make))
        return slot.value if slot is not None and slot.is_made else None

    def forget(self) -> None:
        """Give up everything kept."""
        with self._lock:
            self._slots.clear()
            self._carried.clear()

    def _slot(self, key: Hashable) -> _Slot:
        """Return the place of a key in the present state; all places of another state are given up."""
        with self._lock:
            stamp = self._store.stamp()
            if stamp != self._stamp:
                self._slots.clear()
                self._stamp = stamp
            return _placed(self._slots, key, self._most)


def _own(key: Hashable, make: Callable[[], object]) -> Hashable:
    """Return a key that no other module uses."""
    return getattr(make, "__module__", None), key


def _placed(slots: OrderedDict[Hashable, _Slot], key: Hashable, most: int) -> _Slot:
    """Return the place of a key, new where it has none; the longest unused ones make room."""
    slot = slots.setdefault(key, _Slot())
    slots.move_to_end(key)
    while len(slots) > most:
        slots.popitem(last=False)
    return slot
