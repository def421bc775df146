"""What the columns of a table hold, by the user's word: kept once, and known again in the next table like it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kithly.app.bringing.answers import ANSWER, answers_of
from kithly.app.bringing.import_ledger import Ledger
from kithly.app.network import Network
from kithly.app.views import ColumnView
from kithly.errors import SourceFormatError, UserError
from kithly.sources import FileSource, Item, MappedSource
from kithly.store import Reading

KEY = "columns:"  # how the keys of words about columns begin
NO_TABLE = "None of what you named has all of these columns."


@dataclass(slots=True)
class Said:
    """The user's word about columns in one import.

    Attributes:
        columns: Columns as written, with the field each holds.
        was_used: A table had them all.
    """

    columns: Mapping[str, str]
    was_used: bool = False


def said_of(network: Network, columns: Mapping[str, str] | None) -> Said | None:
    """Return the user's word about columns, checked; None for none.

    Raises:
        UserError: There is no such field.
    """
    if not columns:
        return None
    fields = {
        field: words
        for one in network.sources()
        if isinstance(one, MappedSource)
        for field, words in one.fields.items()
    }
    for field in columns.values():
        if field not in fields:
            known = ", ".join(fields)
            raise UserError(f"A column cannot hold {field!r}.", hint=f"One of: {known}")
    return Said(columns=columns)


def taught(
    ledger: Ledger, item: Item, found: FileSource | None, sources: tuple[FileSource, ...], said: Said
) -> FileSource | None:
    """Keep the user's word about the columns of an item, if it has them; returns the source that reads it.

    Args:
        ledger: The run.
        item: The file.
        found: The source that recognised it, if one did.
        sources: What can read.
        said: The word.
    """
    source = found or next((one for one in sources if isinstance(one, MappedSource)), None)
    if not isinstance(source, MappedSource):
        return found
    with ledger.writing() as tx:
        answers = answers_of(tx, source.name)
        told = replace(item, answers=answers)
        try:
            guess, word = source.columns(told), source.word(told, said.columns)
        except SourceFormatError:
            return found
        if guess is None:
            return found
        said.was_used = True
        if answers.get(guess.key) != word:
            if ledger.change is None or not ledger.changed:
                text = f"Told what the columns of {item.path.split('/')[-1]} hold"
                ledger.change, ledger.changed = tx.changes.open(ANSWER, text, ledger.network.now), True
            tx.decisions.add(ledger.change, ANSWER, source.name, {"key": guess.key, "value": word}, ledger.network.now)
    return source


def remembered(kept: Reading, item: Item, sources: tuple[FileSource, ...]) -> FileSource | None:
    """Return the source that reads an item because the user told of its columns before; None for none."""
    for source in sources:
        if isinstance(source, MappedSource):
            answers = answers_of(kept, source.name)
            if any(key.startswith(KEY) for key in answers):
                guess = source.columns(replace(item, answers=answers))
                if guess is not None and guess.key in answers:
                    return source
    return None


def columns_of(kept: Reading, item: Item, source: FileSource | None) -> tuple[ColumnView, ...]:
    """Return what the columns of an item are taken for; nothing where the source needs no guess."""
    if not isinstance(source, MappedSource):
        return ()
    guess = source.columns(replace(item, answers=answers_of(kept, source.name)))
    return (
        tuple(ColumnView(column=one.title, field=one.field, words=one.words) for one in guess.columns) if guess else ()
    )
