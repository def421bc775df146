"""Feeds and blogs: what somebody publishes at an address of their own."""

from kithly.sources.feed.source import Feeds

__all__ = ["Feeds"]
