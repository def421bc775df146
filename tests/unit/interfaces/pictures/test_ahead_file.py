"""What the picture of the year ahead shows of a forecast."""

from __future__ import annotations

from datetime import date

from kithly.app.views import (
    ExpectationView,
    ForecastHitsView,
    ForecastMonthView,
    ForecastNowView,
    ForecastView,
    PastForecastView,
)
from kithly.interfaces.pictures.ahead import outlook_file
from kithly.interfaces.pictures.ahead_file import outlook_of

NOTHING = ExpectationView(expected=None, interval=None)


def view(in_touch: int | None) -> ForecastView:
    month = ForecastMonthView(
        month="2026-02",
        on=date(2026, 2, 1),
        in_touch=ExpectationView(expected=27.0, interval=(22.0, 33.0)),
        would_answer=NOTHING,
    )
    past = [
        PastForecastView(
            made=date(year - 1, 1, 1),
            for_=date(year, 1, 1),
            known=90,
            was=30,
            expected=25.0,
            interval=(20.0, 30.0),
            came=year - 2000,
            inside=True,
        )
        for year in (2026, 2025)
    ]
    return ForecastView(
        now=ForecastNowView(on=date(2026, 1, 1), known=90, in_touch=in_touch, would_answer=NOTHING),
        months=() if in_touch is None else (month,),
        past=tuple(past),
        hits=ForecastHitsView(made=2, inside=2),
        keep=None,
        text="In touch with 31 today." if in_touch else "",
        lacking=() if in_touch else ("Nothing newer.",),
    )


def test_the_line_begins_with_the_fact_of_today_and_past_ones_come_by_day() -> None:
    shown = outlook_of(view(31))
    assert [(one.on, one.expected, one.low, one.high) for one in shown.ahead] == [
        (date(2026, 1, 1), 31, 31, 31),
        (date(2026, 2, 1), 27.0, 22.0, 33.0),
    ]
    assert [(one.on, one.came) for one in shown.said] == [(date(2025, 1, 1), 25), (date(2026, 1, 1), 26)]
    assert "In touch with 31 today." in outlook_file(shown)


def test_where_nothing_can_be_said_the_picture_says_why() -> None:
    shown = outlook_of(view(None))
    assert shown.ahead == ()
    assert shown.about == "Nothing newer."
