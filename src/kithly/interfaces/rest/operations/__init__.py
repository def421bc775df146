"""Every operation, one module a subject."""

from kithly.interfaces.rest.operation import Operation
from kithly.interfaces.rest.operations import day, deeds, joining, own, people, person, shape, talks, words

OPERATIONS: tuple[Operation, ...] = (
    *day.OPERATIONS,
    *people.OPERATIONS,
    *person.OPERATIONS,
    *shape.OPERATIONS,
    *words.OPERATIONS,
    *deeds.OPERATIONS,
    *talks.OPERATIONS,
    *joining.OPERATIONS,
    *own.OPERATIONS,
)

__all__ = ["OPERATIONS"]
