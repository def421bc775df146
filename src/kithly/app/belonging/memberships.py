"""How each person belongs: the user's answers about eras, and what is likely until then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from kithly.app.derived.era_finding import kept_eras
from kithly.app.network import Network
from kithly.app.said.decisions import Word, words_now
from kithly.app.said.era_words import EraWord, era_in
from kithly.app.views import BelongingView
from kithly.history.eras import Era, is_same_era
from kithly.people import PersonId, Place
from kithly.store import Decision, Reading


class Belonging:
    """Who belongs to which era, by the user's word or likely.

    Attributes:
        eras: Ego's eras, the newest first, and after them those only the user's answers tell of still.
    """

    def __init__(
        self,
        eras: tuple[Era, ...],
        likely: Mapping[str, frozenset[PersonId]],
        words: Mapping[PersonId, Word],
        today: date,
    ) -> None:
        self._today = today
        self._found = eras
        self._gone: dict[str, Era] = {}
        self._likely = likely
        self._words = words
        self._said: dict[PersonId, dict[str, EraWord]] = {}
        for person, word in words.items():
            for verdict in word.eras.values():
                self._said.setdefault(person, {})[self.current(verdict.era).key] = verdict

    @property
    def eras(self) -> tuple[Era, ...]:
        """Ego's eras."""
        return (*self._found, *self._gone.values())

    def current(self, told: Era) -> Era:
        """Return an era of an older answer as it is told today; itself if no position tells of it any more."""
        same = [era for era in self._found if is_same_era(era, told, self._today)]
        return next((era for era in same if era.key == told.key), same[0] if same else self._gone_one(told))

    def _gone_one(self, told: Era) -> Era:
        return self._gone.setdefault(told.key, told)

    def key_of(self, answer: Decision) -> str:
        """Return the key of the era an answer is about, as it is told today."""
        return self.current(era_in(answer.value)).key

    def said_of(self, key: str) -> Mapping[PersonId, EraWord]:
        """Return the user's word about everybody it names in an era."""
        return {person: said[key] for person, said in self._said.items() if key in said}

    def said(self, person: PersonId) -> Mapping[str, EraWord]:
        """Return the user's word about a person, by era."""
        return self._said.get(person, {})

    @cached_property
    def not_asked(self) -> frozenset[PersonId]:
        """Who is proposed for no era: the dead, family, services and people left out."""
        return frozenset(
            person for person, word in self._words.items() if word.remembered or word.place is not Place.NETWORK
        )

    def of(self, person: PersonId) -> tuple[BelongingView, ...]:
        """Return how a person belongs: what the user said first, then what is likely."""
        said = self.said(person)
        sure = [_view(era, said[era.key]) for era in self.eras if era.key in said and said[era.key].role]
        likely = [
            _view(era, None)
            for era in self._found
            if era.key not in said and person in self._likely.get(era.key, ()) and person not in self.not_asked
        ]
        return (*sure, *likely)

    def members(self, key: str) -> frozenset[PersonId]:
        """Return who belongs to an era by the user's word."""
        return frozenset(person for person, said in self._said.items() if key in said and said[key].role)

    def likely(self, key: str) -> frozenset[PersonId]:
        """Return who likely belongs to an era and waits for the user's word."""
        return frozenset(
            person
            for person in self._likely.get(key, ())
            if key not in self.said(person) and person not in self.not_asked
        )


def belonging(kept: Reading, words: Mapping[PersonId, Word], today: date) -> Belonging:
    """Return how everybody belongs.

    Args:
        kept: Where to read.
        words: The user's word about everybody.
        today: The present day.
    """
    eras, likely = kept_eras(kept) or ((), {})
    return Belonging(eras, likely, words, today)


def belonging_now(network: Network) -> Belonging:
    """Return how everybody belongs, worked out once a day and state of the store.

    Not for use inside a write transaction, which may know more.
    """

    def make() -> Belonging:
        words = words_now(network)  # in here: what is made must be no older than its mark
        with network.store.reading() as kept:
            return belonging(kept, words, network.today)

    return network.recall.get(("belonging", network.today), make)


def _view(era: Era, said: EraWord | None) -> BelongingView:
    role = said.role if said and said.role else era.role
    return BelongingView(key=era.key, organisation=era.name, role=role.one, years=era.years, confirmed=said is not None)
