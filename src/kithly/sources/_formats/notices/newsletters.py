"""Newsletters that one person writes: told by structure, whatever program sends them.

Who they are is not known here. What is kept is a candidate: it is shown only with a person who is known
by that address, or alone by that name.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from kithly.records import Channel, News, NewsKind
from kithly.sources._formats.email.robots import is_robot
from kithly.sources._formats.notices.fields import first
from kithly.sources._formats.notices.letter import Letter, untraced
from kithly.sources._formats.notices.names import is_name
from kithly.sources._formats.notices.proof import is_of, is_proven
from kithly.sources._formats.notices.senders import Notifier
from kithly.sources._formats.notices.telling import news
from kithly.sources._formats.notices.templates import Found

HEAD = 16_384  # bytes of a mail in which its fields stand
_LISTED_HOSTS = (b"mcsv.net", b"substack.com", b"beehiiv.com", b"buttondown.", b"ghost.io")  # that write a List-Id

_HOST = re.compile(r"(?<![\w.-])([\w.-]+)>?\s*$")
_URL = re.compile(r"https?://[^\s<>()\"\]]{4,1500}")
_ANSWER = re.compile(r"\s*(?:re|aw|sv|fwd?|wg|tr|rv|antw|doorst)\s*(?:\[\d+\])?:", re.IGNORECASE)

_ITSELF = Notifier(
    key="newsletter",
    name="a newsletter",
    channel=Channel.WEB,
    domains=frozenset(),
    senders=frozenset(),
    signers=frozenset(),
    own_fields=(),
    template_field="",
    silent=(),
    behind=(),
    nobody=frozenset(),
)


@cache
def _hosts() -> frozenset[str]:
    """Return the domains of programs that send newsletters."""
    text = resources.files("kithly.sources._formats.notices").joinpath("newsletters.toml").read_text("utf-8")
    return frozenset(tomllib.loads(text)["hosts"])


def seems_hosted(raw: bytes) -> bool:
    """Say whether a mail to a list could come from a program for newsletters: cheap, for there is much list mail."""
    head = raw[:HEAD]
    return any(host in head for host in _LISTED_HOSTS)


def told_by_newsletter(letter: Letter) -> tuple[News, ...]:
    """Return that somebody published something; nothing for what is no newsletter of one person."""
    sender, subject = letter.message.sender, letter.message.subject
    if sender is None or sender.identity is None or not subject or _ANSWER.match(subject):
        return ()
    address = sender.identity.value
    host = address.rpartition("@")[2]
    is_hosted = _is_hosted(letter, host)
    if "list-unsubscribe" not in letter.fields or (is_robot(address) and not is_hosted) or not is_name(sender.name):
        return ()
    if not is_hosted and ("list-post" in letter.fields or "list-id" in letter.fields):
        return ()  # what goes to a list of people is no newsletter
    if not is_hosted and not is_proven(letter.fields, {_registered(host)}, ()):
        return ()
    found = _URL.search(letter.message.text[:20_000])
    url = untraced(found[0]) if found else ""
    return (news(_ITSELF, letter, NewsKind.POST, sender, said=Found(text=subject), url=url),)


def _is_hosted(letter: Letter, host: str) -> bool:
    """Say whether a program for newsletters sent this: by the address, the list, or a field only it writes."""
    listed = _HOST.search(first(letter.fields, "list-id"))
    return is_of(host, _hosts()) or (listed is not None and is_of(listed[1], _hosts())) or "x-mc-user" in letter.fields


def _registered(host: str) -> str:
    """Return the domain somebody registered: the last two labels, or three under such as ``co.uk``."""
    labels = host.split(".")
    return ".".join(labels[-3:] if len(labels) > 2 and len(labels[-2]) <= 3 and len(labels[-1]) == 2 else labels[-2:])
