"""Everything kept as JSON Lines, and back: a file a noun, numbers of its own, no form that only Kithly knows."""
