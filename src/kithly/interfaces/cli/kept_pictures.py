"""The pictures that verbs keep as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kithly.errors import UserError
from kithly.interfaces.cli.drawn import check_place, keep
from kithly.interfaces.cli.run import network

if TYPE_CHECKING:
    from kithly.interfaces.pictures.calibration import Record


def keep_card(path: Path, *, yes: bool) -> None:
    """Keep the picture of the whole network, without names."""
    from kithly.app.persons.numbers import strength
    from kithly.app.persons.twelve_years import twelve_years
    from kithly.interfaces.pictures.card import card, counts_of

    check_place(path, ("kithly", "strength", "--card"), yes=yes)
    with network() as opened:
        counts = counts_of(strength(opened), twelve_years(opened), opened.today)
    keep(path, card(counts), "card", yes=yes)


def keep_calibration(path: Path, *, yes: bool) -> None:
    """Keep the picture of how right the numbers were.

    Raises:
        UserError: It cannot be told yet.
    """
    from kithly.app.persons.numbers import strength
    from kithly.interfaces.pictures.calibration import calibration_file, record_picture, told

    check_place(path, ("kithly", "strength", "--svg"), yes=yes)
    with network() as opened:
        record: Record | None = strength(opened).record
    shown = record_picture(record)
    if record is None or shown is None:
        raise UserError(told(()), hint="It needs messages of some years: kithly import PATH")
    keep(path, calibration_file(record.bins, shown.text), "calibration", yes=yes)


def keep_tie(who: str, path: Path, *, yes: bool) -> None:
    """Keep the picture of the years with one person."""
    from kithly.app.persons.person_page import person_page
    from kithly.interfaces.pictures.tie_file import tie_file

    check_place(path, ("kithly", "strength", f"'{who}'" if " " in who else who, "--svg"), yes=yes)
    with network() as opened:
        page = person_page(opened, who)
    keep(path, tie_file(page), "tie", yes=yes)


def keep_ahead(path: Path, *, yes: bool) -> None:
    """Keep the picture of the year ahead."""
    from kithly.app.persons.forecast import forecast
    from kithly.interfaces.pictures.ahead import outlook_file
    from kithly.interfaces.pictures.ahead_file import outlook_of

    check_place(path, ("kithly", "forecast", "--svg"), yes=yes)
    with network() as opened:
        view = outlook_of(forecast(opened))
    keep(path, outlook_file(view), "forecast", yes=yes)
