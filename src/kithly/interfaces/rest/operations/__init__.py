"""Every operation, one module a subject."""

from kithly.interfaces.rest.operation import Operation
from kithly.interfaces.rest.operations import at_hand, day, own, people, person, shape, words, writing

OPERATIONS: tuple[Operation, ...] = (
    *day.OPERATIONS,
    *people.OPERATIONS,
    *person.OPERATIONS,
    *shape.OPERATIONS,
    *words.OPERATIONS,
    *own.OPERATIONS,
    *at_hand.OPERATIONS,
    *writing.OPERATIONS,
)

__all__ = ["OPERATIONS"]
