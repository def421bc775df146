"""What the user's people share, as items to look at: whose each is, what is new, and what it may be good for."""
