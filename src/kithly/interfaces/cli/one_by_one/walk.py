"""The walk through a few things: one shown at a time, a key for each answer, the last answer taken back by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import click

from kithly.errors import KithlyError, StoreError
from kithly.interfaces.cli.one_by_one.keys import BACK, LEAVE, NEXT, forget_typed, read_key, silent
from kithly.interfaces.cli.text import clean, say

UNDO, KEYS, ENOUGH = "u", "?", "."


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What an answer led to.

    Attributes:
        text: One sentence; empty for none.
        change: By which it can be taken back; empty for nothing to take back.
        settles: Whether the thing is settled by it, and the next is shown.
        minutes: What it cost, where it was a hello; None else.
        ends: Whether the walk ends with it.
        shows: Whether the thing looks otherwise now, and is shown again.
    """

    text: str = ""
    change: str = ""
    settles: bool = True
    minutes: float | None = None
    ends: bool = False
    shows: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One answer.

    Attributes:
        key: Its letter.
        word: What it does, as the list of keys says it.
        do: Does it to a thing, by its id; None leaves all as it is, and shows the thing again.
        in_short: Whether it stands on the short line of keys.
    """

    key: str
    word: str
    do: Callable[[str], Said | None]
    in_short: bool = False


@dataclass(slots=True, kw_only=True)
class Walk:
    """A walk through things, by their ids.

    Attributes:
        things: Their ids, in order.
        show: Prints one: its id, its number.
        acts: What can be answered.
        take_back: Takes a change back, and says so.
        told: What became of each thing that is settled.
        history: What was answered, the last at the end: thing, and what it led to.
        is_shown: Whether the thing at hand stands on the screen.
    """

    things: Sequence[str]
    show: Callable[[str, int], None]
    acts: Sequence[Act]
    take_back: Callable[[str], str]
    told: dict[str, Said] = field(default_factory=dict)
    history: list[tuple[str, Said]] = field(default_factory=list)
    is_shown: bool = False

    def go(self) -> bool:
        """Walk until the last thing is behind, or the user leaves; say whether it went to the end."""
        try:
            with silent():
                return self._steps()
        except (KeyboardInterrupt, click.Abort):  # between two keys: what was answered is kept
            click.echo()
            return False

    def _steps(self) -> bool:
        place: int | None = 0
        while place is not None and place < len(self.things):
            if not self.is_shown:
                say()
                self.show(self.things[place], place + 1)
                self._short_keys()
                self.is_shown = True
            place = self._answer(place)
        return place is not None

    def left(self) -> int:
        """Return how many things are not settled."""
        return sum(1 for one in self.things if one not in self.told)

    def _answer(self, place: int) -> int | None:
        """Wait for a key and do it; return the place to go on at, None to leave."""
        key = read_key()
        if key == LEAVE:
            return None
        moves = {NEXT: self._after, BACK: self._before, UNDO: self._undo}
        if key in moves:
            return self._tried(lambda: moves[key](place), place)
        act = next((one for one in self.acts if one.key == key), None)
        if act is not None:
            return self._tried(lambda: self._done(act, place), place)
        if key == KEYS:
            self._all_keys()
        else:
            say(f"{key} is no key here; {KEYS} shows all." if key else f"One key at a time; {KEYS} shows all.")
        return place

    @staticmethod
    def _tried(do: Callable[[], int | None], place: int) -> int | None:
        """Do it; what cannot be done is told, and the thing stays."""
        try:
            return do()
        except StoreError:
            raise
        except KithlyError as error:
            say(clean(str(error)))
            if error.hint:
                say(clean(error.hint), indent=2)
        return place

    def _done(self, act: Act, place: int) -> int | None:
        """Do what a key says."""
        thing = self.things[place]
        said = act.do(thing)
        if said is None:
            self.is_shown = False
            return place
        if said.change:
            self.history.append((thing, said))
        if said.text:
            undo = f"undo: kithly undo {said.change}" if said.ends else f"{UNDO} takes it back"
            say(f"{said.text} ({undo})" if said.change else said.text)
        self.is_shown = self.is_shown and not said.shows
        if said.settles:
            self.told[thing] = said
        if said.ends:
            return None
        return self._after(place) if said.settles else place

    def _after(self, place: int) -> int:
        """Return the place of the next thing that is not settled; past the end for none."""
        self.is_shown = False
        later = range(place + 1, len(self.things))
        return next((at for at in later if self.things[at] not in self.told), len(self.things))

    def _before(self, place: int) -> int:
        """Return the place of the thing before that is not settled."""
        found = next((at for at in range(place - 1, -1, -1) if self.things[at] not in self.told), None)
        if found is None:
            say("This is the first.")
            return place
        self.is_shown = False
        return found

    def _undo(self, place: int) -> int:
        """Take the last answer back, and return the place of its thing."""
        if not self.history:
            say("Nothing was answered here yet. Older changes: kithly changes")
            return place
        thing, said = self.history[-1]
        say(self.take_back(said.change))
        self.history.pop()
        if self.told.get(thing) is said:
            del self.told[thing]
        self.is_shown = False
        return self.things.index(thing)

    def _short_keys(self) -> None:
        forget_typed()
        told = [f"{one.key} {one.word}" for one in self.acts if one.in_short]
        say(", ".join([*told, "Enter next", f"{KEYS} all keys"]))

    def _all_keys(self) -> None:
        for key, word in self.keys().items():
            say(f"{key}: {word}", indent=2)

    def keys(self) -> Mapping[str, str]:
        """Return every key with what it does."""
        told = {one.key: one.word for one in self.acts}
        return {
            **told,
            UNDO: "undo the last answer",
            "Enter or j": "the next one",
            "k": "the one before",
            "x or Ctrl-D": "leave; all you answered is kept",
            KEYS: "these keys",
        }
