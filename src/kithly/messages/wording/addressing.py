"""How the two are called: greeting and signature, as ego writes them where that is known and fits."""

from __future__ import annotations

import re
import unicodedata

from kithly.messages.brief import Brief, given_name
from kithly.messages.wording.page import Page
from kithly.records import clean_name

MOST_OF_NAME = 60  # letters of a whole name in a greeting
MOST_OF_VOICE = 40  # letters of a greeting or sign-off
_GIVEN, _SURNAME = "{given}", "{surname}"
_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"[^\W\d_]+\.?(?:[ '’-]{1,2}[^\W\d_]+\.?){0,6}")
_VOICE = re.compile(r"[^\W\d_][^\d@<>{}\[\]|\\/#*_=?:;“”\"\n]*")
_TITLED = re.compile(
    r"(?P<title>(?:(?:Herr|Frau|Mrs?|Ms|Mx|Mme|M|Sra?|Dr|Prof)\.? )+)(?P<rest>\S.*)", re.IGNORECASE
)  # as the record has them; nobody's title is guessed


def greeting(page: Page, brief: Brief) -> str:
    """Return the line that greets: a name nobody can be sure of is left out."""
    given, own = given_name(brief.recipient.given), " ".join(brief.voice.greeting.split())
    if given and own.count(_GIVEN) == 1 and _fits(page, own.replace(_GIVEN, "")):
        return own.replace(_GIVEN, given)
    surname = surname_of(brief.recipient.name)
    if page.book.is_formal and surname and own.count(_SURNAME) == 1 and _fits(page, own.replace(_SURNAME, "")):
        return own.replace(_SURNAME, surname)
    name = formal_name(brief) if page.book.is_formal else given
    form = "named" if name else "unnamed"
    return page.book.phrase(f"greeting.{_formal(page)}{form}", page.seed, given=name, name=name)


def note_greeting(page: Page, brief: Brief) -> str:
    """Return the beginning of a note on one line; empty where nobody can be named."""
    name = formal_name(brief) if page.book.is_formal else given_name(brief.recipient.given)
    return page.book.phrase(f"greeting.{_formal(page)}note", page.seed, given=name, name=name) if name else ""


def signature(page: Page, brief: Brief) -> str:
    """Return sign-off and name."""
    name, sign_off = signer(page, brief), " ".join(brief.voice.sign_off.split()).rstrip(" ,.!")
    if not sign_off or not _fits(page, sign_off):
        return page.book.phrase("signature.named" if name else "signature.unnamed", page.seed, ego=name)
    return page.book.writing["sign_off"].format(sign_off=sign_off, ego=name) if name else sign_off


def signer(page: Page, brief: Brief) -> str:
    """Return the name ego signs with; the whole one in a formal letter, where ego's way is not known."""
    whole = _plain(brief.ego.name) if page.book.is_formal else ""
    return given_name(brief.voice.signs_as) or whole or given_name(brief.ego.given)


def formal_name(brief: Brief) -> str:
    """Return title and surname where the record has a title, else the whole name; empty where it is none.

    Example: "Dr. Ana Kovač" is "Dr. Kovač", "Ana Kovač" stays.
    """
    name = clean_name(brief.recipient.name)
    titled = _TITLED.fullmatch(name)
    if titled is None:
        return _plain(name)
    rest = titled["rest"].removeprefix(f"{brief.recipient.given} ") if brief.recipient.given else titled["rest"]
    surname = rest if rest != titled["rest"] else rest.split()[-1]
    return _plain(f"{titled['title']}{surname}")


def surname_of(name: str) -> str:
    """Return the last word of a whole name of two words or more, fit for a greeting; empty where nobody can tell.

    Example:
        >>> surname_of("Klaus Eberlein"), surname_of("Ana")
        ('Eberlein', '')
    """
    words = _plain(clean_name(name)).split()
    return words[-1] if len(words) > 1 else ""


def _formal(page: Page) -> str:
    return "formal_" if page.book.is_formal else ""


def _fits(page: Page, words: str) -> bool:
    """Say whether words of ego's own may stand in this letter: short, plain, and not informal in a formal one."""
    bare = words.strip(" ,.!")
    if len(words) > MOST_OF_VOICE or (bare and not _VOICE.fullmatch(bare)):
        return False
    informal = page.book.writing["informal"].split()
    return not (page.book.is_formal and any(word.lower() in informal for word in _WORD.findall(bare)))


def _plain(name: str) -> str:
    """Return a whole name fit for a greeting or signature, or empty where the field holds something else."""
    if len(name) > MOST_OF_NAME or not _NAME.fullmatch(name):
        return ""
    return "" if any(unicodedata.bidirectional(character) in {"R", "AL"} for character in name) else name
