"""One tool: a function on a network, told to an assistant by its name, its first line and its bounds."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, get_type_hints

from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

from kithly.app.mistakes import show_where
from kithly.app.network import Network
from kithly.errors import KithlyError
from kithly.interfaces.mcp.answers import Answer, Whole
from kithly.interfaces.mcp.foreign import seen

MOST = 8_000  # characters of one answer: some 2,000 tokens
MISTAKE = "Kithly made a mistake of its own ({}); nothing was kept of this step."
_CTX = "ctx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """One tool.

    Attributes:
        answer: Takes the network, of a proposing tool also who proposes, and what was asked by keyword. The first
            line of its documentation is what the assistant is told.
        title: What it is called on screen.
        proposes: It keeps a sentence for the user to answer; all others change nothing.
    """

    answer: Callable[..., Answer]
    title: str
    proposes: bool = False

    @property
    def name(self) -> str:
        """What it is called by."""
        return self.answer.__name__

    @property
    def does(self) -> str:
        """What it does, in a sentence or two."""
        return (self.answer.__doc__ or "").strip().splitlines()[0]

    @property
    def annotations(self) -> ToolAnnotations:
        """What a program may know of it before it is called. None of them reaches beyond this machine."""
        return ToolAnnotations(
            title=self.title,
            read_only_hint=not self.proposes,
            destructive_hint=False,
            idempotent_hint=True,
            open_world_hint=False,
        )

    def bound(self, network: Callable[[], Network]) -> Callable[..., Answer]:
        """Return the tool as the server calls it: without the network, and with failures in a sentence."""

        def called(**asked: Any) -> Answer:
            context = asked.pop(_CTX)
            first = (_proposer(context),) if self.proposes else ()
            return answered(lambda: self.answer(network(), *first, **asked))

        called.__name__, called.__doc__ = self.name, self.does
        asked = self._asked()
        called.__signature__ = inspect.Signature(asked, return_annotation=self.returns)  # type: ignore[attr-defined]
        called.__annotations__ = {one.name: one.annotation for one in asked} | {"return": self.returns}
        return called

    @property
    def returns(self) -> type[Answer]:
        """The class of its answer."""
        found: type[Answer] = get_type_hints(self.answer)["return"]
        return found

    def _asked(self) -> list[inspect.Parameter]:
        hints = get_type_hints(self.answer, include_extras=True)
        own = list(inspect.signature(self.answer).parameters.values())[2 if self.proposes else 1 :]
        context = inspect.Parameter(_CTX, inspect.Parameter.KEYWORD_ONLY, annotation=Context)
        return [*(one.replace(annotation=hints[one.name]) for one in own), context]


def answered(make: Callable[[], Answer]) -> Answer:
    """Return an answer within its size.

    Raises:
        ToolError: What went wrong, in a sentence with the next step.
    """
    try:
        return within(make())
    except Exception as error:  # noqa: BLE001 - the outermost handler: a traceback may hold anybody's words
        raise ToolError(said(error)) from None


def said(error: Exception) -> str:
    """Return a failure in a sentence; of a mistake of our own no more than its kind."""
    if isinstance(error, KithlyError):
        return in_words(error)
    show_where(error)
    return MISTAKE.format(type(error).__name__)


def in_words(error: KithlyError) -> str:
    """Return a failure meant for the user as a sentence, with the next step and whom it may mean."""
    candidates = "; ".join(seen(one, 120) for one in getattr(error, "candidates", ()))
    told = (seen(str(error)), f"Which? {candidates}." if candidates else "", error.hint)
    return " ".join(one for one in told if one)


def within(answer: Answer) -> Answer:
    """Return an answer, the last of its longest list left out until it is as small as it must be.

    What is left out of a page comes with the next one; of anything else its number is told.
    """
    while isinstance(answer, Whole) and len(answer.model_dump_json()) > MOST:
        lists = {key: value for key, value in answer if isinstance(value, tuple) and value}
        if not lists:
            break
        longest = max(lists, key=lambda key: len(json.dumps([_plain(one) for one in lists[key]])))
        answer = answer.model_copy(update={longest: lists[longest][:-1], **_told_of(answer, longest)})
    return answer


def _told_of(answer: Whole, cut: str) -> dict[str, int]:
    """Return what tells that the last of a list was left out."""
    if cut != answer.paged:
        return {"left_out": answer.left_out + 1}
    after = getattr(answer, "next_offset", None)
    return {"next_offset": (answer.total if after is None else after) - 1}  # type: ignore[attr-defined]


def _plain(one: object) -> object:
    return one.model_dump() if isinstance(one, Answer) else one


def _proposer(context: Context) -> str:
    """Return what the assistant's program calls itself; anybody may say anything."""
    params = context.session.client_params
    return params.client_info.name if params else ""
