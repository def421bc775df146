"""The process that reads an account for the desk, and behind it the answers to digests; it speaks as for files."""

from __future__ import annotations

import threading
from collections.abc import Callable

from kithly.app.accounts.desk_reader import sync_ordered
from kithly.app.bringing.desk_lines import Order, Told
from kithly.app.bringing.desk_reader import main
from kithly.app.reminding.taking import take_answers
from kithly.app.views import ImportView


def sync_and_take(order: Order, stop: threading.Event, say: Callable[[Told], None]) -> ImportView:
    """Read an account, then the answers to digests.

    Raises:
        KithlyError: It cannot be read.
    """
    return sync_ordered(order, stop, say, after=take_answers)


if __name__ == "__main__":
    main(sync_and_take)
