"""The contract of a store, for each database it runs on.

Example:
    A test module inherits it and says where an empty database is::

        class TestMine(StoreContract):
            @pytest.fixture
            def target(self, tmp_path):
                return tmp_path / "network.db"
"""

from __future__ import annotations

from kithly.testing.store_accounts import AccountsContract, PartsContract
from kithly.testing.store_columns import ColumnsContract, IdentitiesContract, SearchContract
from kithly.testing.store_derived import PeopleContract, ReasonsContract, TiesContract
from kithly.testing.store_forgetting import ForgettingContract
from kithly.testing.store_meetings import MeetingsContract
from kithly.testing.store_news import NewsContract
from kithly.testing.store_outbox import OutboxContract
from kithly.testing.store_pictures import PicturesContract
from kithly.testing.store_proposals import ProposalsContract
from kithly.testing.store_records import RecordsContract, UndoContract
from kithly.testing.store_rhythms import RenewalsContract, RhythmsContract
from kithly.testing.store_stamp import StampContract
from kithly.testing.store_transactions import OrderContract, TransactionsContract
from kithly.testing.store_words import ChangesContract, DecisionsContract


class StoreContract(
    RecordsContract,
    UndoContract,
    AccountsContract,
    PartsContract,
    PicturesContract,
    OutboxContract,
    ProposalsContract,
    ColumnsContract,
    ForgettingContract,
    MeetingsContract,
    IdentitiesContract,
    SearchContract,
    NewsContract,
    ChangesContract,
    DecisionsContract,
    PeopleContract,
    TiesContract,
    ReasonsContract,
    RhythmsContract,
    RenewalsContract,
    TransactionsContract,
    StampContract,
    OrderContract,
):
    """Everything a store promises."""
