"""What the user pasted after looking somebody up: a title or a link a message may name, or a note to oneself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

MOST_TITLE = 12  # words; a longer line is a note to oneself
MOST_HOST = 40  # letters of a host that is named
FEWEST_SLUG_WORDS = 2  # of an address; a single word is an id or a section as often as a title

_NOTE = re.compile(
    r"^(?:s?he|they|it|his|her|their|i|we|you|is|was|has|seems|saw|maybe)\b|[.!?;]\s+\w|[.!;]$", re.IGNORECASE
)
_TELLS = re.compile(
    r"^(?:gave|gives|works|worked|moved|moves|lives|lived|started|starts|joined|joins|left|likes|liked|has|had|is|was"
    r"|became|got|gets|won|wrote|writes|speaks|spoke|runs|ran|studies|studied|married|posted|shared|seems|looks)\b",
    re.IGNORECASE,
)
_OF_SOMEBODY = re.compile(  # "Ana moved to Oslo": a name, and what became of whoever bears it
    r"^(?!(?:How|Why|What|When|Where|Who|The|An?|My|Our)\b)[^\W\d_a-z][\w'’-]* "
    r"(?:(?:[^\W\d_a-z][\w'’-]*|v[ao]n|d[aeiou]s?|del|della) ){0,3}"
    r"(?:moved|moves|lives|lived|gave|works|worked|started|starts|joined|joins|left|became|got|won|wrote|spoke|studied"
    r"|married|retired|died|lost|was (?:promoted|made)|has (?:been|moved|left|joined|become|had)|is (?:now|at|in))\b"
)
_URL = re.compile(r"\bhttps?://[^\s<>\"“”]+|\bwww\.[^\s<>\"“”]+", re.IGNORECASE)
_HOST = re.compile(r"(?=.{4,253}\Z)[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24}")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|(?:19|20)\d\d")
_ENDING = re.compile(r"\.(?:html?|php|aspx?|pdf|md)$", re.IGNORECASE)
_CODE = re.compile(r"[:=\\\\]\S|\w\(|//")
_QUOTED = re.compile(r"^[“„\"«](.+)[”“\"»]$")
_PLACES = {
    "linkedin.com": "LinkedIn",
    "youtube.com": "YouTube",
    "youtu.be": "YouTube",
    "github.com": "GitHub",
    "medium.com": "Medium",
}
_ABOUT_PEOPLE = {
    "linkedin.com": re.compile(r"^/(?:in|pub)/"),
    "facebook.com": re.compile(r"^/(?!(?:events|groups|watch)/)"),
    "instagram.com": re.compile(r"^/(?!(?:p|reel)/)"),
    "x.com": re.compile(r"^/[^/]*/?$"),
    "twitter.com": re.compile(r"^/[^/]*/?$"),
    "duckduckgo.com": re.compile(r""),
    "google.com": re.compile(r"^/search"),
    "bing.com": re.compile(r"^/search"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What of a pasted text a message may name.

    Attributes:
        words: A title, exactly as pasted, or the words of the link; empty if there is none.
        host: Where it stands, as one would say it (``example.org``, ``LinkedIn``); empty without a link.
        url: The link; empty without one.
    """

    words: str = ""
    host: str = ""
    url: str = ""

    @property
    def is_named(self) -> bool:
        """Whether a message can say what was found."""
        return bool(self.words or self.host)


def read_finding(text: str) -> Finding:
    """Return what of a pasted text may be named: the first title, and the first link.

    A sentence about the person is a note for the user's eyes and is never read to them; neither is a profile, since
    a visit to it is not told. Nothing is fetched: a link gives its host and the words of its address.

    Example:
        >>> read_finding("Night ferries, and what they carry https://www.example.org/talks/night-ferries-2026")
        Finding(words='Night ferries, and what they carry', host='example.org', url='https://www.example.org/talks/night-ferries-2026')
        >>> read_finding("https://example.org/talks/the-night-ferries.html").words
        'the night ferries'
        >>> read_finding("She gave a talk in Oslo").is_named
        False
    """
    lines = [line.strip() for line in text.splitlines()]
    url = next((found for line in lines for found in urls_in(line) if _host_of(found)), "")
    bare = [" ".join(_URL.sub(" ", line).split()).strip(" -–—|:") for line in lines]
    title = next((words for line in bare if (words := _title(line))), "")
    return Finding(words=title or _words_of(url), host=_place(url), url=url)


def is_title(text: str) -> bool:
    """Say whether a line is the name of something (a talk, a post), fit to be named to them."""
    plain = text.strip()
    return (
        bool(_WORD.search(plain))
        and len(plain.split()) <= MOST_TITLE
        and not any(sign.search(plain) for sign in (_NOTE, _TELLS, _OF_SOMEBODY, _CODE))
    )


def urls_in(text: str) -> list[str]:
    """Return the links in a text, without the punctuation after them."""
    return [match.group().rstrip(".,;:!?)]}'’") for match in _URL.finditer(text)]


def _title(line: str) -> str:
    quoted = _QUOTED.match(line)
    words = quoted.group(1).strip() if quoted else line
    return words if is_title(words) or (quoted and len(words.split()) <= MOST_TITLE) else ""


def _host_of(url: str) -> str:
    """Return the host of a link that may be named, without ``www``; empty for others and for pages about people."""
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    if "@" in parts.netloc or not _HOST.fullmatch(host) or len(host) > MOST_HOST:
        return ""
    about = _ABOUT_PEOPLE.get(_site(host))
    return "" if about and about.search(parts.path or "/") else host


def _site(host: str) -> str:
    """Return the site of a host whose language or device stands before it (``de.linkedin.com``)."""
    return next((site for site in (*_ABOUT_PEOPLE, *_PLACES) if host == site or host.endswith(f".{site}")), host)


def _place(url: str) -> str:
    host = _host_of(url) if url else ""
    return _PLACES.get(_site(host), host)


def _words_of(url: str) -> str:
    """Return the words of the last part of an address that has some; ids and numbers are none."""
    if not url:
        return ""
    path = unquote(urlsplit(url if "://" in url else f"https://{url}").path, errors="replace")
    for part in reversed([part for part in path.split("/") if part]):
        plain = _ENDING.sub("", part)
        if _site(_host_of(url)) == "linkedin.com":
            plain = plain.partition("_")[2].partition("-activity-")[0].partition("-ugcPost-")[0]
        words = [word for word in re.split(r"[-_+. ]+", plain) if word]
        kept = [word for word in words if _WORD.fullmatch(word)]
        if FEWEST_SLUG_WORDS <= len(kept) <= MOST_TITLE and len(kept) * 2 > len(words):
            return " ".join(kept)
    return ""
