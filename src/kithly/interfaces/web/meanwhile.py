"""What was changed elsewhere while a form was open: both versions, field by field, for the user to choose from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from starlette.responses import Response

from kithly.app.when import DAYS
from kithly.errors import ChangedMeanwhile
from kithly.interfaces.web.visit import CHOSEN, Visit

CONFLICT = 409
NOT_AGAIN = frozenset({"token", "version"})  # of a form: the page that asks brings its own

_LABELS: Final[Mapping[str, str]] = {
    "away": "Days away",
    "cadence": "How often you want to be in touch",
    "importance": "How much they matter to you",
    "interests": "What interests you",
    "leap-birthday": "Born on 29 February",
    "limits": "How much a place bears",
    "looks_for": "They look for",
    "minutes": "Minutes a day",
    "name": "Your name",
    "needs": "What you look for",
    "now": "What you do now",
    "offers": "They offer",
    "place": "Where they belong",
    "quiet": "Whether they are suggested",
    "quiet-days": "Quiet days",
    "quiet-hours": "Quiet hours",
    "remembered": "Whether they have died",
    "subject": "The subject",
    "text": "The words",
    "timezone": "Time zone",
}
_NOTHING = "Nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """One field in both versions, in words.

    Attributes:
        key: Its name.
        label: What it is.
        theirs: What is there now.
        mine: What the form wants.
    """

    key: str
    label: str
    theirs: str
    mine: str


def show_both(visit: Visit, error: ChangedMeanwhile, sentence: str) -> Response:
    """Show both versions of what was to be overwritten; what is chosen goes to the same address once more."""
    both = [
        Both(key=key, label=_LABELS.get(key, key), theirs=in_words(key, error.current[key]), mine=in_words(key, told))
        for key, told in error.yours.items()
        if key in error.clashing
    ]
    again = [
        (name, value)
        for name, value in visit.form.multi_items()
        if isinstance(value, str) and name not in NOT_AGAIN and not name.startswith(CHOSEN)
    ]
    answer = visit.show(
        "meanwhile.html",
        status=CONFLICT,
        sentence=sentence,
        both=both,
        again=again,
        version=error.version,
        where=visit.origin_page("/today"),
        way=_way(visit.path),
        CHOSEN=CHOSEN,
    )
    if visit.is_partial:  # words kept while they were typed: the user has to choose before they go on
        answer.headers.update({"hx-retarget": "#page", "hx-reselect": "#page", "hx-reswap": "outerMorph"})
    for name in ("hx-replace-url", "hx-push-url"):
        if name in answer.headers:
            answer.headers[name] = "false"  # the address of a form is none to come back to
    return answer


def _way(path: str) -> str:
    """Return where a choice goes: that of words is kept and not sent, whatever the button was that asked."""
    return f"{path.rpartition('/')[0]}/keep" if path.startswith("/hello/") else path


def in_words(field: str, value: Any) -> str:
    """Return what stands in a field, in words.

    Example:
        >>> in_words("quiet", True), in_words("cadence", {"days": None, "latest": None}), in_words("offers", "")
        ('Never suggested', 'As it comes', 'Nothing')
    """
    words = _WORDS.get(field)
    return words(value) if words else str(value) if value else _NOTHING


def _cadence(value: Any) -> str:
    if value is None:
        return _NOTHING
    return f"Every {value['days']} days" if value["days"] else "As it comes"


def _minutes(value: Any) -> str:
    if value == "learn":
        return "As many as I do"
    return "The usual" if value is None else f"{value:g}"


def _limits(value: Any) -> str:
    told = [f"{place.replace(':', ' ')}: {one[0]} a day, {one[1]} in seven days" for place, one in value.items()]
    return "; ".join(told) or "The usual everywhere"


_WORDS: Final[Mapping[str, Callable[[Any], str]]] = {
    "away": lambda days: f"From {days['from']}, back on {days['until']}" if days else _NOTHING,
    "cadence": _cadence,
    "importance": lambda level: str(level).capitalize(),
    "limits": _limits,
    "minutes": _minutes,
    "place": lambda place: str(place).replace("-", " ").capitalize(),
    "quiet": lambda on: "Never suggested" if on else "May be suggested",
    "quiet-days": lambda days: ", ".join(DAYS[one] for one in days) or "None",
    "quiet-hours": lambda hours: f"From {hours[0]} until {hours[1]}" if hours else "None",
    "remembered": lambda on: "They have died" if on else "They are alive",
    "text": lambda text: "Taken away" if text is None else str(text),
}
