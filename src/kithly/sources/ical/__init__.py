"""Calendar files: iCalendar and vCalendar of any program."""

from kithly.sources.ical.source import ICal

__all__ = ["ICal"]
