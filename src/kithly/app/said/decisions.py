"""The user's word: kept as decisions in order, so that each can be taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from kithly.app.network import Network
from kithly.app.said.circle_words import CIRCLE_KINDS, CircleWord, cadence_told, circle_key, circle_words
from kithly.app.said.era_words import ERA, EraWord, verdicts
from kithly.app.said.own_lines import WITHDRAWN, withdrawn
from kithly.app.views import DoneView, NamedView, NoteView
from kithly.people import Cadence, Person, PersonId, Place
from kithly.store import Decision, Reading, Writing

PERSON_KINDS = frozenset(
    {
        "note",
        "note_edited",
        "note_removed",
        "circle",
        "importance",
        "cadence",
        "needs",
        "quiet",
        "remembered",
        "place",
        "met",
        "talk",
        "talk_off",
        "promised",
        "they_promised",
        "named",
        "log",
        "found",
        "touch",
    }
)


REFOLDED = frozenset({WITHDRAWN, "circle"}) | CIRCLE_KINDS  # kinds that tell on what others said
CADENCE = "cadence"  # kind of the decisions about how often to be in touch with a person
NAMED_IMPORTANCE = 2.0  # high, of somebody the user would be sorry to lose, unless they say how much they matter


@dataclass(slots=True)
class Word:
    """What the user said about one person, folded from decisions in order."""

    circles: list[str] = field(default_factory=list)
    importance: float = 1.0
    is_weighed: bool = False
    quiet: bool = False
    remembered: bool = False
    place: Place = Place.NETWORK
    is_placed: bool = False
    cadence: Cadence | None = None  # of the person alone: see `wish`
    is_paced: bool = False
    looks_for: str = ""
    offers: str = ""
    notes: list[NoteView] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    eras: dict[str, EraWord] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    of_circles: Mapping[str, CircleWord] = field(default_factory=dict)

    @property
    def wish(self) -> Cadence | None:
        """How often the user wants to be in touch: the word on the person, else the shortest of their circles."""
        if self.is_paced:
            return self.cadence
        told = (self.of_circles[key].cadence for one in self.circles if (key := circle_key(one)) in self.of_circles)
        return min((one for one in told if one), key=lambda one: (one.ideal, one.latest, one.circle), default=None)

    @property
    def matters(self) -> float:
        """How much the person matters: the word on them, else the most of their circles."""
        keys = [key for one in self.circles if (key := circle_key(one)) in self.of_circles]
        told = [one for key in keys if (one := self.of_circles[key].importance) is not None]
        if self.is_weighed or not told:
            return self.importance
        return max(told) if self.importance == 1.0 else max(*told, self.importance)

    def take(self, decision: Decision) -> None:
        """Fold one more decision in."""
        self.decisions.append(decision)
        match decision.kind:
            case "note" | "found" | "note_edited" | "note_removed":
                self._note(decision)
            case "needs":
                self.looks_for = str(decision.value.get("looks_for", self.looks_for))
                self.offers = str(decision.value.get("offers", self.offers))
            case "cadence":
                self.cadence, self.is_paced = cadence_told(decision.value, decision), True
            case "circle":
                self._circle(str(decision.value["name"]), remove=bool(decision.value["remove"]))
            case "importance":
                self.importance, self.is_weighed = float(decision.value), True
            case "named":
                self._name(decision)
            case "quiet":
                self.quiet = bool(decision.value)
            case "remembered":
                self.remembered = bool(decision.value)
            case "place":
                self.place, self.is_placed = Place(decision.value), True
            case _:
                pass

    def _note(self, decision: Decision) -> None:
        """Keep a note, or change or drop an older one."""
        if decision.kind == "note":
            self.notes.append(NoteView(at=decision.at, text=str(decision.value), id=decision.id))
        elif decision.kind == "found":
            self.notes.append(NoteView(at=decision.at, text=f"Found: {decision.value['text']}", id=decision.id))
        elif decision.kind == "note_edited":
            changed = {decision.value["note"]: str(decision.value["text"])}
            self.notes = [replace(one, text=changed.get(one.id, one.text)) for one in self.notes]
        else:
            gone = decision.value["note"]
            self.notes = [one for one in self.notes if one.id != gone]
            self.decisions = [one for one in self.decisions if one.id != gone]

    def _name(self, decision: Decision) -> None:
        """Take a line about somebody the user would be sorry to lose."""
        self.importance = self.importance if self.is_weighed else NAMED_IMPORTANCE
        line = decision.value.get("line", "") if isinstance(decision.value, dict) else ""
        self.lines += [line] if line else []

    def _circle(self, name: str, *, remove: bool) -> None:
        self.circles = [one for one in self.circles if one.casefold() != name.casefold()]
        if not remove:
            self.circles.append(name)


def words_of(tx: Reading, decisions: Iterable[Decision] | None = None) -> dict[PersonId, Word]:
    """Return the user's word about every person they said something about, by today's person id.

    Args:
        tx: Where to read.
        decisions: All the user said, in order; None to read it.
    """
    words: dict[PersonId, Word] = {}
    now_of = tx.assignments.resolver()
    told = tuple(tx.decisions.all() if decisions is None else decisions)
    gone = withdrawn(told)
    for decision in told:
        if decision.kind in PERSON_KINDS and decision.id not in gone:
            words.setdefault(now_of(PersonId(decision.subject)), Word()).take(decision)
        elif decision.kind == ERA:
            for person, verdict in verdicts(decision, now_of):
                words.setdefault(person, Word()).eras[verdict.era.key] = verdict
    of_circles = circle_words(told)
    if of_circles:
        for word in words.values():
            word.of_circles = of_circles
    return words


def said_about(tx: Reading, persons: Collection[PersonId]) -> tuple[Decision, ...]:
    """Return what the user said about some people, under whatever id, in order; and all about eras or taken back."""
    forwards = tx.assignments.forwards()
    now_of, chosen = tx.assignments.resolver(), set(persons)
    former = {old for old in forwards if now_of(old) in chosen}
    return tx.decisions.about(chosen | former, kinds=(ERA, WITHDRAWN, *sorted(CIRCLE_KINDS)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """The user's word about everybody at one state of the store.

    Attributes:
        words: By person. Never written to.
        reached: How many decisions and undone changes there were.
        forwards: Who was merged with whom.
    """

    words: Mapping[PersonId, Word]
    reached: tuple[int, int]
    forwards: Mapping[PersonId, PersonId]


def words_now(network: Network) -> Mapping[PersonId, Word]:
    """Return the user's word about everybody, into which only what was said since the last look is folded.

    Not for use inside a write transaction, which may know more.
    """

    def make() -> _Said:
        with network.store.reading() as kept:
            return _read_all(kept)

    def renew(old: _Said) -> _Said:
        with network.store.reading() as kept:
            reached, forwards = kept.decisions.reached(), kept.assignments.forwards()
            if reached[1] != old.reached[1] or forwards != old.forwards:
                return _read_all(kept)
            if reached == old.reached:
                return old
            fresh = kept.decisions.since(old.reached[0])
            if any(one.kind in REFOLDED for one in fresh):  # it tells on what is folded in already
                return _read_all(kept)
            words = _with(old.words, words_of(kept, fresh))
            return _Said(words=words, reached=reached, forwards=forwards)

    return network.recall.carry("words", make, renew).words


def _read_all(tx: Reading) -> _Said:
    return _Said(words=words_of(tx), reached=tx.decisions.reached(), forwards=tx.assignments.forwards())


def _with(words: Mapping[PersonId, Word], fresh: Mapping[PersonId, Word]) -> Mapping[PersonId, Word]:
    """Return words with newer ones folded in; the older are left as they are, for others who look at them."""
    both = dict(words)
    for person, word in fresh.items():
        both[person] = _followed(words[person], word) if person in words else word
    return both


def _followed(word: Word, newer: Word) -> Word:
    """Return a word on somebody with what was said later."""
    both = Word()
    for decision in (*word.decisions, *newer.decisions):
        both.take(decision)
    both.eras = word.eras | newer.eras
    both.of_circles = newer.of_circles or word.of_circles
    return both


def decide(
    tx: Writing,
    network: Network,
    kind: str,
    decisions: Iterable[tuple[str, Any]],
    text: str,
    at: datetime | None = None,
) -> tuple[str, tuple[str, ...]]:
    """Keep decisions of one kind under one change.

    Args:
        tx: Where to.
        network: For the present.
        kind: Kind of decision.
        decisions: Subjects with values.
        text: What the change is called on screen.
        at: When the user said so happened; now by default.

    Returns:
        Change id and decision ids.
    """
    change = tx.changes.open(kind, text, network.now)
    ids = tuple(tx.decisions.add(change, kind, subject, value, at or network.now) for subject, value in decisions)
    return change, ids


def done_view(change: str, text: str, person: Person | None = None) -> DoneView:
    """Return the answer to a decision that was kept."""
    named = NamedView(id=person.id, name=person.name) if person else None
    return DoneView(change=change, text=text, person=named)
