"""Any server that speaks OpenAI's chat completions: the company's own, and Ollama, llama.cpp, LM Studio, vLLM at home.

Only what all of them know is sent: the model, the messages, and that the answer shall come as it is written. Limits
on its length are ours, because the field that asks for one is called differently by old and new models.
Reference: "Chat Completions" and "Streaming events" of the OpenAI API; "OpenAI compatibility" of Ollama.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from kithly.errors import SourceAuthError, SourceError, SourceFormatError, SourceUnavailable
from kithly.transport.addresses import is_loopback
from kithly.transport.http import BUSY, REDIRECTS, Limits, Login, Peer
from kithly.transport.secrets import Secret
from kithly.transport.streaming import Flow, Order, posted
from kithly.writers.events import events
from kithly.writers.server import NAME, PATH, Server, Turn
from kithly.writers.thinking import spoken

LIMITS = Limits(connect=10.0, total=120.0, size=4 << 20, redirects=0)  # the size is of the stream, thinking included
FIRST = 30.0  # seconds until the first word, of an answer or of the thought before it
MOST_TEXT = 64 << 10  # bytes of the text itself
DONE = "[DONE]"
REFUSED_KEY = frozenset((401, 403))


class OpenAI:
    """Asks one model at one server.

    Args:
        server: Which.
        key: What proves who asks; None where nothing has to be proven.
        limits: Other limits than the usual ones.
        first: Seconds until the first word.
    """

    def __init__(
        self, server: Server, key: Secret | None = None, *, limits: Limits = LIMITS, first: float = FIRST
    ) -> None:
        self._server = server
        self._at = f"{server.model} at {server.host}"
        self._login = Login(user="", value=key.value) if key is not None and key.value else None
        own = frozenset({server.host}) if server.is_own or is_loopback(server.host) else frozenset()
        self._peer = Peer(source=NAME, at=self._at, own=own)
        self._limits = limits
        self._first = first

    def stream(self, turns: Sequence[Turn]) -> Generator[str, None, None]:
        """Yield an answer as it is written; closing the generator ends the request.

        Args:
            turns: The conversation so far.

        Raises:
            SourceUnavailable: Nobody answers, or too late, or too busy; or the answer breaks off.
            SourceAuthError: The key is not taken.
            SourceFormatError: There is no such model, what answers is no such server, or it says nothing.
        """
        url = _below(self._server.url)
        order = Order(url=url, headers=self._headers(), body=self._body(turns), first=self._first)
        length = 0
        with posted(self._peer, order, self._limits) as flow:
            self._accepted(flow)
            for piece in spoken(self._answer(flow)):
                length += len(piece.encode("utf-8", "replace"))
                if length > MOST_TEXT:
                    raise self._broken("writes without end")
                yield piece
        if not length:
            raise self._broken("answers with nothing")

    def _headers(self) -> dict[str, str]:
        login = self._login
        headers = {"Content-Type": "application/json", "Accept": "text/event-stream, application/json"}
        if login is None:
            return headers
        if not login.value.isascii() or not login.value.isprintable() or " " in login.value:
            raise self._key_refused("what was given is no key")
        return {**headers, "Authorization": login.header()}

    def _body(self, turns: Sequence[Turn]) -> bytes:
        messages = [{"role": turn.role, "content": turn.text} for turn in turns]
        return json.dumps({"model": self._server.model, "messages": messages, "stream": True}).encode()

    def _accepted(self, flow: Flow) -> None:
        status = flow.status
        if 200 <= status < 300:
            return
        if status in REFUSED_KEY:
            raise self._key_refused(f"the key is not taken (HTTP {status})")
        if status in BUSY or status >= 500:
            raise self._away(f"is busy, or was asked too often (HTTP {status})")
        if status in REDIRECTS:
            raise self._broken(f"sends to another address (HTTP {status}), which is not followed")
        if status == 404:
            raise self._broken("is not there: no such address, or no such model (HTTP 404)")
        raise self._broken(f"refuses the request (HTTP {status})")

    def _answer(self, flow: Flow) -> Iterator[str]:
        try:
            if flow.media == "application/json":
                yield self._whole(b"".join(flow.pieces()))
                return
            yield from self._streamed(flow)
        except (ValueError, RecursionError, UnicodeDecodeError):
            raise self._broken("answers something that is no chat completion") from None

    def _streamed(self, flow: Flow) -> Iterator[str]:
        is_whole = False
        for data in events(flow.pieces()):
            if data.strip() == DONE:
                is_whole = True
                break
            told = self._told(json.loads(data))
            choice = _first(told.get("choices"))
            delta = _mapping(choice.get("delta"))
            if any(isinstance(value, str) and value for name, value in delta.items() if name != "role"):
                flow.arrived()
            yield self._text(delta)
            ended = choice.get("finish_reason")
            self._ended(ended)
            is_whole = is_whole or bool(ended)
        if not is_whole:
            raise self._away("breaks off in the middle of its answer")

    def _whole(self, body: bytes) -> str:
        """Return an answer that came in one piece, from a server that does not stream."""
        choice = _first(self._told(json.loads(body)).get("choices"))
        self._ended(choice.get("finish_reason"))
        return self._text(_mapping(choice.get("message")))

    def _told(self, told: Any) -> Mapping[str, Any]:
        if not isinstance(told, Mapping):
            raise self._broken("answers something that is no chat completion")
        if told.get("error"):
            raise self._away("reports a fault while it writes")
        return told

    def _text(self, part: Mapping[str, Any]) -> str:
        refusal, content = part.get("refusal"), part.get("content")
        if isinstance(refusal, str) and refusal:
            raise self._broken("does not want to write this")
        return content if isinstance(content, str) else ""

    def _ended(self, reason: object) -> None:
        if reason == "length":
            raise self._away("stopped before its answer was done")
        if reason == "content_filter":
            raise self._broken("does not want to write this")
        if reason in {"tool_calls", "function_call"}:
            raise self._broken("wants to use a tool, and there is none")

    def _away(self, what: str) -> SourceUnavailable:
        return SourceUnavailable(NAME, self._at, f"{self._at} {what}.", hint="Try again later.")

    def _broken(self, what: str) -> SourceError:
        hint = "Look at what is set: kithly writer"
        return SourceFormatError(NAME, self._at, f"{self._at} {what}.", hint=hint)

    def _key_refused(self, what: str) -> SourceAuthError:
        return SourceAuthError(NAME, self._at, f"{self._at}: {what}.", hint="Give it again: kithly writer set-up")


def _below(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/") + PATH, parts.query, ""))


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _first(choices: object) -> Mapping[str, Any]:
    return _mapping(choices[0]) if isinstance(choices, list) and choices else {}
