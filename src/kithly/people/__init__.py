"""Who is who: people recognised in records.

`suggest` lies in `kithly.people.matching` and is not re-exported: it needs rapidfuzz, and few commands
need it.
"""

from kithly.people.assignment import Assigned, Assignment, assign
from kithly.people.cadence import Cadence
from kithly.people.clustering import Components, cluster
from kithly.people.describe import UserWord, describe
from kithly.people.display_names import display_name, given_name
from kithly.people.find import find
from kithly.people.me import Ego, EgoWord, ego_identities, recognise_ego
from kithly.people.nodes import Node, Nodes, identity_node, is_record, node_seq, record_node
from kithly.people.person import Person, PersonId, Place
from kithly.people.portraits import Portrait, Seen, Suggestion
from kithly.people.robots import Impersonal, impersonal, is_person_address, is_person_contact

__all__ = [
    "Assigned",
    "Assignment",
    "Cadence",
    "Components",
    "Ego",
    "EgoWord",
    "Impersonal",
    "Node",
    "Nodes",
    "Person",
    "PersonId",
    "Place",
    "Portrait",
    "Seen",
    "Suggestion",
    "UserWord",
    "assign",
    "cluster",
    "describe",
    "display_name",
    "ego_identities",
    "find",
    "given_name",
    "identity_node",
    "impersonal",
    "is_person_address",
    "is_person_contact",
    "is_record",
    "node_seq",
    "recognise_ego",
    "record_node",
]
