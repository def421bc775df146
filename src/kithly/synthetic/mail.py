"""Writes a world's mail as an mbox file, in the dialect of several programs, streaming."""

from __future__ import annotations

import heapq
import re
from array import array
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from operator import attrgetter
from pathlib import Path
from typing import BinaryIO, Literal

from kithly.synthetic import mime
from kithly.synthetic.bulk_mail import bulk_streams
from kithly.synthetic.correspondence import letters_of
from kithly.synthetic.letter import Label, Letter
from kithly.synthetic.model import World

Style = Literal["mboxrd", "takeout", "thunderbird"]
LabelLanguage = Literal["en", "fr", "de"]

_FROM_LINE = re.compile(rb"^(>*From )", re.MULTILINE)
_LABELS: dict[LabelLanguage, dict[Label, str]] = {
    "en": {
        "inbox": "Inbox",
        "sent": "Sent",
        "archived": "Archived",
        "opened": "Opened",
        "unread": "Unread",
        "important": "Important",
        "promotions": "Category Promotions",
        "spam": "Spam",
        "trash": "Trash",
        "drafts": "Drafts",
    },
    "fr": {
        "inbox": "Boîte de réception",
        "sent": "Messages envoyés",
        "archived": "Messages archivés",
        "opened": "Ouvert",
        "unread": "Non lus",
        "important": "Important",
        "promotions": "Catégorie\u00a0: Promotions",
        "spam": "Spam",
        "trash": "Corbeille",
        "drafts": "Brouillons",
    },
    "de": {
        "inbox": "Posteingang",
        "sent": "Gesendet",
        "archived": "Archiviert",
        "opened": "Geöffnet",
        "unread": "Ungelesen",
        "important": "Wichtig",
        "promotions": "Kategorie: Werbung",
        "spam": "Spam",
        "trash": "Papierkorb",
        "drafts": "Entwürfe",
    },
}
_ONLY_IN_GMAIL: frozenset[Label] = frozenset({"spam", "trash", "drafts"})


def write_mbox(
    world: World,
    path: Path,
    *,
    style: Style,
    until: date,
    newest_first: bool = False,
    labels: LabelLanguage = "en",
) -> int:
    """Write the mail before a day; the same world, day and style give the same bytes.

    Memory grows with the people, not with the mail; ``newest_first`` keeps eight bytes a message and a temporary
    file beside the target.

    Args:
        world: Whose mail.
        path: File to write.
        style: ``mboxrd`` quotes reversibly; ``takeout`` has Gmail's thread ids, labels, spam, trash and drafts;
            ``thunderbird`` has its separators and status headers.
        until: First day that is not in the file.
        newest_first: The newest message stands first.
        labels: Language of Gmail's labels.

    Returns:
        How many messages were written.
    """
    chunks = (mbox_chunk(letter, style, labels) for letter in letters(world, until=until, whole=style == "takeout"))
    if newest_first:
        return _write_reversed(chunks, path)
    count = 0
    with path.open("wb") as stream:
        for count, chunk in enumerate(chunks, start=1):  # noqa: B007 - the count is the result
            stream.write(chunk)
    return count


def letters(world: World, *, until: date, whole: bool) -> Iterator[Letter]:
    """Yield every mail before a day in time order; spam, trash and drafts only for the whole mailbox."""
    end = datetime.combine(until, time(0), tzinfo=UTC)
    people = (letters_of(world, person, end) for person in world.people if person.rhythm.by_mail > 0)
    merged = heapq.merge(*people, *bulk_streams(world, end), key=attrgetter("at"))
    return merged if whole else (letter for letter in merged if _ONLY_IN_GMAIL.isdisjoint(letter.labels))


def mbox_chunk(letter: Letter, style: Style, language: LabelLanguage) -> bytes:
    """Return one message of an mbox: separator, headers, body with quoted From lines, empty line.

    Args:
        letter: The mail.
        style: See `write_mbox`.
        language: Language of Gmail's labels.
    """
    body = _FROM_LINE.sub(rb">\1", letter.body)
    start, extra = _separator(letter, style), _extra_headers(letter, style, language)
    ending = b"\n" if body.endswith(b"\n") else b"\n\n"
    return b"".join((start.encode(), extra.encode(), letter.headers.encode(), b"\n", body, ending))


def _separator(letter: Letter, style: Style) -> str:
    """Return the separator line of a style."""
    stamp = mime.ctime(letter.at)
    if style == "takeout":
        number = letter.thread_number + int(letter.at.timestamp()) % 1_000_000
        return f"From {number}@xxx {stamp[:8]}{letter.at:%d %H:%M:%S} +0000 {letter.at.year}\n"
    if style == "thunderbird":
        return f"From - {stamp}\n"
    return f"From {letter.sender} {stamp}\n"


def _extra_headers(letter: Letter, style: Style, language: LabelLanguage) -> str:
    """Return the headers a mail program adds."""
    if style == "takeout":
        shown = ",".join(_LABELS[language][label] for label in letter.labels)
        return f"X-GM-THRID: {letter.thread_number}\nX-Gmail-Labels: {mime.encoded_letters(shown)}\n"
    if style == "thunderbird":
        return "X-Mozilla-Status: 0001\nX-Mozilla-Status2: 00000000\n"
    return ""


def _write_reversed(chunks: Iterator[bytes], path: Path) -> int:
    """Write chunks last first, by way of a file beside the target."""
    offsets = array("Q", [0])
    draft = path.with_name(f"{path.name}.part")
    with draft.open("w+b") as forward:
        for chunk in chunks:
            forward.write(chunk)
            offsets.append(offsets[-1] + len(chunk))
        with path.open("wb") as stream:
            _copy_reversed(forward, stream, offsets)
    draft.unlink()
    return len(offsets) - 1


def _copy_reversed(forward: BinaryIO, stream: BinaryIO, offsets: array[int]) -> None:
    """Copy the pieces between offsets in reverse order."""
    for number in range(len(offsets) - 1, 0, -1):
        forward.seek(offsets[number - 1])
        stream.write(forward.read(offsets[number] - offsets[number - 1]))
