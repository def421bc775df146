"""The record of all numbers on the user's own past, in words."""

from __future__ import annotations

from kithly.app.views import EvaluatedView, PastWindowView, RecordBinView, RightnessView
from kithly.interfaces.cli.text import plural, say, table

NO_RANK = 0.55  # share of pairs put in the right order; below it a number ranks no better than chance
SHOWN = 8  # windows listed, two years; JSON holds all


def evaluated_text(view: EvaluatedView) -> None:
    """Show how right the numbers were."""
    _one("Contact within 90 days", view.strength, "people")
    _one("An answer within a week", view.reply, "hellos")
    if view.text:
        say("The year ahead")
        say(view.text, indent=2)


def _one(heading: str, found: RightnessView, what: str) -> None:
    say(heading)
    say(found.text, indent=2)
    record, moved = found.record, found.calibration
    if record is None:
        return
    table([("shown", "came true", "cases"), *map(_bin, record.bins)], indent=2)
    say(f"What was shown lay {record.ece:.1%} from what came true on average.", indent=2)
    if record.auc is not None:
        say(f"Of one that came true and one that did not, the first was shown higher in {record.auc:.0%}.", indent=2)
        if record.auc < NO_RANK:
            say("A toss of a coin gives 50%: with you, this number does not tell the one from the other.", indent=2)
    windows = record.past_forecasts
    table([("window", what, "said", "came"), *map(_window, windows[:SHOWN])], indent=2)
    inside = sum(one.interval[0] <= one.came <= one.interval[1] for one in windows)
    say(f"What came lay within the range {inside} of {plural(len(windows), 'time')}; 8 in 10 is meant.", indent=2)
    say(
        f"Today's numbers are moved by {plural(moved.cases, 'case')} of {plural(moved.windows, 'window')} that are "
        "over; each window above only by those before it.",
        indent=2,
    )


def _bin(one: RecordBinView) -> tuple[str, str, str]:
    return f"{one.shown:.0%}", f"{one.came_true:.0%}", f"{one.n:,}"


def _window(one: PastWindowView) -> tuple[str, str, str, str]:
    low, high = one.interval
    said = f"{one.expected:,.0f} ({low:,.0f} to {high:,.0f})"
    return f"{one.made} to {one.for_}", f"{one.of:,}", said, f"{one.came:,}"
