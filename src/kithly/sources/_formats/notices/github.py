"""GitHub: told by its header fields, which are the same in every language."""

from __future__ import annotations

import re

from kithly.records import News, NewsKind, Party, github_identity
from kithly.sources._formats.notices.fields import first
from kithly.sources._formats.notices.letter import Letter
from kithly.sources._formats.notices.senders import Notifier
from kithly.sources._formats.notices.telling import news
from kithly.sources._formats.notices.templates import Found

MENTIONS = frozenset(("mention", "team_mention"))
HEARD = frozenset(("author", "comment", "subscribed", "assign", "review_requested", "manual"))

# <owner/repo/pull/1593/c287644466@github.com>: whose, which kind of thing, which one, and what was done with it
_THING = re.compile(
    r"([\w.-]+/[\w.-]+)/(pull|issues?|discussions?|releases|commit|gists?)/(\w+)(?:/([\w-]+))?(?:/.*)?@github\.com"
)
_MARKS = re.compile(r"(?:\s*(?:re|aw|sv|fw):)*\s*(?:\[[^\]]{1,150}\]\s*)?", re.IGNORECASE)
_PAGES = {"issue": "issues", "discussion": "discussions"}
_NO_WORDS = frozenset(("push", "issue_event", "before"))  # what was done there is no writing
_OPENED = frozenset(("pull", "issue", "issues", "discussion", "discussions", "releases"))


def told_by_github(notifier: Notifier, letter: Letter) -> tuple[News, ...]:
    """Return who wrote, opened or released something; nothing for robots, for what ego did, and for the rest."""
    login, reason = first(letter.fields, "x-github-sender").strip(), first(letter.fields, "x-github-reason").strip()
    thing = _THING.fullmatch(letter.message.message_id)
    is_ego = login.lower() == first(letter.fields, "x-github-recipient").strip().lower()
    who = github_identity(login)
    if thing is None or is_ego or who is None or reason not in MENTIONS | HEARD:
        return ()
    repository, kind, number, part = thing.groups()
    if part in _NO_WORDS or (part is None and kind not in _OPENED):
        return ()
    what = NewsKind.MENTION if reason in MENTIONS else NewsKind.POST if part is None else NewsKind.COMMENT
    sender = letter.message.sender
    about = Party(name=sender.name if sender else "", identity=who)
    title = _MARKS.sub("", letter.message.subject, count=1)
    page = kind if kind == "releases" else f"{_PAGES.get(kind, kind)}/{number}"
    url = f"https://github.com/{repository}/{page}"
    return (news(notifier, letter, what, about, said=Found(text=title), url=url),)
