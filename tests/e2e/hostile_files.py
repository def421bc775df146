"""A LinkedIn archive and a mailbox of attackers: every payload in every field that others fill."""

from __future__ import annotations

import base64
import csv
import html
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path

from tests.e2e.hostile_words import marked, payloads

ME = ("Robin", "Quillfeather")
MY_PROFILE = "https://www.linkedin.com/in/robin-quillfeather"
MY_MAIL = "robin@home.example"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SHORT, TITLE, SUBJECT, LONG = 180, 280, 900, 2_500  # characters of a name, a position, a subject, and of a text
GAP = " "


def chunks(field: str, most: int, *, escaped: bool = False) -> list[str]:
    """Return all payloads of a field, marked, as many together as fit.

    Args:
        field: Part of each mark.
        most: Characters of a chunk, as they are shown.
        escaped: With entities, for cells whose entities are read as letters: so the letters themselves come through.
    """
    found: list[str] = []
    held = ""
    for number, payload in enumerate(payloads()):
        one = marked(payload, field, number)
        if held and len(held) + len(GAP) + len(one) > most:
            found.append(held)
            held = ""
        held = f"{held}{GAP}{one}" if held else one
    found.append(held)
    return [html.escape(one) for one in found] if escaped else found


def write_hostile(folder: Path) -> tuple[Path, Path]:
    """Write both; their own names are hostile too."""
    folder.mkdir(parents=True, exist_ok=True)
    archive = folder / "zzfilexbbc <img zzfilexbbc src=x onerror=hit()>&quot;.zip"
    mailbox = folder / 'zzfilexbbd " zzfilexbbd onfocus=hit() autofocus x="{{7*7}}.mbox'
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        for name, rows in _tables().items():
            target.writestr(name, _table(rows))
    mailbox.write_bytes(b"".join(_letters()))
    return archive, mailbox


def _tables() -> dict[str, list[Sequence[str]]]:
    people = _people()
    return {
        "Profile.csv": _profile(),
        "Email Addresses.csv": [("Email Address", "Confirmed", "Primary", "Updated On"), (MY_MAIL, "Yes", "Yes", "")],
        "Positions.csv": _positions(),
        "Education.csv": _schools(),
        "Connections.csv": _connections(people),
        "messages.csv": _messages(people),
        "Invitations.csv": _invitations(people),
        "Recommendations_Received.csv": _recommendations(people),
        "Endorsement_Received_Info.csv": _endorsements(people),
        "Notes.csv": _notes(people),
        "Shares.csv": _shares(),
        "Comments.csv": _comments(),
    }


Them = tuple[str, str, str]  # given, family, profile


def _people() -> list[Them]:
    """Return as many people as the payloads need names; the profiles of the first are hostile themselves."""
    names = chunks("name", SHORT)
    slugs = [f"https://www.linkedin.com/in/poison-{number}" for number in range(len(names))]
    hostile = [marked(one, "slug", place) for place, one in enumerate(payloads()) if "linkedin.com" in one]
    return [
        (name, f"Poison{place}", url) for place, (name, url) in enumerate(zip(names, hostile + slugs, strict=False))
    ]


def _whole(person: Them) -> str:
    return f"{person[0]} {person[1]}"


def _profile() -> list[Sequence[str]]:
    head = ("First Name", "Last Name", "Address", "Birth Date", "Headline", "Summary", "Industry", "Geo Location")
    headline, summary = (chunks(field, LONG, escaped=True)[0] for field in ("headline", "summary"))
    return [head, (*ME, "", "", headline, summary, "", marked("<img MARK src=x onerror=hit()>", "place", 1))]


def _positions() -> list[Sequence[str]]:
    """Return jobs at the very companies the first people work at, so that years are shared."""
    head = ("Company Name", "Title", "Description", "Location", "Started On", "Finished On")
    rows = zip(chunks("company", SHORT, escaped=True)[:4], chunks("owntitle", LONG, escaped=True), strict=False)
    return [
        head,
        *((company, title, title, "", f"Jan {2010 + place}", "") for place, (company, title) in enumerate(rows)),
    ]


def _schools() -> list[Sequence[str]]:
    head = ("School Name", "Start Date", "End Date", "Notes", "Degree Name", "Activities")
    names = chunks("school", LONG, escaped=True)
    return [head, *((name, "1996", "1999", "", name, "") for name in names)]


def _connections(people: list[Them]) -> list[Sequence[str]]:
    head = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
    companies, titles = (cycle(chunks(field, SHORT, escaped=True)) for field in ("company", "title"))
    rows = [
        (given, family, url, f"p{place}@attacker.example", next(companies), next(titles), f"0{place % 9 + 1} Mar 2019")
        for place, (given, family, url) in enumerate(people)
    ]
    rows += [(*one[:2], f"{MY_PROFILE}-twin-{place}", "", *rows[place][4:]) for place, one in enumerate(people[:3])]
    rows += [("Vera", f"Poison{place}", f"{MY_PROFILE}-{place}", "", *rows[place][4:]) for place in range(4)] * 3
    return [head, *rows]


def _messages(people: list[Them]) -> list[Sequence[str]]:
    head = (
        "CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS", "DATE",
        "SUBJECT", "CONTENT", "FOLDER", "ATTACHMENTS",
    )  # fmt: skip
    texts, subjects = (cycle(chunks(field, LONG, escaped=True)) for field in ("content", "talk"))
    rows: list[Sequence[str]] = []
    for place, person in enumerate(people[:30]):
        them, talk = (_whole(person), person[2]), f"c{place}"
        for step in range(3):  # a talk of old, and a question of this year that waits
            at = NOW - timedelta(days=800 - 300 * step + place)
            rows.append((talk, "", *_ME, *them, f"{at:%Y-%m-%d %H:%M:%S} UTC", "", "Good to hear it.", "INBOX", ""))
            at += timedelta(days=2)
            words = f"{next(texts)} Could you send me the paper, please?" if step == 2 else "Shall we meet?"
            link = " ".join(_links()) if step == 2 and not place else ""
            subject = next(subjects) if step == 2 else ""
            rows.append((talk, "", *them, *_ME, f"{at:%Y-%m-%d %H:%M:%S} UTC", subject, words, "INBOX", link))
    return [head, *rows, *_back_again(people[30:33])]


def _back_again(people: list[Them]) -> Iterator[Sequence[str]]:
    """Yield talks of people who answered this year, after years without a word."""
    texts, subjects = (cycle(chunks(field, SHORT, escaped=True)) for field in ("content", "talk"))
    for place, person in enumerate(people):
        them, talk = (_whole(person), person[2]), f"b{place}"
        for at in ("2019-03-01", "2019-05-01", "2019-08-01", "2026-02-20"):
            yield talk, "", *_ME, *them, f"{at} 10:00:00 UTC", "", "How are you?", "INBOX", ""
            yield talk, "", *them, *_ME, f"{at[:-2]}26 10:00:00 UTC", next(subjects), next(texts), "INBOX", ""


def _links() -> list[str]:
    """Return where attachments lie; nothing but what stands last in an address is kept."""
    told = (marked(payload, "upload", number) for number, payload in enumerate(payloads()))
    return [f"https://attacker.example/{''.join(one.split()).replace('/', '').replace('?', '')}" for one in told]


_ME = (" ".join(ME), MY_PROFILE)


def _invitations(people: list[Them]) -> list[Sequence[str]]:
    head = ("From", "To", "Sent At", "Message", "Direction", "inviterProfileUrl", "inviteeProfileUrl")
    words = cycle(chunks("request", LONG, escaped=True))
    known = [
        (_whole(one), _ME[0], f"2/{place % 28 + 1}/26, 1:12 AM", next(words), "INCOMING", one[2], _ME[1])
        for place, one in enumerate(people[:16])
    ]
    strangers = [
        (
            name,
            _ME[0],
            "2/20/26, 1:12 AM",
            next(words),
            "INCOMING",
            f"https://www.linkedin.com/in/stranger-{place}",
            _ME[1],
        )
        for place, name in enumerate(chunks("stranger", SHORT)[:8])
    ]
    return [head, *known, *strangers]


def _recommendations(people: list[Them]) -> list[Sequence[str]]:
    head = ("First Name", "Last Name", "Company", "Job Title", "Text", "Creation Date", "Status")
    columns = zip(
        people,
        cycle(chunks("praise", LONG, escaped=True)),
        *(chunks(field, TITLE, escaped=True) for field in ("praiseco", "praisejob")),
        strict=False,
    )
    return [
        head,
        *((*one[:2], company, job, text, "02/01/26, 01:12 AM", "VISIBLE") for one, text, company, job in columns),
    ]


def _endorsements(people: list[Them]) -> list[Sequence[str]]:
    head = (
        "Endorsement Date", "Skill Name", "Endorser First Name", "Endorser Last Name", "Endorser Public Url",
        "Endorsement Status",
    )  # fmt: skip
    skills = zip(people, chunks("skill", LONG, escaped=True), strict=False)
    when, status = "2026/02/20 10:00:00 UTC", "ACCEPTED"
    return [head, *((when, skill, *one[:2], one[2].removeprefix("https://"), status) for one, skill in skills)]


def _notes(people: list[Them]) -> list[Sequence[str]]:
    head = (
        "Connection First Name", "Connection Last Name", "Connection Profile URL", "Note", "Created On", "Edited On",
    )  # fmt: skip
    notes = zip(people, chunks("kept", LONG, escaped=True), strict=False)
    return [head, *((*one, note, "2025-01-02 10:00:00", "") for one, note in notes)]


def _shares() -> list[Sequence[str]]:
    head = ("Date", "ShareLink", "ShareCommentary", "SharedUrl", "MediaUrl", "Visibility")
    links = [marked(one, "link", place) for place, one in enumerate(payloads()) if one.startswith("http")]
    rows = zip(links, chunks("share", LONG, escaped=True), strict=False)
    return [
        head,
        *((f"2026-01-{day + 1:02} 10:00:00", url, text, url, url, "") for day, (url, text) in enumerate(rows)),
    ]


def _comments() -> list[Sequence[str]]:
    words = chunks("comment", LONG, escaped=True)
    link = "https://www.linkedin.com/feed/update/1"
    return [
        ("Date", "Link", "Message"),
        *((f"2026-01-{place + 1:02} 11:00:00", f"{link}{place}", one) for place, one in enumerate(words)),
    ]


def _table(rows: Iterable[Sequence[str]]) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerows(rows)
    return stream.getvalue().encode("utf-8", "replace")


def _letters() -> Iterator[bytes]:
    """Yield talks by mail: a question of theirs waits after a letter of the user's."""
    names = chunks("sender", SHORT)
    subjects, bodies, signatures = (
        cycle(chunks(field, most)) for field, most in (("subject", SUBJECT), ("body", LONG), ("signed", LONG))
    )
    files = iter([one.replace("/", "") for one in chunks("attached", SHORT)])  # of a path only the end is kept
    for place, start in enumerate(range(0, len(names), COMPANY)):
        them, *others = (_named(name, start + at) for at, name in enumerate(names[start : start + COMPANY]))
        at = NOW - timedelta(days=90 + place)
        yield _letter(f"sent-{place}", (_ME_MAIL, [them]), at, ("Your paper", "Thanks, that was kind."), ())
        body = f"Dear Robin,\n\n{next(bodies)}\n\nCould you tell me when?\n\n-- \n{next(signatures)}"
        words, later = (next(subjects), body), at + timedelta(days=3)
        yield _letter(f"m{place}", (them, [_ME_MAIL, *others]), later, words, tuple(islice(files, COMPANY)))


COMPANY = 6  # people a letter names


def _named(name: str, number: int) -> str:
    return f"{_word(name)} <p{number}@attacker.example>"


_ME_MAIL = f"{' '.join(ME)} <{MY_MAIL}>"


def _letter(
    name: str, way: tuple[str, Sequence[str]], at: datetime, words: tuple[str, str], files: Sequence[str]
) -> bytes:
    """Return a letter: from whom to whom, its subject and text, and the names of what comes with it."""
    head = (
        f"From - {at:%a %b %d %H:%M:%S %Y}",
        f"X-Gmail-Labels: {'Inbox' if files else 'Sent'}",
        f"Message-ID: <{name}@attacker.example>",
        f"Date: {at:%a, %d %b %Y %H:%M:%S} +0000",
        f"From: {way[0]}",
        f"To: {', '.join(way[1])}",
        f"Subject: {_word(words[0])}",
        "MIME-Version: 1.0",
        "Content-Type: multipart/mixed; boundary=edge",
        "",
    )
    text = base64.encodebytes(words[1].encode("utf-8", "replace")).decode()
    parts = [f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{text}"]
    parts += [
        f"Content-Type: application/pdf\nContent-Disposition: attachment; filename*=utf-8''{_percent(one)}\n\nx"
        for one in files
    ]
    return "\n".join([*head, *(f"--edge\n{part}" for part in parts), "--edge--", "", ""]).encode()


def _word(text: str) -> str:
    """Return an encoded word (RFC 2047), which may hold anything."""
    return f"=?utf-8?B?{base64.b64encode(text.encode('utf-8', 'replace')).decode()}?="


def _percent(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "replace"))
