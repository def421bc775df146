"""What a kind of draft is: how its sentences are said, and how it is laid out and judged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kithly.messages.brief import Brief
from kithly.messages.kinds import MessageKind
from kithly.messages.wording.page import Page

PERSONAL = "your last talk was personal: write this one yourself"
GENERIC = "too little is known for words that fit only them: look them up, or write this one yourself"
YOURS = "these words can only be your own"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoDraft:
    """Why Kithly writes nothing.

    Attributes:
        reason: One clause for the user.
    """

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of draft.

    Attributes:
        write: Says its sentences on a page; a fact that is missing or unfit is left out.
        subject: The list of its subject lines, for mail; empty where the topic is the subject.
        judged_as: What the rules take it for, where its touch kind does not tell.
        greets: Whether its own first sentence greets, so that no line does; a formal letter has that line anyway.
        is_note: Whether it is a note with a request to connect: one line, few characters.
        is_beneath: Whether it stands beneath what it is about, where that was published: without greeting and name.
    """

    write: Callable[[Page, Brief], None]
    subject: str = ""
    judged_as: MessageKind | None = None
    greets: bool = False
    is_note: bool = False
    is_beneath: bool = False
