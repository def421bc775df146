"""Google Contacts as CSV, in both of its layouts."""

from kithly.sources.google_contacts.source import GoogleContacts

__all__ = ["GoogleContacts"]
