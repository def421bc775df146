"""The source of what Telegram Desktop exports."""

from kithly.sources.telegram.source import Telegram

__all__ = ["Telegram"]
