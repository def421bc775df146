"""Mail among several: what people of one employer, school or event write to ego and to each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

from kithly.synthetic import mime
from kithly.synthetic.chance import day_between, stream
from kithly.synthetic.letter import Letter
from kithly.synthetic.mail import mbox_chunk
from kithly.synthetic.model import Person, World

_SUBJECTS = ("The plan for spring", "Dinner after the forum", "Minutes of our talk", "Who brings the maps?")
_MAILS_EACH = 5  # a person writes to a group so often
_FEWEST, _MOST = 2, 5  # others a mail is addressed to beside ego
_YEARS_TOGETHER = 4  # after the day they met ego


def write_group_mail(world: World, path: Path, *, stray: float = 0.1) -> int:
    """Write an mbox of mail among ego's people; the same world and share give the same bytes.

    Who is addressed comes from the writer's own circle, `Person.era`: that is the truth to be found again.

    Args:
        world: Whose people.
        path: File to write.
        stray: Share of those addressed who come from anywhere.

    Returns:
        How many messages were written.
    """
    letters = sorted(_letters(world, stray), key=lambda letter: (letter.at, letter.thread))
    path.write_bytes(b"".join(mbox_chunk(letter, "mboxrd", "en") for letter in letters))
    return len(letters)


def _letters(world: World, stray: float) -> Iterator[Letter]:
    circles: dict[str, list[Person]] = {}
    for person in world.people:
        circles.setdefault(person.era, []).append(person)
    for writer in world.people:
        rng = stream(world.seed, "group", writer.index)
        for number in range(_MAILS_EACH):
            others = _addressed(rng, world, [one for one in circles[writer.era] if one is not writer], stray)
            if others:
                yield _letter(rng, world, writer, [one for one in others if one is not writer], number)


def _addressed(rng: Random, world: World, circle: list[Person], stray: float) -> list[Person]:
    """Return whom a mail is addressed to beside ego."""
    count = min(rng.randint(_FEWEST, _MOST), len(circle))
    return [rng.choice(world.people) if rng.random() < stray else one for one in rng.sample(circle, count)]


def _letter(rng: Random, world: World, writer: Person, others: list[Person], number: int) -> Letter:
    last = min(world.today - timedelta(days=1), writer.met_on + timedelta(days=365 * _YEARS_TOGETHER))
    on = day_between(rng, writer.met_on, last)
    at = datetime.combine(on, time(rng.randint(7, 18), rng.randint(0, 59)), tzinfo=UTC)
    key, subject = f"group.{writer.index}.{number}", rng.choice(_SUBJECTS)
    content, text = mime.body("Let us talk it over next week.\n", "plain", boundary=key)
    to = [(world.ego.name, world.ego.private), *((one.name, _address(one, on)) for one in dict.fromkeys(others))]
    headers = [
        f"Message-ID: <{key}.{world.seed}@groups.example>",
        f"Date: {mime.rfc_date(at)}",
        f"From: {mime.mailbox(writer.name, _address(writer, on))}",
        "To: " + ",\n ".join(mime.mailbox(name, address) for name, address in to),
        f"Subject: {mime.encoded(subject)}",
        "MIME-Version: 1.0",
    ]
    head = "\n".join(headers) + "\n" + content
    return Letter(at=at, sender=_address(writer, on), thread=key, labels=("inbox",), headers=head, body=text)


def _address(person: Person, on: date) -> str:
    return person.address_on(on)
