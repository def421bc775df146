"""The outbox: what goes out, what nobody knows of, and the user's word on it; the mailbox that sends."""

from __future__ import annotations

from starlette.responses import Response

from kithly.app.accounts.asked import asked_account
from kithly.app.accounts.outgoing import secret_at_hand
from kithly.app.outbox.setting_up import allow_seconds, find_mailbox, set_up, turn_off
from kithly.app.outbox.showing import one_message, show_outbox
from kithly.app.outbox.word import again, said_sent, take_back
from kithly.errors import SettingsError
from kithly.interfaces.web.visit import Room, Visit
from kithly.transport.secrets import PASSWORD, Secret

MAIL_KIND = "smtp"
MOST_SECRET = 4_000  # characters


def show(visit: Visit) -> Response:
    """Show what waits, what needs a word, and what went out lately."""
    return visit.show("outbox.html", view=show_outbox(visit.network))


def back(visit: Visit) -> Response:
    """Take a message back before it goes out."""
    take_back(visit.network, visit.params["message"])
    return _told(visit)


def sent(visit: Visit) -> Response:
    """Keep that a message nobody knew of went out."""
    said_sent(visit.network, visit.params["message"])
    return _told(visit)


def once_more(visit: Visit) -> Response:
    """Approve a message that did not go out once more."""
    again(visit.network, visit.params["message"])
    visit.postman.wake()
    return _told(visit)


def keep_mailbox(visit: Visit) -> Response:
    """Find and test the server that sends the user's mail; this was their yes to asking it. Nothing is sent."""
    network, address = visit.network, visit.field("address")
    found = find_mailbox(network, asked_account(address, kind=MAIL_KIND, server=visit.field("server")))
    typed = visit.secret("secret")[:MOST_SECRET]
    secret = Secret(value=typed, form=PASSWORD) if typed.strip() else secret_at_hand(network, address)
    if secret is None:
        raise SettingsError("secret", f"Without its {found.asks} nobody can sign in.")
    view = set_up(network, found, secret)
    visit.guest.tell(view.text, view.change)
    return _settings(visit)


def end_mailbox(visit: Visit) -> Response:
    """Send no mail any more."""
    view = turn_off(visit.network)
    visit.guest.tell(view.text, view.change)
    return _settings(visit)


def keep_seconds(visit: Visit) -> Response:
    """Keep in how many seconds a message can be taken back."""
    told = visit.field("seconds")
    if not (told.isascii() and told.isdigit() and len(told) <= len("3600")):
        raise SettingsError("seconds", f"{told!r} is no number of seconds up to an hour.")
    return visit.back("/settings/sending", allow_seconds(visit.network, int(told)))


def _told(visit: Visit) -> Response:
    visit.guest.tell(one_message(visit.network, visit.params["message"]).text_line)
    return visit.back(visit.origin_page("/outbox"))


def _settings(visit: Visit) -> Response:
    return visit.back("/settings/sending")


ROOMS = (
    Room(path="/outbox", method="GET", answer=show),
    Room(path="/outbox/{message}/back", method="POST", answer=back),
    Room(path="/outbox/{message}/sent", method="POST", answer=sent),
    Room(path="/outbox/{message}/again", method="POST", answer=once_more),
    Room(path="/settings/sending", method="POST", answer=keep_mailbox),
    Room(path="/settings/sending/seconds", method="POST", answer=keep_seconds),
    Room(path="/settings/sending/off", method="POST", answer=end_mailbox),
)
