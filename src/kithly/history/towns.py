"""The town in a postal address, as far as one line of it tells."""

from __future__ import annotations

import re

_CODE = re.compile(r"(?<!\S)\S*\d\S*")  # street numbers, postal codes
_COUNTRY_MARK = re.compile(r"^[A-Z]{1,2}-(?=\s|$)")  # what "D-10115" leaves behind
_HOUSE_NUMBER = re.compile(r"^\d{1,3}\w?\s|\s\d{1,3}\w?$")  # a street alone, not a town with its code
SHORTEST = 3  # letters; shorter parts are regions ("IL", "NW")


def town_of(address: str) -> str:
    """Return the town of a postal address on one line, or empty where the line does not tell.

    Sources write street, town with its code, region and country between commas, each if they know it. So the part
    with the street goes, if there is one, and of the rest the first that is a name is the town.

    Example:
        >>> town_of("Storgata 5, 0184 Oslo, Norway"), town_of("Springfield, IL"), town_of("12 High Street")
        ('Oslo', 'Springfield', '')
    """
    parts = [part.strip() for part in address.split(",") if part.strip()]
    if len(parts) == 1 and _HOUSE_NUMBER.search(parts[0]):
        return ""
    has_street = len(parts) > 1 and (_has_code(parts[0]) or (len(parts) > 2 and any(map(_has_code, parts[1:]))))
    parts = parts[1:] if has_street else parts
    names = (_COUNTRY_MARK.sub("", " ".join(_CODE.sub(" ", part).split())) for part in parts)
    return next((name for name in names if len(name) >= SHORTEST and any(map(str.isalpha, name))), "")


def _has_code(part: str) -> bool:
    return bool(_CODE.search(part))
