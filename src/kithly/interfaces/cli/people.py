"""people, person, met, note, circle, importance, quiet, remembered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from functools import partial

import click

from kithly.app.belonging.levels import IMPORTANCE, PLACES
from kithly.app.persons.facts import DAYS, fact_word
from kithly.app.persons.finding import SORTS, Filters, find_people
from kithly.app.persons.people import show_person
from kithly.app.views import FactView, NamedView, PeopleView, PersonRow, PersonView, TimelineEntry
from kithly.app.when import told_day
from kithly.interfaces.cli.called import day_of, handles, place_word
from kithly.interfaces.cli.pages_here import pages_of
from kithly.interfaces.cli.run import done, network, show
from kithly.interfaces.cli.text import plural, say, shorten, table
from kithly.interfaces.cli.ties import in_words, tie_text
from kithly.interfaces.cli.verb import Verb
from kithly.ties import Band

BANDS = tuple(band.value for band in Band)


@click.command("people", cls=Verb, help="List people; QUERY is any part of a name, address, company or circle.")
@click.argument("query", nargs=-1)
@click.option("--limit", default=25, show_default=True, type=click.IntRange(1, 10_000), metavar="N", help="How many.")
@click.option("--offset", default=0, type=click.IntRange(0), metavar="N", help="Skip this many first.")
@click.option(
    "--sort",
    default="name",
    type=click.Choice(SORTS),
    metavar="BY",
    help="name (unless said), strength, reply, silent, last or importance.",
)
@click.option("--circle", default="", metavar="NAME", help="Only people of this circle.")
@click.option("--era", default="", metavar="KEY", help="Only people of these years of yours (kithly eras).")
@click.option("--company", default="", metavar="NAME", help="Only people who work there.")
@click.option(
    "--band",
    type=click.Choice(BANDS),
    metavar="BAND",
    help=f"Only {', '.join(BANDS[:-1])} or {BANDS[-1]} ties.",
)
@click.option(
    "--place",
    type=click.Choice([*PLACES, "quiet"]),
    metavar="PLACE",
    help=f"Only {', '.join(PLACES)}, or quiet ones.",
)
def people(query: tuple[str, ...], limit: int, offset: int, sort: str, band: str | None, **chosen: str | None) -> None:
    """List people."""
    told = {name: value or "" for name, value in chosen.items()}
    place = PLACES[told["place"]].value if told["place"] in PLACES else told["place"]
    with network() as opened:
        view = find_people(
            opened,
            " ".join(query),
            filters=Filters(**(told | {"place": place}), bands=(band,) if band else ()),
            sort=sort,
            limit=limit,
            offset=offset,
        )
        links = pages_of(opened, [NamedView(id=one.id, name=one.name) for one in view.people])
    show("people", view, lambda one: _people_text(one, " ".join(query), links))


def _people_text(view: PeopleView, query: str, links: Mapping[str, str]) -> None:
    if not view.people:
        nobody = f"Nobody fits {query!r}. Everybody: kithly people" if query else "Nobody yet: kithly import PATH"
        say("Nobody on this page." if view.total else nobody)
        return
    names = Counter(one.name for one in view.people)
    table(
        (
            (_apart(one, names), ", ".join(filter(None, (one.title, one.company))), in_words(one.tie))
            for one in view.people
        ),
        links=links,
    )
    say()
    more = " More: --limit, --offset." if len(view.people) < view.total else ""
    say(f"{len(view.people)} of {plural(view.total, 'person', 'people')}.{more}")
    say("One of them whole: kithly person NAME")


def _apart(row: PersonRow, names: Counter[str]) -> str:
    """Return a name, with the id behind it if the page holds it more than once."""
    return f"{row.name} [{row.id}]" if names[row.name] > 1 else row.name


@click.command("person", cls=Verb, help="Everything about one person, with the records behind it.")
@click.argument("who", nargs=-1, required=True)
def person(who: tuple[str, ...]) -> None:
    """Show one person."""
    with network() as opened:
        view = show_person(opened, " ".join(who))
    show("person", view, partial(person_text, now=opened.now))


def _fact(one: FactView) -> str:
    """Return what an address book says of them."""
    if one.kind in DAYS:
        return f"{fact_word(one)} {told_day(one.value) if one.value else ''}".rstrip()
    return f"{fact_word(one)}: {one.value}".strip(": ")


def person_text(view: PersonView, *, now: datetime) -> None:
    """Print one person whole."""
    say(view.name + (f", {view.title}" if view.title else "") + (f" at {view.company}" if view.company else ""))
    for handle, page in handles(view.identities):
        say(handle, indent=2, hang=2, links={handle.partition(": ")[2]: page})
    known = [f"connected on LinkedIn {told_day(view.connected_on)}"] if view.connected_on else []
    known += [_fact(one) for one in view.facts]
    known += [f"circles: {', '.join(view.circles)}"] if view.circles else []
    known += [f"looks for: {view.looks_for}"] if view.looks_for else []
    known += [f"offers: {view.offers}"] if view.offers else []
    known += [f"you want to be in touch every {plural(view.cadence_days, 'day')}"] if view.cadence_days else []
    known += [f"begun anew: {view.cadence.reset.text}"] if view.cadence and view.cadence.reset else []
    known += ["do not contact"] if view.quiet else []
    known += ["remembered"] if view.remembered else []
    known += [view.place] if view.place != "network" else []
    known += [", ".join(filter(None, (one.text, one.years))) for one in view.eras]
    for one in known:
        say(one, indent=2)
    say()
    tie_text(view.tie)
    if view.reasons:
        say("Why now:")
        for reason in view.reasons:
            say(f"- {reason.text}", indent=2)
    for line in view.named:
        say(f"You would be sorry to lose them: {line}")
    for note in view.notes:
        say(f"Your note, {note.at:%-d %B %Y}: {note.text}   [{note.id}]")
    _news_text(view)
    ahead = [entry for entry in view.timeline if entry.at and entry.at > now]
    for entry in ahead:
        say(f"Next: {day_of(entry.at)}, {shorten(entry.text, 60)}")
    past = [entry for entry in view.timeline if entry not in ahead]
    if past:
        say(f"Last of {plural(view.interactions - len(ahead), 'contact')}:")
        for entry in past:
            say(f"{day_of(entry.at)}, {_who_did(entry)}: {shorten(entry.text, 60)}", indent=2, hang=2)


def _who_did(entry: TimelineEntry) -> str:
    """Return who did something, and where: ``you, mail``, ``they, LinkedIn``."""
    if entry.kind == "meeting":
        return "you met"
    return f"{'you' if entry.outgoing else 'they'}, {place_word(entry.channel)}"


def _news_text(view: PersonView) -> None:
    if view.news:
        say("What is new with them:")
    for one in view.news:
        when = f"{day_of(one.at)}: " if one.at else ""
        say(f"{when}{one.text}{f' “{shorten(one.quote, 60)}”' if one.quote else ''}", indent=2)


@click.command("met", cls=Verb, help="Note somebody you have just met; a first follow-up is planned within two days.")
@click.argument("name", nargs=-1, required=True)
@click.option("--where", default="", metavar="TEXT", help="Where you met.")
@click.option("--about", default="", metavar="TEXT", help="What you talked about.")
def met(name: tuple[str, ...], where: str, about: str) -> None:
    """Keep a person met."""
    from kithly.app.belonging.word import met as keep

    with network() as opened:
        view = keep(opened, " ".join(name), where=where, about=about)
    show("met", view, done)


@click.command("note", cls=Verb, help="Keep a note on somebody, or change or take away an older one.")
@click.argument("who")
@click.argument("text", nargs=-1)
@click.option("--change", metavar="ID", help="Give the note with this id these words; its day stays.")
@click.option("--remove", metavar="ID", help="Take the note with this id away. Ids: kithly person WHO")
def note(who: str, text: tuple[str, ...], change: str | None, remove: str | None) -> None:
    """Keep, change or take away a note."""
    from kithly.app.belonging.word import note as keep
    from kithly.app.persons.notes import edit_note, remove_note

    if bool(text) == bool(remove) or (change and remove):
        raise click.UsageError("Say WHO and the words of the note; or WHO --remove ID.")
    with network() as opened:
        if remove:
            view = remove_note(opened, remove)
        else:
            words = " ".join(text)
            view = edit_note(opened, change, words) if change else keep(opened, who, words)
    show("note", view, done)


@click.command("circle", cls=Verb, help="Put somebody into a circle (a group of yours), or take them out.")
@click.argument("who")
@click.argument("name")
@click.option("--remove", is_flag=True, help="Take them out.")
def circle(who: str, name: str, *, remove: bool) -> None:
    """Set a circle."""
    from kithly.app.belonging.word import circle as keep

    with network() as opened:
        view = keep(opened, who, name, remove=remove)
    show("circle", view, done)


@click.command("importance", cls=Verb, help="How much somebody matters to you. It is never guessed.")
@click.argument("who", required=False)
@click.argument("level", required=False, type=click.Choice(tuple(IMPORTANCE)))
@click.option("--circle", metavar="NAME", help="Everybody in a circle; a word on a person counts more.")
def importance(who: str | None, level: str | None, circle: str | None) -> None:
    """Set the importance of a person, or of a circle."""
    from kithly.app.belonging.word import importance as keep
    from kithly.app.persons.wishes import circle_importance

    named, told = (circle, who) if circle and level is None else (who, level)
    if not named or told not in IMPORTANCE or (circle and level is not None):
        raise click.UsageError("Say WHO and LEVEL, or --circle NAME and LEVEL.")
    with network() as opened:
        view = circle_importance(opened, named, told) if circle else keep(opened, named, told)
    show("importance", view, done)


@click.command("quiet", cls=Verb, help="Never suggest contact with somebody.")
@click.argument("who", nargs=-1, required=True)
@click.option("--off", is_flag=True, help="Allow it again.")
def quiet(who: tuple[str, ...], *, off: bool) -> None:
    """Set or lift quiet."""
    from kithly.app.belonging.word import quiet as keep

    with network() as opened:
        view = keep(opened, " ".join(who), on=not off)
    show("quiet", view, done)


@click.command("remembered", cls=Verb, help="Somebody died: kept and searchable, in no list, count or plan.")
@click.argument("who", nargs=-1, required=True)
@click.option("--off", is_flag=True, help="It was a mistake.")
def remembered(who: tuple[str, ...], *, off: bool) -> None:
    """Mark a person as remembered."""
    from kithly.app.belonging.word import remembered as keep

    with network() as opened:
        view = keep(opened, " ".join(who), on=not off)
    show("remembered", view, done)


COMMANDS = {
    "people": people,
    "person": person,
    "met": met,
    "note": note,
    "circle": circle,
    "importance": importance,
    "quiet": quiet,
    "remembered": remembered,
}
