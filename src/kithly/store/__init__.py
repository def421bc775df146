"""The store: what sources said and what the user decided, kept; everything else, derived."""

from kithly.store.accounts import Accounts
from kithly.store.files import KEPT
from kithly.store.identities import Identities
from kithly.store.interactions import Interactions
from kithly.store.locks import file_lock
from kithly.store.news import NewsIndex, NewsRow
from kithly.store.outbox import Outbox, OutboxRow
from kithly.store.passes import Passes, PassRow
from kithly.store.people import People
from kithly.store.pictures import Pictures
from kithly.store.proposals import ProposalRow, Proposals
from kithly.store.reasons import UNREAD
from kithly.store.records import Raws, Records
from kithly.store.renewals import Mark, Renewals
from kithly.store.rhythms import Rhythms
from kithly.store.store import Store
from kithly.store.ties import Ties, TieStates
from kithly.store.transactions import Reading, Writing
from kithly.store.values import (
    AccountRow,
    Added,
    Assigned,
    Change,
    ChangeId,
    Decision,
    FileId,
    FileRow,
    Hit,
    IdentityColumns,
    Listed,
    Node,
    PersonRow,
    Picture,
    Removed,
    Shown,
    Stored,
)

__all__ = [
    "KEPT",
    "UNREAD",
    "AccountRow",
    "Accounts",
    "Added",
    "Assigned",
    "Change",
    "ChangeId",
    "Decision",
    "FileId",
    "FileRow",
    "Hit",
    "Identities",
    "IdentityColumns",
    "Interactions",
    "Listed",
    "Mark",
    "NewsIndex",
    "NewsRow",
    "Node",
    "Outbox",
    "OutboxRow",
    "PassRow",
    "Passes",
    "People",
    "PersonRow",
    "Picture",
    "Pictures",
    "ProposalRow",
    "Proposals",
    "Raws",
    "Reading",
    "Records",
    "Removed",
    "Renewals",
    "Rhythms",
    "Shown",
    "Store",
    "Stored",
    "TieStates",
    "Ties",
    "Writing",
    "file_lock",
]
