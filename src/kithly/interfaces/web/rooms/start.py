"""Start: who the user is, what they bring, and whom they would be sorry to lose."""

from __future__ import annotations

from starlette.responses import Response

from kithly.app.me import confirm_me, say_me, show_me
from kithly.app.start import next_step
from kithly.interfaces.web.filing import filing, ready_words
from kithly.interfaces.web.visit import Room, Visit
from kithly.interfaces.web.zones import zones

START = "/start"


def show(visit: Visit) -> Response:
    """Show how far the user is."""
    network, is_changing, found = visit.network, visit.query.get("change") == "me", filing(visit)
    people = network.recall.get("start: people", lambda: next_step(network).people)
    return visit.show(
        "start.html",
        me=network.recall.get("start: me", lambda: show_me(network)),
        is_changing=is_changing,
        zones=zones() if is_changing else {},
        filing=found,
        ready=ready_words(found.jobs, people=people, today=network.today),
    )


def confirm(visit: Visit) -> Response:
    """Keep that the user is who Kithly takes them for."""
    return visit.back(START, confirm_me(visit.network))


def change(visit: Visit) -> Response:
    """Keep what the user says of themselves; what they left as it was changes nothing."""
    before = show_me(visit.network)
    pairs = [(key, told) for key in ("name", "timezone") if (told := visit.field(key)) and told != getattr(before, key)]
    pairs += [(key, told) for key in ("address", "not-address") if (told := visit.field(key))]
    pairs += [("not-address", told) for told in visit.fields("known") if told not in visit.fields("mine")]
    return visit.back(START, say_me(visit.network, pairs) if pairs else None)


ROOMS = (
    Room(path=START, method="GET", answer=show),
    Room(path="/start/me", method="POST", answer=change),
    Room(path="/start/me/yes", method="POST", answer=confirm),
)
