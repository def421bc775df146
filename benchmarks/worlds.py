"""What the benchmarks measure on: files and stores of a known size, made once and kept in a cache folder."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path

import numpy as np

from kithly.records import Channel, Contact, Flag, Identity, IdentityKind, Message, Party, Profile, Sighted
from kithly.sources.mbox.splitter import split
from kithly.store import Store
from kithly.synthetic import Shape, make_world, write_linkedin

TODAY = date(2026, 6, 1)
NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)
_IDS = re.compile(rb"^(message-id|in-reply-to|references):(.*(?:\r?\n[ \t].*)*)", re.IGNORECASE | re.MULTILINE)
_BODY = re.compile(rb"\r?\n\r?\n")
_FROM = re.compile(rb"^From ", re.MULTILINE)
CIRCLE, STRAY = 50, 0.1  # people of a circle; share of those addressed who come from anywhere
LARGEST = 100_000  # bytes of a mail file that is still usual
_ID = re.compile(rb"<([^<>\s]+)>")


def linkedin_zip(path: Path, *, connections: int = 1_000, messages: int = 300) -> Path:
    """Write a LinkedIn zip with so many connections and messages.

    Args:
        path: Where to.
        connections: Rows of Connections.csv.
        messages: Rows of messages.csv; the world writes more, the rest is cut off.
    """
    world = make_world(7, today=TODAY, shape=Shape(people=int(connections * 1.3), shows_address=0.03, mail=False))
    whole = write_linkedin(world, path.with_suffix(".whole.zip"), on=TODAY, era="2024", complete=False)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "messages.csv":
                data = _rows(data, messages)
            if name == "Connections.csv":
                data = _rows(data, connections + 3)
            target.writestr(name, data)
    whole.unlink()
    return path


def _rows(data: bytes, count: int) -> bytes:
    """Keep the header and ``count`` rows of a file whose rows are one line each."""
    return b"\n".join(data.split(b"\n")[: count + 1])


def real_messages(corpora: Path) -> list[bytes]:
    """Return the raw messages of the public mailboxes and mail files with a separator each, no Message-ID twice."""
    found: dict[bytes, bytes] = {}
    for path in sorted((corpora / "mbox").rglob("*")):
        if path.is_file():
            with path.open("rb") as stream:
                for piece in split(stream):
                    if piece.raw.startswith(b"From "):
                        found.setdefault(_id_of(piece.raw), piece.raw)
    for path in sorted((corpora / "eml").rglob("*")):
        if path.is_file() and path.stat().st_size <= LARGEST:
            raw = b"From - Mon Jan  1 00:00:00 2024\n" + _FROM.sub(b">From ", path.read_bytes())
            found.setdefault(_id_of(raw), raw)
    return list(found.values())


def _id_of(raw: bytes) -> bytes:
    """Return the Message-ID of a message; the message itself where it has none."""
    found = re.search(rb"^message-id:[ \t]*(\S+)", _BODY.split(raw, maxsplit=1)[0], re.IGNORECASE | re.MULTILINE)
    return found.group(1) if found else raw


def multiplied_mbox(path: Path, corpora: Path, *, count: int = 50_000, size: int = 0) -> Path:
    """Write a mailbox of ``count`` real messages, each copy with ids of its own.

    Args:
        path: Where to.
        corpora: Folder of the public mailboxes and mail files.
        count: How many messages.
        size: Bytes each body is brought to by repeating it; 0 to leave it as it is.
    """
    messages = real_messages(corpora)
    with path.open("wb") as target:
        for number, raw in enumerate(islice(cycle(messages), count)):
            target.write(_varied(raw, number // len(messages), number, size).rstrip(b"\r\n") + b"\n\n")
    return path


def _varied(raw: bytes, copy: int, number: int, size: int) -> bytes:
    mark = b".%d>" % copy

    def vary(match: re.Match[bytes]) -> bytes:
        return match.group(1) + b":" + _ID.sub(lambda found: b"<" + found.group(1) + mark, match.group(2))

    parts = _BODY.split(raw, maxsplit=1)
    head, body = parts[0], parts[1] if len(parts) > 1 else b""
    varied = _IDS.sub(vary, head)
    if b"message-id:" not in varied.lower() or mark not in varied:
        varied += b"\nX-Number: %d\nMessage-ID: <made-up.%d@copies.example>" % (number, number)
    times = max(1, size // (len(body) + 1)) if body.strip() else 1
    return varied + b"\n\n" + b"\n".join([body] * times)


def big_store(path: Path, *, people: int = 10_000, interactions: int = 1_000_000) -> Path:
    """Write a store of so many people and messages, by the store's own door."""
    rng = np.random.default_rng(5)
    with Store.open(path) as store:
        for batch in _batches(rng, people, interactions):
            with store.transaction() as tx:
                change = tx.changes.open("import", "Imported a made-up network", NOW)
                file = tx.files.begin(change, "made-up", "mbox", "made-up", 1)
                tx.records.add(file, "mbox", "mail", batch)
                tx.files.finish(file, {})
    return path


def _batches(rng: np.random.Generator, people: int, interactions: int) -> Iterator[list[Sighted]]:
    me = Identity(IdentityKind.EMAIL, "robin@quillfeather.example")
    yield [
        Sighted(record=Profile(key="me", name="Robin Quillfeather", identities=(me,)), at="line 1", observed_at=NOW),
        *(Sighted(record=_contact(number), at=f"line {number}", observed_at=NOW) for number in range(people)),
    ]
    weight = rng.lognormal(0, 1.5, people)
    whom = rng.choice(people, interactions, p=weight / weight.sum())
    ages = rng.gamma(1.5, 500, interactions)
    outgoing = rng.random(interactions) < 0.45
    for start in range(0, interactions, 20_000):
        yield [
            _message(number, int(whom[number]), float(ages[number]), me, outgoing=bool(outgoing[number]))
            for number in range(start, min(start + 20_000, interactions))
        ]


def circles_store(path: Path, *, people: int = 10_000, mails: int = 24_000) -> Path:
    """Write a store of people who write among themselves too: about 100,000 ties among 10,000 people.

    Args:
        path: Where to.
        people: How many, in circles of fifty.
        mails: Mails to several; each from one person of a circle to ego and three others, one in ten from anywhere.
    """
    big_store(path, people=people, interactions=100_000)
    rng = np.random.default_rng(11)
    authors, ages = rng.integers(0, people, mails), rng.gamma(1.5, 500, mails)
    others = authors[:, None] // CIRCLE * CIRCLE + rng.integers(0, CIRCLE, (mails, 3))
    others = np.where(rng.random(others.shape) < STRAY, rng.integers(0, people, others.shape), others)
    me = Identity(IdentityKind.EMAIL, "robin@quillfeather.example")
    rows = list(zip(authors.tolist(), others.tolist(), ages.tolist(), strict=True))
    with Store.open(path) as store, store.transaction() as tx:
        change = tx.changes.open("import", "Imported mail among several", NOW)
        file = tx.files.begin(change, "made-up group", "mbox", "made-up group", 1)
        sighted = [_to_several(number, *row, me) for number, row in enumerate(rows)]
        tx.records.add(file, "mbox", "mail", sighted)
        tx.files.finish(file, {})
    return path


def _to_several(number: int, author: int, others: list[int], age: float, me: Identity) -> Sighted:
    sighted = _message(3_000_000 + number, author, age, me, outgoing=False)
    message = sighted.record
    if not isinstance(message, Message):
        raise TypeError(type(message))
    to = tuple(Party(name="", identity=_identity(other)) for other in sorted(set(others) - {author}))
    return replace(sighted, record=replace(message, to=message.to + to, recipients=1 + len(to)))


def _identity(number: int) -> Identity:
    return Identity(IdentityKind.EMAIL, f"person.{number}@firm-{number % 977}.example")


def _contact(number: int) -> Contact:
    return Contact(
        key=f"contact {number}",
        name=f"Given{number % 613} Family{number}",
        identities=(_identity(number),),
        company=f"Firm {number % 977}",
        title="Planner",
    )


def _message(number: int, whom: int, age: float, me: Identity, *, outgoing: bool) -> Sighted:
    ego, alter = Party(name="Robin Quillfeather", identity=me), Party(name="", identity=_identity(whom))
    sender, to = (ego, alter) if outgoing else (alter, ego)
    at = NOW - timedelta(days=age)
    asks = Flag.ASKS if number % 5 == 0 else Flag(0)
    text = f"About plan {number % 1009}: shall we look at it again in the spring?" if asks else f"Plan {number % 1009}."
    record = Message(
        key=f"<{number}@made-up>",
        channel=Channel.MAIL,
        at=at,
        sender=sender,
        to=(to,),
        recipients=1,
        subject=f"Plan {number % 1009}",
        text=text,
        own=text,
        message_id=f"{number}@made-up",
        flags=asks,
    )
    return Sighted(record=record, at=f"message {number}", observed_at=at)


def new_message(number: int, *, at: datetime) -> Sighted:
    """Return one message more from somebody the big store knows."""
    me = Identity(IdentityKind.EMAIL, "robin@quillfeather.example")
    sighted = _message(2_000_000 + number, number * 37 % 10_000, 0.0, me, outgoing=False)
    message = sighted.record
    if not isinstance(message, Message):
        raise TypeError(type(message))
    return replace(sighted, record=replace(message, at=at), observed_at=at)
