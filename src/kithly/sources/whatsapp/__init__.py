"""The source of chats that WhatsApp's own "Export chat" writes."""

from kithly.sources.whatsapp.source import WhatsApp

__all__ = ["WhatsApp"]
