"""Finding the one person a user means."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kithly.app.lookup import find_person
from kithly.errors import Conflict, NotFound
from kithly.people import Person, PersonId
from kithly.records import Identity, IdentityKind
from kithly.store import PersonRow, Reading, Store


def person(id_: str, name: str, *identities: Identity, company: str = "") -> PersonRow:
    """Return an invented person ego knows."""
    return PersonRow(person=Person(id=PersonId(id_), name=name, identities=identities, company=company))


PEOPLE = (
    person("aaaa111111", "Zita Quarrenhold", Identity(IdentityKind.LINKEDIN, "zita-q")),
    person("bbbb222222", "Zita Fennimarsh", Identity(IdentityKind.EMAIL, "zita@pier.example"), company="Pierside"),
    person("cccc333333", "Odo Ångmarsh", Identity(IdentityKind.PHONE, "+4712345678")),
)


@pytest.fixture
def kept() -> Iterator[Reading]:
    """Return a store that knows the people above."""
    with Store.open(":memory:") as store:
        with store.transaction() as tx:
            tx.people.replace(PEOPLE)
        with store.reading() as reading:
            yield reading


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("aaaa111111", "Zita Quarrenhold"),
        ("quarren", "Zita Quarrenhold"),
        ("  ZITA QUARRENHOLD ", "Zita Quarrenhold"),
        ("zita-q", "Zita Quarrenhold"),
        ("https://www.linkedin.com/in/zita-q/", "Zita Quarrenhold"),
        ("zita@pier.example", "Zita Fennimarsh"),
        ("<ZITA@pier.example>", "Zita Fennimarsh"),
        ("angmarsh", "Odo Ångmarsh"),
        ("Marsh Odo", "Odo Ångmarsh"),
    ],
)
def test_a_part_an_address_a_link_or_an_id_finds_the_person(kept: Reading, who: str, name: str) -> None:
    assert find_person(kept, who).name == name


def test_an_ambiguous_name_lists_whom_it_may_mean(kept: Reading) -> None:
    with pytest.raises(Conflict) as caught:
        find_person(kept, "zita")
    assert caught.value.candidates == (
        "Zita Fennimarsh, Pierside [bbbb222222]",
        "Zita Quarrenhold, zita-q [aaaa111111]",
    )


@pytest.mark.parametrize("who", ["", "   ", "nobody", "\x1b[31m", "[", "//[", "%", "'", "\x00"])
def test_nonsense_finds_nobody(kept: Reading, who: str) -> None:
    with pytest.raises(NotFound):
        find_person(kept, who)
