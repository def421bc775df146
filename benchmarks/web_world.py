"""The world the web app is measured on: 10,000 people, 500,000 interactions, 100,000 letters with words.

Half of the people are LinkedIn connections, the others are known by mail alone; some stand there twice.
One of them wrote or got 5,000 messages. The user has said something of a few hundred.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import numpy as np
from benchmarks.worlds import NOW
from numpy.typing import NDArray

from kithly.app.derived.refresh import refresh
from kithly.records import (
    Channel,
    Contact,
    Flag,
    Gesture,
    GestureKind,
    Identity,
    IdentityKind,
    Message,
    PartialDate,
    Party,
    Profile,
    Sighted,
)
from kithly.store import Store, Writing

PEOPLE, CONNECTIONS, TWINS = 10_000, 6_000, 400
INTERACTIONS, LETTERS = 500_000, 100_000
MOST = 5_000  # messages with one person
GESTURES = 1_500
DAYS = 4_000  # the oldest message
BATCH = 10_000

Ints = NDArray[np.int64]

ME = Identity(IdentityKind.EMAIL, "robin@quillfeather.example")
MY_PROFILE = Identity(IdentityKind.LINKEDIN, "robin-quillfeather")
_TABLES = {
    "given": (
        "Ana Åse Alba Amber Aksel Bea Ben Birgitta Bryony Callum Carmela Chidi Clémence Dagny Dario Dexter"
        " Edwina Elke Eloise Emeka Fergus Fermín Florian Gemma Gunnar Hana Hedda Henrik Hollis Ilse Imogen"
        " Inés Ivar Jasper Jorunn Jürgen Kåre Keira Léonie Liv Lothar Lowell Maël Maisie Mareike Matías Mei"
        " Mikkel Nanna Nigel Noémie Nuria Obi Odilon Orla Óscar Otto Perrine Piers Pilar Quentin Ramiro"
        " Rosalie Rowan Sigge Sönke Sorrel Sylvain Tamsin Thea Tiphaine Tomás Tuva Ulrika Úrsula Uwe Valère"
        " Vicente Vidar Wen Wiebke Wilfred Ximena Yara Yusuf Zita"
    ),
    "front": (
        "Ash Bell Birken Brisa Cobble Dun Eich Elder Feder Ferns Fonta Gold Gorse Grün Hawk Holler Ink Kiesel"
        " Lark Lind Mira Moos Moss Nebel Nettle Olivar Otter Pebble Peña Quell Raben Reed Reta Rush Sali Star"
        " Sturm Tann Thorny Under Vald Weiß Wren Zaun Zarza"
    ),
    "back": ("bach berg blanca bourne by combe croft dal feld field ford gate grove ham hill holt hurst ley lund mar"),
    "firm": ("Harbour Lantern Quarry Meadow Copper Tidal Juniper Saffron Granite Orchard Beacon Willow Falcon Amber"),
    "trade": ("Works Labs Partners Design Systems Foods Energy Press Studio Logistics Robotics Optics Legal Health"),
    "title": ("Planner Engineer Designer Counsel Director Analyst Editor Buyer Researcher Architect Founder Chair"),
    "syllable": (
        "ba be bo da de di fa fe ga go ha he ka ke la le li ma me mi na ne no pa pe ra re ri sa se so ta te to va"
    ),
    "told": ("budget Oslo audit plan meeting thanks conference proposal garden harbour spring invoice workshop travel"),
}
_WORDS = {name: text.split() for name, text in _TABLES.items()}


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of the world.

    Attributes:
        names: Of everybody.
        mail: Whether they are written to by mail; else on LinkedIn.
        last: Days since the last contact.
        first: Days since the first.
    """

    names: list[str]
    mail: NDArray[np.bool_]
    last: NDArray[np.float64]
    first: NDArray[np.float64]

    def identity(self, number: int) -> Identity:
        """Return the identity somebody is written to under."""
        if self.mail[number]:
            return Identity(IdentityKind.EMAIL, f"person.{number}@firm-{number % 600}.example")
        return Identity(IdentityKind.LINKEDIN, f"person-{number}")

    def party(self, number: int) -> Party:
        """Return somebody as a message names them."""
        return Party(name=self.names[number], identity=self.identity(number))


def web_store(path: Path) -> Path:
    """Write the store, by the store's own door."""
    rng = np.random.default_rng(11)
    cast = _cast(rng)
    with Store.open(path) as store:
        for family, batch in _batches(rng, cast):
            with store.transaction() as tx:
                change = tx.changes.open("import", "Imported a made-up network", NOW - timedelta(days=1))
                file = tx.files.begin(change, "made-up", family, family, 1)
                tx.records.add(file, family, family, batch)
                tx.files.finish(file, {})
        with store.transaction() as tx:
            refresh(tx, now=NOW)
            _say(tx, rng)
            refresh(tx, now=NOW)
    return path


def at(folder: Path) -> Path:
    """Return a data folder that holds this world; it is made where it is not there."""
    if not (folder / "kithly.db").exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        web_store(folder / "kithly.db")
    return folder


def words(rng: np.random.Generator) -> list[str]:
    """Return a vocabulary, the most used words first."""
    made = {"".join(rng.choice(_WORDS["syllable"], rng.integers(2, 5))) for _ in range(9_000)}
    return [*_WORDS["told"], *sorted(made, key=len)]


def _cast(rng: np.random.Generator) -> Cast:
    names = [
        f"{given} {front}{back}"
        for given, front, back in zip(
            rng.choice(_WORDS["given"], PEOPLE),
            rng.choice(_WORDS["front"], PEOPLE),
            rng.choice(_WORDS["back"], PEOPLE),
            strict=True,
        )
    ]
    mail = np.arange(PEOPLE) >= CONNECTIONS
    mail[:CONNECTIONS] = rng.random(CONNECTIONS) < 0.3
    for number in range(TWINS):
        names[CONNECTIONS + number] = names[number * 7 % CONNECTIONS]
    last = np.where(rng.random(PEOPLE) < 0.4, rng.exponential(120, PEOPLE), rng.uniform(0, DAYS - 400, PEOPLE))
    first = np.minimum(last + 30 + rng.exponential(1_200, PEOPLE), DAYS)
    last[0], first[0] = 1.0, DAYS
    return Cast(names, mail, last, first)


def _batches(rng: np.random.Generator, cast: Cast) -> Iterator[tuple[str, list[Sighted]]]:
    profile = Profile(key="me", name="Robin Quillfeather", identities=(ME, MY_PROFILE))
    told: list[Profile | Contact] = [profile, *(_contact(cast, number) for number in range(CONNECTIONS))]
    yield "linkedin", [Sighted(record=one, at="line", observed_at=NOW) for one in told]
    yield "linkedin", [Sighted(record=_gesture(cast, n), at="line", observed_at=NOW) for n in range(GESTURES)]
    whom, ages = _happenings(rng, cast)
    outgoing = rng.random(INTERACTIONS) < 0.47
    vocabulary = words(rng)
    lettered = rng.permutation(INTERACTIONS) < LETTERS
    for start in range(0, INTERACTIONS, BATCH):
        batch = []
        for number in range(start, start + BATCH):
            text = _text(rng, vocabulary) if lettered[number] else ""
            message = _message(
                cast, number, int(whom[number]), float(ages[number]), text, outgoing=bool(outgoing[number])
            )
            batch.append(Sighted(record=message, at="message", observed_at=message.at or NOW))
        yield "mail", batch


def _happenings(rng: np.random.Generator, cast: Cast) -> tuple[Ints, NDArray[np.float64]]:
    """Return with whom each message was exchanged, and how many days ago."""
    weight = rng.lognormal(0, 1.5, PEOPLE)
    weight[0] = 0
    whom = np.concatenate(
        [
            np.zeros(MOST, np.int64),
            np.arange(1, PEOPLE),
            rng.choice(PEOPLE, INTERACTIONS - MOST - PEOPLE + 1, p=weight / weight.sum()),
        ]
    )
    whom = rng.permutation(whom)
    ages = cast.last[whom] + rng.random(len(whom)) * (cast.first[whom] - cast.last[whom])
    order = np.argsort(-ages)
    return whom[order], ages[order]


def _contact(cast: Cast, number: int) -> Contact:
    profile = Identity(IdentityKind.LINKEDIN, f"person-{number}")
    mails = (cast.identity(number),) if cast.mail[number] else ()
    firm = number % 600
    return Contact(
        key=f"contact {number}",
        name=cast.names[number],
        given=cast.names[number].split()[0],
        identities=(profile, *mails),
        company=f"{_WORDS['firm'][firm % 14]} {_WORDS['trade'][firm // 14 % 14]} {firm}",
        title=_WORDS["title"][number % 12],
        connected_on=PartialDate.parse(f"{2008 + number % 18}-{1 + number % 12:02}-{1 + number % 28:02}"),
    )


def _gesture(cast: Cast, number: int) -> Gesture:
    kind = (GestureKind.INVITATION, GestureKind.ENDORSEMENT, GestureKind.RECOMMENDATION)[number % 3]
    whom = number * 3 % CONNECTIONS
    return Gesture(
        key=f"gesture {number}",
        kind=kind,
        channel=Channel.LINKEDIN,
        outgoing=number % 2 == 0,
        other=Party(name=cast.names[whom], identity=Identity(IdentityKind.LINKEDIN, f"person-{whom}")),
        at=NOW - timedelta(days=number * 2.5),
        text="Planning" if kind is GestureKind.ENDORSEMENT else "It was good to work with you on the audit.",
    )


def _text(rng: np.random.Generator, vocabulary: list[str]) -> str:
    """Return some sentences; words are used by Zipf's law."""
    places = np.minimum((len(vocabulary) ** rng.random(50)).astype(int), len(vocabulary) - 1)
    chosen = [vocabulary[place] for place in places]
    return f"Hello,\n\n{' '.join(chosen[:25])}. {' '.join(chosen[25:])}.\n"


def _message(cast: Cast, number: int, whom: int, age: float, text: str, *, outgoing: bool) -> Message:
    by_mail = bool(cast.mail[whom])
    me = Party(name="Robin Quillfeather", identity=ME if by_mail else MY_PROFILE)
    other = cast.party(whom)
    sender, to = (me, other) if outgoing else (other, me)
    further = tuple(
        cast.party(whom + step) for step in (1, 2) if by_mail and whom + 2 < PEOPLE and cast.mail[whom + step]
    )
    copied = further if number % 20 == 0 else ()
    asks = Flag.ASKS if text and number % 7 == 0 else Flag(0)
    return Message(
        key=f"<{number}@made-up>",
        channel=Channel.MAIL if by_mail else Channel.LINKEDIN,
        at=NOW - timedelta(days=age),
        sender=sender,
        to=(to,),
        cc=copied,
        recipients=1 + len(copied),
        subject=" ".join(text.split()[1:5]) if text and by_mail else "",
        text=text + ("Shall we look at it again in the spring?\n" if asks else ""),
        own=text + ("Shall we look at it again in the spring?\n" if asks else ""),
        message_id=f"{number}@made-up" if by_mail else "",
        thread=f"thread {whom} {number // 50_000}",
        flags=asks,
    )


def _say(tx: Writing, rng: np.random.Generator) -> None:
    """Keep what the user has said: circles, importance, notes, and a few who are left in peace."""
    people = [row.person.id for row in tx.people.list(sort="id")]
    chosen = rng.permutation(len(people))[:600].tolist()
    change = tx.changes.open("circle", "Said something of people", NOW - timedelta(days=1))
    for place, number in enumerate(chosen):
        said: tuple[str, object]
        said = ("circle", {"name": ("Harbour", "Climbing", "Class of 2004", "Choir")[place % 4], "remove": False})
        if place >= 300:
            said = (("importance", (0.5, 2.0, 4.0)[place % 3]), ("note", "Likes islands."))[place % 2]
        if place >= 540:
            said = (("quiet", True), ("place", "family"), ("place", "service"), ("remembered", True))[place % 4]
        tx.decisions.add(change, said[0], people[number], said[1], NOW - timedelta(days=1))
