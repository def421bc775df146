"""The first line between two who are connected by now, or about to be: how they know each other."""

from __future__ import annotations

from kithly.messages.brief import Brief
from kithly.messages.occasion import SignKind
from kithly.messages.wording.kind import Kind
from kithly.messages.wording.memory import say_with_memory
from kithly.messages.wording.page import Page


def write(page: Page, brief: Brief) -> None:
    """Say thanks for the connection, and what the two share."""
    sign = brief.sign
    if sign is None or sign.kind not in {SignKind.ACCEPTED, SignKind.ASKED}:
        return
    page.say(f"connected.{sign.kind.value}", sign.evidence)
    if say_with_memory(page, brief):
        page.say("connected.close", spare=1)


KIND = Kind(write=write, subject="subject.thank")
