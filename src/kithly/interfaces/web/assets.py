"""The files every page needs: our own style sheets and scripts, and what was brought from npm."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from kithly.errors import KithlyError

FOLDER = Path(__file__).parent / "static"
NEEDED = ("kithly.css", "kithly.js", "vendor/htmx.min.js", "vendor/icons.svg")
FONTS = "vendor/fonts/"
# The one sheet of every page, in this order: each file more that holds the first paint up costs a slow line a way there
# and back. The sheets of few pages stay by themselves.
PAPER: Final = "paper.css"
SHEETS: Final = (
    f"{FONTS}literata-wght.css",
    f"{FONTS}literata-wght-italic.css",
    f"{FONTS}source-sans-3-wght.css",
    "kithly.css",
    "lists.css",
)
FOREVER = "public, max-age=31536000, immutable"  # a year: the address changes with the content
PACKED: Final = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}  # fonts are packed as they are
VERSION_LENGTH = 12

mimetypes.add_type("font/woff2", ".woff2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assets:
    """The files, by name, and one version for all of them.

    Attributes:
        files: Where each lies, by its name below ``static``; `PAPER` is several.
        version: Changes with any of them.
    """

    files: dict[str, tuple[Path, ...]]
    version: str
    _packed: dict[str, bytes] = field(default_factory=dict)

    def url(self, name: str) -> str:
        """Return the address of a file, which changes with its content."""
        if name not in self.files:
            raise KeyError(name)
        return f"/static/{self.version}/{name}"

    def answer(self, request: Request) -> Response:
        """Return a file; only names found when the server began are known.

        Only these are packed, not the pages: how well a page packs could tell of the secrets in it.
        """
        name = request.path_params["name"]
        paths = self.files.get(name)
        if paths is None:
            return PlainTextResponse("There is no such file.", status_code=404)
        headers = {"cache-control": FOREVER if request.path_params["version"] == self.version else "no-cache"}
        kind = PACKED.get(paths[0].suffix)
        if kind is None:
            return FileResponse(paths[0], headers=headers)
        headers["vary"] = "accept-encoding"
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(_joined(paths), media_type=kind, headers=headers)
        return Response(self._pack(name), media_type=kind, headers={**headers, "content-encoding": "gzip"})

    def _pack(self, name: str) -> bytes:
        if name not in self._packed:
            self._packed[name] = gzip.compress(_joined(self.files[name]))
        return self._packed[name]


def find_assets(folder: Path = FOLDER) -> Assets:
    """Return all files there are.

    Raises:
        KithlyError: What comes from npm is missing: this Kithly was not built.
    """
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    missing = [name for name in (*NEEDED, *SHEETS) if name not in files]
    if missing:
        raise KithlyError(
            f"The web app's files are missing: {', '.join(missing)}.",
            hint="Install Kithly anew (pip install .), or use the commands: kithly --help",
        )
    digest = hashlib.sha256()
    for name, path in files.items():
        digest.update(name.encode())
        digest.update(path.read_bytes())
    paper = tuple(files[name] for name in SHEETS)
    known: dict[str, tuple[Path, ...]] = {PAPER: paper, **{name: (path,) for name, path in files.items()}}
    return Assets(files=known, version=digest.hexdigest()[:VERSION_LENGTH])


def _joined(paths: tuple[Path, ...]) -> bytes:
    """Return files as one; sheets that name fonts beside them name them from where the one lies."""
    if len(paths) == 1:
        return paths[0].read_bytes()
    return b"\n".join(path.read_bytes().replace(b"url(./", f"url({FONTS}".encode()) for path in paths)
