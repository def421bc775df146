"""Forgetting somebody for good: what is theirs, what goes, what is left of it anywhere, and that it does not return."""
