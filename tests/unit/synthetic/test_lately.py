"""What is new in the invented world is true of it, and its files tell it to the readers they are made for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from kithly.history.followable import followable
from kithly.history.signature_contacts import contacts_of
from kithly.records import Contact, Meeting, News, NewsKind, Problem, Sighted
from kithly.sources.base import Item
from kithly.sources.ical import ICal
from kithly.sources.mbox import Mbox
from kithly.sources.vcard import VCard
from kithly.synthetic import make_world, threads, truth
from kithly.synthetic.books import write_address_book, write_calendar
from kithly.synthetic.correspondence import letters_of
from kithly.synthetic.lately import CARDS, HANDLES, PAGES, Lately, lately
from kithly.synthetic.letter import Letter
from kithly.synthetic.notices import write_notices

TODAY = date(2026, 11, 23)
END = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture(scope="module", params=(1, 20))
def new(request: pytest.FixtureRequest) -> Lately:
    return lately(make_world(request.param, today=TODAY))


def read(source: object, path: Path) -> Iterator[Sighted | Problem]:
    item = Item(
        path=path.name,
        name=path.name,
        size=path.stat().st_size,
        modified=datetime.fromtimestamp(path.stat().st_mtime, tz=UTC),
        container="",
        opener=lambda: path.open("rb"),
    )
    yield from source.read(item)  # type: ignore[attr-defined]


def records(source: object, path: Path, write: Callable[[Lately, Path], int], new: Lately) -> list[object]:
    write(new, path)
    found = list(read(source, path))
    assert not [one for one in found if isinstance(one, Problem)]
    return [one.record for one in found if isinstance(one, Sighted)]


def test_one_world_has_one_lately(new: Lately) -> None:
    assert lately(make_world(new.world.seed, today=TODAY)) == new


def test_nobody_joins_or_leaves_and_what_was_said_stays_nearly_the_same(new: Lately) -> None:
    was, after = (truth(one, on=TODAY) for one in (make_world(new.world.seed, today=TODAY), new.world))
    assert [one.name for one in after.identities] == [one.name for one in was.identities]
    assert (after.known, after.connections, after.open_questions) == (
        was.known,
        was.connections,
        was.open_questions,
    )
    old = make_world(new.world.seed, today=TODAY)
    leap = [
        one.index for one, other in zip(new.world.people, old.people, strict=True) if one.birthday != other.birthday
    ]
    assert len(leap) == 1, "whoever is born on 29 February now may get other wishes"
    words, old_words = (
        Counter(one.person for one in threads(world) if one.person not in leap) for world in (new.world, old)
    )
    assert words == old_words


def test_each_part_is_somebody_elses(new: Lately) -> None:
    parts = [one.person for one in new.happenings] + [one.person for one in new.appointments]
    parts += [one.person for one in new.cards]
    assert len(parts) == len(set(parts))


def test_what_is_told_is_true_of_the_world(new: Lately) -> None:
    assert Counter(one.kind for one in new.happenings) == {
        "job": 1, "anniversary": 1, "birthday": 1, "post": 4, "release": 1, "letter": 1
    }  # fmt: skip
    for one in new.happenings:
        job = new.world.people[one.person].jobs[-1]
        assert one.at < END
        if one.kind == "job":
            assert (job.company.name, job.title) == (one.company, one.title)
            assert timedelta() < END.date() - job.started < timedelta(days=30)
        elif one.kind == "anniversary":
            assert (job.company.name, job.finished) == (one.company, None)
            assert (one.at.year - job.started.year, one.at.month, one.at.day) == (
                one.years,
                job.started.month,
                job.started.day,
            )
        elif one.kind == "birthday":
            born = new.world.people[one.person].birthday
            assert (one.at.month, one.at.day) == (born.month, born.day)


def test_every_notice_is_understood_as_what_it_is(new: Lately, tmp_path: Path) -> None:
    told = [one for one in records(Mbox(), tmp_path / "n.mbox", write_notices, new) if isinstance(one, News)]
    kinds = {"job": NewsKind.JOB, "anniversary": NewsKind.WORK_ANNIVERSARY, "birthday": NewsKind.BIRTHDAY}
    assert [(one.kind, one.about.name, one.at) for one in told] == [
        (kinds.get(one.kind, NewsKind.POST), new.world.people[one.person].name, one.at) for one in new.happenings
    ]
    linked = [one.about.identity.value for one in told if one.about.identity and one.channel == "linkedin"]
    slugs = [new.world.people[one.person].slug for one in new.happenings if one.kind not in {"release", "letter"}]
    assert linked == slugs


def test_the_address_book_holds_a_dozen_birthdays_of_people_who_write(new: Lately, tmp_path: Path) -> None:
    cards = [one for one in records(VCard(), tmp_path / "b.vcf", write_address_book, new) if isinstance(one, Contact)]
    assert len(cards) == len(new.cards) == CARDS
    used = {address for one in truth(new.world, on=TODAY).identities for address in one.addresses}
    assert all(card.address in used for card in new.cards)
    days = [one.birthday for one in cards if one.birthday]
    assert len(days) == CARDS
    assert sum(day.year is None for day in days) == 1
    assert (2, 29) in {(day.month, day.day) for day in days}
    coming = [(TODAY + timedelta(days=ahead)) for ahead in range(15)]
    assert {(day.month, day.day) for day in days} & {(day.month, day.day) for day in coming}


def test_the_calendar_holds_what_was_what_comes_and_a_journey(new: Lately, tmp_path: Path) -> None:
    meetings = [one for one in records(ICal(), tmp_path / "c.ics", write_calendar, new) if isinstance(one, Meeting)]
    past, coming, journey = meetings
    assert past.at is not None
    assert coming.at is not None
    assert past.at < END < coming.at < END + timedelta(days=2)
    assert journey.is_all_day
    homes = {card.city for card in new.cards if card.city}
    assert len(homes) == 1
    assert journey.place.endswith(f", {homes.pop()}")
    assert new.world.ego.city not in journey.place


def test_pages_and_handles_stand_in_signatures_and_can_be_followed(new: Lately) -> None:
    signing = [person for person in new.world.people if person.page]
    assert len(signing) == PAGES + HANDLES
    for person in signing:
        found = followable(person.page, name=person.name)
        assert found is not None
        assert found.is_own, person.page
        assert ".example" in person.page
        told = contacts_of(f"{person.name}\n{person.page}")
        assert person.page in told.links or ("mastodon", person.page) in told.profiles
        theirs = [one for one in letters_of(new.world, person, END) if one.sender == person.address_on(one.at.date())]
        assert any(person.page in plain_text(one) for one in theirs)


def plain_text(letter: Letter) -> str:
    parsed = message_from_bytes(f"{letter.headers}\n".encode() + letter.body, policy=policy.default)
    found = parsed.get_body(("plain",))
    return str(found.get_content()) if found else ""
