"""What the invented world is made of: companies, jobs, people, threads and what was said in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Circle = Literal["coworker", "classmate", "client", "friend", "met"]
State = Literal["alive", "dormant", "lost", "unseen"]
Medium = Literal["mail", "linkedin"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """An invented employer; its domain ends in ``.example``."""

    name: str
    domain: str
    city: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One job of one person; finished is None while it lasts."""

    company: Company
    title: str
    started: date
    finished: date | None

    def covers(self, day: date) -> bool:
        """Say whether the job is held on a day."""
        return self.started <= day and (self.finished is None or day < self.finished)


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """A school of ego's; the years are those of the profile."""

    name: str
    degree: str
    started: date
    finished: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How ego and one person are in touch.

    Attributes:
        state: Hidden state on the world's day: alive, dormant (silent but would answer), lost
            (would not), or unseen (connected, never a word).
        median_gap: Median days between two threads.
        spread: Standard deviation of the logarithm of the gaps.
        last: No ordinary thread starts after this day.
        count: Exactly this many ordinary threads instead of as many as the gaps give.
        they_start: Probability that a thread is begun by the other person.
        they_answer: Probability that they answer a thread begun by ego.
        by_mail: Share of threads held by mail; the others are on LinkedIn.
    """

    state: State
    median_gap: float
    spread: float
    last: date
    count: int | None = None
    they_start: float
    they_answer: float
    by_mail: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """Words of praise the person wrote for ego on LinkedIn.

    Attributes:
        on: Day it was written.
        text: Its words.
        thanked_on: Day ego thanked for it; None if ego never did.
    """

    on: date
    text: str
    thanked_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One alter.

    Attributes:
        index: Place in the world's list, from 0.
        given: Given name as they write it.
        family: Family name as they write it.
        flourish: What LinkedIn shows after the family name: credential, pronouns, emoji; mostly empty.
        local: ASCII ``given.family``, unique in the world; the local part of their addresses.
        culture: Which table their name came from; decides quoting habits.
        circle: How they belong.
        era: The employer or school of ego's, or the event, where the two met.
        met_on: Day they met.
        jobs: Career since about that day, in time order.
        private: Private mail address; empty if they never use one with ego.
        slug: LinkedIn slug as in their profile address (may hold non-ASCII); empty if not connected.
        connected_on: Day of the connection; None if not connected.
        hidden: Exports show only the date of the connection.
        shows_address: The export shows their mail address.
        birthday: Birthday, with the true year.
        topics: Names of the topics the two talk about.
        rhythm: How they are in touch.
        open_on: Day of a question that ego left unanswered; None if there is none.
        personal_on: Day of their last, sensitive talk; None if there is none.
        recommendation: What they wrote for ego; None if nothing.
        page: A page or a handle of theirs that their mails are signed with; empty if none.
    """

    index: int
    given: str
    family: str
    flourish: str
    local: str
    culture: str
    circle: Circle
    era: str
    met_on: date
    jobs: tuple[Job, ...]
    private: str
    slug: str
    connected_on: date | None
    hidden: bool
    shows_address: bool
    birthday: date
    topics: tuple[str, ...]
    rhythm: Rhythm
    open_on: date | None = None
    personal_on: date | None = None
    recommendation: Recommendation | None = None
    page: str = ""

    @property
    def name(self) -> str:
        """Full name as in mail."""
        return f"{self.given} {self.family}"

    @property
    def shown_name(self) -> str:
        """Full name as LinkedIn shows it, with credential or emoji."""
        return f"{self.given} {self.family}{self.flourish}"

    def job_on(self, day: date) -> Job | None:
        """Return the job held on a day, None between jobs."""
        return next((job for job in self.jobs if job.covers(day)), None)

    def address_on(self, day: date) -> str:
        """Return the mail address they write from on a day; it changes with the job unless private."""
        job = self.job_on(day)
        if job is not None and (self.circle in {"coworker", "client", "met"} or not self.private):
            return f"{self.local}@{job.company.domain}"
        return self.private or f"{self.local}@postbox.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ego:
    """The invented user.

    Attributes:
        given: Given name.
        family: Family name.
        slug: LinkedIn slug.
        headline: Profile headline.
        summary: Profile summary.
        city: Where they live.
        phone: Phone number.
        private: Private mail address, used all the time.
        birthday: Birthday.
        jobs: Career, in time order.
        schools: Schools, in time order.
    """

    given: str
    family: str
    slug: str
    headline: str
    summary: str
    city: str
    phone: str
    private: str
    birthday: date
    jobs: tuple[Job, ...]
    schools: tuple[School, ...]

    @property
    def name(self) -> str:
        """Full name."""
        return f"{self.given} {self.family}"

    @property
    def local(self) -> str:
        """Local part of the work addresses."""
        return f"{self.given}.{self.family}".lower()

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every mail address, the private one first."""
        return (self.private, *(f"{self.local}@{job.company.domain}" for job in self.jobs))

    def job_on(self, day: date) -> Job | None:
        """Return the job held on a day, None between jobs."""
        return next((job for job in self.jobs if job.covers(day)), None)

    def address_for(self, person: Person, day: date) -> str:
        """Return the address ego writes to a person from on a day: work to work, else private."""
        job = self.job_on(day)
        if job is not None and person.circle in {"coworker", "client"}:
            return f"{self.local}@{job.company.domain}"
        return self.private


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One message of a thread.

    Attributes:
        at: When it was sent; aware UTC.
        outgoing: True if ego wrote it.
        text: The author's own words, paragraphs divided by an empty line; no signature, no quote.
        asks: True if it ends in a question to the other.
    """

    at: datetime
    outgoing: bool
    text: str
    asks: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """One exchange with one person.

    Attributes:
        key: Unique in the world: ``<person>.<number>``.
        person: Index of the person.
        medium: Mail or LinkedIn.
        subject: Subject line; used in mail only.
        topic: Name of the topic; empty for wishes.
        lines: What was said, in time order; never empty.
    """

    key: str
    person: int
    medium: Medium
    subject: str
    topic: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How large and of what kind a world is.

    Attributes:
        people: Number of alters.
        years: Years of mail and messages before the world's day.
        open_recent: Questions to ego left unanswered in the last 60 days.
        open_old: Older questions to ego left unanswered.
        personal: People whose last talk was a sensitive one.
        unthanked: Recommendations received and never thanked.
        thanked: Recommendations received and thanked.
        shows_address: Share of connections whose mail address the export shows (0.01 to 0.03 in real ones).
        mail: False for a world whose talks are all on LinkedIn.
        conversations: Exactly this many people ego ever exchanged words with, with few threads each; None for
            as many people and threads as the rhythms give.
    """

    people: int = 150
    years: int = 10
    open_recent: int = 4
    open_old: int = 5
    personal: int = 2
    unthanked: int = 3
    thanked: int = 3
    shows_address: float = 0.03
    mail: bool = True
    conversations: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A fictional network whose truth is known.

    Attributes:
        seed: What it was made from.
        today: The world's day; nothing in it is later.
        shape: How large it is.
        ego: The user.
        people: Everybody ego knows, by index.
    """

    seed: int
    today: date
    shape: Shape = field(default_factory=Shape)
    ego: Ego
    people: tuple[Person, ...]
