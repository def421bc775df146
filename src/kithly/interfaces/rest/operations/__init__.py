"""Every operation, one module a subject."""

from kithly.interfaces.rest.operation import Operation
from kithly.interfaces.rest.operations import people, words

OPERATIONS: tuple[Operation, ...] = (*people.OPERATIONS, *words.OPERATIONS)

__all__ = ["OPERATIONS"]
