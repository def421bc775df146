"""One hello whole, with the words for the door that is asked for."""

from __future__ import annotations

from kithly.app.belonging.memberships import belonging_now
from kithly.app.derived.closely import Ties, ties_now
from kithly.app.derived.evidence import tie_with_evidence
from kithly.app.derived.proof import Proofs
from kithly.app.drafts.doors import door_named
from kithly.app.drafts.drafting import draft_view
from kithly.app.drafts.findings import found_views
from kithly.app.letters.weighing import weighed
from kithly.app.letters.writing_desk import WritingDesk, sit_down
from kithly.app.network import Network
from kithly.app.show import named, page_url, reason_view, who_is
from kithly.app.today.courage import courage_of
from kithly.app.today.settled import handed_view, settled_view
from kithly.app.today.touches import find_touch
from kithly.app.views import CourageView, HelloView, WeighedView
from kithly.messages import Draft, NoDraft
from kithly.people import Person
from kithly.plan import Touch
from kithly.reasons import TouchKind
from kithly.ties import silence

ABOUT_A_PAGE = frozenset((TouchKind.COMMENT, TouchKind.LIKE, TouchKind.SHARE))
"""What is done beneath a thing that somebody published, or passes it on."""


def hello(network: Network, touch_id: str, *, channel: str | None = None) -> HelloView:
    """Return one hello, and the draft for one of its doors.

    Args:
        network: Whose.
        touch_id: The touch, or a beginning of its id.
        channel: ``email``, ``linkedin``, ``note`` or ``copy``; None for the first of its doors.

    Raises:
        NotFound: There is no such hello, or the person is gone.
        Conflict: The beginning fits several.
        SettingsError: There is no such door.
    """
    wanted = door_named(channel) if channel else None

    def make() -> HelloView:
        ties = ties_now(network)
        with network.store.reading() as kept:
            touch = find_touch(kept, network, touch_id)
            desk = sit_down(kept, network, touch, ties)
            return _view(desk, touch, ties, desk.door(wanted))

    return network.recall.get(("hello", touch_id, wanted, network.hour, network.today), make)


def _view(desk: WritingDesk, touch: Touch, ties: Ties, door: str) -> HelloView:
    kept, person = desk.kept, desk.facts.person
    draft = desk.draft(door)
    tie = tie_with_evidence(kept, person.id, ties)
    return HelloView(
        id=touch.id,
        kind=touch.kind.value,
        person=named(person),
        who=who_is(person),
        belongs=how_they_belong(desk.network, person),
        reason=reason_view(touch.reason),
        proof=Proofs(kept, desk.network).of(touch.reason.evidence),
        tie=tie,
        silence=silence(tie),
        minutes=touch.minutes,
        doors=tuple(desk.doors),
        channel=door,
        draft=None if isinstance(draft, NoDraft) else draft_view(draft, touch.id, desk.drafter.hints(draft)),
        why_not=sentence(draft.reason) if isinstance(draft, NoDraft) else None,
        weighed=_weighed(desk, door, draft),
        courage=_courage(desk, touch),
        found=found_views(desk.drafter.said_of(person.id), person, draft, after=desk.facts.wrote_last),
        settled=settled_view(kept, desk.network, touch),
        handed=handed_view(kept, desk.network, touch),
        why=touch.why,
        page=page_of(touch),
    )


def page_of(touch: Touch) -> str:
    """Return the page that a comment or a click stands beneath, or that is passed on; empty where there is none."""
    pages = (one.url or "" for one in touch.reason.evidence) if touch.kind in ABOUT_A_PAGE else ()
    return next((url for url in pages if page_url(url)), "")


def _courage(desk: WritingDesk, touch: Touch) -> CourageView | None:
    is_first = touch.kind is TouchKind.RECONNECT
    return courage_of(desk.kept, desk.network, most=0) if is_first else None


def _weighed(desk: WritingDesk, door: str, draft: Draft | NoDraft) -> WeighedView | None:
    return None if isinstance(draft, NoDraft) else weighed(desk, door, draft.text, draft.subject, draft=draft)


def how_they_belong(network: Network, person: Person) -> str:
    """Return how a person belongs, in a few words: by the user's word, else likely; then the user's circles."""
    eras = belonging_now(network).of(person.id)
    return ", ".join([*(one.text for one in eras[:1]), *person.circles])


def sentence(clause: str) -> str:
    """Return a clause as a sentence."""
    return f"{clause[:1].upper()}{clause[1:]}."
