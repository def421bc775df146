"""What stands of the user's word where a proposal would overwrite it, in words: seen when proposed, and at the yes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from kithly.app.belonging.guarded import word_fields, word_in
from kithly.app.lookup import find_person
from kithly.app.said.circle_words import circle_key
from kithly.plan import Outcome
from kithly.store import Reading

Value = Mapping[str, Any]
Fields = Mapping[str, Any]

_OUTCOMES: Final = {
    Outcome.DONE.value: "the hello is done",
    Outcome.SNOOZED.value: "the hello comes back",
    Outcome.SKIPPED_REASON.value: "the hello is not for this reason again",
    Outcome.SKIPPED_PERSON.value: "they are left alone",
}
OPEN_HELLO: Final = "the hello is open"


def standing(kept: Reading, kind: str, subject: Sequence[str], value: Value) -> str | None:
    """Return what stands now where a proposal would overwrite it; None where it overwrites nothing.

    Args:
        kept: Where to look.
        kind: Of the proposal.
        subject: Whom it is about, or which hello.
        value: What would be kept.

    Raises:
        NotFound: Whom it is about is not there any more.
    """
    if kind in _HELLOS:
        return _settled(kept, subject[0])
    if kind not in _WORDS:
        return None
    word = word_in(kept, find_person(kept, subject[0]).id)
    return _WORDS[kind](word_fields(word), value)


def _settled(kept: Reading, hello: str) -> str:
    """Return what the user said last of a hello."""
    told = [one.value for one in kept.decisions.all("touch") if one.value["touch"] == hello]
    if not told:
        return OPEN_HELLO
    last = told[-1]
    until = f" until {last['until']}" if last.get("until") else ""
    return f"{_OUTCOMES.get(last['outcome'], 'the hello is settled')}{until}"


def _importance(now: Fields, value: Value) -> str:
    del value
    return f"they matter to you: {now['importance']}"


def _cadence(now: Fields, value: Value) -> str:
    del value
    told = now["cadence"]
    if told is None:
        return "nothing of how often you want to be in touch"
    latest = f", after {told['latest']:,} at the latest" if told["latest"] else ""
    return f"in touch every {told['days']:,} days{latest}" if told["days"] else "in touch as it comes"


def _needs(now: Fields, value: Value) -> str:
    words = {"looks_for": ("they look for", "nothing of what they look for"), "offers": ("they offer", "no offer")}
    told = [(words[key], now[key]) for key in sorted(words) if key in value]
    return " and ".join(f"{said} “{text}”" if text else nothing for (said, nothing), text in told)


def _circle(now: Fields, value: Value) -> str:
    is_in = circle_key(value["name"]) in {circle_key(one) for one in now["circles"]}
    return f"they are {'' if is_in else 'not '}in your circle “{value['name']}”"


_HELLOS: Final = frozenset({"done", "snooze", "skip"})
_WORDS: Final[Mapping[str, Callable[[Fields, Value], str]]] = {
    "importance": _importance,
    "cadence": _cadence,
    "needs": _needs,
    "circle": _circle,
}
