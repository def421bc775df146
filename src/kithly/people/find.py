"""Find: whom the user means by a part of a name, an address or an id."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from kithly.people.folding import fold
from kithly.people.person import Person
from kithly.records import Identity, email_identity, linkedin_identity, name_key, phone_identity

SHORTEST_ID = 4  # characters of an id that may stand for the whole

Test = Callable[[Person], bool]


def find(text: str, people: Iterable[Person]) -> tuple[Person, ...]:
    """Return everybody the text can mean by the best kind of match there is, sorted by name and id.

    Tried in turn: id; address, profile or phone; full name; beginnings of words of the name, in any
    order; short forms and other spellings; beginning of an id; any part of name or address. Case
    and accents do not matter. One result is an answer, several are candidates.

    Args:
        text: What the user typed.
        people: Everybody.
    """
    everybody = tuple(people)
    asked = text.strip()
    for test in _tests(asked) if asked else ():
        if found := [person for person in everybody if test(person)]:
            return tuple(sorted(found, key=lambda person: (name_key(person.name), person.id)))
    return ()


def _tests(asked: str) -> Iterator[Test]:
    """Yield the kinds of match, best first."""
    key = name_key(asked)
    words = key.split()
    lowered = asked.lower()
    yield lambda person: person.id == asked
    meant = _identities(asked)
    yield lambda person: not meant.isdisjoint(person.identities)
    yield lambda person: any(identity.value == lowered for identity in person.identities)
    if words:
        yield lambda person: name_key(person.name) == key
        yield lambda person: _begin(words, name_key(person.name).split())
        folded = [fold(word) for word in words]
        yield lambda person: _begin(folded, [fold(word) for word in name_key(person.name).split()])
    if len(asked) >= SHORTEST_ID:
        yield lambda person: person.id.startswith(lowered)
    if key:
        yield lambda person: key in name_key(person.name) or _is_part(lowered, person)


def _identities(asked: str) -> frozenset[Identity]:
    """Return the identities the text can spell."""
    spelled = (email_identity(asked), linkedin_identity(asked), phone_identity(asked))
    return frozenset(identity for identity in spelled if identity is not None)


def _begin(asked: Sequence[str], words: Sequence[str]) -> bool:
    """Whether each asked word begins another word of the name."""
    free = list(words)
    for part in sorted(asked, key=len, reverse=True):
        match = next((word for word in free if word.startswith(part)), None)
        if match is None:
            return False
        free.remove(match)
    return True


def _is_part(lowered: str, person: Person) -> bool:
    """Whether the text is a part of an address or profile."""
    return any(lowered in identity.value for identity in person.identities)
