"""Web searches the user may switch on: a query goes to the one engine they chose, links come back."""

from kithly.websearch.asking import NAME, Engine
from kithly.websearch.engines import ENGINES, engine_named
from kithly.websearch.results import MOST, Result

__all__ = ["ENGINES", "MOST", "NAME", "Engine", "Result", "engine_named"]
