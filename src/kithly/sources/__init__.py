"""In: what reads the files a person already owns."""
