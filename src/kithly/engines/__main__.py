"""``python -m kithly.engines``: the ties of everybody in a company's archive.

Example:
    ``python -m kithly.engines --in archive.parquet --out ties.parquet --now 2026-06-01``
"""

from __future__ import annotations

import importlib.util
import json
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from kithly.engines.engine import Engine, Id, Order
from kithly.errors import KithlyError, UserError

LARGEST_ID = 1 << 63
USAGE, DATA = 2, 1  # exit codes: asked wrongly; nothing could be made of it
NEEDED = {"local": ("columns", ("pyarrow",)), "spark": ("spark", ("pyspark", "pandas", "pyarrow"))}


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the ties of an archive and say what became of its rows."""
    asked = _parser().parse_args(arguments)
    try:
        order = Order(archive=asked.archive, into=asked.out, now=_moment(asked.now), egos=_egos(asked.egos))
        summary = _engine(asked).run(order)
    except KithlyError as error:
        print(error, error.hint, file=sys.stderr)  # noqa: T201 - this is a door
        return USAGE if isinstance(error, UserError) else DATA
    print("\n".join(summary.lines()))  # noqa: T201
    return 0


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="python -m kithly.engines", description=__doc__, formatter_class=RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--in", dest="archive", required=True, metavar="ARCHIVE", help="a Parquet file, or a folder of them"
    )
    parser.add_argument("--out", required=True, metavar="TIES", help="where the ties are written, as Parquet")
    parser.add_argument(
        "--now", required=True, metavar="DATE", help="the moment asked about, as 2026-06-01 or with a time; UTC"
    )
    parser.add_argument(
        "--egos", metavar="FILE", help="a JSON list of those whose own box was seen; all others are only alters"
    )
    parser.add_argument("--engine", choices=tuple(NEEDED), default="local", help="local, or a Spark cluster")
    parser.add_argument("--master", default="local[*]", metavar="URL", help="with --engine spark: spark://HOST:PORT")
    return parser


def _moment(said: str) -> int:
    """Return a date in words as seconds since 1970; without a zone it is UTC."""
    try:
        moment = datetime.fromisoformat(said)
    except ValueError as error:
        raise UserError(
            f"{said!r} is no date.", hint="Write --now 2026-06-01 or --now 2026-06-01T12:00:00+02:00."
        ) from error
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def _egos(file: str | None) -> frozenset[Id] | None:
    """Return the list of egos."""
    if file is None:
        return None
    try:
        listed = json.loads(Path(file).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UserError(f"{file} cannot be read as JSON.", hint='Write a list: [3, 7] or ["ana", "ben"].') from error
    if not isinstance(listed, list) or not listed or not all(_is_name(one) for one in listed):
        raise UserError(f"{file} is no list of people.", hint='Write a list: [3, 7] or ["ana", "ben"].')
    return frozenset(listed)


def _is_name(one: object) -> bool:
    """Whether people may be named like this: by text, or by a whole number of 64 bits."""
    return isinstance(one, str) or (type(one) is int and -LARGEST_ID <= one < LARGEST_ID)


def _engine(asked: Namespace) -> Engine:
    """Return the engine asked for; each is loaded only when it is."""
    extra, packages = NEEDED[asked.engine]
    if any(importlib.util.find_spec(name) is None for name in packages):
        raise UserError(
            f"The engine {asked.engine} needs more than Kithly alone brings.",
            hint=f"Run: pip install 'kithly[{extra}]'",
        )
    if asked.engine == "spark":
        from kithly.engines.spark import Spark  # noqa: PLC0415

        return Spark(master=asked.master)
    from kithly.engines.local import Local  # noqa: PLC0415

    return Local()


if __name__ == "__main__":
    sys.exit(main())
