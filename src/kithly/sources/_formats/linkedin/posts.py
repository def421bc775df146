"""Shares, comments and reactions: what the owner published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256

from kithly.records import Post
from kithly.sources._formats.linkedin.dates import instant, instant_token
from kithly.sources._formats.linkedin.export import Export
from kithly.sources._formats.linkedin.words import commentary, plain_text
from kithly.sources._formats.table import Row

_WEB = ("https://", "http://")


def read_share(row: Row, export: Export) -> Post | str:
    """Return one share, or why there is none."""
    return _post(row, export, "share", text=commentary(row.cells.get("sharecommentary", "")), url=row.get("sharelink"))


def read_comment(row: Row, export: Export) -> Post | str:
    """Return one comment, or why there is none."""
    return _post(row, export, "comment", text=plain_text(row.cells.get("message", "")), url=row.get("link"))


def read_reaction(row: Row, export: Export) -> Post | str:
    """Return one reaction, or why there is none; whose post it was is not in the export."""
    return _post(row, export, "reaction", text=row.get("type").lower()[:40], url=row.get("link"))


def read_repost(row: Row, export: Export) -> Post | str:
    """Return what the member passed on without a word of their own, or why there is none."""
    return _post(row, export, "share", text="", url=row.get("link"))


def glued(rows: Iterable[Row]) -> Iterator[Row]:
    """Join comments whose line breaks were not quoted: lines without a date belong to the one before."""
    waiting: Row | None = None
    for row in rows:
        if waiting is not None and instant(row.get("date")) is None and not row.get("link").startswith(_WEB):
            waiting = _longer(waiting, row)
            continue
        if waiting is not None:
            yield waiting
        waiting = row
    if waiting is not None:
        yield waiting


def _longer(row: Row, rest: Row) -> Row:
    message = row.cells.get("message", "") + "\n" + ",".join(rest.values)
    return replace(row, cells={**row.cells, "message": message}, damaged=False)


def _post(row: Row, export: Export, kind: str, *, text: str, url: str) -> Post | str:
    if instant(row.get("date")) is None and not url.startswith(_WEB):
        return "no date and no link"
    link = url if url.startswith(_WEB) else ""
    told = "\0".join((instant_token(row.get("date")), link))
    return Post(
        key=f"{kind}|{sha256(told.encode('utf-8', 'replace')).hexdigest()[:24]}",
        kind=kind,  # type: ignore[arg-type]  # one of the three, by the callers above
        at=export.instant(row.get("date")),
        text=text,
        url=link,
    )
