"""Any table of people as CSV: what its columns mean is guessed, and remembered once the user says it."""

from kithly.sources.contacts_csv.source import ContactsCsv

__all__ = ["ContactsCsv"]
