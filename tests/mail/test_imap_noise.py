"""A network that changes bytes: whatever comes of it is a record, a problem, or one of three failures."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import pytest
from tests.mail import proxy as networks
from tests.mail import samples
from tests.mail.conftest import Mailbox
from tests.mail.dovecot import PASSWORD

from kithly.errors import SourceError
from kithly.records import Message, Problem, Sighted
from kithly.sources.imap import Imap, source
from kithly.transport import imap
from kithly.transport.secrets import Secret

SECONDS = 60
SHARE = 0.3  # of the pieces that are changed


def noisy(piece: bytes, chance: random.Random) -> bytes:
    """Return bytes with a few of them changed, lost or doubled."""
    whole, at = bytearray(piece), chance.randrange(len(piece))
    kind = chance.randrange(4)
    if kind < 2:
        whole[at] = chance.randrange(256)
    elif kind == 2:
        del whole[at : at + chance.randrange(1, 9)]
    else:
        whole[at:at] = chance.randbytes(chance.randrange(1, 9))
    return bytes(whole)


@pytest.mark.slow
def test_noise_is_never_anything_but_a_record_a_problem_or_a_failure(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(20_250_304)  # noqa: S311 - the same noise each time

    def passing(self: networks.Proxy, piece: bytes, target: object) -> bool:
        changed = chance.random() < SHARE and self.passed > 300
        self.passed += len(piece)
        target.sendall(noisy(piece, chance) if changed else piece)  # type: ignore[attr-defined]
        return True

    monkeypatch.setattr(networks.Proxy, "_pass", passing)
    for name in ("CONNECT", "SILENCE", "COMMAND"):
        monkeypatch.setattr(imap, name, 1.0)
    monkeypatch.setattr(source, "TRIES", 1)
    mailbox.deliver(*samples.shapes())
    end, ended = time.monotonic() + SECONDS, 0
    while time.monotonic() < end:
        with networks.proxy(mailbox.server.port) as network:
            account = replace(mailbox.account, port=network.port)
            try:
                told = list(Imap().read(account, Secret(value=PASSWORD), after={}))
            except SourceError:
                continue
        ended += 1
        assert all(one.reason for one in told if isinstance(one, Problem))
        assert all(isinstance(one.record, Message) for one in told if isinstance(one, Sighted))
    assert ended
