"""A search of the web for somebody, by the engine the user chose; off unless they did."""

from __future__ import annotations

from dataclasses import replace

from kithly.app.network import Network
from kithly.app.views import ResultView, WebSearchView
from kithly.channels.look import query_for
from kithly.errors import SettingsError, SourceError, SourceUnavailable
from kithly.people import Person
from kithly.transport.secrets import KeyringAway, Secret, SecretMissing, Secrets
from kithly.websearch import ENGINES, NAME, Engine, engine_named
from kithly.websearch.asking import host_of

KEY_PLACE = "search_key"  # name of the small fact that tells where the key of the engine lies
CHOOSE = 'In settings.toml of the data folder: [search], engine = "searxng", url = "https://..."'


def searched(network: Network, person: Person) -> WebSearchView:
    """Ask the engine for a person by name and company, and return what it found; a failure is one sentence of it.

    Raises:
        SettingsError: No engine is chosen, or there is nothing to search for.
    """
    engine, url = _chosen(network)
    query = query_for(person.name, person.company)
    if not query:
        raise SettingsError(
            "search", f"There is no name to search for: {person.name}", hint="kithly look without --search"
        )
    view = WebSearchView(engine=engine.title, asked=host_of(url), query=query)
    try:
        found = engine.search(query, url=url, key=_key(network) if engine.needs_key else None)
    except SourceError as error:
        return replace(view, trouble=str(error), next=error.hint or None)
    results = tuple(ResultView(title=one.title, url=one.url, text=one.text, at=one.at) for one in found)
    return replace(view, results=results)


def keep_key(network: Network, secret: Secret) -> str:
    """Keep the key of the search engine where secrets lie, and say where that is."""
    place = Secrets(network.settings.folder).keep(NAME, secret)
    with network.store.transaction() as tx:
        tx.meta.set(KEY_PLACE, place)
    return f"The key is kept in {'this system’s keyring' if place == 'keyring' else 'secrets.json of the data folder'}."


def _chosen(network: Network) -> tuple[Engine, str]:
    """Return the engine of the settings and where it is asked."""
    name = network.settings.search_engine
    engine = engine_named(name)
    if engine is None:
        known = ", ".join(one.name for one in ENGINES)
        said = f"There is no search engine {name!r}: {known}." if name else "No search engine is chosen; none is asked."
        raise SettingsError("search.engine", said, hint=CHOOSE)
    url = network.settings.search_url or engine.url
    if not host_of(url):
        raise SettingsError("search.url", f"Where does your {engine.title} lie?", hint=CHOOSE)
    return engine, url


def _key(network: Network) -> Secret | None:
    with network.store.reading() as kept:
        place = kept.meta.get(KEY_PLACE)
    try:
        return Secrets(network.settings.folder).get(NAME, place=place) if place else None
    except SecretMissing:
        return None
    except KeyringAway as away:
        hint = away.hint(again="kithly look --key", then="try again.")
        raise SourceUnavailable(NAME, NAME, f"The search engine: {away.why('key')}", hint=hint) from None
