"""The source of iMessage and SMS talks, as the program imessage-exporter writes them: Apple exports none."""

from kithly.sources.imessage.source import IMessage

__all__ = ["IMessage"]
