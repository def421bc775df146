"""Start: who the user is, what they bring, and whom they would be sorry to lose."""

from __future__ import annotations

import secrets

from starlette.responses import Response

from kithly.app.belonging.named import name_people
from kithly.app.bringing.beginning import beginning
from kithly.app.bringing.so_far import so_far
from kithly.app.derived.me import confirm_me, say_me, show_me
from kithly.app.derived.me_guarded import ME_FIELDS
from kithly.app.said.versions import left_as_shown
from kithly.app.views import BeginningView
from kithly.interfaces.web.filing import filing, ready_words
from kithly.interfaces.web.rooms.held import waiting
from kithly.interfaces.web.ten import ten_lines, written
from kithly.interfaces.web.visit import Room, Visit
from kithly.interfaces.web.zones import zones

START = "/start"


def show(visit: Visit) -> Response:
    """Show how far the user is."""
    begun, found, is_changing = how_far(visit), filing(visit), visit.query.get("change") == "me"
    return visit.show(
        "start.html",
        begun=begun,
        held=waiting(visit),
        filing=found,
        lines=ten_lines(begun.named),
        seen=tuple(one.id for one in begun.named.people),
        leaf=secrets.token_hex(4),
        people=begun.so_far.people,
        is_changing=is_changing,
        zones=zones() if is_changing else {},
        ready=ready_words(found.jobs, people=_brought(begun), today=visit.network.today),
    )


def _brought(begun: BeginningView) -> int:
    """Return how many people files have shown; names the user typed make no day yet."""
    return begun.so_far.people if begun.so_far.messages or begun.me.read_from else 0


def how_far(visit: Visit) -> BeginningView:
    """Return how far the user is, as long as nothing changed."""
    network = visit.network
    return network.recall.get(("beginning", network.today), lambda: beginning(network))


def confirm(visit: Visit) -> Response:
    """Keep that the user is who Kithly takes them for."""
    return visit.back(START, confirm_me(visit.network))


def change(visit: Visit) -> Response:
    """Keep what the user says of themselves; what they left as it was changes nothing."""
    before = show_me(visit.network)
    sent = {key: told for key in ("name", "timezone") if (told := visit.field(key))}
    left = left_as_shown(visit.version, ME_FIELDS, sent) if visit.version else frozenset()
    meant = [(key, told) for key, told in sent.items() if key not in left and not visit.leaves(key)]
    pairs = [(key, told) for key, told in meant if told != getattr(before, key)]
    pairs += [(key, told) for key in ("address", "not-address") if (told := visit.field(key))]
    pairs += [("not-address", told) for told in visit.fields("known") if told not in visit.fields("mine")]
    return visit.back(START, say_me(visit.network, pairs, expected=visit.version) if pairs else None)


def keep_ten(visit: Visit) -> Response:
    """Keep the lines as they are now: quietly while they are written, told of where the form was sent.

    Lines that were added elsewhere since the page was made stay.
    """
    lines = visit.fields("line")
    named = name_people(visit.network, lines, seen=_seen(visit))
    if leaf := visit.field("leaf"):
        visit.guest.write_on(leaf, written(named, lines))
    if visit.field("quietly"):
        return show_ten(visit)
    if named.change:
        visit.guest.tell(named.text, named.change)
    return visit.back(START)


def show_ten(visit: Visit) -> Response:
    """Show the lines as they stand on the page, with whom they mean now."""
    if visit.came_from is None and not visit.fields("line"):
        return visit.back(START)
    begun = how_far(visit)
    return visit.show(
        "ten.html",
        lines=ten_lines(begun.named, visit.fields("line")),
        seen=_seen(visit),
        leaf=visit.field("leaf"),
        people=begun.so_far.people,
    )


def _seen(visit: Visit) -> tuple[str, ...]:
    """Return the ids of the kept lines that are on a page: those it was made with, and those it wrote."""
    own = visit.guest.leaves.get(visit.field("leaf"), frozenset())
    return tuple(dict.fromkeys((*visit.fields("seen"), *sorted(own))))


def show_left_out(visit: Visit) -> Response:
    """Show whose mail makes nobody known, and why."""
    return visit.show("left_out.html", so_far=so_far(visit.network))


ROOMS = (
    Room(path=START, method="GET", answer=show),
    Room(path="/start/me", method="POST", answer=change),
    Room(path="/start/me/yes", method="POST", answer=confirm),
    Room(path="/start/ten", method="GET", answer=show_ten),
    Room(path="/start/ten", method="POST", answer=keep_ten),
    Room(path="/start/left-out", method="GET", answer=show_left_out),
)
