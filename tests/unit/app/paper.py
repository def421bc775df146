"""An account whose server is a sheet of paper: what stands on it is read, and how it ends is written there too."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator
from dataclasses import dataclass, field, replace

from kithly.errors import KithlyError, SourceAuthError, SourceUnavailable
from kithly.records import Message, Problem
from kithly.sources import Account, Checked, Cursor, Cursors, Found, Gone, Part, Told
from kithly.testing.store_samples import MAY, mail, sighted
from kithly.transport.secrets import Secret

PASSWORD = "canary-5c0f-secret"  # noqa: S105 - invented


@dataclass
class Paper:
    """Mails by folder, in the order they came; a batch of two is a step."""

    name: str = "paper"
    family: str = "mail"
    version: int = 1
    title: str = "paper account"
    folders: dict[str, list[str]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)  # text by mail: those without one are headers only
    fails: dict[str, KithlyError | BaseException] = field(default_factory=dict)  # by address, after one batch
    away: set[str] = field(default_factory=set)  # hosts that do not answer
    open: bool = False  # everybody may read it
    patience: int = 0  # seconds since 1970 before which it wants to be left alone
    closed: int = 0

    def find(self, account: Account) -> Found:
        hosts = [account.host] if account.host else ["first.example", "second.example"]
        return Found(
            accounts=tuple(replace(account, host=host, port=993) for host in hosts),
            words=("Two servers may hold it.",),
            page="https://paper.example/app-passwords",
            steps=("Choose Make a password.",),
            asks="" if self.open else "app password",
        )

    def check(self, account: Account, secret: Secret) -> Checked:
        if account.host in self.away:
            raise SourceUnavailable(self.name, account.address, f"{account.host} does not answer.", hint="Later.")
        if secret.value != ("" if self.open else PASSWORD):
            raise SourceAuthError(self.name, account.address, f"{account.address}: the password is not taken.")
        found = tuple(f"{folder} holds {len(mails)} messages." for folder, mails in self.folders.items())
        return Checked(account=account, words=found)

    def read(self, account: Account, secret: Secret, *, after: Cursors, known: Container[int] = ()) -> Iterator[Told]:
        del known
        self.check(account, secret)
        try:
            for folder, mails in self.folders.items():
                yield Part(name=folder, total=len(mails))
                yield from self._part(account.address, mails, after.get(folder))
        finally:
            self.closed += 1

    def _part(self, address: str, mails: list[str], after: Cursor | None) -> Iterator[Told]:
        done = json.loads(after.value)["done"] if after else 0
        if len(mails) < done:
            yield Gone(key="some mail")
            done = len(mails)
        for start in range(done, len(mails), 2):
            for key in mails[start : start + 2]:
                yield self._one(key)
            yield Cursor(value=json.dumps({"done": min(start + 2, len(mails))}))
            if address in self.fails:
                raise self.fails[address]
        told = {"not_before": self.patience} if self.patience else {}
        yield Cursor(value=json.dumps({"done": len(mails), "visit": told}))

    def _one(self, key: str) -> Told:
        if key.startswith("bad"):
            return Problem(at=f"message {key}", reason="it cannot be read")
        record: Message = mail(key, "me", "ana", text=self.words.get(key, ""))
        return sighted(replace(record, headers_only=key not in self.words), MAY)
