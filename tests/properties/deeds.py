"""Everything a user can do that changes what is kept, each as one deed that can be done again in another network.

A deed is planned once, in the network as it stands; what it then does names people, notes and files by what stays the
same wherever it is done. So whoever replays deeds without one of them does what the user did, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from tests.properties.machine_files import TODAY, exports, small_world

from kithly.app.belonging.edits import Edit, edit_people
from kithly.app.belonging.era_edits import put_in_era
from kithly.app.belonging.eras import answer_era, eras
from kithly.app.belonging.named import list_named, name_people
from kithly.app.belonging.triage import settle_triage, triage
from kithly.app.belonging.word import circle, importance, met, note, place, quiet, remembered
from kithly.app.bringing.import_files import import_paths
from kithly.app.changes import list_changes
from kithly.app.derived.me import confirm_me, say_me, set_me
from kithly.app.following.follow import refuse as refuse_to_follow
from kithly.app.letters.looking import found
from kithly.app.letters.own_hello import begin
from kithly.app.letters.weighing import Letter, it_is_true_to
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.owning.choice import choose_automatic, choose_folder
from kithly.app.persons.joined import joined
from kithly.app.persons.merging import accept, different, same
from kithly.app.persons.notes import edit_note, remove_note
from kithly.app.persons.rewording import reword
from kithly.app.persons.splitting import split
from kithly.app.persons.wishes import cadence, circle_cadence, circle_importance, needs
from kithly.app.proposing.proposing import accept_proposal, propose
from kithly.app.said.decisions import words_of
from kithly.app.sharing.share import refuse_idea, share
from kithly.app.talks.afterwards import Outcome, talked
from kithly.app.talks.arranging import arrange, call_off
from kithly.app.today.answering import enough
from kithly.app.today.day import today
from kithly.app.today.outcome import done, log, skip, snooze, snooze_all
from kithly.app.today.resting import away, back
from kithly.app.today.rhythm import set_rhythm
from kithly.app.views import DoneView, TouchView
from kithly.errors import NotFound

ODD = ("Zita Quarrenhold", "Odo Fennimarsh")
CIRCLES = ("Harbour", "Choir")
LEVELS = ("high", "normal", "low")
PLACES = ("family", "network", "service")
LINES = ("Zita, the pier", "Zita (tides)", "Odo Fennimarsh", "Prof. Quarrenhold <quarrenhold@tarn.example>")
DAYS = (30, 90, None)
RHYTHM = (("minutes", "20"), ("quiet-days", "saturday"), ("quiet-hours", "20:00-08:00"), ("holiday", "2026-03-20"))

Act = Callable[[Network], str | None]
"""Does a deed once more; gives its change, None where nothing changed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a machine drew for a deed.

    Attributes:
        who: Whom it is about, by an address or a name.
        other: Somebody else.
        number: For every further choice.
        at: When it is done; no two deeds are done at one moment.
    """

    who: str
    other: str
    number: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Deed:
    """One kind of deed.

    Attributes:
        uses: The use cases it is done by, as `tests.docs.app_uses` names them.
        plan: Makes of what was drawn what is done; None where nothing can be done now.
        rests: Whether it rests on what was shown at its time, and would be another one where that is other.
    """

    uses: tuple[str, ...]
    plan: Callable[[Network, Asked], Act | None]
    rests: bool = False


def whom() -> tuple[str, ...]:
    """Return by what people are named: addresses and names of everybody the files tell of, and two beside them."""
    people = small_world().people
    return (*(one.address_on(TODAY) for one in people), *(one.name for one in people), *ODD)


def plain(act: Callable[[Network, Asked], DoneView]) -> Callable[[Network, Asked], Act]:
    """Return the plan of what depends on nothing but what was drawn."""
    return lambda _, asked: lambda network: act(network, asked).change


def _import(_: Network, asked: Asked) -> Act:
    files = exports()
    chosen = [files[asked.number % len(files)]]
    if asked.number >= len(files):
        chosen.append(files[(asked.number // 3) % len(files)])

    def act(network: Network) -> str | None:
        view = import_paths(network, list(dict.fromkeys(chosen)))
        return view.import_ if view.totals.new + view.totals.merged else _newest(network)

    return act


def _newest(network: Network) -> str | None:
    """Return the newest change if it was made at this moment."""
    changes = list_changes(network).changes
    return changes[0].id if changes and changes[0].at == network.now else None


def _note_named(network: Network, who: str, made: datetime) -> str:
    """Return the id a note has here, by the moment it was made."""
    with network.store.reading() as kept:
        word = words_of(kept).get(find_person(kept, who).id)
        for one in word.notes if word else ():
            if one.at == made:
                return one.id
    raise NotFound("note", who)


def _any_note(network: Network, asked: Asked) -> datetime | None:
    with network.store.reading() as kept:
        person = find_person(kept, asked.who).id
        word = words_of(kept).get(person)
    notes = word.notes if word else []
    return notes[asked.number % len(notes)].at if notes else None


def _edit_note(network: Network, asked: Asked) -> Act | None:
    made = _any_note(network, asked)
    if made is None:
        return None
    text = f"rather {asked.number} at {asked.at:%H:%M}"
    return lambda now: edit_note(now, _note_named(now, asked.who, made), text).change


def _remove_note(network: Network, asked: Asked) -> Act | None:
    made = _any_note(network, asked)
    return None if made is None else lambda now: remove_note(now, _note_named(now, asked.who, made)).change


def _split(network: Network, asked: Asked) -> Act:
    parts = joined(network, asked.who).parts
    key = parts[asked.number % len(parts)].key
    return lambda now: split(now, asked.who, key).change


def _edit_many(_: Network, asked: Asked) -> Act:
    edits = (
        Edit(circle=f"Many {asked.at:%H:%M}", importance="high"),
        Edit(place="family", quiet=True),
        Edit(out_of="Harbour", quiet=False),
    )
    edit, wanted = edits[asked.number % len(edits)], (asked.who, asked.other)

    def act(now: Network) -> str:
        with now.store.reading() as kept:
            ids = [find_person(kept, one).id for one in wanted]
        return edit_people(now, ids, edit).change

    return act


def _name(network: Network, asked: Asked) -> Act | None:
    """Add a line to those that stand, or drop one: what others are named beside is none of this deed."""
    line = LINES[asked.number % len(LINES)]
    is_there = line in [one.line for one in list_named(network).people]

    def act(now: Network) -> str | None:
        lines = [one.line for one in list_named(now).people]
        if (line in lines) != is_there:
            raise NotFound("line", line)
        left = [one for one in lines if one != line]
        return name_people(now, left if is_there else [*lines, line]).change

    return act


def _eras(network: Network, asked: Asked) -> Act | None:
    known = eras(network).eras
    if not known:
        return None
    key = known[asked.number % len(known)].key
    return lambda now: answer_era(now, key, "all" if asked.number % 2 else "no").change


def _put_in_era(network: Network, asked: Asked) -> Act | None:
    known = eras(network).eras
    if not known:
        return None
    key, belongs = known[asked.number % len(known)].key, asked.number % 3 > 0
    return lambda now: put_in_era(now, [asked.who, asked.other], key, belongs=belongs).change


def _triage(network: Network, asked: Asked) -> Act | None:
    listed = triage(network).people
    if asked.number % 2 and not listed:
        return None
    told = {asked.who: PLACES[asked.number % len(PLACES)]}
    return lambda now: settle_triage(now, told, as_guessed=bool(asked.number % 2 and listed)).change


def _me(network: Network, asked: Asked) -> Act:
    del network
    pairs = [("address", asked.who)] if "@" in asked.who else [("position", f"I build boats {asked.number}")]
    if asked.number % 3 == 0:
        pairs = [("interests", f"boats, tides {asked.number}")]

    def act(now: Network) -> str | None:
        if asked.number % 2:
            return say_me(now, pairs).change
        set_me(now, pairs)
        return _newest(now)

    return act


def _touch(network: Network, asked: Asked, act: Callable[[Network, str], DoneView]) -> Act | None:
    touches: tuple[TouchView, ...] = today(network, minutes=20).touches
    if not touches:
        return None
    touch = touches[asked.number % len(touches)].id
    return lambda now: act(now, touch).change


def _of_day(act: Callable[[Network, str], DoneView]) -> Callable[[Network, Asked], Act | None]:
    return lambda network, asked: _touch(network, asked, act)


def _begin(network: Network, asked: Asked) -> Act:
    del network

    def act(now: Network) -> str | None:
        begin(now, asked.who)
        return _newest(now)

    return act


def _idea(network: Network, _: Asked) -> Act | None:
    idea = share(network).idea
    return None if idea is None else lambda now: refuse_idea(now, idea.id).change


def _propose(network: Network, asked: Asked) -> Act:
    del network
    kinds: tuple[tuple[str, list[str], Mapping[str, object]], ...] = (
        ("note", [asked.who], {"text": f"proposed at {asked.at:%H:%M}"}),
        ("circle", [asked.who], {"name": f"Proposed {asked.at:%H:%M}", "remove": False}),
        ("same", [asked.who, asked.other], {}),
        ("needs", [asked.who], {"looks_for": f"a berth at {asked.at:%H:%M}"}),
    )
    kind, subject, value = kinds[asked.number % len(kinds)]

    def act(now: Network) -> str:
        proposal = propose(now, kind, subject, value)
        return accept_proposal(now, proposal.id).change

    return act


DEEDS: Final[Mapping[str, Deed]] = {
    "import": Deed(("bringing.import_files.import_paths",), _import),
    "note": Deed(("belonging.word.note",), plain(lambda n, a: note(n, a.who, f"likes islands at {a.at:%H:%M}"))),
    "edit note": Deed(("persons.notes.edit_note",), _edit_note),
    "remove note": Deed(("persons.notes.remove_note",), _remove_note),
    "circle": Deed(
        ("belonging.word.circle",),
        plain(lambda n, a: circle(n, a.who, CIRCLES[a.number % 2], remove=a.number % 3 == 0)),
    ),
    "importance": Deed(("belonging.word.importance",), plain(lambda n, a: importance(n, a.who, LEVELS[a.number % 3]))),
    "quiet": Deed(("belonging.word.quiet",), plain(lambda n, a: quiet(n, a.who, on=a.number % 3 > 0))),
    "remembered": Deed(("belonging.word.remembered",), plain(lambda n, a: remembered(n, a.who, on=a.number % 3 > 0))),
    "place": Deed(("belonging.word.place",), plain(lambda n, a: place(n, a.who, PLACES[a.number % 3]))),
    "met": Deed(("belonging.word.met",), plain(lambda n, a: met(n, ODD[a.number % 2], where="the pier"))),
    "same": Deed(("persons.merging.same",), plain(lambda n, a: same(n, a.who, a.other))),
    "different": Deed(("persons.merging.different",), plain(lambda n, a: different(n, a.who, a.other))),
    "accept": Deed(("persons.merging.accept",), plain(lambda n, _: accept(n, 0.5)), rests=True),
    "split": Deed(("persons.splitting.split",), _split, rests=True),
    "needs": Deed(("persons.wishes.needs",), plain(lambda n, a: needs(n, a.who, offers=f"a boat at {a.at:%H:%M}"))),
    "cadence": Deed(("persons.wishes.cadence",), plain(lambda n, a: cadence(n, a.who, DAYS[a.number % 3]))),
    "circle cadence": Deed(
        ("persons.wishes.circle_cadence",),
        plain(lambda n, a: circle_cadence(n, CIRCLES[a.number % 2], DAYS[a.number % 3])),
    ),
    "circle importance": Deed(
        ("persons.wishes.circle_importance",),
        plain(lambda n, a: circle_importance(n, CIRCLES[a.number % 2], LEVELS[a.number % 3])),
    ),
    "reword": Deed(
        ("persons.rewording.reword",), plain(lambda n, a: reword(n, a.who, {"looks_for": f"a mast at {a.at:%H:%M}"}))
    ),
    "edit many": Deed(("belonging.edits.edit_people",), _edit_many, rests=True),
    "name": Deed(("belonging.named.name_people",), _name),
    "era": Deed(("belonging.eras.answer_era",), _eras, rests=True),
    "put in era": Deed(("belonging.era_edits.put_in_era",), _put_in_era, rests=True),
    "triage": Deed(("belonging.triage.settle_triage",), _triage, rests=True),
    "me": Deed(("derived.me.set_me", "derived.me.say_me"), _me),
    "confirm me": Deed(("derived.me.confirm_me",), plain(lambda n, _: confirm_me(n)), rests=True),
    "done": Deed(("today.outcome.done",), _of_day(done), rests=True),
    "snooze": Deed(("today.outcome.snooze",), _of_day(lambda n, touch: snooze(n, touch, days=3)), rests=True),
    "skip reason": Deed(("today.outcome.skip",), _of_day(lambda n, touch: skip(n, touch, person=False)), rests=True),
    "skip person": Deed(("today.outcome.skip",), _of_day(lambda n, touch: skip(n, touch, person=True)), rests=True),
    "snooze all": Deed(("today.outcome.snooze_all",), plain(lambda n, _: snooze_all(n, days=3)), rests=True),
    "enough": Deed(("today.answering.enough",), plain(lambda n, _: enough(n))),
    "log": Deed(
        ("today.outcome.log",),
        plain(lambda n, a: log(n, a.who, "a call", incoming=a.number % 2 == 0, day=n.today - timedelta(days=a.number))),
    ),
    "begin": Deed(("letters.own_hello.begin",), _begin, rests=True),
    "found": Deed(("letters.looking.found",), plain(lambda n, a: found(n, a.who, f"sails, seen at {a.at:%H:%M}"))),
    "true": Deed(
        ("letters.weighing.it_is_true_to",), plain(lambda n, a: it_is_true_to(n, Letter(who=a.who), "a boat"))
    ),
    "not followed": Deed(
        ("following.follow.refuse",),
        plain(lambda n, a: refuse_to_follow(n, a.who, f"https://tide{a.number}.example/feed")),
    ),
    "not shared": Deed(("sharing.share.refuse_idea",), _idea, rests=True),
    "talked": Deed(
        ("talks.afterwards.talked",), plain(lambda n, a: talked(n, a.who, Outcome(text=f"masts at {a.at:%H:%M}")))
    ),
    "arrange": Deed(
        ("talks.arranging.arrange",), lambda _, a: lambda n: arrange(n, a.who, a.at + timedelta(days=3)).change
    ),
    "call off": Deed(("talks.arranging.call_off",), plain(lambda n, a: call_off(n, a.who)), rests=True),
    "away": Deed(("today.resting.away",), plain(lambda n, a: away(n, n.today + timedelta(days=1 + a.number)))),
    "back": Deed(("today.resting.back",), plain(lambda n, _: back(n)), rests=True),
    "rhythm": Deed(("today.rhythm.set_rhythm",), plain(lambda n, a: set_rhythm(n, [RHYTHM[a.number % len(RHYTHM)]]))),
    "backups": Deed(("owning.choice.choose_automatic",), plain(lambda n, a: choose_automatic(n, on=a.number % 2 == 0))),
    "folder": Deed(("owning.choice.choose_folder",), plain(lambda n, _: choose_folder(n, ""))),
    "proposal": Deed(("proposing.proposing.propose", "proposing.proposing.accept_proposal"), _propose),
}
"""Every kind of deed by its name."""
