"""Notices: mails in which a network tells what is new with somebody, as records."""

from kithly.sources._formats.notices.reading import notices, with_news
from kithly.sources._formats.notices.senders import Notifier, notifier_of, notifiers

__all__ = ["Notifier", "notices", "notifier_of", "notifiers", "with_news"]
