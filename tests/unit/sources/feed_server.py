"""A site on this machine: pages by their path, changed as a test goes on, and what was asked of them."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator, Mapping

from tests.unit.transport.servers import Stage, said, stage

from kithly.sources import Account, Checked, Cursor, Told
from kithly.sources.feed import Feeds
from kithly.transport.secrets import NO_SECRET


class Site:
    """What each path answers: a body, or a whole answer that begins with ``HTTP/``."""

    def __init__(self, pages: Mapping[str, str | bytes]) -> None:
        self.pages = dict(pages)
        self.stage: Stage

    @property
    def url(self) -> str:
        """The address of the site."""
        return self.stage.url

    @property
    def asked(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [request.split()[1].decode() for request in self.stage.asked]

    def play(self, conn: socket.socket, request: bytes) -> None:
        """Answer one request."""
        page = self.pages.get(request.split()[1].decode())
        body = page.encode() if isinstance(page, str) else page
        if body is None:
            conn.sendall(said("404 Not Found"))
        elif body.startswith(b"HTTP/"):
            conn.sendall(body)
        else:
            media = "text/html" if b"<html" in body.lower() else "application/xml"
            conn.sendall(said("200 OK", f"Content-Type: {media}; charset=utf-8", body=body))

    def account(self, path: str = "/", **settings: str) -> Account:
        """Return an account that reads a path of this site, which the user said is their own."""
        asked = Account(kind="feed", address=self.url + path, settings={"private": "yes", **settings})
        return Feeds().find(asked).accounts[0]

    def checked(self, path: str = "/", **settings: str) -> Checked:
        """Return what a look at a path tells."""
        return Feeds().check(self.account(path, **settings), NO_SECRET)


@contextlib.contextmanager
def site(pages: Mapping[str, str | bytes]) -> Iterator[Site]:
    """Give a site for the time of a test."""
    told = Site(pages)
    with stage(told.play) as running:
        told.stage = running
        yield told


def read(account: Account, after: Cursor | None = None) -> tuple[list[Told], Cursor]:
    """Return what a reading tells besides its last cursor, and that cursor."""
    told = list(Feeds().read(account, NO_SECRET, after={"": after} if after else {}))
    last = told.pop()
    assert isinstance(last, Cursor)
    assert not any(isinstance(one, Cursor) for one in told)
    return told, last


def rss(*items: str, title: str = "Notes") -> str:
    """Return a feed."""
    body = "".join(f"<item>{item}</item>" for item in items)
    return f"<rss version='2.0'><channel><title>{title}</title><link>/</link>{body}</channel></rss>"
