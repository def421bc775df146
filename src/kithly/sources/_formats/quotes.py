"""Cuts a mail text into the author's own words, the signature, and what others wrote before.

One pass over the lines with a table of phrases; no pattern looks at more than a line, so the time
is linear in the text whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from kithly.sources._formats.phrases import has_verb, phrases

MAX_LINE = 400  # characters of a line that are compared with phrases
MAX_SIGNATURE = 40  # lines; a longer "signature" is text below a dividing line
MAX_LOOSE_SIGNATURE = 15  # lines below "--" without the space that makes it a mark
MAX_CLOSING = 8  # lines below a closing such as "Best regards"
MAX_CLOSING_WIDTH = 80  # characters of such a line
MOBILE_LINES = 3  # last lines among which a telephone's line is looked for
ATTRIBUTION_LINES = 3  # lines above the verb that may belong to "On ... wrote:"
HEADER_LINES = 8  # lines of a header block that are looked at
FOOTER_LINES = 8  # lines below a rule that may be a list's footer

_TRIM = " \t*_\u00a0\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_DATE = re.compile(r"\d{1,2}[:.hH]\d{2}|(?<!\d)(?:19|20)\d\d(?!\d)|\d{1,2}[./-]\d{1,2}|\d{1,2}(?:年|月|년|월)")
_ADDRESS = re.compile(r"[^\s@<>]@[^\s@<>]|\bmailto:")
_WORDY = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Cut:
    """The parts of a text.

    Attributes:
        own: The author's own words; may be empty (a bare forward).
        signature: The signature, without its mark; may be empty.
    """

    own: str
    signature: str


def cut(text: str) -> Cut:
    r"""Return the author's own words and signature.

    Lines quoted with ``>`` go, wherever they stand, so that an interleaved reply keeps its own
    lines. Below an unquoted older mail (Outlook's header block, ``-----Original Message-----``,
    ``On ... wrote:`` with a date) everything goes.

    Args:
        text: Plain text with ``\n`` line breaks.
    """
    scanner = _Scanner(text.split("\n"))
    own, signature = scanner.scan()
    if not signature:
        own, signature = _closing(own)
    return Cut("\n".join(_squeeze(own)), "\n".join(signature).strip("\n"))


class _Place(Enum):
    OWN = auto()
    QUOTE = auto()
    MARK = auto()  # opens a quotation or signature, belongs to nobody
    END = auto()  # from here on all is older mail or a footer


class _Scanner:
    """Walks over the lines once."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._own: list[str] = []
        self._signature: list[str] = []
        self._in_signature = False
        self._in_quote = False
        self._marks = ">"

    def scan(self) -> tuple[list[str], list[str]]:
        """Return own lines and signature lines."""
        for index, line in enumerate(self._lines):
            first = line[:1]
            if first == ">" and self._in_quote:
                continue
            if not first or (first.isalnum() and ":" not in line and "：" not in line):
                self._in_quote = self._in_quote and not first
                (self._signature if self._in_signature else self._own).append(line)
                continue
            place = self._place(index, line)
            if place is _Place.END:
                break
            self._in_quote = place is _Place.QUOTE
            if place is _Place.OWN:
                (self._signature if self._in_signature else self._own).append(line)
        self._settle()
        return self._own, self._signature

    def _place(self, index: int, line: str) -> _Place:
        """Say where a line belongs that may be a mark of something."""
        first = line.lstrip(_TRIM)[:1]
        if first and first in self._marks:
            if not self._in_quote:
                self._begin_quote()
            return _Place.QUOTE
        if line[:1] and line[0] in "-_=*~":
            if self._is_end(index, line):
                return _Place.END
            if self._opens_signature(index, line):
                return _Place.MARK
        if (":" in line[-12:] or "：" in line[-12:]) and self._attribution(index, line):
            return _Place.END if self._rest_is_quoted(index) else _Place.MARK
        if (":" in line[:24] or "：" in line[:24]) and self._is_header_block(index, line):
            return _Place.END
        return _Place.OWN

    def _settle(self) -> None:
        """Put back what cannot be a signature."""
        length = sum(1 for line in self._signature if line.strip())
        if length > MAX_SIGNATURE:
            self._own += ["--", *self._signature]
            self._signature = []

    def _begin_quote(self) -> None:
        self._in_signature = False
        if self._own and not self._own[-1].strip():
            tail = next(
                (n for n in range(len(self._own) - 1, max(-1, len(self._own) - 4), -1) if self._own[n].strip()), -1
            )
        else:
            tail = len(self._own) - 1
        if tail >= 0 and _is_bare_attribution(self._own[tail]):
            del self._own[tail:]

    def _attribution(self, index: int, line: str) -> bool:
        """Say whether the line ends an "On ... wrote:"; if so take its first lines back."""
        last = line.rstrip(_TRIM)
        if not last.endswith((":", "：")) or len(last) > MAX_LINE:
            return False
        back = self._lookback()
        for count in range(back + 1):
            joined = " ".join([*self._own[len(self._own) - count :], last]) if count else last
            if self._is_attribution(joined, index):
                extra = self._extra(count, back, joined)
                del self._own[len(self._own) - count - extra :]
                return True
        return False

    def _lookback(self) -> int:
        """Return how many lines above may belong to an attribution."""
        count = 0
        for line in self._own[: -ATTRIBUTION_LINES - 1 : -1]:
            if not line.strip() or len(line) > MAX_LINE:
                break
            count += 1
        return count

    def _extra(self, count: int, back: int, joined: str) -> int:
        """Return how many more lines above belong to it: up to one that holds the date."""
        if _DATE.search(joined):
            return 0
        for more in range(1, back - count + 1):
            if _DATE.search(self._own[-count - more]):
                return more
        return 0

    def _is_attribution(self, joined: str, index: int) -> bool:
        verbal = has_verb(joined)
        dated, addressed = _DATE.search(joined) is not None, _ADDRESS.search(joined) is not None
        if verbal and (dated or addressed):
            return True
        follows = self._following(index)[:1]
        if verbal and follows in {">", "|"}:
            return True
        return dated and addressed and ("<" in joined or "(" in joined)

    def _following(self, index: int) -> str:
        for line in self._lines[index + 1 : index + 4]:
            if line.strip(_TRIM):
                return line.lstrip(_TRIM)
        return ""

    def _rest_is_quoted(self, index: int) -> bool:
        follows = self._following(index)[:1]
        self._in_signature = False
        if follows == "|":
            self._marks = ">|"
        return follows not in {">", "|"}

    def _is_end(self, index: int, line: str) -> bool:
        """Say whether everything from this ruled line on is older mail or a list's footer."""
        bare = line[:MAX_LINE].strip(_TRIM + "-=~:>").casefold()
        if bare and _is_original(bare):
            return True
        if _WORDY.search(bare) or len(line.strip()) < 10:
            return False
        following = self._lines[index + 1 : index + 1 + FOOTER_LINES]
        near = [each for each in following if each.strip()][:2]
        if near and _label(near[0]) in phrases().froms:
            return True
        short = len(self._lines) - index <= FOOTER_LINES + 4
        return bool(near) and _is_footer(near) and (short or line.startswith("____"))

    def _opens_signature(self, index: int, line: str) -> bool:
        if line == "-- ":
            self._in_signature = True
            return True
        if line.rstrip("\u00a0 \t") != "--" or self._in_signature:
            return False
        rest = self._lines[index + 1 :]
        length = 0
        for each in rest:
            if each.startswith(">") or length > MAX_LOOSE_SIGNATURE:
                break
            length += bool(each.strip())
        self._in_signature = 0 < length <= MAX_LOOSE_SIGNATURE
        return self._in_signature

    def _is_header_block(self, index: int, line: str) -> bool:
        """Say whether Outlook's block of From, Sent, To, Subject begins here."""
        table = phrases()
        label = _label(line)
        if label not in table.froms and label not in table.dates and label not in table.subjects:
            return False
        seen: set[str] = set()
        for each in self._lines[index : index + HEADER_LINES]:
            if not each.strip() and len(seen) > 1:
                break
            name = _label(each)
            for kind in ("froms", "dates", "tos", "subjects"):
                if name and name in getattr(table, kind):
                    seen.add(kind)
                    break
        address = any("@" in each for each in self._lines[index : index + 3])
        return "froms" in seen and len(seen) >= 3 and ("subjects" in seen or address)


def _is_original(bare: str) -> bool:
    original = phrases().original
    if bare in original:
        return True
    return bare.startswith("forwarded by ") or bare.partition(" from ")[0] in original


def _label(line: str) -> str:
    """Return the word in front of a colon, without decoration, in lower case."""
    head = line[:40].replace("：", ":")
    name, colon, _ = head.partition(":")
    return name.strip(_TRIM + ">|").casefold() if colon else ""


def _is_bare_attribution(line: str) -> bool:
    """Say whether a line in front of a quotation names its author without a verb or colon."""
    if len(line) > MAX_LINE:
        return False
    return "@" in line and _DATE.search(line) is not None and ("<" in line or "(" in line)


def _is_footer(lines: Sequence[str]) -> bool:
    text = " ".join(lines)[:1_000].casefold()
    return any(mark in text for mark in phrases().footers)


def _closing(own: list[str]) -> tuple[list[str], list[str]]:
    """Split off what stands below a closing, and a telephone's line."""
    filled = [index for index in range(max(0, len(own) - 40), len(own)) if own[index].strip()][-MAX_CLOSING - 1 :]
    table = phrases()
    for place, index in enumerate(filled):
        line = own[index].strip(_TRIM)
        lower = line.casefold()
        if place >= len(filled) - MOBILE_LINES and _is_mobile(line, lower):
            return own[:index], own[index:]
        if place == 0 and len(filled) == 1:
            continue
        words = lower.rstrip(" .,!:;-–—~)")
        if words not in table.closings and words not in table.thanks:
            continue
        below = own[index + 1 :]
        if any(len(each) > MAX_CLOSING_WIDTH for each in below):
            continue
        if words in table.closings:
            return own[:index], own[index:]
        if any(each.strip() for each in below) and not any("?" in each for each in below):
            return own[: index + 1], below
    return own, []


def _is_mobile(line: str, lower: str) -> bool:
    return len(line) <= 60 and not line.endswith((".", "?")) and lower.lstrip("- ").startswith(phrases().mobile)


def _squeeze(lines: list[str]) -> list[str]:
    """Return lines without blank ones at the ends and without several in a row."""
    out: list[str] = []
    for line in lines:
        stripped = line.rstrip()
        if stripped or (out and out[-1]):
            out.append(stripped)
    while out and not out[-1]:
        out.pop()
    return out
