"""The body of a message: its plain text, the names of what is attached, and what kinds of part it has."""

from __future__ import annotations

import binascii
import email
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message as StdMessage
from functools import lru_cache
from itertools import islice
from urllib.parse import unquote_to_bytes

from fast_mail_parser import ParseError, PyLazyMimePart, parse_email_tree

from kithly.sources._formats.email.headers import Headers, parameters
from kithly.sources._formats.email.html import html_to_text
from kithly.sources._formats.email.words import clean, decode, decode_base64, header_text

MAX_TEXT = 1_000_000  # characters of text kept of one message
MAX_FALLBACK = 8 << 20  # bytes of a broken message that the slow reader is given
MAX_PARTS = 1_000
MAX_MARKS = 5_000  # delimiters and messages in messages that the parser is given; it remembers each
MAX_DEPTH = 100  # of parts in parts; deeper is an attack, not mail
MAX_ATTACHMENTS = 100

MAX_HEADER = 65_536  # characters of a part's Content-Type that are looked at
MAX_FILE_NAME = 255

_TEXTS = frozenset(("text/plain", "text/html", "text/enriched", "text/x-amp-html", "text/markdown"))
_ALTERNATIVES = frozenset(("text/html", "text/enriched", "text/x-amp-html", "text/watch-html", "multipart/related"))
_NAMELESS = frozenset(("charset", "format", "delsp", "boundary", "type", "reply-type"))  # parameters of other use
_BOUNDARY = re.compile(rb"boundary[*0-9]{0,4}\s{0,8}=\s{0,8}[\"']?([^\"';\r\n]{1,200})", re.IGNORECASE)
_MARK = re.compile(rb"^--([^\r\n]{1,220})|message/", re.IGNORECASE | re.MULTILINE)
_CHARSET_META = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{2,30})", re.IGNORECASE)


class TooDeep(ValueError):
    """Parts are nested deeper than `MAX_DEPTH`."""


@dataclass(slots=True)
class Body:
    r"""What the body of a message holds.

    Attributes:
        text: Plain text, line breaks as ``\n``.
        attachments: File names.
        kinds: Media types of all parts, lower case.
    """

    text: str = ""
    attachments: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()


@dataclass(slots=True, kw_only=True)
class _Part:
    """One part, by whichever parser."""

    kind: str
    options: Mapping[str, str]
    filename: str
    is_attached: bool
    subject: str = ""  # of an attached message
    children: list[_Part] = field(default_factory=list)
    content: bytes = b""


def read_body(headers: Headers, body: bytes) -> Body:
    """Return text and attachments of a message.

    Args:
        headers: The fields of its header block.
        body: Its bytes behind the header block.

    Raises:
        TooDeep: Parts are nested beyond all reason.
    """
    declared = _value(headers, "content-type")
    kind, options = _content_type(declared)
    encoding = _value(headers, "content-transfer-encoding").strip().lower()
    if not kind.startswith(("multipart/", "message/")):
        return _single(kind, options, _value(headers, "content-disposition"), transfer_decoded(body, encoding))
    if not options.get("boundary") and kind.startswith("multipart/"):
        return Body(text=_plain(body, {}), kinds=frozenset((kind,)))
    return _collect(_parts(declared, encoding, body))


def _value(headers: Headers, name: str) -> str:
    values = headers.get(name)
    return values[0].decode("latin-1") if values else ""


def _content_type(value: str) -> tuple[str, Mapping[str, str]]:
    """Return media type and parameters; those that many messages share are remembered."""
    return _parsed_type(value) if "boundary" in value or "name" in value or len(value) > 100 else _usual_type(value)


@lru_cache(maxsize=1_024)
def _usual_type(value: str) -> tuple[str, Mapping[str, str]]:
    return _parsed_type(value)


def _parsed_type(value: str) -> tuple[str, Mapping[str, str]]:
    if not value:
        return "text/plain", {}
    kind = clean(value.partition(";")[0]).strip().lower()
    if "/" not in kind:
        kind = "text/html" if kind == "html" else "text/plain"
    return kind, dict(parameters(value)) if ";" in value else {}


def _single(kind: str, options: Mapping[str, str], disposition: str, content: bytes) -> Body:
    kinds = frozenset((kind,))
    if kind == "text/html":
        return Body(text=_html(content, options), kinds=kinds)
    if kind.startswith("text/") and kind not in {"text/calendar", "text/vcard", "text/x-vcard"}:
        name = _file_name(options, dict(parameters(disposition))) if disposition else ""
        attached = (name,) if name and disposition.lower().startswith("attachment") else ()
        return Body(text=_plain(content, options), attachments=attached, kinds=kinds)
    name = _file_name(options, dict(parameters(disposition)) if disposition else {})
    return Body(attachments=(name or kind,), kinds=kinds)


def transfer_decoded(body: bytes, encoding: str) -> bytes:
    """Return a body without its Content-Transfer-Encoding, as far as it can be undone."""
    if encoding == "quoted-printable":
        return binascii.a2b_qp(body)
    if encoding == "base64":
        return _base64_body(body)
    if encoding in {"x-uuencode", "uuencode", "x-uue"}:
        return b""
    return body


def _base64_body(body: bytes) -> bytes:
    """Decode base64; a text footer that a list put behind it is kept as text."""
    footer = body.find(b"\n_____")
    if footer > 0:
        return _base64_body(body[:footer]) + body[footer:]
    return decode_base64(body)


def _plain(content: bytes, options: Mapping[str, str]) -> str:
    text = decode(content[: MAX_TEXT * 4], options.get("charset", ""))[:MAX_TEXT]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if options.get("format", "").lower() == "flowed":
        text = unflow(text, delete_space=options.get("delsp", "").lower() == "yes")
    return text.rstrip()  # copies in different boxes end in different line breaks


def _html(content: bytes, options: Mapping[str, str]) -> str:
    charset = options.get("charset", "")
    if not charset:
        meta = _CHARSET_META.search(content, 0, 4_096)
        charset = meta.group(1).decode("ascii") if meta else ""
    return clean(html_to_text(decode(content, charset)))[:MAX_TEXT]


def unflow(text: str, *, delete_space: bool = False) -> str:
    """Join the soft line breaks of format=flowed (RFC 3676); quoted lines stay as they are."""
    if " \n" not in text and "\n " not in text and not text.startswith(" ") and not text.endswith(" "):
        return text  # no soft break, nothing stuffed
    out: list[str] = []
    joined: list[str] = []  # lines of one paragraph; put together at once, since a text may be one paragraph
    for line in text.split("\n"):
        quoted = line.startswith(">")
        line = line.removeprefix(" ")  # noqa: PLW2901 - space-stuffing undone
        soft = line.endswith(" ") and line != "-- " and not quoted
        if joined and (quoted or line == "-- "):
            out.append("".join(joined))
            joined = []
        joined.append(line[:-1] if soft and delete_space else line)
        if not soft:
            out.append("".join(joined))
            joined = []
    if joined:
        out.append("".join(joined))
    return "\n".join(out)


def _parts(declared: str, encoding: str, body: bytes) -> _Part:
    """Return the tree of parts; the parsers see none of the other headers, which they cannot help with."""
    body = _within(declared, body)
    head = f"Content-Type: {declared}\nContent-Transfer-Encoding: {encoding}\n\n"
    raw = head.encode("latin-1", "replace") + body
    try:
        return _fast_part(parse_email_tree(raw, mode="lazy"), 0)
    except ParseError:
        if len(body) > MAX_FALLBACK:
            raise
    try:
        return _slow_part(email.message_from_bytes(raw), 0)
    except RecursionError as error:
        raise TooDeep from error


def _within(declared: str, body: bytes) -> bytes:
    """Return a body as far as its parts go that can be shown; an attack has a million, and each costs memory."""
    if body.count(b"\n--") <= MAX_MARKS and body.lower().count(b"message/") <= MAX_MARKS:
        return body
    head = declared.encode("latin-1", "replace")
    boundaries = {found.strip() for text in (head, body) for found in _BOUNDARY.findall(text)}
    marks = (
        found.start()
        for found in _MARK.finditer(body)
        if found[1] is None or found[1].rstrip() in boundaries or found[1].rstrip().removesuffix(b"--") in boundaries
    )
    end = next(islice(marks, MAX_MARKS, None), len(body))
    return body[:end]


def _fast_part(node: PyLazyMimePart, depth: int) -> _Part:
    _check_depth(depth)
    headers = {name.lower(): values[0] for name, values in node.headers.items()}
    part = _new_part(headers.get("content-type", ""), headers.get("content-disposition", ""))
    if node.is_message:
        part.kind = "message/rfc822"
        part.subject = next(
            (
                values[0]
                for child in node.children
                for name, values in child.headers.items()
                if name.lower() == "subject"
            ),
            "",
        )
    elif node.children:
        part.children = [_fast_part(child, depth + 1) for child in node.children[:MAX_PARTS]]
    elif part.kind.startswith("text/"):
        part.content = node.content or b""
    return part


def _slow_part(node: StdMessage, depth: int) -> _Part:
    _check_depth(depth)
    part = _new_part(str(node.get("content-type") or ""), str(node.get("content-disposition") or ""))
    payload = node.get_payload()
    if part.kind.startswith("message/"):
        part.kind = "message/rfc822"
    elif isinstance(payload, list):
        part.children = [_slow_part(child, depth + 1) for child in payload[:MAX_PARTS] if isinstance(child, StdMessage)]
    elif part.kind.startswith(("text/", "multipart/")):
        content = node.get_payload(decode=True)
        part.content = content if isinstance(content, bytes) else b""
    return part


def _check_depth(depth: int) -> None:
    if depth > MAX_DEPTH:
        raise TooDeep


def _new_part(declared: str, disposition: str) -> _Part:
    kind, options = _content_type(declared[:MAX_HEADER])
    disposition = disposition[:MAX_HEADER]
    return _Part(
        kind=kind,
        options=options,
        filename=_file_name(options, dict(parameters(disposition)) if disposition else {}),
        is_attached=disposition.strip().lower().startswith("attachment"),
    )


def _collect(root: _Part) -> Body:
    """Return the text a reader would see first, and the names of the rest."""
    texts: list[str] = []
    names: list[str] = []
    kinds: set[str] = set()
    waiting = [root]
    while waiting:
        part = waiting.pop()
        kinds.add(part.kind)
        if part.children:
            kinds.update(child.kind for child in part.children)
            waiting.extend(reversed(_shown(part)))
        elif _is_text(part):
            texts.append(_text_of(part))
        elif not part.kind.startswith("multipart/"):
            names.append(part.filename or clean(part.subject) or part.kind)
        elif part.content:
            texts.append(_plain(part.content, part.options))
    text = "\n".join(text for text in texts if text.strip())
    return Body(text=text[:MAX_TEXT], attachments=tuple(names[:MAX_ATTACHMENTS]), kinds=frozenset(kinds))


def _is_text(part: _Part) -> bool:
    return part.kind in _TEXTS and not part.is_attached and not (part.filename and part.kind != "text/html")


def _text_of(part: _Part) -> str:
    return _html(part.content, part.options) if part.kind == "text/html" else _plain(part.content, part.options)


def _shown(part: _Part) -> list[_Part]:
    """Return the children to read: of alternatives the plainest that says something."""
    if part.kind != "multipart/alternative":
        return part.children
    for child in part.children:
        if child.kind == "text/plain" and child.content.strip() and not child.is_attached:
            return [
                child,
                *(other for other in part.children if other is not child and other.kind not in _ALTERNATIVES),
            ]
    return part.children


def _file_name(options: Mapping[str, str], disposition: Mapping[str, str]) -> str:
    """Return a file name, continuations and charsets of RFC 2231 undone; never a path."""
    for source, key in ((disposition, "filename"), (options, "name")):
        if source.keys() <= _NAMELESS:
            continue
        value = _extended(source, key) or source.get(key, "")
        if value:
            name = header_text(value.encode("utf-8", "surrogateescape"))
            return clean(name.replace("\\", "/").rpartition("/")[2]).strip()[:MAX_FILE_NAME]
    return ""


def _extended(source: Mapping[str, str], key: str) -> str:
    pieces: list[str] = []
    if f"{key}*" in source:
        pieces = [source[f"{key}*"]]
    else:
        for number in range(MAX_PARTS):
            piece = source.get(f"{key}*{number}*", source.get(f"{key}*{number}"))
            if piece is None:
                break
            pieces.append(piece)
    if not pieces:
        return ""
    joined = "".join(pieces)
    charset, quote, rest = joined.partition("'")
    if not quote:
        return decode(unquote_to_bytes(joined)) if "%" in joined else joined
    return decode(unquote_to_bytes(rest.partition("'")[2]), charset)
