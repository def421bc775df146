"""Who would value an item: what was said with each person before, against what the item is about.

Four looks are taken and weighed: the telling words an item shares with everything of a person and with the nearest
pieces of it, and the same in meaning, where there is a `Meaning`. The words that fit best are quoted, exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from kithly.history import best_sentence, is_sensitive, sentences, shortened
from kithly.people import PersonId
from kithly.reasons.relevance.closeness import Floats, closeness
from kithly.reasons.relevance.keywords import Bag, Keywords
from kithly.reasons.relevance.meaning import Meaning, Vectors
from kithly.reasons.relevance.profile import Piece, Profile
from kithly.reasons.relevance.terms import bag
from kithly.records import Evidence

SUBJECT = 2.0  # what a word of a subject, a title or a tag counts
MOST_FITS = 3  # people named for one item
MOST_LETTERS = 1_200  # of an item; what it is about stands early
AGEING = 0.99  # of a piece against the next newer one, so that the newest count most
SHOWN = 0.3  # closeness from which a person is named at all; how right that is stands in the docs
NEAREST = 3  # pieces of a person that are looked at one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something that might be for somebody: an article, a post, a release, an offer.

    Attributes:
        key: By which the caller knows it.
        title: What it is called, or its first words.
        text: What it says; may be empty.
        topics: Its tags.
        not_for: People it is never for: who wrote it, who passed it on.
    """

    key: str
    title: str
    text: str = ""
    topics: tuple[str, ...] = ()
    not_for: frozenset[PersonId] = frozenset()

    @property
    def words(self) -> str:
        """Everything it says, shortened."""
        return "\n".join((self.title, " ".join(self.topics), self.text[:MOST_LETTERS])).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """An item that fits a person.

    Attributes:
        item: Key of the item.
        person: Whom it fits.
        closeness: How well, 0 to 1; comparable between items and people.
        because: The record of what was said before that fits best, with its exact words as quote.
        piece: Where these words stand.
    """

    item: str
    person: PersonId
    closeness: float
    because: Evidence
    piece: Piece


class Profiles:
    """Profiles, ready to be asked about many items.

    Args:
        profiles: What is known of each person.
        meaning: Tells what texts mean; None for shared words alone.
    """

    def __init__(self, profiles: Sequence[Profile], meaning: Meaning | None = None) -> None:
        self.profiles = tuple(one for one in profiles if one.pieces)
        self.pieces = tuple(piece for one in self.profiles for piece in one.pieces)
        counts = [len(one.pieces) for one in self.profiles]
        self._start = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]).astype(np.int64)
        self._meaning = meaning
        bags = [_piece_bag(piece, one.names) for one in self.profiles for piece in one.pieces]
        fresh = np.concatenate([AGEING ** np.arange(count) for count in counts]) if counts else np.zeros(0)
        self._by_piece = Keywords(bags)
        self._by_person = Keywords([_added(bags[rows], fresh[rows]) for rows in self._rows()])
        self._vectors = meaning.vectors([_told(piece) for piece in self.pieces]) if meaning and self.pieces else None
        self._middles = self._all_middles(fresh)

    def closeness(self, items: Sequence[Item]) -> Floats:
        """Return (items, people) how close each item is to each person, 0 to 1, in the order of `profiles`."""
        return closeness(self.looks(items))

    def looks(self, items: Sequence[Item]) -> Floats:
        """Return (2 or 4, items, people): words shared with all and with the nearest pieces, then the same in meaning.

        Without a meaning there are two looks.
        """
        bags = [_item_bag(item) for item in items]
        whole = np.array([self._by_person.shared(one) for one in bags]).reshape(len(items), len(self.profiles))
        pieces = np.array([self._by_piece.shared(one) for one in bags], np.float32).reshape(len(items), -1)
        if self._vectors is None or self._middles is None or self._meaning is None:
            return np.stack([whole, self._nearest(pieces)])
        asked = self._meaning.vectors([item.words for item in items])
        meant = (asked @ self._middles.T).astype(float)
        return np.stack([whole, self._nearest(pieces), meant, self._nearest(asked @ self._vectors.T)])

    def fits(self, items: Sequence[Item], *, most: int = MOST_FITS, least: float = SHOWN) -> tuple[Fit, ...]:
        """Return for each item the people it fits best, best first.

        Args:
            items: Items; those on a sensitive matter fit nobody.
            most: People for one item.
            least: Closeness below which nobody is named.
        """
        asked = [item for item in items if not is_sensitive(item.words)]
        if not asked or not self.profiles:
            return ()
        return tuple(
            fit
            for item, row in zip(asked, self.closeness(asked), strict=True)
            for fit in self._of_item(item, row, most, least)
        )

    def _of_item(self, item: Item, row: Floats, most: int, least: float) -> list[Fit]:
        found: list[Fit] = []
        for place in np.argsort(-row, kind="stable").tolist():
            if len(found) == most or row[place] < least:
                break
            person = self.profiles[place].person
            fit = None if person in item.not_for else self._because(item, place, float(row[place]))
            found += [fit] if fit else []
        return found

    def _because(self, item: Item, place: int, closeness: float) -> Fit | None:
        """Return the fit with the words that prove it; None where no words can be quoted."""
        rows = self._rows()[place]
        pieces = self.pieces[rows]
        near = Keywords([_piece_bag(one, self.profiles[place].names) for one in pieces]).shared(_item_bag(item))
        if self._vectors is not None and self._meaning is not None:
            near = near + self._vectors[rows] @ self._meaning.vectors([item.words])[0]
        piece, quote = _closest_words(item, pieces, near, self._meaning)
        if not quote:
            return None
        proof = replace(piece.evidence, quote=quote)
        return Fit(item=item.key, person=self.profiles[place].person, closeness=closeness, because=proof, piece=piece)

    def _rows(self) -> list[slice]:
        return [slice(int(a), int(b)) for a, b in zip(self._start, self._start[1:], strict=False)]

    def _nearest(self, near: Vectors) -> Floats:
        """Return the mean of each person's nearest pieces: (items, pieces) to (items, people). Repeats count once."""
        found = np.zeros((len(near), len(self.profiles)))
        counts = np.diff(self._start)
        for place in range(NEAREST if self.pieces else 0):
            best = np.maximum.reduceat(near, self._start[:-1], axis=1)
            found += np.maximum(best, 0.0) * (counts > place)
            near = np.where(near == np.repeat(best, counts, axis=1), np.float32(0.0), near)
        found /= np.clip(counts, 1, NEAREST)
        return found

    def _all_middles(self, fresh: Floats) -> Vectors | None:
        """Return the direction everything of each person points to, the newest counting most."""
        if self._vectors is None:
            return None
        sums = np.add.reduceat(self._vectors * fresh[:, None], self._start[:-1], axis=0)
        length = np.linalg.norm(sums, axis=1, keepdims=True)
        middles: Vectors = (sums / np.where(length > 0, length, 1)).astype(np.float32)
        return middles


def fitting(
    items: Sequence[Item],
    profiles: Sequence[Profile],
    meaning: Meaning | None = None,
    *,
    most: int = MOST_FITS,
    least: float = SHOWN,
) -> tuple[Fit, ...]:
    """Return for each item the people it fits best, with the words that show it; see `Profiles.fits`."""
    return Profiles(profiles, meaning).fits(items, most=most, least=least)


def _closest_words(item: Item, pieces: Sequence[Piece], near: Floats, meaning: Meaning | None) -> tuple[Piece, str]:
    """Return the piece and its exact words that are nearest to an item; no words where none can be quoted."""
    for place in np.argsort(-near, kind="stable").tolist():
        piece = pieces[place]
        quote = _quote(item, piece, meaning)
        if quote:
            return piece, quote
    return pieces[0], ""


def _quote(item: Item, piece: Piece, meaning: Meaning | None) -> str:
    """Return the sentence of a piece that is nearest to an item, in its exact words."""
    told = [one for one in sentences(piece.text) if best_sentence(one)]
    if not told:
        return shortened(piece.subject)
    near = Keywords([bag([(one, 1.0)]) for one in told]).shared(_item_bag(item))
    if meaning is not None:
        near = near + meaning.vectors(told) @ meaning.vectors([item.words])[0]
    return told[int(np.argmax(near))]


def _told(piece: Piece) -> str:
    return f"{piece.subject}\n{piece.text}".strip()


def _piece_bag(piece: Piece, names: frozenset[str]) -> Bag:
    return bag([(piece.text, 1.0), (piece.subject, SUBJECT)], without=names)


def _item_bag(item: Item) -> Bag:
    topics = [(topic, SUBJECT) for topic in item.topics]
    return bag([(item.text[:MOST_LETTERS], 1.0), (item.title, SUBJECT), *topics])


def _added(bags: Sequence[Bag], weights: Floats) -> Bag:
    found: dict[str, float] = {}
    for one, weight in zip(bags, weights.tolist(), strict=True):
        for term, value in one.items():
            found[term] = found.get(term, 0.0) + value * weight
    return found
