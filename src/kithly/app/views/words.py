"""Drafts, verdicts, pages to look at, and what was handed over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kithly.app.views.people import NamedView
from kithly.messages import Breach, Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftView:
    """Words to edit and send.

    Attributes:
        touch: The hello they are for; None for none.
        text: The message.
        subject: For mail; None elsewhere.
        language: ISO 639-1 code.
        claims: What it says of the recipient, with proof.
        breaches: Rules it breaks.
        writer: ``rules``, or a model's name.
        hints: What to look at first: questions about what the user once said of themselves.
        note: Why the rules wrote them where a model was asked; None else.
    """

    touch: str | None
    text: str
    subject: str | None
    language: str
    claims: tuple[Claim, ...]
    breaches: tuple[Breach, ...]
    writer: str
    hints: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteView:
    """A draft, or the sentence why there is none; ``note`` says why it is not the model's that was asked."""

    person: NamedView
    kind: str
    channel: str
    draft: DraftView | None
    why_not: str | None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """A page to open."""

    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultView:
    """One page a search names; only a link, until the user gives it to ``found``."""

    title: str
    url: str
    text: str
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSearchView:
    """What a search of the web gave.

    Attributes:
        engine: Which engine was asked.
        asked: The host the query went to.
        query: The very words that left this machine.
        results: At most ten.
        trouble: Why there are none, in a sentence; None where it was answered.
        next: What to do then; None where nothing is to be done.
    """

    engine: str
    asked: str
    query: str
    results: tuple[ResultView, ...] = ()
    trouble: str | None = None
    next: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LookView:
    """Pages about a person; and what a search gave, where one was asked for."""

    person: NamedView
    links: tuple[LinkView, ...]
    search: WebSearchView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SendView:
    """What was handed over: the door, a link to open, and words to paste.

    ``touch`` is None without a hello; ``paste`` says whether the text has to be pasted there; ``change`` takes back
    that it was taken along. ``state`` is ``handed_over``, or where a message stands that Kithly sends itself; of such a
    one, ``outbox`` is its id, ``undo_until`` when it goes out, ``said`` what the other side said.
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
    state: str = "handed_over"
    outbox: str | None = None
    undo_until: datetime | None = None
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """The etiquette verdict on one text."""

    id: str | int | float | None
    ok: bool
    labels: dict[str, bool]
    breaches: tuple[Breach, ...]
