"""An address book, a calendar and a chat of attackers: payloads in what others write there."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from tests.e2e.hostile_files import LONG, MY_MAIL, SHORT, TITLE, chunks

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def write_books(folder: Path) -> tuple[Path, Path, Path]:
    """Write the three."""
    cards, calendar = folder / "zzcards <b>.vcf", folder / "zzcalendar <b>.ics"
    chat = folder / "WhatsApp Chat with zzchat'\"&.txt"
    cards.write_bytes("\r\n".join(_cards()).encode())
    calendar.write_bytes("\r\n".join(_calendar()).encode())
    chat.write_text("\n".join(_chat()), "utf-8")
    return cards, calendar, chat


def _escaped(text: str) -> str:
    told = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return told.replace("\r", " ").replace("\n", "\\n")


def _cards() -> Iterator[str]:
    notes, titles = cycle(chunks("cardnote", LONG)), cycle(chunks("cardtitle", TITLE))
    places, kin = cycle(chunks("cardplace", TITLE)), cycle(chunks("cardkin", SHORT))
    labels = cycle(chunks("cardlabel", SHORT))
    picture = base64.b64encode(PIXEL).decode()
    for number, name in enumerate(chunks("cardname", SHORT)):
        told = _escaped(name)
        yield from ("BEGIN:VCARD", "VERSION:3.0", f"UID:7c1e{number:04d}-aaaa-4bbb-8ccc-0123456789ab")
        yield from (f"FN:{told}", f"N:{told};;;;", f"TITLE:{_escaped(next(titles))}", f"NOTE:{_escaped(next(notes))}")
        yield f"EMAIL:card-{number}@poison.example"
        yield f"ADR:;;{_escaped(next(places))};;;;"
        yield f"CATEGORIES:{_escaped(next(labels))}"
        yield from (f"item1.X-ABRELATEDNAMES:{_escaped(next(kin))}", "item1.X-ABLabel:_$!<Spouse>!$_")
        yield from (f"PHOTO;ENCODING=b;TYPE=PNG:{picture}", "END:VCARD")
    yield ""


def _calendar() -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Poison//1//EN")
    texts, places = cycle(chunks("eventtext", LONG)), cycle(chunks("eventplace", TITLE))
    for number, title in enumerate(chunks("eventtitle", TITLE)):
        yield from ("BEGIN:VEVENT", f"UID:poison-{number}", "DTSTAMP:20250101T000000Z")
        yield from (f"DTSTART:2025{number % 12 + 1:02d}0{number % 9 + 1}T100000Z", f"SUMMARY:{_escaped(title)}")
        yield from (f"DESCRIPTION:{_escaped(next(texts))}", f"LOCATION:{_escaped(next(places))}")
        yield from (f"ATTENDEE:mailto:{MY_MAIL}", f"ATTENDEE:mailto:card-{number}@poison.example", "END:VEVENT")
    yield from ("END:VCALENDAR", "")


def _chat() -> Iterator[str]:
    """Yield a chat whose days may be months, between two whose names say nothing of who is ego."""
    one, two = "zzchatone<i>", 'zzchattwo"&'
    for number, text in enumerate(chunks("chattext", TITLE)):
        flat = " ".join(text.split())
        yield f"3/4/24, {10 + number // 60}:{number % 60:02d} - {(one, two)[number % 2]}: {flat}"
