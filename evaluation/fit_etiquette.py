"""Fit the models of sentences, one a label, and write them into the package.

Usage: python evaluation/fit_etiquette.py [LANGUAGE ...] [--dry]. Reads ``evaluation/etiquette_sets/*.jsonl`` (texts
written for this, each with the places that carry a label) and, for English, the plain lines
``tests/unit/messages/favours_en*.txt``, on which the lexicon grew and which are therefore used without its hits, and
the phrases of the package's own drafts.

Every figure comes from batches left out: no text is judged by weights that were fitted on a text of its file, since
texts of a file were written in one go. A label gets a model only where that beats the lexicon there.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import f1_score

from etiquette_texts import Text, texts_of
from kithly.messages.favours import WHOLE
from kithly.messages.label_models import HUNDREDTHS, whole_row
from sentence_fit import Fitted, fit_messages, fit_sentences

TARGET = Path(__file__).parent.parent / "src" / "kithly" / "messages" / "weights"
FOLDS = 8  # groups of files left out together
PRECISION = 0.90  # of the warnings of a favour, on texts left out, a third of which are made to mislead
LABELS = ("has_discovery", "has_about_me", "has_follow_up", "has_topic", "is_generic")
MODELS = {"is_generic": "has_topic"}  # judged by another label's model
ENOUGH = 40  # texts a label must be true of
NEARLY = 0.01  # mean F1 that does not tell thresholds apart
GAIN = 0.01  # mean F1 by which a model must beat the lexicon
SHARE = 0.6  # of the score of a whole message, added to that of its sentences; found to help, batches left out
LEAST = 3  # hundredths; smaller weights are left out
FAVOUR = "asks_favour"
OPTIONS: dict[str, dict[str, Any]] = {FAVOUR: {"by_meaning": True, "without": "n:"}}  # found to help, batches left out
Figures = dict[str, float]


def main() -> None:
    """Fit, measure on batches left out, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("languages", nargs="*", default=["en"])
    parser.add_argument("--dry", action="store_true", help="measure only")
    options = parser.parse_args()
    for language in options.languages:
        table = fitted(list(texts_of(language)), language)
        if table["models"] and not options.dry:
            place = TARGET / f"{language}_weights.json"
            place.write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", "utf-8")
            print(place.name, place.stat().st_size, "bytes")


def fitted(texts: Sequence[Text], language: str) -> dict[str, Any]:
    """Return the table of a language: models with thresholds, weights and figures."""
    models: dict[str, Any] = {}
    told = {"on": datetime.now(UTC).date().isoformat(), "by": "evaluation/fit_etiquette.py", "language": language}
    told |= {"texts": len(texts), "batches": len({text.batch for text in texts})}
    for name in (FAVOUR, "has_discovery", "has_about_me", "has_follow_up", "has_topic"):
        used = [text for text in texts if name in text.marks]
        if sum(any(text.marks[name]) for text in used) < ENOUGH:
            continue
        scores = left_out(used, name)
        thresholds, figures = decided(used, name, scores)
        if thresholds:
            models[name] = written(fit_sentences(used, name, **OPTIONS.get(name, {})), thresholds, figures)
        if thresholds and name == FAVOUR:
            models[WHOLE] = written(fit_messages(used, name), {}, {}) | {"share": SHARE}
    return {"version": f"{told['on']}.1", "fitted": told, "models": models}


def left_out(texts: Sequence[Text], name: str) -> list[list[float]]:
    """Return the score of every sentence by weights that were fitted without its batch."""
    scores: list[list[float]] = [[] for _ in texts]
    batches = sorted({text.batch for text in texts})
    for fold in range(FOLDS):
        out = set(batches[fold::FOLDS])
        if out and len(out) < len(batches):
            kept = [text for text in texts if text.batch not in out]
            model = fit_sentences(kept, name, **OPTIONS.get(name, {}))
            whole = fit_messages(kept, name) if name == FAVOUR else None
            for number, text in enumerate(texts):
                if text.batch in out:
                    added = SHARE * whole.score(whole_row(text.rows)) if whole and len(text.rows) > 1 else 0.0
                    scores[number] = [model.score(row) + added for row in text.rows]
    return scores


def decided(texts: Sequence[Text], name: str, scores: Sequence[Sequence[float]]) -> tuple[Figures, dict[str, Figures]]:
    """Return the threshold of each label that a model decides, and the figures there beside the lexicon's."""
    thresholds: Figures = {}
    figures: dict[str, Figures] = {}
    for label in (FAVOUR,) if name == FAVOUR else LABELS:
        if MODELS.get(label, label) != name:
            continue
        whole = [number for number, text in enumerate(texts) if label in text.labels]
        if not whole:
            continue
        truth = np.array([texts[number].labels[label] for number in whole])
        lexicon = np.array([texts[number].lexicon[label] for number in whole])
        highest = np.array([_highest(texts[number], scores[number], label) for number in whole])
        chosen = precise(highest, truth) if label == FAVOUR else balanced(highest, truth, label)
        found = _holds(highest, chosen, label)
        figures[label] = {"of": len(whole), "true": int(truth.sum())} | measured(found, truth)
        figures[label] |= {f"lexicon_{key}": value for key, value in measured(lexicon, truth).items()}
        if label == FAVOUR:
            figures[label] |= _by_style([texts[number] for number in whole], found)
        print(label, chosen, figures[label])
        if figures[label]["mean_f1"] >= figures[label]["lexicon_mean_f1"] + GAIN:
            thresholds[label] = chosen
    return thresholds, figures


def _highest(text: Text, scores: Sequence[float], label: str) -> float:
    """Return the highest score of a sentence; for ``is_generic`` of one that asks for nothing."""
    asking = text.marks[FAVOUR] if label == "is_generic" else [False] * len(scores)
    return max((score for score, asks in zip(scores, asking, strict=True) if not asks), default=-9.0)


def _holds(highest: np.ndarray, threshold: float, label: str) -> np.ndarray:
    return (highest < threshold) if label == "is_generic" else (highest >= threshold)


def precise(highest: np.ndarray, truth: np.ndarray) -> float:
    """Return the lowest threshold at which warnings are right often enough."""
    for threshold in np.arange(-2.0, 3.0, 0.02):
        found = highest >= threshold
        if (found & truth).sum() >= PRECISION * max(found.sum(), 1):
            return round(float(threshold), 2)
    return 3.0


def balanced(highest: np.ndarray, truth: np.ndarray, label: str) -> float:
    """Return the middle of the thresholds with nearly the best mean F1 of "holds" and "does not hold"."""
    tried = [round(float(one), 2) for one in np.arange(-4.0, 3.0, 0.1)]
    means = [f1_score(truth, _holds(highest, one, label), average="macro") for one in tried]
    good = [one for one, mean in zip(tried, means, strict=True) if mean >= max(means) - NEARLY]
    return good[len(good) // 2]


def measured(found: np.ndarray, truth: np.ndarray) -> Figures:
    """Return precision, recall, F1, accuracy, and the mean F1 of both answers."""
    hit = float((found & truth).sum())
    both = {
        "precision": hit / max(float(found.sum()), 1.0),
        "recall": hit / max(float(truth.sum()), 1.0),
        "f1": 2 * hit / max(float(found.sum() + truth.sum()), 1.0),
        "accuracy": float((found == truth).mean()),
        "mean_f1": float(f1_score(truth, found, average="macro")),
    }
    return {key: round(value, 3) for key, value in both.items()}


def _by_style(texts: Sequence[Text], found: np.ndarray) -> Figures:
    pairs = [(text.style, one) for text, one in zip(texts, found, strict=True)]
    shares = {style: [one for own, one in pairs if own == style] for style in ("open", "subtle")}
    return {style: round(float(np.mean(found)), 3) for style, found in shares.items() if found}


def written(model: Fitted, thresholds: Figures, figures: dict[str, Figures]) -> dict[str, Any]:
    """Return a model as it is kept."""
    kept = {name: round(weight * HUNDREDTHS) for name, weight in sorted(model.weights.items())}
    return {
        "bias": round(model.bias, 4),
        "thresholds": thresholds,
        "left_out": figures,
        "weights": {name: weight for name, weight in kept.items() if abs(weight) >= LEAST},
    }


if __name__ == "__main__":
    main()
