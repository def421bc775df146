"""What kind of mail a message is, told from its structure alone."""

from __future__ import annotations

import re

from kithly.records import Flag, Party
from kithly.sources._formats.email.headers import Headers
from kithly.sources._formats.email.robots import is_robot

_LIST_HEADERS = (
    "list-id",
    "list-post",
    "x-mailman-version",
    "x-beenthere",
    "mailing-list",
    "x-mailinglist",
    "x-ml-name",
)
_CAMPAIGN_HEADERS = ("feedback-id", "x-campaign", "x-campaignid", "x-mailer-campaign", "x-mc-user", "x-csa-complaints")
_PIPERMAIL = re.compile(rb"[^\s@<>\"]+ at [^\s@<>\"]+\.[^\s@<>\"]+ *(?:\(.*\))?")


def kind_flags(headers: Headers, sender: Party | None, kinds: frozenset[str]) -> Flag:
    """Return the flags `LIST`, `BULK`, `AUTOMATIC` and `INVITE` of a message.

    Args:
        headers: Its header fields.
        sender: Who wrote it.
        kinds: Media types of its parts.
    """
    flags = Flag(0)
    precedence = _lower(headers, "precedence")
    if _is_list(headers, precedence):
        flags |= Flag.LIST
    if _is_bulk(headers, precedence, is_list=bool(flags & Flag.LIST)):
        flags |= Flag.BULK
    if _is_automatic(headers, sender, kinds):
        flags |= Flag.AUTOMATIC
    if "text/calendar" in kinds or _lower(headers, "content-class").endswith("calendarmessage"):
        flags |= Flag.INVITE
    return flags


def _lower(headers: Headers, name: str) -> str:
    values = headers.get(name)
    return values[0].decode("latin-1").strip().lower() if values else ""


def _is_list(headers: Headers, precedence: str) -> bool:
    if precedence == "list" or any(name in headers for name in _LIST_HEADERS):
        # bulk mailers set List-Id too, but never say where to post
        return not ("feedback-id" in headers and "list-post" not in headers)
    sender = headers.get("from")
    return bool(sender) and sender is not None and _PIPERMAIL.fullmatch(sender[0]) is not None


def _is_bulk(headers: Headers, precedence: str, *, is_list: bool) -> bool:
    if precedence in {"bulk", "junk"} and not is_list:
        return True
    if any(name in headers for name in _CAMPAIGN_HEADERS):
        return True
    return "list-unsubscribe" in headers and not is_list


def _is_automatic(headers: Headers, sender: Party | None, kinds: frozenset[str]) -> bool:
    submitted = _lower(headers, "auto-submitted")
    if submitted and not submitted.startswith("no"):
        return True
    if any(name in headers for name in ("x-autoreply", "x-autorespond", "x-failed-recipients")):
        return True
    if "multipart/report" in kinds or "message/delivery-status" in kinds:
        return True
    if _lower(headers, "precedence") == "auto_reply" or _lower(headers, "return-path") == "<>":
        return True
    return sender is not None and sender.identity is not None and is_robot(sender.identity.value)
