"""Mail that makes nobody known: newsletters, lists, robots, bounces, farewells to everybody, invitations, spam."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from kithly.synthetic import mime
from kithly.synthetic.careers import years_before
from kithly.synthetic.chance import stream
from kithly.synthetic.letter import Label, Letter
from kithly.synthetic.model import Person, World

_LIST_STRANGERS = ("Ferdinand Byline", "Hortense Thread", "Mortimer Footnote", "Clementine Digest")
_HEADLINES = ("Five harbours, one ticket", "What the night bus knows", "Ask the lock keeper", "Numbers of the week")
_LIST_TALK = (
    ("[quiet-trams] Rail grinding at night?", "Has anybody measured before and after?"),
    ("[quiet-trams] Minutes of the March meeting", "The minutes are on the usual page."),
    ("[quiet-trams] Rubber inlays, third winter", "Ours hold. Photographs on request."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bulk:
    """The facts of one such mail.

    Attributes:
        key: Unique name in the world.
        extra: Header lines that tell what it is.
    """

    key: str
    at: datetime
    name: str
    address: str
    to: str
    subject: str
    text: str
    extra: tuple[str, ...] = ()
    labels: tuple[Label, ...] = ("inbox", "unread")


def bulk_streams(world: World, end: datetime) -> Iterator[Iterator[Letter]]:
    """Yield one stream of letters per kind, each in time order and before a moment."""
    for bulk in (_newsletters(world), _list_mail(world), _robots(world), _junk(world)):
        yield (_letter(item) for item in bulk if item.at < end)
    yield (letter for letter in _farewells(world) if letter.at < end)
    yield (letter for letter in _invites(world) if letter.at < end)
    yield (letter for letter in _bounces(world) if letter.at < end)


def _every(world: World, days: int, label: str) -> Iterator[tuple[int, datetime]]:
    """Yield number and moment of something that comes every so many days."""
    day = years_before(world.today, world.shape.years) + timedelta(days=days // 2)
    rng = stream(world.seed, label)
    number = 0
    while day < world.today:
        yield number, datetime.combine(day, time(rng.randint(3, 22), rng.randint(0, 59)), tzinfo=UTC)
        number, day = number + 1, day + timedelta(days=days)


def _letter(bulk: _Bulk) -> Letter:
    """Return the letter of such facts."""
    content, body = mime.body(
        bulk.text, "html" if "List-Unsubscribe" in "".join(bulk.extra) else "quoted", boundary=f"b-{bulk.key}"
    )
    headers = (
        f"Message-ID: <{bulk.key}@{bulk.address.partition('@')[2]}>",
        f"Date: {mime.rfc_date(bulk.at)}",
        f"From: {mime.mailbox(bulk.name, bulk.address)}",
        f"To: {bulk.to}",
        f"Subject: {mime.encoded(bulk.subject)}",
        *bulk.extra,
        "MIME-Version: 1.0",
    )
    return Letter(
        at=bulk.at,
        sender=bulk.address,
        thread=bulk.key,
        labels=bulk.labels,
        headers="\n".join(headers) + "\n" + content,
        body=body,
    )


def _newsletters(world: World) -> Iterator[_Bulk]:
    """Yield a newsletter every three weeks."""
    for number, at in _every(world, 21, "newsletter"):
        headline = _HEADLINES[number % len(_HEADLINES)]
        yield _Bulk(
            key=f"news-{number}",
            at=at,
            name="Harbour Cities Weekly",
            address="news@harbourcities.example",
            to=world.ego.private,
            subject=f"{headline} (no. {number + 1})",
            text=f"{headline}\n\nRead on in your browser. What would you like next?\n\nUnsubscribe at any time.\n",
            extra=(
                "List-Unsubscribe: <https://harbourcities.example/leave>",
                "List-Id: Harbour Cities Weekly <weekly.harbourcities.example>",
                "Precedence: bulk",
            ),
            labels=("inbox", "promotions", "unread"),
        )


def _list_mail(world: World) -> Iterator[_Bulk]:
    """Yield the talk of strangers on a mailing list."""
    for number, at in _every(world, 17, "list"):
        name = _LIST_STRANGERS[number % len(_LIST_STRANGERS)]
        subject, text = _LIST_TALK[number % len(_LIST_TALK)]
        yield _Bulk(
            key=f"list-{number}",
            at=at,
            name=name,
            address=f"{name.lower().replace(' ', '.')}@postbox.example",
            to="quiet-trams@lists.example",
            subject=subject,
            text=f"Hello all,\n\n{text}\n\n{name.split()[0]}\n\n{'_' * 47}\nquiet-trams mailing list\n",
            extra=("List-Id: Quiet trams <quiet-trams.lists.example>", "Precedence: list"),
            labels=("archived", "opened"),
        )


def _robots(world: World) -> Iterator[_Bulk]:
    """Yield receipts and notices of machines."""
    for number, at in _every(world, 30, "robots"):
        yield _Bulk(
            key=f"robot-{number}",
            at=at,
            name="Railpass Service",
            address="no-reply@railpass.example",
            to=world.ego.private,
            subject=f"Your receipt {number + 1000}",
            text="Thank you for your purchase. Please do not answer this message.\n",
            extra=("Auto-Submitted: auto-generated",),
        )


def _junk(world: World) -> Iterator[_Bulk]:
    """Yield spam, trash and a draft; only a whole Gmail mailbox holds them."""
    labels: tuple[tuple[Label, ...], ...] = (("spam",), ("trash",), ("drafts",))
    for number, at in _every(world, 150, "junk"):
        kind = labels[number % 3]
        mine = kind == ("drafts",)
        yield _Bulk(
            key=f"junk-{number}",
            at=at,
            name=world.ego.name if mine else "Lord Mumblethorpe",
            address=world.ego.private if mine else "fortune@windfall.example",
            to=world.ego.private if not mine else "undecided@brevlada.example",
            subject="(no subject)" if mine else "An inheritance awaits",
            text="Dear ...\n" if mine else "Dear beloved, are you ready to receive it?\n",
            labels=kind,
        )


def _farewells(world: World) -> Iterator[Letter]:
    """Yield the last-day mails of people who left, to everybody in the house."""
    leaving = sorted(
        (job.finished, person.index)
        for person in world.people
        for job in person.jobs
        if job.finished and person.index % 6 == 0 and person.circle == "coworker"
        and job.finished >= years_before(world.today, world.shape.years)
    )  # fmt: skip
    for day, index in leaving:
        yield _letter(_farewell(world, world.people[index], day))


def _farewell(world: World, person: Person, day: date) -> _Bulk:
    """Return one farewell to more than twenty recipients."""
    last_day = day - timedelta(days=1)
    address = person.address_on(last_day)
    domain = address.partition("@")[2]
    strangers = [f"desk{number:02}@{domain}" for number in range(1, 28)]
    return _Bulk(
        key=f"farewell-{person.index}-{day:%Y%m%d}",
        at=datetime.combine(last_day, time(15, person.index % 60), tzinfo=UTC),
        name=person.name,
        address=address,
        to=",\n ".join([world.ego.address_for(person, last_day), *strangers]),
        subject="My last day",
        text=f"Dear all,\n\ntoday is my last day here. Thank you for the years and the cake.\n\n{person.given}\n",
    )


def _invites(world: World) -> Iterator[Letter]:
    """Yield calendar invitations of people ego is in touch with."""
    hosts = [person for person in world.people if person.rhythm.state == "alive" and person.rhythm.by_mail > 0]
    for number, at in _every(world, 75, "invites"):
        host = hosts[number % len(hosts)] if hosts else None
        if host is None or host.open_on is not None or at.date() <= host.met_on or at.date() > host.rhythm.last:
            continue
        yield _invite(world, host, number, at)


def _invite(world: World, host: Person, number: int, at: datetime) -> Letter:
    """Return one calendar invitation."""
    address, mine = host.address_on(at.date()), world.ego.private
    starts = at + timedelta(days=6)
    card = "\r\n".join((
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Kithly//Synthetic//EN", "METHOD:REQUEST", "BEGIN:VEVENT",
        f"UID:meeting-{number}@mx{host.index}.example", f"DTSTAMP:{at:%Y%m%dT%H%M%SZ}",
        f"DTSTART:{starts:%Y%m%dT%H%M%SZ}",
        f"DTEND:{starts + timedelta(hours=1):%Y%m%dT%H%M%SZ}", f"SUMMARY:About {host.topics[0]}",
        f"ORGANIZER:mailto:{address}", f"ATTENDEE:mailto:{mine}", "END:VEVENT", "END:VCALENDAR", "",
    ))  # fmt: skip
    boundary = f"invite-{number}"
    plain = "Content-Type: text/plain; charset=us-ascii\n\nYou are invited.\n"
    calendar = f"Content-Type: text/calendar; charset=utf-8; method=REQUEST\n\n{card}"
    headers = (
        f"Message-ID: <invite-{number}@mx{host.index}.example>",
        f"Date: {mime.rfc_date(at)}",
        f"From: {mime.mailbox(host.name, address)}",
        f"To: {mime.mailbox(world.ego.name, mine)}",
        f"Subject: Invitation: About {host.topics[0]}",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/alternative; boundary="{boundary}"',
    )
    body = f"--{boundary}\n{plain}\n--{boundary}\n{calendar}\n--{boundary}--\n".encode()
    return Letter(
        at=at,
        sender=address,
        thread=f"invite-{number}",
        labels=("inbox", "opened"),
        headers="\n".join(headers) + "\n",
        body=body,
    )


def _bounces(world: World) -> Iterator[Letter]:
    """Yield delivery failures."""
    for number, at in _every(world, 400, "bounces"):
        boundary = f"bounce-{number}"
        headers = (
            "Return-Path: <>",
            f"Message-ID: <bounce-{number}@postbox.example>",
            f"Date: {mime.rfc_date(at)}",
            "From: Mail Delivery Subsystem <mailer-daemon@postbox.example>",
            f"To: {world.ego.private}",
            "Subject: Undelivered mail",
            "Auto-Submitted: auto-replied",
            "MIME-Version: 1.0",
            f'Content-Type: multipart/report; report-type=delivery-status; boundary="{boundary}"',
        )
        kind = "Content-Type: message/delivery-status"
        status = f"{kind}\n\nReporting-MTA: dns; postbox.example\n\nAction: failed\nStatus: 5.1.1\n"
        body = f"--{boundary}\n\nNobody of that name lives here.\n\n--{boundary}\n{status}\n--{boundary}--\n"
        yield Letter(
            at=at,
            sender="MAILER-DAEMON",
            thread=f"bounce-{number}",
            labels=("inbox", "opened"),
            headers="\n".join(headers) + "\n",
            body=body.encode(),
        )
