"""Many egos at once: each gets what they get alone."""

from __future__ import annotations

import numpy as np

from kithly.ties.archive import FLOATS, WHOLE, Boxes, ties_of

NOW = 1_760_000_000
EGOS, ALTERS = 30, 12
CLOSE = 1e-9


def random_boxes() -> Boxes:
    chance = np.random.default_rng(7)
    tie = np.append(np.arange(EGOS * ALTERS), (EGOS * ALTERS * chance.random(9_000) ** 2).astype(np.int64))
    return Boxes(
        tie=tie,
        at=NOW - (chance.random(len(tie)) ** 2 * 1e8).astype(np.int64),
        outgoing=chance.random(len(tie)) < 0.5,
        recipients=chance.integers(1, 9, len(tie)),
        ego=np.repeat(np.arange(EGOS), ALTERS),
    )


def test_an_ego_among_others_has_the_ties_they_have_alone() -> None:
    boxes = random_boxes()
    (together,) = ties_of(boxes, NOW)
    for ego in range(EGOS):
        mine = boxes.ego[boxes.tie] == ego
        box = Boxes(
            tie=boxes.tie[mine] - ego * ALTERS,
            at=boxes.at[mine],
            outgoing=boxes.outgoing[mine],
            recipients=boxes.recipients[mine],
            ego=np.zeros(ALTERS, np.int64),
        )
        (alone,) = ties_of(box, NOW)
        rows = slice(ego * ALTERS, (ego + 1) * ALTERS)
        assert (together["band"][rows] == alone["band"]).all()
        for name in (*FLOATS, *WHOLE):
            np.testing.assert_allclose(
                together[name][rows].astype(float), alone[name].astype(float), rtol=CLOSE, atol=CLOSE, err_msg=name
            )


def test_no_messages_are_no_ties() -> None:
    nothing = np.zeros(0, np.int64)
    boxes = Boxes(tie=nothing, at=nothing, outgoing=nothing > 0, recipients=nothing, ego=nothing)
    assert not list(ties_of(boxes, NOW))
