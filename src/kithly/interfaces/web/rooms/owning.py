"""Settings of backups: make one now, those that lie there, where new ones go; and everything as files to take along."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import IO, Any, Final

from starlette.responses import RedirectResponse, Response, StreamingResponse

from kithly.app.owning.choice import choose_automatic, choose_folder
from kithly.app.owning.export.exporting import export_name, packed
from kithly.app.owning.listing import backups, marks
from kithly.app.views import DoneView
from kithly.interfaces.web.visit import SEE_OTHER, Room, Visit

HERE = "/settings/backup"
CHUNK: Final = 1 << 18  # bytes sent at a time


def backups_shown(visit: Visit) -> Mapping[str, Any]:
    """Return what the settings show of backups; read anew only where a file or the network changed."""
    network = visit.network
    key = ("backups", network.hour, marks(network))
    return {"kept": network.recall.get(key, lambda: backups(network)), "making": visit.keeper.is_making}


def show_list(visit: Visit) -> Response:
    """Show the backups alone, while one is being made."""
    return visit.show("settings_backup_list.html", **backups_shown(visit))


def make(visit: Visit) -> Response:
    """Have a backup made."""
    visit.keeper.make()
    return RedirectResponse(HERE, status_code=SEE_OTHER)


def keep_folder(visit: Visit) -> Response:
    """Let backups lie in a folder of the user's, or in the data folder again."""
    return _told(visit, choose_folder(visit.network, visit.field("folder")))


def keep_automatic(visit: Visit) -> Response:
    """Let one be made every day, or not."""
    return _told(visit, choose_automatic(visit.network, on=visit.field("automatic") == "on"))


def export(visit: Visit) -> Response:
    """Give everything as one file, made for this look alone."""
    name, stream = export_name(visit.network), packed(visit.network)
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    headers = {"content-disposition": f'attachment; filename="{name}.zip"', "content-length": str(size)}
    return StreamingResponse(_chunks(stream), media_type="application/zip", headers=headers)


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    with stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def _told(visit: Visit, done: DoneView) -> Response:
    visit.guest.tell(done.text, done.change)
    return RedirectResponse(HERE, status_code=SEE_OTHER)


ROOMS = (
    Room(path="/settings/backup/list", method="GET", answer=show_list),
    Room(path="/settings/backup/export", method="POST", answer=export),
    Room(path="/settings/backup/make", method="POST", answer=make),
    Room(path="/settings/backup/folder", method="POST", answer=keep_folder),
    Room(path="/settings/backup/automatic", method="POST", answer=keep_automatic),
)
