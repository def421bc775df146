"""Accounts: added after a test, listed, removed, and read again and again."""
