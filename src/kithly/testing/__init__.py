"""Contract suites for authors of stores; they need pytest.

Import the suite from its module, so that pytest is imported only where it is used:
``from kithly.testing.stores import StoreContract``.
"""
