"""Everything as files that other programs read: people, calendar, mail, tables; and lines, from which all comes back."""
