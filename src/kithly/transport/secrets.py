"""Passwords and tokens: in the system's keyring, or, where there is none, in a file only its owner can read.

They are in no database, setting, log or message, and no value here shows one when it is printed.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

FILE = "secrets.json"
FILE_MODE = 0o600
SERVICE = "Kithly"
KEYRING, IN_FILE, NOWHERE = "keyring", "file", "nowhere"  # where a secret lies
PASSWORD, TOKEN, OPEN = "password", "token", "open"  # forms of a secret; the last needs none
_OPEN_TO_OTHERS = 0o077
_USELESS = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")  # the last keeps plain text anywhere


class SecretMissing(Exception):
    """There is no password or token for this account any more: sign in again."""


class KeyringAway(Exception):
    """The system's keyring holds the secret and does not open now: unlock it and try again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """What proves to a server who asks.

    Attributes:
        value: The password or token; left out wherever this is shown.
        form: ``password``, ``token``, or ``open`` for what everybody may read.
    """

    value: str = field(repr=False)
    form: str = PASSWORD


NO_SECRET = Secret(value="", form=OPEN)
"""What is open to everybody needs none; it lies `NOWHERE`."""


class Secrets:
    """The secrets of one data folder.

    Args:
        folder: The data folder; the file lies in it where there is no keyring.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def keep(self, account: str, secret: Secret) -> str:
        """Keep a secret, and return where: ``keyring`` or ``file``; ``nowhere`` where none is needed.

        Args:
            account: Id of its account.
            secret: What to keep.
        """
        if secret.form == OPEN:
            return NOWHERE
        text = json.dumps({"form": secret.form, "value": secret.value})
        ring = _keyring()
        if ring is not None and _is_taken(ring, account, text):
            self._drop(account)
            return KEYRING
        self._write({**self._read(), account: text})
        return IN_FILE

    def get(self, account: str, *, place: str) -> Secret:
        """Return the secret of an account.

        Args:
            account: Its id.
            place: Where it was kept; it is not looked for elsewhere.

        Raises:
            SecretMissing: It is not there.
            KeyringAway: It lies in a keyring that does not open.
        """
        if place == NOWHERE:
            return NO_SECRET
        text = self._read().get(account) if place == IN_FILE else _from_keyring(account)
        try:
            told = json.loads(text or "")
            return Secret(value=str(told["value"]), form=str(told["form"]))
        except (ValueError, KeyError, TypeError):
            raise SecretMissing from None

    def forget(self, account: str, *, place: str) -> None:
        """Take the secret of an account away; one that is not there is no fault.

        Raises:
            KeyringAway: It lies in a keyring that does not open.
        """
        self._drop(account)
        if place in {IN_FILE, NOWHERE}:
            return
        from keyring.errors import PasswordDeleteError  # noqa: PLC0415 - slow to load

        ring = _keyring()
        if ring is None:
            raise KeyringAway
        try:
            ring.delete_password(SERVICE, account)
        except PasswordDeleteError:
            return
        except Exception:  # noqa: BLE001 - keyrings raise whatever the desktop's bus says
            raise KeyringAway from None

    def _drop(self, account: str) -> None:
        kept = self._read()
        if kept.pop(account, None) is not None:
            self._write(kept)

    def _read(self) -> dict[str, str]:
        try:
            if self._path.stat().st_mode & _OPEN_TO_OTHERS:
                self._path.chmod(FILE_MODE)
            told = json.loads(self._path.read_text("utf-8"))
        except (FileNotFoundError, NotADirectoryError, ValueError):
            return {}
        return {str(key): str(value) for key, value in told.items()} if isinstance(told, dict) else {}

    def _write(self, kept: dict[str, str]) -> None:
        """Write the file anew: whole or not at all, and never open to others for a moment."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_name(f"{FILE}.{os.getpid()}.new")
        with _removed_if_left(fresh):
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE_MODE)
            with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
                fresh.chmod(FILE_MODE)  # whatever the umask says, before a byte is in it
                json.dump(kept, stream)
                stream.flush()
                os.fsync(stream.fileno())
            fresh.replace(self._path)
        _settle(self._path.parent)


@contextlib.contextmanager
def _removed_if_left(path: Path) -> Iterator[None]:
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Let the new name of the file outlive a power cut, where the system can promise that."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _from_keyring(account: str) -> str | None:
    ring = _keyring()
    if ring is None:
        raise KeyringAway
    try:
        return ring.get_password(SERVICE, account)
    except Exception:  # noqa: BLE001 - keyrings raise whatever the desktop's bus says
        raise KeyringAway from None


def _is_taken(ring: KeyringBackend, account: str, text: str) -> bool:
    """Give a secret to a keyring; say whether it came to lie there."""
    try:
        ring.set_password(SERVICE, account, text)
        return bool(ring.get_password(SERVICE, account) == text)
    except Exception:  # noqa: BLE001 - keyrings raise whatever the desktop's bus says
        return False


def _keyring() -> KeyringBackend | None:
    """Return the system's keyring; None where there is none that guards what it is given."""
    import keyring  # noqa: PLC0415 - slow to load, and needed only where there are accounts

    try:
        ring: Any = keyring.get_keyring()
        members = getattr(ring, "backends", None)  # a chain: the first of its members that guards
        chosen = members if isinstance(members, list) else [ring]
        return next((one for one in chosen if _guards(one)), None)
    except Exception:  # noqa: BLE001 - foreign code looks at the user's desktop; no keyring is an answer
        return None


def _guards(ring: object) -> bool:
    module = type(ring).__module__
    return not any(module == name or module.startswith(name + ".") for name in _USELESS)
