"""How far one folder is read, as the text of its cursor."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from kithly.sources.account import Cursor
from kithly.sources.imap.ranges import Ranges


@dataclass(slots=True, kw_only=True)
class State:
    """How far one folder is read.

    Attributes:
        validity: The folder's UIDVALIDITY; under another one all numbers mean other messages.
        years: Of how many years, as it was set then.
        heads: UIDs of which the header was read.
        texts: UIDs of which the text was read too.
        modseq: The folder's HIGHESTMODSEQ when it was read last to its end; 0 for none.
    """

    validity: int
    years: str
    heads: Ranges = field(default_factory=Ranges)
    texts: Ranges = field(default_factory=Ranges)
    modseq: int = 0

    @classmethod
    def after(cls, cursor: Cursor | None, *, validity: int, years: str) -> State:
        """Return how far the folder is read; from the start where its numbers or the years are others now."""
        fresh = cls(validity=validity, years=years)
        try:
            told = json.loads(cursor.value) if cursor else {}
            if (told.get("validity"), told.get("years")) != (validity, years) or not validity:
                return fresh
            heads, texts = Ranges(told["heads"]), Ranges(told["texts"])
            return cls(validity=validity, years=years, heads=heads, texts=texts, modseq=int(told["modseq"]))
        except (ValueError, KeyError, TypeError, AttributeError):
            return fresh

    def cursor(self) -> Cursor:
        """Return the cursor that says all this."""
        told = {
            "validity": self.validity,
            "years": self.years,
            "heads": self.heads.listed(),
            "texts": self.texts.listed(),
            "modseq": self.modseq,
        }
        return Cursor(value=json.dumps(told))
