"""What the picture of the year ahead shows of a forecast: `outlook` draws it for a page, `outlook_file` for a file."""

from __future__ import annotations

from kithly.app.views import ForecastView
from kithly.interfaces.pictures.ahead import Ahead, Outlook, Said

TITLE = "The year ahead"
MOST_SAID = 3  # years past in the picture: of more, the year ahead would be a corner of it


def outlook_of(view: ForecastView) -> Outlook:
    """Return what the picture shows; where nothing can be said, only why.

    Args:
        view: The forecast.
    """
    return Outlook(
        title=TITLE,
        about=view.text or " ".join(view.lacking),
        today=view.now.on,
        ahead=_ahead(view),
        said=tuple(
            Said(on=one.for_, expected=one.expected, low=one.interval[0], high=one.interval[1], came=one.came)
            for one in reversed(view.past[:MOST_SAID])
        ),
    )


def _ahead(view: ForecastView) -> tuple[Ahead, ...]:
    if view.now.in_touch is None:
        return ()
    today = Ahead(on=view.now.on, expected=view.now.in_touch, low=view.now.in_touch, high=view.now.in_touch)
    months = [(one.on, one.in_touch.expected, one.in_touch.interval) for one in view.months]
    known = [
        Ahead(on=on, expected=expected, low=interval[0], high=interval[1])
        for on, expected, interval in months
        if expected is not None and interval is not None
    ]
    return (today, *known)
