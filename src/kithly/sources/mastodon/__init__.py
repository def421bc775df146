"""Mastodon and the servers that speak as it does: what somebody publishes there for everybody."""

from kithly.sources.mastodon.source import Mastodon

__all__ = ["Mastodon"]
