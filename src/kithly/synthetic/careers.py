"""Careers: ego's own, and those of the people met in it."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from kithly.synthetic.chance import day_between
from kithly.synthetic.companies import EVENTS, new_company, new_title
from kithly.synthetic.model import Circle, Company, Ego, Job, School

_YEAR = 365.25
_SHORTEST_DAYS, _LONGEST_DAYS = 500, 2_400  # how long a job lasts
_SCHOOLS = (
    ("Wickersea Grammar School", "Leaving certificate"),
    ("Tarnfield Institute of Technology", "MSc, Transport Engineering"),
)


def years_before(day: date, years: float) -> date:
    """Return the day that many years earlier."""
    return day - timedelta(days=round(years * _YEAR))


def new_ego(rng: Random, *, today: date) -> Ego:
    """Return the invented user, sixteen years into a career with four employers."""
    jobs = _ego_jobs(rng, today=today)
    start = jobs[0].started
    schools = (
        School(
            name=_SCHOOLS[0][0],
            degree=_SCHOOLS[0][1],
            started=date(start.year - 13, 9, 1),
            finished=date(start.year - 6, 6, 30),
        ),
        School(
            name=_SCHOOLS[1][0],
            degree=_SCHOOLS[1][1],
            started=date(start.year - 6, 9, 1),
            finished=date(start.year - 1, 7, 31),
        ),
    )
    return Ego(
        given="Robin",
        family="Quillfeather",
        slug="robin-quillfeather",
        headline=f"{jobs[-1].title} at {jobs[-1].company.name}",
        summary="I make timetables that people can keep.\nBefore that: audits, ferries, and one very small museum.",
        city=jobs[-1].company.city,
        phone="+1 555 0100",
        private="robin.quillfeather@postbox.example",
        birthday=date(start.year - 25, 5, 17),
        jobs=jobs,
        schools=schools,
    )


def _ego_jobs(rng: Random, *, today: date) -> tuple[Job, ...]:
    """Return four jobs at four companies, the last one lasting."""
    turns = [years_before(today, years + rng.uniform(-0.5, 0.5)).replace(day=1) for years in (16, 11.5, 7.5, 3)]
    companies: list[Company] = []
    while len(companies) < len(turns):
        company = new_company(rng)
        if company not in companies:
            companies.append(company)
    ends = [*turns[1:], None]
    titles = ("Planner", "Senior Planner", "Team Lead, Timetables", "Head of Planning")
    return tuple(
        Job(company=company, title=title, started=start, finished=end)
        for company, title, start, end in zip(companies, titles, turns, ends, strict=True)
    )


def meet(rng: Random, circle: Circle, ego: Ego, *, today: date) -> tuple[str, date, Company]:
    """Return where and when ego met somebody of a circle, and where that person worked then."""
    if circle == "classmate":
        school = ego.schools[1] if rng.random() < 0.8 else ego.schools[0]
        return school.name, day_between(rng, school.started, school.finished), new_company(rng)
    if circle in {"friend", "met"}:
        event = rng.choice(EVENTS)
        first = years_before(today, 14 if circle == "friend" else 7)
        return event, day_between(rng, first, today - timedelta(days=40)), new_company(rng)
    job = rng.choice(ego.jobs)
    met_on = day_between(rng, job.started, (job.finished or today) - timedelta(days=60))
    return job.company.name, met_on, job.company if circle == "coworker" else new_company(rng)


def career(rng: Random, first: Company, *, from_day: date, today: date) -> tuple[Job, ...]:
    """Return the jobs of somebody who works at a company on a day, up to today.

    About one in eight has left the last job and has none today.
    """
    jobs: list[Job] = []
    company = first
    started = from_day - timedelta(days=rng.randint(0, 700))
    while True:
        # The job must cover the day the two met, hence counted from there.
        left = max(started, from_day) + timedelta(days=rng.randint(_SHORTEST_DAYS, _LONGEST_DAYS))
        finished = left if left < today else None
        jobs.append(Job(company=company, title=new_title(rng), started=started, finished=finished))
        if finished is None or rng.random() < 0.08:
            return tuple(jobs)
        started = finished + timedelta(days=rng.choice((0, 0, 1, 14, 45)))
        if started >= today:
            return tuple(jobs)
        if rng.random() < 0.85:
            company = new_company(rng)
