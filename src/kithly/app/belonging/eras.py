"""The years the user shares with people: proposed from positions, connections and mail, and answered once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from kithly.app.belonging.era_views import Asked, era_view
from kithly.app.belonging.memberships import Belonging, belonging, belonging_now
from kithly.app.derived.era_finding import kept_eras
from kithly.app.derived.refresh import refresh, refresh_people
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.said.decisions import done_view, words_of
from kithly.app.said.era_words import ANSWERS, ERA, SOME, answer_value
from kithly.app.views import DoneView, ErasView, EraView
from kithly.errors import Conflict, NotFound, SettingsError
from kithly.history.eras import Era, Role
from kithly.people import PersonId
from kithly.records import name_key
from kithly.store import Decision, Reading, Writing
from kithly.ties.words import counted

ALL = 1 << 30


def eras(network: Network, *, shown: int = ALL) -> ErasView:
    """Return the user's eras: those with somebody to ask about first, the newest before older ones.

    Args:
        network: Whose.
        shown: At most so many people of each era; the counts are of all.
    """
    found_once(network)
    return network.recall.get(("eras", shown, network.today), lambda: _eras(network, shown))


def _eras(network: Network, shown: int) -> ErasView:
    belongs = belonging_now(network)
    with network.store.reading() as kept:
        asked = [Asked(kept, belongs, era) for era in belongs.eras]
        answers = _answers(kept, belongs)
        views = [era_view(kept, one, answers.get(one.era.key), shown=shown) for one in asked]
    views.sort(key=lambda view: (not view.waiting, view.answer is not None))
    return ErasView(eras=tuple(views), answered=sum(view.answer is not None for view in views))


def era(network: Network, which: str, *, shown: int = ALL) -> EraView:
    """Return one era, by its key or a part of its organisation's name.

    Args:
        network: Whose.
        which: Key, or part of the name.
        shown: At most so many of its people.

    Raises:
        NotFound: The user has no such era.
        Conflict: Several fit.
    """
    found_once(network)
    belongs = belonging_now(network)
    chosen = chosen_era(belongs.eras, which)
    with network.store.reading() as kept:
        answer = _answers(kept, belongs).get(chosen.key)
        return era_view(kept, Asked(kept, belongs, chosen), answer, shown=shown)


def answer_era(
    network: Network, key: str, answer: str, persons: Sequence[str] = (), role: str | None = None
) -> DoneView:
    """Keep the user's answer about an era, as one change.

    An answer is about those who wait for one: everybody proposed at first, later those who are new since. Where
    nobody waits it is about everybody proposed, and takes the place of what was said before.

    Args:
        network: Whose.
        key: Key of the era, or a part of its organisation's name.
        answer: ``all``, ``pick`` (then only `persons` belong to it) or ``no``.
        persons: Who belongs to it, by id, name or address; others than those proposed may be named too.
        role: ``coworkers``, ``classmates``, ``clients`` or ``friends``; the era's own unless given.

    Raises:
        SettingsError: The answer or role is none, or nobody is picked.
        NotFound: There is no such era or person.
        Conflict: The name means several, or there is nobody to answer about.
    """
    _check(answer, persons)
    found_once(network)
    with network.store.transaction() as tx:
        belongs = belonging(tx, words_of(tx), network.today)
        chosen = chosen_era(belongs.eras, key)
        asked = Asked(tx, belongs, chosen)
        belong = _role(role) if role else chosen.role
        yes, no = _decided(asked, answer, _picked(tx, asked, persons), belong)
        if not yes and not no:
            raise Conflict(
                "era", key, message=f"Nobody is proposed for {_of(chosen)}.", hint="kithly eras lists the others"
            )
        text = _told(chosen, belong, len(yes))
        change = tx.changes.open(ERA, text.rstrip("."), network.now)
        tx.decisions.add(change, ERA, chosen.key, answer_value(chosen, answer, belong, yes=yes, no=no), network.now)
        refresh_people(tx, {*yes, *no}, now=network.now)  # what a hello may say of shared years rests on it
    return done_view(change, text)


def chosen_era(found: Iterable[Era], which: str) -> Era:
    """Return the era meant by a key or a part of its organisation's name.

    Raises:
        NotFound: None fits.
        Conflict: Several do.
    """
    ones = tuple(found)
    wanted = name_key(which)
    exact = [one for one in ones if one.key == which.strip().lower()]
    whole = [one for one in ones if name_key(one.name) == wanted]
    matches = exact or whole or [one for one in ones if wanted and wanted in name_key(one.name)]
    if len(matches) == 1:
        return matches[0]
    if matches:
        candidates = tuple(f"{one.name}, {one.years or 'years not told'} [{one.key}]" for one in matches)
        raise Conflict(
            "era",
            which,
            message=f"{which!r} could be {len(matches)} of your eras.",
            hint="Say more of the name, or the key in brackets.",
            candidates=candidates,
        )
    hint = "kithly eras lists them" if ones else "Import your LinkedIn export first: it holds your positions."
    raise NotFound("era", which, message=f"You have no era {which!r}.", hint=hint)


def found_once(network: Network) -> None:
    """Find the eras where the last rebuild was by a Kithly that did not look for them."""
    with network.store.reading() as kept:
        is_known = kept_eras(kept) is not None or not kept.people.count()
    if not is_known:
        with network.store.transaction() as tx:
            refresh(tx, now=network.now)


def _check(answer: str, persons: Sequence[str]) -> None:
    if answer not in ANSWERS:
        raise SettingsError("answer", f"{answer!r} is no answer.", hint="Answers: " + ", ".join(ANSWERS))
    if answer == "pick" and not persons:
        raise SettingsError("persons", "Nobody is picked.", hint="kithly eras ERA --pick NAME, or --no")
    if answer != "pick" and persons:
        raise SettingsError("persons", f"{answer!r} names nobody.", hint="kithly eras ERA --pick NAME")


def _role(text: str) -> Role:
    try:
        return Role(text)
    except ValueError as error:
        roles = ", ".join(role.value for role in Role)
        raise SettingsError("role", f"{text!r} is no way to belong to an era.", hint="Ways: " + roles) from error


def _picked(tx: Writing, asked: Asked, persons: Sequence[str]) -> list[PersonId]:
    """Return the ids of those picked; a part of a name means somebody of this era first."""
    known = asked.proposed.keys() | asked.said.keys()
    names = {person: name_key(name) for person, name in tx.people.names(known).items()} if persons else {}
    return [_one_picked(tx, known, names, one) for one in persons]


def _one_picked(tx: Writing, known: Collection[PersonId], names: Mapping[PersonId, str], who: str) -> PersonId:
    if PersonId(who) in known:
        return PersonId(who)
    wanted = name_key(who)
    close = [person for person, name in names.items() if wanted and wanted in name]
    return close[0] if len(close) == 1 else find_person(tx, who).id


def _decided(
    asked: Asked, answer: str, picked: Sequence[PersonId], role: Role
) -> tuple[list[PersonId], list[PersonId]]:
    """Return who belongs to an era by an answer and who does not.

    Who belongs to it already in another role and is not picked stays so. Picking some in another role than the era's
    own says nothing yet of the others who wait: whether they were coworkers is still to be asked.
    """
    about = asked.about
    if answer == "no":
        return [], about
    if answer == "all":
        return about, []
    yes = list(dict.fromkeys(picked))
    others = {person for person, word in asked.said.items() if word.role and word.role is not role}
    open_ones = set() if role is asked.era.role else {person for person in about if person not in asked.said}
    return yes, [person for person in about if person not in yes and person not in others | open_ones]


def _told(chosen: Era, role: Role, count: int) -> str:
    if not count:
        return f"None of them belong to {_of(chosen)}."
    return f"{counted(count, role.one)} in {_of(chosen)}."


def _of(chosen: Era) -> str:
    return f"your {chosen.name} years"


def _answers(kept: Reading, belongs: Belonging) -> dict[str, Decision]:
    """Return the newest answer about each era."""
    told: dict[str, Decision] = {}
    for one in kept.decisions.all(ERA):
        if one.value["answer"] == SOME:
            continue
        told[belongs.key_of(one)] = one
    return told
