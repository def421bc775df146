"""network: circles, the ways into companies and places, who links what, and what hangs on one person."""

from __future__ import annotations

import click

from kithly.app.bringing.start import is_empty
from kithly.app.views import (
    CircleFoundView,
    ExpectationView,
    HangsOnView,
    NetworkView,
    OwnCircleView,
    ReachedView,
    WayInView,
)
from kithly.interfaces.cli.run import network as opened_network
from kithly.interfaces.cli.run import nothing_yet, show
from kithly.interfaces.cli.text import plural, say
from kithly.interfaces.cli.verb import Verb
from kithly.ties import BAND_WORDS, Band, in_ten

NAMES = 4  # people named in a line
UNKNOWN = "unknown"  # kind of a circle whose people share nothing known
LIMITS = click.IntRange(1, 10_000)


@click.command("network", cls=Verb, help="The shape of your network: circles, the ways into companies, who links them.")
@click.option("--limit", default=10, show_default=True, type=LIMITS, metavar="N", help="How many of each.")
@click.option(
    "--people", "on_map", default=200, show_default=True, type=LIMITS, metavar="N", help="How many on the map."
)
@click.option("--into", default="", metavar="NAME", help="Only the way into this company or place, person by person.")
def network(limit: int, on_map: int, into: str) -> None:
    """Show the shape of the network."""
    from kithly.app.shape.shape import shape

    with opened_network() as opened:
        view = shape(opened, limit=limit, on_map=on_map, into=into)
        nothing = is_empty(opened)
    told = _into_text if into else _text
    show("network", view, nothing_yet if nothing else told)


def _into_text(view: NetworkView) -> None:
    """Tell the way into a few companies and places, person by person."""
    for way in (*view.companies, *view.places):
        say(f"{way.name}: {plural(way.size, 'person', 'people')}, {_answers(way.answer)}. {way.text}.")
        for one in way.people:
            say(f"{one.name} ({BAND_WORDS[Band(one.band)]}): {_would(one.reply)}", indent=2, hang=2)
        if way.size > len(way.people):
            say(f"and {way.size - len(way.people):,} more; --limit shows them", indent=2)
        for other in way.second_hand:
            there = ", ".join(one.name for one in other.people)
            records = plural(other.records, "record")
            say(f"Second hand: {other.person.name}, seen with {there} in {records}", indent=2, hang=2)


def _would(reply: float | None) -> str:
    return "no words exchanged yet" if reply is None else f"would answer within a week, {in_ten(reply)}"


def _text(view: NetworkView) -> None:
    say(view.text)
    _circles(view)
    _own(view)
    _ways("Your ways into companies", view.companies, view.totals["companies"])
    _ways("Your ways into places", view.places, view.totals["places"])
    _bridges(view)
    _hanging(view)
    _coverage(view)


def _heading(text: str, shown: int, total: int) -> None:
    say()
    say(text if shown == total else f"{text} ({shown} of {total:,}; more with --limit)")


def _circles(view: NetworkView) -> None:
    if not view.circles:
        return
    _heading("Circles, by who was seen together", len(view.circles), view.totals["circles"])
    for circle in view.circles:
        name = circle.label if circle.kind != UNKNOWN else _capital(circle.label)
        say(f"{name}: {plural(circle.size, 'person', 'people')}, {_answers(circle.answer)}", indent=2, hang=2)
        say(_why(circle), indent=4)


def _why(circle: CircleFoundView) -> str:
    names = [one.name for one in circle.people[:NAMES]]
    rest = f" and {circle.size - len(names):,} more" if circle.size > len(names) else ""
    shared = circle.shared[0].text if circle.shared else "what they share is not known"
    lead = "Among them" if rest else "They are"
    return f"{_capital(shared)}. {lead}: {', '.join(names)}{rest}."


def _own(view: NetworkView) -> None:
    if view.own_circles:
        _heading("Circles you named", len(view.own_circles), view.totals["own_circles"])
    for one in view.own_circles:
        say(f"{one.name}: {_own_text(one)}", indent=2, hang=2)


def _own_text(one: OwnCircleView) -> str:
    return f"{plural(one.size, 'person', 'people')}, {_answers(one.answer)}"


def _ways(title: str, ways: tuple[WayInView, ...], total: int) -> None:
    if ways:
        _heading(title, len(ways), total)
    for way in ways:
        say(f"{way.name}, {plural(way.size, 'person', 'people')}. {way.text}{_who(way)}.", indent=2, hang=2)


def _who(way: WayInView) -> str:
    """Return who would answer, where the sentence does not say so itself."""
    if way.only or not way.would:
        return ""
    names = [one.name for one in way.people[: min(way.would, NAMES)]]
    more = way.would - len(names)
    return f": {', '.join(names)}" + (f" and {more:,} more" if more else "")


def _bridges(view: NetworkView) -> None:
    if view.bridges:
        _heading("Who links what others do not", len(view.bridges), view.totals["bridges"])
    for one in view.bridges:
        say(
            f"{one.person.name} ({BAND_WORDS[Band(one.person.band)]}): {_small(one.text).removesuffix('.')}.",
            indent=2,
            hang=2,
        )


def _hanging(view: NetworkView) -> None:
    if view.hangs_on:
        _heading("What hangs on one person", len(view.hangs_on), view.totals["hangs_on"])
    for one in view.hangs_on:
        say(_hangs_text(one), indent=2, hang=2)


def _hangs_text(one: HangsOnView) -> str:
    return f"{one.person.name} ({BAND_WORDS[Band(one.person.band)]}): {_small(one.text).removesuffix('.')}."


def _coverage(view: NetworkView) -> None:
    told = [(name, one) for name, one in view.coverage.items() if one.total]
    if told:
        say()
        say("How much you reach")
    for name, one in told:
        say(f"{name.capitalize()}: {_reached(one)}.", indent=2, hang=2)


def _reached(one: ReachedView) -> str:
    parts = (
        (one.several, "by several who are likely to answer"),
        (one.one, "by one alone"),
        (one.unlikely, "by nobody who is likely to answer"),
        (one.unknown, "we cannot tell yet"),
    )
    return f"{one.total:,} in all; " + ", ".join(f"{count:,} {words}" for count, words in parts if count)


def _answers(view: ExpectationView) -> str:
    if view.expected is None or view.interval is None:
        return "who would answer is not known"
    low, high = view.interval
    if view.expected < 0.5:
        return f"hardly anybody would answer (likely {low:.0f} to {high:.0f})"
    return f"about {view.expected:.0f} would answer (likely {low:.0f} to {high:.0f})"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


COMMANDS = {"network": network}
