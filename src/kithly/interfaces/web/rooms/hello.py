"""One hello: its words weighed as they are written, handed over, and what becomes of it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping

from starlette.responses import Response

from kithly.app.belonging.word import quiet, remembered
from kithly.app.drafts.writers import writer_set
from kithly.app.letters.hello import hello
from kithly.app.letters.looking import found, look
from kithly.app.letters.own_hello import begin
from kithly.app.letters.ready import OwnWords, prepare
from kithly.app.letters.weighing import it_is_true, normal, take_out, weigh
from kithly.app.outbox.as_draft import has_drafts, put_among_drafts
from kithly.app.outbox.going import go, goes_by_itself
from kithly.app.persons.finding import rows_of
from kithly.app.said.versions import hold
from kithly.app.today.outcome import done, skip, snooze
from kithly.app.views import DoneView, HelloView, SendView, WeighedView
from kithly.interfaces.web.guests import Said
from kithly.interfaces.web.sheets import Handed, Sheet, words_fields
from kithly.interfaces.web.visit import Room, Visit

LATER_DAYS = 7


def sheet(visit: Visit, touch: str, *, page: str, why: tuple[str, ...] = ()) -> Sheet:
    """Return the open hello as the user left it, with why the shown plan has it."""
    one = hello(visit.network, touch, channel=visit.field("door") or None)
    kept = visit.guest.draft_of(one.id, one.channel, limit=_limit(one))
    text = kept.get("text", one.draft.text if one.draft else "")
    subject = kept.get("subject", (one.draft.subject or "") if one.draft else "")
    return Sheet(
        hello=one,
        text=text,
        subject=subject,
        weighed=_weighed(visit, one, kept) if "text" in kept else one.weighed or _weighed(visit, one, {}),
        before=_before(one, kept, text),
        page=page,
        fresh=f"{one.channel}{kept.get('fresh', '')}{len(one.found)}",
        looks=look(visit.network, one.person.id, open_it=False).links if visit.field("look") else (),
        handed=visit.guest.handed.get(one.id),
        opens=visit.shows_said and visit.guest.opens(one.id),
        why=why or one.why,
        rows_of=rows_of(visit.network, [one.person.id]),
        goes=goes_by_itself(visit.network, one.channel),
        drafts=has_drafts(visit.network, one.channel),
        model=writer_set(visit.network).model,
    )


def _limit(one: HelloView) -> int | None:
    """Return how many characters the chosen door takes."""
    return next(door.limit for door in one.doors if door.key == one.channel)


def _before(one: HelloView, kept: Mapping[str, str], text: str) -> str:
    """Return the user's own words before the draft was written anew; empty where they are what is shown."""
    own = kept.get("before", "")
    return "" if own in {text, one.draft.text if one.draft else ""} else own


def _weighed(visit: Visit, one: HelloView, kept: Mapping[str, str]) -> WeighedView:
    """Weigh the words as the user left them."""
    return weigh(
        visit.network,
        one.id,
        kept.get("text", ""),
        channel=one.channel,
        subject=kept.get("subject") or None,
        not_a_favour=kept.get("not_a_favour") == "yes",
    )


def show(visit: Visit) -> Response:
    """Show one hello on a page of its own."""
    touch = visit.params["touch"]
    return visit.show("hello.html", sheet=sheet(visit, touch, page=f"/hello/{touch}"))


def send(visit: Visit) -> Response:
    """Hand the words over to the user's own mail program, LinkedIn or the clipboard, after their yes: the button."""
    touch = visit.params["touch"]
    keep_words(visit)
    words = OwnWords(
        text=_own_words(visit),
        subject=visit.field("subject"),
        channel=visit.field("door") or None,
        not_a_favour=visit.field("not_a_favour") == "yes",
    )
    ready = prepare(visit.network, touch, words, again=visit.field("again") == "yes")
    if visit.field("drafts") == "yes":
        return _among_drafts(visit, touch, put_among_drafts(visit.network, ready))
    told = go(visit.network, ready, by_hand=visit.field("by_hand") == "yes")
    if told.outbox:
        return _on_its_way(visit, touch, told)
    handed = Handed(id=secrets.token_hex(4), text=told.handed_over, words=told.text, url=told.url, paste=told.paste)
    visit.guest.hand(touch, handed)
    return visit.back(visit.origin_page(f"/hello/{touch}"))


def _among_drafts(visit: Visit, touch: str, told: SendView) -> Response:
    """Say where the words lie; the hello stays open until it is sent from there."""
    handed = Handed(id=secrets.token_hex(4), text=told.handed_over, words=told.text, url=None, paste=False)
    visit.guest.hand(touch, handed)
    return visit.back(visit.origin_page(f"/hello/{touch}"))


def _on_its_way(visit: Visit, touch: str, told: SendView) -> Response:
    """Fold the hello: its words go out by themselves, unless they are taken back."""
    visit.postman.wake()
    seconds = round(visit.network.settings.undo_seconds)
    text = f"Your words to {told.person.name} go out in {seconds} seconds, unless you take them back."
    visit.guest.settle(touch, Said(text=text, undo=told.change, on=visit.network.today))
    page = visit.origin_page("/today")
    done = DoneView(change=told.change or "", text=text, person=told.person)
    return visit.back("/today" if page.startswith(("/today", "/hello")) else page, done)


def keep_words(visit: Visit, changed: str | None = None) -> None:
    """Keep the words as the user left them, or as they were changed here: then the page must show the change.

    Raises:
        UserError: They are far too many for a message: kept, they would stop every page that weighs them.
    """
    fresh = {} if changed is None else {"fresh": secrets.token_hex(4)}
    text = _own_words(visit) if changed is None else changed
    normal(text)
    _hold_words(visit)
    visit.guest.keep_draft(
        f"{visit.params['touch']}/{visit.field('door')}",
        text=text,
        subject=visit.field("subject"),
        not_a_favour=visit.field("not_a_favour"),
        leaf=visit.field("leaf"),
        **fresh,
    )


def _hold_words(visit: Visit) -> None:
    """Refuse to overwrite words that another window of this browser kept since this one was shown.

    Raises:
        ChangedMeanwhile: It did.
    """
    kept = visit.guest.drafts.get(f"{visit.params['touch']}/{visit.field('door')}", {})
    leaf = visit.field("leaf")
    if not leaf or "text" not in kept or kept.get("leaf", "") in {"", leaf}:
        return
    now = words_fields(kept["text"], kept.get("subject", ""))
    asked = words_fields(_own_words(visit), visit.field("subject"))
    message = "These words were changed in another window since this one was shown."
    hold(visit.version, now, asked, kind="hello", id=visit.params["touch"], message=message)


def _own_words(visit: Visit) -> str:
    """Return the text of the form with plain line ends; browsers send CRLF (HTML Standard, 4.10.21)."""
    told = visit.form.get("text", "")
    return str(told).replace("\r\n", "\n").replace("\r", "\n")


def keep(visit: Visit) -> Response:
    """Keep the words and weigh them, where no script does it; words that another window kept may be left."""
    if not (visit.leaves("text") or visit.leaves("subject")):
        keep_words(visit)
    return visit.back(visit.origin_page(f"/hello/{visit.params['touch']}"))


def weigh_words(visit: Visit) -> Response:
    """Weigh the words as they are written."""
    keep_words(visit)
    touch = visit.params["touch"]
    return visit.show("weighed.html", sheet=sheet(visit, touch, page=f"/hello/{touch}"))


def without_words(visit: Visit) -> Response:
    """Take some words out of the text."""
    start, end = visit.number("start", 0), visit.number("end", 0)
    keep_words(visit, take_out(_own_words(visit), start, end))
    return visit.back(visit.origin_page(f"/hello/{visit.params['touch']}"))


def true_words(visit: Visit) -> Response:
    """Keep that words no record holds are true."""
    keep_words(visit)
    told = it_is_true(visit.network, visit.params["touch"], visit.field("phrase"))
    return visit.back(visit.origin_page(f"/hello/{visit.params['touch']}"), told)


def keep_found(visit: Visit) -> Response:
    """Keep what was found, and let the draft be written anew around it."""
    touch = visit.params["touch"]
    person = hello(visit.network, touch).person.id
    told = found(visit.network, person, str(visit.form.get("found", "")))
    for key in [key for key in visit.guest.drafts if key.startswith(f"{touch}/")]:
        own = visit.guest.drafts.pop(key).get("text", "")
        if own:
            visit.guest.keep_draft(key, before=own, fresh=secrets.token_hex(4))
    return visit.back(f"/hello/{touch}" if visit.field("back").startswith("/hello/") else "/today", told, open=touch)


def _settle(act: Callable[[Visit, str], DoneView]) -> Callable[[Visit], Response]:
    """Return the answer to one way of settling a hello: it folds to a line that can be taken back."""

    def answer(visit: Visit) -> Response:
        touch = visit.params["touch"]
        told = act(visit, touch)
        visit.guest.settle(touch, Said(text=told.text, undo=told.change, on=visit.network.today))
        page = visit.origin_page("/today")
        return visit.back("/today" if page.startswith(("/today", "/hello")) else page, told)

    return answer


def _person_of(visit: Visit, touch: str) -> str:
    return hello(visit.network, touch).person.id


def _done(visit: Visit, touch: str) -> DoneView:
    return done(visit.network, touch)


def _later(visit: Visit, touch: str) -> DoneView:
    return snooze(visit.network, touch, days=visit.number("days", LATER_DAYS, least=1, most=366))


def _not_reason(visit: Visit, touch: str) -> DoneView:
    return skip(visit.network, touch, person=False)


def _not_person(visit: Visit, touch: str) -> DoneView:
    return skip(visit.network, touch, person=True)


def _quiet(visit: Visit, touch: str) -> DoneView:
    return quiet(visit.network, _person_of(visit, touch), on=True)


def _remembered(visit: Visit, touch: str) -> DoneView:
    return remembered(visit.network, _person_of(visit, touch), on=True)


SETTLED = {
    "done": _done,
    "later": _later,
    "not-reason": _not_reason,
    "not-person": _not_person,
    "quiet": _quiet,
    "remembered": _remembered,
}


def write(visit: Visit) -> Response:
    """Begin a hello to somebody, and open it."""
    return visit.back(f"/hello/{begin(visit.network, visit.params['person'])}")


ROOMS: tuple[Room, ...] = (
    Room(path="/write/{person}", method="POST", answer=write),
    Room(path="/hello/{touch}", method="GET", answer=show),
    Room(path="/hello/{touch}/send", method="POST", answer=send),
    Room(path="/hello/{touch}/keep", method="POST", answer=keep),
    Room(path="/hello/{touch}/weigh", method="POST", answer=weigh_words),
    Room(path="/hello/{touch}/take-out", method="POST", answer=without_words),
    Room(path="/hello/{touch}/true", method="POST", answer=true_words),
    Room(path="/hello/{touch}/found", method="POST", answer=keep_found),
    *(Room(path=f"/hello/{{touch}}/{name}", method="POST", answer=_settle(act)) for name, act in SETTLED.items()),
)
