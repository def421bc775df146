"""Language models the user may switch on: what a prompt says goes to the one server they chose, words come back.

What speaks to it is `kithly.writers.openai`, loaded where it is asked.
"""

from kithly.writers.server import NAME, Server, Turn, address_of

__all__ = ["NAME", "Server", "Turn", "address_of"]
