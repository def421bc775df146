"""A member's data as LinkedIn's interface gives it: pages by number, a token, and all the ways it says no."""

from __future__ import annotations

import csv
import io
import json
import re
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from tests.unit.transport.servers import Stage, said, stage

from kithly.sources import Account

TOKEN = "canary-li-token"  # noqa: S105 - invented
DATE = "Fri, 06 Mar 2026 09:30:00 GMT"
JSON = "Content-Type: application/json"
END = json.dumps({"status": 404, "message": "No data found for this memberId", "serviceErrorCode": 0}).encode()
FILES = {
    "PROFILE": ("Profile",),
    "EMAIL_ADDRESSES": ("Email Addresses",),
    "PHONE_NUMBERS": ("PhoneNumbers",),
    "POSITIONS": ("Positions",),
    "EDUCATION": ("Education",),
    "CONNECTIONS": ("Connections",),
    "INVITATIONS": ("Invitations",),
    "INBOX": ("messages",),
    "ENDORSEMENTS": ("Endorsement_Given_Info", "Endorsement_Received_Info"),
    "RECOMMENDATIONS": ("Recommendations_Given", "Recommendations_Received"),
    "MEMBER_SHARE_INFO": ("Shares",),
    "ALL_COMMENTS": ("Comments",),
    "ALL_LIKES": ("Reactions",),
    "INSTANT_REPOSTS": ("InstantReposts",),
    "EVENTS": ("Events",),
    "MEMBER_FOLLOWING": ("Member_Follows",),
    "CONTACTS": ("Contacts",),
}

Row = Mapping[str, object]


@dataclass
class Member:
    """What one member has there.

    Attributes:
        rows: By part.
        size: Rows on a page.
        says: Answers instead of the usual ones, by part.
        date: What its clock shows.
        asked: Part and page of every request.
    """

    rows: dict[str, list[Row]]
    size: int = 3
    says: dict[str, bytes] = field(default_factory=dict)
    date: str = DATE
    asked: list[tuple[str, int]] = field(default_factory=list)

    def play(self, conn: socket.socket, request: bytes) -> None:
        """Answer one request."""
        conn.sendall(self._answer(request.decode("latin-1")))

    def _answer(self, request: str) -> bytes:
        line, _, rest = request.partition("\r\n")
        fields = {name.lower(): value.strip() for name, _, value in (one.partition(":") for one in rest.split("\r\n"))}
        where = urlsplit(line.split(" ")[1])
        query = parse_qs(where.query)
        if fields.get("authorization") != f"Bearer {TOKEN}":
            return said("401 Unauthorized", JSON, body=b'{"status":401,"message":"Invalid access token"}')
        if fields.get("linkedin-version") != "202312" or query.get("q") != ["criteria"]:
            return said("400 Bad Request", JSON, body=b'{"status":400,"message":"no such version or query"}')
        if line.split(" ")[0] != "GET" or where.path != "/rest/memberSnapshotData":
            return said("404 Not Found", JSON, body=b'{"status":404,"message":"no such resource"}')
        part, number = query["domain"][0], int(query.get("start", ["0"])[0])
        self.asked.append((part, number))
        return self.says.get(part) or self._page(part, number)

    def _page(self, part: str, number: int) -> bytes:
        rows = self.rows.get(part, [])
        shown = rows[number * self.size : (number + 1) * self.size]
        if not shown:
            return said("404 Not Found", JSON, f"Date: {self.date}", body=END)
        following = f"/rest/memberSnapshotData?count=10&domain={part}&q=criteria&start={number + 1}"
        page = {
            "paging": {
                "start": number,
                "count": 10,
                "total": 1,  # it is not to be relied on
                "links": [{"type": "application/json", "rel": "next", "href": following}],
            },
            "elements": [{"snapshotDomain": part, "snapshotData": shown}],
        }
        return said("200 OK", JSON, f"Date: {self.date}", body=json.dumps(page).encode())


def rows_of(path: Path) -> list[Row]:
    """Return the rows of a file of an export by their columns, without anything of ours; none where it is missing."""
    if not path.exists():
        return []
    text = path.read_bytes().decode("utf-8-sig")
    found = re.search(r"^.*First Name.*$", text, re.MULTILINE) if text.startswith("Notes:") else None
    return [
        {name: value for name, value in row.items() if name is not None and value is not None}
        for row in csv.DictReader(io.StringIO(text[found.start() if found else 0 :], newline=""))
    ]


def member_of(folder: Path) -> Member:
    """Return the member whose export lies in a folder."""
    files = {
        part: [row for name in names for path in sorted(folder.glob(f"{name}*.csv")) for row in rows_of(path)]
        for part, names in FILES.items()
    }
    return Member(rows=files)


@contextmanager
def serving(member: Member) -> Iterator[tuple[Stage, Account]]:
    """Give the server of a member, and the account that signs in to it."""
    with stage(member.play) as running:
        yield (
            running,
            Account(kind="linkedin_api", address="ana", host="127.0.0.1", port=running.port, security="none"),
        )
