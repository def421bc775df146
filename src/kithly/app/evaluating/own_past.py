"""How right the numbers were in the user's own past: the whole record."""

from __future__ import annotations

from kithly.app.network import Network
from kithly.app.persons.forecast import past_forecasts
from kithly.app.persons.own_record import rightness
from kithly.app.views import EvaluatedView, PastForecastView
from kithly.ties import coefficients


def own_past(network: Network) -> EvaluatedView:
    """Return the record of chances and of forecasts on the user's own past."""
    strength, reply = rightness(network)
    past = past_forecasts(network)
    return EvaluatedView(
        strength=strength, reply=reply, past_forecasts=past, text=_text(past), version=coefficients().version
    )


def _text(past: tuple[PastForecastView, ...]) -> str:
    if not past:
        return ""
    newest, inside = past[0], sum(one.inside for one in past)
    said = f"A year ago it would have said {newest.expected:,.0f} in touch, it was {newest.came:,}."
    return f"{said} What came lay within the range {inside} of {len(past)} times." if len(past) > 1 else said
