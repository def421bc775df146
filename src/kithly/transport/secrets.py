"""Passwords and tokens: in the system's keyring, or, where there is none, in a file only its owner can read.

They are in no database, setting, log or message, and no value here shows one when it is printed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kithly.errors import SettingsError
from kithly.transport.key_ring import LOCKED, NONE, PATIENCE, SILENT, KeyRing, RingAway
from kithly.transport.secret_file import DAMAGED, FILE, FOREIGN, FileAway, SecretFile

KEYRING, IN_FILE, NOWHERE = "keyring", "file", "nowhere"  # where a secret lies
PASSWORD, TOKEN, OPEN = "password", "token", "open"  # forms of a secret; the last needs none
NO_KEYRING = "PYTHON_KEYRING_BACKEND=keyring.backends.fail.Keyring"  # the library's own word for: use none
_LOST, _ELSEWHERE = "lost", "elsewhere"
_WHY = {  # what is said of a secret that cannot be had; `{}` is what it is: password, token, key
    LOCKED: "this system's keyring, which holds its {}, does not open.",
    SILENT: "this system's keyring, which holds its {}, does not answer.",
    NONE: "its {} was given to a keyring, and there is none here now.",
    FOREIGN: f"the file {FILE}, which holds its {{}}, belongs to another user or cannot be read.",
    DAMAGED: f"the file {FILE}, which held its {{}}, is damaged.",
    _LOST: "its {} is not kept any more.",
    _ELSEWHERE: "this system's keyring does not hold its {}: it was given to another one, or on another machine.",
}
_SHUT = {  # what is said where a secret was to be kept
    LOCKED: "This system's keyring does not open: the {} was not kept.",
    SILENT: "This system's keyring does not answer: the {} was not kept.",
    FOREIGN: f"The file {FILE} belongs to another user or cannot be read: the {{}} was not kept.",
}
_OPEN_IT = f"Unlock it and try again; {NO_KEYRING} before the command keeps it in a file only you can read."
_OWN_IT = f"Make it yours (sudo chown $USER {FILE}), or remove it, and try again."


class SecretAway(Exception):
    """A secret cannot be had now.

    Attributes:
        reason: Why, as a word.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def why(self, thing: str = "password") -> str:
        """Return why, as a clause that begins in small letters and ends the sentence.

        Args:
            thing: What the secret is: a password, token, key or address.
        """
        return _WHY[self.reason].format(thing)

    def hint(self, *, again: str, then: str) -> str:
        """Return the next step.

        Args:
            again: How the secret is given again.
            then: What to do once it can be read.
        """
        if self.reason in {LOCKED, SILENT}:
            return f"Unlock the keyring, then: {then}"
        if self.reason == FOREIGN:
            return f"Make the file yours (sudo chown $USER {FILE}), then: {then}"
        return again


class SecretMissing(SecretAway):
    """There is no password or token for this account any more: sign in again."""


class KeyringAway(SecretAway):
    """What holds the secret does not open now: unlock it and try again."""


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
        patience: Seconds to wait for the keyring.
    """

    def __init__(self, folder: Path, *, patience: float = PATIENCE) -> None:
        self._file = SecretFile(folder)
        self._ring = KeyRing(patience)

    def keep(self, account: str, secret: Secret) -> str:
        """Keep a secret, and return where: ``keyring`` or ``file``; ``nowhere`` where none is needed.

        Where there is a keyring, nothing goes to the file instead: a password is never made readable in silence.

        Args:
            account: Id of its account.
            secret: What to keep.

        Raises:
            SettingsError: The keyring does not open, or the file is somebody else's; nothing is kept.
        """
        if secret.form == OPEN:
            return NOWHERE
        text = json.dumps({"form": secret.form, "value": secret.value, "of": account})
        try:
            if not self._ring.put(account, text):
                raise _refused(LOCKED, secret)
        except RingAway as away:
            if away.why != NONE:
                raise _refused(away.why, secret) from None
            return self._keep_in_file(account, text, secret)
        self._file.remove(account)
        return KEYRING

    def get(self, account: str, *, place: str) -> Secret:
        """Return the secret of an account.

        Args:
            account: Its id.
            place: Where it was kept. A process that died while it moved a secret may have left it in the other place,
                where it is looked for when it is not here.

        Raises:
            SecretMissing: It is in neither.
            KeyringAway: What holds it does not open.
        """
        if place == NOWHERE:
            return NO_SECRET
        asked = (self._from_file, self._from_ring)
        first, second = asked if place == IN_FILE else asked[::-1]
        try:
            return first(account)
        except SecretAway as away:
            try:
                return second(account)
            except SecretAway:
                raise away from None

    def forget(self, account: str, *, place: str) -> None:
        """Take the secret of an account away; one that is not there is no fault.

        Raises:
            KeyringAway: It lies in a keyring that does not open.
        """
        self._file.remove(account)
        if place in {IN_FILE, NOWHERE}:
            return
        try:
            self._ring.remove(account)
        except RingAway as away:
            raise KeyringAway(away.why) from None

    def could_move(self, accounts: Sequence[str]) -> tuple[str, ...]:
        """Return which of these lie in the file while there is a keyring that could hold them."""
        try:
            kept = self._file.read()
        except FileAway:
            return ()
        lying = tuple(account for account in accounts if account in kept)
        return lying if lying and self._ring.is_there() else ()

    def put_aside(self) -> Path | None:
        """Return the damaged file of secrets that was put aside, if one lies there."""
        return self._file.aside()

    def _keep_in_file(self, account: str, text: str, secret: Secret) -> str:
        try:
            self._file.put(account, text)
        except FileAway as away:
            raise _refused(away.why, secret) from None
        return IN_FILE

    def _from_file(self, account: str) -> Secret:
        try:
            return _read(self._file.read().get(account), account, _LOST)
        except FileAway as away:
            raise (SecretMissing if away.why == DAMAGED else KeyringAway)(away.why) from None

    def _from_ring(self, account: str) -> Secret:
        try:
            return _read(self._ring.get(account), account, _ELSEWHERE)
        except RingAway as away:
            raise KeyringAway(away.why) from None


def _refused(why: str, secret: Secret) -> SettingsError:
    said = _SHUT[why].format(secret.form)
    return SettingsError("keyring", said, hint=_OWN_IT if why == FOREIGN else _OPEN_IT)


def _read(text: object, account: str, reason: str) -> Secret:
    """Return a secret as it was kept; what another account's would be, or nothing of ours, is none."""
    try:
        told: Any = json.loads(text) if isinstance(text, str) else None
        value, form, owner = told["value"], told["form"], told.get("of", account)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise SecretMissing(reason) from None
    if owner != account or not (isinstance(value, str) and isinstance(form, str)):
        raise SecretMissing(reason)
    return Secret(value=value, form=form)
