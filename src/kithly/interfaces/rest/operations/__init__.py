"""Every operation, one module a subject."""

from kithly.interfaces.rest.operation import Operation
from kithly.interfaces.rest.operations import day, own, people, person, shape, words

OPERATIONS: tuple[Operation, ...] = (
    *day.OPERATIONS,
    *people.OPERATIONS,
    *person.OPERATIONS,
    *shape.OPERATIONS,
    *words.OPERATIONS,
    *own.OPERATIONS,
)

__all__ = ["OPERATIONS"]
