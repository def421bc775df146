"""Who is who: people recognised in records."""

from kithly.people.assignment import Assigned, Assignment, assign
from kithly.people.clustering import Components, cluster
from kithly.people.nodes import Node, Nodes, identity_node, is_record, node_seq, record_node
from kithly.people.person import Person, PersonId, Place
from kithly.people.robots import is_person_address, is_person_contact

__all__ = [
    "Assigned",
    "Assignment",
    "Components",
    "Node",
    "Nodes",
    "Person",
    "PersonId",
    "Place",
    "assign",
    "cluster",
    "identity_node",
    "is_person_address",
    "is_person_contact",
    "is_record",
    "node_seq",
    "record_node",
]
