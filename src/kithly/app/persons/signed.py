"""What somebody's newest signature tells of them beyond what is known: work, telephone, pages, profiles."""

from __future__ import annotations

from collections.abc import Iterator

from kithly.app.views import FactView
from kithly.history import Exchange, Signature, is_same_company, newest_first, read_signature
from kithly.people import Person
from kithly.reasons import Facts
from kithly.records import phone_identity

FROM = "from a signature"
READ = 5  # newest messages with a signature that are read for one that tells something
MOST = 200  # characters shown of one thing


def signed(facts: Facts) -> tuple[FactView, ...]:
    """Return what the newest telling signature of a person says that is not known of them, with the message.

    Args:
        facts: What was read of them.
    """
    for exchange in _signed_by(facts):
        told = tuple(
            FactView(kind="signature", label=f"{what}, {FROM}", value=value[:MOST], evidence=exchange.evidence())
            for what, value in _told(read_signature(exchange.signature, exchange.address), facts.person)
        )
        if told:
            return told
    return ()


def _signed_by(facts: Facts) -> list[Exchange]:
    """Return their own personal messages that bear a signature, newest first."""
    theirs = (one for one in facts.exchanges if not one.outgoing and one.is_personal and one.signature)
    return list(newest_first(tuple(theirs)))[:READ]


def _told(read: Signature, person: Person) -> Iterator[tuple[str, str]]:
    """Yield what a signature tells that is not known, each with its word."""
    known = {(one.kind.value, one.value) for one in person.identities}
    work = read.work
    if work.company and not (person.company and is_same_company(work.company, person.company)):
        yield "work", f"{work.title}, {work.company}" if work.title else work.company
    elif work.title and not person.title:
        yield "work", work.title
    for number in read.contacts.phones:
        identity = phone_identity(number)
        if identity and (identity.kind.value, identity.value) not in known:
            yield "phone", number
    for network, name in read.contacts.profiles:
        if (network, name) not in known:
            yield network, name
    yield from (("page", link) for link in read.contacts.links)
