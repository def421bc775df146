"""What people share, followed where they share it: what could be, the user's yes and no, and what is."""
