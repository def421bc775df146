"""What the cells of a column say about what it holds, whatever it is called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from kithly.records import email_identity, linkedin_identity
from kithly.sources._formats.book.cells import phone_of
from kithly.sources._formats.book.days import Dating
from kithly.sources.contacts_csv.cells import address, values
from kithly.sources.contacts_csv.fields import Field

SAMPLE = 200  # rows that are looked at
MOST = 0.6  # of the cells that hold anything: a column of another name holds it
SOME = 0.2  # of them, at least: a column of this name does
LETTERS = 0.5  # of the cells of a name, at least, hold a letter and no address


def is_email(cell: str) -> bool:
    """Say whether a cell holds a mail address."""
    return any(email_identity(address(one)) for one in values(cell))


def is_phone(cell: str) -> bool:
    """Say whether a cell holds a phone number, and no day or bare number."""
    if Dating(day_first=True).day(cell) or (cell.strip().isdigit() and len(cell.strip()) < 7):
        return False
    return any(phone_of(one)[0] for one in values(cell))


def is_profile(cell: str) -> bool:
    """Say whether a cell holds the address of a LinkedIn profile."""
    return any(linkedin_identity(one) for one in values(cell))


def is_name(cell: str) -> bool:
    """Say whether a cell can be a name: letters, no address, not a sentence."""
    text = cell.strip()
    letters = sum(letter.isalpha() for letter in text)
    return letters * 2 > len(text.replace(" ", "")) and not is_email(text) and "://" not in text and len(text) < 100


_TOLD_BY_CELLS: Mapping[Field, Callable[[str], bool]] = {
    Field.EMAIL: is_email,
    Field.LINKEDIN: is_profile,
}
_CHECKED: Mapping[Field, tuple[Callable[[str], bool], float]] = {
    Field.EMAIL: (is_email, SOME),
    Field.PHONE: (lambda cell: any(phone_of(one)[0] for one in values(cell)), SOME),
    Field.NAME: (is_name, LETTERS),
    Field.FIRST: (is_name, LETTERS),
    Field.LAST: (is_name, LETTERS),
}


def share(cells: Sequence[str], holds: Callable[[str], bool]) -> float:
    """Return which share of the cells that hold anything hold this; 0 for none."""
    told = [cell for cell in cells if cell.strip()]
    return sum(map(holds, told)) / len(told) if told else 0.0


def by_cells(cells: Iterable[str]) -> Field | None:
    """Return what a column of an unknown name holds, where its cells tell."""
    some = list(cells)
    return next((field for field, holds in _TOLD_BY_CELLS.items() if share(some, holds) >= MOST), None)


def agrees(field: Field, cells: Sequence[str]) -> bool:
    """Say whether the cells of a column can be what its name says; empty ones can."""
    holds, least = _CHECKED.get(field, (None, 0.0))
    return holds is None or not any(cell.strip() for cell in cells) or share(cells, holds) >= least
