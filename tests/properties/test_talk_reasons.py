"""Whatever was said: what a reason quotes stands in its record, and nothing sensitive is ever quoted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kithly.history import Exchange, is_sensitive
from kithly.people import Person, PersonId
from kithly.reasons import Appointment, Facts, Introduced, Match, MatchKind, Reason, arise
from kithly.records import NO_FLAGS, Channel, Evidence, Flag

NOW = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
ANA = Person(id=PersonId("ana"), name="Ana Example", given="Ana")
PIECES = (
    "I'll send you the report next week.",
    "Ich melde mich im Mai.",
    "Let's talk after Easter.",
    "Remind me in May.",
    "Je vous enverrai la liste.",
    "Happy birthday!",
    "How are the bees of Oslo?",
    "My father passed away.",
    "Since the divorce I hear little.",
    "The bees of Oslo came through the winter.",
    "Meet Fay, who builds kilns.",
    "\u202eevil\u202c",
    "“quoted”",
    "<b>bold</b>",
)
words = st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map(" ".join) | st.text(max_size=60)
days = st.integers(0, 900)


def at(ago: int) -> datetime:
    return NOW - timedelta(days=ago, hours=1)


@st.composite
def exchanges(draw: st.DrawFn) -> Exchange:
    ago, own = draw(days), draw(words)
    flags = Flag.ASKS if "?" in own else NO_FLAGS
    return Exchange(
        record=f"m{ago}-{draw(st.integers(0, 999))}",
        source="mbox",
        at=at(ago),
        outgoing=draw(st.booleans()),
        channel=draw(st.sampled_from((Channel.MAIL, Channel.WHATSAPP))),
        subject=draw(words),
        own=own,
        recipients=draw(st.integers(1, 3)),
        flags=flags,
    )


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    proof = Evidence(record="w", source="self", at=NOW, quote=None)
    introduced = Introduced(record="i", source="mbox", at=at(60), channel=Channel.MAIL, other="Fay", quote=draw(words))
    match = Match(kind=MatchKind.OFFER, key="k", need=draw(words), words=draw(words), other="Ben", evidence=(proof,))
    return Facts(
        person=ANA,
        exchanges=tuple(draw(st.lists(exchanges(), max_size=6))),
        introduced=(introduced,) if draw(st.booleans()) else (),
        matches=(match,) if draw(st.booleans()) else (),
        meetings=tuple(
            Appointment(record=f"a{day}", source="ical", at=at(day), title=draw(words))
            for day in draw(st.lists(st.integers(-6, 20), max_size=2))
        ),
    )


def quoted(reason: Reason) -> list[str]:
    return [part.partition("”")[0] for part in reason.text.split("“")[1:]]


@given(facts())
def test_quotes_stand_in_their_records_and_are_never_sensitive(known: Facts) -> None:
    texts = {one.record: f"{one.subject}\n{one.own}" for one in known.exchanges}
    for reason in arise(known, NOW):
        assert reason.evidence
        assert 0 <= reason.worth <= 1
        for one in reason.evidence:
            if one.quote and one.record in texts:
                assert one.quote in texts[one.record]
                assert not is_sensitive(one.quote)
        assert not any(is_sensitive(part) for part in quoted(reason))


@given(facts(), st.sampled_from(("quiet", "remembered")))
def test_nobody_left_in_peace_has_a_reason(known: Facts, word: str) -> None:
    assert arise(replace(known, person=replace(ANA, **{word: True})), NOW) == ()  # type: ignore[arg-type]
