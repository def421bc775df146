"""What counts as contact between two people, out of columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kithly.history import EGO, LINKEDIN, MASS_MAIL, NOBODY, Interactions, RecordColumns, lived, resolve
from kithly.history.interactions import KNOWN_AMONG
from kithly.records import NO_FLAGS, Channel, Flag
from kithly.store.facts import CHANNEL_CODES

ME, ANA, BEN, STRANGER = 0, 1, 2, 3
NODE = np.array([EGO, 0, 1, NOBODY], np.int64)


@dataclass
class Row:
    sender: int = ANA
    to: tuple[int, ...] = (ME,)
    copied: tuple[int, ...] = ()
    flags: Flag = NO_FLAGS
    recipients: int | None = None
    at: int = 1_000
    own_id: int = 0
    parent: int = 0
    channel: int = 0


@dataclass
class Box:
    rows: list[Row] = field(default_factory=list)

    def columns(self) -> RecordColumns:
        ends = [(place, one, False) for place, row in enumerate(self.rows) for one in row.to]
        ends += [(place, one, True) for place, row in enumerate(self.rows) for one in row.copied]
        ends.sort(key=lambda end: end[0])
        ints = {
            name: np.array([getattr(row, name) for row in self.rows], np.int64)
            for name in ("at", "sender", "own_id", "parent", "channel")
        }
        count = [len(row.to) + len(row.copied) if row.recipients is None else row.recipients for row in self.rows]
        return RecordColumns(
            record=np.arange(len(self.rows), dtype=np.int64) + 100,
            flags=np.array([int(row.flags) for row in self.rows], np.int64),
            recipients=np.array(count, np.int64),
            to_row=np.array([end[0] for end in ends], np.int64),
            to_identity=np.array([end[1] for end in ends], np.int64),
            to_copied=np.array([end[2] for end in ends], bool),
            **ints,
        )


def seen(*rows: Row, count_copied: bool = True) -> set[tuple[int, int, bool]]:
    found = resolve(Box(list(rows)).columns(), NODE, count_copied=count_copied)
    listed = list(zip(found.person.tolist(), found.record.tolist(), found.outgoing.tolist(), strict=True))
    assert len(listed) == len(set(listed))
    return set(listed)


def test_a_message_to_ego_is_incoming_and_one_by_ego_outgoing() -> None:
    assert seen(Row(), Row(sender=ME, to=(ANA, BEN))) == {(0, 100, False), (0, 101, True), (1, 101, True)}


def test_a_sent_label_makes_ego_the_author_whatever_the_address() -> None:
    assert seen(Row(sender=STRANGER, to=(BEN,), flags=Flag.SENT)) == {(1, 100, True)}


def test_a_message_between_others_is_no_contact_of_egos() -> None:
    assert seen(Row(sender=ANA, to=(BEN,))) == set()


def test_mail_from_ego_to_ego_makes_nobody() -> None:
    assert seen(Row(sender=ME, to=(ME,))) == set()


def test_robots_newsletters_and_undated_records_make_no_contact() -> None:
    assert seen(Row(flags=Flag.AUTOMATIC), Row(flags=Flag.BULK), Row(at=0)) == set()


def test_mass_mail_makes_no_contact_but_a_small_group_does() -> None:
    assert seen(Row(recipients=MASS_MAIL + 1)) == set()
    assert seen(Row(recipients=MASS_MAIL)) == {(0, 100, False)}


def test_a_copy_counts_for_ties_but_not_for_knowing_somebody() -> None:
    row = Row(sender=ME, to=(ANA,), copied=(BEN,))
    assert seen(row) == {(0, 100, True), (1, 100, True)}
    assert seen(row, count_copied=False) == {(0, 100, True)}


def test_somebody_in_to_and_copy_counts_once() -> None:
    assert seen(Row(sender=ME, to=(ANA,), copied=(ANA,))) == {(0, 100, True)}


def test_a_list_post_is_contact_only_as_a_direct_answer() -> None:
    post = Row(sender=ME, to=(STRANGER,), flags=Flag.LIST, own_id=7)
    answer = Row(sender=ANA, to=(STRANGER,), flags=Flag.LIST, own_id=8, parent=7)
    reply = Row(sender=ME, to=(STRANGER,), flags=Flag.LIST, own_id=9, parent=8)
    aside = Row(sender=BEN, to=(ME, STRANGER), flags=Flag.LIST, parent=8)
    assert seen(post, answer, reply, aside) == {(0, 101, False), (0, 102, True)}


MEETING = Flag.MUTUAL


def test_all_who_were_at_a_meeting_with_ego_are_in_contact_and_nobody_acted() -> None:
    assert seen(Row(sender=NOBODY, to=(ME, ANA, BEN), flags=MEETING)) == {(0, 100, False), (1, 100, False)}


def test_a_meeting_without_ego_or_to_which_ego_said_no_is_none() -> None:
    without, declined = Row(sender=NOBODY, to=(ANA, BEN)), Row(sender=NOBODY, to=(ANA,), copied=(ME,))
    twice = Row(sender=NOBODY, to=(ME, ANA), copied=(ME,))
    for row in (without, declined, twice):
        row.flags = MEETING
        assert seen(row) == set()


def test_who_said_no_was_not_met() -> None:
    assert seen(Row(sender=NOBODY, to=(ME, ANA), copied=(BEN,), flags=MEETING)) == {(0, 100, False)}


def test_a_crowd_is_no_meeting_and_among_many_nobody_is_got_to_know() -> None:
    row = Row(sender=NOBODY, to=(ME, ANA), flags=MEETING, recipients=MASS_MAIL + 1)
    assert seen(row) == set()
    row.recipients = KNOWN_AMONG
    assert (seen(row), seen(row, count_copied=False)) == ({(0, 100, False)}, set())
    row.recipients = KNOWN_AMONG - 1
    assert seen(row, count_copied=False) == {(0, 100, False)}


def test_one_meeting_told_by_two_calendars_is_one() -> None:
    rows = [
        Row(sender=NOBODY, to=(ME, who), flags=MEETING, at=at) for who, at in ((ANA, 5), (BEN, 5), (ANA, 5), (ANA, 6))
    ]
    assert seen(*rows) == {(0, 100, False), (1, 101, False), (0, 103, False)}


def test_a_meeting_that_lies_ahead_has_not_been() -> None:
    found = resolve(Box([Row(sender=NOBODY, to=(ME, ANA), flags=MEETING), Row()]).columns(), NODE)
    assert (len(lived(found, now=999)), len(lived(found, now=1_000))) == (1, 2)


def test_answering_oneself_on_a_list_is_no_contact() -> None:
    first = Row(sender=ME, to=(STRANGER,), flags=Flag.LIST, own_id=7)
    assert seen(first, Row(sender=ME, to=(STRANGER,), flags=Flag.LIST, parent=7)) == set()


def test_an_answer_to_an_unknown_message_is_no_contact() -> None:
    assert seen(Row(sender=ANA, to=(STRANGER,), flags=Flag.LIST, parent=77)) == set()


def test_nothing_gives_nothing() -> None:
    assert seen() == set()
    assert len(resolve(Box([Row()]).columns(), np.zeros(0, np.int64))) == 0


def test_contact_has_at_least_one_recipient() -> None:
    found = resolve(Box([Row(recipients=0)]).columns(), NODE)
    assert found.recipients.tolist() == [1]


ROWS = st.builds(
    Row,
    sender=st.integers(0, 3),
    to=st.lists(st.integers(0, 3), max_size=3).map(tuple),
    copied=st.lists(st.integers(0, 3), max_size=2).map(tuple),
    flags=st.sampled_from([NO_FLAGS, Flag.SENT, Flag.LIST, Flag.BULK, Flag.LIST | Flag.SENT]),
    at=st.integers(0, 9),
    own_id=st.integers(0, 4),
    parent=st.integers(0, 4),
)


def _unnumbered(found: Interactions, rows: list[Row]) -> list[tuple[object, ...]]:
    numbers = (found.record - 100).tolist()
    return sorted(
        (person, outgoing, repr(rows[number]))
        for person, outgoing, number in zip(found.person.tolist(), found.outgoing.tolist(), numbers, strict=True)
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(ROWS, max_size=8, unique_by=lambda row: row.own_id or id(row)), st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(rows: list[Row], luck: Random) -> None:
    shuffled = list(rows)
    luck.shuffle(shuffled)
    one = resolve(Box(rows).columns(), NODE)
    other = resolve(Box(shuffled).columns(), NODE)
    assert _unnumbered(one, rows) == _unnumbered(other, shuffled)


def test_a_linkedin_message_that_two_exports_tell_counts_once() -> None:
    named = 3  # Ana under her bare name
    node = np.array([EGO, 0, 1, 0], np.int64)
    rows = [
        Row(sender=named, at=6_000, channel=LINKEDIN),  # 2018 knows the minute
        Row(sender=ANA, at=6_042, channel=LINKEDIN),
        Row(sender=ANA, at=6_050, channel=LINKEDIN),  # a second one in the same minute
        Row(sender=ME, to=(ANA,), at=6_030, channel=LINKEDIN),
        Row(sender=BEN, at=6_000, channel=LINKEDIN),
        Row(sender=named, at=6_060, channel=LINKEDIN),  # a minute later
        Row(sender=named, at=6_000),  # no LinkedIn
    ]
    for order in (rows, rows[::-1]):
        found = resolve(Box(order).columns(), node)
        told = sorted(zip(found.person.tolist(), found.at.tolist(), found.outgoing.tolist(), strict=True))
        assert told == [
            (0, 6_000, False),
            (0, 6_030, True),
            (0, 6_042, False),
            (0, 6_050, False),
            (0, 6_060, False),
            (1, 6_000, False),
        ]


def test_the_channel_code_is_the_store_s() -> None:
    assert CHANNEL_CODES[Channel.LINKEDIN] == LINKEDIN
