"""People: listed, found, one of them whole, joined and parted."""
