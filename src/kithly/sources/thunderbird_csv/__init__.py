"""Thunderbird's address book as CSV."""

from kithly.sources.thunderbird_csv.source import ThunderbirdCsv

__all__ = ["ThunderbirdCsv"]
