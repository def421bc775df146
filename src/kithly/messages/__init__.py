"""What to say: facts with evidence, drafts, etiquette, approval."""

from kithly.messages.about_me import about_me
from kithly.messages.approve import WORDLESS, Act, Approved, Envelope, approve, approved_before
from kithly.messages.brief import Brief, Ego, Fact, Found, Item, News, Other, SharedYears, Slot, Talk, Voice
from kithly.messages.draft import Breach, Claim, Draft
from kithly.messages.etiquette import Recipient, Sender, Verdict, check, stops
from kithly.messages.findings import Finding, is_title, read_finding
from kithly.messages.kinds import MAX_NOTE, MessageKind, message_kind, note_length
from kithly.messages.known import Known, KnownFact, known_of
from kithly.messages.lacks import Lack, Unproven
from kithly.messages.marks import Mark, MarkKind, marks, take_out
from kithly.messages.occasion import Sign, SignKind, Stay
from kithly.messages.on_record import Held, held_in
from kithly.messages.parts import Part, parts
from kithly.messages.unproven import Proved, proved
from kithly.messages.verify import verify
from kithly.messages.wording import NoDraft, compose

__all__ = [
    "MAX_NOTE",
    "WORDLESS",
    "Act",
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
    "Held",
    "Item",
    "Known",
    "KnownFact",
    "Lack",
    "Mark",
    "MarkKind",
    "MessageKind",
    "News",
    "NoDraft",
    "Other",
    "Part",
    "Proved",
    "Recipient",
    "Sender",
    "SharedYears",
    "Sign",
    "SignKind",
    "Slot",
    "Stay",
    "Talk",
    "Unproven",
    "Verdict",
    "Voice",
    "about_me",
    "approve",
    "approved_before",
    "check",
    "compose",
    "held_in",
    "is_title",
    "known_of",
    "marks",
    "message_kind",
    "note_length",
    "parts",
    "proved",
    "read_finding",
    "stops",
    "take_out",
    "verify",
]
