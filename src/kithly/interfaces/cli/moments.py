"""Days and times of day as they are typed on the command line; what is none is told with an example."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

import click

_HOUR = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?")


class Day(click.ParamType[date]):
    """A day: ``2026-12-24``."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value).strip())
        except ValueError:
            self.fail(f"{value!r} is no day. Say it with year, month and day: 2026-12-24", param, ctx)


class TimeOfDay(click.ParamType[time]):
    """A time of day: ``7``, ``7:30``, ``07:30``."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> time:
        """Return the time."""
        if isinstance(value, time):
            return value
        found = _HOUR.fullmatch(str(value).strip())
        try:
            return time(int(found[1]), int(found[2] or 0)) if found else time.fromisoformat("")
        except ValueError:
            self.fail(f"{value!r} is no time of day. Say it like this: 7:30", param, ctx)


class Moment(click.ParamType[datetime]):
    """A day and a time: ``2026-12-24 15:30``, ``2026-12-24T15:30+01:00``; without a zone it is the user's."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the moment; naive where no zone is said."""
        if isinstance(value, datetime):
            return value
        try:
            found = datetime.fromisoformat(str(value).strip())
        except ValueError:
            found = None
        if found is None or ":" not in str(value):
            self.fail(f"{value!r} is no day with a time. Say it like this: '2026-12-24 15:30'", param, ctx)
        return found


DAY, MOMENT, TIME_OF_DAY = Day(), Moment(), TimeOfDay()
