"""Ideas for a post, out of what is known: what several people write about, what was read, what ego does now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b

from kithly.app.derived.ego import kept_ego
from kithly.app.derived.me import my_interests
from kithly.app.derived.me_guarded import ABOUT_ME
from kithly.app.feeding.interests import of_interest
from kithly.app.feeding.stream import Item, stream_of
from kithly.app.network import Network
from kithly.app.show import page_url
from kithly.history import is_sensitive
from kithly.history.lexicon import folded
from kithly.messages.opening import DISCUSSED, NOW, READING, TITLE_MOST
from kithly.people import PersonId
from kithly.reasons import Told
from kithly.reasons.discussed import Heard, discussed
from kithly.reasons.senses import Sense, sense
from kithly.records import Evidence, NewsKind, one_line
from kithly.store import Reading

LATELY = timedelta(days=31)  # of which it can be said that people write about it now
READ = timedelta(days=45)  # an older page is not news
MOST_EACH = 6  # ideas of one kind that are looked at
OWN_WORDS = frozenset((NewsKind.POST, NewsKind.ARTICLE, NewsKind.RELEASE, NewsKind.TALK, NewsKind.COMMENT))
"""Kinds of news whose words are the person's own: what they pass on is not what they write about."""

_PAGES = frozenset((NewsKind.ARTICLE, NewsKind.POST, NewsKind.RELEASE, NewsKind.TALK))
_WORKS = _PAGES - {NewsKind.POST}  # what was made to be passed on


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """What a post could be about.

    Attributes:
        id: Stable for the same thing.
        kind: `DISCUSSED`, `READING` or `NOW`.
        words: The topic, title, or what ego does now.
        why: Why, one sentence for ego's eyes.
        url: Its page; empty for none.
        evidence: What it is made of; empty for ego's own word.
        people: Whose words they are.
    """

    id: str
    kind: str
    words: str
    why: str
    url: str = ""
    evidence: tuple[Evidence, ...] = ()
    people: tuple[PersonId, ...] = ()


def ideas_of(kept: Reading, network: Network) -> tuple[Idea, ...]:
    """Return the ideas there are now, the best first: what people discuss, what was read, what ego does.

    Args:
        kept: Where to read.
        network: Whose.
    """
    items = [one for one in stream_of(kept, network).items if one.at > network.now - READ and _is_plain(one)]
    return (*_discussed(kept, network, items), *_read(kept, items), *_now(kept))


def _is_plain(item: Item) -> bool:
    """Say whether something can be spoken of in the open: nothing grave, nothing of a lost job."""
    words = "\n".join((item.news.text, item.news.excerpt, *item.news.topics))
    told = Told(record=item.stored.id, source=item.stored.source, news=item.news, seen=item.at)
    return not is_sensitive(words) and sense(told) is Sense.PLAIN


def _discussed(kept: Reading, network: Network, items: Sequence[Item]) -> Iterator[Idea]:
    lately = [one for one in items if one.at > network.now - LATELY]
    found = discussed(_heard(lately), without=_names(kept, lately))
    for topic in found[:MOST_EACH]:
        count = len(topic.people)
        yield Idea(
            id=_id(DISCUSSED, topic.key),
            kind=DISCUSSED,
            words=topic.words,
            why=f"{count} of your people wrote about {topic.words} in the last month.",
            evidence=topic.evidence,
            people=topic.people,
        )


def _heard(items: Sequence[Item]) -> Iterator[Heard]:
    for one in items:
        if one.person is not None and one.news.kind in OWN_WORDS and not one.person.remembered:
            yield Heard(
                person=one.person.id,
                record=one.stored.id,
                source=one.stored.source,
                at=one.at,
                text=one.news.text,
                tags=one.news.topics,
                url=page_url(one.news.url),
            )


def _names(kept: Reading, items: Sequence[Item]) -> frozenset[str]:
    """Return the words of names: of ego, and of those who write and where they work; a name is no topic."""
    people = [one.person for one in items if one.person is not None]
    texts = [kept_ego(kept).name, *(one.name for one in people), *(one.company for one in people)]
    return frozenset(word for text in texts for word in folded(text).split())


def _read(kept: Reading, items: Sequence[Item]) -> Iterator[Idea]:
    """Yield pages to pass on, those that meet an interest of ego's first.

    What ego follows for themselves is theirs to choose from; what their people published, where it meets an interest.
    """
    pages = [one for one in items if one.news.kind in _PAGES and one.account and page_url(one.news.url) and _title(one)]
    met = of_interest(my_interests(kept), pages)
    pages = [one for one in pages if one.person is None or (one.stored.id in met and one.news.kind in _WORKS)]
    pages.sort(key=lambda one: (one.stored.id not in met, -one.at.timestamp(), one.stored.id))
    for one in pages[:MOST_EACH]:
        title, url = _title(one), page_url(one.news.url)
        by = f" by {one.person.name}" if one.person else ""
        yield Idea(
            id=_id(READING, one.stored.id),
            kind=READING,
            words=title,
            why=f"“{title}”{by}: {_about(met.get(one.stored.id, ''))}.",
            url=url,
            evidence=(Evidence(record=one.stored.id, source=one.stored.source, at=one.at, url=url),),
            people=(one.person.id,) if one.person else (),
        )


def _about(interest: str) -> str:
    return f"you care for “{interest}”" if interest else "you follow where it was published"


def _title(item: Item) -> str:
    """Return the first line, cut at a word where it is no title but a text."""
    line = one_line(item.news.text.partition("\n")[0])
    return line if len(line) <= TITLE_MOST else line[:TITLE_MOST].rpartition(" ")[0].rstrip(" ,;:–—-") + "…"


def _now(kept: Reading) -> Iterator[Idea]:
    """Yield what ego said they do now; notes on people are between ego and Kithly, and no idea."""
    told = [str(one.value) for one in kept.decisions.all(ABOUT_ME) if one.subject == "now"]
    words = one_line(told[-1]).strip(" .") if told else ""
    if words and not is_sensitive(words):
        yield Idea(id=_id(NOW, words), kind=NOW, words=words, why="It is what you said you do now.")


def _id(kind: str, thing: str) -> str:
    return blake2b(f"{kind}\x1f{thing}".encode("utf-8", "replace"), digest_size=4).hexdigest()
