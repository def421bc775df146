"""The door for assistants: a server of the Model Context Protocol that reads and proposes, and never sends."""
