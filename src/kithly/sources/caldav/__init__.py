"""Calendars on a server, by CalDAV."""

from kithly.sources.caldav.source import CalDav

__all__ = ["CalDav"]
