"""Conversations: arranged, prepared, and what came of them."""
