"""Pure readers shared by the sources: bytes in, meaning out."""
