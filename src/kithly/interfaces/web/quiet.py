"""A server that logs nothing, for a log would hold what people look at."""

from __future__ import annotations

from typing import Final

import uvicorn
from starlette.types import ASGIApp

GRACE: Final = 3  # seconds an answer may take after the server was told to stop


def quiet_server(app: ASGIApp, *, most_at_once: int | None = None) -> uvicorn.Server:
    """Return a server.

    Args:
        app: Answers.
        most_at_once: Connections, after which others are turned away; None for any number.
    """
    return uvicorn.Server(
        uvicorn.Config(
            app,
            log_config=None,
            log_level="critical",  # a traceback may hold anybody's words
            access_log=False,
            server_header=False,
            date_header=False,
            lifespan="on",
            proxy_headers=False,
            timeout_graceful_shutdown=GRACE,
            limit_concurrency=most_at_once,
            ws="none",
        )
    )
