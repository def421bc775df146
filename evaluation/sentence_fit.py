"""Fit a linear model of sentences: which of them carry a label.

The weight of a word can also follow from its meaning: beside the features, the sum of the vectors of a sentence's
words is fitted (offline vectors of the extra ``meaning``), and since that is linear as well, what comes out is added
to the weight of each word. So words that no text holds get a weight from their neighbours, and no vector is shipped.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import repeat
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from etiquette_texts import Text
from kithly.meaning.wordllama import PIECES, WordLlama, wordllama
from kithly.messages.label_models import whole_row

ROUNDS = 2  # in the second a sentence that only leads up to a stronger one of its text no longer counts
STRENGTH = 0.2  # inverse of the penalty
WHOLE_STRENGTH = 0.05  # the same, of whole messages
RARE = 2  # sentences a feature must occur in
SCALES = {"s": 0.5, "e": 0.5, "p": 0.5, "l": 2.0, "n": 2.0}  # penalised more, or less
MEANT = 1.5  # how freely a word's weight may follow from its meaning, against a weight of its own
WORD = "w:"
MISSING = "The fit needs the extra meaning: pip install kithly[meaning]"
_BEGINS = "▁"  # a piece that begins a word
_SHORTEST = 3  # letters of a word that is given a weight unseen


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights and bias, log-odds."""

    weights: Mapping[str, float]
    bias: float

    def score(self, row: Sequence[str]) -> float:
        """Return the log-odds of a sentence."""
        return self.bias + sum(map(self.weights.get, row, repeat(0.0)))


def fit_sentences(texts: Sequence[Text], name: str, *, by_meaning: bool = False, without: str = "-") -> Fitted:
    """Return the model of one label, fitted on the sentences of these texts.

    Args:
        texts: Labelled ones.
        name: The label.
        by_meaning: Whether words get a weight from their neighbours in meaning.
        without: What the features begin with that this label shall not use.
    """
    told = [
        (number, row, carries)
        for number, text in enumerate(texts)
        for row, carries in zip(text.rows, text.marks[name], strict=True)
        if carries is not None
    ]
    rows = [[one for one in row if not one.startswith(without)] for _, row, _ in told]
    truth = np.array([carries for _, _, carries in told])
    owner = np.array([number for number, _, _ in told])
    counter = CountVectorizer(analyzer=list, min_df=RARE, binary=True)
    table = counter.fit_transform(rows).astype(float)
    names = counter.get_feature_names_out()
    scales = np.array([SCALES.get(one.split(":")[0], 1.0) for one in names])
    table = table.multiply(scales).tocsr()
    if by_meaning:
        table = sp.hstack([table, sp.csr_matrix(_sums(rows) * MEANT)]).tocsr()
    weights, bias = _solved(table, truth, owner)
    found = dict(zip(names, (weights[: len(names)] * scales).tolist(), strict=True))
    if by_meaning:
        found = _with_meaning(found, weights[len(names) :] * MEANT, rows)
    return Fitted(weights=found, bias=bias)


def fit_messages(texts: Sequence[Text], name: str) -> Fitted:
    """Return the model of messages as a whole, fitted on those of more than one sentence."""
    used = [text for text in texts if len(text.rows) > 1]
    counter = CountVectorizer(analyzer=list, min_df=RARE, binary=True)
    table = counter.fit_transform([sorted(whole_row(text.rows)) for text in used]).astype(float)
    model = LogisticRegression(C=WHOLE_STRENGTH, max_iter=500)
    model.fit(table, np.array([any(text.marks[name]) for text in used]))
    names = counter.get_feature_names_out()
    return Fitted(weights=dict(zip(names, model.coef_[0].tolist(), strict=True)), bias=float(model.intercept_[0]))


def _solved(table: sp.csr_matrix, truth: np.ndarray, owner: np.ndarray) -> tuple[np.ndarray, float]:
    weight = np.ones(len(truth))
    model = LogisticRegression(C=STRENGTH, max_iter=500)
    for _ in range(ROUNDS):
        model.fit(table, truth, sample_weight=weight)
        weight = leading(model.decision_function(table), truth, owner)
    return model.coef_[0], float(model.intercept_[0])


def leading(scores: np.ndarray, truth: np.ndarray, owner: np.ndarray) -> np.ndarray:
    """Return 0 for labelled sentences that only lead up to a stronger one of the same text, 1 for the others."""
    weight = np.ones(len(truth))
    for number in np.unique(owner[truth]):
        own = np.flatnonzero((owner == number) & truth)
        best = scores[own].max()
        weight[own[(scores[own] < best) & (scores[own] < 0)]] = 0.0
    return weight


def _words(row: Sequence[str]) -> list[str]:
    return [one[len(WORD) :] for one in row if one.startswith(WORD) and " " not in one]


def _sums(rows: Sequence[Sequence[str]]) -> np.ndarray:
    words = sorted({word for row in rows for word in _words(row)})
    places = {word: place for place, word in enumerate(words)}
    pairs = [(number, places[word]) for number, row in enumerate(rows) for word in _words(row)]
    table = sp.coo_matrix((np.ones(len(pairs)), tuple(zip(*pairs, strict=True))), shape=(len(rows), len(words)))
    return table.tocsr() @ _vectors(words)


def _with_meaning(found: dict[str, float], direction: np.ndarray, rows: Sequence[Sequence[str]]) -> dict[str, float]:
    """Return the weights with what follows from the meaning of each word added."""
    words = sorted({word for row in rows for word in _words(row)} | _usual_words())
    for word, weight in zip(words, (_vectors(words) @ direction).tolist(), strict=True):
        found[WORD + word] = found.get(WORD + word, 0.0) + weight
    return found


def _vectors(words: Sequence[str]) -> np.ndarray:
    return _meaning().vectors(words)


@cache
def _meaning() -> WordLlama:
    model = wordllama()
    if model is None:
        raise SystemExit(MISSING)
    return model


@cache
def _usual_words() -> frozenset[str]:
    """Return the whole words for which the model has one vector, and so the most usual ones."""
    table = json.loads(Path(*find_spec("wordllama").submodule_search_locations, PIECES).read_text("utf-8"))
    words = (piece[1:] for piece in table["model"]["vocab"] if piece.startswith(_BEGINS))
    return frozenset(word for word in words if len(word) >= _SHORTEST and word.isalpha() and word.islower())
