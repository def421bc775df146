"""What to say: facts with evidence, drafts, etiquette, approval."""

from kithly.messages.approve import Approved, Envelope, approve
from kithly.messages.brief import Brief, Ego, Fact, News, Talk
from kithly.messages.compose import NoDraft, compose
from kithly.messages.draft import Breach, Claim, Draft
from kithly.messages.etiquette import Recipient, Sender, Verdict, check, stops
from kithly.messages.kinds import MessageKind, message_kind
from kithly.messages.verify import verify

__all__ = [
    "Approved",
    "Breach",
    "Brief",
    "Claim",
    "Draft",
    "Ego",
    "Envelope",
    "Fact",
    "MessageKind",
    "News",
    "NoDraft",
    "Recipient",
    "Sender",
    "Talk",
    "Verdict",
    "approve",
    "check",
    "compose",
    "message_kind",
    "stops",
    "verify",
]
