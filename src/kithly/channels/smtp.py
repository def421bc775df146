"""Mail from the user's own account: given up to its server, found again among what was sent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from kithly.channels.channel import Box, Receipt, Sender
from kithly.channels.letter import as_letter, bare
from kithly.errors import ChannelUnavailable, Refused, SourceError
from kithly.messages import Approved
from kithly.transport.imap import Place, Session
from kithly.transport.smtp import Manner, Post

NAME = "mail"
SET_UP = "kithly outbox set-up"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # the date of a mail that only shows whether it can be built
MANNER_HINT = f"Set it up again with an app password: {SET_UP}"
# Their servers put every mail they take among what was sent by themselves, a moment later: a copy would be a second.
KEEP_THEMSELVES = ("gmail.com", "googlemail.com", "office365.com", "outlook.com")


class Mail:
    """Makes the channel for a mailbox of the user's."""

    name = NAME
    accounts = ""

    def check(self, approved: Approved) -> None:
        """Look whether words are a clean mail.

        Raises:
            Refused: They are none.
        """
        as_letter(approved, NEVER)

    def open(self, sender: Sender) -> ByAccount:
        """Return the channel.

        Raises:
            Refused: No server is known by which this account sends.
        """
        if sender.place is None:
            raise Refused(NAME, f"No server is known that sends mail of {sender.address}.", hint=SET_UP)
        return ByAccount(sender, sender.place)


class ByAccount:
    """One mailbox of the user's, by its server for sending."""

    name = NAME

    def __init__(self, sender: Sender, place: Place) -> None:
        self._sender = sender
        self._place = place

    def test(self) -> None:
        """Sign in, and send nothing.

        Raises:
            ChannelError: Nobody can be signed in.
        """
        self._post().close()

    def send(self, approved: Approved) -> Receipt:
        """Give the mail up, once; what is no clean mail is refused before anything is opened."""
        mail = as_letter(approved, self._sender.at)
        sender, to = bare(approved.sender), bare(approved.to)
        with self._post() as post:
            post.send(sender, to, mail)
        return Receipt(id=approved.id)

    def find(self, approved: Approved, *, since: datetime) -> bool | None:
        """Return whether it stands among what was sent; None where no mailbox tells.

        That it is not found tells little: many servers leave it to the program that sends to put a copy there.
        """
        box = self._sender.box
        if box is None:
            return None
        with _looking(box) as session:
            return True if self._stands(session, box, approved, since) else None

    def keep_copy(self, approved: Approved) -> None:
        """Put a copy among what was sent, unless the server did so itself."""
        box = self._sender.box
        if box is None or self._place.host.endswith(KEEP_THEMSELVES):
            return
        mail = as_letter(approved, self._sender.at)
        with _looking(box) as session:
            folders = box.sent(session.folders())
            if folders and not self._stands(session, box, approved, self._sender.at):
                session.append(folders[0], mail, at=self._sender.at)

    def _stands(self, session: Session, box: Box, approved: Approved, since: datetime) -> bool:
        for folder in box.sent(session.folders()):
            session.examine(folder)
            if session.holding(f"<{approved.id}>", since=since.date()):
                return True
        return False

    def _post(self) -> Post:
        manner = Manner(patience=self._sender.patience, anew=MANNER_HINT)
        return Post.open(self._place, self._sender.user or self._sender.address, self._sender.secret, manner)


@contextmanager
def _looking(box: Box) -> Iterator[Session]:
    try:
        with Session.open(box.place, box.user, box.secret) as session:
            yield session
    except SourceError as error:
        raise ChannelUnavailable(NAME, str(error), hint=error.hint) from None
