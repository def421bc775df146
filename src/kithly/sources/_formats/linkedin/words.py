"""The words of a message or post: entities, markup and odd line breaks turned into plain text."""

from __future__ import annotations

import html
import re
import unicodedata

_TAGS = (
    "a|abbr|article|b|blockquote|body|br|button|center|code|dd|div|dl|dt|em|figure|font|footer|h[1-6]|head|header|hr|html|i|"
    "img|li|link|main|meta|ol|p|pre|s|section|small|span|strong|style|script|sub|sup|table|tbody|td|tfoot|th|thead|title|"
    "tr|u|ul"
)
_TAG = re.compile(rf"<(/?)({_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "hr"})
_LINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_JUNK = re.compile("[\x00-\x08\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_BLANKS = re.compile(r"[ \t\u00a0\u202f]+")
_GAPS = re.compile(r"\n{3,}")
_SPACE = re.compile(r"\s+")
_QUOTED_BREAK = re.compile('"\r?\n"')


def plain_text(text: str) -> str:
    r"""Return the text without tags and entities, NFC, its lines ended by newlines.

    Example:
        >>> plain_text("<p>Tea &amp; cake?</p><p>1 < 2</p>")
        'Tea & cake?\n\n1 < 2'
    """
    if "<" in text:
        text = _TAG.sub(_replaced, _without(_without(text, "script"), "style"))
    if "&" in text:
        text = html.unescape(text)
    text = _JUNK.sub("", _LINES.sub("\n", unicodedata.normalize("NFC", text)))
    text = text.encode("utf-8", "replace").decode("utf-8")
    lines = [_BLANKS.sub(" ", line).strip() for line in text.split("\n")]
    return _GAPS.sub("\n\n", "\n".join(lines)).strip()


def commentary(text: str) -> str:
    """Return the words of a share, whose every line break is written as quote, newline, quote."""
    joined = _QUOTED_BREAK.sub("\n", text)
    if joined != text and joined.endswith('"') and joined.count('"') % 2:
        joined = joined[:-1]
    return plain_text(joined)


def squeezed(text: str) -> str:
    """Return a text as compared: plain, with single spaces."""
    return _SPACE.sub(" ", plain_text(text)).strip()


def _replaced(match: re.Match[str]) -> str:
    return "\n" if match[2].lower() in _BREAKS else ""


def _without(text: str, tag: str) -> str:
    """Cut elements out with all they hold; one that never closes is left to the tag remover."""
    opening, closing, low = f"<{tag}", f"</{tag}", text.lower()
    if opening not in low or len(low) != len(text):
        return text
    kept: list[str] = []
    at = 0
    while (start := low.find(opening, at)) >= 0 and (end := low.find(closing, start)) >= 0:
        kept.append(text[at:start])
        at = end
    return "".join((*kept, text[at:]))
