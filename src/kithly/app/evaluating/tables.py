"""Parquet tables in and out, column by column, with every flaw told in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from kithly.errors import NotFound, SourceFormatError, UserError
from kithly.transport.whole_files import put_in_place

if TYPE_CHECKING:
    import pyarrow as pa

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FORMAT = "parquet"
HELP = "kithly evaluate --help"
LATEST = 1e11  # seconds; a larger instant would lie in the year 5138, and is rather told in milliseconds


def flaw(path: Path, message: str) -> SourceFormatError:
    """Return the error that tells why a file cannot be used, in one sentence."""
    return SourceFormatError(FORMAT, str(path), message, hint=HELP)


def arrow() -> Any:
    """Return pyarrow's modules.

    Raises:
        UserError: It is not installed.
    """
    try:
        for part in ("compute", "parquet"):
            import_module(f"pyarrow.{part}")
        return import_module("pyarrow")
    except ImportError as error:
        raise UserError("Reading Parquet files needs an extra.", hint="pip install 'kithly[columns]'") from error


def read(path: Path, needed: Sequence[str]) -> pa.Table:
    """Return a table that has the columns needed.

    Raises:
        NotFound: There is no such file.
        SourceFormatError: It is no Parquet file, or a column is missing.
    """
    if not path.is_file():
        raise NotFound("file", str(path), hint=HELP)
    try:
        table = arrow().parquet.read_table(path)
    except (OSError, ValueError, arrow().ArrowException) as error:
        raise flaw(path, f"{path.name} is no readable Parquet file.") from error
    missing = [name for name in needed if name not in table.column_names]
    if missing:
        has = ", ".join(table.column_names) or "none"
        raise flaw(path, f"{path.name} has no column {missing[0]!r}; its columns are: {has}.")
    return table


def instants(table: pa.Table, name: str, path: Path) -> Floats:
    """Return a column of seconds since 1970; timestamps become seconds.

    Raises:
        SourceFormatError: A value is missing, no number, or told in milliseconds.
    """
    column = table[name]
    if arrow().types.is_timestamp(column.type):
        column = column.cast(arrow().timestamp("us"), safe=False).cast(arrow().int64())
        return numbers_of(column, name, path) / 1e6
    found = numbers_of(column, name, path)
    if len(found) and np.abs(found).max() > LATEST:
        raise flaw(path, f"The column {name!r} of {path.name} is not in seconds since 1970: divide it first.")
    return found


def numbers(table: pa.Table, name: str, path: Path, default: float | None = None) -> Floats:
    """Return a column of numbers; the default for all where the table has no such column."""
    if default is not None and name not in table.column_names:
        return np.full(table.num_rows, default)
    return numbers_of(table[name], name, path)


def numbers_of(column: Any, name: str, path: Path) -> Floats:
    """Return a column's numbers.

    Raises:
        SourceFormatError: A value is missing, infinite or no number.
    """
    _refuse_gaps(column, name, path)
    pyarrow = arrow()
    kind = column.type
    if not (pyarrow.types.is_integer(kind) or pyarrow.types.is_floating(kind) or pyarrow.types.is_boolean(kind)):
        raise flaw(path, f"The column {name!r} of {path.name} holds no numbers but {kind}.")
    found = column.cast(pyarrow.float64(), safe=False).to_numpy().astype(np.float64)
    if not np.isfinite(found).all():
        raise flaw(path, f"The column {name!r} of {path.name} holds values that are no number.")
    return np.asarray(found)


def _refuse_gaps(column: Any, name: str, path: Path) -> None:
    if column.null_count:
        empty = f"{column.null_count:,} empty values: fill or drop them."
        raise flaw(path, f"The column {name!r} of {path.name} has {empty}")


def numbered(columns: Sequence[tuple[Any, str, Path]]) -> tuple[list[Ints], Any]:
    """Return columns of names as numbers, the same name as the same number in all, and the names.

    Args:
        columns: Each with its name and file, for the sentence that tells a flaw. Names may be whole numbers or texts.

    Raises:
        SourceFormatError: A value is missing, or one column holds numbers and another texts.
    """
    pyarrow = arrow()
    chunks, kinds = [], []
    for column, name, path in columns:
        _refuse_gaps(column, name, path)
        if pyarrow.types.is_dictionary(column.type):
            column = column.cast(column.type.value_type)  # noqa: PLW2901  # the same names, written out
        is_text = pyarrow.types.is_string(column.type) or pyarrow.types.is_large_string(column.type)
        if not is_text and not pyarrow.types.is_integer(column.type):
            raise flaw(path, f"The column {name!r} of {path.name} holds neither whole numbers nor texts.")
        kinds.append(is_text)
        if is_text != kinds[0]:
            raise flaw(path, f"The column {name!r} of {path.name} names people otherwise than {columns[0][1]!r}.")
        chunks.append(column.cast(pyarrow.string() if is_text else pyarrow.int64(), safe=False).combine_chunks())
    codes = pyarrow.chunked_array(chunks).combine_chunks().dictionary_encode()
    whole = codes.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    ends = np.cumsum([len(chunk) for chunk in chunks])
    return np.split(whole, ends[:-1]), codes.dictionary


def name_numbers(names: Any) -> Ints:
    """Return a number for each name that hangs on the name alone."""
    if arrow().types.is_integer(names.type):
        return np.asarray(names.to_numpy(zero_copy_only=False).astype(np.int64))
    return np.array([crc32(name.encode("utf-8", "surrogatepass")) for name in names.to_pylist()], np.int64)


def write(table: pa.Table, path: Path) -> None:
    """Write a table whole or not at all.

    Raises:
        UserError: The folder is missing or may not be written to.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        arrow().parquet.write_table(table, part)
        put_in_place(part, path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise UserError(f"{path} cannot be written: {error.strerror or error}.", hint=HELP) from error
