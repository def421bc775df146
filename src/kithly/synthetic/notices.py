"""Writes what is new in the world as the mails by which one hears of it: LinkedIn, GitHub, a newsletter."""

from __future__ import annotations

from pathlib import Path

from kithly.synthetic import mime
from kithly.synthetic.casting import page_of
from kithly.synthetic.lately import Happening, Lately
from kithly.synthetic.letter import Letter
from kithly.synthetic.mail import mbox_chunk
from kithly.synthetic.model import Person, World

_LINKEDIN = "notifications-noreply@linkedin.com"
_GITHUB = "notifications@github.com"
_REPOSITORY = "kithly-demo-made-up/night-tram"
_ACTIVITY = 7_000_000_000_000_000_000  # ids of posts have nineteen digits


def write_notices(new: Lately, path: Path) -> int:
    """Write an mbox of everything that is new; the same world gives the same bytes.

    Args:
        new: What is new.
        path: File to write.

    Returns:
        How many mails were written.
    """
    letters = [_letter(new.world, one, number) for number, one in enumerate(new.happenings, start=1)]
    path.write_bytes(b"".join(mbox_chunk(letter, "mboxrd", "en") for letter in letters))
    return len(letters)


def github_login(person: Person) -> str:
    """Return the name a person has on GitHub; it says that it is made up."""
    return f"kithly-demo-{person.index}"


def _letter(world: World, one: Happening, number: int) -> Letter:
    person = world.people[one.person]
    match one.kind:
        case "release":
            return _of_github(world, one, person, number)
        case "letter":
            return _of_newsletter(world, one, person, number)
        case _:
            return _of_linkedin(world, one, person, number)


def _of_linkedin(world: World, one: Happening, person: Person, number: int) -> Letter:
    """Return a notice of LinkedIn."""
    subject = _linkedin_subject(one, person)
    profile = f"https://www.linkedin.com/comm/in/{person.slug}?trk=eml-email_notification_digest_01-x"
    post = f"https://www.linkedin.com/comm/feed/update/urn:li:activity:{_ACTIVITY + number}?trk=x"
    ego = world.ego
    text = (
        f"Here's what happened since you were last on LinkedIn\n\n{subject}\n{profile}\n\n"
        + (f"{post}\n\n" if one.kind == "post" else "")
        + f"{'-' * 40}\n\nThis email was intended for {ego.name} ({ego.headline})\n"
        "You are receiving Notification emails.\n\n"
        "Unsubscribe: https://www.linkedin.com/comm/psettings/email-unsubscribe?lipi=x\n"
    )
    head = (
        _signature("linkedin.com"),
        f"From: LinkedIn <{_LINKEDIN}>",
        f"Message-ID: <{number}.{int(one.at.timestamp())}.JavaMail.app@made-up.prod.linkedin.com>",
        "X-LinkedIn-Class: EMAIL-DEFAULT",
        "X-LinkedIn-Template: email_notification_digest_01",
        "List-Unsubscribe: <https://www.linkedin.com/comm/psettings/email-unsubscribe?lipi=x&midToken=x>",
    )
    return _mail(world, one, subject, head, text, sender=_LINKEDIN)


def _linkedin_subject(one: Happening, person: Person) -> str:
    match one.kind:
        case "job":
            return f"Congratulate {person.name} for starting a new position as {one.title} at {one.company}"
        case "anniversary":
            counted = f"{one.years} year{'s' if one.years > 1 else ''}"
            return f"Congratulate {person.name} for {counted} at {one.company}"
        case "birthday":
            return f"Wish {person.name} a happy birthday"
        case _:
            return f"{person.name} posted: {one.text}"


def _of_github(world: World, one: Happening, person: Person, number: int) -> Letter:
    """Return a notice of GitHub."""
    name = _REPOSITORY.rpartition("/")[2]
    head = (
        _signature("github.com"),
        f"From: {mime.mailbox(person.name, _GITHUB)}",
        f"Message-ID: <{_REPOSITORY}/releases/{number}@github.com>",
        f"Reply-To: {_REPOSITORY} <noreply@github.com>",
        "Precedence: list",
        f"X-GitHub-Sender: {github_login(person)}",
        "X-GitHub-Recipient: kithly-demo-robin",
        "X-GitHub-Reason: subscribed",
        f"List-ID: {_REPOSITORY} <{name}.kithly-demo-made-up.github.com>",
        f"List-Archive: https://github.com/{_REPOSITORY}",
        "List-Unsubscribe: <https://github.com/notifications/unsubscribe/x>",
    )
    text = (
        "The board now tells a late tram from one that will never come.\n\n"
        f"-- \nView it on GitHub:\nhttps://github.com/{_REPOSITORY}/releases/tag/v2.4\n"
    )
    return _mail(world, one, f"[{_REPOSITORY}] {one.text}", head, text, sender=_GITHUB)


def _of_newsletter(world: World, one: Happening, person: Person, number: int) -> Letter:
    """Return an issue of somebody's newsletter."""
    page = page_of(person)
    host = page.removeprefix("https://")
    address = f"letters@{host}"
    head = (
        _signature(host),
        f"From: {mime.mailbox(person.name, address)}",
        f"Message-ID: <issue-{number}@{host}>",
        f"List-Unsubscribe: <{page}/leave>",
    )
    text = (
        f"{one.text}\n\nEleven boats a day, and every one of them in a hurry. This issue is about the bench beside "
        f"the lock.\n\nRead on: {page}/letters/{number}\n\nLeave this letter: {page}/leave\n"
    )
    return _mail(world, one, one.text, head, text, sender=address)


def _signature(domain: str) -> str:
    return f"DKIM-Signature: v=1; a=rsa-sha256; d={domain}; s=made-up; c=relaxed/relaxed; h=From:Subject; bh=AA; b=BB"


def _mail(world: World, one: Happening, subject: str, head: tuple[str, ...], text: str, *, sender: str) -> Letter:
    content, body = mime.body(text, "quoted", boundary="")
    headers = (
        *head,
        f"Subject: {mime.encoded(subject)}",
        f"To: {mime.mailbox(world.ego.name, world.ego.private)}",
        f"Date: {mime.rfc_date(one.at)}",
        "MIME-Version: 1.0",
    )
    return Letter(
        at=one.at,
        sender=sender,
        thread=f"{one.kind}-{one.person}",
        labels=("inbox", "unread"),
        headers="\n".join(headers) + "\n" + content,
        body=body,
    )
