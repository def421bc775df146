"""Text out of html mail: in one pass, linear, nothing fetched, nothing run."""

from __future__ import annotations

import html
import re

MAX_HTML = 4_000_000  # characters of one html part that are read

_BREAKS = frozenset((
    "address", "article", "aside", "blockquote", "center", "dd", "div", "dl", "dt", "fieldset", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
    "pre", "section", "table", "td", "th", "tr", "ul", "body",
))  # fmt: skip
_PARAGRAPHS = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "ul", "ol", "pre"])
_HIDDEN = frozenset(["script", "style", "head", "title", "template", "noscript", "object", "svg", "select", "textarea"])
_TAG = re.compile(r"/?[A-Za-z][A-Za-z0-9:-]*")
_SPACES = re.compile(r"[ \t\r\n\f\v\u00a0]+")
_NEWLINES = re.compile(r"\n(?:[ \t]*+\n){2,}")


def html_to_text(source: str) -> str:
    """Return what a reader of the page sees, as plain text; quotes (blockquote) get ``> ``."""
    writer = _Writer()
    first, *parts = source[:MAX_HTML].split("<")
    writer.text(first)
    for part in parts:
        writer.part(part)
    return writer.finish()


class _Writer:
    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._quotes = 0
        self._hidden = ""  # the element whose content is not shown, or "!--" in a comment

    def part(self, part: str) -> None:
        """Take what stands between one ``<`` and the next."""
        if self._hidden:
            self._hidden_part(part)
            return
        if part.startswith("!--"):
            self._comment(part[3:])
            return
        found = _TAG.match(part)
        if found is None:
            self._no_tag(part)
            return
        name = found.group().lower()
        tag, _, text = part.partition(">")
        if name in _HIDDEN and not tag.endswith("/"):
            self._hidden = name
            return
        self._tag(name)
        self.text(text)

    def _no_tag(self, part: str) -> None:
        if part[:1] in {"!", "?"}:
            self.text(part.partition(">")[2])
        else:
            self.text("<" + part)

    def _hidden_part(self, part: str) -> None:
        if self._hidden == "!--":
            self._comment(part)
        elif (part[:1] == "/" and part[1 : 1 + len(self._hidden)].lower() == self._hidden) or (
            self._hidden == "head" and part[:4].lower() == "body"
        ):
            self._hidden = ""
            self.text(part.partition(">")[2])

    def _comment(self, part: str) -> None:
        _, closed, text = part.partition("-->")
        self._hidden = "" if closed else "!--"
        if closed:
            self.text(text)

    def _tag(self, name: str) -> None:
        bare = name.lstrip("/")
        if bare == "blockquote":
            self.new_line()
            self._quotes = max(0, self._quotes + (1 if name == bare else -1))
        if bare == "br" and not self._line and self._lines:
            self._lines.append(self._prefix())
        if bare == "br" or bare in _BREAKS:
            self.new_line()
            if bare in _PARAGRAPHS and self._lines and self._lines[-1].strip("> "):
                self._lines.append(self._prefix())

    def _prefix(self) -> str:
        return "> " * min(self._quotes, 10)

    def text(self, text: str) -> None:
        """Take text between tags."""
        if text:
            self._line.append(text)

    def new_line(self) -> None:
        """End the present line, if it holds anything."""
        if not self._line:
            return
        line = html.unescape("".join(self._line))
        if "  " in line or not line.isprintable():  # of white space, only the space is printable
            line = _SPACES.sub(" ", line)
        line = line.strip()
        if line:
            self._lines.append(self._prefix() + line)
        self._line = []

    def finish(self) -> str:
        """Return everything."""
        self.new_line()
        return _NEWLINES.sub("\n\n", "\n".join(self._lines)).strip()
