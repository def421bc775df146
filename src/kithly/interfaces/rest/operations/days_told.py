"""The rules of the days and of circles, and days away; what overwrites an older word tells which it saw."""

from __future__ import annotations

from typing import Annotated

from kithly.app.network import Network
from kithly.app.passes.scopes import WRITE
from kithly.app.persons.circle_rhythm import circle_rhythms
from kithly.app.persons.wishes import circle_cadence, circle_importance
from kithly.app.today.resting import away, back
from kithly.app.today.rhythm import set_rhythm
from kithly.app.views import CirclesView, DoneView
from kithly.errors import SettingsError
from kithly.interfaces.rest.asked import MOST_TEXT, Body, Day, Field, Part
from kithly.interfaces.rest.operation import Operation
from kithly.interfaces.rest.operations.person_told import UNDO, Level, Pace
from kithly.interfaces.rest.versions import Seen, expected_in

MOST_LIMITS = 100
Said = Annotated[str, Field(max_length=MOST_TEXT)]


class Rules(Body):
    """The rules of your days; what is left out stays as it is, an empty text takes a word back."""

    minutes: Annotated[Said | None, Field(description="Minutes a day, or `learn`.")] = None
    quiet_hours: Annotated[Said | None, Field(description="As in `19-8`.")] = None
    quiet_days: Annotated[Said | None, Field(description="As in `sat,sun`.")] = None
    share: Annotated[Said | None, Field(description="Whether a day may mention posts of yours: `on`, `off`.")] = None
    limits: Annotated[
        list[Said] | None,
        Field(max_length=MOST_LIMITS, description="As in `linkedin=10`, `linkedin:comment=2/8`, `linkedin=`."),
    ] = None

    def pairs(self) -> list[tuple[str, str]]:
        """Return them as the use case takes them."""
        told = self.model_dump(exclude_none=True, exclude={"limits"})
        return [(key.replace("_", "-"), value) for key, value in told.items()] + [
            ("limit", one) for one in self.limits or ()
        ]


class Away(Body):
    """Days away."""

    until: Annotated[Day, Field(description="The day you are back.")]
    start: Annotated[Day | None, Field(description="The first day away; none for today.")] = None


class CircleRules(Body):
    """What is said of one circle: one of the two."""

    cadence: Annotated[Pace | None, Field(description="How often to be in touch with each of its people.")] = None
    importance: Annotated[Level | None, Field(description="How much its people matter.")] = None


def change_rhythm(network: Network, version: Seen, body: Rules) -> DoneView:
    """Change the rules of your days, as one change."""
    return set_rhythm(network, body.pairs(), expected=expected_in(version))


def keep_free(network: Network, day: Part) -> DoneView:
    """Keep a day free, as in `12-25` for every year or `2026-12-24`; asked again, nothing more is kept."""
    return set_rhythm(network, [("holiday", day)])


def give_free_day_up(network: Network, day: Part) -> DoneView:
    """Give a day up that was kept free."""
    return set_rhythm(network, [("no-holiday", day)])


def go_away(network: Network, version: Seen, body: Away) -> DoneView:
    """Keep days away; the version is that of the rhythm."""
    return away(network, body.until, start=body.start, expected=expected_in(version))


def come_back(network: Network) -> DoneView:
    """Keep that you are back, or do not leave after all."""
    return back(network)


def list_circles(network: Network) -> CirclesView:
    """List your circles, with what you said of each."""
    return CirclesView(circles=circle_rhythms(network))


def change_circle(network: Network, circle_name: Part, version: Seen, body: CircleRules) -> DoneView:
    """Change how often to be in touch with a circle, or how much its people matter."""
    expected = expected_in(version)
    if (body.cadence is None) == (body.importance is None):
        raise SettingsError("circle", "One of the two at a time: the cadence or the importance.")
    if body.cadence is not None:
        return circle_cadence(network, circle_name, body.cadence.days, latest=body.cadence.latest, expected=expected)
    return circle_importance(network, circle_name, str(body.importance), expected=expected)


TAG = "The day"
OPERATIONS = (
    Operation(path="/circles", method="GET", name="circles", answer=list_circles, tag=TAG),
    *(
        Operation(
            path=path,
            method=method,
            name=name,
            answer=answer,
            tag=TAG,
            scope=WRITE,
            refusals=(404, 409),
            overwrites=True,
            leads=UNDO,
        )
        for path, method, name, answer in (
            ("/rhythm", "PATCH", "rhythm_set", change_rhythm),
            ("/away", "PUT", "away_set", go_away),
            ("/circles/{circle_name}", "PATCH", "circle_set", change_circle),
        )
    ),
    *(
        Operation(
            path=path, method=method, name=name, answer=answer, tag=TAG, scope=WRITE, refusals=(404, 409), leads=UNDO
        )
        for path, method, name, answer in (
            ("/rhythm/holidays/{day}", "PUT", "rhythm_set", keep_free),
            ("/rhythm/holidays/{day}", "DELETE", "rhythm_set", give_free_day_up),
            ("/away", "DELETE", "away_set", come_back),
        )
    ),
)
