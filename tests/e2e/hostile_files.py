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
SHORT, LONG = 180, 3_000  # characters of a field that is a name, and of one that is a text
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
    archive = folder / "zzfile001 <img zzfile001 src=x onerror=hit()>&quot;.zip"
    mailbox = folder / "zzfile002 \" zzfile002 onfocus=hit() autofocus x=\"{{7*7}}.mbox"
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
    return [(name, f"Poison{place}", url) for place, (name, url) in enumerate(zip(names, hostile + slugs, strict=False))]


def _whole(person: Them) -> str:
    return f"{person[0]} {person[1]}"


def _profile() -> list[Sequence[str]]:
    head = ("First Name", "Last Name", "Address", "Birth Date", "Headline", "Summary", "Industry", "Geo Location")
    headline, summary = (chunks(field, LONG, escaped=True)[0] for field in ("headline", "summary"))
    return [head, (*ME, "", "", headline, summary, "", marked("<img MARK src=x onerror=hit()>", "place", 1))]


def _positions() -> list[Sequence[str]]:
    head = ("Company Name", "Title", "Description", "Location", "Started On", "Finished On")
    rows = zip(*(chunks(field, SHORT, escaped=True) for field in ("owncompany", "owntitle")), strict=True)
    dated = [
        (company, title, "", "", f"Jan {2000 + place % 25}", f"Dec {2000 + place % 25}")
        for place, (company, title) in enumerate(islice(rows, 12))
    ]
    return [head, *dated]


def _schools() -> list[Sequence[str]]:
    head = ("School Name", "Start Date", "End Date", "Notes", "Degree Name", "Activities")
    names = chunks("school", SHORT, escaped=True)[:4]
    return [head, *((name, "1996", "1999", "", name, "") for name in names)]


def _connections(people: list[Them]) -> list[Sequence[str]]:
    head = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
    companies, titles = (cycle(chunks(field, SHORT, escaped=True)) for field in ("company", "title"))
    rows = [
        (given, family, url, f"p{place}@attacker.example", next(companies), next(titles), f"0{place % 9 + 1} Mar 2019")
        for place, (given, family, url) in enumerate(people)
    ]
    twins = [  # the same names under other profiles: pairs to look at
        (given, family, f"{MY_PROFILE}-twin-{place}", "", next(companies), next(titles), "02 Apr 2021")
        for place, (given, family, _) in enumerate(people[:12])
    ]
    return [head, *rows, *twins]


def _messages(people: list[Them]) -> list[Sequence[str]]:
    head = (
        "CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS", "DATE",
        "SUBJECT", "CONTENT", "FOLDER", "ATTACHMENTS",
    )  # fmt: skip
    texts, subjects = cycle(chunks("content", 1_200, escaped=True)), cycle(chunks("talk", SHORT, escaped=True))
    files = cycle(chunks("upload", SHORT))
    rows: list[Sequence[str]] = []
    for place, person in enumerate(people):
        them, talk = (_whole(person), person[2]), f"c{place}"
        for step in range(4):  # a talk of old, and a question of this year that waits
            at = NOW - timedelta(days=900 - 200 * step + place)
            rows.append((talk, "", *_ME, *them, f"{at:%Y-%m-%d %H:%M:%S} UTC", "", "Good to hear it.", "INBOX", ""))
            at += timedelta(days=2)
            words = f"{next(texts)} Could you send me the paper, please?" if step == 3 else "Shall we meet?"
            link = f"https://attacker.example/{next(files)}" if step == 3 else ""
            rows.append(
                (talk, "", *them, *_ME, f"{at:%Y-%m-%d %H:%M:%S} UTC", next(subjects), words, "INBOX", link)
            )
    return [head, *rows]


_ME = (" ".join(ME), MY_PROFILE)


def _invitations(people: list[Them]) -> list[Sequence[str]]:
    head = ("From", "To", "Sent At", "Message", "Direction", "inviterProfileUrl", "inviteeProfileUrl")
    words = cycle(chunks("request", 1_200, escaped=True))
    known = [
        (_whole(one), _ME[0], f"2/{place % 28 + 1}/26, 1:12 AM", next(words), "INCOMING", one[2], _ME[1])
        for place, one in enumerate(people[:40])
    ]
    strangers = [
        (name, _ME[0], "2/20/26, 1:12 AM", next(words), "INCOMING", f"https://www.linkedin.com/in/stranger-{place}", _ME[1])
        for place, name in enumerate(chunks("stranger", SHORT)[:8])
    ]
    return [head, *known, *strangers]


def _recommendations(people: list[Them]) -> list[Sequence[str]]:
    head = ("First Name", "Last Name", "Company", "Job Title", "Text", "Creation Date", "Status")
    columns = zip(
        people,
        cycle(chunks("praise", 1_200, escaped=True)),
        chunks("praiseco", SHORT, escaped=True),
        chunks("praisejob", SHORT, escaped=True),
        strict=False,
    )
    return [
        head,
        *((one[0], one[1], company, job, text, "02/01/26, 01:12 AM", "VISIBLE") for one, text, company, job in columns),
    ]


def _endorsements(people: list[Them]) -> list[Sequence[str]]:
    head = (
        "Endorsement Date", "Skill Name", "Endorser First Name", "Endorser Last Name", "Endorser Public Url",
        "Endorsement Status",
    )  # fmt: skip
    skills = zip(people, chunks("skill", SHORT, escaped=True), strict=False)
    return [
        head,
        *(("2026/02/20 10:00:00 UTC", skill, one[0], one[1], one[2].removeprefix("https://"), "ACCEPTED") for one, skill in skills),
    ]


def _notes(people: list[Them]) -> list[Sequence[str]]:
    head = (
        "Connection First Name", "Connection Last Name", "Connection Profile URL", "Note", "Created On", "Edited On",
    )  # fmt: skip
    notes = zip(people, chunks("kept", 1_200, escaped=True), strict=False)
    return [head, *((*one, note, "2025-01-02 10:00:00", "") for one, note in notes)]


def _shares() -> list[Sequence[str]]:
    head = ("Date", "ShareLink", "ShareCommentary", "SharedUrl", "MediaUrl", "Visibility")
    links = [f"https://www.linkedin.com/feed/{marked(one, 'link', place)}" for place, one in enumerate(payloads()[:40])]
    words = cycle(chunks("share", 1_200, escaped=True))
    return [head, *((f"2026-01-{place % 28 + 1:02} 10:00:00", one, next(words), one, one, "") for place, one in enumerate(links))]


def _comments() -> list[Sequence[str]]:
    words = chunks("comment", 1_200, escaped=True)
    link = "https://www.linkedin.com/feed/update/1"
    return [
        ("Date", "Link", "Message"),
        *((f"2026-01-{place % 28 + 1:02} 11:00:00", f"{link}{place}", one) for place, one in enumerate(words)),
    ]


def _table(rows: Iterable[Sequence[str]]) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerows(rows)
    return stream.getvalue().encode("utf-8", "replace")


def _letters() -> Iterator[bytes]:
    """Yield talks by mail: a question of theirs waits after some letters of both."""
    senders, bodies = chunks("sender", SHORT), cycle(chunks("body", 1_200))
    subjects, names = cycle(chunks("subject", SHORT)), cycle(chunks("attached", SHORT))
    signatures, ids = cycle(chunks("signed", 400)), cycle(chunks("id", SHORT))
    labels = cycle(chunks("label", SHORT))
    for place, sender in enumerate(senders):
        them = f"{_word(sender)} <m{place}@attacker.example>"
        for step in range(3):
            at = NOW - timedelta(days=500 - 160 * step + place % 60)
            yield _letter(f"sent-{place}-{step}", _ME_MAIL, them, at, _word("Your paper"), "Thanks, that was kind.")
            at += timedelta(days=3)
            body = f"Dear Robin,\n\n{next(bodies)}\n\nCould you tell me when?\n\n-- \n{next(signatures)}"
            yield _letter(
                next(ids), them, _ME_MAIL, at, _word(next(subjects)), body, attached=next(names), label=next(labels)
            )


_ME_MAIL = f"{' '.join(ME)} <{MY_MAIL}>"


def _letter(
    name: str, sender: str, to: str, at: datetime, subject: str, body: str, *, attached: str = "", label: str = "Sent"
) -> bytes:
    head = [
        f"From - {at:%a %b %d %H:%M:%S %Y}",
        f"X-Gmail-Labels: {_word(label)}",
        f"Message-ID: <{_flat(name)}@attacker.example>",
        f"Date: {at:%a, %d %b %Y %H:%M:%S} +0000",
        f"From: {sender}",
        f"To: {to}",
        f"Subject: {subject}",
        "MIME-Version: 1.0",
    ]
    text = body.replace("\nFrom ", "\n>From ")
    if not attached:
        return "\n".join([*head, "Content-Type: text/plain; charset=utf-8", "", text, "", ""]).encode("utf-8", "replace")
    parts = [
        *head,
        "Content-Type: multipart/mixed; boundary=edge",
        "",
        "--edge",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: base64",
        "",
        base64.encodebytes(text.encode("utf-8", "replace")).decode(),
        "--edge",
        "Content-Type: application/pdf",
        f"Content-Disposition: attachment; filename*=utf-8''{_percent(attached)}",
        "",
        "x",
        "--edge--",
        "",
        "",
    ]
    return "\n".join(parts).encode("utf-8", "replace")


def _word(text: str) -> str:
    """Return an encoded word (RFC 2047), which may hold anything."""
    return f"=?utf-8?B?{base64.b64encode(text.encode('utf-8', 'replace')).decode()}?="


def _percent(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "replace"))


def _flat(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())
