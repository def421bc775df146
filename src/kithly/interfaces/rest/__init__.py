"""The door for programs: what the command line prints as JSON, over HTTP, for holders of a pass."""
