"""The shape of the network: circles, the ways into companies and places, bridges, and how much is reached."""

from __future__ import annotations

from dataclasses import dataclass

from kithly.app.views.numbers import ExpectationView
from kithly.app.views.people import NamedView
from kithly.records import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapePersonView:
    """Somebody, with how the user stands with them.

    Attributes:
        id: Person id.
        name: Full name.
        band: Band of the tie; ``unknown`` where no contact was seen.
        strength: How likely the two are in contact within 90 days; None where unknown.
        reply: How likely an answer within a week is; None where no words were ever exchanged.
        evidence: What shows that they belong where they stand; empty where the place itself carries it.
    """

    id: str
    name: str
    band: str
    strength: float | None
    reply: float | None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedTraitView:
    """Something that the people of a circle share.

    Attributes:
        kind: ``circle`` (the user's own), ``company``, ``era``, ``school``, ``domain``, ``place`` or ``connected``.
        name: What it is called: ``Acme``.
        count: How many of them share it.
        of: How many they are.
        text: ``9 of 12 are at Acme``.
        evidence: Records, or the user's words, that show it of some of them; empty where an address alone shows it.
    """

    kind: str
    name: str
    count: int
    of: int
    text: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleFoundView:
    """People who were seen together more than chance would have it.

    Attributes:
        number: Its number in this view, from 0, the largest circle first; nodes and bridges name circles by it.
        label: What it is called: ``Acme``, or ``around Ana Lee`` where its people share nothing known.
        kind: The kind of what it is named after (see `SharedTraitView`); ``unknown`` where they share nothing known.
        shared: What its people share, first what names it; empty where nothing is known.
        size: How many people it has.
        answer: How many of them would answer.
        would: How many of them would answer, each more likely than not.
        people: Its people, those who were seen most with its others first; as many as asked for.
        evidence: The newest records that some of its people share.
    """

    number: int
    label: str
    kind: str
    shared: tuple[SharedTraitView, ...]
    size: int
    answer: ExpectationView
    would: int
    people: tuple[ShapePersonView, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCircleView:
    """A circle the user named. It stands apart from those found.

    Attributes:
        name: As the user called it.
        size: How many people of the network it has.
        answer: How many of them would answer.
        would: How many of them would answer, each more likely than not.
    """

    name: str
    size: int
    answer: ExpectationView
    would: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondHandView:
    """Somebody who is not there, would answer, and was seen together with people there.

    Attributes:
        person: Who.
        records: In how many records they were seen together with people there.
        people: With whom there, those seen most with them first; three at most.
        evidence: The newest of these records.
    """

    person: ShapePersonView
    records: int
    people: tuple[NamedView, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WayInView:
    """The way into a company or a place.

    Attributes:
        name: The company or place.
        text: The way in one sentence: ``Only Ana Lee is likely to answer``.
        size: How many people of the network are there.
        unknown: With how many of them no words were ever exchanged.
        answer: How many of them would answer.
        would: How many of them would answer, each more likely than not.
        only: The one who would answer where nobody else there would.
        people: Who is there, the likeliest to answer first; as many as asked for.
        second_hand: Who leads there without being there, best first; three at most.
    """

    name: str
    text: str
    size: int
    unknown: int
    answer: ExpectationView
    would: int
    only: NamedView | None
    people: tuple[ShapePersonView, ...]
    second_hand: tuple[SecondHandView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgeCircleView:
    """A circle somebody has ties in.

    Attributes:
        number: Number of the circle.
        label: What it is called.
        share: The part of their ties to circles that lies in it, 0 to 1.
    """

    number: int
    label: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgeView:
    """Somebody through whom the user reaches people or circles that no other tie reaches.

    Attributes:
        person: Who, with the strength of the tie, which says nothing of it and is never blended with it.
        text: What they link, in one sentence.
        participation: How evenly their ties lie in several circles: 0 in one alone, near 1 evenly in many.
        circles: Where they have ties, most first.
        only_between: Pairs of numbers of circles between which they are the only link.
        beside: How many people were seen beside them and nobody else.
        evidence: The newest records that show it.
    """

    person: ShapePersonView
    text: str
    participation: float
    circles: tuple[BridgeCircleView, ...]
    only_between: tuple[tuple[int, int], ...]
    beside: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HangsOnView:
    """What is reached through one person alone.

    Attributes:
        person: Who.
        text: All of it in one sentence.
        count: How many things these are.
        companies: Companies where nobody else would answer.
        places: The same of places.
        circles: Numbers of circles where nobody else would answer.
        people: People who would not answer themselves, and were seen with nobody else who would; ten at most.
        people_total: How many such people there are.
    """

    person: ShapePersonView
    text: str
    count: int
    companies: tuple[str, ...]
    places: tuple[str, ...]
    circles: tuple[int, ...]
    people: tuple[NamedView, ...]
    people_total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachedView:
    """How much is reached, and by how many who would answer. The four parts add up to the total.

    Attributes:
        total: How much there is.
        several: Reached by two or more.
        one: Reached by one person alone.
        unlikely: Words were exchanged with somebody there, but nobody would answer, more likely than not.
        unknown: No words were ever exchanged with anybody there.
    """

    total: int
    several: int
    one: int
    unlikely: int
    unknown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeView:
    """One person on the map.

    Attributes:
        id: Person id.
        name: Full name.
        band: Band of the tie.
        strength: Its strength; None where unknown.
        circle: Number of their circle; None for none.
    """

    id: str
    name: str
    band: str
    strength: float | None
    circle: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeView:
    """Two people on the map who were seen together.

    Attributes:
        a: Person id of the one.
        b: Person id of the other.
        weight: The records they share, each divided by the people in it, older ones counting less.
        records: How many records they share.
        evidence: The newest of them.
    """

    a: str
    b: str
    weight: float
    records: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkView:
    """The shape of the network. Family, services, the quiet, the dead and those left out are not in it.

    Attributes:
        text: The whole in a sentence or two.
        people: How many people: ``total`` = ``in_circles`` + ``in_pairs`` (seen with others, in no circle) + ``alone``.
        circles: Circles found, the largest first.
        own_circles: Circles the user named, by name.
        companies: The ways into companies, those with most people first.
        places: The ways into places, the same.
        bridges: Who links what nobody else links.
        hangs_on: What is reached through one person alone, most first.
        coverage: How much is reached: ``people``, ``companies``, ``places``, ``circles``.
        nodes: People for a map: those in circles first, the strongest tie first.
        edges: Ties among them, the heaviest first.
        totals: How many there are of everything that is limited: ``circles``, ``own_circles``, ``companies``,
            ``places``, ``bridges``, ``hangs_on``, ``nodes``, ``edges``.
    """

    text: str
    people: dict[str, int]
    circles: tuple[CircleFoundView, ...]
    own_circles: tuple[OwnCircleView, ...]
    companies: tuple[WayInView, ...]
    places: tuple[WayInView, ...]
    bridges: tuple[BridgeView, ...]
    hangs_on: tuple[HangsOnView, ...]
    coverage: dict[str, ReachedView]
    nodes: tuple[NodeView, ...]
    edges: tuple[EdgeView, ...]
    totals: dict[str, int]
