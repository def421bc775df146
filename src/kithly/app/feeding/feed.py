"""The feed: what is new among the user's people since yesterday, the most fitting first."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from kithly.app.derived.me import my_interests
from kithly.app.feeding.as_shown import item_view
from kithly.app.feeding.fitting import fits_of
from kithly.app.feeding.interests import of_interest
from kithly.app.feeding.shown import Shown, keep_shown, read_shown
from kithly.app.feeding.stream import Item, Stream, stream_of
from kithly.app.network import A_LOOK, Network
from kithly.app.show import named
from kithly.app.today.plan_record import decode
from kithly.app.views import FeedItemView, FeedView, FitView, NamedView
from kithly.errors import StoreBusy
from kithly.people import PersonId
from kithly.plan import Touch
from kithly.reasons import Reason, ReasonKind
from kithly.store import Reading

FRESH = timedelta(days=30)  # what is older is no news any more, shown or not
DAYS_OF_REASON = 4.0  # an occasion of full worth stands beside what came so many days later
DAYS_OF_FIT = 2.0  # so does what may be for somebody
DAYS_OF_INTEREST = 1.0  # so does what is about something that interests the user
DAYS_OF_IMPORTANCE = 1.0  # so does what somebody shared of whom the user said that they matter

State = tuple[object, ...]

NOTHING_FOLLOWED = "Nothing is followed yet: kithly follow shows what could be."


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the feed is made from, at one state of the store.

    Attributes:
        stream: The items.
        reasons: The reasons that are timely now, by the record that proves each.
        touches: Today's hellos, by the record that proves their reason.
        people: To whom today's hellos go.
        follows: Whether anything is followed.
        fits: Whom each item may be for, by its id.
        interests: Which of the user's interests an item is about, by its id.
        mark: What it rests on, see `state_of`.
        ordered: The items in the order they are shown.
    """

    stream: Stream
    reasons: Mapping[str, Reason]
    touches: Mapping[str, Touch]
    people: Mapping[PersonId, NamedView]
    follows: bool
    fits: Mapping[str, tuple[FitView, ...]]
    interests: Mapping[str, str]
    mark: State
    ordered: tuple[Item, ...] = ()


def feed(network: Network, *, limit: int = 20, everything: bool = False, counts_as_shown: bool = True) -> FeedView:
    """Return what the user's people shared, newest and most fitting first.

    What is shown to the user counts as shown: it is new for the rest of the day, and earlier from the next day on.

    Args:
        network: Whose.
        limit: At most so many items.
        everything: Also what was shown on earlier days, or is older than a month.
        counts_as_shown: Whether it is the user who looks; a program's look changes nothing.
    """
    known = known_now(network)
    with network.store.reading() as kept:
        before = read_shown(kept)
    shown = before.on(network.today)
    fresh = [one for one in known.ordered if _is_fresh(one, network, shown)]
    chosen = known.ordered if everything else fresh
    views = tuple(_view(one, known, network, is_new=_is_fresh(one, network, shown)) for one in chosen[:limit])
    if counts_as_shown:
        _remember(network, before, shown.with_more(_ids(chosen[:limit]), among=_young(known.stream, network)))
    return FeedView(
        items=views,
        total=len(chosen),
        earlier=len(known.stream.items) - len(chosen),
        others=known.stream.others,
        hints=() if known.stream.items or known.follows else (NOTHING_FOLLOWED,),
    )


def known_now(network: Network) -> Known:
    """Return what the feed is made from; a look that only notes what was shown changes nothing of it."""

    def make() -> Known:
        with network.store.reading() as kept:
            mark, stream = state_of(kept, network), stream_of(kept, network)
        young = [one for one in stream.items if one.at >= network.now - FRESH]
        fits = fits_of(network, young)
        with network.store.reading() as kept:
            return _read(kept, network, stream, fits, mark)

    def renew(old: Known) -> Known:
        with network.store.reading() as kept:
            is_same = state_of(kept, network) == old.mark
        return old if is_same else make()

    return network.recall.carry(("feed", network.today), make, renew)


def state_of(kept: Reading, network: Network) -> State:
    """Return what the feed rests on, as numbers that move whenever any of it does."""
    return (
        kept.interactions.reached(),
        kept.decisions.reached(),
        kept.renewals.mark(),
        kept.plans.version(network.today),
        tuple(row.id for row in kept.accounts.all()),
    )


def _read(
    kept: Reading, network: Network, stream: Stream, fits: Mapping[str, tuple[FitView, ...]], mark: State
) -> Known:
    young = [one for one in stream.items if one.at >= network.now - FRESH]
    reasons: dict[str, Reason] = {}
    for reason in kept.reasons.active(network.today):
        for proof in reason.evidence if reason.kind is not ReasonKind.VALUE else ():  # that is for somebody else
            reasons.setdefault(proof.record, reason)
    plan = kept.plans.get(network.today)
    touches = decode(network.today, plan).plan.touches if plan is not None else ()
    names = kept.people.names({one.person for one in touches})
    known = Known(
        stream=stream,
        people={id_: NamedView(id=id_, name=name) for id_, name in names.items()},
        fits=fits,
        interests=of_interest(my_interests(kept), young),
        reasons=reasons,
        touches={proof.record: one for one in touches for proof in one.reason.evidence},
        follows=any("identity" in row.settings.get("settings", {}) for row in kept.accounts.all()),
        mark=mark,
    )
    return replace(known, ordered=tuple(sorted(stream.items, key=lambda one: _place(one, known), reverse=True)))


def _is_fresh(item: Item, network: Network, shown: Shown) -> bool:
    return item.at >= network.now - FRESH and not shown.is_known(item.ids)


def _young(stream: Stream, network: Network) -> frozenset[str]:
    return _ids([one for one in stream.items if one.at >= network.now - FRESH])


def _ids(items: list[Item] | tuple[Item, ...]) -> frozenset[str]:
    return frozenset().union(*(one.ids for one in items))


def _place(item: Item, known: Known) -> float:
    """Return where an item stands: when it came, in days, moved forward by what it is good for."""
    days = item.at.timestamp() / 86_400
    reason = _reason(item, known)
    days += DAYS_OF_REASON * reason.worth if reason else 0.0
    days += DAYS_OF_FIT if known.fits.get(item.stored.id) else 0.0
    days += DAYS_OF_INTEREST if item.stored.id in known.interests else 0.0
    return days + (DAYS_OF_IMPORTANCE if item.person is not None and item.person.importance > 1 else 0.0)


def _reason(item: Item, known: Known) -> Reason | None:
    """Return the occasion that an item is for its own person."""
    found = next((known.reasons[one] for one in sorted(item.ids) if one in known.reasons), None)
    return found if found and item.person is not None and found.person == item.person.id else None


def _view(item: Item, known: Known, network: Network, *, is_new: bool) -> FeedItemView:
    touch = next((known.touches[one] for one in sorted(item.ids) if one in known.touches), None)
    view = item_view(item, _reason(item, known), touch, network, is_new=is_new)
    return replace(
        view,
        fits=known.fits.get(item.stored.id, ()),
        interest=known.interests.get(item.stored.id, ""),
        to=_to(item, touch, known) if view.act else None,
    )


def _to(item: Item, touch: Touch | None, known: Known) -> NamedView | None:
    """Return to whom the hello goes: of one that is planned, whoever it is for; else the item's own person."""
    if touch is not None:
        return known.people.get(touch.person)
    return named(item.person) if item.person else None


def _remember(network: Network, before: Shown, after: Shown) -> None:
    """Keep what was shown; while somebody else writes it is not, and stays new."""
    if after == before:
        return
    with contextlib.suppress(StoreBusy), network.store.transaction(patience=A_LOOK) as tx:
        keep_shown(tx, after)
