"""The words WhatsApp itself writes into a chat, in the languages of a table."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

LONGEST: Final = 90  # characters of what stands instead of a picture or of words taken back
MARK: Final = "\u200e"  # in front of what a phone wrote by itself
INVISIBLE: Final = "".join(map(chr, (0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF)))
_AROUND: Final = INVISIBLE + " \t\r\n\u00a0\u202f"

# Names that WhatsApp gives to files, whatever the language of the phone.
_OWN_FILE = re.compile(
    r"(?:(?:IMG|VID|AUD|PTT|DOC|STK|GIF)-\d{8}-WA\d{4,}|\d{8}-(?:PHOTO|VIDEO|AUDIO|STICKER|GIF)-[\d-]+)\.\w{2,5}",
    re.IGNORECASE,
)
_STICKER = re.compile(r"(?:STK-|-STICKER-|-GIF-|GIF-)|\.webp$", re.IGNORECASE)
_ATTACHED = re.compile(rf"[{INVISIBLE}]?<[^<>:\d]{{2,30}}[: ]{{1,3}}(?P<file>[^<>:/\\]+\.\w{{2,5}})>\s*$")
_PAGES = re.compile(  # a document's name, with its pages or alone
    r"[^\n]+\.\w{2,5} •[^\n]*|\S+\.(?:pdf|docx?|xlsx?|pptx?|txt|csv|zip)", re.IGNORECASE
)
_CALL = re.compile(
    rf"(?P<what>[^\d,.]{{4,40}}?)[.,] [{INVISIBLE}]?(?P<time>\d{{1,3}} ?[^\W\d_]{{1,10}}\.?(?: \d.{{0,20}})?)"
)
_BESIDE = re.compile(r"(?P<file>[^/\\\n]{1,200}\.\w{2,5}) \((?P<words>[^()\n]{2,40})\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """All words of all languages.

    Attributes:
        you: How ego is named.
        maybe_you: The same, in a word that is somebody's name elsewhere.
        encrypted: Parts of the first notice.
        media: Instead of what was not exported.
        light: Instead of a sticker or moving picture.
        deleted: Instead of words taken back.
        deleted_by_me: Instead of words that ego took back.
        edited: Behind words that were changed.
        attached: Beside the name of a file.
        call: Before the time a call took.
        group: Parts of a group's notices.
        notice: Parts of other notices.
    """

    you: frozenset[str]
    maybe_you: frozenset[str]
    encrypted: tuple[str, ...]
    media: frozenset[str]
    light: frozenset[str]
    deleted: frozenset[str]
    deleted_by_me: frozenset[str]
    edited: tuple[str, ...]
    attached: frozenset[str]
    call: frozenset[str]
    group: tuple[str, ...]
    notice: tuple[str, ...]


@cache
def table() -> Table:
    """Return the words of all languages."""
    rows = _rows()
    found = {name: [word for row in rows.values() for word in row.get(name, ())] for name in Table.__dataclass_fields__}
    return Table(
        **{
            name: tuple(words) if name in {"encrypted", "edited", "group", "notice"} else frozenset(words)
            for name, words in found.items()
        }  # type: ignore[arg-type]  # the fields are one or the other
    )


@cache
def _titles() -> tuple[re.Pattern[str], ...]:
    forms = [form for row in _rows().values() for form in row.get("title", ())]
    patterns = [re.escape(form).replace(r"\{\}", "(.+)") for form in dict.fromkeys(forms)]
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


@cache
def _rows() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(resources.files("kithly.sources.whatsapp").joinpath("words.toml").read_text("utf-8"))


def plain(text: str) -> str:
    """Return what a phone wrote as the table has it: no marks, brackets and final dots."""
    return text.strip(_AROUND).strip("<>").rstrip(".。। ").strip(_AROUND).casefold()


def bare(text: str) -> str:
    """Return a text without marks and blanks around it."""
    return text.strip(_AROUND)


def title_in(name: str) -> str:
    """Return what a chat is called by the name of its file; empty where the name tells no title."""
    for pattern in _titles():
        found = pattern.fullmatch(name)
        if found:
            return found[1].strip()
    return ""


def is_own_file(name: str) -> bool:
    """Say whether a file is called as WhatsApp calls what is sent."""
    return _OWN_FILE.fullmatch(name) is not None


def is_group_notice(text: str) -> bool:
    """Say whether a notice is one that only groups have."""
    lower = text.casefold()
    return any(part in lower for part in table().group)


def is_first_notice(text: str) -> bool:
    """Say whether a text is the notice on encryption with which every chat begins."""
    lower = text.casefold()
    return any(part in lower for part in table().encrypted)


def is_notice(text: str) -> bool:
    """Say whether a text holds the words of any notice."""
    lower = text.casefold()
    words = table()
    return any(part in lower for part in (*words.encrypted, *words.group, *words.notice))


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a message holds.

    Attributes:
        words: The author's words; a caption where something was sent.
        files: Names of files sent.
        stands_for: What WhatsApp's own words stand for: ``media``, ``light``, ``deleted``, ``call``, ``notice``, or
            nothing. The words of a call are how long it took.
    """

    words: str
    files: tuple[str, ...] = ()
    stands_for: str = ""


def content_of(text: str) -> Content:
    """Return what a message holds: words, a file, something that was left out, or a notice.

    Args:
        text: What stands behind the name, all lines of it.
    """
    whole = _unedited(text.strip(_AROUND[len(INVISIBLE) :]))
    if MARK not in whole and len(whole) > LONGEST and not whole.endswith((">", ")")) and whole[:1] != "<":
        return Content(words=whole)
    first, _, rest = whole.partition("\n")
    return _instead(whole) or _attached(whole, first, rest) or _instead_above(first, rest) or _tail(whole)


def _unedited(text: str) -> str:
    """Take off what says that the words were changed."""
    if text.endswith((">", ")")):
        for suffix in table().edited:
            if text.casefold().endswith(suffix):
                return text[: -len(suffix)].rstrip(_AROUND)
    return text


def _instead(whole: str) -> Content | None:
    """Return what a text stands for if it is nothing but WhatsApp's own words."""
    if len(whole) > LONGEST:
        return None
    words, said = table(), plain(whole)
    if said in words.media or said == "null":
        return Content(words="", stands_for="media")
    if said in words.light:
        return Content(words="", stands_for="light")
    if said in words.deleted or said in words.deleted_by_me:
        return Content(words="", stands_for="deleted")
    lasted = _CALL.fullmatch(said) if whole.startswith(MARK) else None
    if lasted and lasted["what"] in words.call:
        return Content(words=lasted["time"].replace(MARK, ""), stands_for="call")
    return None


def _attached(whole: str, first: str, rest: str) -> Content | None:
    """Return a file that was exported beside the chat, with its caption."""
    found = _ATTACHED.search(whole)
    if found:
        return _file(found["file"], whole[: found.start()])
    beside = _BESIDE.fullmatch(bare(first)) if first.endswith(")") else None
    if beside and (is_own_file(beside["file"]) or beside["words"].casefold() in table().attached):
        return _file(beside["file"], rest)
    return None


def _file(name: str, caption: str) -> Content:
    file = bare(name)
    words = bare(caption)
    if words == file or _PAGES.fullmatch(words):
        words = ""
    return Content(words=words, files=(file,), stands_for="light" if _STICKER.search(file) else "media")


def _instead_above(first: str, rest: str) -> Content | None:
    """Return a caption under what was left out."""
    inside = _instead(first) if rest and first.strip(_AROUND).startswith("<") else None
    return Content(words=bare(rest), stands_for=inside.stands_for) if inside else None


def _tail(whole: str) -> Content:
    """Return the words in front of what a phone wrote by itself; its own words alone are a notice."""
    before, mark, after = whole.rpartition(MARK)
    if not mark:
        return Content(words=bare(whole))
    inside = _instead(after)
    if inside and inside.stands_for in {"media", "light"}:
        words = bare(before)
        return Content(words="" if _PAGES.fullmatch(words) else words, stands_for=inside.stands_for)
    if whole.startswith(MARK) and "://" not in whole and "\n" not in whole and is_notice(whole):
        return Content(words=bare(whole), stands_for="notice")
    return Content(words=bare(whole))
