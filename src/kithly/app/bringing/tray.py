"""The tray: files that were brought and looked at, and wait for the user's word before anything of them is kept."""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Collection
from pathlib import Path
from urllib.parse import unquote, urlsplit

from kithly.app.bringing.desk import ImportDesk
from kithly.app.bringing.peek import peek
from kithly.app.network import Network
from kithly.app.views import JobView, OfferView
from kithly.errors import NotFound
from kithly.sources import Arrival

QUOTES = "\"'"


class Tray:
    """Where files wait for a word. Every method may be called from any thread.

    Attributes:
        desk: Where they go when they are kept.
    """

    def __init__(self, desk: ImportDesk) -> None:
        self.desk = desk
        self._lock = threading.Lock()
        self._waiting: dict[str, tuple[Path | Arrival, OfferView]] = {}

    def put(self, network: Network, what: Path | Arrival) -> OfferView:
        """Look at a file and let it wait; a copy of what cannot be read is taken away at once.

        Args:
            network: Where it would go.
            what: A path of the user's own, or a file that came through the desk's folder.
        """
        glances = peek(network, [what]).files
        name = what.name if isinstance(what, Arrival) else str(what)
        offer = OfferView(
            id=secrets.token_hex(4), name=name, glances=glances, readable=any(one.source for one in glances)
        )
        if not offer.readable:
            self._remove(what)
        with self._lock:
            self._waiting[offer.id] = what, offer
        return offer

    def offers(self) -> tuple[OfferView, ...]:
        """Return what waits, in the order it was brought."""
        with self._lock:
            return tuple(offer for _, offer in self._waiting.values())

    def keep(self, ids: Collection[str]) -> tuple[JobView, ...]:
        """Have files read; what was brought together is read as brought together.

        Raises:
            NotFound: None of them waits here.
        """
        with self._lock:
            chosen = [id_ for id_, (_, offer) in self._waiting.items() if id_ in ids and offer.readable]
            if not chosen:
                raise NotFound("file", "", message="This file waits here no longer.", hint="Bring it again.")
            taken = [self._waiting.pop(id_)[0] for id_ in chosen]
        return self.desk.add(taken)

    def leave(self, id: str) -> OfferView:  # noqa: A002
        """Leave a file out: nothing of it is kept, and a copy is taken away.

        Raises:
            NotFound: It does not wait here.
        """
        with self._lock:
            if id not in self._waiting:
                raise NotFound("file", id, message="This file waits here no longer.", hint="Bring it again.")
            what, offer = self._waiting.pop(id)
        self._remove(what)
        return offer

    def _remove(self, what: Path | Arrival) -> None:
        if isinstance(what, Arrival):
            self.desk.incoming.remove(what)


def told_path(text: str) -> Path:
    """Return the place the user names, as they may have copied it: in quotes, as an address, from their home.

    Raises:
        NotFound: It is no whole path.
    """
    path = _path_in(text.strip().strip(QUOTES).strip())
    if not path.is_absolute():
        raise NotFound(
            "file",
            text,
            message="Say the whole path, from the first folder on.",
            hint="A file's properties show it; it may begin with ~ for your own folder.",
        )
    return path


def _path_in(told: str) -> Path:
    """Return the path a text says; one that is no whole path where it says none."""
    try:
        if told.lower().startswith("file:"):
            told = unquote(urlsplit(told).path)
        return Path(os.path.expanduser(told))  # noqa: PTH111 - a home that is nobody's stays as it was told
    except ValueError:  # brackets that hold no address, a zero in the name of a home
        return Path()
