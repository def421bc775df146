"""The published shapes of Kithly's JSON, as something a test can hold a document against."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

Check = Callable[[Any], bool]

_UTC_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


def text(value: Any) -> bool:
    """Hold for any text."""
    return isinstance(value, str)


def words(value: Any) -> bool:
    """Hold for text that says something."""
    return isinstance(value, str) and bool(value.strip())


def yes_no(value: Any) -> bool:
    """Hold for a truth value."""
    return isinstance(value, bool)


def count(value: Any) -> bool:
    """Hold for a whole number from zero."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def number(value: Any) -> bool:
    """Hold for a finite number."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < float("inf")


def share(value: Any) -> bool:
    """Hold for a number from 0 to 1."""
    return number(value) and 0 <= value <= 1


def instant(value: Any) -> bool:
    """Hold for an ISO instant in UTC."""
    return text(value) and bool(_UTC_INSTANT.fullmatch(value)) and datetime.fromisoformat(value).tzinfo is not None


def day(value: Any) -> bool:
    """Hold for an ISO day."""
    return text(value) and date.fromisoformat(value).isoformat() == value


def nothing(value: Any) -> bool:
    """Hold for null."""
    return value is None


def maybe(check: Any) -> Check:
    """Hold for null or what ``check`` holds for."""
    return lambda value: value is None or not list(misfits(value, check))


def one_of(*values: str) -> Check:
    """Hold for one of some words."""
    return lambda value: value in values


def one_of_numbers(*values: int) -> Check:
    """Hold for one of some whole numbers."""
    return lambda value: count(value) and value in values


def schema(name: str) -> Check:
    """Hold for the schema of one document."""
    return lambda value: value == f"kithly/{name}/1"


def misfits(value: Any, shape: Any, at: str = "$") -> list[str]:
    """Return where a value does not have a shape.

    Args:
        value: Parsed JSON.
        shape: A check; a list of one shape for arrays; a dict for objects, where a key that ends in ``?`` may be
            missing and any other key may not; unknown keys are misfits.
        at: Where in the document.
    """
    if isinstance(shape, list):
        if not isinstance(value, list):
            return [f"{at}: no array"]
        return [found for place, one in enumerate(value) for found in misfits(one, shape[0], f"{at}[{place}]")]
    if isinstance(shape, dict):
        return _object_misfits(value, shape, at)
    return [] if shape(value) else [f"{at}: {value!r}"]


def _object_misfits(value: Any, shape: dict[str, Any], at: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{at}: no object"]
    known = {key.rstrip("?"): inner for key, inner in shape.items()}
    missing = [f"{at}.{key} is missing" for key in shape if not key.endswith("?") and key not in value]
    unknown = [f"{at}.{key} is not in the contract" for key in value if key not in known]
    inner = [found for key, one in value.items() if key in known for found in misfits(one, known[key], f"{at}.{key}")]
    return [*missing, *unknown, *inner]


KINDS = one_of(
    "email", "phone", "linkedin", "uid", "mastodon", "bluesky", "github", "url", "whatsapp", "telegram", "facebook",
    "slack", "other",
)  # fmt: skip
TOUCHES = one_of(
    "reply", "thank", "follow_up", "greet", "congratulate", "comment", "like", "reconnect", "connect", "share",
    "introduce", "post",
)  # fmt: skip
PLACE = one_of("network", "family", "service", "leave out")
BANDS = ("strong", "warm", "cooling", "dormant", "faint", "unknown")

EVIDENCE = {"record": text, "source": words, "at": maybe(instant), "quote": maybe(text), "url": maybe(text)}
BECAUSE = {"text": words, "evidence": [EVIDENCE]}
TIE = {
    "strength": maybe(share),
    "reply": maybe(share),
    "band": one_of(*BANDS),
    "silent_days": maybe(count),
    "usual_gap_days": maybe(number),
    "drift_90": maybe(number),
    "because": [BECAUSE],
}
NAMED = {"id": words, "name": words}
REASON = {"kind": words, "text": words, "on": maybe(day), "evidence": [EVIDENCE]}
PACE = {
    "person": NAMED,
    **dict.fromkeys(("days", "silent_days", "latest?"), maybe(count)),
    **dict.fromkeys(("text", "circle?"), text),
    "due?": maybe(day),
    "reset?": maybe({"at": instant, "text": words, "evidence": EVIDENCE}),
}
BREACH = {"rule": words, "start": count, "end": count, "text": text, "hint": words}
DRAFT = {
    "schema?": schema("draft"),
    "touch": maybe(words),
    "text": words,
    "subject": maybe(words),
    "language": one_of("en", "de", "fr", "es", "pt", "it"),
    "claims": [{"text": words, "evidence": [EVIDENCE]}],
    "breaches": [BREACH],
    "writer": words,
    "hints?": [words],
    "note?": maybe(words),
}
COUNTS = dict.fromkeys(("read", "new", "same", "merged", "held", "skipped"), count)
BEFORE_AFTER = {"before": count, "after": count}
IMPORT = {
    "schema": schema("import"),
    "import": maybe(words),
    "files": [
        {
            "path": words,
            "source": maybe(words),
            **COUNTS,
            "problems": [{"at": words, "reason": words, "question?": maybe(words)}],
            "note?": maybe(words),
            "columns?": [{"column": words, "field": words, "words": words}],
        }
    ],
    "totals": COUNTS,
    "people": BEFORE_AFTER,
    "interactions": BEFORE_AFTER,
    "seconds": number,
    "dry_run?": yes_no,
    "hints?": [words],
    "stopped?": yes_no,
}
HELD_FILE = {"path": words, "records": count, "at": words, "reason": words, "is_there": yes_no}
HELD = {
    "schema": schema("held"),
    "questions": [
        {
            "id": words,
            "source": words,
            "text": words,
            "choices": [{"value": words, "text": words}],
            "example": text,
            "records": count,
            "files": [HELD_FILE],
            "answer": maybe(text),
        }
    ],
    "others": [HELD_FILE],
    "records": count,
}
BELONGING = {
    "key": words,
    "organisation": words,
    "role": one_of("coworker", "classmate", "client", "friend"),
    "years": text,
    "confirmed": yes_no,
}
PERSON_ROW = {
    **NAMED,
    "identities": [{"kind": KINDS, "value": words}],
    "circles": [words],
    "company": text,
    "title": text,
    "tie": maybe(TIE),
    "eras?": [BELONGING],
}
HEIGHTS = [one_of_numbers(0, 1, 2, 3)]
LISTED = {
    **PERSON_ROW,
    "importance": number,
    "place": PLACE,
    "quiet": yes_no,
    "remembered": yes_no,
    "connected_on": maybe(words),
    "last": maybe(instant),
    "rhythm": maybe({"outgoing": HEIGHTS, "incoming": HEIGHTS}),
}
FACET = [{"name": words, "count": count}]
ERA_FACET = [{"key": words, "name": words, "years": text, "count": count}]
FACETS = {"circles": FACET, "eras": ERA_FACET, "companies": FACET, "bands": FACET, "places": FACET}
PEOPLE = {
    "schema": schema("people"),
    "people": [LISTED],
    "total": count,
    "facets": maybe(FACETS),
    "elsewhere": count,
}
PERSON = {
    "version": words,
    "schema": schema("person"),
    **PERSON_ROW,
    "importance": number,
    "quiet": yes_no,
    "remembered": yes_no,
    "place": PLACE,
    "connected_on": maybe(words),
    "birthday": maybe(words),
    "notes": [{"at": instant, "text": words, "id": words, "version": words}],
    "reasons": [REASON],
    "timeline": [
        {
            "at": maybe(instant),
            "kind": words,
            "channel": words,
            "outgoing": yes_no,
            "text": text,
            "record": words,
            "source": words,
        }
    ],
    "interactions": count,
    "records": [EVIDENCE],
    "looks_for?": text,
    "offers?": text,
    "cadence_days?": maybe(count),
    "cadence?": maybe(PACE),
    "named?": [words],
    "news?": [
        {
            "at": maybe(instant),
            "kind": words,
            "text": words,
            "quote": text,
            "url": text,
            "record": words,
            "source": words,
        }
    ],
    "facts?": [{"kind": words, "label": text, "value": text, "evidence": EVIDENCE}],
    "photo?": maybe(words),
}
NEEDS = {"schema": schema("needs"), "person": NAMED, "looks_for": text, "offers": text}
CADENCE = {"schema": schema("cadence"), **PACE}
DAY_NOTE = {
    **dict.fromkeys(("id", "text"), words),
    "kind": one_of("wrote_back", "sent", "export_due", "export_news", "minutes"),
    "person": maybe(NAMED),
    "evidence": [EVIDENCE],
    "answers": [{"key": words, "label": words}],
    "touch": maybe(words),
}
REST_KIND = one_of("away", "holiday", "quiet_day", "quiet_hours")
REST = {"kind": REST_KIND, "until": instant, "text": words, "change": maybe(words)}
TODAY = {
    "schema": schema("today"),
    "date": day,
    "minutes": {"budget": number, "planned": number},
    "enough": yes_no,
    "touches": [
        {
            "id": words,
            "person": NAMED,
            "kind": TOUCHES,
            "reason": REASON,
            "tie": TIE,
            "channel": words,
            "minutes": number,
            "draft": maybe(DRAFT),
            "why_no_draft?": maybe(words),
            "who?": text,
            "quiet?": text,
            "why?": [words],
        }
    ],
    "done?": count,
    "hints?": [words],
    "notes?": [DAY_NOTE],
    "meetings?": [{"person": NAMED, "text": words, "on": maybe(day), "evidence": [EVIDENCE]}],
    "rested?": maybe(words),
    "closing?": text,
    "lacking?": [text],
    "rest?": maybe(REST),
    "held?": [{"cause": words, "people": count, "text": words}],
}
EXPECTATION = {"expected": maybe(number), "interval": maybe([number])}
ORIGIN = {**EXPECTATION, "known": count}
RECORD = {
    "auc": maybe(share),
    "log_loss": number,
    "ece": share,
    "bins": [{"shown": share, "came_true": share, "n": count}],
    "past_forecasts": [{"made": day, "for": day, "of": count, "expected": number, "interval": [number], "came": count}],
}
STRENGTH = {
    "schema": schema("strength"),
    "would_answer": EXPECTATION,
    "in_touch_90": EXPECTATION,
    "people": {"known": count, "unknown": count, **{f"{band}?": count for band in BANDS}},
    "by_circle": lambda value: isinstance(value, dict),
    "by_era": lambda value: isinstance(value, dict) and not [one for one in value.values() if misfits(one, ORIGIN)],
    "by_company": lambda value: isinstance(value, dict) and not [one for one in value.values() if misfits(one, ORIGIN)],
    "others": {"by_era": count, "by_company": count},
    "record": maybe(RECORD),
    "reply_record": maybe(RECORD),
    "record_text": [words],
}
RIGHTNESS = {
    "record": maybe(RECORD),
    "calibration": {"shift": number, "slope": number, "spread": number, "windows": count, "cases": count},
    "text": words,
}
SEARCH = {
    "schema": schema("search"),
    "hits": [
        {
            "person": maybe(NAMED),
            "at": maybe(instant),
            "channel": words,
            "quote": text,
            "record": words,
            "side": one_of("from", "to", "with"),
            "sender": text,
            "subject": text,
            "sensitive": yes_no,
        }
    ],
    "total": count,
}
MERGES = {
    "schema": schema("merges"),
    "suggestions": [{"id": words, "a": LISTED, "b": LISTED, "score": share, "because": [BECAUSE]}],
}
CHANGES = {
    "schema": schema("changes"),
    "changes": [
        {
            "at": instant,
            **dict.fromkeys(("id", "kind", "text"), words),
            **dict.fromkeys(("undoable", "undone"), yes_no),
            **dict.fromkeys(("records", "words"), count),
        }
    ],
}
DOCTOR = {
    "schema": schema("doctor"),
    "checks": [{"name": words, "ok": yes_no, "text": words, "next": maybe(words)}],
}
CHECK_LINE = {
    "schema?": schema("check"),
    "id": maybe(words),
    "ok": yes_no,
    "labels": lambda value: isinstance(value, dict),
    "breaches": [BREACH],
}
ERROR = {"schema": schema("error"), "error": words, "kind": words, "hint": text, "candidates?": [words]}
