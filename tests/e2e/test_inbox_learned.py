"""The inbox over real mail: what is asked of several, what was answered elsewhere, what the user wants no answer to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import pytest
from tests.e2e.conftest import Kithly

from kithly.app.bringing.import_files import import_paths
from kithly.app.changes import undo
from kithly.app.derived.me import set_me
from kithly.app.network import Network, open_network
from kithly.app.today.day import today
from kithly.app.today.inbox import inbox
from kithly.app.today.outcome import log, skip

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BEN, ANA, CY = "Ben Ode <ben@ode.example>", "Ana Lee <ana@lee.example>", "Cy Berg <cy@berg.example>"


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    with open_network(tmp_path / "data", now=NOW) as one:
        set_me(one, [("address", "ben@ode.example"), ("name", "Ben Ode")])
        yield one


class Post:
    """Mail that comes in, letter by letter."""

    def __init__(self, network: Network, folder: Path) -> None:
        self._network, self._folder, self._count = network, folder, 0

    def __call__(self, days: float, sender: str, to: str, text: str, *, answers: str = "", copied: str = "") -> str:
        """Import one letter and return its Message-ID."""
        self._count += 1
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = sender, to, f"Matter {self._count if not answers else ''}"
        if copied:
            mail["Cc"] = copied
        mail["Date"] = format_datetime(NOW - timedelta(days=days))
        mail["Message-ID"] = f"<m{self._count}@made.example>"
        if answers:
            mail["In-Reply-To"] = mail["References"] = answers
        mail.set_content(text)
        path = self._folder / f"{self._count}.eml"
        path.write_bytes(bytes(mail))
        import_paths(self._network, [path])
        return str(mail["Message-ID"])


@pytest.fixture
def post(network: Network, tmp_path: Path) -> Post:
    return Post(network, tmp_path)


def owed(network: Network) -> list[tuple[str, str]]:
    return [(one.person.name, one.form) for one in inbox(network).owed]


def test_a_question_to_two_is_settled_by_the_others_answer(network: Network, post: Post) -> None:
    asked = post(9, ANA, f"{BEN}, {CY}", "Which hall did we rent last year?")
    assert owed(network) == [("Ana Lee", "question")]
    post(8, CY, f"{ANA}, {BEN}", "The small one, as in the year before.", answers=asked)
    assert owed(network) == []


def test_words_of_the_other_in_another_matter_settle_nothing(network: Network, post: Post) -> None:
    post(9, ANA, f"{BEN}, {CY}", "Which hall did we rent last year?")
    post(8, CY, f"{ANA}, {BEN}", "The boat is repaired.")
    assert owed(network) == [("Ana Lee", "question")]


def test_a_proposal_of_times_waits_for_each(network: Network, post: Post) -> None:
    asked = post(9, ANA, f"{BEN}, {CY}", "Would Thursday at three work for you?")
    post(8, CY, f"{ANA}, {BEN}", "Thursday is fine.", answers=asked)
    assert owed(network) == [("Ana Lee", "times")]


def test_egos_answer_to_another_in_the_thread_settles_it(network: Network, post: Post) -> None:
    asked = post(9, ANA, f"{BEN}, {CY}", "Which hall did we rent last year?")
    post(8, BEN, CY, "I told her it was the small one.", answers=asked)
    assert owed(network) == []


def test_a_call_that_the_user_notes_settles_it(network: Network, post: Post) -> None:
    post(9, ANA, BEN, "Which hall did we rent last year?")
    log(network, "Ana", "on the phone")
    assert owed(network) == []


def test_a_copy_and_a_question_to_another_by_name_are_no_debts(network: Network, post: Post) -> None:
    post(9, ANA, CY, "Which hall did we rent last year?", copied=BEN)
    post(8, ANA, f"{BEN}, {CY}", "Cy, could you book the hall? Ben, just so you know.")
    assert owed(network) == []


def test_thanks_owed_say_for_what(network: Network, post: Post) -> None:
    asked = post(9, BEN, ANA, "Do you know who repairs tide gauges?")
    post(8, ANA, BEN, "Yes, the workshop of Mrs Thoma in Bremen, ask for her son.", answers=asked)
    (one,) = inbox(network).owed
    assert (one.kind, one.form, one.text, one.action) == ("thank", "helped", "Answered what you had asked.", "Thank")
    assert one.quote in "Yes, the workshop of Mrs Thoma in Bremen, ask for her son."
    assert one.why.startswith("On 22 February 2026 Ana answered what you had asked")


def test_what_was_waved_off_twice_is_left_out_and_said_so(network: Network, post: Post) -> None:
    for days in (30, 20):
        post(days, ANA, BEN, f"Just following up on the raffle of day {days}.")
        skip(network, inbox(network).owed[0].touch, person=False)
    post(3, ANA, BEN, "Just following up on the raffle.")
    view = inbox(network)
    assert view.owed == ()
    (left,) = view.left_out
    assert left.text == "1 from Ana left out, as you did before."
    assert left.owed[0].quote == "Just following up on the raffle."
    assert all(one.person.name != "Ana Lee" or one.kind != "reply" for one in today(network, drafts=False).touches)


def test_the_second_time_says_what_was_learned(network: Network, post: Post) -> None:
    told = []
    for days in (30, 20):
        post(days, ANA, BEN, f"Just following up on the raffle of day {days}.")
        told.append(skip(network, inbox(network).owed[0].touch, person=False).text)
    assert told == [
        "Not for this reason again: Ana Lee.",
        "Not for this reason again: Ana Lee. More of this kind from them is left out from now on.",
    ]


def test_another_kind_by_the_same_person_is_shown(network: Network, post: Post) -> None:
    for days in (30, 20):
        post(days, ANA, BEN, f"Just following up on the raffle of day {days}.")
        skip(network, inbox(network).owed[0].touch, person=False)
    post(3, ANA, BEN, "Which hall did we rent?")
    assert owed(network) == [("Ana Lee", "question")]


def test_undo_brings_the_kind_back(network: Network, post: Post) -> None:
    kept = ""
    for days in (30, 20):
        post(days, ANA, BEN, f"Just following up on the raffle of day {days}.")
        kept = skip(network, inbox(network).owed[0].touch, person=False).change
    post(3, ANA, BEN, "Just following up on the raffle.")
    undo(network, kept)
    assert owed(network) == [("Ana Lee", "again")]
    assert inbox(network).left_out == ()


def test_the_command_line_says_what_is_left_out_and_shows_it(network: Network, post: Post) -> None:
    for days in (30, 20):
        post(days, ANA, BEN, f"Just following up on the raffle of day {days}.")
        skip(network, inbox(network).owed[0].touch, person=False)
    post(3, ANA, BEN, "Just following up on the raffle.")
    kithly = Kithly(data=network.settings.folder, now=NOW)
    assert "1 from Ana left out, as you did before. To see them: kithly inbox --left-out" in " ".join(
        kithly.ok("inbox").split()
    )
    assert "| Just following up on the raffle." in kithly.ok("inbox", "--left-out")
    assert kithly.view("inbox")["left_out"][0]["owed"][0]["form"] == "again"
