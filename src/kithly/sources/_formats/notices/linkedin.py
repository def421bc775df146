"""LinkedIn: whose profile a notice speaks of, under what headline, and which page it points to."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from kithly.records import Identity, linkedin_identity, name_key
from kithly.sources._formats.notices.letter import Letter, Page
from kithly.sources._formats.notices.names import bare_name
from kithly.sources._formats.notices.templates import plain

NEAR = 4  # lines below a name within which its profile stands
HEADLINE = 200  # characters kept of a headline

_URL = re.compile(r"https?://[\w.-]*linkedin\.com/[^\s<>()\"]{1,2000}", re.IGNORECASE)
_PROFILE = re.compile(r"/(?:comm/|mwlite/)?(?:in|pub)/([^/?#\s]{1,200})", re.IGNORECASE)
_OF_PAGES = re.compile(r"/(?:comm/)?((?:feed/update|posts|pulse)/[^?#\s]{1,300})", re.IGNORECASE)
_BEHIND_NAME = re.compile(r"\s*[(,|·-]\s*(.+?)\)?")
_AT = re.compile(r"(.{2,120}?)(?:\s+(?:at|bei|chez)\s+|\s*@\s*)(.{2,120})", re.IGNORECASE)
_MORE = re.compile(r"\s[|·•]\s")
_OWN_PAGE = "-header-"  # the tracking words of the link to the reader's own profile hold this


def profile_of(letter: Letter, name: str, said: str) -> tuple[Identity | None, str, str]:
    """Return profile, full name and headline of the person a notice speaks of, as far as it shows them.

    The profile is taken only from beside the very name: notices also link the reader's own profile, and
    those of strangers worth knowing.

    Args:
        letter: The notice.
        name: The person, perhaps by the first name alone.
        said: The line that tells the news; the profile may stand right below it.
    """
    lines = letter.lines()
    for place, line in enumerate(lines):
        if plain(line) == said and (linked := _profile_in(" ".join(lines[place + 1 : place + 2]))):
            return linked, name, ""
        told = _named(line, name, letter)
        if told is None:
            continue
        full, headline = told
        below = [one for one in lines[place + 1 : place + 1 + NEAR] if one]
        headline = headline or (below[0] if below and _is_headline(below[0]) else "")
        identity = next((found for one in (line, *below) if (found := _profile_in(one)) is not None), None)
        return identity or _linked(letter, full), full, headline[:HEADLINE]
    return _linked(letter, name), name, ""


def _named(line: str, name: str, letter: Letter) -> tuple[str, str] | None:
    """Return full name and headline where a line is a person's own: the name alone, or with its headline."""
    key = name_key(name)
    words = line.split()
    if not key or not words or len(line) > 300 or line.endswith((".", "!", "?", ":")):
        return None
    for many in range(min(len(words), 6), 0, -1):
        head = " ".join(words[:many]).rstrip(",|·-(")
        rest = line[len(" ".join(words[:many])) :]
        is_name = name_key(head) == key or (name_key(head).split()[:1] == key.split() and not rest and many > 1)
        behind = _BEHIND_NAME.fullmatch(rest) if rest else None
        if is_name and (not rest or behind) and name_key(head) not in letter.own_names():
            return bare_name(head), behind[1].rstrip(")") if behind else ""
    return None


def _is_headline(line: str) -> bool:
    return not _URL.search(line) and ":" not in line and len(line) <= HEADLINE and len(line.split()) > 1


def _profile_in(text: str) -> Identity | None:
    """Return the profile a line links to; None where it links to none, or to the reader's own."""
    found = _URL.search(text)
    return None if found is None or _OWN_PAGE in found[0] else profile(found[0])


def profile(url: str) -> Identity | None:
    """Return the profile behind an address out of a mail: ``.../comm/in/<slug>?trk=...``."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    found = _PROFILE.match(parts.path)
    return linkedin_identity(f"https://{parts.hostname}/in/{found[1]}") if found else None


def _linked(letter: Letter, name: str) -> Identity | None:
    """Return the profile to which the page links the very name."""
    for link in Page(letter.raw).links:
        if _OWN_PAGE not in link.url and link.text and name_key(link.text) == name_key(name):
            found = profile(link.url)
            if found is not None:
                return found
    return None


def page_of(letter: Letter) -> str:
    """Return the post or article a notice points to, without what traces the reader; empty where it shows none."""
    for found in _URL.finditer(letter.message.text[:100_000]):
        page = _OF_PAGES.match(urlsplit(found[0]).path)
        if page is not None:
            return f"https://www.linkedin.com/{page[1].rstrip('/')}"
    return ""


def position(headline: str) -> tuple[str, str]:
    """Return title and employer out of a headline; the employer is empty where it names none.

    Example:
        >>> position("Senior Architect at Halden Marine")
        ('Senior Architect', 'Halden Marine')
    """
    found = _AT.fullmatch(_MORE.split(headline, 1)[0].strip())
    return (found[1].strip(), found[2].strip()) if found else (headline, "")
