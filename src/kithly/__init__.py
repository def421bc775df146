"""Kithly keeps a professional's network strong, on the user's own machine."""

__version__ = "0.1.0"
