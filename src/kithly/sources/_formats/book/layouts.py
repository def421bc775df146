"""Which program wrote an address book, told by its columns, in English as aliases give them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib import resources

from kithly.sources._formats.table import Columns, column_name


class Layout(StrEnum):
    """The programs whose tables are known."""

    GOOGLE = "google"
    OUTLOOK = "outlook"
    THUNDERBIRD = "thunderbird"


NUMBERED = re.compile(
    r"(email|phone|address|organization|website|event|relation|customfield|im|jot|calendarlink)(\d{1,2})(\w+)"
)
_GOOGLE_ENDS = frozenset({"value", "formatted", "name"})
_GOOGLE_NAMES = frozenset({"name", "givenname", "firstname", "lastname", "familyname", "fileas"})
_GOOGLE_ALONE = (frozenset({"organizationname", "labels", "fileas"}), frozenset({"yominame", "groupmembership"}))

_NAMES = frozenset({"name", "firstname", "lastname", "givenname", "surname", "displayname"})
# Columns that Outlook writes and few others do; the more of them, the surer
_OUTLOOK = frozenset(
    word
    for line in (
        "middlename suffix jobtitle businessphone businessphone2 homephone homephone2 mobilephone",
        "companymainphone primaryphone otherphone carphone businessfax homefax businessstreet homestreet",
        "otherstreet businesscity homecity businessaddress homeaddress webpage managersname",
        "assistantsname internetfreebusy referredby sensitivity officelocation emailtype emaildisplayname",
        "email2address email3address spouse categories businesscountry businesscountryregion homecountry",
        "homecountryregion organizationalidnumber governmentidnumber yomifirst",
    )
    for word in line.split()
)
FEW = 3  # of them beside an address make a book of Outlook's
MANY = 6  # of them do so without one


@cache
def aliases(layout: Layout) -> Mapping[str, str]:
    """Return a program's columns in other languages, as compared, with what they mean."""
    if layout is Layout.GOOGLE:  # writes English whatever its user's language
        return {}
    text = resources.files("kithly.sources._formats.book").joinpath(f"{layout}.toml").read_text("utf-8")
    return {column_name(name): column for column, names in tomllib.loads(text).items() for name in names}


def known_layout(columns: Columns) -> Layout | None:
    """Return which program writes these columns in any language, or None."""
    for layout in Layout:
        meanings = aliases(layout)
        if layout_of(tuple(meanings.get(name, name) for name in columns)) is layout:
            return layout
    return None


def layout_of(columns: Columns) -> Layout | None:
    """Return which program writes these columns, given by their English names, or None."""
    names = frozenset(columns)
    if _is_google(names):
        return Layout.GOOGLE
    if {"displayname", "primaryemail"} <= names and names & {"secondaryemail", "birthyear", "workzipcode"}:
        return Layout.THUNDERBIRD
    return Layout.OUTLOOK if _is_outlook(names) else None


def _is_google(names: frozenset[str]) -> bool:
    if not names & _GOOGLE_NAMES:
        return False
    numbered = (NUMBERED.fullmatch(name) for name in names)
    if any(found and found[3] in _GOOGLE_ENDS for found in numbered):
        return True
    return any(alone <= names for alone in _GOOGLE_ALONE)


def _is_outlook(names: frozenset[str]) -> bool:
    if not names & _NAMES:
        return False
    if "email2address" in names:
        return True
    told = len(names & _OUTLOOK)
    return told >= MANY or ("emailaddress" in names and told >= FEW)
