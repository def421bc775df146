"""The engines that can be chosen: a SearXNG of anybody's, and Brave with a key of the user's own.

Reference: "Search API" in SearXNG's documentation; "Web Search" of the Brave Search API.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit, urlunsplit

from kithly.errors import SourceFormatError
from kithly.transport.secrets import Secret
from kithly.websearch.asking import INSTEAD, NAME, Asked, Engine, ask, refused_key
from kithly.websearch.results import MOST, Fields, Result, results_of

JSON = {"Accept": "application/json"}


class SearXNG:
    """A metasearch engine that many run, and anybody may run for themselves."""

    name = "searxng"
    title = "SearXNG"
    url = ""
    needs_key = False

    def search(self, query: str, *, url: str, key: Secret | None = None) -> tuple[Result, ...]:
        """Return what it finds.

        Raises:
            SourceError: It says nothing that can be used.
        """
        del key
        said = "This SearXNG gives no results as JSON, which Kithly needs."
        hint = f"Allow it in its settings.yml (search: formats: [html, json]), or choose another. {INSTEAD}"
        refused = SourceFormatError(NAME, self.title, said, hint=hint)
        asked = Asked(title=self.title, url=_below(url, "search"), headers=JSON, refused=refused)
        return results_of(ask(asked, {"q": query, "format": "json"}).get("results"), Fields())


class Brave:
    """An engine with an index of its own."""

    name = "brave"
    title = "Brave Search"
    url = "https://api.search.brave.com/res/v1/web/search"
    needs_key = True

    def search(self, query: str, *, url: str, key: Secret | None) -> tuple[Result, ...]:
        """Return what it finds.

        Raises:
            SourceError: It says nothing that can be used.
        """
        proof = key.value.strip() if key else ""
        if not proof.isascii() or not proof.isprintable() or not proof:
            raise refused_key(self.title)
        headers = {**JSON, "X-Subscription-Token": proof}
        asked = Asked(title=self.title, url=url or self.url, headers=headers, refused=refused_key(self.title))
        told = ask(asked, {"q": query, "count": str(MOST)}).get("web")
        found = told.get("results") if isinstance(told, Mapping) else None
        return results_of(found, Fields(text="description", at="page_age"))


ENGINES: tuple[Engine, ...] = (SearXNG(), Brave())


def engine_named(name: str) -> Engine | None:
    """Return an engine by its name in the settings, or None."""
    return next((one for one in ENGINES if one.name == name), None)


def _below(url: str, page: str) -> str:
    """Return the address of a page of a site, whether its address ends with it already or not."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/").removesuffix(f"/{page}")
    return urlunsplit((parts.scheme, parts.netloc, f"{path}/{page}", "", ""))
