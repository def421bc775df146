"""One thing at a time, one key for each answer: the hellos of a day, what is owed, who belongs where."""
