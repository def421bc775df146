"""GitHub: what somebody does there for everybody to see."""

from kithly.sources.github.source import GitHub

__all__ = ["GitHub"]
