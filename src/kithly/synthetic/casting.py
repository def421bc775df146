"""Who gets a part in what has lately happened: everybody, whom a part fits, and who has none yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from kithly.records import name_key
from kithly.synthetic.chance import day_in, stream
from kithly.synthetic.model import Person, World
from kithly.synthetic.threads import threads_of

SERVER = "harbour-social.example"  # where the handles are
_SILENT_DAYS = 25  # nobody is told news of who wrote so lately: words since would be an answer to it
_LISTED_DAYS = 45  # whoever is connected for so long stands in the newest export
_UNSIGNED = 3  # of five styles the one without a signature
_IN_USE_DAYS = 300  # a page somebody signed with so lately is still theirs
_SINCE_YEARS_DAYS = 300  # so long somebody must be at a place before an anniversary of it is told


class Cast:
    """Everybody, and who has no part yet: each part goes to somebody else."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.people = list(world.people)
        names = [person.name for person in world.people]
        self.free = [person.index for person in world.people if _is_ordinary(person) and names.count(person.name) == 1]
        self.rng = stream(world.seed, "lately")
        self.rng.shuffle(self.free)
        self._spoke: dict[int, dict[str, date]] = {}

    def take(self, count: int, fits: Callable[[Cast, Person], bool]) -> list[Person]:
        """Return as many as there are of the first people whom a part fits; they are free no more."""
        found: list[Person] = []
        for index in list(self.free):
            if len(found) < count and fits(self, self.people[index]):
                found.append(self.people[index])
                self.free.remove(index)
        return found

    def spoke(self, person: Person) -> dict[str, date]:
        """Return when a person and ego last spoke: in each medium, and about each topic."""
        if person.index not in self._spoke:
            days: dict[str, date] = {}
            for thread in threads_of(self.world, person):
                last = thread.lines[-1].at.date()
                days[thread.medium] = days[thread.topic] = last
            self._spoke[person.index] = days
        return self._spoke[person.index]

    def at(self, days_ago: int, hour: int) -> datetime:
        """Return a moment some days before the world's day."""
        return datetime.combine(self.world.today - timedelta(days=days_ago), time(hour, 12), tzinfo=UTC)

    def change(self, person: Person) -> None:
        """Put a changed person in the place of who they were."""
        self.people[person.index] = person


def _is_ordinary(person: Person) -> bool:
    """Say whether somebody talks with ego, has no special talk, and is shown by name."""
    special = person.open_on or person.personal_on or person.recommendation
    return person.rhythm.state in {"alive", "dormant"} and not special and not person.hidden


def writes(cast: Cast, person: Person) -> bool:
    """Say whether somebody is in touch by mail."""
    return person.rhythm.state == "alive" and "mail" in cast.spoke(person)


def is_told_of(cast: Cast, person: Person) -> bool:
    """Say whether LinkedIn tells news of somebody, and nothing was said since."""
    days = cast.spoke(person).values()
    quiet = cast.world.today - timedelta(days=_SILENT_DAYS)
    listed = cast.world.today - timedelta(days=_LISTED_DAYS)
    is_linked = person.connected_on is not None and person.connected_on < listed and bool(person.slug)
    return is_linked and person.slug.isascii() and bool(days) and max(days) < quiet


def works(cast: Cast, person: Person) -> bool:
    """Say whether somebody of whom LinkedIn tells has had their present job for long."""
    job = person.jobs[-1]
    long_ago = cast.world.today - timedelta(days=_SINCE_YEARS_DAYS)
    return is_told_of(cast, person) and job.finished is None and job.started < long_ago


def silence(cast: Cast, person: Person) -> float:
    """Return for how many of their usual gaps somebody and ego have been silent."""
    last = max(cast.spoke(person).values(), default=cast.world.today)
    return (cast.world.today - last).days / person.rhythm.median_gap


def days_since(day: date, today: date) -> int:
    """Return how long ago a day of the year was, at least one day."""
    years = (today.year, today.year - 1)
    return next(ago for year in years if (ago := (today - day_in(day, year)).days) > 0)


def signs(cast: Cast, person: Person) -> bool:
    """Say whether somebody in touch by mail signs what they write, under a name that plain letters can spell."""
    day = cast.spoke(person).get("mail", date.min)
    is_signed = person.index % 5 != _UNSIGNED and person.job_on(day) is not None
    is_in_use = day > cast.world.today - timedelta(days=_IN_USE_DAYS)
    return writes(cast, person) and is_signed and is_in_use and name_key(person.name).isascii()


def page_of(person: Person) -> str:
    """Return the page that would be a person's own."""
    return f"https://{person.local.replace('.', '-')}.example"


def handle_of(person: Person) -> str:
    """Return the handle a person would have on the one server of the world."""
    return f"@{person.local.replace('.', '_').replace('-', '_')}@{SERVER}"


def last_address(cast: Cast, person: Person) -> str:
    """Return the address somebody last wrote to ego from."""
    return person.address_on(cast.spoke(person)["mail"])


def city_of(person: Person) -> str:
    """Return where somebody works now; empty for nowhere."""
    return person.jobs[-1].company.city if person.jobs[-1].finished is None else ""
