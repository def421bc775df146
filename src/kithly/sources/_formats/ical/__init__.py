"""iCalendar and vCalendar: bytes cut into components, events and who takes part, occurrences, meetings.

One bad property costs that property, one bad event that event; nothing here trusts a length, a count or a rule.
"""

from kithly.sources._formats.ical.reading import Frame, read_calendar

__all__ = ["Frame", "read_calendar"]
