"""Ownership: backups that prove themselves, and the way back."""
