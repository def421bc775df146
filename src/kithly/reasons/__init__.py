"""Why now: true occasions with evidence."""

from kithly.reasons.reason import Reason, ReasonKind, TouchKind

__all__ = ["Reason", "ReasonKind", "TouchKind"]
