"""What LinkedIn tells its members of themselves: rows with one set of columns, in a file or over its own interface."""
