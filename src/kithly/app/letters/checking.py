"""The etiquette check of any text; needs no network of people."""

from __future__ import annotations

from typing import Any

from kithly.app.views import CheckLine
from kithly.errors import UserError
from kithly.messages import Recipient, Sender, check

ONE_LINE = '{"kind": "reconnect", "text": "..."}'
MAX_TEXT = 100_000  # characters; more is no message


def check_text(text: str, *, kind: str, channel: str, recipient: str = "") -> CheckLine:
    """Return the verdict on one text.

    Raises:
        UserError: There is no text, or far too much.
    """
    return check_line({"text": text, "kind": kind, "channel": channel, "recipient": {"name": recipient}}, None)


def check_line(entry: dict[str, Any], number: int | None) -> CheckLine:
    """Return the verdict on one entry of JSON Lines.

    Args:
        entry: ``id, kind, channel, recipient, sender, text``; all but the text may be missing.
        number: Its line, for errors; None for a single text.

    Raises:
        UserError: The entry has no text, or its kind is unknown.
    """
    where = f"Line {number}" if number else "The input"
    text = entry.get("text")
    if not isinstance(text, str) or not text.strip():
        raise UserError(f"{where} has no text.", hint=ONE_LINE if number else "kithly check FILE")
    if len(text) > MAX_TEXT:
        raise UserError(f"{where} is longer than {MAX_TEXT:,} characters: that is no message.")
    try:
        verdict = check(
            text,
            kind=str(entry.get("kind") or "reconnect"),
            channel=str(entry.get("channel") or "email"),
            recipient=_recipient(entry.get("recipient")),
            sender=_sender(entry.get("sender")),
        )
    except ValueError as error:
        raise UserError(f"{where} has an unknown kind {entry.get('kind')!r}.", hint="kithly check --help") from error
    told = entry.get("id")
    id_ = told if isinstance(told, str | int | float) else None
    return CheckLine(id=id_, ok=verdict.ok, labels=verdict.labels, breaches=verdict.breaches)


def _recipient(value: object) -> Recipient:
    told = value if isinstance(value, dict) else {"name": value}
    years = told.get("years_since_contact")
    return Recipient(
        name=str(told.get("name") or ""),
        relation=str(told.get("relation") or ""),
        years_since_contact=float(years) if isinstance(years, int | float) else None,
        facts=_facts(told),
    )


def _sender(value: object) -> Sender:
    told = value if isinstance(value, dict) else {"name": value}
    return Sender(name=str(told.get("name") or ""), facts=_facts(told))


def _facts(told: dict[str, Any]) -> tuple[str, ...]:
    facts = told.get("facts")
    return tuple(str(one) for one in facts) if isinstance(facts, list) else ()
