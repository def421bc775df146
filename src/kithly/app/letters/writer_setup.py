"""Setting a model up: tried first, then what would leave is shown with an example, then the yes."""

from __future__ import annotations

from kithly.app.derived.closely import Ties
from kithly.app.drafts.drafting import Drafter
from kithly.app.drafts.known_names import names_somebody
from kithly.app.drafts.sent_log import forget_sent, sent_in
from kithly.app.drafts.writers import server_of, try_out, writer_in, writer_view
from kithly.app.network import Network
from kithly.app.views import SentLogView, SentView, WriterTrialView
from kithly.errors import SettingsError
from kithly.messages import NoDraft
from kithly.messages.asked import fields_of, leaving, why_by_rules
from kithly.people import PersonId
from kithly.reasons import TouchKind
from kithly.store import Reading
from kithly.transport.secrets import Secret
from kithly.writers import Server

LOOKED_AT = 40  # people among whom an example is looked for, those with the best reason first


def tried(network: Network, server: Server, key: Secret) -> WriterTrialView:
    """Try a model, and return what would leave for a draft, with an example from the user's own data.

    Nothing is kept, and nothing of the user's is given to the model.

    Raises:
        SourceError: It does not answer as a model does.
    """
    try_out(server, key)
    with network.store.reading() as kept:
        name, example = _example(kept, network)
    return WriterTrialView(writer=writer_view(None, trial=server), person=name, example=example)


def server_now(network: Network, url: str, model: str, *, is_own: bool) -> Server:
    """Return a server by what the user typed; what they left out is as it is set.

    Raises:
        SettingsError: It is no web address, or no model is named.
    """
    with network.store.reading() as kept:
        writer = writer_in(kept)
    known = writer.server if writer else None
    if known is None and not url:
        raise SettingsError("url", "Where does the model answer?", hint="kithly writer set-up --url URL --model NAME")
    same = known is not None and not url
    return server_of(
        url or (known.url if known else ""),
        model or (known.model if known else ""),
        is_own=is_own or (same and known is not None and known.is_own),
    )


def what_left(network: Network) -> SentLogView:
    """Return what left the machine for drafts, the newest first."""
    with network.store.reading() as kept:
        told = sent_in(kept)
        names = kept.people.names([kept.assignments.resolve(one.person) for one in told])
        return SentLogView(
            sent=tuple(
                SentView(
                    at=one.at,
                    model=one.model,
                    host=one.host,
                    person=one.person,
                    name=names.get(kept.assignments.resolve(one.person), ""),
                    sent=one.sent,
                    outcome=one.outcome,
                )
                for one in reversed(told)
            )
        )


def forget_what_left(network: Network) -> int:
    """Take the log of what left away, and return how many askings went."""
    with network.store.transaction() as tx:
        return forget_sent(tx)


def _example(kept: Reading, network: Network) -> tuple[str, dict[str, object] | None]:
    """Return whose draft the example is of, and what would leave for it; empty and None where nothing is known."""
    drafter = Drafter(kept, network, Ties(kept, network.now))
    for person in _people(kept, network):
        order = drafter.order_for(person, TouchKind.RECONNECT, "mail", reason=None)
        if isinstance(order, NoDraft) or why_by_rules(order.brief) or order.brief.is_personal:
            continue
        fields = fields_of(leaving(order.brief, lambda words: names_somebody(kept, words)))
        if fields["facts"]:
            return order.brief.recipient.name, fields
    return "", None


def _people(kept: Reading, network: Network) -> list[PersonId]:
    reasoned = dict.fromkeys(one.person for one in kept.reasons.briefly(network.today))
    others = (row.person.id for row in kept.people.list(limit=LOOKED_AT))
    return list(dict.fromkeys([*reasoned, *others]))[:LOOKED_AT]
