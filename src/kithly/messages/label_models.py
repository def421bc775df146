"""Linear models of sentences, one a label: a weight for each feature, fitted by ``evaluation/fit_etiquette.py``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import repeat

from kithly.messages.sentence_features import Row, Sentence

HUNDREDTHS = 100  # weights are whole numbers: log-odds in hundredths
_TOLD = 2  # phrases named as the reason
_TELLING = ("w:", "s:")  # features made of words that can be shown
_WHOLE = ("w:", "s:", "l:")  # features that tell something of a whole message
_FOLDER = "weights"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelModel:
    """How much each feature of a sentence speaks for a label.

    Attributes:
        bias: Score of a sentence without features, log-odds.
        thresholds: Score from which a label holds, by label; most models decide on one.
        weights: Log-odds by feature, in hundredths.
        share: Of a model of whole messages: how much of its score is added to that of each sentence.
    """

    bias: float
    thresholds: Mapping[str, float]
    weights: Mapping[str, int]
    share: float = 0.0

    def score(self, row: Iterable[str]) -> float:
        """Return the log-odds of one sentence, or of a message as a whole."""
        return self.bias + sum(map(self.weights.get, row, repeat(0))) / HUNDREDTHS

    def highest(self, rows: Sequence[Row]) -> float:
        """Return the log-odds of the sentence that speaks most for the label; of none, the bias."""
        return max(map(self.score, rows), default=self.bias)

    def found(self, rows: Sequence[Row], label: str) -> bool:
        """Whether a sentence among these reaches the threshold of a label."""
        return self.highest(rows) >= self.thresholds[label]

    def strongest(self, sentence: Sentence, row: Row) -> tuple[tuple[int, int], ...]:
        """Return the places of the text that speak most for the label, in order."""
        ranked = sorted(
            (place for place in row.items() if place[0].startswith(_TELLING)),
            key=lambda place: (-self.weights.get(place[0], 0), place[1], place[0]),
        )
        kept: list[tuple[int, int]] = []
        for name, (first, last) in ranked:
            if self.weights.get(name, 0) <= 0 or len(kept) == _TOLD:
                break
            if all(last <= other or end <= first for other, end in kept):
                kept.append((first, last))
        return tuple((sentence.starts[first], sentence.ends[last - 1]) for first, last in sorted(kept))


def whole_row(rows: Iterable[Iterable[str]]) -> frozenset[str]:
    """Return the features of a message as a whole: what is in any of its sentences, without their order."""
    return frozenset(name for row in rows for name in row if name.startswith(_WHOLE))


@cache
def models_for(language: str) -> Mapping[str, LabelModel]:
    """Return the shipped models of a language by name; none where nothing was fitted.

    Args:
        language: ISO 639-1 code.
    """
    place = files("kithly.messages").joinpath(_FOLDER, f"{language}_weights.json")
    if not place.is_file():
        return {}
    table = json.loads(place.read_text("utf-8"))
    return {
        name: LabelModel(
            bias=one["bias"], thresholds=one["thresholds"], weights=one["weights"], share=one.get("share", 0.0)
        )
        for name, one in table["models"].items()
    }
