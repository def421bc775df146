"""One hello on the screen, the words to edit, and how a walk ends."""

from __future__ import annotations

from kithly.app.letters.ready import OwnWords
from kithly.app.letters.weighing import weigh
from kithly.app.network import Network
from kithly.app.show import HELLOS
from kithly.app.views import HelloView
from kithly.interfaces.cli.called import by
from kithly.interfaces.cli.one_by_one.walk import Walk
from kithly.interfaces.cli.pages_here import pages_in, pages_of
from kithly.interfaces.cli.text import block, facts, plural, say

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def hello_text(network: Network, view: HelloView, own: OwnWords | None, *, place: str) -> None:
    """Print one hello.

    Args:
        network: Whose.
        view: The hello.
        own: The user's own words for it; None for those of the draft.
        place: Which of how many.
    """
    who = f", {view.who}" if view.who else ""
    say(f"{place}. {HELLOS[view.kind]} {view.person.name}{who}", links=pages_of(network, [view.person]))
    say(view.reason.text, indent=2, links=pages_in(view.reason))
    for one in filter(None, (view.belongs, view.silence)):
        say(_capital(one), indent=2)
    for found in view.found:
        say(f"You found: {found.text}", indent=2, links={found.text: found.url or ""})
    facts((_capital(by(view.channel)), plural(round(view.minutes), "minute")), indent=2)
    if view.why:
        say(f"Why today: {' '.join(view.why)}", indent=2)
    if view.courage:
        say(view.courage.text, indent=2)
    if view.handed:
        say(view.handed.text, indent=2)
    _words_text(network, view, own)


def _words_text(network: Network, view: HelloView, own: OwnWords | None) -> None:
    """Print the words as they would go out, and what to look at in the user's own."""
    if own is None or own.text is None:
        if view.draft is None:
            say(f"No draft: {view.why_not} e writes your own.", indent=2)
            return
        block(_with_subject(view.draft.subject, view.draft.text), bar="| ")
        return
    say("Your own words:", indent=2)
    block(_with_subject(own.subject, own.text), bar="| ")
    weighed = weigh(network, view.id, own.text, channel=view.channel, subject=own.subject)
    for hint in weighed.hints[: weighed.shown]:
        say(f"- “{hint.quoted}”: {hint.text}" if hint.quoted else f"- {hint.text}", indent=2, hang=2)


def _with_subject(subject: str | None, text: str) -> str:
    return f"Subject: {subject}\n\n{text}" if subject else text


def to_edit(view: HelloView, own: OwnWords | None) -> str:
    """Return the words to begin editing with: the user's own, else the draft's, a subject on the first line."""
    if own is not None and own.text:
        return _with_subject(own.subject, own.text)
    return _with_subject(view.draft.subject, view.draft.text) if view.draft else ""


def ending(walk: Walk, *, whole: str, is_through: bool) -> list[str]:
    """Return the last sentences: what was done, and what is left.

    Args:
        walk: The walk.
        whole: What is said where nothing is left.
        is_through: Whether the user saw the last one.
    """
    minutes = [one.minutes for one in walk.told.values() if one.minutes is not None]
    left = walk.left()
    done = f"{_number(len(minutes), 'hello')}, {_number(round(sum(minutes)), 'minute').lower()}." if minutes else ""
    first = whole if is_through or not left else ""
    rest = f"{_number(left, 'hello')} can wait." if left else ""
    return [" ".join(filter(None, (first, done, rest)))]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _number(count: int, one: str) -> str:
    said = NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"
    return f"{said.capitalize()} {one if count == 1 else one + 's'}"
