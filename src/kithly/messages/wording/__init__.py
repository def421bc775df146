"""The rules writer: a draft out of a brief, saying only what a record holds."""

from kithly.messages.wording.checking import masked, unblamed
from kithly.messages.wording.composing import compose
from kithly.messages.wording.kind import GENERIC, PERSONAL, YOURS, Kind, NoDraft
from kithly.messages.wording.page import Page
from kithly.messages.wording.registered import judged_as

__all__ = ["GENERIC", "PERSONAL", "YOURS", "Kind", "NoDraft", "Page", "compose", "judged_as", "masked", "unblamed"]
