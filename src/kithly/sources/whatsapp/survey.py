"""The first look through a chat: how its dates are written, who writes, whose export it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from kithly.records import Question
from kithly.sources.base import Item
from kithly.sources.whatsapp.authors import Listener, Names, names_of
from kithly.sources.whatsapp.clock import NOON, Half, half_of, hour_of
from kithly.sources.whatsapp.dates import Evidence, Order, day_of, question_of
from kithly.sources.whatsapp.lines import Shape, Start, start_of
from kithly.sources.whatsapp.owner import Chat, answered, chat_of
from kithly.sources.whatsapp.reading import lines_of

MOST: Final = 2 / 3  # share of stamps of one shape that makes others strange


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What one look through a chat tells of the whole.

    Attributes:
        main: The shape of its stamps; None where there is none.
        orders: In which order the dates of each shape stand; shapes left open are missing.
        question: What to ask the user where the dates of the main shape can be read in two ways.
        has_unknown_half: Words beside the clock are in no table, and may tell the half of the day.
        names: Who writes.
        chat: Who takes part.
        starts: Lines on which a message or notice begins.
        most: How many of them are of the main shape.
    """

    main: Shape | None
    orders: Mapping[Shape, Order]
    question: Question | None
    has_unknown_half: bool
    names: Names
    chat: Chat
    starts: int
    most: int

    def is_pasted(self, shape: Shape) -> bool:
        """Say whether stamps of a shape may have been pasted into messages: nearly all others are of another."""
        return shape != self.main and self.most >= self.starts * MOST

    def when(self, start: Start) -> datetime | None:
        """Return the moment of a stamp, wall clock; None if there is no such moment."""
        order = self.orders.get(start.shape) or (self.orders.get(self.main) if self.main else None)
        day = day_of(start.numbers, order) if order else None
        if day is None:
            return None
        hour, minute, second = start.time
        try:
            return datetime(day.year, day.month, day.day, hour_of(hour, half_of(*start.words)) % 24, minute, second)  # noqa: DTZ001  # a wall clock
        except ValueError:
            return None


def survey(item: Item) -> Survey:
    """Look through a chat once."""
    evidence: dict[Shape, Evidence] = {}
    counts: Counter[Shape] = Counter()
    listener, unknown = Listener(), _Halves()
    for line in lines_of(item):
        start = start_of(line.text)
        if start is None:
            continue
        counts[start.shape] += 1
        if start.shape not in evidence:
            evidence[start.shape] = Evidence(start.shape)
        evidence[start.shape].take(start.numbers)
        listener.take(start.rest, bracketed=start.shape.style == "[")
        unknown.take(start)
    main = max(counts, key=lambda shape: counts[shape], default=None)
    names = names_of(listener)
    orders = {shape: order for shape, one in evidence.items() if (order := one.order(item.modified))}
    question = _open(evidence[main], orders, halves=unknown.halves) if main else None
    if main and question and (answer := item.answers.get(question.key)):
        orders[main], question = Order(answer), None
    return Survey(
        main=main,
        orders=orders,
        question=question,
        has_unknown_half=unknown.is_open(),
        names=names,
        chat=answered(chat_of(item, names), item.answers),
        starts=counts.total(),
        most=counts[main] if main else 0,
    )


def _open(evidence: Evidence, orders: Mapping[Shape, Order], *, halves: bool) -> Question | None:
    """Return what to ask about the order of dates; None if it is known, or there is none."""
    if evidence.shape in orders or evidence.sample is None or not evidence.has_order():
        return None
    return question_of(evidence.shape, evidence.sample, halves=halves)


@dataclass(slots=True)
class _Halves:
    """Whether the clock has twelve hours, and whether words that no table has may tell which half is meant."""

    halves: bool = False
    seen: bool = False
    is_whole_clock: bool = False

    def take(self, start: Start) -> None:
        """Look at the words of a stamp: with hours above twelve they tell nothing."""
        half = half_of(*start.words)
        self.halves = self.halves or half not in {Half.NOTHING, Half.UNKNOWN}
        if half is Half.UNKNOWN:
            self.seen = True
            self.is_whole_clock = self.is_whole_clock or start.time[0] > NOON or not start.time[0]

    def is_open(self) -> bool:
        """Say whether hours may be twelve off."""
        return self.seen and not self.is_whole_clock
