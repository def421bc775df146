"""A look at files before anything of them is kept: what they are, and about how much is in them.

It takes about a second however large they are. What was counted is said as a number, what was estimated
as "about" one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from kithly.app.bringing.columns import columns_of, remembered
from kithly.app.bringing.fingerprint import fingerprint
from kithly.app.bringing.glance_words import glance_text
from kithly.app.bringing.import_files import recognise, why_unread
from kithly.app.bringing.own_exports import own_words
from kithly.app.bringing.unread import CANNOT_THESE, CANNOT_THIS, EMPTY, READABLE
from kithly.app.figures import counted, roughly
from kithly.app.network import Network
from kithly.app.views import AmountView, ColumnView, GlanceView, PreviewView
from kithly.errors import KithlyError, SourceFormatError
from kithly.sources import Arrival, FileSource, Glance, GlancingSource, Item, items
from kithly.store import Reading

LOOKED_AT = 500  # files of a folder or zip that are looked at; the rest are only counted
NAMED = 3  # files not read that are named one by one


@dataclass(slots=True)
class _Part:
    """What one source would read of a path.

    Attributes:
        source: The source.
        items: Its files.
        glances: What a look at each told.
        columns: What the columns of the first table are taken for, where that is a guess.
    """

    source: FileSource
    items: list[Item] = field(default_factory=list)
    glances: list[Glance] = field(default_factory=list)
    columns: tuple[ColumnView, ...] = ()


def peek(network: Network, what: Sequence[Path | Arrival]) -> PreviewView:
    """Say what files are, without keeping anything.

    Args:
        network: Where they would go: tells which of them were read before.
        what: Paths of the user's own, or files that were handed over.
    """
    sources = network.sources()
    with network.store.reading() as kept:
        return PreviewView(files=tuple(view for one in what for view in _views(kept, one, sources)))


def _views(kept: Reading, what: Path | Arrival, sources: tuple[FileSource, ...]) -> tuple[GlanceView, ...]:
    """Return one view for each source that reads of a path; one in all where none does."""
    arrival = what if isinstance(what, Arrival) else Arrival(path=what, name=what.name or str(what))
    ours, _, following = own_words(arrival.path, arrival.name).partition(": ")
    if ours:
        return (_unread(arrival.name, f"{arrival.name}: {ours}", following),)
    try:
        found = items(what)
    except KithlyError as error:
        return (_unread(arrival.name, str(error).rstrip("."), error.hint),)
    parts: dict[str, _Part] = {}
    reasons: list[tuple[Item, str]] = []
    for item in islice(found, LOOKED_AT):
        _look(kept, item, sources, parts, reasons)
    more = max(0, len(found) - LOOKED_AT)
    if not parts:
        return (_nothing(arrival.name, found, reasons),)
    outer = arrival.path if arrival.path.is_file() else None
    return tuple(
        _view(arrival.name, part, unread=len(reasons), more=more, known=_is_known(kept, part, outer))
        for part in parts.values()
    )


def _look(
    kept: Reading,
    item: Item,
    sources: tuple[FileSource, ...],
    parts: dict[str, _Part],
    reasons: list[tuple[Item, str]],
) -> None:
    """Look at one file."""
    try:
        source = recognise(item, sources) or remembered(kept, item, sources)
        if source is None:
            reasons.append((item, why_unread(item, sources)))
            return
        glance = source.glance(item) if isinstance(source, GlancingSource) else Glance(counts={}, is_exact=False)
    except SourceFormatError as error:
        reasons.append((item, str(error).rstrip(".")))
    except OSError as error:
        reasons.append((item, f"cannot be read: {error.strerror or error}"))
    else:
        part = parts.setdefault(source.name, _Part(source))
        part.items.append(item)
        part.glances.append(glance)
        part.columns = part.columns or columns_of(kept, item, source)


def _is_known(kept: Reading, part: _Part, outer: Path | None) -> bool:
    """Say whether all of it was read before and has not changed."""
    source = part.source
    return all(
        kept.files.unchanged(fingerprint(item, outer), source.name, source.version) is not None for item in part.items
    )


def _view(name: str, part: _Part, *, unread: int, more: int, known: bool) -> GlanceView:
    firsts = [one.first for one in part.glances if one.first]
    lasts = [one.last for one in part.glances if one.last]
    view = GlanceView(
        path=name,
        size=sum(item.size for item in part.items),
        source=part.source.name,
        text="",
        found=_found(part.glances),
        first=min(firsts, default=None),
        last=max(lasts, default=None),
        made_on=max((one.made_on for one in part.glances if one.made_on), default=None),
        known=known,
        unread=unread,
    )
    return replace(view, text=glance_text(view, files=len(part.items), more=more, columns=part.columns))


def _found(glances: Sequence[Glance]) -> tuple[AmountView, ...]:
    """Add up what the files of one part hold."""
    counts: dict[str, int] = {}
    about: set[str] = set()
    for glance in glances:
        for what, count in glance.counts.items():
            counts[what] = counts.get(what, 0) + count
            about |= set() if glance.is_exact else {what}
    return tuple(
        AmountView(what=what, count=roughly(count) if what in about else count, about=what in about)
        for what, count in counts.items()
    )


def _nothing(name: str, found: tuple[Item, ...], reasons: Sequence[tuple[Item, str]]) -> GlanceView:
    """Say that nothing of a path can be read, and why."""
    if len(found) == 1:
        reason = reasons[0][1]
        kind = reason.removesuffix(f": {CANNOT_THESE}") if reason.endswith(CANNOT_THESE) else ""
        if kind or reason in {CANNOT_THIS, EMPTY}:
            return _unread(name, f"Kithly cannot read this yet: {name}" + (f" ({kind})" if kind else ""))
        return _unread(name, f"{name} is not read: {reason}")
    some = ", ".join(item.name for item, _ in reasons[:NAMED])
    return _unread(name, f"Kithly cannot read this yet: {name} ({counted(len(found), 'file')}, among them {some})")


def _unread(name: str, text: str, hint: str = "") -> GlanceView:
    return GlanceView(path=name, size=0, source=None, text=text, next_step=hint or READABLE)
