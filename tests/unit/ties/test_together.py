"""Who was seen together: what a record gives each pair, and which records give nothing."""

from __future__ import annotations

import numpy as np
import pytest
from tests.unit.ties.seen import DAY, NOW, Mail, seen_in, weights

from kithly.history import MASS_MAIL
from kithly.records import Flag
from kithly.ties.together import HALF_LIFE, NEWEST


def test_a_record_gives_each_pair_of_its_people_one_by_their_number() -> None:
    assert weights(seen_in(Mail(0, (-1, 1)))) == {(0, 1): 0.5}
    three = weights(seen_in(Mail(0, (-1, 1), copied=(2,))))
    assert three.keys() == {(0, 1), (0, 2), (1, 2)}
    assert all(weight == pytest.approx(1 / 3) for weight in three.values())


def test_ego_and_strangers_are_in_no_pair() -> None:
    assert weights(seen_in(Mail(0, (-1,)), Mail(-1, (1,)))) == {}
    assert weights(seen_in(Mail(-1, (1, 2)), Mail(-2, (1,)))) == {(1, 2): 0.5}


def test_what_ego_sent_from_an_address_of_somebody_else_is_egos() -> None:
    assert weights(seen_in(Mail(0, (1, 2), flags=Flag.SENT))) == {(1, 2): 0.5}


@pytest.mark.parametrize("flag", [Flag.BULK, Flag.AUTOMATIC])
def test_bulk_and_automatic_mail_gives_nothing(flag: Flag) -> None:
    assert weights(seen_in(Mail(0, (-1, 1), flags=flag))) == {}


def test_what_goes_to_a_crowd_gives_nothing() -> None:
    crowd = tuple(range(1, MASS_MAIL + 1))
    assert weights(seen_in(Mail(0, crowd, recipients=MASS_MAIL + 1))) == {}
    everybody = weights(seen_in(Mail(0, crowd)))
    assert len(everybody) == (MASS_MAIL + 1) * MASS_MAIL / 2
    assert sum(everybody.values()) == pytest.approx(MASS_MAIL / 2, abs=1e-6)


def test_a_record_that_names_more_than_it_counts_gives_nothing() -> None:
    assert weights(seen_in(Mail(0, tuple(range(1, 28)), recipients=3))) == {}


def test_twenty_thousand_mails_of_one_team_are_added_up() -> None:
    team = tuple(range(1, 12))
    ties = seen_in(*(Mail(0, team, at=NOW - number * 60) for number in range(20_000)))
    assert set(ties.records.tolist()) == {20_000}
    assert len(ties) == 66
    assert ties.newest[0].tolist() == [1, 2, 3]


def test_an_undated_record_gives_nothing() -> None:
    assert weights(seen_in(Mail(0, (-1, 1), at=0))) == {}


def test_whoever_stands_twice_in_a_record_counts_once() -> None:
    assert weights(seen_in(Mail(0, (-1, 1, 1), copied=(0,)))) == {(0, 1): 0.5}


def test_at_a_meeting_those_who_said_no_were_not_there() -> None:
    assert weights(seen_in(Mail(-1, (0, 1), copied=(2,), flags=Flag.MUTUAL))) == {(0, 1): 0.5}


def test_a_meeting_that_lies_ahead_gives_nothing_yet() -> None:
    ahead = Mail(-1, (0, 1), flags=Flag.MUTUAL, at=NOW + DAY)
    assert weights(seen_in(ahead)) == {}
    assert weights(seen_in(ahead, now=NOW + DAY)) == {(0, 1): 0.5}


def test_on_a_list_the_author_of_an_answer_was_with_the_author_answered() -> None:
    asked = Mail(0, (), flags=Flag.LIST, own_id=77, recipients=1)
    answer = Mail(1, (), flags=Flag.LIST, parent=77, at=NOW - DAY, recipients=1)
    assert weights(seen_in(asked)) == {}
    assert weights(seen_in(asked, answer)).keys() == {(0, 1)}


def test_a_weight_is_halved_in_nearly_four_years_and_twelve_years_leave_an_eighth() -> None:
    fresh = Mail(2, (-1, 3), at=NOW)
    old = weights(seen_in(Mail(0, (-1, 1), at=NOW - int(HALF_LIFE)), fresh))
    assert old[0, 1] == pytest.approx(0.25)
    assert 3.9 < HALF_LIFE / DAY / 365.25 < 4
    twelve = weights(seen_in(Mail(0, (-1, 1), at=NOW - 3 * int(HALF_LIFE)), fresh))
    assert twelve[0, 1] == pytest.approx(0.5 / 8)


def test_waiting_changes_no_weight_in_any_digit() -> None:
    mails = [Mail(0, (-1, 1), at=NOW - 400 * DAY), Mail(2, (-1, 3), at=NOW - 7 * DAY)]
    assert weights(seen_in(*mails)) == weights(seen_in(*mails, now=NOW + 17))


def test_two_calendars_that_tell_one_meeting_count_once() -> None:
    meeting = Mail(-1, (0, 1), flags=Flag.MUTUAL)
    ties = seen_in(meeting, meeting, Mail(-1, (0, 1), at=NOW - DAY))
    assert ties.records.tolist() == [2]
    assert weights(ties)[0, 1] == pytest.approx(1, abs=1e-3)


def test_the_newest_shared_records_prove_a_pair() -> None:
    mails = [Mail(0, (-1, 1), at=NOW - day * DAY) for day in (5, 1, 9, 3, 7)]
    ties = seen_in(*mails)
    assert ties.newest.tolist() == [[2, 4, 1]]
    assert ties.records.tolist() == [5]
    assert ties.last.tolist() == [NOW - DAY]
    assert seen_in(mails[0]).newest.tolist() == [[1, *[0] * (NEWEST - 1)]]


def test_nothing_gives_no_ties() -> None:
    ties = seen_in()
    assert len(ties) == 0
    assert ties.newest.shape == (0, NEWEST)
    assert np.concatenate(ties.both_ways()).size == 0
