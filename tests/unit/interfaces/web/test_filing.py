"""What is said of files while they are read."""

from __future__ import annotations

from datetime import date

import pytest

from kithly.app.views import JobState, JobView, ReadingView
from kithly.interfaces.web.filing import moment, ready_words

TODAY = date(2026, 3, 2)


def job(state: JobState, *, settled: bool = False, back_to: date | None = None) -> JobView:
    reading = ReadingView(path="a.mbox", offset=1, size=9, read=5, back_to=back_to, seconds_left=None, settled=settled)
    return JobView(
        id="0a1b", name="a.mbox", state=state, text="", reading=reading if state is JobState.READING else None
    )


@pytest.mark.parametrize(
    ("jobs", "people", "said"),
    [
        ([], 0, ""),
        ([job(JobState.READING)], 0, ""),
        ([], 3, "Today is ready."),
        ([job(JobState.DONE)], 3, "Today is ready."),
        ([job(JobState.READING)], 3, "Today is ready with what was there; what is read now follows in a minute."),
        (
            [job(JobState.READING, settled=True, back_to=date(2025, 2, 1))],
            3,
            "Today is ready. The newest year of your mail is in; the rest goes on meanwhile.",
        ),
        (
            [job(JobState.READING, settled=True, back_to=date(2026, 1, 1))],
            3,
            "Today is ready. What was read so far is in; the rest goes on meanwhile.",
        ),
    ],
)
def test_today_is_called_ready_only_for_what_is_in_it(jobs: list[JobView], people: int, said: str) -> None:
    assert ready_words(jobs, people=people, today=TODAY) == said


def test_the_moment_changes_when_something_is_to_be_seen_and_only_then() -> None:
    reading = moment([job(JobState.READING)])
    assert reading == moment([job(JobState.READING, back_to=date(2025, 1, 1))])
    assert len({reading, moment([job(JobState.READING, settled=True)]), moment([job(JobState.DONE)])}) == 3
