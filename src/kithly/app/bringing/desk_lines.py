"""What the desk and the process that reads for it say to each other: one JSON document a line.

The desk gives an order; the reader answers with how far it is, and at last with what came of it or what
went wrong. Any further line to the reader, or the end of them, means: stop.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from kithly.app.bringing.import_progress import Progress
from kithly.app.bringing.places import Place, place_in, place_out
from kithly.app.views import BeforeAfter, CountsView, FileView, ImportView, ProblemView


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be read.

    Attributes:
        folder: The data folder.
        what: The file, folder or zip; or the account.
        now: The present; None for the clock.
        answer: The change of the answer for which it is read again; None to read it as it is brought.
    """

    folder: Path
    what: Place
    now: datetime | None = None
    answer: str | None = None

    @property
    def name(self) -> str:
        """What it is called on screen."""
        return name_of(self.what)


@dataclass(frozen=True, slots=True, kw_only=True)
class Busy:
    """Another import runs; this one waits for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """The import ended before its end: what happened, and what to do next."""

    error: str
    hint: str


Told = Progress | ImportView | Busy | Broken


def order_line(order: Order) -> str:
    """Return an order as a line."""
    now = None if order.now is None else order.now.isoformat()
    told = {"folder": str(order.folder), "what": place_out(order.what), "now": now, "answer": order.answer}
    return json.dumps(told)


def read_order(line: str) -> Order:
    """Return the order a line holds."""
    told = json.loads(line)
    now = None if told["now"] is None else datetime.fromisoformat(told["now"])
    return Order(folder=Path(told["folder"]), what=place_in(told["what"]), now=now, answer=told["answer"])


def told_line(told: Told) -> str:
    """Return what the reader says as a line."""
    return json.dumps({"kind": type(told).__name__, **asdict(told)}, default=_plain)


def read_told(line: str) -> Told:
    """Return what a line of the reader says.

    Raises:
        ValueError: It says nothing.
    """
    told = json.loads(line)
    match told.pop("kind"):
        case "Progress":
            back_to = told.pop("back_to")
            return Progress(**told, back_to=None if back_to is None else date.fromisoformat(back_to))
        case "ImportView":
            return _import_in(told)
        case "Busy":
            return Busy()
        case "Broken":
            return Broken(**told)
        case other:
            raise ValueError(other)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def name_of(what: Place) -> str:
    """Return what a file or account is called on screen."""
    return what.name or str(what) if isinstance(what, Path) else what.name


def _import_in(told: dict[str, Any]) -> ImportView:
    return ImportView(
        **{
            **told,
            "files": tuple(_file_in(file) for file in told["files"]),
            "totals": CountsView(**told["totals"]),
            "people": BeforeAfter(**told["people"]),
            "interactions": BeforeAfter(**told["interactions"]),
            "hints": tuple(told["hints"]),
        }
    )


def _file_in(told: dict[str, Any]) -> FileView:
    return FileView(**{**told, "problems": tuple(ProblemView(**one) for one in told["problems"])})
