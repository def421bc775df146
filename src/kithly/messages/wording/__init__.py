"""The rules writer: a draft out of a brief, saying only what a record holds."""

from kithly.messages.wording.checking import masked
from kithly.messages.wording.composing import compose
from kithly.messages.wording.kind import GENERIC, PERSONAL, YOURS, Kind, NoDraft
from kithly.messages.wording.page import Page

__all__ = ["GENERIC", "PERSONAL", "YOURS", "Kind", "NoDraft", "Page", "compose", "masked"]
