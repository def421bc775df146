"""Addresses behind which nobody sits."""

from __future__ import annotations

import re
from functools import lru_cache

_SEPARATORS = re.compile(r"[._+=\-]+")
# The whole local part, its separators taken out
_WHOLE = frozenset((
    "noreply", "donotreply", "dontreply", "nepasrepondre", "noresponder", "norispondere", "naoresponda",
    "nichtantworten", "bittenichtantworten", "neodpovidejte", "mailerdaemon", "mailer", "daemon", "postmaster",
    "bounce", "bounces", "bounced", "majordomo", "listserv", "listmaster", "mailman", "listproc", "autoreply",
    "autoresponder", "automailer", "automated", "automatic", "autoconfirm", "notification", "notifications",
    "notify", "notifier", "notifymailer", "alert", "alerts", "newsletter", "newsletters", "news", "mailing",
    "mailings", "digest", "digests", "updates", "invitations", "messagesnoreply", "invitationsnoreply", "root",
    "nobody", "cron", "system", "webmaster", "abuse", "hostmaster", "robot", "bot", "jenkins", "gitlab",
    "github", "bugzilla", "jira", "confluence", "undisclosedrecipients", "calendarnotification",
    "drivesharesnoreply", "orderstatus", "receipts", "receipt", "invoices", "shipmenttracking",
))  # fmt: skip
# Any one word between separators
_WORDS = frozenset((
    "noreply", "donotreply", "bounce", "bounces", "mailerdaemon", "notification", "notifications",
    "newsletter", "newsletters", "autoreply", "autoresponder", "unsubscribe",
))  # fmt: skip
_ANYWHERE = ("noreply", "donotreply", "mailerdaemon", "notreply", "nepasrepondre")
# prefixes of generated envelope senders: bounce-1234-..., bounces+1234-...
_GENERATED = re.compile(r"(?:bounces?|msprvs1|prvs|srs[01]|reply)[+=\-].*\d", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def is_robot(address: str) -> bool:
    """Say whether an address in normal form belongs to a machine: ``no-reply@...``, ``mailer-daemon@...``."""
    local = address.rpartition("@")[0].lower()
    if _GENERATED.match(local):
        return True
    words = [word for word in _SEPARATORS.split(local) if word]
    whole = "".join(words)
    if whole in _WHOLE or whole.rstrip("0123456789") in _WHOLE:
        return True
    if any(word in _WORDS for word in words):
        return True
    return any(each in whole for each in _ANYWHERE)
