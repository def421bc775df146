"""Who sends notices, and by which words they are known: one data file a sender."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from kithly.records import Channel, NewsKind
from kithly.sources._formats.notices.templates import Found, compiled, literal, match

FILES = ("linkedin", "github", "facebook", "x", "meetup", "eventbrite", "google_alerts", "google_scholar")


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One kind of notice of one sender.

    Attributes:
        kind: What it tells.
        templates: How the sender's own name of it begins (``X-LinkedIn-Template``).
        senders: Local parts it comes from; empty for all.
        subjects: Subjects, anchored.
        lines: Lines of its text that say more.
        of_birthday: It is for ego's birthday.
    """

    kind: NewsKind
    templates: tuple[str, ...]
    senders: frozenset[str]
    subjects: tuple[re.Pattern[str], ...]
    lines: tuple[re.Pattern[str], ...]
    of_birthday: bool = False

    def in_subject(self, subject: str) -> Found | None:
        """Return what a subject tells; None where it is not of this kind."""
        return _first(self.subjects, subject)

    def in_line(self, line: str) -> Found | None:
        """Return what a line of the text tells; None where it is not of this kind."""
        return _first(self.lines, line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notifier:
    """A sender of notices.

    Attributes:
        key: Its data file, and the first part of its records' keys.
        name: What it calls itself.
        channel: Where what it tells happened.
        domains: From which domains it writes.
        senders: Local parts it writes notices from; empty for all.
        signers: Domains that sign for it.
        own_fields: Header fields that only it writes, in lower case.
        template_field: The field in which it names a notice's template; empty for none.
        silent: How its templates begin that tell of nobody.
        behind: What it puts behind a person's name in From, and its own names.
        nobody: Words that stand where a name would, and are none; lower case.
    """

    key: str
    name: str
    channel: Channel
    domains: frozenset[str]
    senders: frozenset[str]
    signers: frozenset[str]
    own_fields: tuple[str, ...]
    template_field: str
    silent: tuple[str, ...]
    behind: tuple[str, ...]
    nobody: frozenset[str]

    @property
    def templates(self) -> tuple[Template, ...]:
        """Its kinds of notice."""
        return _templates(self.key)


@cache
def notifiers() -> tuple[Notifier, ...]:
    """Return all senders of notices."""
    return tuple(_notifier(key) for key in FILES)


@lru_cache(maxsize=20_000)
def notifier_of(address: str) -> Notifier | None:
    """Return the sender of notices that writes from an address in normal form; None for everybody else."""
    local, _, host = address.rpartition("@")
    labels = host.split(".")
    for place in range(len(labels) - 1):
        found = _by_domain().get(".".join(labels[place:]))
        if found is not None:
            bare = local.partition("+")[0]
            return next((one for one in found if not one.senders or bare in one.senders), None)
    return None


@cache
def _by_domain() -> dict[str, tuple[Notifier, ...]]:
    table: dict[str, tuple[Notifier, ...]] = {}
    for one in notifiers():
        for domain in one.domains:
            table[domain] = (*table.get(domain, ()), one)
    return table


@cache
def _table(key: str) -> dict[str, object]:
    text = resources.files("kithly.sources._formats.notices").joinpath(f"{key}.toml").read_text("utf-8")
    return tomllib.loads(text)


def _words(table: dict[str, object], name: str) -> tuple[str, ...]:
    found = table.get(name, [])
    return tuple(str(one) for one in found) if isinstance(found, list) else ()


def _notifier(key: str) -> Notifier:
    table = _table(key)
    return Notifier(
        key=key,
        name=str(table["name"]),
        channel=Channel(str(table["channel"])),
        domains=frozenset(_words(table, "domains")),
        senders=frozenset(_words(table, "senders")),
        signers=frozenset(_words(table, "signers")),
        own_fields=_words(table, "own_fields"),
        template_field=str(table.get("template_field", "")),
        silent=_words(table, "silent"),
        behind=_words(table, "behind"),
        nobody=frozenset(_words(table, "nobody")),
    )


@cache
def _templates(key: str) -> tuple[Template, ...]:
    kinds = _table(key).get("notice", [])
    return tuple(_template(one) for one in kinds) if isinstance(kinds, list) else ()


def _template(table: dict[str, object]) -> Template:
    return Template(
        kind=NewsKind(str(table["kind"])),
        templates=_words(table, "templates"),
        senders=frozenset(_words(table, "senders")),
        subjects=tuple(map(compiled, _spoken(table, "attested", "derived"))),
        lines=tuple(map(compiled, _spoken(table, "lines"))),
        of_birthday=table.get("of_birthday") is True,
    )


def _spoken(table: dict[str, object], *names: str) -> tuple[str, ...]:
    """Return templates of all languages, those that say most first: others are part of them."""
    words: list[str] = []
    for name in names:
        spoken = table.get(name, {})
        words += [one for said in spoken.values() for one in said] if isinstance(spoken, dict) else []
    return tuple(sorted(words, key=literal, reverse=True))


def _first(patterns: tuple[re.Pattern[str], ...], line: str) -> Found | None:
    return next((found for pattern in patterns if (found := match(pattern, line)) is not None), None)
