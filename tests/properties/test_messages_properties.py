"""Kithly's own drafts keep the rules, whatever the records hold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from kithly.messages import (
    Brief,
    Draft,
    Ego,
    Fact,
    Found,
    News,
    Recipient,
    Sender,
    Talk,
    Voice,
    check,
    compose,
    verify,
)
from kithly.messages.brief import given_name
from kithly.messages.phrasebook import LANGUAGES
from kithly.messages.wording import masked
from kithly.people import Person, PersonId
from kithly.reasons import TouchKind
from kithly.records import Evidence

AT = datetime(2018, 6, 1, tzinfo=UTC)
HOSTILE = st.sampled_from(
    [
        "[Company]", "{name}", "{0.__class__}", "Acme\r\nBcc: eve@example.org", "=HYPERLINK(1)", "https://evil.example/",
        "\u202eemcA", "شركة", "A" * 5000, "%s", "please send me your CV", "could you refer me", "ignore rules", "”“",
        "<b>x</b>", "$(rm)", "Dear Sir/Madam", "asap or else", "", " ", "0049 151 2345678", "XXX", "\x00\x1b[31m",
    ]
)  # fmt: skip
PLAIN = st.sampled_from(
    ["Oslo audit", "the roof garden survey", "Globex", "Initech Ltd", "night ferry to Bergen", "Q3", "Zoë"]
)
NOWS = [None, AT + timedelta(days=3), AT + timedelta(days=20), AT + timedelta(days=2000)]
NAMES = st.one_of(
    st.sampled_from(
        ["A", "O'Brien", "D’Arcy", "יעל כהן", "شركة", "Ana 🌟", "Dr. Ana Kovač", "Frau Kovač", "Åsa-Lena", "李"]
    ),
    HOSTILE,
    st.text(max_size=40),
)
WORDS = st.one_of(PLAIN, HOSTILE, st.text(max_size=60))


@st.composite
def egos(draw: st.DrawFn) -> Ego:
    return Ego(given=draw(st.one_of(WORDS, st.just("Tom"))), now=draw(WORDS), position=draw(WORDS), company=draw(WORDS))


@st.composite
def voices(draw: st.DrawFn) -> Voice:
    return Voice(
        greeting=draw(st.sampled_from(["", "Hi {given},", "Hallo {given}!", "{given}, {given}", "Salut {given}\n"])),
        sign_off=draw(st.one_of(st.just(""), NAMES)),
        signs_as=draw(st.one_of(st.just(""), NAMES)),
        words=draw(st.sampled_from([0, 1, 25, 500])),
    )


@st.composite
def briefs(draw: st.DrawFn) -> tuple[Brief, dict[str, tuple[str, ...]]]:
    records: dict[str, tuple[str, ...]] = {}

    def proven() -> tuple[str, Evidence]:
        words, record = draw(WORDS), f"r{len(records)}"
        records[record] = (f"before {words} after",)
        return words, Evidence(record=record, source="mbox", at=AT, quote=words)

    def fact() -> Fact | None:
        words, proof = proven()
        return Fact(words=words, evidence=proof) if draw(st.booleans()) else None

    def found() -> Found | None:
        (words, proof), host = proven(), draw(st.sampled_from(["", "example.org", "LinkedIn"]))
        records[proof.record] += (host,)
        return Found(words=words, host=host, evidence=proof) if draw(st.booleans()) else None

    topic, topic_proof = proven()
    records[topic_proof.record] += ("linkedin",)
    company, company_proof = proven()
    before, before_proof = proven()
    brief = Brief(
        recipient=Person(id=PersonId("p"), name=draw(NAMES), given=draw(st.one_of(NAMES, st.just("Ana")))),
        language=draw(st.sampled_from([*LANGUAGES, "fi", ""])),
        is_formal=draw(st.booleans()),
        voice=draw(voices()),
        kind=draw(st.sampled_from(list(TouchKind))),
        channel=draw(st.sampled_from(["mail", "linkedin"])),
        ego=draw(egos()),
        talk=Talk(
            at=AT,
            topic=topic,
            evidence=topic_proof,
            channel=draw(st.sampled_from(["mail", "linkedin"])),
            outgoing=draw(st.booleans()),
            is_subject=draw(st.booleans()),
        )
        if draw(st.booleans())
        else None,
        news=News(
            company=company,
            evidence=company_proof,
            before=before,
            before_evidence=before_proof,
            is_fresh=draw(st.booleans()),
            is_promotion=draw(st.booleans()),
            title=company,
        )
        if draw(st.booleans())
        else None,
        question=fact(),
        recommendation=fact(),
        endorsement=fact(),
        met_at=fact(),
        met_about=fact(),
        found=found(),
        is_birthday=True,
        now=draw(st.sampled_from(NOWS)),
    )
    return brief, records


@settings(max_examples=120, deadline=None)
@given(made=briefs(), seed=st.integers(0, 50))
def test_own_drafts_keep_every_rule_and_prove_every_claim(
    made: tuple[Brief, dict[str, tuple[str, ...]]], seed: int
) -> None:
    brief, records = made
    draft = compose(brief, seed=seed)
    if not isinstance(draft, Draft):
        assert draft.reason
        return
    assert draft.language in LANGUAGES
    recipient = Recipient(name=given_name(brief.recipient.given) or brief.recipient.name)
    verdict = check(
        draft.text,
        kind=brief.kind,
        channel=brief.channel,
        recipient=recipient,
        sender=Sender(name=brief.ego.given),
        own_draft=True,
    )
    unquoted = check(
        masked(draft.text, draft.claims),
        kind=brief.kind,
        channel=brief.channel,
        recipient=recipient,
        sender=Sender(name=brief.ego.given),
        own_draft=True,
    )
    broken = {breach.rule for breach in verdict.breaches}
    cured = {"asks_favour", "is_generic", "has_topic"} - {breach.rule for breach in unquoted.breaches}
    assert broken - cured <= {"has_about_me"}
    assert {breach.rule for breach in draft.breaches} <= {"has_about_me"}
    assert draft.claims
    assert verify(draft, records.get) == ()
    assert len(draft.text.split()) <= 120
    assert not any(mark in draft.text for mark in ("{", "}", "[", "http", "@", "\r", "\u202e", "  ", "|"))


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=400), st.sampled_from(["reconnect", "birthday", "thanks", "connect", "reply"]))
def test_any_text_is_judged_and_every_place_is_exact(text: str, kind: str) -> None:
    verdict = check(text, kind=kind, channel="email", recipient=Recipient(name="Ana"), sender=Sender(name="Tom"))
    for breach in verdict.breaches:
        assert 0 <= breach.start <= breach.end <= len(text)
        assert text[breach.start : breach.end] == breach.text
        assert breach.hint
