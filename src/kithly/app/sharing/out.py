"""A post on its way, after the user's yes: published by an account of theirs, or handed over to where they post."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

from kithly.app.accounts.publisher import NETWORKS
from kithly.app.network import Network
from kithly.app.outbox.approving import Going, put_going
from kithly.app.outbox.showing import line_of
from kithly.app.said.decisions import decide
from kithly.app.said.share_words import SHARED
from kithly.app.sharing.ideas import Idea
from kithly.app.sharing.share import COPY, LINKEDIN, draft_of, week_idea
from kithly.app.views import SharedView
from kithly.channels.clipboard import copy
from kithly.channels.handoff import open_in, plain_text
from kithly.errors import ChannelUnavailable, Conflict, Refused, SettingsError, UserError
from kithly.messages import Act, Envelope, Recipient, Sender, Verdict, approve, check
from kithly.messages.outgoing import Outgoing
from kithly.store import OutboxRow

WAYS = (LINKEDIN, *NETWORKS, COPY)
LINKEDIN_POST = "https://www.linkedin.com/feed/?shareActive=true"  # where LinkedIn begins a post; no words go along
MOST = 3_000  # characters: LinkedIn takes no longer post
POST = "post"  # kind of the words
OWN = "own"  # what words without an idea are kept under, with their mark
NOTES = {
    LINKEDIN: "LinkedIn opens: paste the words there, look at them once more, and post.",
    COPY: "Paste the words where you post.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyPost:
    """Words that may be posted once the user says yes.

    Attributes:
        way: Where.
        text: The words.
        verdict: What etiquette says of exactly these words; it stops none of the user's own.
        idea: The idea they are about; empty for none.
    """

    way: str
    text: str
    verdict: Verdict
    idea: str = ""


def prepare_post(network: Network, way: str, text: str | None = None) -> ReadyPost:
    """Return the words of a post, checked; nothing is kept yet.

    Args:
        network: Whose.
        way: One of `WAYS`.
        text: The user's words; None for those the week's idea begins with.

    Raises:
        SettingsError: There is no such way.
        UserError: There are no words.
        Conflict: The idea was taken along before.
    """
    if way not in WAYS:
        raise SettingsError("channel", f"There is no way {way!r} to post.", hint="Ways: " + ", ".join(WAYS))
    with network.store.reading() as kept:
        idea = week_idea(kept, network)
        words = text if text is not None else draft_of(kept, idea)[0] if idea else ""
    words = plain_text(words).strip()
    if not words:
        raise UserError("There are no words to post.", hint="kithly share --to linkedin --text FILE")
    if len(words) > MOST:
        raise Refused(way, f"A post takes {MOST:,} characters; this has {len(words):,}.", hint="Shorten it.")
    verdict = check(words, kind=POST, channel="other", recipient=Recipient(name=""), sender=Sender(name=""))
    return ReadyPost(way=way, text=words, verdict=verdict, idea=idea.id if idea and _is_about(words, idea) else "")


def _is_about(words: str, idea: Idea) -> bool:
    """Say whether words are about an idea: they name it, or its page."""
    return idea.words.lower() in words.lower() or (bool(idea.url) and idea.url in words)


def post(network: Network, ready: ReadyPost, *, open_it: bool = False) -> SharedView:
    """Let a post go, after the user's yes: into the outbox, or into the user's hand.

    Args:
        network: Whose.
        ready: The words, from `prepare_post`.
        open_it: Whether to open the page and use the clipboard here, where they are handed over.

    Raises:
        Refused: The words do not fit there, or no account is set up.
        Conflict: It went out, or is on its way, or was taken along before.
    """
    if ready.way in NETWORKS:
        row = put_going(network, _going(network, ready))
        _keep(network, ready, twice=True)
        return post_view(network, ready, row)
    approve(ready.text, ready.verdict, Envelope(kind=POST, channel=ready.way), yes=True, allowed_favour=True)
    change = _keep(network, ready)
    link = LINKEDIN_POST if ready.way == LINKEDIN else None
    return SharedView(
        channel=ready.way,
        text=ready.text,
        handed_over=_effects(ready, link, open_it=open_it),
        url=link,
        paste=True,
        breaches=(),
        state="handed_over",
        outbox=None,
        undo_until=None,
        said="",
        change=change,
    )


def _going(network: Network, ready: ReadyPost) -> Going:
    """Return a post as the outbox takes it: what the user asks of everybody is theirs to ask."""
    return Going(
        channel=ready.way,
        kind=POST,
        text=ready.text,
        verdict=ready.verdict,
        key=f"post:{ready.way}:{_subject(network, ready)}",
        person=None,
        act=Act.POST,
        allowed_favour=True,
    )


def post_view(network: Network, ready: ReadyPost, row: OutboxRow) -> SharedView:
    """Return how a post stands that Kithly publishes."""
    return SharedView(
        channel=row.channel,
        text=row.text,
        handed_over=line_of(network, row),
        url=row.url or None,
        paste=False,
        breaches=ready.verdict.breaches,
        state=row.state,
        outbox=row.id,
        undo_until=row.due_at if row.state == Outgoing.APPROVED else None,
        said=row.said,
        change=row.change,
    )


def _subject(network: Network, ready: ReadyPost) -> str:
    """Return what is posted at most once: an idea, or without one the very same words on one day."""
    mark = blake2b(ready.text.encode("utf-8", "replace"), digest_size=8).hexdigest()
    return ready.idea or f"{OWN}-{network.today.isoformat()}-{mark}"


def _keep(network: Network, ready: ReadyPost, *, twice: bool = False) -> str:
    """Keep that a post was taken along, once; return the change.

    Raises:
        Conflict: It was before, and may be only once.
    """
    subject = _subject(network, ready)
    value = {"channel": ready.way, "on": network.today.isoformat()}
    with network.store.transaction() as tx:
        before = [
            one for one in tx.decisions.all(SHARED) if (one.subject, one.value.get("channel")) == (subject, ready.way)
        ]
        if before and twice:
            return str(before[-1].change)
        if before:
            raise Conflict("post", subject, message="You took this along before.", hint="kithly changes")
        change, _ = decide(tx, network, SHARED, [(subject, value)], "Took a post along.")
    return str(change)


def _effects(ready: ReadyPost, link: str | None, *, open_it: bool) -> str:
    """Open the page and fill the clipboard where wanted and possible; return what to do next."""
    if not open_it:
        return NOTES[ready.way]
    told = [NOTES[ready.way]]
    told += ["The words are on your clipboard."] if copy(ready.text) else []
    if link:
        try:
            open_in(link)
        except ChannelUnavailable:
            told += ["No browser could be opened here: the link is below."]
    return " ".join(told)
