"""The map of the network: people, ties and circles as they are drawn, and what a look at one of them shows."""

from __future__ import annotations

from dataclasses import dataclass

from kithly.app.views.people import NamedView
from kithly.app.views.shape import CircleFoundView, ShapePersonView
from kithly.records import Because, Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPersonView:
    """Somebody on the map.

    Attributes:
        id: Person id.
        name: Full name.
        band: Band of the tie.
        circle: Number of their circle; None for none.
        links: Whether they are the only link between two circles.
    """

    id: str
    name: str
    band: str
    circle: int | None
    links: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MapTieView:
    """Two people on the map who were seen together; both by their place in the list of people.

    Attributes:
        a: The one.
        b: The other.
        weight: As in `EdgeView`.
        records: How many records they share.
    """

    a: int
    b: int
    weight: float
    records: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MapCircleView:
    """A circle on the map.

    Attributes:
        number: Its number, the largest first.
        label: What it is called.
        size: How many people it has.
    """

    number: int
    label: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MapWayView:
    """The way into a company, as far as the map shows it; people by their place in its list.

    Attributes:
        name: The company.
        text: The way in one sentence.
        people: Who is there.
        would: Who of them would answer, more likely than not.
        through: Who leads there without being there.
    """

    name: str
    text: str
    people: tuple[int, ...]
    would: tuple[int, ...]
    through: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """The map: whole circles, the largest first, then others, as long as there is room.

    Attributes:
        text: The network in a sentence or two.
        people: Who is drawn: by circle, whoever was seen most with its others first.
        ties: Ties among them, the heaviest first.
        circles: The circles drawn.
        ways: The ways into companies with somebody on the map, those with most people first.
        total: How many people there are: ``people``, ``in_circles``, ``in_pairs``, ``alone``, ``circles``, ``ties``.
    """

    text: str
    people: tuple[MapPersonView, ...]
    ties: tuple[MapTieView, ...]
    circles: tuple[MapCircleView, ...]
    ways: tuple[MapWayView, ...]
    total: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class CirclesView:
    """Circles found, the largest first.

    Attributes:
        circles: As many as asked for, with few of their people.
        total: How many there are.
        in_pairs: How many people were seen with somebody, and are in no circle.
        alone: How many were never seen with anybody else.
    """

    circles: tuple[CircleFoundView, ...]
    total: int
    in_pairs: int
    alone: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberView:
    """Somebody of a circle.

    Attributes:
        person: Who.
        inside: With how many of the circle they were seen.
        outside: With how many others.
        links: What they alone link, in one sentence; empty for nothing.
    """

    person: ShapePersonView
    inside: int
    outside: int
    links: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersView:
    """The people of one circle, or those of none.

    Attributes:
        circle: The circle; None for those of none.
        people: Its people, those who were seen most with its others first.
        total: How many they are.
        ties: How many ties there are among them.
    """

    circle: CircleFoundView | None
    people: tuple[MemberView, ...]
    total: int
    ties: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenWithView:
    """Somebody seen together with another.

    Attributes:
        person: Who.
        band: Band of the user's tie with them.
        circle: Number of their circle; None for none.
        records: In how many records.
        evidence: The newest of them.
    """

    person: NamedView
    band: str
    circle: int | None
    records: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingView:
    """Where somebody stands on the map, and why.

    Attributes:
        person: Who.
        circle: Their circle; None for none.
        because: Why they stand there, with what proves it.
        way: The way into their company in one sentence; empty where no company is known.
        company: What it is called.
        links: What they link, in one sentence; empty for nothing.
        hangs: What is reached through them alone; empty for nothing.
        seen_with: With whom they were seen, most first.
        total: With how many.
    """

    person: ShapePersonView
    circle: MapCircleView | None
    because: tuple[Because, ...]
    way: str
    company: str
    links: str
    hangs: str
    seen_with: tuple[SeenWithView, ...]
    total: int
