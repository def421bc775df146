"""strength, dormant, search, doctor."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import click

from kithly.app.bringing.start import is_empty
from kithly.app.views import DoctorView, DormantView, ExpectationView, OriginView, SearchView, StrengthView, TieView
from kithly.interfaces import wire
from kithly.interfaces.cli.called import day_of, place_word
from kithly.interfaces.cli.kept_pictures import keep_calibration, keep_card, keep_tie
from kithly.interfaces.cli.pages_here import pages_of
from kithly.interfaces.cli.run import network, nothing_yet, show
from kithly.interfaces.cli.text import block, plural, say, shorten
from kithly.interfaces.cli.ties import in_words, tie_text
from kithly.interfaces.cli.verb import Verb
from kithly.interfaces.cli.years import years_text
from kithly.ties import BAND_WORDS, Band


@click.command("strength", cls=Verb, help="How many people would answer if you wrote; with WHO, how you two stand.")
@click.argument("who", nargs=-1)
@click.option("--years", is_flag=True, help="The last twelve years: with whom, and who came along from where.")
@click.option(
    "--card", type=click.Path(path_type=Path), metavar="FILE", help="Keep a picture without names, fit to share (SVG)."
)
@click.option(
    "--svg",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Keep a picture of how right this was; with WHO, of your years (SVG).",
)
@click.option("--yes", is_flag=True, help="Write over a file that is there.")
def strength(who: tuple[str, ...], *, years: bool, card: Path | None, svg: Path | None, yes: bool) -> None:
    """Show the network in numbers, one tie, or the years; or keep a picture of them."""
    _check(who, years=years, card=card, svg=svg)
    if card:
        keep_card(card, yes=yes)
    elif svg:
        keep_tie(" ".join(who), svg, yes=yes) if who else keep_calibration(svg, yes=yes)
    else:
        _told(" ".join(who), years=years)


def _check(who: tuple[str, ...], *, years: bool, card: Path | None, svg: Path | None) -> None:
    """Refuse what makes no sense together, with what does."""
    if years + bool(card) + bool(svg) > 1:
        raise click.UsageError("One at a time: --years, --card FILE or --svg FILE")
    if who and years:
        raise click.UsageError("--years is of the whole network: kithly strength --years")
    if who and card:
        raise click.UsageError("A card names nobody: kithly strength --card FILE.svg")


def _told(who: str, *, years: bool) -> None:
    from kithly.app.persons.numbers import strength as network_strength
    from kithly.app.persons.numbers import strength_of
    from kithly.app.persons.twelve_years import twelve_years

    with network() as opened:
        if years:
            show("years", twelve_years(opened), nothing_yet if is_empty(opened) else years_text)
        elif who:
            show("tie", strength_of(opened, who), _one_text)
        else:
            show("strength", network_strength(opened), _strength_text)


def _one_text(view: TieView) -> None:
    say(view.person.name)
    tie_text(view.tie)


def _strength_text(view: StrengthView) -> None:
    counts = view.people
    known, unknown = counts["known"], counts["unknown"]
    if view.would_answer.expected is None:
        say(
            f"No contact was seen with any of {plural(known + unknown, 'person', 'people')} yet, so nothing can be "
            "said about who would answer. Messages tell: import your mailbox, or LinkedIn's messages."
        )
        return
    people = "person" if round(view.would_answer.expected) == 1 else "people"
    say(f"If you wrote today, {_range(view.would_answer)} {people} would answer within a week.")
    say(f"In touch within 90 days if things go on as usual: {_range(view.in_touch_90)}.")
    say("; ".join(f"{BAND_WORDS[band]} {counts.get(band.value, 0):,}" for band in Band if counts.get(band.value)) + ".")
    if unknown:
        say(f"{unknown:,} we cannot tell yet: a connection alone is no contact.")
    for name, one in view.by_circle.items():
        say(f"{name}: {_range(one)} would answer", indent=2)
    for heading, origins, others in (
        ("By era", view.by_era, "come from none of these"),
        ("By company", view.by_company, "work elsewhere, or we do not know where"),
    ):
        _origins(heading, origins, view.others, others)
    for sentence in view.record_text:
        say(sentence)
    if view.record:
        say("The whole record: kithly evaluate")


def _origins(heading: str, origins: Mapping[str, OriginView], others: Mapping[str, int], told: str) -> None:
    """Say how many would answer of each era, or company."""
    if not origins:
        return
    say(f"{heading}:")
    for name, one in origins.items():
        say(f"{name}: {_range(one)} of {one.known:,} would answer", indent=2)
    rest = others[heading.lower().replace(" ", "_")]
    if rest:
        say(f"{rest:,} more {told}.", indent=2)


def _range(view: ExpectationView | OriginView) -> str:
    if view.expected is None or view.interval is None:
        return "an unknown number of"
    low, high = view.interval
    return f"about {view.expected:.0f} (likely {low:.0f} to {high:.0f})"


@click.command("dormant", cls=Verb, help="People worth waking: once close, long silent.")
@click.option("--limit", default=15, show_default=True, type=click.IntRange(1, 10_000), metavar="N", help="How many.")
def dormant(limit: int) -> None:
    """List dormant ties."""
    from kithly.app.persons.numbers import dormant as worth_waking

    with network() as opened:
        view = worth_waking(opened, limit=limit)
        nothing = is_empty(opened)
        links = pages_of(opened, [one.person for one in view.people])
    show("dormant", view, nothing_yet if nothing else partial(_dormant_text, links=links))


def _dormant_text(view: DormantView, links: Mapping[str, str]) -> None:
    if not view.people:
        say("Nobody: either all are in touch, or too little contact was imported to tell.")
    for one in view.people:
        say(f"{one.person.name}" + (f", {one.company}" if one.company else ""), links=links)
        say(one.reason.text, indent=2)
        say(in_words(one.tie), indent=2)
    if view.total > len(view.people) > 0:
        say(f"{len(view.people):,} of {view.total:,}; more with --limit.")


@click.command("search", cls=Verb, help="Search the words of all messages and the names of people.")
@click.argument("text", nargs=-1, required=True)
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1_000), metavar="N", help="How many.")
@click.option("--offset", default=0, type=click.IntRange(0), metavar="N", help="Skip this many first.")
def search(text: tuple[str, ...], limit: int, offset: int) -> None:
    """Search."""
    from kithly.app.persons.searching import search as find

    with network() as opened:
        view = find(opened, " ".join(text), limit=limit, offset=offset)
    show("search", view, _search_text)


def _search_text(view: SearchView) -> None:
    for hit in view.hits:
        say(f"{day_of(hit.at)}, {hit.person.name if hit.person else 'somebody'} ({place_word(hit.channel)})")
        block(shorten(hit.quote, 150), bar="| ")
    say(f"{plural(view.total, 'hit')}.")


@click.command("doctor", cls=Verb, help="Check that everything is sound, and say what to do where it is not.")
def doctor() -> int:
    """Check the data folder."""
    from kithly.app.checkup import doctor as examine

    with network() as opened:
        view = examine(opened)
    show("doctor", view, _doctor_text)
    return wire.DONE if all(check.ok for check in view.checks) else wire.MUST_ACT


def _doctor_text(view: DoctorView) -> None:
    for check in view.checks:
        say(f"{'ok  ' if check.ok else 'LOOK'} {check.name}: {check.text}")
        if check.next:
            say(check.next, indent=5)


COMMANDS = {"strength": strength, "dormant": dormant, "search": search, "doctor": doctor}
