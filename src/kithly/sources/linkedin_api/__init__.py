"""LinkedIn, by the interface it must give its members in Europe: their own data, with their own token."""

from kithly.sources.linkedin_api.source import LinkedInApi

__all__ = ["LinkedInApi"]
