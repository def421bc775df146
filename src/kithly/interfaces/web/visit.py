"""One visit: a request with everything a room needs to answer it, and the two ways to answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, quote, urlencode, urlsplit

from starlette.datastructures import FormData, QueryParams, UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from kithly.app.bringing.tray import Tray
from kithly.app.network import Network
from kithly.app.views import DoneView
from kithly.interfaces.web.arriving import ArrivingFile
from kithly.interfaces.web.closed import is_open
from kithly.interfaces.web.gate import Door
from kithly.interfaces.web.guests import Guest, Said
from kithly.interfaces.web.keeper import Keeper
from kithly.interfaces.web.phone_door import PhoneDoor
from kithly.interfaces.web.postman import Postman

SEE_OTHER = 303
MOST_FIELD = 20_000  # characters of one field that is no draft
MOST_DIGITS = 18  # of a number; more are no number anybody means
CHOSEN = "chosen:"  # begins the names of the choices between what is there and what a form wants
THEMES = frozenset({"light", "dark"})

Show = Callable[["Visit", str, Mapping[str, Any]], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A request of somebody who is in.

    Attributes:
        network: The user's network at this moment.
        guest: Whose browser.
        door: Where they came in, to leave by.
        path: What was asked for.
        params: Parts of the path.
        query: What stands behind the question mark.
        form: What a form sent; empty for a look.
        is_partial: Only a piece of the page is wanted.
        is_whole: The whole page is wanted, not a part that stays where it is.
        shows_said: The answer will be shown with what was just done; else it is told by the next that is.
        came_from: The address a script of ours asks from; None where the browser asks by itself.
        theme: ``light`` or ``dark`` if chosen, else empty.
        has_keys: Whether single keys do things.
        show_template: Makes a page.
        postman: Sends what was approved.
        keeper: Sees to it that every day has its backup.
        phone: The door for paired phones.
        tray: Files that wait for a word, and the desk where they are read.
        files: Files that are brought, as they arrive; in rooms that take files.
    """

    network: Network
    guest: Guest
    door: Door
    path: str
    params: Mapping[str, str]
    query: QueryParams
    form: FormData
    is_partial: bool
    shows_said: bool
    is_whole: bool
    came_from: str | None
    theme: str
    has_keys: bool
    show_template: Show
    tray: Tray
    postman: Postman
    keeper: Keeper
    phone: PhoneDoor
    files: Iterator[ArrivingFile] = field(default_factory=lambda: iter(()))

    @property
    def is_device(self) -> bool:
        """Whether a paired phone asks, and not this computer."""
        return bool(self.guest.device)

    def may(self, path: str) -> bool:
        """Say whether whoever asks may ask for an address of the app: a phone may not for all."""
        return not self.is_device or is_open(path)

    @property
    def here(self) -> str:
        """The address of this page, for forms to lead back to."""
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def page(self) -> str:
        """The address of the page that is looked at: of a piece, the page it becomes a part of."""
        if not self.is_partial or self.came_from is None:
            return self.here
        told = _parted(self.came_from)
        return f"{told.path}?{told.query}" if told.query else told.path

    @property
    def version(self) -> str | None:
        """The version of what a form overwrites, as it was shown; None where a form brings none."""
        return self.field("version") or None

    def leaves(self, field: str) -> bool:
        """Say whether the user chose to leave what somebody else kept meanwhile (`meanwhile`)."""
        return self.field(f"{CHOSEN}{field}") == "theirs"

    def take_said(self) -> tuple[Said, ...]:
        """Return what is to be told on this page, once."""
        return self.guest.take_said() if self.shows_said else ()

    def wrong_with(self, form: str) -> tuple[str, ...]:
        """Return what was wrong with a form that was sent there, to be told beside it, once."""
        return self.guest.take_wrong(form) if self.shows_said else ()

    def field(self, name: str, default: str = "") -> str:
        """Return one field of the form, else of the query, without surrounding space."""
        value = self.form.get(name, self.query.get(name, default))
        return default if isinstance(value, UploadFile) else value.strip()[:MOST_FIELD]

    def secret(self, name: str) -> str:
        """Return a password or token exactly as it was typed; never out of an address, which browsers keep."""
        value = self.form.get(name, "")
        return "" if isinstance(value, UploadFile) else value[:MOST_FIELD]

    def fields(self, name: str) -> tuple[str, ...]:
        """Return all values of a field that may stand in a form several times."""
        values = self.form.getlist(name) or self.query.getlist(name)
        return tuple(value.strip()[:MOST_FIELD] for value in values if isinstance(value, str))

    def number(self, name: str, default: int, *, least: int = 0, most: int = 1_000_000) -> int:
        """Return a whole number out of a field, within limits."""
        told = self.field(name)
        is_number = told.isascii() and told.isdigit() and len(told) <= MOST_DIGITS
        return min(max(int(told), least), most) if is_number else default

    def show(self, template: str, *, status: int = 200, **values: Any) -> Response:
        """Answer with a page, or a piece of one."""
        answer = HTMLResponse(self.show_template(self, template, values), status_code=status)
        if self.came_from is not None and self.is_whole:
            is_same = _parted(self.came_from).path == self.path
            answer.headers["hx-replace-url" if is_same else "hx-push-url"] = quote(self.here, safe="/?&=%+,:")
        return answer

    def back(self, path: str, done: DoneView | None = None, **query: str | int) -> Response:
        """Answer with the way to another page, which tells what was done and can take it back."""
        if done is not None:
            self.guest.tell(done.text, done.change)
        asked = urlencode({name: value for name, value in query.items() if value not in {"", None}})
        return RedirectResponse(f"{path}?{asked}" if asked else path, status_code=SEE_OTHER)

    def origin_page(self, default: str) -> str:
        """Return the page of ours a form says it came from, so that an answer leads back to it."""
        told = _parted(self.field("back"))
        is_ours = not told.scheme and not told.netloc and told.path.startswith("/") and not told.path.startswith("//")
        if not is_ours or "\\" in told.path:
            return default
        return told.path + (f"?{told.query}" if told.query else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One address of the app.

    Attributes:
        path: With ``{parts}``.
        method: ``GET``, ``POST`` or ``PUT``.
        answer: Takes a visit and answers it.
        takes_files: Files are brought here: they are taken from `Visit.files` while they arrive.
    """

    path: str
    method: str
    answer: Callable[[Visit], Response]
    takes_files: bool = False


def _parted(address: str) -> SplitResult:
    """Return the parts of an address somebody told; none where it is no address."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


Rooms = Sequence[Room]
