"""The mails of ego and one person: addresses, signatures and quotes as of the day each was written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from kithly.synthetic import mime
from kithly.synthetic.letter import Label, Letter
from kithly.synthetic.model import Job, Line, Person, Thread, World
from kithly.synthetic.threads import threads_of, until

_ENCODINGS: tuple[mime.Encoding, ...] = ("quoted", "plain", "base64", "html", "latin", "quoted", "plain")
_FRENCH_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
_REPLY_MARKS = {"de": "AW: ", "nordic": "SV: ", "pl": "Odp: "}
_BYSTANDERS = ("Casper Sidelong", "Philippa Margin", "Odile Parenthèse")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """One line of a thread with all that its mail needs."""

    world: World
    person: Person
    thread: Thread
    number: int

    @property
    def line(self) -> Line:
        return self.thread.lines[self.number]

    @property
    def day(self) -> date:
        return self.line.at.date()

    @property
    def ends(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Name and address of the sender and of the recipient."""
        mine = (self.world.ego.name, self.world.ego.address_for(self.person, self.day))
        theirs = (self.person.name, self.person.address_on(self.day))
        return (mine, theirs) if self.line.outgoing else (theirs, mine)


def letters_of(world: World, person: Person, end: datetime) -> Iterator[Letter]:
    """Yield the mails of ego and one person before a moment, in time order."""
    for thread in threads_of(world, person):
        part = until(thread, end) if thread.medium == "mail" else None
        for number in range(len(part.lines) if part else 0):
            yield _letter(_Sheet(world=world, person=person, thread=thread, number=number))


def _letter(sheet: _Sheet) -> Letter:
    """Return one mail."""
    (name, address), (to_name, to_address) = sheet.ends
    line, thread = sheet.line, sheet.thread
    ids = [f"<{thread.key}.{number}.{sheet.world.seed}@{_host(sheet, number)}>" for number in range(sheet.number + 1)]
    boundary = f"part-{thread.key}-{sheet.number}"
    content, body = mime.body(_text(sheet), _encoding(sheet), boundary=boundary)
    copies = _copies(sheet)
    headers = [
        f"Message-ID: {ids[-1]}",
        f"Date: {mime.rfc_date(line.at)}",
        f"From: {mime.mailbox(name, address)}",
        f"To: {mime.mailbox(to_name, to_address)}",
        *([f"Cc: {copies}"] if copies else []),
        f"Subject: {mime.encoded(_subject(sheet))}",
        *([f"In-Reply-To: {ids[-2]}", "References: " + "\n ".join(ids[:-1])] if sheet.number else []),
        "MIME-Version: 1.0",
    ]
    labels: tuple[Label, ...] = ("sent",) if line.outgoing else ("inbox", "important", "opened")
    if not line.outgoing and sheet.thread.person % 3 == 0:
        labels = ("archived", "opened")
    return Letter(
        at=line.at,
        sender=address,
        thread=thread.key,
        labels=labels,
        headers="\n".join(headers) + "\n" + content,
        body=body,
    )


def _host(sheet: _Sheet, number: int) -> str:
    """Return the right side of the Message-ID of a line."""
    return "mail.quillfeather.example" if sheet.thread.lines[number].outgoing else f"mx{sheet.person.index}.example"


def _copies(sheet: _Sheet) -> str:
    """Return a stranger copied in some talks with clients; nobody ego ever writes to."""
    job = sheet.person.job_on(sheet.day)
    if sheet.person.circle != "client" or sheet.line.outgoing or job is None or sheet.person.index % 2:
        return ""
    name = _BYSTANDERS[sheet.person.index % len(_BYSTANDERS)]
    local = name.lower().replace(" ", ".").replace("è", "e")
    return mime.mailbox(name, f"{local}@{job.company.domain}")


def _subject(sheet: _Sheet) -> str:
    """Return the subject with the reply mark of the writer's mail program."""
    if not sheet.number:
        return sheet.thread.subject
    own_mark = _REPLY_MARKS.get(sheet.person.culture, "Re: ")
    return ("Re: " if sheet.line.outgoing else own_mark) + sheet.thread.subject


def _encoding(sheet: _Sheet) -> mime.Encoding:
    """Return how the writer's mail program encodes text."""
    if sheet.line.outgoing:
        return "html" if sheet.thread.person % 4 == 1 else "quoted"
    return _ENCODINGS[sheet.person.index % len(_ENCODINGS)]


def _text(sheet: _Sheet) -> str:
    """Return the whole text of a mail: words, signature, the quoted mail before."""
    parts = [sheet.line.text, _signature(sheet), _quote(sheet)]
    return "\n".join(part for part in parts if part) + "\n"


def _signature(sheet: _Sheet) -> str:
    """Return the signature of the writer with the job of that day."""
    if sheet.line.outgoing:
        job = sheet.world.ego.job_on(sheet.day)
        at_work = job is not None and not sheet.ends[0][1].endswith("@postbox.example")
        return f"-- \n{sheet.world.ego.name}\n{job.title}, {job.company.name}" if job and at_work else ""
    job = sheet.person.job_on(sheet.day)
    return _their_signature(sheet.person, job) if job else ""


def _their_signature(person: Person, job: Job) -> str:
    """Return a person's signature; everybody keeps one style."""
    phone = f"+1 555 01{person.index % 100:02}"
    link = f"https://www.linkedin.com/in/{person.slug}" if person.slug.isascii() and person.slug else job.company.domain
    styles = (
        f"-- \n{person.name}\n{job.title}\n{job.company.name}\n{phone}",
        f"\n{person.name}\n{job.title} | {job.company.name} | {job.company.city}\nT {phone}",
        f"-- \n{person.name}, {job.title}, {job.company.name}",
        "",
        f"--\n{person.name}\n{job.title}\n{job.company.name}, {job.company.city}\n{link}",
    )
    style = styles[person.index % len(styles)]
    return f"{style}\n{person.page}" if style and person.page else style


def _quote(sheet: _Sheet) -> str:
    """Return the mail before this one, quoted in the writer's style; empty for a first mail."""
    if not sheet.number:
        return ""
    before = _Sheet(world=sheet.world, person=sheet.person, thread=sheet.thread, number=sheet.number - 1)
    (name, address), (to_name, _) = before.ends
    at, words = before.line.at, before.line.text
    style = 0 if sheet.line.outgoing else sheet.person.index % 4
    if style == 3:
        return ""
    if style == 2:
        head = f"From: {name} <{address}>\nSent: {mime.ctime(at)}\nTo: {to_name}\nSubject: {sheet.thread.subject}"
        return f"\n-----Original Message-----\n{head}\n\n{words}"
    culture = "" if sheet.line.outgoing else sheet.person.culture
    quoted = "\n".join(f"> {row}".rstrip() for row in words.split("\n"))
    return f"\n{_attribution(culture, at, name, address)}\n{quoted}"


def _attribution(culture: str, at: datetime, name: str, address: str) -> str:
    """Return the line above a quote, in the language of the writer's mail program."""
    if culture == "de":
        return f"Am {at:%d.%m.%Y} um {at:%H:%M} schrieb {name} <{address}>:"
    if culture == "fr":
        return f"Le {at.day} {_FRENCH_MONTHS[at.month - 1]} {at.year} à {at:%H:%M}, {name} <{address}> a écrit :"
    if culture == "es":
        return f"El {at:%d/%m/%Y} a las {at:%H:%M}, {name} escribió:"
    if culture == "nordic":
        return f"{at:%d.%m.%Y} {at:%H:%M} skrev {name} <{address}>:"
    if culture == "it":
        return f"Il {at:%d/%m/%Y} {at:%H:%M}, {name} ha scritto:"
    return f"On {mime.rfc_date(at)[:16].strip()}, {name} <{address}> wrote:"
