"""Somebody whose every word is a canary, brought by many sources; and a look at every byte of a folder for them."""

from __future__ import annotations

import base64
import io
import json
import sqlite3
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from tests.e2e.conftest import Kithly

from kithly.app.drafts.sent_log import Sent, note_leaving
from kithly.app.letters.own_hello import begin
from kithly.app.letters.ready import OwnWords
from kithly.app.lookup import find_person
from kithly.app.network import open_network
from kithly.app.outbox.setting_aside import set_aside
from kithly.app.proposing.proposing import propose
from kithly.store.payload import unpack

NAME = "Zyphóra Quennellé"
PLAIN = "Zyphora Quennelle"
NICKNAME = "Zyphiequux"
MAIL = "zyphora@quennelle-canary.example"
OTHER_MAIL = "zq-private@second-canary.example"
PHONE = "+442079460958"
SLUG = "zyphora-quennelle-0a1b2c"
NOTE = "zebrawood-note-canary"
CARD_NOTE = "yewwood-card-canary"
WORDS = "xylophone-words-canary"
QUOTED = "quartz-quoted-canary"
SAID = "wolfram-said-canary"
CHAT = "vermilion-chat-canary"
NEED = "umber-need-canary"
LINE = "tungsten-line-canary"
FOUND = "sapphire-found-canary"
TITLE = "Rosewood-meeting-canary"
FILE = f"{PLAIN}.vcf"

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP4z8DAwMDAxMDAwMDAAAANHQEDasKb6QAAAABJRU5ErkJggg=="
)
PHOTO = sha256(PIXEL).hexdigest()

CANARIES = (
    NAME,
    PLAIN,
    NICKNAME,
    MAIL,
    OTHER_MAIL,
    PHONE,
    "020 7946 0958",
    SLUG,
    NOTE,
    CARD_NOTE,
    WORDS,
    QUOTED,
    SAID,
    CHAT,
    NEED,
    LINE,
    FOUND,
    TITLE,
    PHOTO,
)

CARD = f"""BEGIN:VCARD\r
VERSION:3.0\r
UID:canary-card-uid-7781\r
FN:{NAME}\r
N:Quennellé;Zyphóra;;;\r
NICKNAME:{NICKNAME}\r
EMAIL:{MAIL}\r
EMAIL:{OTHER_MAIL}\r
TEL:{PHONE}\r
NOTE:{CARD_NOTE}\r
PHOTO;ENCODING=b;TYPE=PNG:{base64.b64encode(PIXEL).decode()}\r
END:VCARD\r
"""

BEN = """BEGIN:VCARD\r
VERSION:3.0\r
UID:ben-uid\r
FN:Ben Marlow\r
EMAIL:ben@marlow.example\r
RELATED;TYPE=spouse:{name}\r
NOTE:Met him through {name}. Her number is 020 7946 0958.\r
END:VCARD\r
"""

ROWS = f"""First Name,Last Name,URL,Email Address,Company,Position,Connected On
Zyphóra,Quennellé,https://www.linkedin.com/in/{SLUG},{MAIL},Larch Ltd,Carpenter,02 Mar 2021
Ben,Marlow,https://www.linkedin.com/in/ben-marlow-1,ben@marlow.example,Larch Ltd,Joiner,03 Mar 2021
"""

CHATTED = f"""01.02.24, 21:15 - {NAME}: {CHAT}
01.02.24, 21:16 - Ego Self: fine, thank you
"""

EVENT = f"""BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:x\r
BEGIN:VEVENT\r
UID:meeting-1\r
DTSTART:20260105T100000Z\r
DTEND:20260105T110000Z\r
SUMMARY:{TITLE}\r
ORGANIZER;CN=Ego Self:mailto:ego@self.example\r
ATTENDEE;CN=Ego Self:mailto:ego@self.example\r
ATTENDEE;CN={NAME}:mailto:{MAIL}\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:meeting-2\r
DTSTART:20260106T100000Z\r
DTEND:20260106T110000Z\r
SUMMARY:Planning with {PLAIN} and Ben\r
ATTENDEE;CN=Ego Self:mailto:ego@self.example\r
ATTENDEE;CN=Ben Marlow:mailto:ben@marlow.example\r
ATTENDEE;CN={NAME}:mailto:{OTHER_MAIL}\r
END:VEVENT\r
END:VCALENDAR\r
"""

EGO, HER, HIM = "Ego Self <ego@self.example>", f"{NAME} <{MAIL}>", "Ben Marlow <ben@marlow.example>"


def mails() -> str:
    """Return a mailbox: to her, of her, and among several."""
    told = (
        (HER, EGO, "", "A walk", f"Shall we walk? {WORDS}"),
        (EGO, HER, "", "Re: A walk", f"Gladly.\n\nOn Monday {NAME} wrote:\n> Shall we walk? {WORDS}"),
        (HER, EGO, HIM, "The three of us", f"A word to both of you: {WORDS}"),
        (HIM, EGO, HER, "Re: The three of us", f"I agree.\n\n{NAME} <{MAIL}> wrote:\n> {QUOTED}"),
        (HIM, EGO, "", "A number", f"Call {PLAIN} at 020 7946 0958 or write to {MAIL.upper()}, she knows."),
        (EGO, HIM, "", "Larch wood", "Nothing here is about anybody else."),
    )
    return "".join(_mail(number, *one) for number, one in enumerate(told))


def _mail(number: int, sender: str, to: str, cc: str, subject: str, text: str) -> str:
    copied = f"Cc: {cc}\n" if cc else ""
    return (
        f"From - Mon Jan  {number + 1} 10:00:00 2026\nFrom: {sender}\nTo: {to}\n{copied}"
        f"Subject: {subject}\nMessage-ID: <m{number}@post.example>\nDate: Mon, {number + 5} Jan 2026 10:00:00 +0000\n"
        f"Content-Type: text/plain; charset=utf-8\n\n{text}\n\n"
    )


def sources(folder: Path) -> list[Path]:
    """Write files of many kinds that name her; one bears her name itself."""
    folder.mkdir(exist_ok=True)
    ben = BEN.format(name=PLAIN)
    texts = {
        FILE: CARD,
        "ben.vcf": ben,
        "Connections.csv": ROWS,
        f"WhatsApp Chat with {NAME}.txt": CHATTED,
        "meetings.ics": EVENT,
        "mail.mbox": mails(),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    return [folder / name for name in texts]


def say_everything(kithly: Kithly) -> None:
    """Say of her whatever the user can say."""
    told = (
        ("note", MAIL, NOTE),
        ("circle", MAIL, f"Friends of {PLAIN}"),
        ("importance", MAIL, "high"),
        ("cadence", MAIL, "30"),
        ("needs", MAIL, "--looks-for", NEED),
        ("log", MAIL, SAID),
        ("found", MAIL, FOUND),
        ("talked", MAIL, SAID, "--promised", SAID),
        ("meet", MAIL, "--at", "2026-03-04 10:00", "--about", SAID),
        ("named", f"{PLAIN}: {LINE}"),
        ("met", PLAIN, "--where", SAID),
        ("note", "ben@marlow.example", f"Knows {PLAIN}, {MAIL}"),
        ("today",),
        ("merges",),
        ("follow",),
    )
    for words in told:
        ran = kithly(*words)
        assert ran.code == 0, (words, ran)


def leave_more(kithly: Kithly) -> None:
    """Leave words of her where no command puts them by itself: proposals, drafts, what left for a model."""
    with open_network(kithly.data, now=kithly.now) as network:
        with network.store.reading() as kept:
            person = find_person(kept, MAIL).id
        propose(network, "note", [person], {"text": SAID}, proposer="an assistant")
        entry = Sent(id=0, at=kithly.now, model="m", host="h", person=person, sent=(f"{WORDS} {PLAIN}",))
        note_leaving(network, entry)
        hello = begin(network, person)
        set_aside(network, hello, OwnWords(text=f"{SAID} {PLAIN}"), "The server was away.")


def hits(folder: Path, words: tuple[str, ...] = CANARIES) -> set[tuple[str, str]]:
    """Return which file of a folder holds which word, in whatever form, packed or not."""
    wanted = {word: forms(word) for word in words}
    found = set()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            told = f"{path.relative_to(folder)}".lower().encode()
            for where, data in ((path.name, path.read_bytes()), ("its name", told), *_inside(path)):
                lower = data.lower()
                found |= {
                    (f"{path.relative_to(folder)}:{where}", word)
                    for word, ways in wanted.items()
                    if any(way in lower for way in ways)
                }
    return found


def forms(word: str) -> frozenset[bytes]:
    """Return a word as it may stand in bytes, in lower case."""
    ways = {word, word.casefold(), unicodedata.normalize("NFD", word), unicodedata.normalize("NFKD", word.casefold())}
    told: set[bytes] = set()
    for one in ways:
        raw = one.encode()
        told |= {
            raw,
            one.encode("utf-16-le"),
            one.encode("utf-16-be"),
            quote(one).encode(),
            quote(one, safe="").encode(),
        }
        told |= {json.dumps(one)[1:-1].encode(), one.replace(" ", "+").encode(), one.replace(" ", "-").encode()}
        told |= {base64.b64encode(b"\0" * shift + raw)[4 * (shift > 0) : -4] for shift in range(3)}
    return frozenset(one.lower() for one in told if len(one) >= 6)


def _inside(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield what is packed in a file, unpacked."""
    data = path.read_bytes()
    if data.startswith(b"SQLite format 3"):
        yield from _rows(path)
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                member = archive.read(name)
                yield name, member
                if member.startswith(b"SQLite format 3"):
                    beside = path.parent / f".canary-{name}"
                    beside.write_bytes(member)
                    yield from ((f"{name}:{where}", told) for where, told in _rows(beside))
                    beside.unlink()


def _rows(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every value of every table, unpacked where it is packed, and the words of the index."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as conn:
        names = [name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in names:
            if name == "message_index":
                continue
            out = io.BytesIO()
            for row in conn.execute(f"SELECT * FROM {name}"):  # noqa: S608 - names of tables
                for value in row:
                    out.write(_unpacked(name, value))
            yield name, out.getvalue()
        conn.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, message_index, 'row')")
        yield "words of the index", b" ".join(term.encode() for (term,) in conn.execute("SELECT term FROM temp.terms"))


def _unpacked(table: str, value: object) -> bytes:
    if isinstance(value, bytes):
        whole = unpack(value) if table == "versions" else value
        return whole + b"\0" + value.hex().encode() + b"\0"
    text = str(value).encode("utf-8", "replace")
    try:
        return text + b"\0" + zlib.decompress(base64.b64decode(text, validate=True)) + b"\0"
    except (ValueError, zlib.error):
        return text + b"\0"
