"""When a visit goes wrong: one sentence and a next step, on the page, in a piece of it, or in plain words.

What Kithly itself got wrong is told without a word of the fault: its words may come from somebody's records.
"""

from __future__ import annotations

import re

from starlette.responses import HTMLResponse, PlainTextResponse, Response

from kithly.app.mistakes import SAID, show_where
from kithly.errors import ChangedMeanwhile, KithlyError
from kithly.interfaces import wire
from kithly.interfaces.web.meanwhile import show_both
from kithly.interfaces.web.pages import Pages
from kithly.interfaces.web.visit import Visit

MOST_SENTENCE = 400  # characters: a sentence may name what was asked for, and that may be anything
COMMAND = re.compile(r"\bkithly [a-z]|--[a-z]")
STEP = "Go back and try again. If it comes again, stop Kithly in its terminal and start it anew."


def failed(visit: Visit, error: KithlyError, *, is_look: bool) -> Response:
    """Answer with a failure meant for the user, or lead back to the page they came from, which tells it."""
    sentence = shortened(str(error))
    if isinstance(error, ChangedMeanwhile):
        return show_both(visit, error, sentence)
    if not is_look and not visit.is_partial:
        visit.guest.tell(f"{sentence} {step_of(error)}".strip(), is_mistake=True, form=visit.path)
        return visit.back(visit.origin_page("/today"))
    template = "piece_error.html" if visit.is_partial else "error.html"
    candidates = tuple(shortened(one) for one in getattr(error, "candidates", ()))
    status = wire.status_of(error)[1]
    return visit.show(template, status=status, sentence=sentence, hint=step_of(error), candidates=candidates)


def in_words(error: KithlyError) -> Response:
    """Return a failure as plain words, for a script of ours that shows them."""
    told = f"{shortened(str(error))} {step_of(error)}".strip()
    return PlainTextResponse(told, status_code=wire.status_of(error)[1])


def unusable(pages: Pages, error: KithlyError) -> Response:
    """Return a failure as a page that needs nothing of the network: it cannot be read."""
    return _plain(pages, shortened(str(error)), step_of(error) or STEP, wire.status_of(error)[1])


def mistaken(pages: Pages, error: Exception) -> Response:
    """Return a page about a mistake of Kithly's own; nothing is logged, and it names no more than its kind."""
    show_where(error)
    return _plain(pages, SAID.format(type(error).__name__), STEP, wire.status_of(error)[1])


def shortened(sentence: str) -> str:
    """Return a sentence no longer than one reads."""
    return sentence if len(sentence) <= MOST_SENTENCE else f"{sentence[:MOST_SENTENCE]}…"


def step_of(error: KithlyError) -> str:
    """Return the next step; a command of the terminal is none here."""
    return "" if COMMAND.search(error.hint) else error.hint


def _plain(pages: Pages, sentence: str, step: str, status: int) -> Response:
    return HTMLResponse(pages.alone("mistake.html", sentence=sentence, step=step), status_code=status)
