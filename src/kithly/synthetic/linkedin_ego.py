"""Ego's own files of a LinkedIn export: profile, career, addresses, posts, comments, reactions."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from kithly.synthetic.chance import stream
from kithly.synthetic.linkedin_cells import (
    Era,
    Row,
    bare_second,
    java_second,
    month_day,
    month_year,
    table,
    us_minute,
    wide_table,
)
from kithly.synthetic.linkedin_people import at_hour, connected
from kithly.synthetic.model import World

_POSTS = (
    "We asked passengers what they want. They want the tram to come when the board says so.\n\nThat is all.",
    "Fourteen months of ferry counts, one finding: people do not mind waiting. They mind not knowing.",
    "A thank-you to everybody who stood in the rain with a clicker last week.\nThe numbers are worth it.\n#timetables",
    "Looking back at the small museum: the best exhibit was the guest book.",
)
_COMMENTS = (
    "Congratulations to the whole team!",
    "We saw the same on the island lines.\nThe winter numbers surprised everybody.",
    "Well said, and well measured.",
)
_REACTIONS = ("LIKE", "PRAISE", "EMPATHY", "APPRECIATION", "INTEREST", "ENTERTAINMENT")


def profile(world: World, era: Era) -> bytes:
    """Return Profile.csv."""
    ego = world.ego
    cells = {
        "First Name": ego.given,
        "Last Name": ego.family,
        "Maiden Name": "",
        "Address": "",
        "Birth Date": month_day(ego.birthday),
        "Contact Instructions": "",
        "Headline": ego.headline,
        "Summary": ego.summary,
        "Industry": "Public Transport",
        "Country": "Nowhere",
        "Zip Code": "00000",
        "Geo Location": ego.city,
        "Twitter Handles": "",
        "Websites": "[PORTFOLIO:https://quillfeather.example]",
        "Instant Messengers": "",
    }
    if era != "2018":
        del cells["Contact Instructions"], cells["Country"]
    return table(tuple(cells), [tuple(cells.values())])


def positions(world: World, on: date) -> bytes:
    """Return Positions.csv, the present position first."""
    header = ("Company Name", "Title", "Description", "Location", "Started On", "Finished On")
    rows: list[Row] = []
    for job in reversed(world.ego.jobs):
        if job.started < on:
            finished = month_year(job.finished if job.finished and job.finished < on else None)
            rows.append((job.company.name, job.title, "", job.company.city, month_year(job.started), finished))
    return table(header, rows)


def education(world: World) -> bytes:
    """Return Education.csv; years and months are mixed within one column."""
    header = ("School Name", "Start Date", "End Date", "Notes", "Degree Name", "Activities")
    rows: list[Row] = []
    for number, school in enumerate(world.ego.schools):
        finished = month_year(school.finished) if number else str(school.finished.year)
        rows.append((school.name, str(school.started.year), finished, "", school.degree, ""))
    return table(header, rows)


def email_addresses(world: World, on: date) -> bytes:
    """Return Email Addresses.csv: the private one and those of the jobs so far; a job of ten years ago is missing."""
    header = ("Email Address", "Confirmed", "Primary", "Updated On")
    ego = world.ego
    started = [job for job in ego.jobs[1:] if job.started < on]
    rows: list[Row] = [(ego.private, "Yes", "Yes", us_minute(at_hour(world, "private", ego.jobs[0].started)))]
    for job in started:
        when = us_minute(at_hour(world, job.company.domain, job.started))
        rows.append((f"{ego.local}@{job.company.domain}", "Yes", "No", when))
    return table(header, rows, open_end=True)


def phone_numbers(world: World) -> bytes:
    """Return PhoneNumbers.csv; one row has no number, as happens."""
    return table(("Extension", "Number", "Type"), [("", world.ego.phone, "Mobile"), ("", "", "Home")])


def _post_days(world: World, on: date) -> list[datetime]:
    """Return when ego posted before a day, newest first."""
    days = (world.today - timedelta(days=430 + 190 * number) for number in range(len(_POSTS)))
    return [at_hour(world, "post", day) for day in days if day < on]


def shares(world: World, on: date, era: Era) -> bytes:
    """Return Shares.csv with each era's oddities: wide in 2018, line breaks between quotes since."""
    days = _post_days(world, on)
    links = [_link(world, "share", number) for number in range(len(days))]
    if era == "2018":
        header: Row = (
            "Date", "Share Title", "Share Description", "Share Link", "Share Commentary", "Shared URL", "Media URL",
            "Type", "Visibility",
        )  # fmt: skip
        rows = [
            (bare_second(at), "", "", link, _POSTS[number], "", "", "SHARE", "PUBLIC")
            for number, (at, link) in enumerate(zip(days, links, strict=True))
        ]
        return wide_table(header, rows)
    urls = ("SharedUrl", "MediaUrl") if era == "2026" else ("SharedURL", "MediaURL")
    header = ("Date", "ShareLink", "ShareCommentary", *urls, "Visibility")
    broken = [post.replace("\n", '"\r\n"') for post in _POSTS]
    rows6 = [
        (bare_second(at), link, broken[number], "", "", "MEMBER_NETWORK")
        for number, (at, link) in enumerate(zip(days, links, strict=True))
    ]
    return table(header, rows6, crlf=True)


def comments(world: World, on: date) -> bytes:
    """Return Comments.csv; a comment of two lines is not quoted, as in real exports."""
    lines = ["Date,Link,Message"]
    for number, words in enumerate(_COMMENTS):
        day = world.today - timedelta(days=200 + 97 * number)
        if day < on:
            # A cell with a comma is quoted, one with only a line break is not.
            cell = f'"{words}"' if "," in words else words.replace("\n", "\r\n")
            lines.append(f"{bare_second(at_hour(world, 'comment', day))},{_link(world, 'activity', number)},{cell}")
    return "".join(f"{line}\r\n" for line in lines).encode()


def reactions(world: World, on: date) -> bytes:
    """Return Reactions.csv."""
    rows: list[Row] = []
    for number in range(24):
        day = world.today - timedelta(days=12 + 31 * number)
        if day < on:
            kind = stream(world.seed, "reaction", number).choice(_REACTIONS)
            rows.append((bare_second(at_hour(world, "reaction", day)), kind, _link(world, "ugcPost", number)))
    return table(("Date", "Type", "Link"), rows, crlf=True)


def company_follows(world: World, on: date) -> bytes:
    """Return Company Follows.csv, which is not read."""
    days = [(job.company.name, job.started) for job in reversed(world.ego.jobs) if job.started < on]
    rows = [(name, java_second(at_hour(world, f"follow {name}", day))) for name, day in days]
    return table(("Organization", "Followed On"), rows, open_end=True)


def member_follows(world: World, on: date) -> bytes:
    """Return Member_Follows.csv, which is not read."""
    rows = [
        (bare_second(at_hour(world, f"member {person.index}", person.connected_on or on)), "Active", person.shown_name)
        for person in connected(world, on)
        if not person.hidden
    ]
    return table(("Date", "Status", "FullName"), rows[:20], crlf=True)


def skills() -> bytes:
    """Return Skills.csv, which is not read."""
    return table(("Name",), [("Timetabling",), ("Facilitation",), ("Plain Writing",)])


def languages() -> bytes:
    """Return Languages.csv, which is not read."""
    return table(("Name", "Proficiency"), [("English", "Native or bilingual proficiency"), ("Norwegian", "")])


def _link(world: World, kind: str, number: int) -> str:
    """Return the address of a post."""
    digits = stream(world.seed, "link", kind, number).randrange(10**18, 10**19)
    return f"https://www.linkedin.com/feed/update/urn%3Ali%3A{kind}%3A{digits}"


def guide_messages(on: date) -> bytes:
    """Return guide_messages.csv: a chat with LinkedIn's own robot, which is not read."""
    header = (
        "CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS", "DATE",
        "SUBJECT", "CONTENT", "FOLDER",
    )  # fmt: skip
    row = (
        "2-R1VJREU=",
        "",
        "Career Guide",
        "",
        "",
        "",
        f"{on - timedelta(days=50):%Y-%m-%d} 09:00:00 UTC",
        "",
        "How can I help?",
        "INBOX",
    )
    return table(header, [row])
