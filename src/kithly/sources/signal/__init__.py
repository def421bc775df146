"""The source of Signal chats, as the program signal-export writes them: Signal itself exports none."""

from kithly.sources.signal.source import Signal

__all__ = ["Signal"]
