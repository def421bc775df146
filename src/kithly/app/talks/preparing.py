"""The page before a talk: who they are now, the last talk, what is owed and promised, what one could offer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from shlex import quote

from kithly.app.derived.closely import come_near, look
from kithly.app.derived.me_guarded import ABOUT_ME
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.persons.people import Known, person_view
from kithly.app.talks.arranging import next_talk
from kithly.app.views import LastTalkView, NamedView, PersonView, PrepareView, ReasonView
from kithly.errors import UserError
from kithly.history import is_sensitive_talk, last_talk, short_topic
from kithly.reasons import Facts, ReasonKind
from kithly.store import Decision, Reading
from kithly.ties import UNKNOWN

SHOWN = 5  # pieces of news, and notes: half a minute to read
OWED = frozenset({ReasonKind.REPLY_OWED, ReasonKind.UNANSWERED, ReasonKind.THANKS_OWED, ReasonKind.PROMISE})
OFFERS = frozenset({ReasonKind.INTRODUCE, ReasonKind.NEED_MET, ReasonKind.VALUE})


def prepare_talk(network: Network, who: str) -> PrepareView:
    """Return the page before a talk with somebody.

    Raises:
        NotFound: Nobody is called so.
        Conflict: Several are.
        UserError: The person died.
    """
    known = Known.of(network)
    with network.store.reading() as kept:
        person = find_person(kept, who)
        if person.remembered:
            raise UserError(f"{person.name} is remembered: there is no talk to prepare.", hint="Look at their page.")
        near = come_near(kept, [person.id], known.words)
        view = person_view(kept, known, person, near)
        facts = look(kept, near, known.ties, known.words, now=known.now)
        talk = next_talk(kept, network, person.id)
        return _page(view, facts[0] if facts else None, _own_needs(kept), talk)


def _page(view: PersonView, facts: Facts | None, yours: str, talk: Decision | None) -> PrepareView:
    is_personal = facts is not None and is_sensitive_talk(last_talk(facts.exchanges))
    return PrepareView(
        person=NamedView(id=view.id, name=view.name),
        who=" at ".join(part for part in (view.title, view.company) if part),
        belongs=(*(one.text for one in view.eras), *view.circles),
        meeting=next(iter(_of(view.reasons, {ReasonKind.MEETING})), None),
        talk=talk.id if talk else "",
        talk_at=datetime.fromisoformat(talk.value["at"]) if talk else None,
        tie=view.tie or UNKNOWN,
        last=None if facts is None or is_personal else _last(facts),
        personal=is_personal,
        owed=_of(view.reasons, OWED),
        theirs=_of(view.reasons, {ReasonKind.THEIR_PROMISE}),
        looks_for=view.looks_for,
        offers=view.offers,
        offer=_of(view.reasons, OFFERS),
        yours=yours,
        news=view.news[:SHOWN],
        notes=view.notes[::-1][:SHOWN],
        ask=f"kithly talked {quote(view.name)} 'what came of it'",
    )


def _of(reasons: Iterable[ReasonView], kinds: Iterable[ReasonKind]) -> tuple[ReasonView, ...]:
    wanted = {kind.value for kind in kinds}
    return tuple(one for one in reasons if one.kind in wanted)


def _last(facts: Facts) -> LastTalkView | None:
    found = short_topic(facts.exchanges)
    return LastTalkView(at=found.evidence.at, topic=found.text, evidence=found.evidence) if found else None


def _own_needs(kept: Reading) -> str:
    told = [one.value for one in kept.decisions.all(ABOUT_ME) if one.subject == "needs"]
    return str(told[-1]) if told else ""
