"""What names a page or an account of somebody's: cards, signatures, notices, what the user found, their own pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from kithly.app.accounts.followed import ME, identity_of, person_of
from kithly.app.accounts.rows import account_of
from kithly.app.derived.closely import Untold, look
from kithly.app.drafts.findings import KIND as FOUND
from kithly.app.drafts.findings import found_text
from kithly.app.feeding.finds import SELF
from kithly.app.feeding.stream import Item
from kithly.app.feeding.whose import people_named
from kithly.app.said.decisions import Word
from kithly.history import Exchange, newest_first
from kithly.history.companies import mail_domain
from kithly.history.followable import (
    FEED,
    Followable,
    followable,
    followable_home,
    followable_identity,
    host_of,
    is_employers,
)
from kithly.history.signature_contacts import contacts_of
from kithly.messages import read_finding
from kithly.people import Person, PersonId, Place
from kithly.reasons import Facts, day_in_words
from kithly.records import Because, Evidence, Identity, IdentityKind
from kithly.store import Reading

KINDS = tuple(
    kind.value for kind in (IdentityKind.URL, IdentityKind.MASTODON, IdentityKind.BLUESKY, IdentityKind.GITHUB)
)
SHARED_BY = 2  # people who name one host: it is a house's, not one of theirs
SAID, ONE_WAY, BOTH_WAYS = "said", "one way", "both ways"  # how far it is proven that a page is theirs


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """One record that names something to follow.

    Attributes:
        person: Whose it is said to be.
        found: What is named.
        because: The record, in words.
        proof: ``one way`` where only another page names it, else ``said``.
    """

    person: Person
    found: Followable
    because: Because
    proof: str = SAID


def is_wanted(person: Person) -> bool:
    """Say whether what somebody shares may be suggested: not of whom the user leaves in peace, or does not plan."""
    return not person.quiet and not person.remembered and person.place is Place.NETWORK


def of_cards(kept: Reading, only: Collection[PersonId] | None = None) -> Iterator[Clue]:
    """Yield what address books name, told from columns alone: no record is read.

    Args:
        kept: Where to read.
        only: Only of these people; None for everybody.
    """
    columns = kept.identities.of_kinds(KINDS)
    handles = {
        seq: Identity(IdentityKind(kind), value)
        for seq, kind, value in zip(columns.seqs, columns.kinds, columns.values, strict=True)
    }
    links = kept.identities.links_to(list(handles))
    assigned = kept.assignments.of("record", [record for record, _ in links])
    whose = {record: one.person for record, one in assigned.items() if only is None or one.person in only}
    people = people_named(kept, whose.values())
    told = [(people[whose[record]], record, handles[seq]) for record, seq in links if whose.get(record) in people]
    sources = kept.records.sources_of([record for _, record, _ in told])
    shared = _shared((person.id, handle.value) for person, _, handle in told)
    for person, record, handle in told:
        found = followable_identity(handle, name=person.name)
        if found is not None and record in sources and _is_theirs(found, person, shared, domain=_domain_of(person)):
            identifier, source = sources[record]
            proof = Evidence(record=identifier, source=source, quote=handle.value)
            yield Clue(person=person, found=found, because=Because(text="Their entry names it.", evidence=(proof,)))


def of_signatures(
    kept: Reading, persons: Collection[PersonId], words: Mapping[PersonId, Word], *, now: datetime
) -> Iterator[Clue]:
    """Yield what the newest mails of some people are signed with.

    Args:
        kept: Where to read.
        persons: Whose mails.
        words: The user's word about everybody.
        now: The present, aware.
    """
    facts = look(kept, persons, Untold(), words, now=now)
    told = [(one, exchange, page) for one in facts for exchange in _signed(one) for page in _pages(exchange)]
    shared = _shared((one.person.id, page) for one, _, page in told)
    for one, exchange, page in told:
        found = followable(page, name=one.person.name)
        if (
            found is not None
            and found.is_own
            and _is_theirs(found, one.person, shared, domain=mail_domain(exchange.address))
        ):
            text = f"They signed a mail with it on {day_in_words(exchange.at, now.tzinfo)}."
            because = Because(text=text, evidence=(exchange.evidence(_line_of(exchange.signature, page)),))
            yield Clue(person=one.person, found=found, because=because)


def of_notices(items: Iterable[Item]) -> Iterator[Clue]:
    """Yield what the news of somebody names, that did not come by what is followed already."""
    for item in items:
        if item.person is None or item.account is not None or item.stored.source == SELF:
            continue
        who, url = item.news.about.identity, item.news.url
        found = followable_identity(who, name=item.person.name) if who and who.kind.value in KINDS else None
        found = found or (followable_home(url, name=item.person.name) if url else None)
        if found is not None and found.is_own:
            proof = Evidence(record=item.stored.id, source=item.stored.source, at=item.news.at, url=url or None)
            because = Because(
                text=f"It is named by news of {day_in_words(item.at, item.at.tzinfo)}.", evidence=(proof,)
            )
            yield Clue(person=item.person, found=found, because=because)


def of_findings(people: Mapping[PersonId, Person], words: Mapping[PersonId, Word]) -> Iterator[Clue]:
    """Yield what the links tell that the user found about somebody."""
    for id_, person in people.items():
        for decision in words[id_].decisions if id_ in words else ():
            url = read_finding(found_text(decision)).url if decision.kind == FOUND else ""
            found = followable_home(url, name=person.name) if url else None
            if found is not None:
                proof = Evidence(record=decision.id, source="self", at=decision.at, quote=url, url=url)
                because = Because(
                    text=f"You found it on {day_in_words(decision.at, decision.at.tzinfo)}.", evidence=(proof,)
                )
                yield Clue(person=person, found=found, because=because)


def of_pages(kept: Reading, people: Mapping[PersonId, Person]) -> Iterator[Clue]:
    """Yield what the followed pages of somebody name as theirs (``rel=me``): a claim that only that page makes."""
    now_of = kept.assignments.resolver()
    for row in kept.accounts.all():
        person = people.get(now_of(PersonId(person_of(row))))
        for address in account_of(row).settings.get(ME, "").split() if person else ():
            found = followable(address, name=person.name if person else "")
            if person is None or found is None or found.identity == identity_of(row):
                continue
            page = account_of(row).address
            url = page if page.startswith("https://") else None
            proof = Evidence(record=row.id, source=row.kind, at=row.added_at, quote=address, url=url)
            because = Because(text=f"{page}, which you follow, names it as theirs.", evidence=(proof,))
            yield Clue(person=person, found=found, because=because, proof=ONE_WAY)


def _is_theirs(found: Followable, person: Person, shared: Collection[str], *, domain: str) -> bool:
    """Say whether a page is a person's and not their house's; an account in a network is."""
    if found.kind != FEED:
        return True
    if is_employers(found.address, company=person.company, domain=domain) and not found.is_own:
        return False
    return found.is_own or host_of(found.address) not in shared


def _shared(named: Iterable[tuple[PersonId, str]]) -> frozenset[str]:
    """Return the hosts that several people name."""
    counted = Counter(host for _, host in {(person, host_of(page)) for person, page in named})
    return frozenset(host for host, people in counted.items() if people >= SHARED_BY)


def _domain_of(person: Person) -> str:
    mail = next((one.value for one in person.identities if one.kind is IdentityKind.EMAIL), "")
    return mail_domain(mail) if mail else ""


def _signed(facts: Facts) -> list[Exchange]:
    theirs = (one for one in facts.exchanges if not one.outgoing and one.is_personal and one.signature)
    return list(newest_first(tuple(theirs)))


def _pages(exchange: Exchange) -> Iterator[str]:
    told = contacts_of(exchange.signature)
    yield from told.links
    for kind, name in told.profiles:
        match kind:
            case "github":
                yield f"https://github.com/{name}"
            case "bluesky":
                yield f"https://bsky.app/profile/{name}"
            case "mastodon":
                yield name


def _line_of(signature: str, page: str) -> str:
    """Return the line of a signature in which a page stands, exactly; the signature's first where it does not."""
    bare = page.rpartition("/")[2].removeprefix("@").partition("@")[0].lower()
    lines = [line.strip() for line in signature.splitlines() if line.strip()]
    return next((line for line in lines if page.lower() in line.lower()), "") or next(
        (line for line in lines if bare and bare in line.lower()), lines[0] if lines else ""
    )
