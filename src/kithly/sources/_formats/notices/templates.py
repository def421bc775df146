"""Templates of subjects and lines as they stand in the data files, ready to be matched."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_LINE = 400  # characters; no subject of a notice is longer, and matching stays quick

_PLACES = {
    "name": r"(?P<name>.{1,100}?)",
    "me": r".{1,80}?",  # the user's own name
    "handle": r"@?(?P<handle>[A-Za-z0-9_]{1,30})",
    "company": r"(?P<company>.{1,150}?)",
    "title": r"(?P<title>.{1,150}?)",
    "text": r"(?P<text>.{1,300}?)",
    "years": r"(?P<years>\d{1,2})",
    "n": r"\d{1,4}",
    "any": r".{1,150}?",
}
_PLACE = re.compile(r"\\\{(\w+)\\\}")
_ALIKE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "\u202f": " "})


@dataclass(frozen=True, slots=True)
class Found:
    """What a template found in a line."""

    name: str = ""
    handle: str = ""
    company: str = ""
    title: str = ""
    text: str = ""
    years: int = 0


NOTHING = Found()


def compiled(template: str) -> re.Pattern[str]:
    """Return the pattern of a template; it must fit a whole line.

    Args:
        template: Words with places in braces: ``{name} accepted your invitation``.

    Raises:
        KeyError: A place is not known.
    """
    source = re.escape(plain(template))
    return re.compile(_PLACE.sub(lambda found: _PLACES[found[1]], source), re.IGNORECASE)


def literal(template: str) -> int:
    """Return how many characters of a template are its own words."""
    return len(re.sub(r"\{\w+\}", "", template))


def plain(line: str) -> str:
    """Return a line with one kind of quotes, dashes and spaces."""
    return " ".join(line.translate(_ALIKE).split())


def match(pattern: re.Pattern[str], line: str) -> Found | None:
    """Return what a template finds in a line, which it must fit as a whole; None where it does not.

    Args:
        pattern: As `compiled` gave it.
        line: As `plain` gave it.
    """
    if len(line) > MAX_LINE:
        return None
    fits = pattern.fullmatch(line)
    if fits is None:
        return None
    told = fits.groupdict()
    years = told.pop("years", None)
    return Found(**told, years=int(years) if years else 0)
