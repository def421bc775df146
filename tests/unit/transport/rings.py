"""Keyrings as desktops have them, in memory: good ones, and each way in which one can be of no use."""

from __future__ import annotations

import threading
from typing import Any

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError


class Guarded(KeyringBackend):
    """A keyring as a desktop has one; it can be locked."""

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


class Rude(Guarded):
    """Says of a locked keyring what others say of what is not there."""

    def delete_password(self, service: str, username: str) -> None:
        del service, username
        raise PasswordDeleteError


class Silent(Guarded):
    """Asks a bus that does not answer, until it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.answers = threading.Event()
        self.asked = 0

    def _open(self) -> None:
        self.asked += 1
        self.answers.wait(60)


class Liar(Guarded):
    """Takes everything, and gives everybody the same.

    Args:
        told: What it gives.
    """

    def __init__(self, told: Any) -> None:
        super().__init__()
        self.told = told

    def get_password(self, service: str, username: str) -> str | None:
        del service, username
        given: str | None = self.told
        return given


def use(ring: Any) -> Any:
    """Let a keyring be the system's."""
    keyring.set_keyring(ring)
    return ring
