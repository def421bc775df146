"""The years with one person: how much each wrote, how the tie went, and what may be expected today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

import numpy as np

from kithly.app.derived.closely import Ties, come_near, ties_now
from kithly.app.derived.evidence import evidence_of
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.persons.life import Life, live
from kithly.app.persons.life_words import (
    answer_said,
    curve_said,
    in_touch_said,
    is_your_turn,
    news_said,
    title_said,
    until_said,
    why_unknown,
)
from kithly.app.said.decisions import words_now
from kithly.app.show import named
from kithly.app.views import BiographyView, QuarterView, SpanView
from kithly.history import QUARTER_DAYS, calendar_quarter, position, quarter_start
from kithly.records import Because
from kithly.store import Reading
from kithly.ties import BAND_WORDS, Band, Tie, reply_facts, silence

NO_YEARS: Final[tuple[SpanView, ...]] = ()


def biography(network: Network, who: str, *, spans: Sequence[SpanView] = NO_YEARS) -> BiographyView:
    """Return the years with one person.

    The curve is read against the user's level of today (how much they write, and to how many): it tells what the
    two did, and not how busy the user was meanwhile. Its last point is the number shown for today.

    Args:
        network: Whose.
        who: The person, by a part of the name, an address or an id.
        spans: Years to shade, oldest first.

    Raises:
        NotFound: Nobody is called so.
        Conflict: Several are.
    """
    ties, words = ties_now(network), words_now(network)
    with network.store.reading() as kept:
        person = find_person(kept, who)
        happened = come_near(kept, [person.id], words).met.interactions
        return told(kept, network, live(person, ties, happened), ties, spans=spans)


def told(kept: Reading, network: Network, life: Life, ties: Ties, *, spans: Sequence[SpanView]) -> BiographyView:
    """Return a life as shown.

    Args:
        kept: Where to read the records that prove it.
        network: For the present and the zone.
        life: Of whom.
        ties: How ego stands with everybody.
        spans: Years to shade.
    """
    tie = life.tie
    return BiographyView(
        person=named(life.person),
        title=title_said(life),
        quarters=_quarters(life),
        last=_last(life),
        usual=_usual(tie),
        spans=tuple(spans),
        curve=curve_said(life),
        band=tie.band.value,
        band_word=BAND_WORDS[tie.band].capitalize(),
        band_before=until_said(life, network.now, network.zone),
        silence=silence(tie),
        news=news_said(life, network.now, network.zone),
        answer=answer_said(life),
        why_not=why_unknown(life),
        why=_why(kept, life, ties),
        in_touch=in_touch_said(life),
        is_your_turn=is_your_turn(life),
    )


def _quarters(life: Life) -> tuple[QuarterView, ...]:
    """Return the quarters as shown; none where nothing was seen."""
    if not len(life.seen):
        return ()
    first = int(calendar_quarter(np.array(life.now))) - life.count + 1
    written = life.written
    out, incoming, met = (side[0].tolist() for side in (written.out, written.incoming, written.met))
    return tuple(
        QuarterView(
            starts=datetime.fromtimestamp(quarter_start(first + place), UTC).date(),
            out=out[place],
            incoming=incoming[place],
            strength=_strength(life, place),
            met=met[place],
        )
        for place in range(life.count)
    )


def _strength(life: Life, place: int) -> float | None:
    """Return the strength at the end of a quarter; of the running one, the number shown for today."""
    if life.tie.strength is None or place == life.count - 1:
        return life.tie.strength
    return float(life.quarters.strength[place]) if life.quarters.known[place] else None


def _last(life: Life) -> float | None:
    return position(int(life.seen[-1]), now=life.now, count=life.count) if len(life.seen) else None


def _usual(tie: Tie) -> float | None:
    """Return the usual gap in quarters, of a pair that has a rhythm."""
    return tie.usual_gap_days / QUARTER_DAYS if tie.usual_gap_days and tie.band is not Band.FAINT else None


def _why(kept: Reading, life: Life, ties: Ties) -> tuple[Because, ...]:
    """Return what moved the chance of an answer most, with the records that prove it."""
    alone = ties.alone(life.person.id)
    if alone is None or life.tie.reply is None:
        return ()
    proof = evidence_of(kept, life.happened, life.now)
    facts = reply_facts(*alone, ties.level)
    return tuple(Because(text=text, evidence=proof.get(fact, ())) for fact, text in facts)
