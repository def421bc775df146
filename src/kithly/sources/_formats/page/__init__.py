"""What a web page tells of itself and of whoever it belongs to; pure functions over its bytes."""

from kithly.sources._formats.page.reading import read_page
from kithly.sources._formats.page.values import Card, FeedLink, Page

__all__ = ["Card", "FeedLink", "Page", "read_page"]
