"""One property of a calendar: its name, what stands beside it, and its value."""

from __future__ import annotations

import quopri
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kithly.sources._formats.decode import decode

_LINE: Final = re.compile(r'(?:[\w-]+\.)?([\w-]+)((?:;[^:";]*(?:"[^"]*"[^:";]*)*)*):(.*)', re.DOTALL)
_BROKEN: Final = re.compile(r"(?:[\w-]+\.)?([\w-]++)[^:]*:(.*)", re.DOTALL)
_BESIDE: Final = re.compile(r';([^=:";]*)(?:=((?:[^:";]|"[^"]*")*))?')
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_CARET: Final = {"^n": "\n", "^'": '"', "^^": "^"}


@dataclass(frozen=True, slots=True)
class Property:
    """One property.

    Attributes:
        name: Upper case.
        beside: Its parameters by upper-case name; of vCalendar's bare ones the name with an empty value.
        value: As it stands there.
    """

    name: str
    beside: Mapping[str, str]
    value: str

    def text(self) -> str:
        """Return the value as text: backslashes resolved, lines as lines."""
        if "QUOTED-PRINTABLE" in (self.beside.get("ENCODING", "").upper(), *self.beside):
            raw = quopri.decodestring(self.value.encode("utf-8", "replace"))
            return decode(raw, self.beside.get("CHARSET")).replace("\r\n", "\n")
        return _ESCAPED.sub(_unescaped, self.value)


def parse(line: str) -> Property | None:
    """Return a property; None for a line that is none.

    Example:
        >>> parse('ATTENDEE;CN="Quist, Ana":mailto:ana@tarn.example').beside["CN"]
        'Quist, Ana'
    """
    found = _LINE.fullmatch(line)
    if found:
        return Property(found[1].upper(), _parameters(found[2]), found[3])
    broken = _BROKEN.fullmatch(line)  # a quotation mark without its other half
    return Property(broken[1].upper(), {}, broken[2]) if broken else None


def _parameters(text: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name, value in _BESIDE.findall(text):
        plain = value.replace('"', "").strip()
        found.setdefault(name.strip().upper(), re.sub(r"\^[n'^]", lambda one: _CARET[one[0]], plain))
    return found


def _unescaped(found: re.Match[str]) -> str:
    return "\n" if found[1] in "nN" else found[1] if found[1] in ",;\\:" else found[0]
