"""What an assistant proposes: kept as words, and done only after the user's yes in Kithly's own windows."""
