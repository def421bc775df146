"""Use cases: each a function that takes a network, does one thing for the user, and returns a view of it."""
