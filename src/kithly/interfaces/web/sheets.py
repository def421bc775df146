"""The open hello as a page shows it: the hello itself, the words as the user left them, and what is said of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from secrets import token_hex
from urllib.parse import urlencode

from kithly.app.said.versions import version_of
from kithly.app.views import DoorView, HelloView, LinkView, MarkView, PersonRow, WeighedView

LEAF_BYTES = 8
LEAST_ROWS, LINE = 8, 68  # of the editor, where a browser cannot fit it to its words


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """Words that were just handed over: what to do next, the words, and where to take them.

    Attributes:
        id: By which a browser knows that it opened this already.
        text: What to do next, one sentence.
        words: The words.
        url: Address to open; None where the words are only copied.
        paste: Whether the words go by the clipboard.
    """

    id: str
    text: str
    words: str
    url: str | None
    paste: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkSpot:
    """A mark and its name on the page."""

    id: str
    mark: MarkView


def words_fields(text: str, subject: str) -> dict[str, str]:
    """Return the words of a hello by field, as two windows of one browser may change them."""
    return {"subject": subject, "text": text}


def units(text: str) -> int:
    """Return the length of a text as JavaScript counts it: in UTF-16 code units (ECMA-262, 6.1.4)."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One open hello.

    Attributes:
        hello: The hello, with the draft of its door.
        text: The words as they stand.
        subject: Of a mail.
        weighed: What is said of these words.
        page: The address of the page the sheet lies on.
        before: The user's own words before the draft was written anew; empty for none.
        fresh: Differs whenever the words were changed by anything but typing.
        looks: Pages to look at first; empty unless asked for.
        handed: Words handed over.
        opens: Whether the page is to open them: only the answer to the very click is.
        why: Why it is on today's plan.
        goes: Whether Kithly itself sends what goes by the door.
        drafts: Whether the words can be put among the drafts of a mailbox.
        model: The language model that may be asked for a draft; empty for none.
        rows_of: The person as a list shows them, by id: rhythm and last contact.
        leaf: A mark of this very window: words it kept itself stand in its way no more.
    """

    hello: HelloView
    text: str
    subject: str
    weighed: WeighedView
    page: str
    fresh: str
    before: str = ""
    looks: tuple[LinkView, ...] = ()
    handed: Handed | None = None
    opens: bool = False
    why: tuple[str, ...] = ()
    goes: bool = False
    drafts: bool = False
    model: str = ""
    rows_of: Mapping[str, PersonRow]
    leaf: str = field(default_factory=lambda: token_hex(LEAF_BYTES))

    @property
    def version(self) -> str:
        """The version of the words as this window shows them."""
        return version_of(words_fields(self.text, self.subject))

    @property
    def door(self) -> DoorView:
        """The door of the words."""
        return next(one for one in self.hello.doors if one.key == self.hello.channel)

    @property
    def rows(self) -> int:
        """How many lines the words take, about."""
        return max(LEAST_ROWS, sum(1 + len(line) // LINE for line in self.text.splitlines()) + 1)

    @property
    def marks(self) -> tuple[MarkSpot, ...]:
        """The marks with the names by which page and mirror know them."""
        return tuple(MarkSpot(id=f"{self.hello.id}-{place}", mark=one) for place, one in enumerate(self.weighed.marks))

    @property
    def marks_json(self) -> str:
        """The marks for the mirror behind the words, counted as scripts count (UTF-16)."""
        text = self.weighed.text
        spots = [
            {
                "id": spot.id,
                "kind": spot.mark.kind,
                "start": units(text[: spot.mark.start]),
                "end": units(text[: spot.mark.end]),
            }
            for spot in self.marks
        ]
        return json.dumps(spots)

    @property
    def length(self) -> int:
        """How long the weighed text is, as scripts count."""
        return units(self.weighed.text)

    def page_with(self, **query: str) -> str:
        """Return the address of the page with this hello open."""
        asked = {"open": self.hello.id} if self.page == "/today" else {}
        asked |= {"door": self.hello.channel} | query
        return f"{self.page}?{urlencode(asked)}#hello-{self.hello.id}"
