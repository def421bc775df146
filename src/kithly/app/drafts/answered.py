"""What somebody published at Mastodon or Bluesky, as something to answer or like right there."""

from __future__ import annotations

import re

from kithly.plan import Touch
from kithly.reasons import ReasonKind
from kithly.records import Channel

NETWORKS = (Channel.MASTODON.value, Channel.BLUESKY.value)
"""Doors that lead to what somebody published; each bears the name of its network."""

_OWN_WORDS = frozenset((ReasonKind.POSTED, ReasonKind.RELEASED, ReasonKind.SPOKE, ReasonKind.EVENT))
"""Reasons whose page holds the person's own words: what they pass on is somebody else's."""
_PAGES = {
    Channel.MASTODON.value: re.compile(r"https://[!-~]{1,1990}"),
    Channel.BLUESKY.value: re.compile(r"https://bsky\.app/profile/[\w.:~-]{1,253}/post/[\w.:~-]{1,512}", re.ASCII),
}


def answered_page(touch: Touch | None, network: str) -> str:
    """Return the page of what a hello answers at a network; empty where it answers nothing there.

    Args:
        touch: The hello; None without one.
        network: ``mastodon`` or ``bluesky``.
    """
    if touch is None or network not in NETWORKS or touch.reason.kind not in _OWN_WORDS:
        return ""
    if touch.reason.channel != network or not touch.reason.evidence:
        return ""
    page = touch.reason.evidence[0].url or ""
    return page if _PAGES[network].fullmatch(page) else ""
