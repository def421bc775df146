"""Everything as files that other programs read, and as lines from which all of it comes back."""
