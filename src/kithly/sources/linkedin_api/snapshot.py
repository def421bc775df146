"""The Member Snapshot API: one part of a member's data, page by page.

Reference: "Member Snapshot API", LinkedIn's documentation of its Member Data Portability products. A page is asked
for by its number, not by a number of rows; the stated total is not reliable; behind the last page comes an error that
says so.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlencode

from kithly.errors import SourceAuthError, SourceFormatError
from kithly.transport.http import Answer, Http, Limits

VERSION = "202312"  # the one version of this interface there is
PATH = "/rest/memberSnapshotData"
LIMITS = Limits(total=120.0, size=64 << 20)  # a page of a large inbox takes LinkedIn long
MOST_PAGES = 20_000  # of one part: a server that never comes to an end is stopped
NO_DATA = "no data found"  # how LinkedIn says that there is no such page, or none yet
UNREADABLE = "Unable_to_process_this_field."  # what LinkedIn writes where it failed itself

CellRow = Mapping[str, str]


class Snapshot:
    """One member's data.

    Attributes:
        asked_at: When LinkedIn answered first, by its own clock; the beginning of time before that.
    """

    def __init__(self, http: Http, base: str, *, source: str, at: str) -> None:
        self._http = http
        self._base = base
        self._source = source
        self._at = at
        self.asked_at = datetime.fromtimestamp(0, UTC)

    def rows(self, domain: str) -> Iterator[CellRow]:
        """Yield the rows of a part, each by its columns.

        Args:
            domain: Name of the part, as LinkedIn writes it.

        Raises:
            SourceAuthError: The token is not taken, or not for this.
            SourceUnavailable: LinkedIn is busy: it says when to come back.
            SourceFormatError: It refuses for good, or gives no such answer.
        """
        before: list[CellRow] | None = None
        for number in range(MOST_PAGES):
            page = self._page(domain, number)
            if not page:
                return
            if page == before:
                raise self._broken(f"it gives one page of {domain} again and again")
            yield from page
            before = page
        raise self._broken(f"{domain} does not come to an end")

    def _page(self, domain: str, number: int) -> list[CellRow] | None:
        """Return the rows of one page; None where there is no such page."""
        query = urlencode({"q": "criteria", "domain": domain, "start": number})
        fields = {"LinkedIn-Version": VERSION, "X-Restli-Protocol-Version": "2.0.0", "Accept": "application/json"}
        answer = self._http.ask("GET", f"{self._base}{PATH}?{query}", headers=fields, limits=LIMITS)
        self._note(answer)
        if answer.status in {400, 404} and NO_DATA in answer.body[:10_000].decode("utf-8", "replace").lower():
            return None
        if answer.status == 403:
            raise self._not_allowed()
        return self._rows_of(self._json(self._http.demand(answer)), domain)

    def _note(self, answer: Answer) -> None:
        if self.asked_at.year > 1970 or "date" not in answer.headers:
            return
        try:
            at = parsedate_to_datetime(answer.headers["date"])
        except (ValueError, TypeError):
            return
        self.asked_at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)

    def _json(self, answer: Answer) -> Mapping[str, Any]:
        try:
            found = json.loads(answer.body)
        except (ValueError, RecursionError):
            raise self._broken("its answer is no JSON") from None
        if not isinstance(found, dict):
            raise self._broken("its answer has another shape")
        return found

    def _rows_of(self, page: Mapping[str, Any], domain: str) -> list[CellRow]:
        elements = page.get("elements")
        if elements in (None, {}):
            return []
        if not isinstance(elements, list):
            raise self._broken("its answer has another shape")
        found: list[CellRow] = []
        for element in elements:
            told = element.get("snapshotDomain", domain) if isinstance(element, dict) else None
            if told != domain:
                raise self._broken(f"it answers for another part than {domain}")
            data = element.get("snapshotData") or []
            if not isinstance(data, list):
                raise self._broken("its answer has another shape")
            found += [_cells(row) for row in data if isinstance(row, dict)]
        return found

    def _not_allowed(self) -> SourceAuthError:
        said = f"{self._at}: LinkedIn does not give out your data with this token (HTTP 403)."
        hint = (
            "The token needs the product Member Data Portability and its consent, which LinkedIn offers to members in "
            "the European Economic Area and Switzerland."
        )
        return SourceAuthError(self._source, self._at, said, hint=hint)

    def _broken(self, what: str) -> SourceFormatError:
        return SourceFormatError(
            self._source,
            self._at,
            f"{self._at}: {what}.",
            hint="Try again later; if it comes again, LinkedIn has changed its interface.",
        )


def _cells(row: Mapping[str, Any]) -> CellRow:
    """Return the cells of a row as text; what LinkedIn could not read itself is empty."""
    return {str(name): _cell(value) for name, value in row.items()}


def _cell(value: object) -> str:
    if value is None or value == UNREADABLE:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
