"""Values without those who are gone: what is about them goes, what names them beside others is left without."""

from __future__ import annotations

import zlib
from base64 import b64decode
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Final

from kithly.people.forgotten import Marks

DROPPED: Final = object()
"""Stands for a value of which nothing is left."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Who and what is gone.

    Attributes:
        ids: Ids of people, records and hellos, and keys of addresses, that stand for nothing any more.
        marks: What tells names, addresses and numbers in texts.
    """

    ids: Collection[str]
    marks: Marks

    def text(self, text: str) -> str:
        """Return a text without them."""
        if text in self.ids:
            return ""
        clean = self.marks.cleaned(text)
        if " " in clean and not self.are_none(clean.split()):
            clean = " ".join(word for word in clean.split(" ") if word not in self.ids)
        return clean

    def value(self, value: Any, *, in_list: bool = False) -> Any:
        """Return a JSON value without them; `DROPPED` where it is about them.

        An object that names one of them is about them, and so is a row of a table; a list of ids is left without.
        """
        if isinstance(value, str):
            return DROPPED if value in self.ids else self.marks.cleaned(value)
        if isinstance(value, list):
            if in_list and not self.are_none(_texts(value)):
                return DROPPED
            left = (self.value(one, in_list=True) for one in value)
            return [one for one in left if one is not DROPPED]
        if isinstance(value, dict):
            return self._object(value)
        return value

    def is_packed_about(self, text: str) -> bool:
        """Say whether a text that is packed holds one of them."""
        try:
            told = zlib.decompress(b64decode(text, validate=True)).decode("utf-8", "replace")
        except (ValueError, zlib.error):
            return False
        return any(one in told for one in self.ids) or self.marks.cleaned(told) != told

    def are_none(self, words: Collection[str]) -> bool:
        """Say whether none of some words stands for one of them."""
        return not any(word in self.ids for word in words)

    def _object(self, value: dict[str, Any]) -> Any:
        if not self.are_none(_texts(value.values())):
            return DROPPED
        kept = {self.marks.cleaned(key): self.value(one) for key, one in value.items() if key not in self.ids}
        return {key: one for key, one in kept.items() if one is not DROPPED}


def _texts(values: Iterable[Any]) -> list[str]:
    return [one for one in values if isinstance(one, str)]
