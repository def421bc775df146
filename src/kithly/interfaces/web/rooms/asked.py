"""What may be asked of the web: switched here, kept in settings.toml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import Response

from kithly.app.letters.web_permission import engine_names, permit_web
from kithly.app.letters.web_search import keep_key
from kithly.interfaces.web.visit import Room, Visit
from kithly.transport.secrets import TOKEN, Secret

HERE: Final = "/settings/web"
MOST_KEY: Final = 4_000  # characters


def web_shown(visit: Visit) -> Mapping[str, Any]:
    """Return what the page shows: the engines there are."""
    del visit
    return {"engines": engine_names()}


def keep(visit: Visit) -> Response:
    """Keep what may be asked, and the key of the engine where one was typed."""
    engine = visit.field("engine")
    done = permit_web(visit.network, reads_pages=visit.field("pages") == "yes", engine=engine, url=visit.field("url"))
    key = visit.secret("secret")[:MOST_KEY].strip()
    if engine and key:
        visit.guest.tell(keep_key(visit.network, Secret(value=key, form=TOKEN)))
    return visit.back(HERE, done)


ROOMS = (Room(path=HERE, method="POST", answer=keep),)
