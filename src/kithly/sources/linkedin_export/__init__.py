"""LinkedIn's own data export: connections, messages, invitations and the rest that tells of people."""

from kithly.sources.linkedin_export.source import LinkedInExport

__all__ = ["LinkedInExport"]
