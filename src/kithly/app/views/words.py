"""Drafts, verdicts, pages to look at, and what was handed over."""

from __future__ import annotations

from dataclasses import dataclass

from kithly.app.views.people import NamedView
from kithly.messages import Breach, Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftView:
    """Words to edit and send."""

    touch: str | None
    text: str
    subject: str | None
    language: str
    claims: tuple[Claim, ...]
    breaches: tuple[Breach, ...]
    writer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteView:
    """A draft, or the sentence why there is none."""

    person: NamedView
    kind: str
    channel: str
    draft: DraftView | None
    why_not: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """A page to open."""

    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LookView:
    """Pages about a person."""

    person: NamedView
    links: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SendView:
    """What was handed over: the door, a link to open, and words to paste.

    ``touch`` is None without a hello; ``paste`` says whether the text has to be pasted there; ``change`` takes back
    that it was taken along.
    """

    touch: str | None
    person: NamedView
    channel: str
    handed_over: str
    url: str | None
    text: str
    subject: str | None
    breaches: tuple[Breach, ...] = ()
    paste: bool = False
    change: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """The etiquette verdict on one text."""

    id: str | int | float | None
    ok: bool
    labels: dict[str, bool]
    breaches: tuple[Breach, ...]
