"""What would go with somebody: everything is looked through, and counted, before anything is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from secrets import token_bytes

from kithly.app.figures import counted
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.owning.choice import places_of
from kithly.app.owning.forgotten.whom import Whom, whom
from kithly.app.owning.lists import FORMER
from kithly.app.record_kinds import KINDS
from kithly.app.views import NamedView
from kithly.app.views.forgetting import ForgetCountView, ForgetEachView, ForgetView
from kithly.people.forgotten import Key, Marks
from kithly.people.forgotten.quick import Quick
from kithly.records import IdentityKind
from kithly.store import Reading
from kithly.store.archives.manifest import Why
from kithly.store.archives.names import made_for
from kithly.store.erasing import Concerned

SALT_BYTES = 16
NEVER_SHOWN = frozenset({IdentityKind.NAME, IdentityKind.UID})
SAID = ("word of yours about them", "words of yours about them")
PLANNED = ("hello in plans", "hellos in plans")
SENT = ("message in the outbox", "messages in the outbox")
OTHERS = ("record of others that names them", "records of others that name them")

ELSEWHERE = (
    "What lies outside Kithly stays: your mailboxes and the drafts in them, digests and calendars that were sent, "
    "files you imported from, and what a language model or a server was given."
)
FIRST_NAMES = (
    "In what others wrote, full names, addresses and numbers are taken out; a first name alone, a nickname or a "
    "misspelling cannot be found for sure and may stay."
)
NAMESAKE = (
    "{name} is the name of another entry too, and stays in what others wrote. If that is the same person, forget both "
    "together."
)
SHARED = "{handle} is somebody else's too: it stays, with what came from it under their name."


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What was found of somebody.

    Attributes:
        whom: Who it is.
        found: The records concerned.
        last: The newest version that was looked at.
        said: How many words of the user's are about them.
        planned: How many hellos to them stand in plans.
        sent: How many messages to them stand in the outbox.
    """

    whom: Whom
    found: Concerned
    last: int
    said: int
    planned: int
    sent: int


def forgetting(network: Network, who: str, also: Sequence[str] = ()) -> ForgetView:
    """Show what would go if somebody were forgotten; nothing is done.

    Args:
        network: Whose.
        who: A name, an address or an id.
        also: Other entries that are the same person's.

    Raises:
        NotFound: Nobody fits.
        Conflict: Several fit.
    """
    looked = look(network, who, also)
    return _view(network, looked)


def look(network: Network, who: str, also: Sequence[str] = ()) -> Looked:
    """Look through everything that is kept; given again as long as nothing is written."""
    return network.recall.get(("forgetting", who, *also), lambda: _look(network, who, also))


def salt_of(tx: Reading) -> bytes:
    """Return the salt of this network's sums; a random one where nobody was forgotten yet."""
    known = tx.forgotten.all()
    return known[-1].keys[0].salt if known and known[-1].keys else token_bytes(SALT_BYTES)


def marks_with(tx: Reading, keys: Iterable[Key]) -> Marks:
    """Return what tells whether somebody is meant: who is to be forgotten, or was."""
    return Marks([*keys, *(key for one in tx.forgotten.all() for key in one.keys)])


def counts_of(looked: Looked) -> tuple[tuple[ForgetCountView, ...], tuple[ForgetCountView, ...]]:
    """Return what goes and what changes, counted."""
    kinds = Counter(looked.found.gone.values())
    goes = [_counted(kinds[kind], KINDS[kind]) for kind in KINDS]
    goes += [_counted(looked.said, SAID), _counted(looked.planned, PLANNED), _counted(looked.sent, SENT)]
    changes = [_counted(len(looked.found.written_anew), OTHERS)]
    return tuple(one for one in goes if one.count), tuple(one for one in changes if one.count)


def told(counts: Iterable[ForgetCountView]) -> str:
    """Return counts as a list in words."""
    return _listed([f"{one.count:,} {one.what}" for one in counts])


def _listed(parts: Sequence[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def by_hand(network: Network) -> tuple[str, ...]:
    """Return the backups that lie where Kithly knows and are the user's to delete.

    They were made by hand, or by themselves in the network that this one was restored from.
    """
    with network.store.reading() as kept:
        former = frozenset((kept.meta.get(FORMER) or "").split())
    return tuple(str(path) for folder in places_of(network) for path in _of_the_user(folder, former))


def _of_the_user(folder: Path, former: Collection[str]) -> Iterator[Path]:
    yield from (path for path, _ in made_for(folder, Why.HAND))
    for why in (Why.DAILY, Why.UPGRADE):
        yield from (path for path, told in made_for(folder, why) if told.network in former)


def _look(network: Network, who: str, also: Sequence[str]) -> Looked:
    with network.store.reading() as kept:
        one = whom(kept, [find_person(kept, named) for named in (who, *also)])
        marks = marks_with(kept, one.keys(salt_of(kept)))
        quick = Quick((*one.names, *one.namesakes), (*one.handles, *one.shared))
        found = kept.erasing.concerned(marks, kept.forgotten.own(), may_hold=quick.may_hold, theirs=one.entries)
        return Looked(
            whom=one,
            found=found,
            last=kept.erasing.newest(),
            said=len(kept.decisions.about(one.ids)),
            planned=_planned(kept, one),
            sent=len(kept.outbox.to(one.persons)),
        )


def named(one: Whom) -> tuple[str, ...]:
    """Return how to name somebody to the command."""
    others = sorted(one.entries_of - {one.person.id})
    return (one.person.id, *(word for other in others for word in ("--with", other)))


def _planned(kept: Reading, one: Whom) -> int:
    plans: list[Mapping[str, list[Mapping[str, str]]]] = [plan for _, plan in kept.plans.since(date.min)]
    return sum(touch["person"] in one.persons for plan in plans for touch in plan.get("touches", ()))


def _view(network: Network, looked: Looked) -> ForgetView:
    one = looked.whom
    goes, changes = counts_of(looked)
    stays = [NAMESAKE.format(name=name) for name in one.namesakes]
    stays += [SHARED.format(handle=handle.value) for handle in one.shared if handle.kind not in NEVER_SHOWN]
    backups = by_hand(network)
    both = _listed([one.person.name, *(other.name for other in one.others)])
    return ForgetView(
        seal=one.seal,
        person=NamedView(id=one.person.id, name=one.person.name),
        others=tuple(NamedView(id=other.id, name=other.name) for other in one.others),
        each=tuple(_each(network, one)),
        alike=tuple(NamedView(id=other.id, name=other.name) for other in one.alike),
        names=one.names,
        handles=tuple(handle.value for handle in one.handles if handle.kind not in NEVER_SHOWN),
        shared=tuple(handle.value for handle in one.shared if handle.kind not in NEVER_SHOWN),
        goes=goes,
        changes=changes,
        stays=(*stays, *((FIRST_NAMES,) if changes else ()), ELSEWHERE),
        backups=backups,
        text=f"To forget {both} takes away {told(goes) or 'nothing but the name'}. It cannot be undone.",
        next=" ".join(["kithly forget", *named(one), "--yes"]),
    )


def _each(network: Network, one: Whom) -> Iterator[ForgetEachView]:
    for person in (one.person, *one.others) if one.others else ():
        goes, _ = counts_of(look(network, person.id))
        text = f"With {person.name}: {told(goes) or 'nothing but the name'}."
        yield ForgetEachView(id=person.id, name=person.name, goes=goes, text=text)


def _counted(count: int, words: tuple[str, str]) -> ForgetCountView:
    return ForgetCountView(what=counted(count, *words).partition(" ")[2], count=count)
