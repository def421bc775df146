"""Bluesky: what somebody publishes there for everybody."""

from kithly.sources.bluesky.source import Bluesky

__all__ = ["Bluesky"]
