"""How strong, and which way it drifts."""

from kithly.ties.tie import UNKNOWN, Band, Tie

__all__ = ["UNKNOWN", "Band", "Tie"]
