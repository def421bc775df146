"""Hand-over: links and texts with which the user sends approved words by their own program.

Nothing here touches the network; `open_in` asks the user's browser to open a link, and only when called.
"""

from __future__ import annotations

import re
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from kithly.errors import ChannelUnavailable, Refused
from kithly.messages import MAX_NOTE, WORDLESS, Approved, MessageKind, message_kind, note_length
from kithly.records import email_identity

MAX_LINK = 1900  # characters; some mail programs and shells cut longer command lines (2,048 on Windows)
LINKEDIN = "https://www.linkedin.com/in/"

_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# What no real address holds, and what a program that decodes twice would take for more than an address.
_ODD = re.compile(r"%[0-9a-f]{2}|\?|@[^@]*[^\w.@-]", re.IGNORECASE)
_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_PAGE = re.compile(r"https://[!-~]{1,2000}")
_LINES = re.compile("\r\n|\r|\x85|\u2028|\u2029")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chat:
    """A chat to which a link leads.

    Attributes:
        name: What it is called.
        link: What an address is put behind, in its place.
        address: What an address of it is.
    """

    name: str
    link: str
    address: re.Pattern[str]

    def to(self, address: str) -> str:
        """Return the link to an address; empty for what is none."""
        return self.link.format(address, address.removeprefix("+")) if self.address.fullmatch(address) else ""


SMS, SIGNAL = "sms", "signal"
PUBLISHED = frozenset(("mastodon", "bluesky"))  # doors that lead to what somebody published
_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")  # with its country, ITU-T E.164
_CHATS = {
    "whatsapp": _Chat(name="WhatsApp", link="https://wa.me/{1}", address=_NUMBER),
    "telegram": _Chat(name="Telegram", link="https://t.me/{0}", address=re.compile(r"[a-z][a-z0-9_]{3,31}")),
    SIGNAL: _Chat(name="Signal", link="https://signal.me/#p/{0}", address=_NUMBER),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """What the user needs to send a message by hand.

    Attributes:
        channel: Where it goes.
        open: Link to open in the browser or mail program; None if there is none.
        paste: Text to paste there; None if the link carries it all.
        note: One sentence on what to do.
    """

    channel: str
    open: str | None
    paste: str | None
    note: str


def hand_over(approved: Approved) -> HandOver:
    """Return how approved words leave by the user's hand.

    Args:
        approved: With ``to`` as a mail address for ``mail``, a profile slug for ``linkedin``, a number with its country
            for ``whatsapp``, ``signal`` and ``sms``, a user name for ``telegram``, or empty.

    Raises:
        Refused: The address, slug, number, name or subject is no such thing, or a note is longer than LinkedIn takes.
    """
    if approved.channel in {"mail", "email"} and approved.to:
        return _by_mail(approved)
    if approved.channel == "linkedin":
        return _by_linkedin(approved)
    if approved.channel in _CHATS and approved.to:
        return _by_chat(approved)
    if approved.channel == SMS and approved.to:
        return _by_sms(approved)
    if approved.target:
        return _beneath(approved)
    note = "Paste the text where you write to them."
    return HandOver(channel=approved.channel, open=None, paste=plain_text(approved.text), note=note)


def mailto(to: str, *, subject: str | None, body: str) -> str:
    r"""Return a ``mailto:`` link; every character outside letters, digits and ``-._~`` is percent-encoded.

    Args:
        to: One mail address.
        subject: One line; None for none.
        body: The message; line ends become CR LF.

    Raises:
        Refused: ``to`` is no single address, or the subject holds a line break or control character.

    Reference:
        RFC 6068, sections 2 and 5.

    Example:
        >>> mailto("ana@example.org", subject="Oslo", body="Hi Ana,\nhow are you?")
        'mailto:ana@example.org?subject=Oslo&body=Hi%20Ana%2C%0D%0Ahow%20are%20you%3F'
    """
    identity = email_identity(to)
    if identity is None or _BREAKS.search(to) or _ODD.search(to) or identity.value != to.strip().lower():
        raise Refused("mail", "That is not one mail address.", hint="Give the address alone, like name@example.org.")
    if subject is not None and _BREAKS.search(subject):
        raise Refused("mail", "A subject is one line.", hint="Take the line break out of the subject.")
    fields = [f"{name}={quote(text, safe='')}" for name, text in (("subject", subject), ("body", _crlf(body))) if text]
    address = quote(to.strip(), safe="@")
    return f"mailto:{address}?{'&'.join(fields)}" if fields else f"mailto:{address}"


def sms_link(to: str, *, body: str = "") -> str:
    """Return a link that opens the program for SMS, with the words in it; they pass no server on the way there.

    Phones differ: Android looks for the words behind ``?body=`` (RFC 5724 leaves that open), iPhones behind
    ``&body=``; both find them behind ``?&body=``.

    Args:
        to: One number with its country.
        body: The message; empty for none.

    Raises:
        Refused: ``to`` is no such number.

    Example:
        >>> sms_link("+4722990199", body="Tea & talk?")
        'sms:+4722990199?&body=Tea%20%26%20talk%3F'
    """
    if not _NUMBER.fullmatch(to):
        raise Refused(SMS, "That is no number with its country.", hint="Write it like +4722990199.")
    words = quote(body, safe="", errors="replace")
    return f"sms:{to}?&body={words}" if words else f"sms:{to}"


def profile_link(slug: str) -> str:
    """Return the address of a LinkedIn profile.

    Args:
        slug: The last part of the profile's address, decoded.

    Raises:
        Refused: The slug is empty or holds what no slug holds.
    """
    if not slug or _BREAKS.search(slug) or re.search(r"[\s/?#\\]|^\.+$", slug):
        raise Refused("linkedin", "That is not a LinkedIn profile.", hint="Give the part after linkedin.com/in/.")
    return f"{LINKEDIN}{quote(slug, safe='')}/"


def connection_note(text: str) -> str:
    """Return a note for a connection request, on one line.

    Raises:
        Refused: It is longer than `MAX_NOTE` characters, as LinkedIn counts them (UTF-16 units).
    """
    note = " ".join(plain_text(text).split())
    length = note_length(note)
    if length > MAX_NOTE:
        raise Refused(
            "linkedin", f"A connection note takes {MAX_NOTE} characters; this has {length}.", hint="Shorten it."
        )
    return note


def plain_text(text: str) -> str:
    """Return a text fit for the clipboard: line feeds, no control characters."""
    return _NOT_TEXT.sub("", _LINES.sub("\n", text))


def door_link(door: str, to: str, *, subject: str = "", body: str = "") -> str:
    """Return the link that leads to somebody, with the words in it where a link may carry them; empty for none.

    The words go into a ``mailto:`` or ``sms:`` link alone, which no server sees, and only where it stays short enough
    for every program.

    Args:
        door: ``email``, ``linkedin``, ``note``, ``sms``, the name of a chat, or of the network where they published.
        to: Address, profile slug, number, user name or page; empty leads nowhere.
        subject: Of a mail.
        body: Of a mail or SMS.
    """
    try:
        if door == "email" and to:
            line = " ".join(_BREAKS.sub(" ", subject).split()) or None
            whole = mailto(to, subject=line, body=plain_text(body))
            short = mailto(to, subject=line if len(subject) <= MAX_NOTE else None, body="")
            return whole if len(whole) <= MAX_LINK else short
        if door in {"linkedin", "note"} and to:
            return profile_link(to)
        if door in PUBLISHED:
            return to if _PAGE.fullmatch(to) else ""
        if door == SMS and to:
            whole = sms_link(to, body=plain_text(body))
            return whole if len(whole) <= MAX_LINK else sms_link(to)
    except Refused:
        return ""
    chat = _CHATS.get(door)
    return chat.to(to) if chat else ""


def open_in(link: str, *, browser: Callable[[str], bool] = webbrowser.open) -> None:
    """Open a link in the user's browser or mail program.

    Args:
        link: A ``https:``, ``mailto:`` or ``sms:`` link.
        browser: What opens it; True if it could.

    Raises:
        Refused: Another kind of link.
        ChannelUnavailable: There is no browser.
    """
    if not link.startswith(("https://", "mailto:", "sms:")):
        raise Refused("handoff", "Only https, mailto and sms links are opened.")
    if not browser(link):
        raise ChannelUnavailable("handoff", "No browser could be opened here.", hint=f"Open this yourself: {link}")


def _by_mail(approved: Approved) -> HandOver:
    link = mailto(approved.to, subject=approved.subject, body=plain_text(approved.text))
    if len(link) <= MAX_LINK:
        return HandOver(channel="mail", open=link, paste=None, note="Your mail program opens with the message in it.")
    short = mailto(approved.to, subject=approved.subject, body="")
    if len(short) > MAX_LINK:
        short = mailto(approved.to, subject=None, body="")
    note = "Too long for a link: paste the text into the mail that opens."
    return HandOver(channel="mail", open=short, paste=plain_text(approved.text), note=note)


def _by_linkedin(approved: Approved) -> HandOver:
    link = profile_link(approved.to) if approved.to else None
    if message_kind(approved.kind) is MessageKind.CONNECT:
        text, note = connection_note(approved.text), "On their profile choose Connect, add a note, and paste."
    else:
        text, note = plain_text(approved.text), "On their profile choose Message, and paste."
    return HandOver(channel="linkedin", open=link, paste=text, note=note)


def _by_chat(approved: Approved) -> HandOver:
    """Return the link to a chat. The words do not go into it: they are for the other alone, not for a web server."""
    chat = _CHATS[approved.channel]
    if not chat.address.fullmatch(approved.to):
        raise Refused(approved.channel, f"That is no address in {chat.name}.", hint="Copy the words instead.")
    note = f"{chat.name} opens at your chat: paste the text there."
    return HandOver(channel=approved.channel, open=chat.to(approved.to), paste=plain_text(approved.text), note=note)


def _by_sms(approved: Approved) -> HandOver:
    words = plain_text(approved.text)
    link = sms_link(approved.to, body=words)
    if len(link) <= MAX_LINK:
        note = "Where a program for SMS is, it opens with the message in it; else paste it on your phone."
        return HandOver(channel=SMS, open=link, paste=words, note=note)
    note = "Too long for a link: paste the text into the message that opens."
    return HandOver(channel=SMS, open=sms_link(approved.to), paste=words, note=note)


def _beneath(approved: Approved) -> HandOver:
    """Return the page of what is answered, liked or passed on."""
    if not _PAGE.fullmatch(approved.target):
        raise Refused(approved.channel, "That is no page that could be opened.", hint="Copy the words instead.")
    if approved.act in WORDLESS:
        note = "Their post opens: one click there is enough."
        return HandOver(channel=approved.channel, open=approved.target, paste=None, note=note)
    note = "Their post opens: answer it there, and paste."
    return HandOver(channel=approved.channel, open=approved.target, paste=plain_text(approved.text), note=note)


def _crlf(text: str) -> str:
    return _LINES.sub("\n", text).replace("\n", "\r\n")
