"""A brief: everything a draft may say, out of what is known of a person and of the reason that led to them."""

from __future__ import annotations

from datetime import tzinfo

from kithly.app.drafts.items import item_of
from kithly.app.drafts.others import Holds, in_any_record, other_of, through_of
from kithly.app.drafts.places import met_of, stay_of
from kithly.app.drafts.signs import sign_of
from kithly.app.drafts.talks import is_answered, is_personal, question_of, talk_for
from kithly.app.drafts.thanks import kindness_of
from kithly.app.drafts.work_now import work_now
from kithly.app.drafts.years import years_of
from kithly.messages import Brief, Ego
from kithly.reasons import Facts, Reason, ReasonKind, TouchKind
from kithly.records import GestureKind


def brief_of(  # noqa: PLR0913 - what is known, what for, and how to prove it
    facts: Facts,
    kind: TouchKind,
    channel: str,
    ego: Ego,
    *,
    reason: Reason | None,
    holds: Holds = in_any_record,
    zone: tzinfo | None = None,
) -> Brief:
    """Return the facts a draft may use.

    Args:
        facts: What is known of the person.
        kind: What the message is for.
        channel: Where it goes.
        ego: Who writes.
        reason: Why now, if a reason led here.
        holds: Says whether a record holds some words.
        zone: Ego's, in which days are told.
    """
    met_at, met_about = met_of(facts, reason, ego)
    talk = talk_for(facts, reason, kind)
    return Brief(
        recipient=facts.person,
        kind=kind,
        channel=channel,
        ego=ego,
        talk=talk,
        news=work_now(facts, reason),
        question=question_of(facts, reason),
        recommendation=kindness_of(facts, GestureKind.RECOMMENDATION, reason),
        endorsement=kindness_of(facts, GestureKind.ENDORSEMENT, reason),
        met_at=met_at,
        met_about=met_about,
        is_birthday=reason is not None and reason.kind is ReasonKind.BIRTHDAY,
        is_personal=is_personal(facts, reason),
        is_answered=is_answered(facts, reason, talk),
        why=reason.kind.value if reason else "",
        on=reason.on if reason else None,
        item=item_of(facts, reason),
        other=other_of(facts, reason),
        through=through_of(facts, reason, holds),
        sign=sign_of(facts, reason),
        stay=stay_of(facts, reason, zone),
        years=years_of(facts, reason, (met_at, met_about, talk)),
    )
