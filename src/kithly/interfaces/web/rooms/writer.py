"""A draft by the language model that the user set up: word by word, or whole; and how that model is set up."""

from __future__ import annotations

import json
import secrets
from collections.abc import Generator
from contextlib import closing

from anyio import CancelScope, to_thread
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from kithly.app.drafts.writers import MODEL, forget_writer, keep_writer, writer_set
from kithly.app.letters.streaming import stream_draft
from kithly.app.letters.writer_setup import forget_what_left, server_now, tried, what_left
from kithly.app.views import PieceView, WriteView
from kithly.errors import Conflict, KithlyError
from kithly.interfaces.web.rooms.hello import keep_words
from kithly.interfaces.web.visit import Room, Visit
from kithly.transport.secrets import TOKEN, Secret

LINES = "application/x-ndjson"
MOST_KEY = 4_000  # characters
SECTION = "/settings/writer"


def write(visit: Visit) -> Response:
    """Let the model write, and show the draft when it is whole; the words that stood there are kept beside it."""
    keep_words(visit)
    told: WriteView | None = None
    with closing(_stream(visit)) as stream:
        for one in stream:
            told = one if isinstance(one, WriteView) else told
    if told is not None:
        _keep(visit, told)
        visit.guest.tell(told.note or told.why_not or f"{_writer_of(told)} wrote this.")
    return visit.back(visit.origin_page(f"/hello/{visit.params['touch']}"))


class _Streamed(StreamingResponse):
    """Lines as they come; whoever leaves ends what makes them, at once and not when memory is tidied."""

    def __init__(self, lines: Generator[str, None, None]) -> None:
        super().__init__(lines, media_type=LINES, headers={"Cache-Control": "no-store"})
        self._lines = lines

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            with CancelScope(shield=True):
                await to_thread.run_sync(self._lines.close)


def stream(visit: Visit) -> Response:
    """Let the model write, word by word; whoever leaves ends it."""
    return _Streamed(_lines(visit))


def _lines(visit: Visit) -> Generator[str, None, None]:
    """Yield what a script of ours shows, a line each: pieces, and last the whole or why there is none."""
    try:
        with closing(_stream(visit)) as pieces:
            for one in pieces:
                if isinstance(one, PieceView):
                    yield _line(piece=one.text, again=one.again)
                else:
                    _keep(visit, one)
                    text = one.draft.text if one.draft else ""
                    note = one.note or one.why_not or f"{_writer_of(one)} wrote this."
                    yield _line(text=text, subject=one.draft.subject if one.draft else None, note=note)
    except KithlyError as error:
        yield _line(note=f"{error} {error.hint}".strip())


def _stream(visit: Visit) -> Generator[PieceView | WriteView, None, None]:
    return stream_draft(visit.network, visit.params["touch"], visit.field("door") or None, writer=MODEL)


def _keep(visit: Visit, told: WriteView) -> None:
    """Keep the draft as the words of the hello, and what stood there before beside it."""
    if told.draft is None:
        return
    key = f"{visit.params['touch']}/{visit.field('door')}"
    before = visit.guest.drafts.get(key, {}).get("text", "")
    visit.guest.keep_draft(
        key, text=told.draft.text, subject=told.draft.subject or "", before=before, fresh=secrets.token_hex(4)
    )


def _writer_of(told: WriteView) -> str:
    return told.draft.writer if told.draft else "The model"


def _line(**values: object) -> str:
    return json.dumps(values) + "\n"


def try_model(visit: Visit) -> Response:
    """Try a model with nothing of the user's, and show what would leave; this was their yes to asking it."""
    network = visit.network
    server = server_now(network, visit.field("url"), visit.field("model"), is_own=visit.field("own") == "yes")
    key = Secret(value=visit.secret("secret")[:MOST_KEY], form=TOKEN)
    trial = tried(network, server, key)
    visit.guest.trial = (server, key)
    return visit.show("writer_agree.html", trial=trial)


def agree(visit: Visit) -> Response:
    """Keep the model that was tried, and that the user agreed to what leaves."""
    if visit.guest.trial is None:
        raise Conflict("writer", "", message="No model was tried just now.", hint="Begin again in Settings.")
    server, key = visit.guest.trial
    visit.guest.trial = None
    view = keep_writer(visit.network, server, key)
    visit.guest.tell(f"{view.model} writes when you ask it to.")
    return _settings(visit)


def end(visit: Visit) -> Response:
    """Ask no model any more."""
    visit.guest.trial = None
    forget_writer(visit.network)
    visit.guest.tell("No model is asked any more; the rules write.")
    return _settings(visit)


def show_log(visit: Visit) -> Response:
    """Show what left the machine for drafts, word for word."""
    return visit.show("writer_log.html", log=what_left(visit.network), writer=writer_set(visit.network))


def forget_log(visit: Visit) -> Response:
    """Take the log of what left away."""
    gone = forget_what_left(visit.network)
    visit.guest.tell(f"{gone} {'entry is' if gone == 1 else 'entries are'} gone.")
    return visit.back("/settings/writer/log")


def _settings(visit: Visit) -> Response:
    return visit.back(SECTION)


ROOMS = (
    Room(path="/hello/{touch}/model", method="POST", answer=write),
    Room(path="/hello/{touch}/model/stream", method="POST", answer=stream),
    Room(path="/settings/writer", method="POST", answer=try_model),
    Room(path="/settings/writer/yes", method="POST", answer=agree),
    Room(path="/settings/writer/off", method="POST", answer=end),
    Room(path="/settings/writer/log", method="GET", answer=show_log),
    Room(path="/settings/writer/log/forget", method="POST", answer=forget_log),
)
