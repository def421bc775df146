"""What kind of mail a message is, told from its structure alone."""

from __future__ import annotations

import re

from kithly.records import Flag, Party
from kithly.sources._formats.email.headers import Headers
from kithly.sources._formats.email.robots import is_robot

_LIST_HEADERS = frozenset((
    "list-id",
    "list-post",
    "x-mailman-version",
    "x-beenthere",
    "mailing-list",
    "x-mailinglist",
    "x-ml-name",
))  # fmt: skip
_CAMPAIGN_HEADERS = frozenset(
    ("feedback-id", "x-campaign", "x-campaignid", "x-mailer-campaign", "x-mc-user", "x-csa-complaints")
)
_AUTOMATIC_HEADERS = frozenset(("x-autoreply", "x-autorespond", "x-failed-recipients"))
_TELLING = frozenset(
    (
        *_LIST_HEADERS,
        *_CAMPAIGN_HEADERS,
        *_AUTOMATIC_HEADERS,
        "precedence",
        "auto-submitted",
        "return-path",
        "list-unsubscribe",
    )
)
_REPORTS = frozenset(("multipart/report", "message/delivery-status"))

LIST, BULK, AUTOMATIC, INVITE = (int(flag) for flag in (Flag.LIST, Flag.BULK, Flag.AUTOMATIC, Flag.INVITE))

_TAG = re.compile(rb"\s*(?:(?:re|aw|fwd?|sv|antw|tr|rv)\s*:\s*)?\[([\w.+-]{2,40})\]\s", re.IGNORECASE)
_PIPERMAIL = re.compile(rb"[^\s@<>\"]+ at [^\s@<>\"]+\.[^\s@<>\"]+ *(?:\(.*\))?")


def kind_flags(headers: Headers, sender: Party | None, kinds: frozenset[str]) -> int:
    """Return the flags `LIST`, `BULK`, `AUTOMATIC` and `INVITE` of a message, as a number.

    Args:
        headers: Its header fields.
        sender: Who wrote it.
        kinds: Media types of its parts.
    """
    flags = 0
    if not _TELLING.isdisjoint(headers):
        precedence = _lower(headers, "precedence")
        is_list = _is_list(headers, precedence)
        flags += is_list * LIST + _is_bulk(headers, precedence, is_list=is_list) * BULK
        flags += _is_automatic(headers, precedence) * AUTOMATIC
    if not flags & LIST and (("from" in headers and _is_pipermail(headers["from"][0])) or _is_tagged(headers)):
        flags += LIST
    if not flags & AUTOMATIC and (_is_robots(sender) or not kinds.isdisjoint(_REPORTS)):
        flags += AUTOMATIC
    if "text/calendar" in kinds or _lower(headers, "content-class").endswith("calendarmessage"):
        flags += INVITE
    return flags


def _lower(headers: Headers, name: str) -> str:
    values = headers.get(name)
    return values[0].decode("latin-1").strip().lower() if values else ""


def _is_list(headers: Headers, precedence: str) -> bool:
    if precedence == "list" or not _LIST_HEADERS.isdisjoint(headers):
        # bulk mailers set List-Id too, but never say where to post
        return not ("feedback-id" in headers and "list-post" not in headers)
    return False


def _is_pipermail(sender: bytes) -> bool:
    return b" at " in sender and _PIPERMAIL.fullmatch(sender) is not None


def _is_tagged(headers: Headers) -> bool:
    """Say whether a subject begins with the name of a list it went to: ``[kilns] New ovens`` to kilns@lists.example."""
    tag = _TAG.match(headers["subject"][0]) if "subject" in headers else None
    if tag is None:
        return False
    address = tag.group(1).lower() + b"@"
    addressed = (value.lower() for name in ("to", "cc") for value in headers.get(name, ()))
    return any(re.search(rb"(?:^|[\s,;<\"'])" + re.escape(address), value) for value in addressed)


def _is_bulk(headers: Headers, precedence: str, *, is_list: bool) -> bool:
    if precedence in {"bulk", "junk"} and not is_list:
        return True
    if not _CAMPAIGN_HEADERS.isdisjoint(headers):
        return True
    return "list-unsubscribe" in headers and not is_list


def _is_automatic(headers: Headers, precedence: str) -> bool:
    submitted = _lower(headers, "auto-submitted")
    if submitted and not submitted.startswith("no"):
        return True
    if not _AUTOMATIC_HEADERS.isdisjoint(headers):
        return True
    return precedence == "auto_reply" or _lower(headers, "return-path") == "<>"


def _is_robots(sender: Party | None) -> bool:
    return sender is not None and sender.identity is not None and is_robot(sender.identity.value)
