"""A packed day against every possible one: little or nothing is left on the table."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from kithly.plan.packing import Bounds, Item, may_lack_others, pack, worth_of

ROWS = {"reply": (10, True), "thank": (4, True), "greet": (2, False), "like": (1, False), "reconnect": (12, False)}
FADING = {row: [0.8**number for number in range(7)] for row in ROWS} | {"reply": [3.0, *[0.8] * 6]}
TOKENS = ("door", "week", "ana", "ben")

ITEMS = st.lists(
    st.builds(
        lambda row, gain, tokens: Item(
            cost=ROWS[row][0], gain=gain * (10 if ROWS[row][1] else 1), row=row, is_first=ROWS[row][1], tokens=tokens
        ),
        st.sampled_from(sorted(ROWS)),
        st.floats(0.05, 1),
        st.lists(st.sampled_from(TOKENS), max_size=2, unique=True).map(tuple),
    ),
    max_size=9,
)
BOUNDS = st.builds(
    lambda room, most, tokens: Bounds(room=room, most=most, tokens=tokens, weights=FADING),
    st.integers(0, 60),
    st.integers(1, 5),
    st.fixed_dictionaries({token: st.integers(0, 2) for token in TOKENS}),
)


def is_within(items: list[Item], bounds: Bounds, chosen: tuple[int, ...]) -> bool:
    used = Counter(token for place in chosen for token in items[place].tokens)
    is_room = sum(items[place].cost for place in chosen) <= bounds.room and len(chosen) <= bounds.most
    return is_room and all(used[token] <= bounds.tokens[token] for token in used)


def takes_turns(items: list[Item], bounds: Bounds, chosen: tuple[int, ...]) -> bool:
    """Say whether others got their turn, as far as any were left that fit."""
    firsts = sum(items[place].is_first for place in chosen)
    if may_lack_others(firsts, len(chosen) - firsts):
        return True
    left = [place for place, one in enumerate(items) if not one.is_first and place not in chosen]
    return not any(
        is_within(items, bounds, (*(one for one in chosen if one != dropped), place))
        for dropped in chosen
        if items[dropped].is_first
        for place in left
    )


def best_of_all(items: list[Item], bounds: Bounds) -> float:
    """Return the worth of the best plan of all that keep every rule."""
    sets = (
        chosen
        for size in range(min(len(items), bounds.most) + 1)
        for chosen in combinations(range(len(items)), size)
        if is_within(items, bounds, chosen) and takes_turns(items, bounds, chosen)
    )
    return max(worth_of(items, bounds, chosen) for chosen in sets)


@settings(max_examples=150, deadline=None)
@given(ITEMS, BOUNDS)
def test_a_packed_day_keeps_every_bound_and_is_the_best_there_is(items: list[Item], bounds: Bounds) -> None:
    chosen = pack(items, bounds)
    assert is_within(items, bounds, chosen)
    assert worth_of(items, bounds, chosen) >= 0.99 * best_of_all(items, bounds)


@settings(max_examples=30, deadline=None)
@given(ITEMS, BOUNDS)
def test_more_minutes_are_never_worth_less(items: list[Item], bounds: Bounds) -> None:
    others = [one for one in items if not one.is_first]
    wider = Bounds(room=bounds.room + 6, most=bounds.most, tokens=bounds.tokens, weights=bounds.weights)
    less, more = pack(others, bounds), pack(others, wider)
    assert worth_of(others, wider, more) >= worth_of(others, bounds, less) - 1e-9
