"""Language models the user may switch on: what a prompt says goes to the one server they chose, words come back."""

from kithly.writers.openai import MOST_TEXT, NAME, OpenAI, Server, Turn, address_of

__all__ = ["MOST_TEXT", "NAME", "OpenAI", "Server", "Turn", "address_of"]
