"""Who is who: people recognised in records."""

from kithly.people.person import Person, PersonId, Place

__all__ = ["Person", "PersonId", "Place"]
