"""Feeds: RSS of every version, RDF, Atom and JSON Feed, as one plain form."""

from kithly.sources._formats.feed.reading import could_be_feed, read_feed
from kithly.sources._formats.feed.values import Feed, FeedItem, FeedRefused

__all__ = ["Feed", "FeedItem", "FeedRefused", "could_be_feed", "read_feed"]
