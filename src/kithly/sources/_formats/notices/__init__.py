"""Notices: mails in which a network tells what is new with somebody. Who sends them is known without reading mail."""

from kithly.sources._formats.notices.senders import Notifier, notifier_of, notifiers

__all__ = ["Notifier", "notifier_of", "notifiers"]
