"""A line on something they put before others: it names the thing, and claims no more than that it was seen."""

from __future__ import annotations

from kithly.messages.brief import Brief, usable_quote
from kithly.messages.wording.kind import Kind
from kithly.messages.wording.page import Page

_OTHERWISE = "post"


def write(page: Page, brief: Brief) -> None:
    """Say the one sentence of a comment; nothing where no title is fit to be named."""
    item = brief.item
    title = usable_quote(item.title) if item else ""
    if item is None or not title:
        return
    name = f"comment.{item.kind}"
    page.say(name if page.book.has(name) else f"comment.{_OTHERWISE}", item.evidence, title=title)


KIND = Kind(write=write, subject="subject.comment", is_beneath=True)
