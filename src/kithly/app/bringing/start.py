"""The next sensible step for somebody who typed only ``kithly``."""

from __future__ import annotations

from dataclasses import dataclass

from kithly.app.network import Network


@dataclass(frozen=True, slots=True, kw_only=True)
class StartView:
    """What to do next, a sentence each."""

    sentences: tuple[str, ...]
    people: int


def is_empty(network: Network) -> bool:
    """Say whether nobody is known yet, so that nothing can be said."""
    with network.store.reading() as kept:
        return not kept.people.count()


def next_step(network: Network) -> StartView:
    """Return the next sensible step."""
    with network.store.reading() as kept:
        people = kept.people.count()
    if people:
        sentences: tuple[str, ...] = (
            f"Kithly knows {people:,} {'person' if people == 1 else 'people'} of yours.",
            "Today's few hellos: kithly today",
            "All commands: kithly --help",
        )
    else:
        sentences = (
            "Kithly keeps your network strong. It is empty yet.",
            "See it at work on a made-up network first: kithly demo",
            "Then bring yours: kithly import Basic_LinkedInDataExport.zip All-mail.mbox",
            "LinkedIn's lies under Settings > Data privacy > Get a copy of your data; it takes minutes to a day.",
            "Gmail's comes from takeout.google.com (choose Mail); Thunderbird's and Apple Mail's are on your disk.",
            "No file? Let Kithly read the mail you sent, the newest first: kithly account add you@your-mail.example",
            "While you wait, name people you would be sorry to lose, a line each: kithly named 'Ana Lee, from Lyon'",
        )
    return StartView(sentences=sentences, people=people)
