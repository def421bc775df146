"""Where passwords lie, who can read them, and that nothing shows one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import KeyringLocked, PasswordDeleteError

from kithly.transport.secrets import FILE, IN_FILE, KEYRING, KeyringAway, Secret, SecretMissing, Secrets

CANARY = "canary-91ab-secret"
WITHOUT: Any = fail.Keyring  # what the library gives where the desktop has none


class Guarded(KeyringBackend):
    """A keyring as a desktop has one, in memory; it can be locked."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # the library's
        self.held: dict[tuple[str, str], str] = {}
        self.is_locked = False

    def _open(self) -> None:
        if self.is_locked:
            raise KeyringLocked

    def get_password(self, service: str, username: str) -> str | None:
        self._open()
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._open()
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._open()
        if (service, username) not in self.held:
            raise PasswordDeleteError
        del self.held[service, username]


@pytest.fixture(autouse=True)
def _keyring_as_before() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def use(ring: Any) -> Any:
    keyring.set_keyring(ring)
    return ring


@pytest.mark.parametrize("ring", [WITHOUT, null.Keyring])
def test_without_a_keyring_a_file_only_the_owner_can_read_holds_it(tmp_path: Path, ring: Any) -> None:
    use(ring())
    mask = os.umask(0)
    secrets = Secrets(tmp_path / "data")
    assert secrets.keep("a1", Secret(value=CANARY, form="token")) == IN_FILE
    assert secrets.keep("a2", Secret(value="other")) == IN_FILE
    os.umask(mask)
    path = tmp_path / "data" / FILE
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in path.parent.iterdir()] == [FILE]
    assert Secrets(tmp_path / "data").get("a1", place=IN_FILE) == Secret(value=CANARY, form="token")
    secrets.forget("a1", place=IN_FILE)
    secrets.forget("a1", place=IN_FILE)
    with pytest.raises(SecretMissing):
        secrets.get("a1", place=IN_FILE)
    assert CANARY not in path.read_text()
    assert secrets.get("a2", place=IN_FILE).value == "other"


def test_a_file_that_was_opened_to_others_is_closed_again(tmp_path: Path) -> None:
    use(WITHOUT())
    Secrets(tmp_path).keep("a1", Secret(value=CANARY))
    (tmp_path / FILE).chmod(0o644)
    Secrets(tmp_path).get("a1", place=IN_FILE)
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


def test_a_keyring_holds_it_and_no_file_is_made(tmp_path: Path) -> None:
    ring = use(Guarded())
    secrets = Secrets(tmp_path)
    assert secrets.keep("a1", Secret(value=CANARY)) == KEYRING
    assert not list(tmp_path.iterdir())
    assert secrets.get("a1", place=KEYRING).value == CANARY
    secrets.forget("a1", place=KEYRING)
    assert not ring.held
    secrets.forget("a1", place=KEYRING)
    with pytest.raises(SecretMissing):
        secrets.get("a1", place=KEYRING)


def test_a_locked_keyring_says_so_and_nothing_falls_back(tmp_path: Path) -> None:
    ring = use(Guarded())
    secrets = Secrets(tmp_path)
    secrets.keep("a1", Secret(value=CANARY))
    ring.is_locked = True
    for ask in (secrets.get, secrets.forget):
        with pytest.raises(KeyringAway):
            ask("a1", place=KEYRING)
    assert secrets.keep("a2", Secret(value="new")) == IN_FILE
    ring.is_locked = False
    assert secrets.get("a1", place=KEYRING).value == CANARY


def test_a_keyring_that_is_gone_is_no_lost_password(tmp_path: Path) -> None:
    use(Guarded())
    Secrets(tmp_path).keep("a1", Secret(value=CANARY))
    use(WITHOUT())
    with pytest.raises(KeyringAway):
        Secrets(tmp_path).get("a1", place=KEYRING)


def test_a_keyring_of_plain_text_is_not_used(tmp_path: Path) -> None:
    plain = type("PlaintextKeyring", (Guarded,), {"__module__": "keyrings.alt.file"})
    use(plain())
    assert Secrets(tmp_path).keep("a1", Secret(value=CANARY)) == IN_FILE


@pytest.mark.parametrize("content", ["", "[]", "{", '{"a1": "x"}', '{"a1": {"value": 1}}', '{"a1": "{}"}'])
def test_a_damaged_file_is_a_missing_secret_not_a_crash(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content)
    with pytest.raises(SecretMissing):
        Secrets(tmp_path).get("a1", place=IN_FILE)


def test_no_secret_shows_itself() -> None:
    assert CANARY not in repr(Secret(value=CANARY)) + str(Secret(value=CANARY)) + f"{Secret(value=CANARY)!r}"
