"""Look first: pages about a person, and what was found kept as dated evidence."""

from __future__ import annotations

from kithly.app.derived.refresh import refresh_people
from kithly.app.drafts.findings import KIND, as_note
from kithly.app.figures import day_words
from kithly.app.letters.found_page import FoundPage, keep_page, read_found
from kithly.app.letters.web_search import searched
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.said.decisions import decide, done_view
from kithly.app.show import named
from kithly.app.views import DoneView, LinkView, LookView
from kithly.channels.handoff import open_in
from kithly.channels.look import pages
from kithly.errors import SettingsError
from kithly.messages import read_finding
from kithly.messages.findings import urls_in
from kithly.store import ChangeId

MAX_TEXT = 10_000  # characters of a finding


def look(network: Network, who: str, *, open_it: bool, search: bool = False) -> LookView:
    """Return profile, recent activity and a web search, and open them if wanted.

    Args:
        network: Whose.
        who: The person.
        open_it: Open the pages in the browser.
        search: Ask the search engine of the settings, and return what it found.

    Raises:
        NotFound: Nobody is called so.
        Conflict: Several are.
        ChannelUnavailable: There is no browser.
        SettingsError: No engine is chosen.
    """
    with network.store.reading() as kept:
        person = find_person(kept, who)
    links = pages(person.identities, name=person.name, company=person.company)
    if open_it:
        for link in links:
            open_in(link.url)
    return LookView(
        person=named(person),
        links=tuple(LinkView(label=one.title, url=one.url) for one in links),
        search=searched(network, person) if search else None,
    )


def found(network: Network, who: str, text: str) -> DoneView:
    """Keep what the user found about a person, line by line; the next words to them are written around it.

    Nothing is fetched, unless the user switched the reading of pages on (``read_pages`` in the settings): then the
    page is asked for once, and its title, day and first words are kept with the link. A title or a link goes into
    the words; a sentence about the person stays a note, and the answer says so.

    Raises:
        SettingsError: There is no text.
        NotFound: Nobody is called so.
        Conflict: Several are.
    """
    words = "\n".join(line for line in (" ".join(one.split()) for one in text.splitlines()) if line)[:MAX_TEXT]
    if not words:
        raise SettingsError("text", "What did you find? The text is empty.", hint="kithly found NAME 'what you found'")
    with network.store.reading() as kept:
        person = find_person(kept, who)
    page, trouble = read_found(network, next(iter(urls_in(words)), ""))
    words = f"{words}\n{page.title}" if page else words
    with network.store.transaction() as tx:
        person = find_person(tx, person.id)
        sentence = f"Kept what you found about {person.name}."
        change, _ = decide(tx, network, KIND, [(person.id, _value(words, page))], sentence)
        if page is not None:
            keep_page(tx, ChangeId(change), person, page, now=network.now)
        refresh_people(tx, (person.id,), now=network.now)
    said = sentence if read_finding(words).is_named else as_note(person)
    return done_view(change, " ".join(part for part in (said, _read(page), trouble) if part), person)


def _value(words: str, page: FoundPage | None) -> dict[str, str]:
    """Return a finding as it is kept."""
    return {"text": words, **({"url": page.url, "excerpt": page.excerpt} if page else {})}


def _read(page: FoundPage | None) -> str:
    if page is None:
        return ""
    when = f", of {day_words(page.published.date())}" if page.published else ""
    return f"The page is called “{page.title}”{when}."
