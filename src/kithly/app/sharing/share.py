"""Ego's own posting as it is shown: the rhythm, one idea a week, and whom to thank."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import timedelta

from kithly.app.accounts.publisher import publishers
from kithly.app.derived.own_posts import posting
from kithly.app.derived.own_voice import kept_voices
from kithly.app.network import Network
from kithly.app.said.decisions import decide, done_view
from kithly.app.said.share_words import NOT_SHARED, may_mention, refused_ideas, shared_since
from kithly.app.sharing.ideas import Idea, ideas_of
from kithly.app.show import CHANNELS
from kithly.app.views import (
    DoneView,
    NamedView,
    PostingView,
    ShareIdeaView,
    ShareThanksView,
    ShareView,
    ShareWayView,
)
from kithly.errors import NotFound
from kithly.history import WishKind
from kithly.messages import Recipient, Sender, check
from kithly.messages.opening import DISCUSSED, NOW, READING, opening
from kithly.messages.voice import ENGLISH
from kithly.people import Place
from kithly.reasons import Reason, ReasonKind
from kithly.reasons.own_posts import COMMENT, REACTION, SHARE, posting_in_words
from kithly.records import Channel, News, NewsKind
from kithly.store import Reading

CHOSEN = "share_idea"  # name of the small fact that keeps the week's idea
LINKEDIN, COPY = "linkedin", "copy"
MOST_THANKS = 10
NONE_YET = (
    "There is no idea yet: they come from what your people publish, from pages you follow for yourself, and from what "
    "you do now (kithly me --set now=...)."
)
TAKEN = "This week's is on its way. The next idea comes on Monday; sooner: kithly share --other"
NONE_LEFT = "There is no other idea this week."
YOUR_TURN = {
    DISCUSSED: "Add a line of your own: what you saw of it, or why you ask.",
    READING: "Add a line of your own: what you take from it.",
    NOW: "Add a line of your own: one thing you learned by it.",
}
FORBIDDEN = ("asks_favour", "unresolved", "pushy", "sensitive", "watchful")  # rules that no first line may break


def share(network: Network, *, other: bool = False) -> ShareView:
    """Return the user's own posting, with this week's idea.

    Args:
        network: Whose.
        other: Whether the idea shown is none: it never comes again, and the next one is shown.
    """
    if other:
        _refuse_shown(network)
    with network.store.reading() as kept:
        is_taken = not other and shared_since(kept, network.today - timedelta(days=network.today.weekday()))
        found = [] if is_taken else [one for one in ideas_of(kept, network) if one.id not in refused_ideas(kept)]
        idea = _of_this_week(kept, network, found)
        why = TAKEN if is_taken else NONE_LEFT if refused_ideas(kept) else NONE_YET
        view = ShareView(
            posting=_posting(kept, network),
            idea=_idea_view(kept, idea) if idea else None,
            why_none="" if idea else why,
            ways=tuple(_ways(kept)),
            thanks=tuple(_thanks(kept)),
        )
    _keep_shown(network, idea)
    return view


def refuse_idea(network: Network, idea: str) -> DoneView:
    """Keep that an idea is none: it never comes again, until that is taken back.

    Raises:
        NotFound: There is no such idea now.
    """
    with network.store.reading() as kept:
        found = next((one for one in ideas_of(kept, network) if one.id == idea), None)
    if found is None:
        raise NotFound("idea", idea, hint="kithly share")
    text = f"Not to be shared: {found.words}"
    with network.store.transaction() as tx:
        change, _ = decide(tx, network, NOT_SHARED, [(found.id, found.words)], text)
    return done_view(change, text)


def week_idea(kept: Reading, network: Network) -> Idea | None:
    """Return this week's idea: the one that was shown, else the best of those that are none of the refused."""
    refused = refused_ideas(kept)
    return _of_this_week(kept, network, [one for one in ideas_of(kept, network) if one.id not in refused])


def draft_of(kept: Reading, idea: Idea) -> tuple[str, str]:
    """Return the words an idea begins with, and their language; no words where none are fit to be posted."""
    language = next(iter(kept_voices(kept)), ENGLISH)
    told = {DISCUSSED: "topic", READING: "title", NOW: "now"}[idea.kind]
    text = opening(idea.kind, language, url=idea.url, **{told: idea.words})
    verdict = check(text, kind="comment", channel="other", recipient=Recipient(name=""), sender=Sender(name=""))
    is_fit = not any(verdict.labels.get(rule) for rule in FORBIDDEN)
    return (text if is_fit else ""), language


def _refuse_shown(network: Network) -> None:
    with network.store.reading() as kept:
        idea, chosen = week_idea(kept, network), _chosen(kept, network)
    if idea is not None and idea.id == chosen:
        refuse_idea(network, idea.id)


def _of_this_week(kept: Reading, network: Network, ideas: Sequence[Idea]) -> Idea | None:
    """Return the idea that stands for this week, as long as it is one; else the best of all."""
    chosen = _chosen(kept, network)
    return next((one for one in ideas if one.id == chosen), ideas[0] if ideas else None)


def _chosen(kept: Reading, network: Network) -> str:
    told = json.loads(kept.meta.get(CHOSEN) or "{}")
    return str(told.get("idea", "")) if told.get("week") == _week(network) else ""


def _keep_shown(network: Network, idea: Idea | None) -> None:
    with network.store.reading() as kept:
        is_kept = idea is None or _chosen(kept, network) == idea.id
    if idea is not None and not is_kept:
        with network.store.transaction() as tx:
            tx.meta.set(CHOSEN, json.dumps({"week": _week(network), "idea": idea.id}))


def _week(network: Network) -> str:
    year, week, _ = network.today.isocalendar()
    return f"{year}-W{week:02}"


def _posting(kept: Reading, network: Network) -> PostingView:
    now = network.now.astimezone(network.zone)
    found = posting(kept, now)
    said = may_mention(kept)
    return PostingView(
        text=posting_in_words(found, now),
        posts=found.counts[SHARE],
        comments=found.counts[COMMENT],
        reactions=found.counts[REACTION],
        last=found.last.at.astimezone(network.zone) if found.last else None,
        usual_gap_days=found.gap.days if found.gap else None,
        mentioned=found.posts_now if said is None else said,
        evidence=(found.last.evidence(),) if found.last else (),
    )


def _idea_view(kept: Reading, idea: Idea) -> ShareIdeaView:
    draft, language = draft_of(kept, idea)
    names = kept.people.names(set(idea.people))
    return ShareIdeaView(
        id=idea.id,
        kind=idea.kind,
        text=idea.why,
        title=idea.words,
        url=idea.url,
        draft=draft,
        language=language,
        your_turn=YOUR_TURN[idea.kind] if draft else "These words are yours to find.",
        evidence=idea.evidence,
        people=tuple(NamedView(id=one, name=names[one]) for one in idea.people if one in names),
    )


def _ways(kept: Reading) -> Iterator[ShareWayView]:
    yield ShareWayView(key=LINKEDIN, label="Copy and open LinkedIn")
    for one in publishers(kept):
        label = f"Post at {CHANNELS[Channel(one.channel)]}"
        yield ShareWayView(key=one.channel, label=label, address=one.address)
    yield ShareWayView(key=COPY, label="Copy the words")


def _thanks(kept: Reading) -> Iterator[ShareThanksView]:
    """Yield who reacted to what ego posted and is owed a word, as the reasons tell it."""
    told = kept.reasons.of_kinds({ReasonKind.REACTION, ReasonKind.WAVE, ReasonKind.THANKS_OWED})
    found = [one for one in told if _is_of_post(kept, one)]
    rows = {row.person.id: row.person for row in kept.people.some(sorted({one.person for one in found})) if row.known}
    shown = [one for one in found if one.person in rows and rows[one.person].place is Place.NETWORK]
    shown = [one for one in shown if not (rows[one.person].quiet or rows[one.person].remembered)]
    shown.sort(key=lambda one: (-one.worth, one.person))
    for one in shown[:MOST_THANKS]:
        person = rows[one.person]
        yield ShareThanksView(
            person=NamedView(id=person.id, name=person.name), kind=one.kind.value, text=one.text, evidence=one.evidence
        )


def _is_of_post(kept: Reading, reason: Reason) -> bool:
    """Say whether thanks are for what somebody did with a post; what they wish for a birthday is another matter."""
    if reason.kind is ReasonKind.WAVE:
        return reason.key.startswith(f"wave:{WishKind.POST}:")
    if reason.kind is ReasonKind.REACTION:
        return True
    stored = kept.records.get([one.record for one in reason.evidence[:1]])
    return any(isinstance(one.record, News) and one.record.kind is NewsKind.COMMENT for one in stored)
