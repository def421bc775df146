"""The ten ruled lines: each where it was written, with whom it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kithly.app.views import NamedLineView, NamedPeopleView
from kithly.people.named_lines import clean_line

TEN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One ruled line.

    Attributes:
        text: What is written on it; may be empty.
        means: Whom it means; None where it says nothing, or nothing new.
    """

    text: str
    means: NamedLineView | None

    @property
    def is_lost(self) -> bool:
        """Whether it names somebody whom no file tells of."""
        return self.means is not None and not self.means.matched


def ten_lines(named: NamedPeopleView, written: Sequence[str] = ()) -> tuple[Line, ...]:
    """Return at least ten lines.

    Args:
        named: The lines that are kept.
        written: The lines as they stand on the page just now, so that none moves under the hand that writes;
            empty to show those that are kept, one below the other.
    """
    kept = {one.line: one for one in named.people}
    texts = list(written) or list(kept)
    texts += [""] * (TEN - len(texts))
    return tuple(Line(text=text, means=_means(kept, text)) for text in texts)


def written(named: NamedPeopleView, lines: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of the kept lines that these lines are."""
    texts = set(map(clean_line, lines))
    return tuple(one.id for one in named.people if one.line in texts)


def _means(kept: dict[str, NamedLineView], text: str) -> NamedLineView | None:
    """Return whom a line means; it may be kept without the number or dash it was written with."""
    words = " ".join(text.split())
    return kept.get(words) or next((one for line, one in kept.items() if line and words.endswith(line)), None)
