"""Files that are LinkedIn's but are not read, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from itertools import islice
from pathlib import PurePosixPath

from kithly.sources._formats.archive import canonical_name
from kithly.sources._formats.linkedin.kinds import head_columns, is_bot_chat
from kithly.sources._formats.table import Columns
from kithly.sources.base import Item, Siblings

MAX_DEPTH = 8  # folders above a file that are looked at for the export it is part of

_BOT = "a chat with LinkedIn's assistant, not with a person"
_FOLLOWS = "companies and topics you follow, which are no people"
_ARTICLE = "an article of yours as a web page; your posts, comments and reposts are read"
_OTHER = "nothing in it about you and your people"
_UNKNOWN = "not a file Kithly knows"

# What other files of an export are called: no case, blanks and endings, as `canonical_name` gives them.
_OTHERS = frozenset(
    word
    for line in (
        "accountstatushistory adsclicked adtargeting causesyoucareabout certifications courses",
        "digitalidentities engagements events followers groups honors inferencesaboutyou inferences",
        "instantreposts interests languages learning logins memberfollows onlinejobpostings organizations",
        "patents privateidentityasset profilesummary projects publications registration richmedia",
        "searchqueries securitychallenges skills summary testscores volunteering volunteeringexperiences",
        "votes whatsappphonenumbers",
    )
    for word in line.split()
)
_OTHERS_BEGIN = ("job", "saved", "receipts", "verification", "learning", "services", "reviews", "opportunities")

# A file is known by any of these sets of columns.
_COLUMNS: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"organization", "followedon"}), _FOLLOWS),
    (frozenset({"hashtag", "createdtime"}), _FOLLOWS),
    (frozenset({"date", "link", "optiontext"}), "votes in polls, without the people"),
    (frozenset({"companynames", "jobtitles", "memberskills"}), "how LinkedIn shows you advertisements"),
    (frozenset({"contenttitle", "contenttype"}), "courses watched"),
    (frozenset({"registeredat", "registrationip"}), _OTHER),
    (frozenset({"savedat", "link"}), _OTHER),
    (frozenset({"datetime", "mediadescription"}), "pictures and films of your posts; the posts are in Shares"),
    (frozenset({"alertparameters", "querycontext"}), "job alerts"),
    (frozenset({"invoicenumber", "totalamount"}), "receipts"),
    (frozenset({"verificationtype", "organizationname"}), _OTHER),
    (frozenset({"privateidentityassetname"}), _OTHER),
    (frozenset({"profilesummary"}), "your own summary, which Profile.csv holds too"),
)
_NAMES: Mapping[str, str] = {
    **dict.fromkeys(("companyfollows.csv", "hashtagfollows.csv"), _FOLLOWS),
}
_MARKS = frozenset(
    {
        "connections.csv",
        "messages.csv",
        "invitations.csv",
        "profile.csv",
        "emailaddresses.csv",
        "adtargeting.csv",
        "registration.csv",
    }
)


def why_not_read(item: Item) -> str | None:
    """Return in one clause why a file of a LinkedIn export is not read; None if it is not LinkedIn's."""
    path = PurePosixPath(item.name)
    if path.suffix.lower() != ".csv":
        is_article = path.suffix.lower() == ".html" and "articles" in item.name.lower()
        return _ARTICLE if is_article and _in_export(item) else None
    reason = _by_columns(item)
    if reason:
        return reason
    if not _in_export(item):
        return None
    if is_bot_chat(item):
        return _BOT
    name = canonical_name(item.name)
    return _NAMES.get(name) or (_OTHER if _is_linkedins(name) else _UNKNOWN)


def _is_linkedins(name: str) -> bool:
    stem = name.rpartition(".")[0]
    return stem in _OTHERS or stem.startswith(_OTHERS_BEGIN)


def _by_columns(item: Item) -> str | None:
    if is_bot_chat(item):
        return _BOT if head_columns(item, lambda columns: {"conversationid", "content"} <= set(columns)) else None
    columns = head_columns(item, lambda columns: _reason(columns) is not None)
    return _reason(columns) if columns else None


def _reason(columns: Columns) -> str | None:
    names = frozenset(columns)
    return next((reason for wanted, reason in _COLUMNS if wanted <= names), None)


def _in_export(item: Item) -> bool:
    """Say whether an item lies in an export: two files of its folder, or of one above, are LinkedIn's."""
    if "dataexport" in canonical_name(item.container):
        return True
    folders = (item.siblings.once(("marks", folder), partial(_marks, item.siblings, folder)) for folder in _above(item))
    return any(marks >= 2 for marks in folders)


def _above(item: Item) -> Iterable[PurePosixPath]:
    return islice(PurePosixPath(item.name).parents, MAX_DEPTH)


def _marks(siblings: Siblings, folder: PurePosixPath) -> int:
    """Return how many of LinkedIn's best known files lie in a folder."""
    return len(_MARKS & {canonical_name(name) for name in siblings.within(folder)})
