"""The page of what is promised, and by which test each promise is kept; read from the register in docs/trust."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

REGISTER = Path(__file__).parent / "trust"
NUMBERS = (*range(1, 32), *range(42, 56))
"""Of the checks; the numbers between are kept for teams that share a server, which Kithly does not offer."""

STATES = {"holds": "holds", "written": "written down", "none": "no such thing here", "open": "**open**"}

HEAD = """# What is promised, and how it is proven

Kithly holds what people told you in confidence. So nothing is promised here that no test keeps: each row names what
holds, the tests that show it, and the last figure. What of a row is not proven, or not done, and why, is told
[in one list](#open). Run any of the tests with `python -m pytest PATH`; those marked *slow* with `-m slow`.

Everything here is of Kithly on one machine, for one user. It was checked by its authors; nobody else has audited it.

"""

KEYS = """## Secrets and sums

| what | how it is made | where it lies |
|---|---|---|
| passwords and tokens of your accounts | yours | the system's keyring, or `secrets.json` (0600) where there is none |
| the way in of a browser | 256 bits of the system's random source | in memory, as SHA-256, until the server ends |
| tokens of programs, keys of phones | 256 bits of the system's random source | in the database, as SHA-256 |
| who was forgotten | a keyed BLAKE2 sum with a random key of the network | in the database and beside backups |
| seals and sums of backups | SHA-256 | in the backup |
| numbers of records and pictures | BLAKE2; they name things and protect nothing | in the database |

Kithly encrypts nothing itself. Connections are those of Python's `ssl` with its defaults.

"""

ASVS = """## The application security standard

The pages and the API, held against the OWASP Application Security Verification Standard 5.0.0, levels 1 and 2. Numbers
are the standard's, words are Kithly's.

"""


def checks() -> dict[int, Mapping[str, Any]]:
    """Return the register of numbered checks."""
    return {int(path.stem): _read(path) for path in sorted(REGISTER.glob("[0-9][0-9].toml"))}


def requirements() -> Mapping[str, Any]:
    """Return how the security standard is answered."""
    return _read(REGISTER / "asvs.toml")


def _read(path: Path) -> Mapping[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def spread(ids: Sequence[str]) -> Iterator[str]:
    """Yield each number of ``1.2.3-5`` and the like."""
    for one in ids:
        section, _, numbers = one.rpartition(".")
        first, _, last = numbers.partition("-")
        yield from (f"{section}.{number}" for number in range(int(first), int(last or first) + 1))


def trust_page() -> str:
    """Return the page."""
    found = checks()
    return HEAD + _table(found) + "\n" + _open(found) + KEYS + ASVS + _standard()


def _table(found: Mapping[int, Mapping[str, Any]]) -> str:
    rows = "\n".join(_row(number, row) for number, row in found.items())
    return f"| no. | what holds | proven by | last figure |\n|---|---|---|---|\n{rows}\n"


def _row(number: int, row: Mapping[str, Any]) -> str:
    says = row["says"] + (" [Open](#open): see there." if row.get("open") else "")
    return f"| {number} | {_cell(says)} | {_tests(row)} | {_cell(row['figure'])} |"


def _tests(row: Mapping[str, Any]) -> str:
    """Return the files of the tests, and which checks stand for it."""
    files = dict.fromkeys(one.partition("::")[0] for one in row.get("tests", ()))
    numbers = [f"no. {number}" for number in row.get("checks", ())]
    pages = [f"`{page}`" for page in row.get("docs", ())]
    return ", ".join([*(f"`{file.removeprefix('tests/')}`" for file in files), *numbers, *pages]) or "-"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "/")


def _open(found: Mapping[int, Mapping[str, Any]]) -> str:
    lines = [f"- **{number}**: {_cell(row['open'])}" for number, row in found.items() if row.get("open")]
    return "## Open\n\n" + "\n".join(lines) + "\n\n"


def _standard() -> str:
    rows = requirements()["row"]
    counted = {state: sum(len(list(spread(row["ids"]))) for row in rows if row["state"] == state) for state in STATES}
    said = (
        f"Of {sum(counted.values())} requirements {counted['holds']} hold by a test, {counted['written']} are a matter "
        f"of documents, {counted['none']} speak of what Kithly does not have, and {counted['open']} are open.\n\n"
    )
    lines = "\n".join(
        f"| {', '.join(row['ids'])} | {STATES[row['state']]} | {_cell(row['how'])} | {_tests(row)} |" for row in rows
    )
    return f"{said}| requirement | state | how | by |\n|---|---|---|---|\n{lines}\n"
