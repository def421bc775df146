"""What to say: facts with evidence, drafts, etiquette, approval."""

from kithly.messages.draft import Breach, Claim, Draft
from kithly.messages.etiquette import Recipient, Sender, Verdict, check, stops
from kithly.messages.kinds import MessageKind, message_kind

__all__ = [
    "Breach",
    "Claim",
    "Draft",
    "MessageKind",
    "Recipient",
    "Sender",
    "Verdict",
    "check",
    "message_kind",
    "stops",
]
