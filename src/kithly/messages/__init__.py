"""What to say: facts with evidence, drafts, etiquette, approval."""

from kithly.messages.approve import Approved, Envelope, approve
from kithly.messages.brief import Brief, Ego, Fact, Found, News, Talk
from kithly.messages.compose import NoDraft, compose
from kithly.messages.draft import Breach, Claim, Draft
from kithly.messages.etiquette import Recipient, Sender, Verdict, check, stops
from kithly.messages.findings import Finding, is_title, read_finding
from kithly.messages.kinds import MAX_NOTE, MessageKind, message_kind, note_length
from kithly.messages.verify import verify

__all__ = [
    "MAX_NOTE",
    "Approved",
    "Breach",
    "Brief",
    "Claim",
    "Draft",
    "Ego",
    "Envelope",
    "Fact",
    "Finding",
    "Found",
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
    "is_title",
    "message_kind",
    "note_length",
    "read_finding",
    "stops",
    "verify",
]
