"""A draft by a language model: asked with what may leave, read sentence by sentence, mended twice, or given up.

Nothing a model says is shown before every sentence of it is proven. It cannot send, choose a recipient, or fetch
anything: its answer is text, and whom it goes to, the greeting and the name beneath are Kithly's.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from secrets import token_hex
from typing import TYPE_CHECKING

from kithly.app.drafts.known_names import names_somebody
from kithly.app.drafts.order import Order
from kithly.app.drafts.record_texts import record_texts
from kithly.app.drafts.sent_log import Sent, note_leaving, note_outcome
from kithly.app.drafts.writers import Writer, client_of
from kithly.app.network import Network
from kithly.app.views import PieceView
from kithly.errors import SourceError
from kithly.messages import Brief, Draft, NoDraft
from kithly.messages.answered import Flaws, as_proven, let_through, repair_of, settled
from kithly.messages.asked import fields_of, leaving, prompt_of, why_by_rules
from kithly.writers import Turn

if TYPE_CHECKING:
    from kithly.writers.openai import OpenAI

REPAIRS = 2  # askings after the first
INSTEAD = "so the rules wrote this"
NOT_EITHER = "and the rules have nothing to say either"
NO_FACT = "there is no fact that may be given to it"
PERSONAL = "your last talk was personal"
SENTENCE_ENDS = ".!?…\n"
USED = "Its words were used."
STOPPED = "You stopped it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What came of it.

    Attributes:
        draft: The model's, proven; else that of the rules, or why there is none.
        note: Why it is not the model's, in a sentence; empty where it is.
    """

    draft: Draft | NoDraft
    note: str = ""


def by_model(network: Network, writer: Writer, order: Order) -> Generator[PieceView | Written, None, None]:
    """Yield a model's draft as it is written, each sentence proven, and last what came of it.

    Closing the generator ends the request. Not for use inside a transaction.

    Args:
        network: Whose.
        writer: The model.
        order: What is to be written.
    """
    by_rules = why_by_rules(order.brief)
    with network.store.reading() as kept:
        brief = leaving(order.brief, lambda words: names_somebody(kept, words))
    if by_rules:
        yield Written(draft=order.rules, note=f"The rules wrote this, not {writer.server.model}: {by_rules}.")
    elif brief.is_personal:
        yield Written(draft=order.rules, note=f"{writer.server.model} was not asked: {PERSONAL}.")
    elif not fields_of(brief)["facts"]:
        yield Written(draft=order.rules, note=f"{writer.server.model} was not asked: {NO_FACT}.")
    else:
        yield from _Asking(network, writer, order, brief).written()


class _Asking:
    """One draft asked for, with its repairs."""

    def __init__(self, network: Network, writer: Writer, order: Order, brief: Brief) -> None:
        self._network = network
        self._writer = writer
        self._order = order
        self._brief = brief
        self._mark = f"DATA-{token_hex(8)}"
        self._number = 0

    def written(self) -> Generator[PieceView | Written, None, None]:
        outcome = STOPPED
        try:
            last = yield from self._tried()
            outcome = last.note or USED
        finally:
            if self._number:
                note_outcome(self._network, self._number, outcome)
        yield last

    def _tried(self) -> Generator[PieceView, None, Written]:
        """Ask until an answer may be used; return what came of it."""
        prompt = prompt_of(self._brief, self._mark)
        turns: tuple[Turn, ...] = (
            Turn(role="system", text=prompt.system),
            Turn(role="user", text=prompt.data),
        )
        flaws = Flaws()
        try:
            client = client_of(self._network, self._writer)
            self._leaves(prompt.data)
            for attempt in range(REPAIRS + 1):
                if attempt:
                    repair = repair_of(flaws, self._mark)
                    note_outcome(self._network, self._number, "", sent=repair)
                    yield PieceView(text="", again=True)
                    turns = (*turns[:2], Turn(role="user", text=repair))
                result = yield from self._once(client, turns)
                if isinstance(result, Draft):
                    return Written(draft=result)
                flaws = result
        except SourceError as error:
            return self._instead(str(error).removesuffix("."))
        return self._instead(f"{self._writer.server.model} was asked {REPAIRS + 1} times, and {flaws.sentence}")

    def _leaves(self, data: str) -> None:
        server = self._writer.server
        entry = Sent(
            id=0,
            at=self._network.now,
            model=server.model,
            host=server.host,
            person=self._order.person,
            sent=(data,),
        )
        self._number = note_leaving(self._network, entry)

    def _once(self, client: OpenAI, turns: tuple[Turn, ...]) -> Generator[PieceView, None, Draft | Flaws]:
        """Ask once; return the draft, or what is wrong with the answer, as soon as that is known."""
        answer, shown, is_ending = "", "", False
        with closing(client.stream(turns)) as stream:
            for piece in stream:
                answer += piece
                was_ending, is_ending = is_ending, any(mark in piece for mark in SENTENCE_ENDS)
                if not (was_ending or is_ending):
                    yield PieceView(text="")  # nothing to show yet, but whoever waits may leave here
                    continue
                told, flaws = settled(self._brief, answer)
                if flaws is not None:
                    return flaws
                if told.startswith(shown) and told != shown:
                    yield PieceView(text=told[len(shown) :])
                    shown = told
        return self._judged(answer)

    def _judged(self, answer: str) -> Draft | Flaws:
        """Return an answer as a draft whose claims the records hold, or what is wrong with it."""
        made = let_through(self._brief, answer, seed=self._order.seed, writer=self._writer.server.model)
        if isinstance(made, Flaws):
            return made
        with self._network.store.reading() as kept:
            sure = as_proven(made, lambda record: record_texts(kept, record))
        return sure or Flaws(rules=frozenset({"has_topic"}))

    def _instead(self, why: str) -> Written:
        rules = self._order.rules
        return Written(draft=rules, note=f"{why}, {NOT_EITHER if isinstance(rules, NoDraft) else INSTEAD}.")
