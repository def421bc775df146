"""Telling whoever brought ego together with somebody that something came of it."""

from __future__ import annotations

from kithly.messages.brief import Brief, usable
from kithly.messages.wording.kind import Kind
from kithly.messages.wording.page import Page


def write(page: Page, brief: Brief) -> None:
    """Say whom it brought, and thank; nothing where the name is unfit to be told."""
    other = usable(brief.through.words) if brief.through else ""
    if brief.through is None or not other:
        return
    page.say("loop.name", brief.through.evidence, other=other)
    page.say("loop.close", spare=2)


KIND = Kind(write=write, subject="subject.thank")
