"""What a notice tells, by the template of its sender that it fits; nothing where it fits none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kithly.records import (
    Channel,
    Identity,
    IdentityKind,
    News,
    NewsKind,
    PartialDate,
    Party,
    handle_identity,
    name_key,
)
from kithly.sources._formats.notices.fields import first
from kithly.sources._formats.notices.letter import Letter
from kithly.sources._formats.notices.linkedin import page_of, position, profile_of
from kithly.sources._formats.notices.names import bare_name, could_be_called, is_name
from kithly.sources._formats.notices.senders import Notifier, Template
from kithly.sources._formats.notices.templates import NOTHING, Found, plain

LONGEST = 1_000  # characters of words that are kept

OCCASIONS = frozenset((NewsKind.JOB, NewsKind.WORK_ANNIVERSARY, NewsKind.BIRTHDAY))  # told of several in one mail
_SHOWS_HEADLINE = frozenset((NewsKind.INVITATION, NewsKind.ACCEPTANCE, NewsKind.MESSAGE))
_ABOUT_A_PAGE = frozenset((NewsKind.POST, NewsKind.SHARED, NewsKind.COMMENT, NewsKind.MENTION, NewsKind.REACTION))
_OF_COMPANIES_TOO = frozenset((NewsKind.POST, NewsKind.SHARED, NewsKind.EVENT))  # what companies and groups do as well


def told(notifier: Notifier, letter: Letter) -> tuple[News, ...]:
    """Return what a notice tells, its first person first; nothing where its template is not known."""
    declared = first(letter.fields, notifier.template_field).lower() if notifier.template_field else ""
    if declared.startswith(notifier.silent) and declared:
        return ()
    fits = _fitting(notifier, letter, declared)
    if fits is None:
        return ()
    template, found = fits
    told_first = _one(notifier, letter, template, found, line=letter.subject)
    if told_first is None:
        return ()
    if template.kind not in OCCASIONS:
        return (told_first,)
    others = (_one(notifier, letter, *one[1:], line=one[0]) for one in _others(notifier, letter))
    told = {one.key: one for one in (told_first, *others) if one is not None}
    return tuple(told.values())


def _fitting(notifier: Notifier, letter: Letter, declared: str) -> tuple[Template, Found] | None:
    """Return the template a notice fits, by the name it bears or by its subject, and what its subject tells."""
    named = [one for one in notifier.templates if declared and one.templates and declared.startswith(one.templates)]
    for template in named:
        return template, template.in_subject(letter.subject) or NOTHING
    for template in notifier.templates:
        if template.senders and letter.local_part not in template.senders:
            continue
        found = template.in_subject(letter.subject)
        if found is not None:
            return template, found
    return None


def _others(notifier: Notifier, letter: Letter) -> Iterator[tuple[str, Template, Found]]:
    """Yield the further occasions in the lines of a notice, each with its line."""
    for line in map(plain, letter.lines()):
        if line == letter.subject:
            continue
        for template in notifier.templates:
            found = template.in_subject(line) if template.kind in OCCASIONS else None
            if found is not None and found.name:
                yield line, template, found
                break


def _one(notifier: Notifier, letter: Letter, template: Template, found: Found, *, line: str) -> News | None:
    """Return one piece of news that a line tells; None where nobody is named in it."""
    name = _who(notifier, letter, found)
    if not could_be_called(name, notifier.nobody) or name_key(name) in letter.own_names():
        return None
    if template.kind in _OF_COMPANIES_TOO and not is_name(name):
        return None
    found = _completed(template, letter, found)
    identity, headline = _handle(found), ""
    if notifier.channel is Channel.LINKEDIN:
        identity, name, headline = profile_of(letter, name, line)
    if template.kind in _SHOWS_HEADLINE and not found.title and not found.company:
        title, company = position(headline)
        found = replace(found, title=title, company=company)
    url = _url(notifier, letter, template.kind, identity)
    told = news(notifier, letter, template.kind, Party(name=name, identity=identity), said=found, url=url)
    return replace(told, day=_today(letter)) if template.of_birthday else told


def news(
    notifier: Notifier, letter: Letter, kind: NewsKind, about: Party, *, said: Found = NOTHING, url: str = ""
) -> News:
    """Return one piece of news out of a notice; its key is the same in every mailbox that holds the notice.

    Args:
        notifier: Who sent it.
        letter: The notice.
        kind: What is new.
        about: With whom.
        said: What it tells beside the name.
        url: The page to look at.
    """
    message = letter.message
    who = about.identity.value if about.identity else name_key(about.name)
    return News(
        key=f"{notifier.key}|{kind}|{who.replace('|', ' ')}|{message.key}",
        kind=kind,
        channel=notifier.channel,
        at=message.at,
        about=about,
        text=said.text[:LONGEST],
        company=said.company,
        title=said.title,
        years=said.years,
        url=url,
        told_by=message.message_id,
        day=_day(kind, letter),
    )


def _who(notifier: Notifier, letter: Letter, found: Found) -> str:
    """Return the name a notice gives: that of its subject, or the fuller one of the same person in From."""
    said, shown = bare_name(found.name), _shown(notifier, letter)
    if said and shown and f"{name_key(shown)} ".startswith(f"{name_key(said)} "):
        return shown
    return said or (f"@{found.handle}" if found.handle else shown)


def _shown(notifier: Notifier, letter: Letter) -> str:
    """Return the person in front of ``via LinkedIn`` in From; empty where the sender shows itself."""
    sender = letter.message.sender
    if sender is None or not notifier.behind:
        return ""
    lower = sender.name.lower()
    for words in notifier.behind:
        if lower.endswith(f" {words.lower()}"):
            return bare_name(sender.name[: -len(words)])
    return "" if notifier.name.lower() in lower else bare_name(sender.name)


def _completed(template: Template, letter: Letter, found: Found) -> Found:
    """Return what was found in the subject, with what the lines add where it is silent."""
    if not template.lines or found.title or found.company or found.text:
        return found
    for line in letter.lines():
        more = template.in_line(plain(line))
        if more is not None and (not more.name or _is_same(more.name, found.name)):
            return replace(more, name=found.name, handle=found.handle, years=found.years or more.years)
    return found


def _is_same(one: str, other: str) -> bool:
    return not other or name_key(one).split()[:1] == name_key(other).split()[:1]


def _handle(found: Found) -> Identity | None:
    """Return the identity of an X handle."""
    return handle_identity("x", found.handle) if found.handle else None


def _url(notifier: Notifier, letter: Letter, kind: NewsKind, identity: Identity | None) -> str:
    if notifier.channel is Channel.LINKEDIN:
        page = page_of(letter) if kind in _ABOUT_A_PAGE else ""
        return page or (f"https://www.linkedin.com/in/{identity.value}" if identity else "")
    return identity.value if identity and identity.kind is IdentityKind.URL else ""


def _day(kind: NewsKind, letter: Letter) -> PartialDate | None:
    """Return the birthday a notice is for: such notices come on the day; the year of birth is not known."""
    return _today(letter) if kind is NewsKind.BIRTHDAY else None


def _today(letter: Letter) -> PartialDate | None:
    at = letter.message.at
    return PartialDate(month=at.month, day=at.day) if at else None
