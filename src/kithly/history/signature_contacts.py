"""Telephone numbers, pages and profiles a signature names: each as others write it, none guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from kithly.history.signature_lines import ends_signature
from kithly.records import linkedin_identity

MOST_LETTERS = 4_000  # of a signature that are looked at
MOST_EACH = 10  # numbers, pages and profiles kept of one signature

_NUMBER = re.compile(r"(?:\+|(?<![\d+])00(?=[1-9]))[\d\s()/.\u2010-\u2015-]{7,28}\d")
_FAX = re.compile(r"(?:fax|telefax|télécopie|faks|\bf)[\s.:|]*$", re.IGNORECASE)
_URL = re.compile(r"(?:https?://|(?<![\w@./-])www\.)[^\s<>|,;\"'()\[\]]+", re.IGNORECASE)
# A page without "www.": small letters, a dot, an ending; alone between blanks or strokes
_BARE = re.compile(r"(?<![\w@./:-])[a-z\d][a-z\d-]*(?:\.[a-z\d-]+)*\.[a-z]{2,12}(?:/[^\s<>|,;\"'()\[\]]*)?(?![\w@.-])")
_MASTODON = re.compile(r"(?<![\w@./])@([\w.]{1,40})@([a-z\d-]+(?:\.[a-z\d-]+)+)(?![\w@])", re.IGNORECASE)
_HANDLE_PAGE = re.compile(r"(?:https?://)?([a-z\d.-]+\.[a-z]{2,12})/@([\w.]{1,40})/?", re.IGNORECASE)
_TRAILING = ".,;:!?)"
# Kinds of profile by the page they stand on, and what in its path is the name
_PROFILES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("github", re.compile(r"github\.com/([A-Za-z\d-]{1,39})/?")),
    ("x", re.compile(r"(?:twitter|x)\.com/@?(\w{1,30})/?")),
    ("bluesky", re.compile(r"bsky\.app/profile/([\w.-]{3,60})/?")),
    ("xing", re.compile(r"xing\.com/profile/([\w.-]{2,60})/?")),
    ("facebook", re.compile(r"facebook\.com/([\w.]{2,60})/?")),
    ("instagram", re.compile(r"instagram\.com/([\w.]{1,30})/?")),
    ("orcid", re.compile(r"orcid\.org/(\d{4}-\d{4}-\d{4}-\d{3}[\dX])/?")),
)
_NO_PEOPLE = frozenset({"intent", "share", "sharer", "orgs", "home", "search", "profile"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacts:
    """How a signature says its author is reached.

    Attributes:
        phones: Numbers with country code, as ``+`` and digits (E.164); no fax. A number without country code tells
            no country, and is left out.
        links: Pages, as they are written.
        profiles: (kind, name) pairs: ``("linkedin", "ana-lee")``, ``("mastodon", "@ana@pots.social")``.
    """

    phones: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    profiles: tuple[tuple[str, str], ...] = ()


def contacts_of(signature: str) -> Contacts:
    """Return the numbers, pages and profiles a signature names.

    Args:
        signature: The signature that was cut off a message; may be empty.
    """
    lines = takewhile(lambda line: not ends_signature(line), signature[:MOST_LETTERS].splitlines())
    text = "\n".join(lines)
    profiles = [("mastodon", f"@{name}@{host.lower()}") for name, host in _MASTODON.findall(text)]
    links: list[str] = []
    for page in _pages(_MASTODON.sub(" ", text)):
        profile = _profile(page)
        if profile is None:
            links.append(page)
        elif profile[1]:
            profiles.append(profile)
    return Contacts(
        phones=tuple(dict.fromkeys(_phones(text)))[:MOST_EACH],
        links=tuple(dict.fromkeys(links))[:MOST_EACH],
        profiles=tuple(dict.fromkeys(profiles))[:MOST_EACH],
    )


def _phones(text: str) -> Iterator[str]:
    for line in text.splitlines():
        for found in _NUMBER.finditer(line):
            if not _FAX.search(line[: found.start()]):
                number = _international(found.group())
                if number:
                    yield number


def _international(written: str) -> str:
    """Return a number in the one form all others share; empty if no country has numbers like it."""
    import phonenumbers  # noqa: PLC0415 - takes a tenth of a second, and few signatures need it

    text = re.sub(r"\s{2,}.*", "", written.strip())
    text = "+" + text[2:] if text.startswith("00") else text
    try:
        number = phonenumbers.parse(text.replace("(0)", " "), None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _pages(text: str) -> Iterator[str]:
    """Yield the pages in a text, those without ``www.`` only where nothing else they could be."""
    rest = text
    for found in _URL.finditer(text):
        yield found.group().rstrip(_TRAILING)
        rest = rest.replace(found.group(), " ", 1)
    for found in _BARE.finditer(rest):
        yield found.group().rstrip(_TRAILING)


def _profile(page: str) -> tuple[str, str] | None:
    """Return the profile a page is, with an empty name for a page of a network that is nobody's; None for others."""
    if re.search(r"(?:^|[./])linkedin\.com/", page, re.IGNORECASE):
        identity = linkedin_identity(page if "://" in page else f"https://{page}") if "/in/" in page else None
        return "linkedin", identity.value if identity else ""
    bare = re.sub(r"^(?:https?://)?(?:www\.|m\.)?", "", page, flags=re.IGNORECASE).partition("?")[0]
    for kind, pattern in _PROFILES:
        found = pattern.fullmatch(bare)
        if found:
            return kind, "" if found[1].lower() in _NO_PEOPLE else found[1]
    handle = _HANDLE_PAGE.fullmatch(page)
    return ("mastodon", f"@{handle[2]}@{handle[1].lower()}") if handle else None
