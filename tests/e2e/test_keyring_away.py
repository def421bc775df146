"""A keyring that does not open is one sentence with the next command in every door, and everything else works."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backends import fail
from tests.e2e.conftest import NOW, Kithly
from tests.e2e.web.conftest import browsing
from tests.unit.transport.rings import Guarded, use

from kithly.app.accounts.rows import secrets_of, settings_of
from kithly.app.network import open_network
from kithly.sources import Account
from kithly.transport.secret_file import FILE
from kithly.transport.secrets import KEYRING, Secret

ME = "me@example.org"
CANARY = "canary-5d20-secret"
NONE: Any = fail.Keyring
LOCKED = f"{ME}: this system's keyring, which holds its password, does not open."


@pytest.fixture(autouse=True)
def ring() -> Iterator[Guarded]:
    before = keyring.get_keyring()
    yield use(Guarded())
    keyring.set_keyring(before)


@pytest.fixture
def signed_in(network: Kithly) -> Kithly:
    """Return a network with a mailbox whose password the keyring holds; nothing listens at its port."""
    account = Account(id="a1b2c3d4", kind="imap", address=ME, host="127.0.0.1", port=1, security="none")
    with open_network(network.data, now=NOW) as opened:
        place = secrets_of(opened).keep(account.id, Secret(value=CANARY))
        assert place == KEYRING
        with opened.store.transaction() as tx:
            change = tx.changes.open("account", f"Added {ME}", NOW)
            tx.accounts.add(change, account.id, account.kind, settings_of(account, place=place))
    return network


def passwords(network: Kithly) -> dict[str, Any]:
    """Return what the doctor says of passwords; nothing where it does not."""
    found = [one for one in network("doctor", "--json").json["checks"] if one["name"] == "passwords"]
    return found[0] if found else {}


def test_a_locked_keyring_is_told_in_every_door_and_the_rest_works(signed_in: Kithly, ring: Guarded) -> None:
    assert passwords(signed_in)["text"] == "Passwords lie in this system's keyring."
    ring.is_locked = True
    ran = signed_in("sync")
    assert ran.code == 3
    assert LOCKED in ran.out + ran.err
    assert "Unlock the keyring, then: kithly sync" in ran.out + ran.err
    found = passwords(signed_in)
    assert (found["ok"], found["text"], found["next"]) == (False, LOCKED, "Unlock the keyring, then: kithly sync")
    signed_in.ok("today")
    signed_in.ok("account", "list")
    with browsing(signed_in.data) as browser:
        assert ME in browser.words("/accounts")
        browser.words("/today")
        assert "keyring, which holds its password, does not open" in browser.words("/health")
    assert not (signed_in.data / FILE).exists()
    ring.is_locked = False
    assert passwords(signed_in)["ok"]


def test_a_removal_says_what_stays_in_a_locked_keyring(signed_in: Kithly, ring: Guarded) -> None:
    ring.is_locked = True
    assert "its password still lies in this system's keyring" in " ".join(signed_in.ok("account", "remove", ME).split())


def test_on_another_machine_it_is_said_how_to_sign_in_again(signed_in: Kithly) -> None:
    use(Guarded())  # the folder was copied: this one holds nothing
    found = passwords(signed_in)
    assert not found["ok"]
    assert found["text"].endswith("it was given to another one, or on another machine.")
    assert found["next"] == f"Sign in again: kithly account add {ME}"
    use(NONE())
    assert passwords(signed_in)["text"].endswith("there is none here now.")
    assert passwords(signed_in)["next"] == f"Sign in again: kithly account add {ME}"


def test_a_file_of_passwords_is_told_of_when_there_is_a_keyring(signed_in: Kithly, ring: Guarded) -> None:
    use(NONE())
    with open_network(signed_in.data, now=NOW) as opened:
        secrets_of(opened).keep("a1b2c3d4", Secret(value=CANARY))
    use(ring)
    del ring.held["Kithly", "a1b2c3d4"]
    found = passwords(signed_in)
    assert found["text"] == "1 password lies in the file secrets.json, though this system has a keyring."
    assert found["next"] == f"kithly account add {ME} moves it there."


def test_a_damaged_file_of_passwords_is_named_until_it_is_deleted(network: Kithly, ring: Guarded) -> None:
    use(NONE())
    (network.data / FILE).write_text("{", encoding="utf-8")
    with open_network(network.data, now=NOW) as opened:
        secrets_of(opened).keep("a1b2c3d4", Secret(value=CANARY))
    assert "secrets.damaged-1.json" in passwords(network)["text"]
    del ring
    Path(network.data / "secrets.damaged-1.json").unlink()
    assert not passwords(network)
