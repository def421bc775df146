"""Cuts a mail text into the author's own words, the signature, and what others wrote before.

One pass over the lines with a table of phrases; no pattern looks at more than a line, so the time
is linear in the text whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from kithly.sources._formats.closings import MAX_MARK, TRIM, before_mobile, closing
from kithly.sources._formats.phrases import has_verb, phrases

MAX_LINE = 400  # characters of a line that are compared with phrases
MAX_JUDGED = 20_000  # lines with a colon that are looked at; no mail between people has more
WRAPPED = 60  # characters from which on a quoted line may have been broken
MAX_SIGNATURE = 40  # lines; a longer "signature" is text below a dividing line
MAX_LOOSE_SIGNATURE = 15  # lines below "--" without the space that makes it a mark
MAX_DASHED = 8  # lines below a dash that stands for "--"
ATTRIBUTION_LINES = 3  # lines above the verb that may belong to "On ... wrote:"
HEADER_LINES = 8  # lines of a header block that are looked at
FOOTER_LINES = 8  # lines below a rule that may be a list's footer

_RULES = "-_=*~—–―"
_COLONS = frozenset(":：")
_DASHES = "—–― \t"  # what some write instead of "--" above a signature
_RULE_TRIM = TRIM + "-=~:>"
_DATE = re.compile(r"\d{1,2}[:.hH]\d{2}|(?<!\d)(?:19|20)\d\d(?!\d)|\d{1,2}[./-]\d{1,2}|\d{1,2}(?:年|月|년|월)")
_DIGIT = re.compile(r"\d")
# First word of "On Monday Ana wrote:" in the languages that have one
_OPENING = re.compile(r"[ \t*_]{0,8}(?:on|am|le|el|il|em|op|w dniu|dnia|den|dne|på|ti|pe|no|vào) ", re.IGNORECASE)
# A link in brackets inside a quotation, or the rest of one that was broken; a bare link may be an answer
_LINK_END = re.compile(r"\s*(?:[(<]https?://[^\s<>()]*[)>]?|[^\s<>()/=?&_%]*[/=?&_%][^\s<>()]*[)>])\s*(?:>\s*)?")
# An author's words and "On Mon, Apr 4, 2012 ... wrote:" run together on one line
_RUN_TOGETHER = re.compile(r"(.{1,300}?[^\s-])[\s-]+(?=On (?:[A-Z][a-z]{2,8},? )?(?:[A-Z][a-z]{2,8}\.? )?\d)")
_RULED = re.compile(r"[ \t]*-{3,}[^-\n]{3,60}-{3,}[ \t]*")
_RULE = re.compile(r"[ \t]*[-_=*~]{3,}[ \t]*")
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
    scanner = _Scanner(text.split("\n"), is_wide="：" in text)
    own, signature = scanner.scan()
    own, below = closing(before_mobile(own, signature))
    return Cut(_squeeze(own), _squeeze([*below, "", *signature] if below and signature else below or signature))


class _Place(Enum):
    OWN = auto()
    QUOTE = auto()
    MARK = auto()  # opens a quotation or signature, belongs to nobody
    END = auto()  # from here on all is older mail or a footer


_OWN, _QUOTE, _END = _Place.OWN, _Place.QUOTE, _Place.END  # to look members up costs


class _Scanner:
    """Walks over the lines once; `is_wide` if the text has colons of full width."""

    def __init__(self, lines: list[str], *, is_wide: bool) -> None:
        self._lines = lines
        self._own: list[str] = []
        self._signature: list[str] = []
        self._in_signature = False
        self._in_quote = False
        self._judged = 0
        self._is_wide = is_wide
        self._marks = ">"

    def scan(self) -> tuple[list[str], list[str]]:
        """Return own lines and signature lines."""
        target, in_quote, is_wide = self._own, False, self._is_wide
        for index, line in enumerate(self._lines):
            if not line:
                target.append(line)
                continue
            first = line[0]
            if in_quote and (first == ">" or self._is_wrapped(index)):
                continue
            if first.isalnum() and ":" not in line and not is_wide:
                in_quote = False
                target.append(line)
                continue
            if ":" not in line and first not in _RULES and not is_wide and self._is_unmarked(line):
                in_quote = False
                target.append(line)
                continue
            self._in_quote = in_quote
            place = self._place(index, line)
            if place is _END:
                _drop_rules(target)
                break
            in_quote = place is _QUOTE
            target = self._signature if self._in_signature else self._own
            if place is _OWN:
                target.append(line)
        self._settle()
        return self._own, self._signature

    def _is_unmarked(self, line: str) -> bool:
        """Say whether a line without colon and rule bears no quotation mark either."""
        bare = line.lstrip(TRIM)[:1]
        if bare and bare in self._marks:
            return False
        self._judged += 1
        return True

    def _place(self, index: int, line: str) -> _Place:
        """Say where a line belongs that may be a mark of something."""
        first = line[0]
        bare = first if first == ">" or first.isalnum() else line.lstrip(TRIM)[:1]
        if bare and bare in self._marks:
            if not self._in_quote:
                self._begin_quote()
            return _QUOTE
        if first in _RULES:
            if self._opens_signature(index, line):
                return _Place.MARK
            if self._is_end(index, line):
                return _Place.END
        self._judged += 1
        if self._judged > MAX_JUDGED or (":" not in line and not self._is_wide):
            return _OWN
        return self._place_by_colon(index, line)

    def _place_by_colon(self, index: int, line: str) -> _Place:
        if "@" in line and line.rstrip()[-1:] not in _COLONS and _ends_in_verb(line):
            return _Place.END if self._rest_is_quoted(index) else _Place.MARK
        if (":" in line[-12:] or "：" in line[-12:]) and self._attribution(index, line):
            return _Place.END if self._rest_is_quoted(index) else _Place.MARK
        if (":" in line[:24] or "：" in line[:24]) and self._is_header_block(index, line):
            return _Place.END
        return _OWN

    def _settle(self) -> None:
        """Put back what cannot be a signature."""
        length = sum(1 for line in self._signature if line.strip())
        if length > MAX_SIGNATURE:
            self._own += ["--", *self._signature]
            self._signature = []

    def _is_wrapped(self, index: int) -> bool:
        """Say whether a line inside a quotation is the end of a long quoted line, broken by a mail program."""
        lines = self._lines
        if not lines[index] or index + 1 >= len(lines) or lines[index - 1][:1] != ">" or lines[index + 1][:1] != ">":
            return False
        if len(lines[index - 1]) >= WRAPPED:
            return True
        return len(lines[index]) <= MAX_LINE and _LINK_END.fullmatch(lines[index]) is not None

    def _begin_quote(self) -> None:
        """End the signature; take back a line above that names the author without a verb."""
        self._in_signature = False
        last = len(self._own) - 1
        while last >= 0 and last > len(self._own) - 4 and not self._own[last].strip():
            last -= 1
        if last >= 0 and _is_bare_attribution(self._own[last]):
            del self._own[last:]

    def _attribution(self, index: int, line: str) -> bool:
        """Say whether the line ends an "On ... wrote:"; if so take its first lines back."""
        last = line.rstrip(TRIM)
        if not last.endswith((":", "：")) or len(last) > MAX_LINE:
            return False
        back = self._lookback()
        widest = " ".join([*self._own[len(self._own) - back :], last]) if back else last
        if "@" not in widest and not has_verb(widest):
            return False  # what the whole does not hold, none of its endings does
        for count in range(back + 1):
            joined = " ".join([*self._own[len(self._own) - count :], last]) if count else last
            if self._is_attribution(joined, index):
                before = _RUN_TOGETHER.match(last) if not count else None
                extra = 0 if before else self._extra(count, back, joined)
                del self._own[len(self._own) - count - extra :]
                self._own += [before[1]] if before else []
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
        nearest = 0 if _has_date(joined) else None
        for more in range(1, back - count + 1):
            line = self._own[-count - more]
            if _OPENING.match(line) and _DIGIT.search(line):
                return more
            if _has_date(line):
                nearest = more if nearest is None else nearest
        return nearest or 0

    def _is_attribution(self, joined: str, index: int) -> bool:
        if has_verb(joined):
            if _has_date(joined) or _has_address(joined):
                return True
            return self._following(index)[:1] in {">", "|"}
        named = "@" in joined and ("<" in joined or "(" in joined)
        return named and _has_date(joined)

    def _following(self, index: int) -> str:
        for line in self._lines[index + 1 : index + 4]:
            if line.strip(TRIM):
                return line.lstrip(TRIM)
        return ""

    def _rest_is_quoted(self, index: int) -> bool:
        follows = self._following(index)[:1]
        self._in_signature = False
        if follows == "|":
            self._marks = ">|"
        return follows not in {">", "|"}

    def _is_end(self, index: int, line: str) -> bool:
        """Say whether everything from this ruled line on is older mail or a list's footer."""
        bare = line[:MAX_LINE].strip(_RULE_TRIM).casefold()
        is_ruled = "@" in bare or line.lstrip()[:3] == "---"  # a list's "- in 2012 she wrote" is the author's own
        if bare and (_is_original(bare) or (is_ruled and _ends_in_verb(bare))):
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
        is_dash = not line.strip(_DASHES)
        if self._in_signature or not (is_dash or line.rstrip("\u00a0 \t") == "--"):
            return False
        length = 0
        for each in self._lines[index + 1 : index + 1 + 2 * MAX_LOOSE_SIGNATURE]:
            if each.startswith(">"):
                break
            if is_dash and not _is_signature_line(each):
                return False
            length += bool(each.strip())
        self._in_signature = 0 < length <= (MAX_DASHED if is_dash else MAX_LOOSE_SIGNATURE)
        return self._in_signature

    def _is_header_block(self, index: int, line: str) -> bool:
        """Say whether Outlook's block of From, Sent, To, Subject begins here."""
        table = phrases()
        if _label(line) not in table.openings:
            return False
        seen: dict[str, str] = {}
        for each in self._lines[index : index + HEADER_LINES]:
            if not each.strip() and len(seen) > 1:
                break
            name = _label(each)
            for kind in ("froms", "dates", "tos", "subjects"):
                if name and name in getattr(table, kind):
                    seen.setdefault(kind, each)
                    break
        address = any("@" in each for each in self._lines[index : index + 3])
        dated = "dates" in seen and _has_date(seen["dates"])
        if "froms" not in seen:  # Date and To alone, as some programs write
            return address and dated and "tos" in seen
        return len(seen) >= 3 and ("subjects" in seen or address or dated)


def _has_date(text: str) -> bool:
    digit = _DIGIT.search(text)  # each form of a date begins with one
    return digit is not None and _DATE.search(text, digit.start()) is not None


def _has_address(text: str) -> bool:
    return ("@" in text or "mailto:" in text) and _ADDRESS.search(text) is not None


def _drop_rules(lines: list[str]) -> None:
    """Take away blank and ruled lines at the end, and words between rules: "Original message" in any language."""
    while lines and (not lines[-1].strip() or _RULE.fullmatch(lines[-1]) or _RULED.fullmatch(lines[-1])):
        lines.pop()


def _ends_in_verb(line: str) -> bool:
    """Say whether a line with date and address ends in "wrote" without a colon: ``---- On ... wrote ----``."""
    if len(line) > MAX_LINE or not _has_date(line):
        return False
    words = line.rstrip(_RULE_TRIM).rsplit(maxsplit=1)
    return bool(words) and words[-1].casefold() in phrases().wrote


def _is_signature_line(line: str) -> bool:
    """Say whether a line may stand in a signature below a dash: short, and no sentence."""
    return len(line) <= MAX_MARK and line.rstrip()[-1:] not in {".", "?", "!", ",", ";", ":"}


def _is_original(bare: str) -> bool:
    original = phrases().original
    if bare in original:
        return True
    return bare.startswith("forwarded by ") or bare.partition(" from ")[0] in original


def _label(line: str) -> str:
    """Return the word in front of a colon, without decoration, in lower case."""
    head = line[:40]
    name, colon, _ = (head if head.isascii() else head.replace("：", ":")).partition(":")
    return name.strip(TRIM + ">|").casefold() if colon else ""


def _is_bare_attribution(line: str) -> bool:
    """Say whether a line in front of a quotation names its author without a verb or colon."""
    if len(line) > MAX_LINE:
        return False
    return "@" in line and _has_date(line) and ("<" in line or "(" in line)


def _is_footer(lines: Sequence[str]) -> bool:
    text = " ".join(lines)[:1_000].casefold()
    return any(mark in text for mark in phrases().footers)


def _squeeze(lines: list[str]) -> str:
    """Return lines as one text without blank ones at the ends and without several in a row."""
    if not lines:
        return ""
    text = "\n".join(lines).strip()
    while "\n\n\n" in text:  # each round at least halves the longest run
        text = text.replace("\n\n\n\n", "\n\n").replace("\n\n\n", "\n\n")
    return text
