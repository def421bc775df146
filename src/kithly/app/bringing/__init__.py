"""Files brought in: looked at, read in the background, counted, and what is known so far."""
