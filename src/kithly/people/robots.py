"""Robots: which addresses no single human sits behind.

The words are in ``robots.json``. A table word counts only where it is the whole local part (or all
of its words are table words), so that ``jobs.steve@`` and ``marketing.ana@`` stay people.
"""

from __future__ import annotations

import json
import re
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from kithly.people.name_words import name_words
from kithly.records import Contact, IdentityKind, name_key

LONG_TOKEN = 16  # characters of a local part from which hexadecimal digits are no name
LONG_NUMBER = 14  # digits; up to 13 are phone numbers and account numbers people write from
MANY_TURNS = 6  # changes between letters and digits; a person has one or two ("ana2024")

_WORDS = re.compile(r"[._\-]+")
_HEX = re.compile(r"[0-9a-f\-]+")
_TURN = re.compile(r"[a-z][0-9]|[0-9][a-z]")
_VIA = re.compile(r"\S\s+\(?via\s+\S")
_X500 = re.compile(r"^(/o=|/cn=|cn=|ex:/|imceaex)", re.IGNORECASE)

_REMEMBERED = 1 << 15  # addresses; a rebuild asks about each one more than once


class _Table(NamedTuple):
    """The words of the shipped table."""

    robots: frozenset[str]
    robot_words: frozenset[str]
    roles: frozenset[str]
    list_hosts: frozenset[str]
    list_labels: frozenset[str]
    list_suffixes: frozenset[str]
    list_prefixes: frozenset[str]
    list_words: frozenset[str]
    token_replies: frozenset[str]
    robot_hosts: frozenset[str]
    regions: frozenset[str]
    service_hosts: dict[str, list[str]]


@cache
def _table() -> _Table:
    raw = json.loads(files("kithly.people").joinpath("robots.json").read_text("utf-8"))
    sets = {name: frozenset(raw[name]) for name in _Table._fields if name != "service_hosts"}
    return _Table(**sets, service_hosts=raw["service_hosts"])


class Impersonal(StrEnum):
    """Why no single human sits behind an address."""

    MACHINE = "machine"  # made by or for a machine, or no address at all
    LIST = "list"
    ROLE = "role"


def is_person_address(address: str, name: str) -> bool:
    """Say whether a mail address is one human's own.

    Robots, lists, tokens and ``... via Service`` names are no people whatever they call themselves.
    A role address (``info@``) is a person's only where the display name says so twice: it is in the
    domain (Ana Smith, ``info@smith-family.example``) or is the local part itself (Dev Rao, ``dev@``).

    Args:
        address: The address alone; X.500 and other junk is understood to be nobody.
        name: Its display name; may be empty.
    """
    return impersonal(address, name) is None


@lru_cache(_REMEMBERED)
def impersonal(address: str, name: str) -> Impersonal | None:
    """Return why a mail address is no human's own, as `is_person_address` says it; None if it is one's.

    Args:
        address: The address alone.
        name: Its display name; may be empty.
    """
    text = address.strip().strip("<>").lower()
    local, at, host = text.rpartition("@")
    if not at or not local or "." not in host or _X500.match(text) or _VIA.search(name):
        return Impersonal.MACHINE
    words = _words(local)
    own = name_key(name).split()
    if _is_robot_host(host, local) or _is_robot_local(local, words) or "".join(own) in _table().robots:
        return Impersonal.MACHINE
    is_named = not set(words).isdisjoint(own)
    if _is_list_command(words) or (not is_named and _is_list_name(local)):
        return Impersonal.LIST
    if not _is_role(words) or (_is_more_than_a_role(own, words, host) if is_named else _is_in_host(own, host)):
        return None
    return Impersonal.ROLE


def is_person_contact(contact: Contact) -> bool:
    """Say whether an address book entry is a human: one with none but impersonal addresses is not."""
    kinds = {identity.kind for identity in contact.identities}
    if IdentityKind.EMAIL not in kinds or IdentityKind.LINKEDIN in kinds:
        return True
    return any(
        is_person_address(identity.value, contact.name)
        for identity in contact.identities
        if identity.kind == IdentityKind.EMAIL
    )


def _words(local: str) -> list[str]:
    """Return the words of a local part without its tag, accents folded."""
    base = local.partition("+")[0]
    return [
        key for word in _WORDS.split(base) if (key := word if word.isalnum() and word.isascii() else name_key(word))
    ]


def _is_robot_host(host: str, local: str) -> bool:
    """Whether a whole host sends for machines or lists."""
    table = _table()
    labels = host.split(".")
    parents = [".".join(labels[place:]) for place in range(len(labels) - 1)]
    if any(parent in table.list_hosts or parent in table.robot_hosts for parent in parents):
        return True
    if any(label in table.list_labels or "noreply" in label.replace("-", "") for label in labels[:-2]):
        return True
    return any(local in table.service_hosts.get(parent, ()) for parent in parents)


def _is_robot_local(local: str, words: list[str]) -> bool:
    """Whether the part before the ``@`` was made by or for a machine."""
    table = _table()
    base, _, tag = local.partition("+")
    compact = "".join(words)
    if "=" in local or "noreply" in compact or "donotreply" in compact or compact in table.robots:
        return True
    if not table.robot_words.isdisjoint(words):
        return True
    if tag and (is_token(tag) or (compact in table.token_replies and len(compact) > 1)):
        return True
    return is_token(base) or not compact


def is_token(text: str) -> bool:
    """Whether a word is an identifier a machine made rather than one a human chose."""
    if text.isdigit():
        return len(text) >= LONG_NUMBER
    if len(text) < LONG_TOKEN:
        return False
    is_hexadecimal = _HEX.fullmatch(text) and sum(character.isdigit() for character in text) >= 3
    return bool(is_hexadecimal) or len(_TURN.findall(text)) >= MANY_TURNS


def _is_list_command(words: list[str]) -> bool:
    """Whether this steers a list or takes its bounces: ``owner-foo``, ``foo-request``."""
    table = _table()
    return len(words) > 1 and (words[-1] in table.list_suffixes or words[0] in table.list_prefixes)


def _is_list_name(local: str) -> bool:
    """Whether this is named like a list: ``foo-users``, ``foo-sig-bar`` (people join words by dots)."""
    return "-" in local and not _table().list_words.isdisjoint(local.split("-")[1:])


def _is_role(words: list[str]) -> bool:
    """Whether the local part names a function and nobody: ``info``, ``customer-service``, ``sales.uk``."""
    table = _table()
    if "".join(words) in table.roles:
        return True
    return all(word in table.roles or (place and word in table.regions) for place, word in enumerate(words))


def _is_more_than_a_role(own: list[str], words: list[str], host: str) -> bool:
    """Whether a name that holds the role names somebody too: ``Dev Rao``, not ``Support Team`` or ``Acme Sales``."""
    table = _table()
    rest = set(own) - set(words) - table.roles - table.regions - name_words().organisations
    if own[-1] in words:  # the house comes before its function
        labels = host.split(".")
        rest = {word for word in rest if word not in labels and not any(word in label for label in labels[:-1])}
    return bool(rest)


def _is_in_host(own: list[str], host: str) -> bool:
    """Whether a human's name of two words or more is in the domain: the family name, or all of it."""
    domain = host.rpartition(".")[0]
    table = _table()
    if len(own) < 2 or not (table.roles | name_words().organisations).isdisjoint(own):
        return False
    return (len(own[-1]) > 3 and own[-1] in domain) or all(word in domain for word in own)
