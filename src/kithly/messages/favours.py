"""Does a text ask a favour? Openly, or between the lines.

Three families of the lexicon play together: `favour` groups say it outright; `signal` groups are innocent
alone and a hint in company (job hunting, and "you came to mind"); `guard` groups say that what looks like a
request is an offer, a disclaimer, logistics of a meeting, or thanks for what was given before. Where a model
was fitted on a language, all of these are features of it; elsewhere the lexicon alone decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kithly.messages.label_models import LabelModel, whole_row
from kithly.messages.lexicon import Hit, Lexicon
from kithly.messages.sentence_features import Row, Sentence

_PAIRS = (
    ("signal.link", "signal.wares"),
    ("signal.need", "signal.resource"),
    ("signal.hunting", "signal.resource"),
    ("signal.need", "signal.insider"),
    ("signal.hunting", "signal.insider"),
    ("signal.wish", "signal.insider"),
    ("signal.hunting", "signal.hook"),
    ("signal.growth", "signal.fit"),
    ("signal.hunting", "signal.growth"),
    ("signal.problem", "signal.expert"),
    ("signal.pitch", "signal.close"),
)
_NEAR = 2  # sentences between the two halves of a hint
_NEARBY = frozenset(
    {"guard.logistics", "guard.invite", "guard.interest", "guard.wondering"}
)  # these void only what they overlap
FAVOUR = "asks_favour"
WHOLE = "asks_favour_whole"  # the model of messages that ask, beside that of sentences
_FAMILIES = ("favour.", "signal.", "guard.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A sentence in which a favour is asked.

    Attributes:
        sentence: Its number in the text.
        start: Its first character.
        end: One past its last character.
        hits: Hits of the lexicon in it that ask.
        telling: The places that speak most for it, where the model decided.
    """

    sentence: int
    start: int
    end: int
    hits: tuple[Hit, ...]
    telling: tuple[tuple[int, int], ...] = ()


def favours(
    sentences: Sequence[Sentence], rows: Sequence[Row], free: Sequence[Hit], *, models: Mapping[str, LabelModel]
) -> tuple[Ask, ...]:
    """Return the sentences in which a favour is asked, in order of the text.

    Args:
        sentences: Of the whole text.
        rows: Their features; not looked at without a model.
        free: Hits of the lexicon that ask, from `asking_hits`.
        models: Fitted on the language of the text; where there is none of favours, the lexicon alone decides.
    """
    model = models.get(FAVOUR)
    known = by_sentence(free)
    chosen: list[tuple[Sentence, tuple[tuple[int, int], ...]]]
    if model is None:
        chosen = [(sentence, ()) for sentence in sentences if sentence.number in known]
    else:
        least = model.thresholds[FAVOUR] - _by_the_whole(rows, models)
        chosen = [
            (sentence, model.strongest(sentence, row))
            for sentence, row in zip(sentences, rows, strict=True)
            if model.score(row) >= least
        ]
    return tuple(
        Ask(
            sentence=sentence.number,
            start=sentence.starts[0],
            end=sentence.ends[-1],
            hits=tuple(known.get(sentence.number, ())),
            telling=telling,
        )
        for sentence, telling in chosen
    )


def _by_the_whole(rows: Sequence[Row], models: Mapping[str, LabelModel]) -> float:
    """Return what a message as a whole adds to the score of each of its sentences."""
    whole = models.get(WHOLE)
    return whole.share * whole.score(whole_row(rows)) if whole and len(rows) > 1 else 0.0


def by_sentence(hits: Iterable[Hit]) -> dict[int, list[Hit]]:
    """Group hits by the number of their sentence."""
    found: dict[int, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.clause.sentence, []).append(hit)
    return found


def marked(free: Iterable[Hit]) -> list[Hit]:
    """Return what the model is told of hits that no guard voids: that there is one, and its group."""
    return [replace(hit, group=group) for hit in free for group in ("free", f"free.{hit.group}")]


def asking_hits(found: Iterable[Hit], *, lexicon: Lexicon) -> tuple[Hit, ...]:
    """Return the hits that ask by the rules of the lexicon alone, in order of the text."""
    hits = [hit for hit in found if hit.group.startswith(_FAMILIES)]
    guards: dict[int, list[Hit]] = {}
    for hit in hits:
        if hit.group.startswith("guard."):
            guards.setdefault(id(hit.clause), []).append(hit)
    asks = [hit for hit in hits if hit.group.startswith(("favour.", "signal."))]
    free = [
        hit for hit in asks if not any(_voids(guard, hit, lexicon=lexicon) for guard in guards.get(id(hit.clause), ()))
    ]
    direct = [hit for hit in free if hit.group.startswith("favour.")]
    return tuple(sorted(direct + _hints(free), key=lambda hit: (hit.start, -hit.end)))


def _voids(guard: Hit, hit: Hit, *, lexicon: Lexicon) -> bool:
    """Whether a guard in the same clause says that a hit is no request."""
    groups = lexicon.texts[guard.group].get("voids")
    if groups is not None and hit.group not in groups.split():
        return False
    return guard.group not in _NEARBY or (guard.first < hit.last and hit.first < guard.last)


def _hints(free: list[Hit]) -> list[Hit]:
    """Return the second halves of those pairs of signals that stand close together and make a hint."""
    near: dict[str, set[int]] = {}
    for hit in free:
        places = range(hit.clause.sentence - _NEAR, hit.clause.sentence + _NEAR + 1)
        near.setdefault(hit.group, set()).update(places)
    second = {other: [one for one, end in _PAIRS if end == other] for _, other in _PAIRS}
    return [
        hit for hit in free if any(hit.clause.sentence in near.get(first, ()) for first in second.get(hit.group, ()))
    ]
