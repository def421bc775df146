"""The connection list, invitations, recommendations, endorsements and notes of a LinkedIn export."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import quote

from kithly.synthetic.chance import stream
from kithly.synthetic.linkedin_cells import (
    Era,
    Row,
    bare_second,
    day_month_year,
    padded_minute,
    slashed_second,
    table,
    us_minute,
)
from kithly.synthetic.model import Person, World
from kithly.synthetic.phrases import NOTES

_RECENT_DAYS = 90  # older invitations are not in the export
_SKILLS = ("Timetabling", "Facilitation", "Auditing", "Data Analysis", "Plain Writing", "Public Transport")
_PREAMBLE = (
    "This list was made from your connections as they stood on the day of the export. Some mail addresses are not "
    "in it: a connection's address is listed only if that person has chosen, in the settings of that account, "
    "to let connections see or download it. The choice can be changed at any time, and the next export shows it. "
    "To learn more, look it up in the help text"
)
STRANGERS = (
    ("Peregrine", "Oddfellow", "peregrine-oddfellow-77aa01", "I help leaders scale. Open to a quick chat this week?"),
    ("Lucinda", "Farthingale", "lucinda-farthingale-0c1d", ""),
    ("Barnaby", "Coldharbour", "barnaby-coldharbour-5e21", "Great profile! Let us explore synergies."),
)


def profile_url(slug: str) -> str:
    """Return the address of a profile, other letters percent-encoded."""
    return f"https://www.linkedin.com/in/{quote(slug)}"


def at_hour(world: World, label: str, day: date) -> datetime:
    """Return a repeatable moment of a day for one named thing; aware UTC."""
    rng = stream(world.seed, label, day.isoformat())
    return datetime.combine(day, time(rng.randint(6, 21), rng.randint(0, 59), rng.randint(0, 59)), tzinfo=UTC)


def connected(world: World, on: date) -> list[Person]:
    """Return the connections as of a day, newest first."""
    known = [person for person in world.people if person.connected_on is not None and person.connected_on < on]
    return sorted(known, key=lambda person: (person.connected_on or on, person.index), reverse=True)


def connections(world: World, on: date, era: Era) -> bytes:
    """Return Connections.csv of an era as of a day."""
    columns = ["First Name", "Last Name", "Email Address", "Company", "Position", "Connected On"]
    if era in {"2024", "2026"}:
        columns.insert(2, "URL")
    rows = (_connection(world, person, on=on, era=era) for person in connected(world, on))
    body = table(tuple(columns), rows, open_end=True)
    preamble = f'Notes:\n"{_PREAMBLE}"\n\n'.encode() if era in {"2023", "2024", "2026"} else b""
    return preamble + body


def _connection(world: World, person: Person, *, on: date, era: Era) -> Row:
    """Return one connection; a hidden member's row holds only the date, told in each era's own form."""
    since = person.connected_on or on
    when = us_minute(at_hour(world, person.local, since)) if era == "2018" else day_month_year(since)
    has_url = era in {"2024", "2026"}
    if person.hidden:
        return ("",) * (6 if has_url else 5) + (when,)
    job = person.job_on(on)
    # Hardly anybody changes the address an account was opened with.
    address = person.address_on(since) if person.shows_address or era == "2018" else ""
    url = (profile_url(person.slug),) if has_url else ()
    family = f"{person.family}{person.flourish}"
    work = (job.company.name, job.title) if job else ("", "")
    return (person.given, family, *url, address, *work, when)


def invitations(world: World, on: date, era: Era) -> bytes:
    """Return Invitations.csv: those of the last weeks, and pending ones of strangers."""
    header: Row = ("From", "To", "Sent At", "Message", "Direction")
    if era in {"2024", "2026"}:
        header = (*header, "inviterProfileUrl", "inviteeProfileUrl")
    dated = sorted(_invitations(world, on), key=lambda pair: pair[0], reverse=True)
    return table(header, (row[: len(header)] for _, row in dated))


def _invitations(world: World, on: date) -> Iterator[tuple[datetime, Row]]:
    """Yield when and how each invitation reads, with all seven cells."""
    ego, mine = world.ego, profile_url(world.ego.slug)
    for person in connected(world, on):
        if person.hidden or person.connected_on is None or (on - person.connected_on).days > _RECENT_DAYS:
            continue
        rng = stream(world.seed, "invitation", person.index)
        sent = at_hour(world, f"invitation {person.index}", person.connected_on - timedelta(days=rng.randint(0, 3)))
        outgoing = rng.random() < 0.4
        name = person.given if outgoing else ego.given
        words = rng.choice(NOTES).format(name=name, event=person.era, topic=person.topics[0])
        note = words if rng.random() < 0.5 else ""
        ends = (ego.name, person.shown_name) if outgoing else (person.shown_name, ego.name)
        urls = (mine, profile_url(person.slug)) if outgoing else (profile_url(person.slug), mine)
        yield sent, (*ends, us_minute(sent), note, "OUTGOING" if outgoing else "INCOMING", *urls)
    for number, (given, family, slug, note) in enumerate(STRANGERS):
        sent = at_hour(world, slug, on - timedelta(days=5 + 9 * number))
        yield sent, (f"{given} {family}", ego.name, us_minute(sent), note, "INCOMING", profile_url(slug), mine)


def recommendations_received(world: World, on: date) -> bytes:
    """Return Recommendations_Received.csv."""
    header = ("First Name", "Last Name", "Company", "Job Title", "Text", "Creation Date", "Status")
    rows = []
    for person in world.people:
        praise = person.recommendation
        if praise is None or praise.on >= on:
            continue
        job = person.job_on(praise.on)
        work = (job.company.name, job.title) if job else ("", "")
        when = padded_minute(at_hour(world, f"praise {person.index}", praise.on))
        rows.append((person.given, f"{person.family}{person.flourish}", *work, praise.text, when, "VISIBLE"))
    return table(header, rows)


def recommendations_given(world: World, on: date) -> bytes:
    """Return Recommendations_Given.csv: ego wrote for the first two who did so for ego."""
    header = ("First Name", "Last Name", "Company", "Job Title", "Text", "Creation Date", "Status")
    rows = []
    thanked = [person for person in world.people if person.recommendation and person.recommendation.thanked_on]
    for person in thanked[:2]:
        given_on = (person.recommendation.thanked_on if person.recommendation else None) or on
        if given_on + timedelta(days=9) >= on:
            continue
        job = person.job_on(given_on)
        text = f"{person.given} brought order into {person.topics[0]} and good humour into the room."
        when = padded_minute(at_hour(world, f"praised {person.index}", given_on + timedelta(days=9)))
        work = (job.company.name, job.title) if job else ("", "")
        rows.append((person.given, f"{person.family}{person.flourish}", *work, text, when, "VISIBLE"))
    return table(header, rows)


def endorsements(world: World, on: date, era: Era, *, received: bool) -> bytes:
    """Return Endorsement_Received_Info.csv or Endorsement_Given_Info.csv."""
    role = "Endorser" if received else "Endorsee"
    with_url = era in {"2024", "2026"}
    url_column = (f"{role} Public Url",) if with_url else ()
    header = (
        "Endorsement Date",
        "Skill Name",
        f"{role} First Name",
        f"{role} Last Name",
        *url_column,
        "Endorsement Status",
    )
    rows = []
    for person in connected(world, on):
        rng = stream(world.seed, "endorsement", role, person.index)
        day = (person.connected_on or on) + timedelta(days=rng.randint(10, 900))
        if person.hidden or rng.random() > (0.2 if received else 0.08) or day >= on:
            continue
        when = slashed_second(at_hour(world, f"{role} {person.index}", day))
        url = (profile_url(person.slug).removeprefix("https://"),) if with_url else ()
        rows.append((when, rng.choice(_SKILLS), person.given, f"{person.family}{person.flourish}", *url, "ACCEPTED"))
    return table(header, rows)


def notes(world: World, on: date) -> bytes:
    """Return Notes.csv: ego's own notes on a few connections."""
    header = (
        "Connection First Name",
        "Connection Last Name",
        "Connection Profile URL",
        "Note",
        "Created On",
        "Edited On",
    )
    rows = []
    for person in connected(world, on):
        if person.hidden or person.circle != "met" or person.connected_on is None:
            continue
        when = bare_second(at_hour(world, f"note {person.index}", person.connected_on))
        text = f"Met at the {person.era}, {person.connected_on.year}. Talked about {person.topics[0]}."
        rows.append((person.given, f"{person.family}{person.flourish}", profile_url(person.slug), text, when, when))
    return table(header, rows[:6])
