"""Backups as files: a zip of everything that is kept, with a manifest and a seal over every byte."""
