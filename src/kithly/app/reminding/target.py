"""A service that is told, beside or instead of the mail, that the day is there; its address is kept as a secret."""

from __future__ import annotations

from datetime import date

from kithly.app.accounts.keeping import LIES
from kithly.app.accounts.rows import secrets_of
from kithly.app.network import Network
from kithly.app.reminding.mailbox import DIGEST
from kithly.app.said.decisions import decide
from kithly.app.views import DigestSetView
from kithly.channels.apprised import ByService
from kithly.channels.notify import Note
from kithly.errors import ChannelAuthError, ChannelUnavailable, KithlyError, NotFound
from kithly.store import Reading
from kithly.transport.secrets import KeyringAway, Secret, SecretAway

TARGET = "target"
SECRET = "digest-target"  # noqa: S105 - the name its address is kept under
KEPT = "digest_told"  # name of the small fact: the last day on which the service was told
AGAIN = "kithly digest --target -"


def set_target(network: Network, url: str) -> DigestSetView:
    """Let a service be told once a day that the day is there.

    Raises:
        Refused: Apprise knows no such service.
        ChannelUnavailable: Apprise is not installed.
    """
    service = ByService(url=url.strip())
    name = service.name
    place = secrets_of(network).keep(SECRET, Secret(value=service.url))
    text = f"{name} is told once a day that your day is there: how many hellos, and no name or reason."
    with network.store.transaction() as tx:
        change, _ = decide(tx, network, DIGEST, [(TARGET, {"service": name, "secret": place})], text)
    return DigestSetView(change=change, text=text, words=(LIES[place].replace("Its password", "Its address"),))


def end_target(network: Network) -> DigestSetView:
    """Tell that service no more, and forget its address.

    Raises:
        NotFound: None is told.
    """
    with network.store.reading() as kept:
        known = target_of(kept)
    if known is None:
        raise NotFound("service", "", message="No service is told.", hint="kithly digest --target ntfy://ntfy.sh/topic")
    text = f"{known[0]} is told no more."
    with network.store.transaction() as tx:
        change, _ = decide(tx, network, DIGEST, [(TARGET, None)], text)
    try:
        secrets_of(network).forget(SECRET, place=known[1])
    except KeyringAway:
        text += " Its address still lies in this system's keyring, which does not open now."
    return DigestSetView(change=change, text=text)


def target_of(kept: Reading) -> tuple[str, str] | None:
    """Return what the service is called, and where its address lies; None for none."""
    told = [one.value for one in kept.decisions.all(DIGEST) if one.subject == TARGET]
    return (str(told[-1]["service"]), str(told[-1]["secret"])) if told and told[-1] else None


def tell_target(network: Network, note: Note) -> str:
    """Tell the service, once a day; return what it is called, empty where none is told or it was today.

    Raises:
        ChannelError: It did not take it; another try is allowed.
    """
    with network.store.reading() as kept:
        known, told = target_of(kept), kept.meta.get(KEPT)
    if known is None or told == network.today.isoformat():
        return ""
    service = ByService(url=_address(network, known))
    _keep(network, network.today)
    try:
        service.notify(note)
    except KithlyError:
        _keep(network, None)
        raise
    return known[0]


def _keep(network: Network, day: date | None) -> None:
    with network.store.transaction() as tx:
        tx.meta.set(KEPT, day.isoformat() if day else "")


def _address(network: Network, known: tuple[str, str]) -> str:
    try:
        return secrets_of(network).get(SECRET, place=known[1]).value
    except SecretAway as away:
        kind = ChannelUnavailable if isinstance(away, KeyringAway) else ChannelAuthError
        hint = away.hint(again=AGAIN, then="kithly digest --send")
        raise kind("notify", f"{known[0]}: {away.why('address')}", hint=hint) from None
