"""Who writes drafts: the rules, always; a language model, where the user set one up and agreed to what leaves."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kithly.app.network import Network
from kithly.app.views import LeavingFieldView, WriterView
from kithly.errors import SettingsError, SourceUnavailable
from kithly.messages.asked import FIELDS, LEAVING, NEVER
from kithly.store import Reading
from kithly.transport.addresses import is_loopback
from kithly.transport.secrets import NOWHERE, KeyringAway, Secret, SecretAway, Secrets
from kithly.writers import NAME, Server, Turn, address_of

if TYPE_CHECKING:
    from kithly.writers.openai import OpenAI

KEPT = "writer"  # name of the small fact that holds what is set
RULES, MODEL = "rules", "model"
CHOICES = (RULES, MODEL)
SET_UP = "kithly writer set-up --url http://localhost:11434 --model NAME"
_TRIAL = (
    Turn(role="system", text="You are asked whether you can be reached. Answer with one short word."),
    Turn(role="user", text="Are you there?"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """A model that is set.

    Attributes:
        server: Where it is asked, and which it is.
        key: Where its key lies.
        agreed_at: When the user said yes to what leaves.
        agreed_to: Number of the list of fields they agreed to.
    """

    server: Server
    key: str
    agreed_at: datetime
    agreed_to: int

    @property
    def must_agree(self) -> bool:
        """Whether other fields would leave by now than the user agreed to."""
        return self.agreed_to != FIELDS


def writer_in(kept: Reading) -> Writer | None:
    """Return the model that is set, or None."""
    try:
        told = json.loads(kept.meta.get(KEPT) or "null")
        if told is None:
            return None
        server = Server(url=str(told["url"]), model=str(told["model"]), is_own=bool(told["own"]))
        at = datetime.fromisoformat(told["agreed_at"])
        return Writer(server=server, key=str(told["key"]), agreed_at=at, agreed_to=int(told["fields"]))
    except (ValueError, TypeError, KeyError):
        return None


def writer_set(network: Network) -> WriterView:
    """Return what is set."""
    with network.store.reading() as kept:
        writer = writer_in(kept)
    return writer_view(writer)


def asked_writer(kept: Reading, choice: str | None) -> Writer | None:
    """Return the model that is to write a draft; None where the rules are.

    Args:
        kept: Where to read.
        choice: ``rules`` or ``model``; None for the model where one is set.

    Raises:
        SettingsError: A model is wanted, and none is set, or what leaves has to be agreed to anew.
    """
    if choice not in {None, *CHOICES}:
        raise SettingsError("writer", f"There is no writer {choice!r}.", hint="Writers: " + ", ".join(CHOICES))
    writer = writer_in(kept)
    if choice == RULES or (writer is None and choice is None):
        return None
    if writer is None:
        raise SettingsError("writer", "No model is set that could write.", hint=SET_UP)
    if writer.must_agree:
        said = "Other fields would be given to the model than you agreed to; none is asked until you do."
        raise SettingsError(
            "writer", said, hint="See them, and agree: kithly writer set-up; or write with --writer rules"
        )
    return writer


def server_of(url: str, model: str, *, is_own: bool = False) -> Server:
    """Return a server by what the user typed.

    Raises:
        SettingsError: It is no web address, or no model is named.
    """
    address = address_of(url)
    server = Server(url=address, model=" ".join(model.split())[:120], is_own=is_own)
    if not address:
        raise SettingsError("url", f"{url[:200]!r} is no web address.", hint=SET_UP)
    if not server.model:
        raise SettingsError("model", "Which model?", hint=SET_UP)
    if address.startswith("http:") and not (is_own or is_loopback(server.host)):
        said = f"{server.host} would be asked without encryption, which is for this machine and hosts of your own."
        raise SettingsError("url", said, hint="Use https://, or say that the host is yours: --own-host")
    return server


def try_out(server: Server, key: Secret) -> None:
    """Ask a model whether it is there; nothing of the user's is in it.

    Raises:
        SourceError: It does not answer as a model does.
    """
    from kithly.writers.openai import OpenAI  # noqa: PLC0415 - slow to load, and needed only where a model is asked

    with closing(OpenAI(server, key).stream(_TRIAL)) as stream:
        next(stream)


def keep_writer(network: Network, server: Server, key: Secret) -> WriterView:
    """Keep a model, its key where secrets lie, and that the user agreed to what leaves."""
    place = Secrets(network.settings.folder).keep(NAME, key)
    told = {
        "url": server.url,
        "model": server.model,
        "own": server.is_own,
        "key": place,
        "agreed_at": network.now.isoformat(),
        "fields": FIELDS,
    }
    with network.store.transaction() as tx:
        tx.meta.set(KEPT, json.dumps(told))
    return writer_set(network)


def forget_writer(network: Network) -> WriterView:
    """Take the model and its key away; what left stays in the log until it is forgotten there."""
    with network.store.transaction() as tx:
        writer = writer_in(tx)
        tx.meta.set(KEPT, "")
    if writer is not None:
        try:
            Secrets(network.settings.folder).forget(NAME, place=writer.key)
        except KeyringAway:
            said = "The model is off. Its key lies in this system's keyring, which does not open."
            raise SourceUnavailable(NAME, NAME, said, hint="Unlock it, then: kithly writer off") from None
    return writer_view(None)


def client_of(network: Network, writer: Writer) -> OpenAI:
    """Return what asks a model.

    Raises:
        SourceUnavailable: Its key cannot be had.
    """
    from kithly.writers.openai import OpenAI  # noqa: PLC0415 - slow to load, and needed only where a model is asked

    return OpenAI(writer.server, key_of(network, writer))


def key_of(network: Network, writer: Writer) -> Secret:
    """Return the key of a model.

    Raises:
        SourceUnavailable: It cannot be had.
    """
    at = f"{writer.server.model} at {writer.server.host}"
    try:
        return Secrets(network.settings.folder).get(NAME, place=writer.key)
    except SecretAway as away:
        hint = away.hint(again="Give it again: kithly writer set-up", then="try again.")
        raise SourceUnavailable(NAME, at, f"{at}: {away.why('key')}", hint=hint) from None


def writer_view(writer: Writer | None, *, trial: Server | None = None) -> WriterView:
    """Return a model as shown; of one that is only tried, what would be set."""
    server = writer.server if writer else trial
    return WriterView(
        is_set=writer is not None,
        model=server.model if server else "",
        url=server.url if server else "",
        host=server.host if server else "",
        is_here=is_loopback(server.host) if server else False,
        is_own=server.is_own if server else False,
        key=writer.key if writer else NOWHERE,
        agreed_at=writer.agreed_at if writer else None,
        must_agree=writer.must_agree if writer else False,
        fields=tuple(LeavingFieldView(name=name, holds=holds) for name, holds in LEAVING),
        never=NEVER,
    )
