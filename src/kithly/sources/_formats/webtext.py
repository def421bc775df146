"""Text and addresses out of the open web: plain, without markup, and without what is invisible or only traces.

Whatever stands in a field of a foreign page or feed, what comes out of here can be shown anywhere: no tag is left in
it, and none can arise from it.
"""

from __future__ import annotations

import html
import importlib
import re
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from kithly.records import one_line, text_line

MAX_MARKUP = 60_000  # characters of one field that are looked at: far more than is kept of any
MAX_LINE = 500  # characters of a title, name or tag
DEEPEST = 100  # elements within elements; articles and pages stay below 60
MOST_ANDS = 20_000  # of one field or page: the cleaner's time grows with their square
MAX_URL = 2_000  # characters of an address on the web; browsers refuse longer ones

_BREAKS = frozenset((
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table",
    "td", "th", "tr", "ul",
))  # fmt: skip
_NOT_SHOWN = frozenset((
    "applet", "embed", "frameset", "iframe", "math", "noembed", "noframes", "noscript", "object", "option", "script",
    "select", "style", "svg", "template", "textarea", "title", "xmp",
))  # fmt: skip
_HOLD_NOTHING = frozenset((  # elements that are never closed, or that the next of their kind closes
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p",
    "param", "source", "td", "th", "tr", "track", "wbr",
))  # fmt: skip
_ANY_TAG = re.compile(r"<(/?)([A-Za-z][^<>\s/]{0,40})(?:[\s/][^<>]*)?(?:>|(?=<)|\Z)")
_LOOSE_OPENING = re.compile(r"<(?![A-Za-z/!?])")
_LOOSE_AND = re.compile(r"&(?!#?[A-Za-z0-9]{1,32};)")
_TAG = re.compile(r"<[^<>]*>")
_OPENING = re.compile(r"<(?=[A-Za-z/!?])")
_GAPS = re.compile(r"\n{3,}")
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\x9f<>\"'`\\^{|}]")  # signs that no well-written address holds as they are
_TRACES = ("utm_", "fbclid", "gclid", "dclid", "msclkid", "mc_", "igshid", "yclid", "_hs", "mkt_tok", "at_medium",
           "at_campaign", "wt.mc", "pk_", "mtm_", "vero_", "oly_", "__twitter_impression")  # fmt: skip


def plain(markup: str) -> str:
    r"""Return what a reader of some markup sees, as plain text on lines.

    Tags go, entities are decoded once, and a sign that could open a tag again becomes one that cannot.

    Example:
        >>> plain("<p>Tea &amp; <b>cake</b></p><script>x()</script><p>&lt;b&gt; is bold</p>")
        'Tea & cake\n\n‹b> is bold'
    """
    text = markup[:MAX_MARKUP].encode("utf-8", "replace").decode("utf-8")  # half characters come in JSON
    if _OPENING.search(text):
        text = _without_tags(sound(text))
    text = html.unescape(text) if "&" in text else text
    return _OPENING.sub("\u2039", _GAPS.sub("\n\n", "\n".join(_lines(text)))).strip()


def _lines(text: str) -> list[str]:
    """Return each line as `text_line` gives it; where no line can hold more than wrong spaces, all at once."""
    lines = text.splitlines()
    if text.isascii() and "".join(lines).isprintable():
        return [" ".join(line.split()) for line in lines]
    return [text_line(line) for line in lines]


def plain_text(text: str) -> str:
    r"""Return text that is no markup as lines fit to show: ``<`` and ``&amp;`` in it are what they are.

    Example:
        >>> plain_text("a &amp; b <i>")
        'a &amp; b ‹i>'
    """
    return plain(html.escape(text[:MAX_MARKUP], quote=False))


def plain_line(markup: str, *, most: int = MAX_LINE) -> str:
    """Return what a reader of some markup sees, on one line: a title, a name, a tag.

    Args:
        markup: Plain text or html.
        most: Characters that are kept.
    """
    return _OPENING.sub("\u2039", text_line(plain(markup)))[:most].strip()


def web_address(text: str, *, base: str = "") -> str:
    """Return an address on the open web in one spelling, without what only traces the reader; empty for any other.

    Args:
        text: What a page or feed names, also relative to ``base``.
        base: Absolute address it may be relative to.

    Example:
        >>> web_address("/post?utm_source=x&id=3#more", base="https://ana.example/feed")
        'https://ana.example/post?id=3#more'
    """
    text = text.strip()
    if not text or len(text) > MAX_URL:
        return ""
    try:
        parts = urlsplit(urljoin(base, text) if base else text)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in {"http", "https"} or not host or parts.username or parts.password:
        return ""
    kept = [pair for pair in parts.query.split("&") if pair and not unquote(pair).lower().startswith(_TRACES)]
    found = parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower(), query="&".join(kept)).geturl()
    found = _UNSAFE.sub(lambda sign: f"%{ord(sign[0]):02X}" if ord(sign[0]) < 0x80 else "", one_line(found))
    return found if len(found) <= MAX_URL else ""


def address_key(url: str) -> str:
    """Return by what an address is compared: without scheme, ``www.``, traces, fragment and last stroke.

    Example:
        >>> address_key("http://www.ana.example/post/?utm_medium=rss") == address_key("https://ana.example/post")
        True
    """
    clean = web_address(url)
    if not clean:
        return ""
    parts = urlsplit(clean)
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}{query}"


def sound(markup: str) -> str:
    """Return markup that no parser takes long for.

    Signs that open nothing are written as what they are; tags go that close nothing, or would nest deeper than
    `DEEPEST`.

    Example:
        >>> sound("<b>" * 300).count("<b>") == DEEPEST
        True
    """
    markup = _LOOSE_OPENING.sub("&lt;", _LOOSE_AND.sub("&amp;", markup))
    within: list[str] = []
    # Most markup is sound: looking at its tags is cheaper than writing it anew.
    if not all(_stays(closes, name, within) for closes, name in _ANY_TAG.findall(markup)):
        within = []
        markup = _ANY_TAG.sub(lambda tag: tag[0] if _stays(tag[1], tag[2], within) else "", markup)
    return markup if markup.count("&") <= MOST_ANDS else markup.replace("&", " ")


def _stays(closes: str, name: str, within: list[str]) -> bool:
    """Say whether a tag closes something or does not nest too deep, and note in ``within`` what is open after it."""
    name = name.lower()
    if name in _HOLD_NOTHING:
        return True
    if not closes:
        if len(within) >= DEEPEST:
            return False
        within.append(name)
        return True
    if name not in within:
        return False
    while within.pop() != name:
        pass
    return True


def _without_tags(markup: str) -> str:
    """Return markup as text with entities: line breaks where blocks end, nothing of what is not shown."""
    # Imported when markup is met: it costs more than the start of any command may.
    nh3: Any = importlib.import_module("nh3")
    bare: str = nh3.clean(
        markup, tags=set(_BREAKS), clean_content_tags=set(_NOT_SHOWN), attributes={}, strip_comments=True
    )
    return _TAG.sub("\n", bare.replace("\n", " "))
