"""Every operation, one module a subject."""

from kithly.interfaces.rest.operation import Operation
from kithly.interfaces.rest.operations import (
    at_hand,
    day,
    days_told,
    deeds,
    hellos,
    joining,
    own,
    own_told,
    people,
    person,
    person_told,
    shape,
    talks,
    words,
    writing,
)

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
    *person_told.OPERATIONS,
    *hellos.OPERATIONS,
    *days_told.OPERATIONS,
    *own_told.OPERATIONS,
    *at_hand.OPERATIONS,
    *writing.OPERATIONS,
)

__all__ = ["OPERATIONS"]
