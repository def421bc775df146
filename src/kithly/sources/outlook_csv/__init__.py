"""Outlook's contacts as CSV: desktop, Outlook.com, and shorter ones."""

from kithly.sources.outlook_csv.source import OutlookCsv

__all__ = ["OutlookCsv"]
