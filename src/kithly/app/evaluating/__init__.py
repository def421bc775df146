"""How right the numbers are, on any log of who wrote to whom."""
