"""The open hello as a page shows it: the hello itself, the words as the user left them, and what is said of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from kithly.app.views import DoorView, HelloView, LinkView

LEAST_ROWS, LINE = 8, 68  # of the editor, where a browser cannot fit it to its words


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """Words that were just handed over: what to do next, the words, and where to take them.

    Attributes:
        text: What to do next, one sentence.
        words: The words.
        url: Address to open; None where the words are only copied.
        paste: Whether the words go by the clipboard.
    """

    text: str
    words: str
    url: str | None
    paste: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One open hello.

    Attributes:
        hello: The hello, with the draft of its door.
        text: The words as they stand.
        subject: Of a mail.
        weighed: What is said of these words.
        page: The address of the page the sheet lies on.
        looks: Pages to look at first; empty unless asked for.
        handed: Words just handed over.
        courage: What the user's own past says of such hellos; None where it is no reconnection.
        strips: Rhythm strips by person.
    """

    hello: HelloView
    text: str
    subject: str
    weighed: Any
    page: str
    looks: tuple[LinkView, ...] = ()
    handed: Handed | None = None
    courage: Any = None
    strips: Mapping[str, Any]

    @property
    def door(self) -> DoorView:
        """The door of the words."""
        return next(one for one in self.hello.doors if one.key == self.hello.channel)

    @property
    def rows(self) -> int:
        """How many lines the words take, about."""
        return max(LEAST_ROWS, sum(1 + len(line) // LINE for line in self.text.splitlines()) + 1)

    @property
    def marks_json(self) -> str:
        """The marks in the words, for the mirror behind them."""
        marks = [
            {"id": f"{self.hello.id}-{place}", "start": one.start, "end": one.end, "kind": one.kind}
            for place, one in enumerate(self.weighed.marks)
        ]
        return json.dumps(marks)

    def page_with(self, **query: str) -> str:
        """Return the address of the page with this hello open."""
        asked = {"open": self.hello.id} if self.page == "/today" else {}
        asked |= {"door": self.hello.channel} | query
        return f"{self.page}?{urlencode(asked)}#hello-{self.hello.id}"
