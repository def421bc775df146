"""Ego posts: how often it was, an idea a week, handed over or published, and who reacted."""
