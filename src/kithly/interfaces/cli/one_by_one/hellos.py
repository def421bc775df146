"""Hellos one by one: of the day, or of what is owed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from kithly.app.belonging.word import quiet
from kithly.app.changes import undo
from kithly.app.letters.hello import hello
from kithly.app.letters.ready import OwnWords
from kithly.app.network import Network
from kithly.app.outbox.setting_aside import set_aside, words_set_aside
from kithly.app.persons.people import show_person
from kithly.app.today.answering import enough
from kithly.app.today.outcome import done, skip, snooze
from kithly.app.views import DoneView, HelloView
from kithly.interfaces.cli.one_by_one import hello_text
from kithly.interfaces.cli.one_by_one.editing import edited
from kithly.interfaces.cli.one_by_one.looking import look_first
from kithly.interfaces.cli.one_by_one.sending import send_off
from kithly.interfaces.cli.one_by_one.walk import ENOUGH, Act, Said, Walk
from kithly.interfaces.cli.people import person_text
from kithly.interfaces.cli.run import chosen
from kithly.interfaces.cli.text import say

LATER_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Hellos:
    """What can be done with each hello.

    Attributes:
        opened: Whose.
        count: How many hellos there are.
        open_it: Whether pages and programs may be opened here.
    """

    opened: Network
    count: int
    open_it: bool

    @property
    def network(self) -> Network:
        """The network at the present moment: a walk may take a while."""
        return self.opened if chosen().get("now") else replace(self.opened, now=datetime.now(UTC))

    def whole(self, touch: str) -> HelloView:
        """Return one hello with its draft."""
        return hello(self.network, touch)

    def show(self, touch: str, number: int) -> None:
        """Print one hello, with the user's own words where there are some."""
        own = words_set_aside(self.network, touch)
        hello_text.hello_text(self.network, self.whole(touch), own, place=f"{number} of {self.count}")

    def send(self, touch: str) -> Said:
        """Send or hand over, after the user's yes."""
        return send_off(self.network, self.whole(touch), open_it=self.open_it)

    def done(self, touch: str) -> Said:
        """Say that it is done."""
        minutes = self.whole(touch).minutes
        return replace(_settled(done(self.network, touch)), minutes=minutes)

    def look(self, touch: str) -> Said | None:
        """Open their pages, and keep what was found."""
        return look_first(self.network, self.whole(touch).person, open_it=self.open_it)

    def later(self, touch: str) -> Said:
        """Bring it back in a week."""
        return _settled(snooze(self.network, touch, days=LATER_DAYS))

    def not_person(self, touch: str) -> Said:
        """Leave the person alone for a while."""
        return _settled(skip(self.network, touch, person=True))

    def not_reason(self, touch: str) -> Said:
        """Never this reason again."""
        return _settled(skip(self.network, touch, person=False))

    def in_peace(self, touch: str) -> Said:
        """Never suggest contact with them."""
        return _settled(quiet(self.network, self.whole(touch).person.id, on=True))

    def edit(self, touch: str) -> Said | None:
        """Let the user write; their words are kept until they go out."""
        own = words_set_aside(self.network, touch)
        text = edited(hello_text.to_edit(self.whole(touch), own))
        if text is None:
            return Said(text="The words are as they were.", settles=False)
        kept = set_aside(self.network, touch, OwnWords(text=text), "Your own words, kept until you send them.")
        if kept is None:
            return Said(text="These words are on their way already: kithly outbox", settles=False)
        return Said(text="Your words are kept; s sends them.", change=kept.change, settles=False, shows=True)

    def person(self, touch: str) -> Said:
        """Show everything about the person."""
        network = self.network
        say()
        person_text(show_person(network, self.whole(touch).person.id), now=network.now)
        return Said(settles=False)

    def enough(self, touch: str) -> Said:
        """Let the rest wait till tomorrow."""
        del touch
        told = enough(self.network)
        return Said(text=told.text, change=told.change, settles=False, ends=True)

    def take_back(self, change: str) -> str:
        """Take the last answer back."""
        return undo(self.network, change).text

    def acts(self) -> tuple[Act, ...]:
        """Return the answers, by the keys of the pages in the browser."""
        return (
            Act(key="s", word="send", do=self.send, in_short=True),
            Act(key="d", word="done already", do=self.done, in_short=True),
            Act(key="l", word="look first", do=self.look, in_short=True),
            Act(key="z", word="later", do=self.later, in_short=True),
            Act(key="n", word="not this person", do=self.not_person),
            Act(key="m", word="not this reason", do=self.not_reason),
            Act(key="q", word="leave in peace", do=self.in_peace),
            Act(key="e", word="edit", do=self.edit, in_short=True),
            Act(key="p", word="all about the person", do=self.person),
            Act(key=ENOUGH, word="enough for today", do=self.enough),
        )


def walk_hellos(opened: Network, touches: Sequence[str], *, whole: str, open_it: bool) -> None:
    """Go through hellos, and end calmly.

    Args:
        opened: Whose.
        touches: Their ids.
        whole: What the end is said of: ``That was all for today``.
        open_it: Whether pages and programs may be opened here.
    """
    hellos = Hellos(opened=opened, count=len(touches), open_it=open_it)
    walk = Walk(things=touches, show=hellos.show, acts=hellos.acts(), take_back=hellos.take_back)
    is_through = walk.go()
    say()
    for sentence in hello_text.ending(walk, whole=whole, is_through=is_through):
        say(sentence)


def _settled(view: DoneView) -> Said:
    return Said(text=view.text, change=view.change)
