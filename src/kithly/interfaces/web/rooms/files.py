"""Files: brought, looked at, kept or left out, and read while the user does something else."""

from __future__ import annotations

from starlette.responses import PlainTextResponse, Response

from kithly.app.bringing.tray import told_path
from kithly.interfaces.web.arriving import ArrivingFile
from kithly.interfaces.web.filing import current_job, filing
from kithly.interfaces.web.visit import Room, Visit
from kithly.sources import Arrival

START = "/start"
READ = {"hx-trigger": "files-read"}  # what parts of the page listen to


def bring(visit: Visit) -> Response:
    """Take one file, sent by a script as it is."""
    for file in visit.files:
        visit.tray.put(visit.network, _received(visit, file))
    return PlainTextResponse("It is here.")


def bring_form(visit: Visit) -> Response:
    """Take the files of a form."""
    bring(visit)
    return visit.back(START)


def name_place(visit: Visit) -> Response:
    """Look at a file or folder where it lies."""
    visit.tray.put(visit.network, told_path(visit.field("place")))
    return visit.back(START)


def keep(visit: Visit) -> Response:
    """Have one file read, or all that wait."""
    one = visit.params.get("file")
    visit.tray.keep([one] if one else [offer.id for offer in visit.tray.offers()])
    return visit.back(START)


def leave(visit: Visit) -> Response:
    """Leave one file out."""
    visit.tray.leave(visit.params["file"])
    return visit.back(START)


def stop(visit: Visit) -> Response:
    """Read no more of one file."""
    visit.tray.desk.stop(visit.params["file"])
    return visit.back(START)


def again(visit: Visit) -> Response:
    """Go on with one file."""
    visit.tray.desk.again(visit.params["file"])
    return visit.back(START)


def put_away(visit: Visit) -> Response:
    """Take one file off the list."""
    visit.tray.desk.put_away(visit.params["file"])
    return visit.back(START)


def show_one(visit: Visit) -> Response:
    """Show what was left out of one file, each with its place and reason."""
    return visit.show("file.html", file=visit.tray.desk.job(visit.params["file"]))


def show_list(visit: Visit) -> Response:
    """Show the files alone, and say so where the rest of the page should be looked at anew."""
    found = filing(visit)
    answer = visit.show("files_list.html", filing=found)
    answer.headers.update(READ if found.moment != visit.query.get("seen") else {})
    return answer


def show_line(visit: Visit) -> Response:
    """Show the one line every page has while a file is read."""
    return visit.show("job_line.html", job=current_job(visit.tray))


def _received(visit: Visit, file: ArrivingFile) -> Arrival:
    with visit.tray.desk.incoming.receive(file.name, size=file.size, modified=file.modified) as upload:
        for piece in file.pieces:
            upload.write(piece)
        return upload.finish()


ROOMS = (
    Room(path="/files/{name:path}", method="PUT", answer=bring, takes_files=True),
    Room(path="/files", method="POST", answer=bring_form, takes_files=True),
    Room(path="/files/place", method="POST", answer=name_place),
    Room(path="/files/keep", method="POST", answer=keep),
    Room(path="/files/{file}/keep", method="POST", answer=keep),
    Room(path="/files/{file}/leave", method="POST", answer=leave),
    Room(path="/files/{file}/stop", method="POST", answer=stop),
    Room(path="/files/{file}/again", method="POST", answer=again),
    Room(path="/files/{file}/away", method="POST", answer=put_away),
    Room(path="/files/list", method="GET", answer=show_list),
    Room(path="/files/line", method="GET", answer=show_line),
    Room(path="/files/{file}", method="GET", answer=show_one),
)
