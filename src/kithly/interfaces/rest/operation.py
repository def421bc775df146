"""One operation of the door: an address, a function on a network, and the name of the document it answers with."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kithly.app.passes.scopes import READ, WRITE

SAFE = frozenset({"GET", "HEAD"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One address of the door.

    Attributes:
        path: Below ``/api/v1``, with ``{parts}``.
        method: ``GET``, ``POST``, ``PUT``, ``PATCH`` or ``DELETE``.
        name: Of the document it answers with, as in ``kithly/<name>/1``.
        answer: Takes the network and what was asked, by keyword; returns a view. Its first line of documentation is
            what the operation does.
        tag: Under which heading it stands.
        scope: What a pass must allow.
        is_paged: It takes ``limit`` and ``offset``, and its view has a ``total``.
        status: Of an answer that went well.
        refusals: Statuses it may answer with beside those of every operation.
        leads: Where its answer leads: by the id of another operation, what of the answer fills its parts, as a path of
            the document; ``body/NAME`` for a field of its body.
        names: Name of the document by the class of the view, where it may be one of several.
        is_versioned: Its view has a ``version`` of what the user may overwrite: its mark holds it, for ``If-Match``.
        overwrites: It overwrites what the user said, so it must tell by ``If-Match`` which version was seen.
        is_keyed: Asked twice it would do its work twice, so it takes an ``Idempotency-Key``.
        place: Tells of the view where what was made is found, below ``/api/v1``; None where nothing is made.
    """

    path: str
    method: str
    name: str
    answer: Callable[..., Any]
    tag: str
    scope: str = READ
    is_paged: bool = False
    status: int = 200
    refusals: tuple[int, ...] = ()
    leads: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    names: Mapping[type, str] = field(default_factory=dict)
    is_versioned: bool = False
    overwrites: bool = False
    is_keyed: bool = False
    place: Callable[[Any], str] | None = None

    @property
    def id(self) -> str:
        """Name of the operation: that of its function."""
        return self.answer.__name__

    @property
    def does(self) -> str:
        """What it does, in a sentence."""
        return (self.answer.__doc__ or "").strip().splitlines()[0]


def deeds(
    tag: str,
    rows: Iterable[tuple[str, str, Callable[..., Any]]],
    *,
    keyed: Container[str] = (),
    versioned: Container[str] = (),
) -> tuple[Operation, ...]:
    """Return operations that are posted to, and keep a word of the user's.

    Args:
        tag: Under which heading they stand.
        rows: Address, name of the answered document, and function of each.
        keyed: Addresses at which the same key twice is one deed.
        versioned: Addresses that must tell which version of what they overwrite was seen.
    """
    return tuple(
        Operation(
            path=path,
            method="POST",
            name=name,
            answer=answer,
            tag=tag,
            scope=WRITE,
            refusals=(400, 404, 409),
            is_keyed=path in keyed,
            overwrites=path in versioned,
        )
        for path, name, answer in rows
    )
