"""What is missing before anything can be said, as the next command."""

from __future__ import annotations

from kithly.app.network import Network
from kithly.store import Reading

BROUGHT = frozenset({"import", "sync", "met"})  # changes that make somebody known


def nothing_known(kept: Reading, network: Network) -> tuple[str, ...]:
    """Return what was broken off, and why there can be nothing to show yet (the first reason only)."""
    return (*_broken_off(kept, network), *_nothing(kept))


def _broken_off(kept: Reading, network: Network) -> tuple[str, ...]:
    """Name the files that were not read to their end: everything shown rests on a part of them."""
    found = kept.files.broken_off()
    if found and network.store.is_importing():
        return ("An import is running: what is shown here rests on what it has read so far.",)
    return tuple(f"{row.path} was read only in part. Import it again: it goes on where it stopped." for row in found)


def _nothing(kept: Reading) -> tuple[str, ...]:
    if not kept.changes.any_standing(BROUGHT):
        return ("Nothing is imported yet: kithly import Basic_LinkedInDataExport.zip All-mail.mbox",)
    if not kept.meta.get("ego_known") and not kept.interactions.is_empty():
        return ("I do not know which address is yours: kithly me --set address=you@your-mail.example",)
    if kept.people.fewer_than(1):
        return ("What is imported holds nobody you wrote with: robots, lists and newsletters are no people.",)
    if kept.interactions.is_empty():
        return ("Only connections are known, no messages: import your mailbox, or note whom you met: kithly met NAME",)
    return ()
