"""Google Alerts and Google Scholar alerts: a page or paper that names somebody, or that they wrote."""

from __future__ import annotations

from dataclasses import replace

from kithly.records import News, NewsKind, Party
from kithly.sources._formats.notices.letter import Letter, Page, untraced
from kithly.sources._formats.notices.names import bare_name, is_name
from kithly.sources._formats.notices.senders import Notifier
from kithly.sources._formats.notices.telling import news
from kithly.sources._formats.notices.templates import Found

PAPER = "gse_alrt_title"  # class of the link on which a paper's title stands
MANY = 20  # papers of one alert that are told

_RESULT_HOSTS = ("https://www.google.com/url?", "http://www.google.com/url?")


def told_by_google(notifier: Notifier, letter: Letter) -> tuple[News, ...]:
    """Return that a page names somebody, where the alert is for a human's name; its first page stands for all."""
    for template in notifier.templates:
        found = template.in_subject(letter.subject)
        name = bare_name(found.name) if found else ""
        if found is not None and is_name(name):
            text, url = _page(letter)
            about = Party(name=name, identity=None)
            return (news(notifier, letter, template.kind, about, said=Found(text=text), url=url),)
    return ()


def _page(letter: Letter) -> tuple[str, str]:
    """Return title and address of the first page an alert lists."""
    for link in Page(letter.raw).links:
        if link.url.startswith(_RESULT_HOSTS) and len(link.text) > 3:
            return link.text, untraced(link.url)
    lines = [line for line in letter.lines() if line]
    start = next((place for place, line in enumerate(lines) if line.startswith("===")), -1) + 1
    title = lines[start] if start and start < len(lines) else ""
    url = next((line.strip("<>") for line in lines[start:] if line.strip("<>").startswith(_RESULT_HOSTS)), "")
    return title, untraced(url) if url else ""


def told_by_scholar(notifier: Notifier, letter: Letter) -> tuple[News, ...]:
    """Return the papers of somebody, or those that cite them, each with its page."""
    for template in notifier.templates:
        found = template.in_subject(letter.subject)
        name = bare_name(found.name) if found else ""
        if found is not None and is_name(name):
            return tuple(_papers(notifier, letter, template.kind, name))
    return ()


def _papers(notifier: Notifier, letter: Letter, kind: NewsKind, name: str) -> list[News]:
    """Return one piece of news for each paper; one for the mail where no paper can be told from another."""
    about = Party(name=name, identity=None)
    papers = {link.text: untraced(link.url) for link in Page(letter.raw).marked(PAPER)[:MANY]}
    told = [news(notifier, letter, kind, about, said=Found(text=title), url=url) for title, url in papers.items()]
    if not told:
        return [news(notifier, letter, kind, about)]
    return [_numbered(one, number) for number, one in enumerate(told)]


def _numbered(one: News, number: int) -> News:
    """Return news with a key of its own among those of one mail."""
    return replace(one, key=f"{one.key}|{number}") if number else one
