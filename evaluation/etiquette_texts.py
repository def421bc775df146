"""The labelled texts that the models of `fit_etiquette` are fitted on, as the package sees them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kithly.messages import Recipient, Sender
from kithly.messages.etiquette import labels_told, reading_for
from kithly.messages.kinds import MessageKind
from kithly.messages.label_models import LabelModel
from kithly.messages.phrasebook import phrase_lines
from kithly.messages.sentence_features import Sentence

HERE = Path(__file__).parent
LINES = HERE.parent / "tests" / "unit" / "messages"
FAVOUR = "asks_favour"
NOTHING = {"": LabelModel(bias=0.0, thresholds={}, weights={})}  # so that sentences get features, and no more
HELD = "held_"  # files that are only measured, never fitted on


@dataclass(frozen=True, slots=True)
class Text:
    """A labelled text: features of each sentence, and which of them carry a label; None where nobody said."""

    batch: str
    rows: list[list[str]]
    marks: dict[str, list[bool | None]]
    labels: dict[str, bool]
    lexicon: dict[str, bool]
    style: str


def texts_of(language: str) -> Iterator[Text]:
    """Yield every labelled text of a language."""
    for path in sorted((HERE / "etiquette_sets").glob("*.jsonl")):
        if path.stem.startswith(HELD):
            continue
        batch = re.sub(r"^(favour|plain)_|_[ab]$", "", path.stem)  # written in pairs
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            if row["lang"] == language:
                yield prepared(row, batch)
    if language == "en":
        yield from _lines()
        for line in phrase_lines(language):
            yield prepared({"text": re.sub(r"\{\w+\}", "Oslo", line), "asks": [], "lang": language}, "drafts")


def _lines() -> Iterator[Text]:
    for path in sorted(LINES.glob("favours_en*.txt")):
        for line in path.read_text("utf-8").splitlines():
            if line[:2] in {"+ ", "- "}:
                asks = [[0, len(line)]] if line[0] == "+" else []
                yield prepared({"text": line[2:], "asks": asks, "lang": "en"}, "lines", with_lexicon=False)


def prepared(row: dict[str, Any], batch: str, *, with_lexicon: bool = True) -> Text:
    """Return the features of a text as the package computes them."""
    kind = MessageKind(row.get("kind", "reconnect"))
    alter, ego = row.get("recipient", {}), row.get("sender", {})
    recipient = Recipient(name=alter.get("name", ""), facts=tuple(alter.get("facts", ())))
    reading = reading_for(row["text"], kind, recipient, Sender(name=ego.get("name", "")), models=lambda _: NOTHING)
    rows = [[name for name in one if with_lexicon or not name.startswith("l:")] for one in reading.rows]
    known = row.get("marks")
    places = {FAVOUR: row["asks"]} if known is None else known | {FAVOUR: row["asks"]}
    names = {FAVOUR} if known is None else {FAVOUR, "has_topic", *_marked_for(kind)}
    told = row.get("labels")
    labels = told if isinstance(told, dict) else {}
    return Text(
        batch=batch,
        rows=rows,
        marks={name: _marked(reading.sentences, name, places) for name in sorted(names)},
        labels=labels,
        lexicon=labels_told(reading, kind, recipient) if labels else {},
        style=row.get("favour_style", ""),
    )


def _marked_for(kind: MessageKind) -> tuple[str, ...]:
    if kind is MessageKind.RECONNECT:
        return ("has_discovery", "has_about_me", "has_follow_up")
    return ("has_follow_up",) if kind is MessageKind.FOLLOW_UP_INVITE else ()


def _marked(
    sentences: Sequence[Sentence], name: str, places: Mapping[str, Sequence[Sequence[int]]]
) -> list[bool | None]:
    """Return whether each sentence carries a label; None where nobody said.

    What a text was found by, or asks for, often names something that fits its reader as well; it was marked as the
    topic only where no other sentence is.
    """
    found: list[bool | None] = [_inside(one, places.get(name, ())) for one in sentences]
    if name == "has_topic" and any(found):
        open_places = [*places.get("has_discovery", ()), *places.get(FAVOUR, ())]
        unsaid = [_inside(one, open_places) for one in sentences]
        return [one or (None if maybe else False) for one, maybe in zip(found, unsaid, strict=True)]
    return found


def _inside(sentence: Sentence, places: Sequence[Sequence[int]]) -> bool:
    return any(sentence.starts[0] < end and start < sentence.ends[-1] for start, end in places)
