"""The files every page needs: our own style sheet and scripts, and what was brought from npm."""

from __future__ import annotations

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from kithly.errors import KithlyError

FOLDER = Path(__file__).parent / "static"
NEEDED = ("kithly.css", "kithly.js", "vendor/htmx.min.js", "vendor/icons.svg")
FOREVER = "public, max-age=31536000, immutable"  # a year: the address changes with the content
VERSION_LENGTH = 12

mimetypes.add_type("font/woff2", ".woff2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assets:
    """The files, by name, and one version for all of them.

    Attributes:
        files: Where each lies, by its name below ``static``.
        version: Changes with any of them.
    """

    files: dict[str, Path]
    version: str

    def url(self, name: str) -> str:
        """Return the address of a file, which changes with its content."""
        if name not in self.files:
            raise KeyError(name)
        return f"/static/{self.version}/{name}"

    def answer(self, request: Request) -> Response:
        """Return a file; only names found when the server began are known."""
        path = self.files.get(request.path_params["name"])
        if path is None:
            return PlainTextResponse("There is no such file.", status_code=404)
        is_current = request.path_params["version"] == self.version
        return FileResponse(path, headers={"cache-control": FOREVER if is_current else "no-cache"})


def find_assets(folder: Path = FOLDER) -> Assets:
    """Return all files there are.

    Raises:
        KithlyError: What comes from npm is missing: this Kithly was not built.
    """
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    missing = [name for name in NEEDED if name not in files]
    if missing:
        raise KithlyError(
            f"The web app's files are missing: {', '.join(missing)}.",
            hint="Install Kithly anew (pip install .), or use the commands: kithly --help",
        )
    digest = hashlib.sha256()
    for name, path in files.items():
        digest.update(name.encode())
        digest.update(path.read_bytes())
    return Assets(files=files, version=digest.hexdigest()[:VERSION_LENGTH])
