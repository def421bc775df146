"""Monica: what its JSON export holds of people, and of what happened with them."""

from kithly.sources.monica.source import Monica

__all__ = ["Monica"]
