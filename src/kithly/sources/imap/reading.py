"""Reading a mailbox: first the headers of all that is new, the newest first, then the texts."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from kithly.records import Problem
from kithly.sources._formats.email.headers import FIELDS
from kithly.sources._formats.guard import attempt
from kithly.sources._formats.notices.reading import with_news
from kithly.sources.account import Cursor, Part, Told
from kithly.sources.imap.assembly import assembled
from kithly.sources.imap.folders import Chosen
from kithly.sources.imap.messages import MAX_SIZE, Seen, is_known, read_head, read_whole, seen_of
from kithly.sources.imap.ranges import Ranges
from kithly.sources.imap.state import State
from kithly.sources.imap.structure import Piece, read_structure
from kithly.sources.imap.texts import contents, portions
from kithly.transport.imap import Opened, Session

HEADS = 500  # messages whose headers are asked for at once
TEXTS = 100  # the same for texts
FEW = 200  # new messages: of so few the texts are read at once
GMAIL = "X-GM-EXT-1"
_LISTED = ("FLAGS", "INTERNALDATE", "RFC822.SIZE")
# A server repeats the names with every message; of mail one wrote oneself these few tell all there is
_OWN = "FROM SENDER TO CC BCC SUBJECT DATE RECEIVED MESSAGE-ID IN-REPLY-TO REFERENCES CONTENT-TYPE AUTO-SUBMITTED"
_HEADS = {"sent": f"BODY.PEEK[HEADER.FIELDS ({_OWN})]"}  # by label of the folder
_WHOLE_HEADER = f"BODY.PEEK[HEADER]<0.{256 << 10}>"  # so many bytes at most
_HEADER = f"BODY.PEEK[HEADER.FIELDS ({' '.join(FIELDS)})]"


@dataclass(slots=True, kw_only=True)
class Mailbox:
    """One folder on its way.

    Attributes:
        chosen: The folder.
        opened: How it was found.
        state: How far it is read.
        heads: UIDs of which the header is to be read, the newest first.
        texts: The same for texts.
    """

    chosen: Chosen
    opened: Opened
    state: State
    heads: list[int]
    texts: list[int]


class Reading:
    """One account while it is read."""

    def __init__(self, session: Session, *, years: str, known: Container[int]) -> None:
        self._session = session
        self._years = years
        self._known = known
        self._is_gmail = session.has(GMAIL)
        self._has_modseq = session.has("CONDSTORE")

    def read(self, folders: Sequence[Chosen], after: Mapping[str, Cursor]) -> Iterator[Told]:
        """Yield the headers of all folders, then their texts; each folder is a part."""
        boxes = []
        for chosen in folders:
            box = self._look(chosen, after.get(chosen.name))
            yield Part(name=chosen.name, total=len(box.heads) + len(box.texts))
            yield from self._heads(box)
            boxes.append(box)
        for box in boxes:
            yield Part(name=box.chosen.name, total=len(box.heads) + len(box.texts))
            yield from self._relabelled(box)
            yield from self._texts(box)
            box.state.modseq = box.opened.modseq
            yield box.state.cursor()

    def _look(self, chosen: Chosen, cursor: Cursor | None) -> Mailbox:
        opened = self._session.examine(chosen.name)
        state = State.after(cursor, validity=opened.validity, years=self._years)
        uids = self._session.numbers(since=_since(self._years)) if opened.exists else []
        texts = [uid for uid in reversed(uids) if uid not in state.texts]
        heads = [uid for uid in texts if uid not in state.heads] if len(texts) > FEW else []
        return Mailbox(chosen=chosen, opened=opened, state=state, heads=heads, texts=texts)

    def _heads(self, box: Mailbox) -> Iterator[Told]:
        last = 0
        for batch in _batches(box.heads, HEADS):
            for seen in self._listed(box, batch, _HEADS.get(box.chosen.label, _HEADER)):
                if isinstance(seen, Problem) or seen.unwanted or not seen.has_id:
                    continue  # told with the texts: without an id the text is part of the key
                outcome = is_known(seen, "head", self._known) or read_head(seen)
                if not isinstance(outcome, Problem):
                    yield outcome
            last = _done(box.state.heads, batch, last)
            yield box.state.cursor()

    def _texts(self, box: Mailbox) -> Iterator[Told]:
        if box.texts:
            self._session.examine(box.chosen.name)
        last = 0
        for batch in _batches(box.texts, TEXTS):
            yield from self._whole(box, batch)
            _done(box.state.heads, batch, last)
            last = _done(box.state.texts, batch, last)
            yield box.state.cursor()

    def _relabelled(self, box: Mailbox) -> Iterator[Told]:
        """Read messages again that got other labels since; only Gmail's labels are part of a record."""
        state, opened = box.state, box.opened
        if not self._is_gmail or not state.modseq or opened.modseq <= state.modseq:
            return
        self._session.examine(box.chosen.name)
        fresh = set(box.texts)
        for first, last in list(state.texts):
            changed = self._session.changed(first, last, since=state.modseq)
            for batch in _batches([uid for uid in reversed(changed) if uid not in fresh], TEXTS):
                yield from self._whole(box, batch)

    def _listed(self, box: Mailbox, uids: Sequence[int], *items: str) -> Iterator[Seen | Problem]:
        more = ("X-GM-LABELS",) if self._is_gmail else ()
        answers = self._session.fetch(uids, (*_LISTED, *more, *items))
        for uid in uids:
            if uid in answers:  # else it is gone meanwhile
                yield seen_of(uid, answers[uid], folder=box.chosen.name, label=box.chosen.label)

    def _whole(self, box: Mailbox, uids: Sequence[int]) -> Iterator[Told]:
        """Yield some messages with their texts."""
        wanted: list[Seen] = []
        for seen in self._listed(box, uids, _WHOLE_HEADER):
            if isinstance(seen, Problem):
                yield seen
            elif seen.unwanted or seen.size > MAX_SIZE:
                yield Problem(at=seen.at, reason=seen.unwanted or f"larger than {MAX_SIZE >> 20} MB")
            elif known := is_known(seen, "text", self._known):
                yield known
            else:
                wanted.append(seen)
        structures = self._session.fetch([seen.uid for seen in wanted], ["BODYSTRUCTURE"])
        with_html = box.chosen.label != "sent"
        shaped = [(seen, _shape(structures.get(seen.uid, {}), with_html=with_html)) for seen in wanted]
        for portion in portions(shaped):
            found = contents(self._session, portion)
            for seen, shape in portion:
                yield from _told(seen, shape, found.get(seen.uid, {}))


def _shape(answer: Mapping[bytes, Any], *, with_html: bool) -> Piece | str:
    told = answer.get(b"BODYSTRUCTURE")
    if told is None:
        return "the server does not say what parts it has"
    return attempt(lambda: read_structure(told, with_html=with_html))


def _told(seen: Seen, shape: Piece | str, found: Mapping[str, bytes]) -> tuple[Told, ...]:
    """Return what a message says, and behind it what it tells of others, if it is a notice."""
    if isinstance(shape, str):
        return (Problem(at=seen.at, reason=shape),)
    if not found.keys() >= set(shape.wanted()):
        return (Problem(at=seen.at, reason="the server does not give its text"),)
    message = assembled(seen.header, shape, found)
    outcome = read_whole(seen, message)
    return (outcome,) if isinstance(outcome, Problem) else with_news(outcome, message)


def _done(ranges: Ranges, batch: Sequence[int], last: int) -> int:
    """Note that a batch is read, with the numbers between it and the last one, which belong to nothing asked for."""
    ranges.add(batch[-1], last or batch[0])
    return batch[-1]


def _batches(uids: Sequence[int], size: int) -> Iterator[list[int]]:
    for start in range(0, len(uids), size):
        yield list(uids[start : start + size])


def _since(years: str) -> date | None:
    """Return the day from which mail is read; None for all."""
    if not years.isdecimal() or not int(years):
        return None
    today = datetime.now(UTC).date()
    return _in_year(today, max(1970, today.year - int(years)))


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
