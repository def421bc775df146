"""The header block of a message: where it ends, and the raw value of each field that matters."""

from __future__ import annotations

import re
from collections.abc import Iterator

MAX_BLOCK = 1 << 20  # bytes of a header block that are looked at
MAX_VALUE = 65_536  # bytes of one value that are looked at (FORMATS: one Subject took 891 MB)
MAX_TIMES = 50  # values kept of a field that repeats
MAX_HOPS = 3  # values kept of Received: the last hops, which the user's own side wrote

_UNFOLDED = re.compile(rb"\n(?![ \t])").split
_BREAKS = frozenset((b"\r", b"\n"))
_LETTERS = frozenset(range(33, 127)) - {58}  # RFC 5322 section 2.2: printable, no colon
_WANTED = frozenset(
    b"from sender reply-to to cc bcc subject date message-id in-reply-to references received "
    b"return-path content-type content-transfer-encoding content-disposition list-id list-post "
    b"list-unsubscribe list-help precedence auto-submitted x-autoreply x-autorespond x-auto-response-suppress "
    b"x-original-from x-mailman-version x-mailinglist mailing-list x-ml-name x-beenthere feedback-id x-campaign "
    b"x-campaignid x-mailer-campaign x-mc-user x-csa-complaints x-gmail-labels x-gm-thrid x-mozilla-status "
    b"x-failed-recipients x-imap x-imapbase x-loop mime-version resent-date delivery-date content-class".split()
)

FIELDS = tuple(sorted(name.decode("ascii") for name in _WANTED))
"""Names of the fields that matter: a server need not be asked for others."""

_UNWANTED = "-"
_NO_FIELD = ""
MAX_NAMES = 5_000
_NAMES: dict[bytes, str] = {}  # field names as written -> what `_look_up` said: mail repeats few

Headers = dict[str, list[bytes]]


def split_message(raw: bytes) -> tuple[Headers, bytes]:
    r"""Return the fields that matter, by lower-case name, and the body.

    Folded lines are joined. A line that is no field ends the block (as a forgotten blank line),
    unless a well-known field follows it.

    Args:
        raw: The message without mbox separator, with any of the three line endings.
    """
    if raw.find(b"\n", 0, 4_096) < 0 <= raw.find(b"\r", 0, 4_096):
        raw = raw.replace(b"\r", b"\n")
    block, body = _cut_block(raw)
    if b"\r" in block:
        block = block.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    lines = _UNFOLDED(block)
    headers: Headers = {}
    for index, line in enumerate(lines):
        name, _, value = line.partition(b":")
        wanted = _NAMES.get(name)
        if wanted is _UNWANTED:
            continue
        if not wanted:
            wanted = _look_up(name) if name != line else _NO_FIELD
            if wanted is _UNWANTED or (wanted is _NO_FIELD and _goes_on(line, lines, index)):
                continue
            if wanted is _NO_FIELD:
                return headers, b"\n".join(lines[index:]) + b"\n\n" + body
        if wanted in headers or len(value) > MAX_VALUE:
            _keep_more(headers, wanted, value)
        else:
            headers[wanted] = [value.replace(b"\n", b"").strip()]
    return headers, body


def _keep_more(headers: Headers, name: str, value: bytes) -> None:
    values = headers.setdefault(name, [])
    if len(values) < (MAX_HOPS if name == "received" else MAX_TIMES):
        values.append(value[:MAX_VALUE].replace(b"\n", b"").strip())


def _look_up(name: bytes) -> str:
    """Return the lower-case name of a field, or that it is not wanted, or that this is no field."""
    bare = name.rstrip(b" \t")
    if not bare or not _LETTERS.issuperset(bare):
        return _NO_FIELD
    lower = bare.lower()
    wanted = lower.decode("ascii") if lower in _WANTED else _UNWANTED
    if len(_NAMES) < MAX_NAMES and len(name) < 100:
        _NAMES[name] = wanted
    return wanted


def _cut_block(raw: bytes) -> tuple[bytes, bytes]:
    if raw[:1] in _BREAKS:
        raw = raw.lstrip(b"\r\n")
    unix = raw.find(b"\n\n", 0, MAX_BLOCK)
    dos = -1
    if raw.find(b"\r", 0, 1_000 if unix >= 0 else MAX_BLOCK) >= 0:
        dos = raw.find(b"\n\r\n", 0, unix if unix >= 0 else MAX_BLOCK)
    if dos >= 0:
        return raw[:dos].removesuffix(b"\r"), raw[dos + 3 :]
    if unix >= 0:
        return raw[:unix], raw[unix + 2 :]
    return raw[:MAX_BLOCK].rstrip(b"\r\n"), raw[MAX_BLOCK:]


def _goes_on(line: bytes, lines: list[bytes], index: int) -> bool:
    """Say whether a line that is no field may be passed over."""
    if line.startswith((b">From ", b"From ")) and index < 3:
        return True
    following = lines[index + 1 : index + 2]
    return any(_is_wanted(each) for each in following)


def _is_wanted(line: bytes) -> bool:
    name, colon, _ = line.partition(b":")
    return bool(colon) and name.lower() in _WANTED


def parameters(value: str) -> Iterator[tuple[str, str]]:
    """Yield the parameters of a Content-Type or Content-Disposition, names in lower case.

    Continuations and charsets (RFC 2231) are left as they stand: ``filename*0*``.
    """
    for part in _split_parameters(value)[1:]:
        name, equals, content = part.partition("=")
        if equals:
            yield name.strip().lower(), content.strip().strip('"').replace('\\"', '"')


def _split_parameters(value: str) -> list[str]:
    if '"' not in value:
        return value.split(";")
    parts, present, quoted = [], [], False
    for chunk in value.split('"'):
        pieces = [chunk] if quoted else chunk.split(";")
        present.append(pieces[0])
        for piece in pieces[1:]:
            parts.append("".join(present))
            present = [piece]
        quoted = not quoted
    return [*parts, "".join(present)]
