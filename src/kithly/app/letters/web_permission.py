"""What may be asked of the web: a page the user found, and a search engine of their choice. Both are off at first."""

from __future__ import annotations

from kithly.app.chosen import keep_settings
from kithly.app.network import Network
from kithly.app.views import DoneView
from kithly.errors import SettingsError
from kithly.websearch import ENGINES, engine_named
from kithly.websearch.asking import host_of


def engine_names() -> tuple[tuple[str, str], ...]:
    """Return the engines that can be chosen, with what they are called."""
    return tuple((one.name, one.title) for one in ENGINES)


def permit_web(network: Network, *, reads_pages: bool, engine: str, url: str = "") -> DoneView:
    """Keep what may be asked of the web from now on.

    Args:
        network: Whose.
        reads_pages: Whether a page whose link the user gives as found is read once.
        engine: The engine that may be asked for a person; empty for none.
        url: Where it is asked, if not where it always is.

    Raises:
        SettingsError: There is no such engine, or nobody knows where it lies.
    """
    chosen = engine_named(engine) if engine else None
    if engine and chosen is None:
        raise SettingsError("search.engine", f"There is no search engine {engine!r}.")
    if chosen is not None and not host_of(url or chosen.url):
        raise SettingsError(
            "search.url", f"Where does your {chosen.title} lie?", hint="Its address begins with https://"
        )
    keep_settings(
        network,
        {
            ("network", "read_pages"): reads_pages,
            ("search", "engine"): engine or None,
            ("search", "url"): (url or None) if engine else None,
        },
    )
    pages = "A page you give as found is read once" if reads_pages else "No page is read"
    asked = f"{chosen.title} is asked when you say so" if chosen else "no search engine is asked"
    return DoneView(change="", text=f"{pages}, and {asked}.")
