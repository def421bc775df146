"""The beginning: who the user is, what is known so far, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from kithly.app.views.desk import SoFarView
from kithly.app.views.named import NamedPeopleView
from kithly.app.views.people import MeView


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginningView:
    """How far the user is with bringing their people together.

    Attributes:
        me: Who the user is.
        so_far: What is known.
        named: The people they would be sorry to lose.
        undecided: How many of the people written with most are not placed by the user yet.
        years: How many of the user's eras have people to ask about.
    """

    me: MeView
    so_far: SoFarView
    named: NamedPeopleView
    undecided: int
    years: int
