"""What happened between ego and alters."""

from kithly.history.interactions import EGO, MASS_MAIL, NOBODY, Interactions, RecordColumns, resolve

__all__ = ["EGO", "MASS_MAIL", "NOBODY", "Interactions", "RecordColumns", "resolve"]
