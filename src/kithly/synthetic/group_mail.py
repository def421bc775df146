"""Mail among several: what people of one employer, school or event write to ego and to each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from random import Random

from kithly.synthetic import mime
from kithly.synthetic.chance import stream
from kithly.synthetic.letter import Letter
from kithly.synthetic.mail import mbox_chunk
from kithly.synthetic.model import Person, World
from kithly.synthetic.threads import threads_of
from kithly.synthetic.topics import BY_NAME

_MAILS_EACH = 5  # a person writes to a group so often
_FEWEST, _MOST = 2, 5  # others a mail is addressed to beside ego

Days = Mapping[int, Sequence[date]]
"""When each person, by index, wrote with ego by mail; ascending."""


def write_group_mail(world: World, path: Path, *, stray: float = 0.1) -> int:
    """Write an mbox of mail among ego's people; the same world and share give the same bytes.

    Who is addressed comes from the writer's own circle, `Person.era`: that is the truth to be found again. Only who
    writes mail with ego takes part, early on days on which they do, under the addresses they have then: so nobody
    becomes known by it, and no tie lives longer.

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
    days = _days(world)
    writing = [person for person in world.people if days[person.index]]
    circles: dict[str, list[Person]] = {}
    for person in writing:
        circles.setdefault(person.era, []).append(person)
    for writer in writing:
        rng = stream(world.seed, "group", writer.index)
        for number in range(_MAILS_EACH):
            circle = [one for one in circles[writer.era] if one is not writer]
            drawn = _addressed(rng, writing, circle, stray)
            others = [one for one in dict.fromkeys(drawn) if one is not writer]
            if others:
                yield _letter(rng, world, (writer, *others), days, number)


def _days(world: World) -> Days:
    found: dict[int, list[date]] = {person.index: [] for person in world.people}
    for person in world.people:
        special = {person.open_on, person.personal_on}
        begun = (thread.lines[0].at.date() for thread in threads_of(world, person) if thread.medium == "mail")
        found[person.index] = sorted({on for on in begun if on < world.today} - special)
    return found


def _addressed(rng: Random, everybody: list[Person], circle: list[Person], stray: float) -> list[Person]:
    """Return whom a mail is addressed to beside ego."""
    count = min(rng.randint(_FEWEST, _MOST), len(circle))
    return [rng.choice(everybody) if rng.random() < stray else one for one in rng.sample(circle, count)]


def _letter(rng: Random, world: World, people: tuple[Person, ...], days: Days, number: int) -> Letter:
    writer = people[0]
    on = rng.choice(days[writer.index])
    at = datetime.combine(on, time(rng.randint(3, 5), rng.randint(0, 59)), tzinfo=UTC)
    topic, key = BY_NAME[rng.choice(writer.topics)], f"group.{writer.index}.{number}"
    words = f"Dear all,\n\n{rng.choice(topic.news)}\n\n{writer.given}\n"
    content, text = mime.body(words, "plain", boundary=key)
    sender, *others = ((one.name, _address(one, on, days)) for one in people)
    headers = [
        f"Message-ID: <{key}.{world.seed}@groups.example>",
        f"Date: {mime.rfc_date(at)}",
        f"From: {mime.mailbox(*sender)}",
        "To: " + ",\n ".join(mime.mailbox(*one) for one in ((world.ego.name, world.ego.private), *others)),
        f"Subject: {mime.encoded(rng.choice(topic.subjects))}",
        "MIME-Version: 1.0",
    ]
    head = "\n".join(headers) + "\n" + content
    return Letter(at=at, sender=sender[1], thread=key, labels=("inbox",), headers=head, body=text)


def _address(person: Person, on: date, days: Days) -> str:
    """Return the address they write to ego from at about that time."""
    near = min(days[person.index], key=lambda day: abs((day - on).days))
    return person.address_on(near)
