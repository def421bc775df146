"""What happened between ego and each alter, as columns.

Sources speak of addresses; ties are about people. `resolve` turns the one into the other: it needs
only integer columns and takes a fraction of a second for a million messages.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kithly.records import Flag

EGO = -2
NOBODY = -1

LINKEDIN = 2  # channel code of what took place on LinkedIn, as the store gives it
MASS_MAIL = 20  # more recipients than this is a broadcast, not contact between two people; nor is a meeting of more
KNOWN_AMONG = 8  # people at a meeting, ego included: whoever was only ever met among more is nobody one knows
MET = int(Flag.MUTUAL)

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordColumns:
    """Messages and gestures as columns, by identity number. Shapes: (n,) rows, (m,) recipients.

    Attributes:
        record: (n,) record numbers.
        at: (n,) seconds since 1970, UTC.
        sender: (n,) identity numbers, `NOBODY` where unknown.
        flags: (n,) `Flag` bits.
        channel: (n,) small codes, see the store.
        recipients: (n,) how many recipients there were in all; of a meeting, how many others than ego.
        own_id: (n,) 63-bit hash of the message's own id; 0 for none, and where no list mail here answers it.
        parent: (n,) 63-bit hash of the id that list mail answers; 0 for none, and for all other mail.
        to_row: (m,) index into the rows, ascending.
        to_identity: (m,) identity numbers.
        to_copied: (m,) True for Cc; of a meeting, for who said no.
    """

    record: Ints
    at: Ints
    sender: Ints
    flags: Ints
    channel: Ints
    recipients: Ints
    own_id: Ints
    parent: Ints
    to_row: Ints
    to_identity: Ints
    to_copied: Bools


@dataclass(frozen=True, slots=True, kw_only=True)
class Interactions:
    """What happened between ego and alters, in no particular order. Shape of each array: (k,).

    Attributes:
        person: Index of the alter, 0-based.
        at: Seconds since 1970, UTC.
        outgoing: True where ego acted. Of a meeting it is False and says nothing: see `met`.
        recipients: How many people it was addressed to, at least 1; of a meeting, how many others there were.
        flags: `Flag` bits of the record.
        channel: Channel code of the record.
        record: Record number.
    """

    person: Ints
    at: Ints
    outgoing: Bools
    recipients: Ints
    flags: Ints
    channel: Ints
    record: Ints

    def __len__(self) -> int:
        return len(self.person)

    @property
    def met(self) -> Bools:
        """True for meetings, in which neither side acts on the other."""
        met: Bools = (self.flags & MET) != 0
        return met

    def rows(self, chosen: Bools | Ints) -> Interactions:
        """Return some of the rows."""
        return Interactions(**{name: getattr(self, name)[chosen] for name in Interactions.__dataclass_fields__})


def lived(interactions: Interactions, *, now: int) -> Interactions:
    """Return the interactions without the meetings that lie ahead: nobody has met there yet."""
    ahead = interactions.met & (interactions.at > now)
    return interactions.rows(~ahead) if ahead.any() else interactions


def resolve(columns: RecordColumns, node: Ints, *, count_copied: bool = True) -> Interactions:
    """Return the interactions between ego and alters.

    Args:
        columns: Messages and gestures by identity number.
        node: (identities,) what each identity number is: an alter's index, `EGO`, or `NOBODY`.
        count_copied: Whether Cc counts (True for ties; False to find whom ego knows at all).

    Returns:
        One row per alter and record, and one in all for a LinkedIn message that two exports tell, or for
        meetings with one alter that begin at the same second. A record between ego and ego, to a mailing list
        without a direct answer, by a robot, to or among more than `MASS_MAIL` people gives none; nor does a
        meeting that ego was not at. Meetings that lie ahead are there (see `lived`).
    """
    rows, person, handle, outgoing = _pairs(columns, node, count_copied=count_copied)
    on_linkedin = columns.channel == LINKEDIN
    if on_linkedin.any():
        told = told_once(columns, rows, person, handle, outgoing, on_linkedin=on_linkedin[rows])
        rows, person, outgoing = rows[told], person[told], outgoing[told]
    return _once(columns, rows, person, outgoing)


def of_persons(interactions: Interactions, persons: Ints) -> Interactions:
    """Return the interactions with some alters only.

    Args:
        interactions: With anybody.
        persons: Indices of the alters.
    """
    wanted = np.zeros(max(interactions.person.max(initial=0), persons.max(initial=0)) + 1, bool)
    wanted[persons] = True
    rows = np.flatnonzero(wanted[interactions.person])
    return interactions.rows(rows)


def addressed(columns: RecordColumns, node: Ints) -> Ints:
    """Return the alters that `resolve` would find without Cc and large meetings, each once, ascending."""
    _, person, _, _ = _pairs(columns, node, count_copied=False)
    return np.flatnonzero(np.bincount(person))


def _pairs(columns: RecordColumns, node: Ints, *, count_copied: bool) -> tuple[Ints, Ints, Ints, Bools]:
    """Return row, alter, the alter's identity and whether ego acted, of every interaction; some may repeat."""
    sender = _lookup(columns.sender, node)
    from_ego = (sender == EGO) | ((columns.flags & int(Flag.SENT)) != 0)
    target = _lookup(columns.to_identity, node)
    counted = np.ones(len(target), bool) if count_copied else ~columns.to_copied
    personal = (columns.flags & int(Flag.BULK | Flag.AUTOMATIC)) == 0
    personal &= (columns.recipients <= MASS_MAIL) & (columns.at > 0)
    listed = (columns.flags & int(Flag.LIST)) != 0

    out = from_ego[columns.to_row] & personal[columns.to_row] & (target >= 0) & counted
    to_ego = np.zeros(len(sender), bool)
    to_ego[columns.to_row[(target == EGO) & counted]] = True
    incoming = to_ego & ~from_ego & personal & ~listed & (sender >= 0)
    out_rows, out_person = columns.to_row[out], target[out]
    in_rows = np.flatnonzero(incoming)
    answers_in, answers_out, asked = _list_answers(columns, sender, from_ego, personal & listed)
    meetings = _meetings(columns, target, personal if count_copied else personal & (columns.recipients < KNOWN_AMONG))
    rows = np.concatenate([out_rows, in_rows, answers_in, columns.to_row[meetings], answers_out])
    person = np.concatenate([out_person, sender[in_rows], sender[answers_in], target[meetings], sender[asked]])
    wrote, named = columns.sender, columns.to_identity
    handle = np.concatenate([named[out], wrote[in_rows], wrote[answers_in], named[meetings], wrote[asked]])
    outgoing = np.zeros(len(rows), bool)
    outgoing[: len(out_rows)] = True
    outgoing[len(rows) - len(answers_out) :] = True
    return rows, person, handle, outgoing


def _meetings(columns: RecordColumns, target: Ints, counted: Bools) -> Ints:
    """Return the places among the recipients that name an alter at a meeting that ego was at, each alter once a second.

    Ego was at it if they are named, by themselves or by the source's word, and none of their addresses said no.
    """
    is_met = counted & ((columns.flags & MET) != 0)
    if not is_met.any():
        return np.zeros(0, np.int64)
    near = np.flatnonzero(is_met[columns.to_row])
    row, who, said_no = columns.to_row[near], target[near], columns.to_copied[near]
    was_there = np.zeros(len(is_met), bool)
    was_there[row[(who == EGO) & ~said_no]] = True
    was_there[row[(who == EGO) & said_no]] = False
    chosen = np.flatnonzero(was_there[row] & (who >= 0) & ~said_no)
    who, at = who[chosen], columns.at[row[chosen]]
    order = np.lexsort((at, who))  # stable: of two records of one meeting the first stays
    again = np.zeros(len(chosen), bool)
    again[order[1:]] = (np.diff(who[order]) == 0) & (np.diff(at[order]) == 0)
    return near[chosen[~again]]


def _lookup(identity: Ints, node: Ints) -> Ints:
    """Return what each identity number stands for; unknown senders are nobody."""
    if not len(node):
        return np.full(len(identity), NOBODY, np.int64)
    return np.where(identity >= 0, node[np.maximum(identity, 0)], NOBODY)


def _list_answers(columns: RecordColumns, sender: Ints, from_ego: Bools, listed: Bools) -> tuple[Ints, Ints, Ints]:
    """Find direct answers between ego and an alter on mailing lists.

    Returns:
        Rows in which an alter answers ego; rows in which ego answers an alter; the rows answered.
    """
    answers, parents = answered_on_lists(columns, listed)
    to_ego = from_ego[parents] & ~from_ego[answers] & (sender[answers] >= 0)
    by_ego = from_ego[answers] & ~from_ego[parents] & (sender[parents] >= 0)
    return answers[to_ego], answers[by_ego], parents[by_ego]


def answered_on_lists(columns: RecordColumns, listed: Bools) -> tuple[Ints, Ints]:
    """Return the rows of list mail that answer another row that is kept, and the rows they answer. Shape: (k,) each.

    Args:
        columns: Messages and gestures.
        listed: (n,) which rows count as list mail.
    """
    answers = np.flatnonzero(listed & (columns.parent != 0))
    known = np.flatnonzero(columns.own_id != 0)
    if not len(answers) or not len(known):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    known = known[np.argsort(columns.own_id[known], kind="stable")]
    ids = columns.own_id[known]
    place = np.minimum(np.searchsorted(ids, columns.parent[answers]), len(ids) - 1)
    found = ids[place] == columns.parent[answers]
    return answers[found], known[place[found]]


def told_once(
    columns: RecordColumns, rows: Ints, person: Ints, handle: Ints, outgoing: Bools, *, on_linkedin: Bools
) -> Bools:
    """Keep of a LinkedIn message that exports of different years tell only one copy. Shape: (k,).

    An export of 2018 knows a name and the minute where a later one knows a profile and the second, so nothing
    but person, direction and minute is common to both. In each minute the name that tells most messages counts;
    several messages of one name in a minute are several.

    Args:
        columns: Messages and gestures.
        rows: (k,) indices of rows.
        person: (k,) whom each is with.
        handle: (k,) the identity that names them there.
        outgoing: (k,) whether ego acted.
        on_linkedin: (k,) whether exports may tell it twice.
    """
    kept = np.ones(len(rows), bool)
    places = np.flatnonzero(on_linkedin)
    minute = columns.at[rows[places]] // 60
    order = np.lexsort((handle[places], outgoing[places], minute, person[places]))
    places, minute = places[order], minute[order]
    if len(places) < 2:
        return kept
    new_time = np.ones(len(places), bool)
    new_time[1:] = (np.diff(person[places]) != 0) | (np.diff(minute) != 0) | (np.diff(outgoing[places]) != 0)
    new_name = new_time.copy()
    new_name[1:] |= np.diff(handle[places]) != 0
    starts = np.flatnonzero(new_name)
    moment = (np.cumsum(new_time) - 1)[starts]
    count = np.diff(np.append(starts, len(places)))
    second = np.maximum.reduceat(columns.at[rows[places]], starts)
    best = np.lexsort((-second, -count, moment))
    wins = np.zeros(len(starts), bool)
    wins[best[np.append(True, np.diff(moment[best]) != 0)]] = True
    kept[places] = wins[np.cumsum(new_name) - 1]
    return kept


def _once(columns: RecordColumns, rows: Ints, person: Ints, outgoing: Bools) -> Interactions:
    """Keep one row per alter and record (somebody may stand in To and Cc, or answer on a list)."""
    often = np.bincount(rows) > 1
    if often.any():
        shared = np.flatnonzero(often[rows])  # the rest cannot repeat, and need no sorting
        pair = rows[shared] * (int(person.max()) + 1) + person[shared]
        _, first = np.unique(pair, return_index=True)
        kept = np.ones(len(rows), bool)
        kept[shared] = False
        kept[shared[first]] = True
        rows, person, outgoing = rows[kept], person[kept], outgoing[kept]
    return Interactions(
        person=person,
        at=columns.at[rows],
        outgoing=outgoing,
        recipients=np.maximum(columns.recipients[rows], 1),
        flags=columns.flags[rows],
        channel=columns.channel[rows],
        record=columns.record[rows],
    )
