"""What a notice tells, by the template of its sender that it fits; nothing where it fits none."""

from __future__ import annotations

from collections.abc import Iterator

from kithly.records import Channel, Identity, IdentityKind, News, NewsKind, PartialDate, Party, name_key
from kithly.sources._formats.notices.fields import first
from kithly.sources._formats.notices.letter import Letter
from kithly.sources._formats.notices.linkedin import page_of, position, profile_of
from kithly.sources._formats.notices.names import bare_name, could_be_called, is_name
from kithly.sources._formats.notices.senders import Notifier, Template
from kithly.sources._formats.notices.templates import Found, plain

LONGEST = 1_000  # characters of words that are kept

OCCASIONS = frozenset((NewsKind.JOB, NewsKind.WORK_ANNIVERSARY, NewsKind.BIRTHDAY))  # told of several in one mail
_ABOUT_A_PAGE = frozenset((NewsKind.POST, NewsKind.COMMENT, NewsKind.MENTION, NewsKind.REACTION))
_OF_COMPANIES_TOO = frozenset((NewsKind.POST, NewsKind.EVENT))  # what companies and groups do as well


def told(notifier: Notifier, letter: Letter) -> tuple[News, ...]:
    """Return what a notice tells, its first person first; nothing where its template is not known."""
    declared = first(letter.fields, notifier.template_field).lower() if notifier.template_field else ""
    if declared.startswith(notifier.silent) and declared:
        return ()
    fits = _fitting(notifier, letter, declared)
    if fits is None:
        return ()
    template, found = fits
    news = [_one(notifier, letter, template, found)]
    if template.kind in OCCASIONS and news[0] is not None:
        news += [_one(notifier, letter, other, said) for other, said in _others(notifier, letter)]
    return tuple({one.key: one for one in reversed(news) if one is not None}.values())[::-1]


def _fitting(notifier: Notifier, letter: Letter, declared: str) -> tuple[Template, Found] | None:
    """Return the template a notice fits, by the name it bears or by its subject, and what its subject tells."""
    named = [one for one in notifier.templates if declared and one.templates and declared.startswith(one.templates)]
    for template in named:
        return template, template.in_subject(letter.subject) or Found()
    for template in notifier.templates:
        if template.senders and letter.local_part not in template.senders:
            continue
        found = template.in_subject(letter.subject)
        if found is not None:
            return template, found
    return None


def _others(notifier: Notifier, letter: Letter) -> Iterator[tuple[Template, Found]]:
    """Yield the further occasions in the lines of a notice."""
    for line in letter.lines():
        for template in notifier.templates:
            found = template.in_subject(plain(line)) if template.kind in OCCASIONS else None
            if found is not None and found.name:
                yield template, found
                break


def _one(notifier: Notifier, letter: Letter, template: Template, found: Found) -> News | None:
    """Return one piece of news; None where nobody is named in it."""
    name = _who(notifier, letter, found)
    if not could_be_called(name, notifier.nobody) or name_key(name) in letter.own_names():
        return None
    if template.kind in _OF_COMPANIES_TOO and not is_name(name):
        return None
    found = _completed(template, letter, found)
    identity, headline = _handle(found), ""
    if notifier.channel is Channel.LINKEDIN:
        identity, name, headline = profile_of(letter, name)
    title, company = (found.title, found.company) if found.title or found.company else position(headline)
    return news(
        notifier,
        letter,
        template.kind,
        Party(name=name, identity=identity),
        text=found.text,
        company=company,
        title=title,
        years=found.years,
        url=_url(notifier, letter, template.kind, identity),
    )


def news(
    notifier: Notifier,
    letter: Letter,
    kind: NewsKind,
    about: Party,
    *,
    text: str = "",
    company: str = "",
    title: str = "",
    years: int = 0,
    url: str = "",
) -> News:
    """Return one piece of news out of a notice; its key is the same in every mailbox that holds the notice."""
    message = letter.message
    who = about.identity.value if about.identity else name_key(about.name)
    return News(
        key=f"{notifier.key}|{kind}|{who}|{message.key}",
        kind=kind,
        channel=notifier.channel,
        at=message.at,
        about=about,
        text=text[:LONGEST],
        company=company,
        title=title,
        years=years,
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
            return Found(found.name, found.handle, more.company, more.title, more.text, found.years or more.years)
    return found


def _is_same(one: str, other: str) -> bool:
    return not other or name_key(one).split()[:1] == name_key(other).split()[:1]


def _handle(found: Found) -> Identity | None:
    """Return the identity of an X handle."""
    return Identity(IdentityKind.URL, f"https://x.com/{found.handle.lower()}") if found.handle else None


def _url(notifier: Notifier, letter: Letter, kind: NewsKind, identity: Identity | None) -> str:
    if notifier.channel is Channel.LINKEDIN:
        page = page_of(letter) if kind in _ABOUT_A_PAGE else ""
        return page or (f"https://www.linkedin.com/in/{identity.value}" if identity else "")
    return identity.value if identity and identity.kind is IdentityKind.URL else ""


def _day(kind: NewsKind, letter: Letter) -> PartialDate | None:
    """Return the birthday a notice is for: such notices come on the day; the year of birth is not known."""
    at = letter.message.at
    return PartialDate(month=at.month, day=at.day) if kind is NewsKind.BIRTHDAY and at else None
