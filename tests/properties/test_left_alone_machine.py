"""Whoever is quiet, remembered or forgotten is never planned, whatever is joined, brought again or taken back."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from kithly.app.belonging.word import quiet, remembered
from kithly.app.bringing.import_files import import_paths
from kithly.app.changes import list_changes, undo
from kithly.app.derived.me import set_me
from kithly.app.network import Network, open_network
from kithly.app.owning.forgotten.doing import forget
from kithly.app.persons.merging import same
from kithly.app.persons.people import list_people
from kithly.app.today.day import today
from kithly.errors import Conflict, KithlyError, NotFound

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NAMES = ("Arlo Finch", "Bea Larkin", "Cato Wrenfield", "Dunya Marsh")
EXAMPLES, STEPS = 3, 8
people = st.integers(0, len(NAMES) - 1)


def card(number: int) -> str:
    """Return an entry of somebody whose birthday is today."""
    return (
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:uid-{number}\r\nFN:{NAMES[number]}\r\nEMAIL:home{number}@a.example\r\n"
        "BDAY:1980-03-02\r\nEND:VCARD\r\n"
    )


def letter(number: int) -> str:
    """Return a letter from another address of theirs, which waits for an answer."""
    return (
        f"From - Mon Mar  1 10:00:00 2026\nFrom: {NAMES[number]} <work{number}@b.example>\nTo: me@self.example\n"
        f"Subject: A question\nMessage-ID: <q{number}@b.example>\nDate: Sun, 1 Mar 2026 1{number}:00:00 +0000\n\n"
        "Would you have time on Friday?\n\n"
    )


class LeftAlone(RuleBasedStateMachine):
    """A user who wants to be left alone with some, and brings the same files again and again."""

    @initialize(first=people, dead=st.booleans())
    def begin(self, first: int, *, dead: bool) -> None:
        self.stack = ExitStack()
        self.folder = Path(tempfile.mkdtemp())
        self.files = [self.folder / "cards.vcf", self.folder / "mail.mbox"]
        self.files[0].write_text("".join(map(card, range(len(NAMES)))), "utf-8")
        self.files[1].write_text("".join(map(letter, range(len(NAMES)))), "utf-8")
        self.network = self.stack.enter_context(open_network(self.folder / "data", now=NOW))
        set_me(self.network, [("address", "me@self.example"), ("name", "Me Self")])
        import_paths(self.network, self.files)
        assert len(today(self.network, minutes=600, drafts=False).touches) == len(NAMES)
        self.alone: set[str] = set()
        self.gone: set[int] = set()
        self.days = 0
        self.leave_alone(first, "work{}@b.example", dead=dead)

    def teardown(self) -> None:
        if hasattr(self, "stack"):
            self.stack.close()
            shutil.rmtree(self.folder, ignore_errors=True)

    @rule(number=people, at=st.sampled_from(("home{}@a.example", "work{}@b.example")), dead=st.booleans())
    def leave_alone(self, number: int, at: str, *, dead: bool) -> None:
        with suppress(NotFound):
            done = (remembered if dead else quiet)(self.network, at.format(number), on=True)
            self.alone |= set(self.handles(done.person.id if done.person else ""))

    @rule(number=people)
    def join(self, number: int) -> None:
        with suppress(NotFound, Conflict):
            one, other = f"home{number}@a.example", f"work{number}@b.example"
            done = same(self.network, one, other)
            both = set(self.handles(done.person.id if done.person else ""))
            if both & self.alone:
                self.alone |= both

    @rule(number=people)
    def forget(self, number: int) -> None:
        with suppress(NotFound):
            also = [one.id for one in list_people(self.network, NAMES[number]).people]
            if also:
                forget(self.network, also[0], also[1:])
                self.gone.add(number)

    @rule(place=st.integers(0, 1), again=st.booleans())
    def bring(self, place: int, *, again: bool) -> None:
        path = self.files[place]
        if again:  # as another file of the same words
            path.write_text(path.read_text("utf-8") + "\n", "utf-8")
        import_paths(self.network, [path])

    @rule()
    def take_the_import_back(self) -> None:
        with suppress(KithlyError):
            imported = next(one for one in list_changes(self.network).changes if one.kind == "import" and one.undoable)
            undo(self.network, imported.id)
            import_paths(self.network, self.files)

    @rule()
    def wait(self) -> None:
        self.days += 1

    @invariant()
    def nobody_of_them_is_planned(self) -> None:
        if not hasattr(self, "network"):
            return
        network: Network = replace(self.network, now=NOW + timedelta(hours=self.days))
        planned = today(network, minutes=600, drafts=False).touches
        for touch in planned:
            handles = set(self.handles(touch.person.id))
            assert not handles & self.alone
            assert touch.person.name not in {NAMES[number] for number in self.gone}
        shown = {one.name for one in list_people(network, "", limit=100).people}
        assert not shown & {NAMES[number] for number in self.gone}

    def handles(self, person: str) -> list[str]:
        """Return the addresses of a person."""
        found = list_people(self.network, "", limit=100).people
        return [handle.value for one in found if one.id == person for handle in one.identities]


TestLeftAlone = LeftAlone.TestCase
TestLeftAlone.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
