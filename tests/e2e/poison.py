"""Exports of people whose names, subjects and words attack whoever prints them."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

ESCAPE = "\x1b[31mred\x1b[0m\x1b]0;title\x07"
BIDI = "\u202egnp.exe\u2066"
LINES = "two\nlines\r\nmore\x85next\u2028end"
FORMULA = '=HYPERLINK("http://attacker.example","click")'
NAMES = (
    f"Zita{ESCAPE}",
    f"Odo{BIDI}",
    f"Ulla {LINES}",
    FORMULA,
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "Nil\x00\x08\x7f\x9b31m",
)
CONTROLS = {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))} - {"\n"}
INVISIBLE = set(
    "\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)


def write_poison(folder: Path) -> tuple[Path, Path]:
    """Write a LinkedIn archive and a mailbox full of it."""
    archive, mailbox = folder / "Basic_LinkedInDataExport_03-01-2026.zip", folder / "mail.mbox"
    with zipfile.ZipFile(archive, "w") as target:
        target.writestr("Connections.csv", _connections())
        target.writestr("messages.csv", _messages())
        target.writestr("Profile.csv", _table([("First Name", "Last Name"), ("Robin", "Quillfeather")]))
    mailbox.write_bytes(b"".join(_letter(number, name) for number, name in enumerate(NAMES)))
    return archive, mailbox


def _connections() -> str:
    head = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
    rows = [
        (name, f"Poison{number}", _url(number), "", f"{ESCAPE} {FORMULA}", f"{BIDI} {LINES}", "01 Mar 2020")
        for number, name in enumerate(NAMES)
    ]
    return _table([head, *rows])


def _messages() -> str:
    head = (
        "CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS", "DATE",
        "SUBJECT", "CONTENT", "FOLDER",
    )  # fmt: skip
    me = ("Robin Quillfeather", "https://www.linkedin.com/in/robin-quillfeather")
    rows = []
    for number, name in enumerate(NAMES):
        them = (f"{name} Poison{number}", _url(number))
        words = f"{ESCAPE} Could you send me {FORMULA} and {BIDI}, please? {LINES}"
        rows += [
            (f"c{number}", ESCAPE, *me, *them, f"2026-01-0{number + 1} 10:00:00 UTC", FORMULA, "Hello again", "INBOX"),
            (f"c{number}", ESCAPE, *them, *me, f"2026-02-0{number + 1} 10:00:00 UTC", BIDI, words, "INBOX"),
        ]
    return _table([head, *rows])


def _url(number: int) -> str:
    return f"https://www.linkedin.com/in/poison-{number}"


def _table(rows: list[tuple[str, ...]]) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def _letter(number: int, name: str) -> bytes:
    shown = name.replace("\r", " ").replace("\n", " ").replace('"', "'")
    lines = (
        "From - Mon Feb 02 10:00:00 2026",
        "X-Gmail-Labels: Inbox",
        f"Message-ID: <poison-{number}@attacker.example>",
        f"Date: Mon, 2 Feb 2026 1{number}:00:00 +0000",
        f'From: "{shown}" <zita.poison{number}@attacker.example>',
        "To: Robin Quillfeather <robin@home.example>",
        f"Subject: {ESCAPE} {BIDI} {FORMULA}",
        "Content-Type: text/plain; charset=utf-8",
        "",
        f"Dear Robin, {ESCAPE} {FORMULA} {BIDI} could you tell me when? {LINES}",
        "",
        "",
    )
    sent = (
        "From - Mon Feb 02 09:00:00 2026",
        "X-Gmail-Labels: Sent",
        f"Message-ID: <sent-{number}@home.example>",
        f"Date: Sun, 1 Feb 2026 1{number}:00:00 +0000",
        "From: Robin Quillfeather <robin@home.example>",
        f"To: zita.poison{number}@attacker.example",
        "Subject: tides",
        "",
        "Hello, how are the tides?",
        "",
        "",
    )
    return "\n".join((*sent, *lines)).encode("utf-8")
