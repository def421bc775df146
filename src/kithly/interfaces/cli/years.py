"""The last twelve years, in words and in rows."""

from __future__ import annotations

from kithly.app.views import AlongView, EraYearsView, ExpectationView, YearsView, YearView
from kithly.interfaces.cli.manner import manner
from kithly.interfaces.cli.text import plural, say, table, width

BAR = 24  # signs of the longest bar
ROOMY = 64  # columns from which there is room for bars


def years_text(view: YearsView) -> None:
    """Print the years, then what became of the people of each era."""
    first, last = view.years[0].year, view.years[-1].year
    say(f"With how many people you were in contact, {first} to {last}:")
    most = max(one.people for one in view.years)
    has_bars = width() >= ROOMY and not manner().plain
    shown = slice(None, None if has_bars else -1)
    table([_row(one, most)[shown] for one in view.years], indent=2)
    say(_in_all(view))
    for era in view.eras:
        say()
        _era_text(era)
    if view.next:
        say(view.next)


def _row(one: YearView, most: int) -> tuple[str, ...]:
    bar = "=" * -(-one.people * BAR // most) if most else ""
    people = plural(one.people, "person", "people") + (" so far" if one.so_far else "")
    return str(one.year), people, f"{plural(one.contacts, 'contact')}", bar


def _in_all(view: YearsView) -> str:
    if not view.people:
        return "Nobody: no message and no meeting of these years was imported."
    told = f"{plural(view.people, 'person', 'people')} in all"
    return f"{told}; {view.elsewhere:,} of them from none of your eras." if view.eras else f"{told}."


def _era_text(era: EraYearsView) -> None:
    say(era.organisation + (f", {era.years}" if era.years else ""))
    if not era.people:
        say("Nobody is known to come from here.", indent=2)
        return
    say(f"{_come_from_here(era)}.", indent=2)
    say(f"{_answers(era.would_answer)} You are in touch with {era.in_touch:,}.", indent=2)
    if era.along:
        names = ", ".join(one.person.name + _likely(one, era) for one in era.along)
        more = era.in_touch - len(era.along)
        say(f"Came along: {names}{f' and {more:,} more' if more else ''}.", indent=2, hang=2)
    if era.likely:
        say(f"Say who belongs here: kithly eras {era.key}", indent=2)


def _come_from_here(era: EraYearsView) -> str:
    if not era.confirmed:
        return plural(era.people, "person likely comes", "people likely come") + " from here"
    sure = f"{era.confirmed:,} by your word, {era.likely:,} likely" if era.likely else "all by your word"
    return plural(era.people, "person comes", "people come") + f" from here: {sure}"


def _likely(one: AlongView, era: EraYearsView) -> str:
    """Return the mark of who comes from an era only likely; where that holds for all, it is said of all at once."""
    return " (likely)" if era.confirmed and not one.confirmed else ""


def _answers(view: ExpectationView) -> str:
    if view.expected is None or view.interval is None:
        return "How many would answer cannot be told: no words with them were seen."
    low, high = view.interval
    return f"About {view.expected:,.0f} would answer still (likely {low:,.0f} to {high:,.0f})."
