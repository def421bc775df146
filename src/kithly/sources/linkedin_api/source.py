"""The source: signs in with the member's own token, and reads what an export would hold."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator
from dataclasses import replace

from kithly.errors import SourceFormatError
from kithly.records import Problem
from kithly.sources._formats.linkedin.export import survey
from kithly.sources._formats.linkedin.kinds import recognised
from kithly.sources._formats.linkedin.reading import read_file
from kithly.sources.account import Account, Checked, Cursor, Cursors, Found, Part, Told
from kithly.sources.base import Item
from kithly.sources.linkedin_api.domains import DOMAINS, LEANS_ON
from kithly.sources.linkedin_api.snapshot import Snapshot
from kithly.sources.linkedin_api.tables import Rows, files_of, sideless
from kithly.transport.http import Http, Login, Peer
from kithly.transport.secrets import Secret

HOST, PORT = "api.linkedin.com", 443
TOKENS = "https://www.linkedin.com/developers/tools/oauth/token-generator"
STEPS = (
    "Create an app on developer.linkedin.com with the company page Member Data Portability (Member) Default Company.",
    "Under Products, ask for Member Data Portability API (Member).",
    "Under Docs and tools, OAuth Token Tools, create a token with the scope r_dma_portability_self_serve.",
)
ONLY_EUROPE = "LinkedIn offers this to members in the European Economic Area and Switzerland."
NO_SIDE = "LinkedIn does not say whether it was given or received: its export does"
NO_COLUMNS = "its columns are not those of LinkedIn's export"


class LinkedInApi:
    """A member's own data, by LinkedIn's Member Data Portability API. Nothing else at LinkedIn is ever asked for."""

    name = "linkedin_api"
    family = "linkedin"
    version = 1
    title = "LinkedIn account"

    def find(self, account: Account) -> Found:
        """Say where a member's data is: there is one such place.

        Raises:
            SourceFormatError: Another server was named, which is none of LinkedIn's.
        """
        host = account.host or HOST
        if host != HOST and account.security != "none":
            said = f"{host} is not LinkedIn's: a member's data is at {HOST} alone."
            raise SourceFormatError(self.name, account.address, said, hint="Leave the server out.")
        found = replace(account, host=host, port=account.port or PORT)
        return Found(accounts=(found,), words=(ONLY_EUROPE,), page=TOKENS, steps=STEPS, asks="access token")

    def check(self, account: Account, secret: Secret) -> Checked:
        """Ask for the profile alone.

        Raises:
            SourceError: The token is not taken, or LinkedIn does not answer.
        """
        with _http(account, secret) as http:
            snapshot = self._snapshot(account, http)
            row = next(snapshot.rows("PROFILE"), None)
        if row is None:
            words = "The token is taken. LinkedIn is still preparing your data: sync again in some minutes."
        else:
            name = " ".join(filter(None, (row.get("First Name", ""), row.get("Last Name", ""))))
            words = f"It is the data of {name}." if name else "Your profile is there."
        return Checked(account=account, words=(words,))

    def read(self, account: Account, secret: Secret, *, after: Cursors, known: Container[int] = ()) -> Iterator[Told]:
        """Yield the records of every part that changed since it was read last.

        All parts are asked for before any is read, as each tells something of the others: whose data it is,
        who wrote under which profile.

        Raises:
            SourceError: As `check`.
        """
        del known
        parts: dict[str, Rows] = {}
        with _http(account, secret) as http:
            snapshot = self._snapshot(account, http)
            for domain in DOMAINS:
                parts[domain] = rows = Rows()
                rows.take(snapshot.rows(domain))
        files = files_of(parts, snapshot.asked_at)
        for domain, rows in parts.items():
            yield Part(name=DOMAINS[domain], total=rows.count)
            before = after.get(DOMAINS[domain])
            value = _state(domain, parts)
            if rows.count and (before is None or before.value != value):
                for item in files[domain]:
                    yield from _records(item)
                lost = sideless(domain, rows)
                yield from (Problem(at=f"row {number + 1} without a side", reason=NO_SIDE) for number in range(lost))
                yield Cursor(value=value)

    def _snapshot(self, account: Account, http: Http) -> Snapshot:
        scheme = "http" if account.security == "none" else "https"
        return Snapshot(http, f"{scheme}://{account.host}:{account.port}", source=self.name, at=account.address)


def _http(account: Account, secret: Secret) -> Http:
    login = Login(user="", value=secret.value.strip())
    return Http(Peer(source=LinkedInApi.name, at=account.address, own=frozenset({account.host}), login=login))


def _state(domain: str, parts: dict[str, Rows]) -> str:
    """Return what a part held, and what its reading leant on."""
    leant = LEANS_ON.get(domain)
    return json.dumps({"sum": parts[domain].sum, "beside": parts[leant].sum if leant else ""})


def _records(item: Item) -> Iterator[Told]:
    """Yield what one table holds, as seen at the moment LinkedIn told it."""
    kind = recognised(item)
    if kind is None:
        yield Problem(at=item.name, reason=NO_COLUMNS)
        return
    export = replace(survey(item), observed_at=item.modified)
    yield from read_file(item, kind, export)
