"""Open transactions: one repository per noun over one connection."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from kithly.store.accounts import Accounts
from kithly.store.assignments import Assignments
from kithly.store.canonical import canonical_dump, canonical_sum, derived_dump
from kithly.store.changes import Changes
from kithly.store.clearing import Gone
from kithly.store.decisions import Decisions
from kithly.store.erasing import Erasing
from kithly.store.files import Files
from kithly.store.forgotten import Forgotten
from kithly.store.identities import Identities
from kithly.store.imports import Imports
from kithly.store.interactions import Interactions
from kithly.store.meta import Meta
from kithly.store.news import NewsIndex
from kithly.store.outbox import Outbox
from kithly.store.passes import Passes
from kithly.store.people import People
from kithly.store.pictures import Pictures
from kithly.store.plans import Plans
from kithly.store.proposals import Proposals
from kithly.store.reasons import Reasons
from kithly.store.records import Records
from kithly.store.renewals import Renewals
from kithly.store.rhythms import Rhythms
from kithly.store.scope import Scope
from kithly.store.search import Search
from kithly.store.sweeping import Sweeping
from kithly.store.ties import Ties

if TYPE_CHECKING:
    from kithly.store.interchange.reading import Taking
    from kithly.store.interchange.writing import Lines
    from kithly.store.values import Stored


class Reading:
    """A view of the store at one moment; writing through it fails.

    Attributes:
        accounts: Accounts, and how far each is read.
        assignments: Who belongs to whom.
        changes: What the user did.
        decisions: The user's word.
        erasing: Looking for somebody in records, and taking them out.
        files: Imported files.
        forgotten: Who was forgotten.
        identities: Addresses, handles, profiles.
        imports: Undoing imports.
        interactions: Messages and gestures as columns.
        meta: Small facts about the store.
        news: Whom news is about.
        outbox: What goes out, and what became of it.
        passes: Who may come in without the user at the keyboard.
        people: Derived people.
        pictures: Pictures of people.
        plans: Plans of days.
        proposals: What an assistant asked for.
        reasons: Derived reasons.
        records: What sources said.
        renewals: Whose derived rows were made anew.
        rhythms: Derived rhythms by quarters.
        search: Full text.
        ties: Derived tie states.
    """

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self.accounts = Accounts(scope)
        self.assignments = Assignments(scope)
        self.changes = Changes(scope)
        self.decisions = Decisions(scope)
        self.erasing = Erasing(scope)
        self.files = Files(scope)
        self.forgotten = Forgotten(scope)
        self.identities = Identities(scope)
        self.imports = Imports(scope)
        self.interactions = Interactions(scope)
        self.meta = Meta(scope)
        self.news = NewsIndex(scope)
        self.outbox = Outbox(scope)
        self.passes = Passes(scope)
        self.people = People(scope)
        self.pictures = Pictures(scope)
        self.plans = Plans(scope)
        self.proposals = Proposals(scope)
        self.reasons = Reasons(scope)
        self.records = Records(scope)
        self.renewals = Renewals(scope)
        self.rhythms = Rhythms(scope)
        self.search = Search(scope)
        self.ties = Ties(scope)

    def canonical(self) -> str:
        """Return the network as text, equal for equal networks whatever the order of imports."""
        return canonical_dump(self._scope)

    def canonical_sum(self) -> str:
        """Return a sum of the same: equal for equal networks."""
        return canonical_sum(self._scope)

    def derived(self) -> str:
        """Return the derived tables as text, to compare with a rebuild."""
        return derived_dump(self._scope)

    def lines(self) -> Lines:
        """Return what gives every kept row as JSON, for an export."""
        from kithly.store.interchange.writing import Lines  # noqa: PLC0415 - needed by exports alone

        return Lines(self._scope)

    def each_record(self, kinds: Collection[str]) -> Iterator[Stored]:
        """Yield all records of some kinds, current version, ordered by number, without holding them."""
        from kithly.store.interchange.writing import each_record  # noqa: PLC0415 - as above

        return each_record(self._scope, kinds)

    def is_empty(self) -> bool:
        """Say whether nothing was ever brought or said."""
        from kithly.store.interchange.reading import is_empty  # noqa: PLC0415 - as above

        return is_empty(self._scope)


class Writing(Reading):
    """A write transaction: everything in it is kept, or nothing."""

    def sweeping(self, gone: Gone) -> Sweeping:
        """Return what leaves somebody out of everything beside records."""
        return Sweeping(self._scope, gone)

    def taking(self, counts: Mapping[str, int]) -> Taking:
        """Return what takes the lines of an export in, given how many there are of each table."""
        from kithly.store.interchange.reading import Taking  # noqa: PLC0415 - needed by exports alone

        return Taking(self._scope, counts)
