"""The day: its plan, its notes, what becomes of a hello, and what is owed."""
