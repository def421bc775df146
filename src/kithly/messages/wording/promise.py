"""What ego promised and still owes, in ego's own words; and what the two arranged for a time that has come."""

from __future__ import annotations

from kithly.messages.brief import Brief
from kithly.messages.occasion import SignKind
from kithly.messages.wording.kind import Kind
from kithly.messages.wording.page import Page
from kithly.messages.wording.repeating import say_words
from kithly.messages.wording.times import propose


def write_owed(page: Page, brief: Brief) -> None:
    """Say what is owed, and ask whether it is still of use."""
    sign = brief.sign
    if sign is None or not sign.outgoing:
        return
    if say_words(page, "promise.told" if sign.kind is SignKind.PROMISE_TOLD else "promise.words", sign):
        page.say("promise.close")


def write_arranged(page: Page, brief: Brief) -> None:
    """Say what was arranged, and suggest the talk."""
    sign = brief.sign
    if sign is not None and say_words(page, "arranged.own" if sign.outgoing else "arranged.yours", sign):
        propose(page, brief, "arranged.close")


OWED = Kind(write=write_owed, subject="subject.promise")
ARRANGED = Kind(write=write_arranged, subject="subject.arranged")
