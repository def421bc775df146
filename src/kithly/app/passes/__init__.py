"""Passes: programs and devices that may come in without the user at the keyboard."""
