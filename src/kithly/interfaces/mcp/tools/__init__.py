"""The tools, one module a subject."""
