"""One message: written, weighed as it is edited, made ready and handed over."""
