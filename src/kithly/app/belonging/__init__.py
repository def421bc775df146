"""How each person belongs: eras, triage, the ten named, circles, importance, quiet."""
