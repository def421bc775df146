"""The people the user would be sorry to lose: a line each, in any words, matched with imports later."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from hashlib import blake2b

from kithly.app.belonging.memberships import Belonging
from kithly.app.belonging.word import keep_contact
from kithly.app.derived.closely import Ties
from kithly.app.derived.own_contacts import SELF
from kithly.app.derived.refresh import refresh, refresh_people
from kithly.app.network import Network
from kithly.app.said.own_lines import NAMED, WITHDRAWN, OwnLine, all_lines, line_value, standing_lines
from kithly.app.views import NamedLineView, NamedPeopleView, NamedView
from kithly.errors import SettingsError
from kithly.people import PersonId, Portrait, Suggestion
from kithly.people.name_tokens import name_tokens
from kithly.people.named_lines import NamedLine, clean_line, read_line
from kithly.people.named_matching import NamedPerson, suggest_named
from kithly.people.named_matching import Network as Meant
from kithly.records import Contact, Evidence, Identity, name_key
from kithly.store import ChangeId, Reading, Writing
from kithly.ties.words import counted

MOST_LINES = 100  # more is an address book
CONTACT = "contact"  # kind of the entries' records


def list_named(network: Network) -> NamedPeopleView:
    """Return the people the user would be sorry to lose, as they were written."""
    with network.store.reading() as kept:
        return NamedPeopleView(people=_views(kept))


def name_people(network: Network, lines: Sequence[str], *, seen: Collection[str] | None = None) -> NamedPeopleView:
    """Keep the lines as they are now: new ones are added, missing ones taken away, all others left alone.

    Whoever bears exactly the full name in a line, alone among those known, is meant; else an entry of its own is
    kept, which later imports may be joined with. Two lines of one name are one edited line where the older is gone.

    Args:
        network: Whose.
        lines: All lines, as the user wrote them; empty ones say nothing.
        seen: Ids of the lines the user had before them when they wrote: no other is taken away, for it was added
            elsewhere meanwhile. None for all there are.

    Raises:
        SettingsError: There are too many.
    """
    wanted = list(dict.fromkeys(filter(None, map(clean_line, lines))))
    with network.store.transaction() as tx:
        old = standing_lines(tx)
        kept = {one.line for one in old}
        gone = [one for one in old if one.line not in wanted and (seen is None or one.decision in seen)]
        _check(len(old) - len(gone) + len(set(wanted) - kept))
        fresh = {place: read_line(line) for place, line in enumerate(wanted) if line not in kept}
        if not gone and not fresh:
            return NamedPeopleView(people=_views(tx))
        text = _told(fresh, gone)
        change = tx.changes.open(NAMED, text.rstrip("."), network.now)
        _write(tx, network, change, fresh, gone)
        return NamedPeopleView(people=_views(tx), change=change, text=text)


def _check(count: int) -> None:
    if count > MOST_LINES:
        raise SettingsError("lines", f"{count} lines are too many.", hint=f"Name at most {MOST_LINES} people.")


def named_suggestions(
    kept: Reading,
    portraits: Sequence[Portrait],
    different: Sequence[tuple[str, str]],
    belongs: Belonging,
    ties: Ties,
) -> tuple[Suggestion, ...]:
    """Return whom the lines may mean that no record is joined with yet.

    Args:
        kept: Where to read.
        portraits: Everybody ego knows.
        different: Pairs of people the user called two.
        belongs: How everybody belongs.
        ties: How ego stands with everybody.
    """
    waiting = _waiting(kept)
    if not waiting:
        return ()
    own = {one.id for one in waiting}
    others = [one for one in portraits if one.id not in own]
    return suggest_named(
        waiting,
        Meant(
            portraits=others,
            contacts=ties.contacts(),
            places={one.id: [era.organisation for era in belongs.of(PersonId(one.id))] for one in others},
            different=different,
        ),
    )


def has_candidates(kept: Reading) -> int:
    """Return how many lines that wait may mean somebody known now; a quick look by the name alone."""
    own = {one.id for one in _waiting(kept)}
    found = 0
    for one in _waiting(kept):
        words = [word for word in name_key(one.name).split() if len(word) > 1]
        people = kept.people.list(words[-1], limit=len(own) + 1) if words else ()
        found += any(row.person.id not in own for row in people)
    return found


def _told(fresh: Mapping[int, NamedLine], gone: Sequence[OwnLine]) -> str:
    parts = [f"{counted(len(fresh), 'person').replace('persons', 'people')} named"] if fresh else []
    parts += [f"{counted(len(gone), 'line')} taken away"] if gone else []
    return f"People you would be sorry to lose: {', '.join(parts)}."


def _write(
    tx: Writing, network: Network, change: ChangeId, fresh: Mapping[int, NamedLine], gone: Sequence[OwnLine]
) -> None:
    """Keep new lines and take old ones away; an edited one stays with its person and its entry."""
    edited = _edited(fresh, gone)
    former = {one.record: one.person for one in all_lines(tx) if one.record}
    told = {place: (one.person, one.record) for place, one in edited.items()}
    entries: dict[int, str] = {}
    for place, line in fresh.items():
        if place in edited:
            continue
        if person := _meant(tx, line):
            told[place] = (person, "")
            continue
        entries[place] = _keep_entry(tx, network, change, line)
        record = tx.records.id_of(SELF, CONTACT, entries[place])
        if record in former:  # written before, and taken away since: it must stand again before people are recognised
            told[place] = (former[record], record)
    for one in gone:
        tx.decisions.add(change, WITHDRAWN, one.decision, None, network.now)
    _tell(tx, network, change, fresh, told)
    is_rebuilt = bool(entries) or any(one.record for one in gone if one not in edited.values())
    if is_rebuilt:
        refresh(tx, now=network.now)
    new = {place: _entry(tx, key) for place, key in entries.items() if place not in told}
    _tell(tx, network, change, fresh, new)
    touched = {person for person, _ in new.values()}
    if not is_rebuilt:  # else whoever had only a line that went is gone, and must not be made again
        touched |= {person for person, _ in told.values()} | {one.person for one in gone}
    now_of = tx.assignments.resolver()
    refresh_people(tx, {now_of(person) for person in touched}, now=network.now)


def _tell(
    tx: Writing,
    network: Network,
    change: ChangeId,
    fresh: Mapping[int, NamedLine],
    told: Mapping[int, tuple[PersonId, str]],
) -> None:
    """Keep whom some lines mean: a person, and the id of the entry made for them."""
    for place, (person, record) in told.items():
        tx.decisions.add(change, NAMED, person, line_value(fresh[place], record=record, place=place), network.now)


def _entry(tx: Reading, key: str) -> tuple[PersonId, str]:
    """Return the person and the id of an entry."""
    return tx.records.person_of(SELF, key), tx.records.id_of(SELF, CONTACT, key)


def _edited(fresh: Mapping[int, NamedLine], gone: Sequence[OwnLine]) -> dict[int, OwnLine]:
    """Return which new line is an old one with other words about the same name."""
    left = list(gone)
    found = {}
    for place, line in fresh.items():
        same = next((one for one in left if name_key(one.name) == name_key(line.name)), None)
        if same is not None:
            found[place] = same
            left.remove(same)
    return found


def _keep_entry(tx: Writing, network: Network, change: ChangeId, line: NamedLine) -> str:
    """Keep an entry for somebody no record tells of, and return its key."""
    mark = blake2b(name_key(line.line).encode(), digest_size=8).hexdigest()
    contact = Contact(
        key=f"{NAMED}|{name_key(line.name)}|{mark}",
        name=line.name if "@" not in line.name else "",
        identities=(line.identity,) if line.identity else (),
    )
    keep_contact(tx, network, change, contact, f"named {line.name}")
    return contact.key


def _meant(tx: Reading, line: NamedLine) -> PersonId | None:
    """Return who a line certainly means: the only one known with its address, or with exactly its full name."""
    if line.identity and (person := _owner(tx, line.identity)):
        return person
    wanted = name_tokens(line.name)
    if wanted is None or not wanted.given:
        return None
    rows = tx.people.list(" ".join(name_key(line.name).split()[-1:]))
    same = [row.person.id for row in rows if name_tokens(row.person.name) == wanted]
    known = [person for person in same if _is_matched(tx, person)]
    return known[0] if len(known) == 1 else None


def _owner(tx: Reading, identity: Identity) -> PersonId | None:
    seqs = tx.identities.seq_of([identity])
    owners = {row.person for row in tx.assignments.of("identity", list(seqs.values())).values()}
    known = [person for person in owners if tx.people.get(person)]
    return known[0] if len(known) == 1 else None


def _is_matched(tx: Reading, person: PersonId) -> bool:
    """Say whether anything but the user's own entries tells of a person."""
    nodes = tx.assignments.nodes_of([person])
    records = [node.seq for node in nodes if node.kind == "record"]
    own = tx.records.sources_of(records)
    if any(source != SELF for _, source in own.values()):
        return True
    told = {
        identity
        for stored in tx.records.get(records)
        if isinstance(stored.record, Contact)
        for identity in stored.record.identities
    }
    own_seqs = set(tx.identities.seq_of(told).values())
    return any(node.kind == "identity" and node.seq not in own_seqs for node in nodes) or _is_in_touch(tx, own_seqs)


def _is_in_touch(tx: Reading, identities: set[int]) -> bool:
    """Say whether any message names one of these identities."""
    return bool(identities) and len(tx.interactions.columns_of(sorted(identities)).record) > 0


def _waiting(kept: Reading) -> list[NamedPerson]:
    """Return the lines that no record is joined with yet."""
    now_of = kept.assignments.resolver()
    found = []
    for one in standing_lines(kept):
        person = now_of(one.person)
        if one.record and not _is_matched(kept, person):
            proof = Evidence(record=one.decision, source=SELF, at=one.at, quote=one.line)
            found.append(NamedPerson(id=person, name=one.name, about=one.about, evidence=proof))
    return found


def _views(kept: Reading) -> tuple[NamedLineView, ...]:
    now_of = kept.assignments.resolver()
    lines = [(one, now_of(one.person)) for one in standing_lines(kept)]
    names = {row.person.id: row.person.name for row in kept.people.some({person for _, person in lines})}
    return tuple(
        NamedLineView(
            id=one.decision,
            line=one.line,
            name=one.name,
            about=one.about,
            person=NamedView(id=person, name=names.get(person, one.name)),
            matched=not one.record or _is_matched(kept, person),
        )
        for one, person in lines
    )
