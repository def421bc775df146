"""Fit the model of sentences that ask a favour, and write it into the package.

Usage: python evaluation/fit_etiquette.py [--out FILE]. Reads ``evaluation/etiquette_sets/*.jsonl`` (texts written for
this, each with the places that ask) and the plain lines ``tests/unit/messages/favours_en*.txt``, on which the lexicon
grew and which are therefore used without its hits, and the phrases of the package's own drafts. The threshold is the
lowest that keeps the precision asked for over texts left out.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from kithly.messages.favours import asking_hits, by_sentence, marked
from kithly.messages.language import lexicon_for
from kithly.messages.phrasebook import phrase_lines
from kithly.messages.quotations import quotations
from kithly.messages.sentence_features import features, sentences_of
from kithly.messages.sentences import clauses

HERE = Path(__file__).parent
TARGET = HERE.parent / "src" / "kithly" / "messages" / "favour_weights.json"
LINES = HERE.parent / "tests" / "unit" / "messages"
FOLDS = 5
PRECISION = 0.86  # a warning should seldom be wrong; over texts left out, most of which are made to mislead
ROUNDS = 2  # in the second a sentence that only leads up to the request no longer counts
STRENGTH = 0.2  # inverse of the penalty
RARE = 2  # texts a feature must occur in
LEAST = 0.015  # smaller weights are left out
SCALES = {"s": 0.5, "e": 0.5, "p": 0.5, "l": 2.0}  # penalised more, or less


@dataclass(frozen=True, slots=True)
class Text:
    """A labelled text: features and label of each sentence."""

    rows: list[list[str]]
    asks: list[bool]
    language: str


def main() -> None:
    """Fit, measure on texts left out, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=TARGET)
    options = parser.parse_args()
    texts = list(labelled())
    threshold, figures = left_out(texts)
    weights, bias = fit(texts)
    kept = {name: round(weight * 100) for name, weight in sorted(weights.items()) if abs(weight) >= LEAST}
    today = datetime.now(UTC).date().isoformat()
    told = {
        "on": today,
        "by": "evaluation/fit_etiquette.py",
        "languages": sorted({text.language for text in texts}),
        "texts": len(texts),
        "asking": sum(any(text.asks) for text in texts),
        "left_out": figures,
    }
    table = {"version": f"{today}.1", "fitted": told, "bias": round(bias, 4), "threshold": threshold, "weights": kept}
    options.out.write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", "utf-8")
    print(told, "threshold", threshold, "weights", len(kept), "bytes", options.out.stat().st_size)


def labelled() -> Iterator[Text]:
    """Yield every labelled text."""
    for path in sorted((HERE / "etiquette_sets").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            yield prepared(json.loads(line))
    for path in sorted(LINES.glob("favours_en*.txt")):
        for line in path.read_text("utf-8").splitlines():
            if line[:2] in {"+ ", "- "}:
                asks = [[0, len(line)]] if line[0] == "+" else []
                yield prepared({"text": line[2:], "asks": asks, "lang": "en"}, with_lexicon=False)
    for line in drafted():
        yield prepared({"text": line, "asks": [], "lang": "en"})


def drafted() -> Iterator[str]:
    """Yield the phrases of the package's own drafts, filled with sample words: they ask for nothing."""
    for line in phrase_lines("en"):
        yield re.sub(r"\{\w+\}", "Oslo", line)


def prepared(row: dict[str, Any], *, with_lexicon: bool = True) -> Text:
    """Return the features of a text as the package computes them."""
    text, language = row["text"], row["lang"]
    quoted = quotations(text)
    parts = clauses(text, language=language)
    lexicon = lexicon_for(language)
    hits = [hit for part in parts for hit in lexicon.find(part)] if with_lexicon else []
    hits = [hit for hit in hits if hit.group.startswith(("favour.", "signal.", "guard."))]
    signs = by_sentence([*hits, *marked(asking_hits(hits, lexicon=lexicon))])
    found = sentences_of(parts, quoted)
    asks = [any(one.starts[0] < end and start < one.ends[-1] for start, end in row["asks"]) for one in found]
    return Text(rows=[list(row) for row in features(found, signs, language=language)], asks=asks, language=language)


def fit(texts: Sequence[Text]) -> tuple[dict[str, float], float]:
    """Return weights and bias."""
    rows = [row for text in texts for row in text.rows]
    truth = np.array([asks for text in texts for asks in text.asks])
    owner = np.array([number for number, text in enumerate(texts) for _ in text.rows])
    counter = CountVectorizer(analyzer=list, min_df=RARE, binary=True)
    table = counter.fit_transform(rows).astype(float)
    names = counter.get_feature_names_out()
    scales = np.array([SCALES.get(name.split(":")[0], 1.0) for name in names])
    table = table.multiply(scales).tocsr()
    weight = np.ones(len(truth))
    model = LogisticRegression(C=STRENGTH, max_iter=500)
    for _ in range(ROUNDS):
        model.fit(table, truth, sample_weight=weight)
        weight = leading(model.decision_function(table), truth, owner)
    return dict(zip(names, model.coef_[0] * scales, strict=True)), float(model.intercept_[0])


def leading(scores: np.ndarray, truth: np.ndarray, owner: np.ndarray) -> np.ndarray:
    """Return 0 for labelled sentences that only lead up to a stronger one of the same text, 1 for the others."""
    weight = np.ones(len(truth))
    for number in np.unique(owner[truth]):
        own = np.flatnonzero((owner == number) & truth)
        best = scores[own].max()
        weight[own[(scores[own] < best) & (scores[own] < 0)]] = 0.0
    return weight


def left_out(texts: Sequence[Text]) -> tuple[float, dict[str, float]]:
    """Return the lowest threshold precise enough over texts left out of the fit, and the figures there."""
    scores = np.zeros(len(texts))
    for fold in range(FOLDS):
        weights, bias = fit([text for number, text in enumerate(texts) if number % FOLDS != fold])
        for number in range(fold, len(texts), FOLDS):
            sums = [bias + sum(weights.get(name, 0.0) for name in row) for row in texts[number].rows]
            scores[number] = max(sums, default=-9.0)
    truth = np.array([any(text.asks) for text in texts])
    tried = [(threshold, *ratios(scores >= threshold, truth)) for threshold in np.arange(-1.5, 1.5, 0.05)]
    threshold, precision, recall = next(one for one in tried if one[1] >= PRECISION)
    return round(float(threshold), 2), {"precision": round(precision, 3), "recall": round(recall, 3)}


def ratios(found: np.ndarray, truth: np.ndarray) -> tuple[float, float]:
    """Return precision and recall."""
    hit = float((found & truth).sum())
    return hit / max(float(found.sum()), 1.0), hit / float(truth.sum())


if __name__ == "__main__":
    main()
