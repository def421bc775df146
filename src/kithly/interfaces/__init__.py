"""Doors: the same use cases for the terminal and, later, browser, programs and assistants."""
