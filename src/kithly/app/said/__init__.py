"""The user's word as it is kept: decisions folded in order, by person, by era, line by line."""
