"""Shared by everything that speaks to a server: guarded HTTP, XML that refuses, secrets; knows nothing of records."""
