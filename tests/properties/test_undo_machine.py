"""Whatever was done is taken back whole: the last deed, an older one beneath others, and all of them in any order."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.properties.deeds import DEEDS, Act, Asked, whom
from tests.properties.whole_dump import still, whole

from kithly.app.changes import list_changes, undo
from kithly.app.derived.refresh import refresh
from kithly.app.network import Network
from kithly.app.recall import Recall
from kithly.app.settings import Settings
from kithly.errors import Conflict, NotFound, UserError
from kithly.store import Store

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LATER = NOW + timedelta(days=1)  # the moment as of which all is compared: what is derived moves with time
FOLDER = Path(tempfile.gettempdir())
WORDS = [name for name in DEEDS if name != "import"]


@dataclass(slots=True)
class Done:
    """A deed that was done and made a change."""

    name: str
    asked: Asked
    act: Act
    change: str
    before: list[str] | None  # the whole network before it; None where something older was taken back since
    is_undone: bool = False


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a network without some deed is, and whether all others could be done in it."""

    lines: list[str]
    refused: bool
    unclear: bool


def network_of(store: Store, now: datetime, recall: Recall | None = None) -> Network:
    """Return a network at a moment."""
    settings_ = Settings(folder=FOLDER)
    return Network(store=store, settings=settings_, now=now, zone=ZoneInfo("UTC"), recall=recall or Recall(store))


def as_of_later(store: Store) -> list[str]:
    """Return the whole network as it would be made anew at one moment for all."""
    with store.rehearsal() as tx:
        refresh(tx, now=LATER)
        return whole(tx)


def replay(deeds: Sequence[Done]) -> Replayed:
    """Do deeds in an empty network, each at its own moment."""
    refused = unclear = False
    with Store.open(":memory:") as store:
        recall = Recall(store)
        for deed in deeds:
            try:
                unclear |= deed.act(network_of(store, deed.asked.at, recall)) is None
            except NotFound:
                refused = True
            except UserError:
                unclear = True
        return Replayed(lines=as_of_later(store), refused=refused, unclear=unclear)


class UndoMachine(RuleBasedStateMachine):
    """A user who does everything there is to do, and takes it back."""

    def __init__(self) -> None:
        super().__init__()
        self.store = Store.open(":memory:")
        self.recall = Recall(self.store)
        self.now = NOW
        self.deeds: list[Done] = []
        self.empty = self.lines()

    def teardown(self) -> None:
        """Take everything back that stands, in an order of its own: the empty network is left."""
        try:
            standing = self.standing()
            for deed in sorted(standing, key=lambda one: one.change):
                self.take_back(deed)
            left = set(self.lines()) ^ set(self.empty)
            assert not left, f"after taking all back: {told(self.deeds)}\n" + "\n".join(sorted(left))
        finally:
            self.store.close()

    @property
    def network(self) -> Network:
        """The network at the present moment."""
        return network_of(self.store, self.now, self.recall)

    def lines(self) -> list[str]:
        """Return the whole network."""
        return as_of_later(self.store)

    def standing(self) -> list[Done]:
        """Return the deeds that stand, oldest first."""
        return [deed for deed in self.deeds if not deed.is_undone]

    def take_back(self, deed: Done) -> None:
        """Take a deed back; once more is refused and changes nothing."""
        undo(self.network, deed.change)
        deed.is_undone = True
        after = self.lines()
        with pytest.raises(Conflict):
            undo(self.network, deed.change)
        assert self.lines() == after

    def do(self, name: str, who: str, other: str, number: int) -> None:
        """Do a deed; one that is refused leaves everything as it was."""
        self.now += MINUTE
        asked = Asked(who=who, other=other, number=number, at=self.now)
        try:
            act = DEEDS[name].plan(self.network, asked)
        except UserError:
            return
        if act is None:
            return
        before = self.lines()
        try:
            change = act(self.network)
        except UserError:
            assert self.lines() == before, f"{name} was refused, and something changed"
            return
        made = {one.id: one for one in list_changes(self.network).changes}
        if change is not None and made[change].at == self.now:
            self.deeds.append(Done(name=name, asked=asked, act=act, change=change, before=before))

    @initialize(files=st.lists(st.integers(0, 20), max_size=2))
    def begin(self, files: list[int]) -> None:
        """Begin empty or with some files."""
        for number in files:
            self.do("import", whom()[0], whom()[1], number)

    @rule(number=st.integers(0, 20))
    def bring(self, number: int) -> None:
        """Import files."""
        self.do("import", whom()[0], whom()[1], number)

    @rule(
        name=st.sampled_from(WORDS),
        who=st.sampled_from(whom()),
        other=st.sampled_from(whom()),
        number=st.integers(0, 20),
    )
    def say(self, name: str, who: str, other: str, number: int) -> None:
        """Do anything else."""
        self.do(name, who, other, number)

    @rule()
    def undo_last(self) -> None:
        """Take back the last change: everything is as it was before it."""
        standing = self.standing()
        if standing:
            last = standing[-1]
            self.take_back(last)
            if last.before is not None:
                left = set(self.lines()) ^ set(last.before)
                assert not left, f"{last.name} left: {told(self.deeds)}\n" + "\n".join(sorted(left))

    @rule(number=st.integers(0, 20))
    def undo_any(self, number: int) -> None:
        """Take back an older change: all is as if it had never been, and the later ones had."""
        standing = self.standing()
        if not standing:
            return
        place = number % len(standing)
        self.take_back(standing[place])
        for deed in standing:
            deed.before = None
        left = self.standing()
        if any(DEEDS[deed.name].rests for deed in left):
            return
        wanted = replay(left)
        if not wanted.unclear:
            mine, other = (_compared(one, wanted) for one in (self.lines(), wanted.lines))
            text = ["here only:", *sorted(mine - other), "without it only:", *sorted(other - mine)]
            assert mine == other, f"{standing[place].name} of {told(self.deeds)}\n" + "\n".join(text)

    @invariant()
    def what_is_derived_equals_a_rebuild(self) -> None:
        """Nothing derived is left behind or lacking."""
        with self.store.rehearsal() as tx:
            kept = still(tx.derived())
            refresh(tx, now=self.now)
            assert kept == still(tx.derived())


OF_SOURCES = ("record ", "sighting ", "picture ", "interaction ", "participant ", "index ")


def _compared(lines: list[str], wanted: Replayed) -> set[str]:
    """Return the lines that are compared.

    Ids and what an import told of its counts are as they were when they came to be: ids never change afterwards. Where
    a deed was about somebody whom only what was taken back had shown, it cannot be done without that; its words wait
    for them, and hold if they are there by something else. Then what sources said is compared.
    """
    out = ("id ", "former ", "file ")
    chosen = (line for line in lines if not line.startswith(out))
    return {line for line in chosen if not wanted.refused or line.startswith(OF_SOURCES)}


def told(deeds: Sequence[Done]) -> str:
    """Return deeds for whoever reads a failure."""
    return "\n" + "\n".join(
        f"  {'-' if one.is_undone else '+'} {one.name} {one.asked.who} / {one.asked.other} / {one.asked.number}"
        for one in deeds
    )


QUICK = settings(
    max_examples=6,
    stateful_step_count=10,
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


def test_whatever_is_done_is_taken_back_whole() -> None:
    run_state_machine_as_test(UndoMachine, settings=QUICK)


@pytest.mark.slow
@pytest.mark.timeout(3_600)
def test_whatever_is_done_is_taken_back_whole_after_many_long_sequences() -> None:
    long = settings(QUICK, max_examples=400, stateful_step_count=24, derandomize=False)
    run_state_machine_as_test(UndoMachine, settings=long)
