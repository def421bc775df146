"""Drafts: approved words put into the folder for drafts of the user's own mailbox, each at most once.

From there the user sends them with any program, on any machine. Nothing is sent here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from kithly.channels.channel import Receipt
from kithly.channels.letter import as_letter
from kithly.errors import (
    ChannelAuthError,
    ChannelError,
    ChannelUnavailable,
    Refused,
    SourceAuthError,
    SourceError,
    SourceFormatError,
    Unsure,
)
from kithly.messages import Approved
from kithly.transport.imap import Folder, Place, Session
from kithly.transport.secrets import Secret

CHANNEL = "drafts"
FLAGS = ("\\Draft", "\\Seen")
LOOKED_BACK = timedelta(days=60)  # so old a draft of the same words is looked for


@dataclass(slots=True, kw_only=True)
class DraftsChannel:
    """The folder for drafts of one mailbox.

    Attributes:
        place: The server.
        user: Name to sign in with.
        secret: Password or token.
        folder: Names the folder for drafts among all folders; empty for none.
    """

    place: Place
    user: str
    secret: Secret = field(repr=False)
    folder: Callable[[Sequence[Folder]], str]
    name: str = CHANNEL

    def send(self, approved: Approved) -> Receipt:
        """Put the words there, unless they lie there already."""
        now = datetime.now(UTC)
        mail = as_letter(approved, now)
        with self._signed_in() as session:
            folder = self._folder(session)
            if not _stands(session, folder, approved, now - LOOKED_BACK):
                self._append(session, folder, mail, now)
        return Receipt(id=approved.id)

    def find(self, approved: Approved, *, since: datetime) -> bool | None:
        """Look into the folder; a draft the user sent or threw away is not there any more."""
        with self._signed_in() as session:
            return True if _stands(session, self._folder(session), approved, since) else None

    def _append(self, session: Session, folder: str, mail: bytes, at: datetime) -> None:
        try:
            session.append(folder, mail, at=at, flags=FLAGS)
        except SourceError as error:
            said = f"{self.place.host} did not say whether it kept the draft ({str(error).rstrip('.')})."
            raise Unsure(CHANNEL, said, hint="Try again: a draft that is there is not put there twice.") from None

    def _folder(self, session: Session) -> str:
        found = self.folder(session.folders())
        if not found:
            said = f"{self.place.at} has no folder for drafts."
            raise Refused(CHANNEL, said, hint="Make one that is called Drafts, or send it by --channel email.")
        return found

    @contextmanager
    def _signed_in(self) -> Iterator[Session]:
        try:
            with Session.open(self.place, self.user, self.secret) as session:
                yield session
        except SourceError as error:
            raise _failed(error) from None


def _stands(session: Session, folder: str, approved: Approved, since: datetime) -> bool:
    session.examine(folder)
    return bool(session.holding(f"<{approved.id}>", since=since.date()))


def _failed(error: SourceError) -> ChannelError:
    if isinstance(error, SourceAuthError):
        return ChannelAuthError(CHANNEL, str(error), hint=error.hint)
    kind = Refused if isinstance(error, SourceFormatError) else ChannelUnavailable
    return kind(CHANNEL, str(error), hint=error.hint)
