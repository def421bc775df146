"""A linear model of sentences that ask: one weight a feature, fitted by ``evaluation/fit_etiquette.py``."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import repeat

from kithly.messages.lexicon import Hit
from kithly.messages.sentence_features import Sentence, features

_TOLD = 2  # phrases named as the reason
_TELLING = ("w:", "s:")  # features made of words that can be shown


@dataclass(frozen=True, slots=True, kw_only=True)
class FavourModel:
    """Weights of features, and where a sentence counts as asking.

    Attributes:
        version: Date of the fit and a number.
        bias: Score of a sentence without features, log-odds.
        threshold: Score from which a sentence asks.
        weights: Log-odds by feature, in hundredths.
        languages: ISO 639-1 codes of the languages it was fitted on.
    """

    version: str
    bias: float
    threshold: float
    weights: Mapping[str, int]
    languages: tuple[str, ...]

    def asking(
        self, sentences: Sequence[Sentence], hits: Mapping[int, Sequence[Hit]], *, language: str
    ) -> list[tuple[Sentence, tuple[tuple[int, int], ...]]]:
        """Return the sentences that ask, each with the places in the text that speak most for it.

        Linear in the text, and the same for the same text.
        """
        found = []
        least = (self.threshold - self.bias) * 100
        weight = self.weights.get
        for sentence, row in zip(sentences, features(sentences, hits, language=language), strict=True):
            if sum(map(weight, row, repeat(0))) >= least:
                found.append((sentence, self._strongest(sentence, row)))
        return found

    def _strongest(self, sentence: Sentence, row: Mapping[str, tuple[int, int]]) -> tuple[tuple[int, int], ...]:
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


@cache
def favour_model() -> FavourModel:
    """Read the shipped model, once."""
    table = json.loads(files("kithly.messages").joinpath("favour_weights.json").read_text("utf-8"))
    return FavourModel(
        version=table["version"],
        bias=table["bias"],
        threshold=table["threshold"],
        weights=table["weights"],
        languages=tuple(table["fitted"]["languages"]),
    )
