"""The system's keyring: asked within a time limit, and only one that guards what it is given."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Kithly"
PATIENCE = 30.0  # seconds: enough to type a keyring's password; the desktop's bus itself gives up after 25
LOCKED, SILENT, NONE = "locked", "silent", "none"  # why a keyring does not tell
_USELESS = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")  # the last keeps plain text anywhere


class RingAway(Exception):
    """The keyring does not tell.

    Attributes:
        why: ``locked``, ``silent`` (it never answers), or ``none``: there is no keyring.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class KeyRing:
    """The system's keyring, found anew at each question: it may be another one than before.

    Args:
        patience: Seconds to wait for an answer.
    """

    _silent: threading.Thread | None = None  # of this process: a question without an answer so far

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience

    def is_there(self) -> bool:
        """Say whether there is a keyring that guards what it is given; one that never answers is none."""
        try:
            return bool(self._ask(lambda _: True))
        except RingAway:
            return False

    def get(self, name: str) -> str | None:
        """Return what is kept under a name; None for nothing.

        Raises:
            RingAway: It does not tell.
        """
        told = self._ask(lambda ring: ring.get_password(SERVICE, name))
        return told if isinstance(told, str) else None

    def put(self, name: str, text: str) -> bool:
        """Keep a text; say whether it came to lie there.

        Raises:
            RingAway: It does not take it.
        """
        return bool(self._ask(lambda ring: _kept(ring, name, text)))

    def remove(self, name: str) -> None:
        """Take away what is kept under a name; nothing is no fault.

        Raises:
            RingAway: It does not let go of it.
        """
        self._ask(lambda ring: _removed(ring, name))

    def _ask(self, question: Callable[[KeyringBackend], Any]) -> Any:
        """Ask from a thread of its own, which can be left behind: a desktop's bus may never answer."""
        if KeyRing._silent is not None and KeyRing._silent.is_alive():  # nobody waits for it twice
            raise RingAway(SILENT)
        answers: queue.SimpleQueue[tuple[str, Any]] = queue.SimpleQueue()
        thread = threading.Thread(target=_answer, args=(question, answers), daemon=True)
        thread.start()
        try:
            why, answer = answers.get(timeout=self._patience)
        except queue.Empty:
            KeyRing._silent = thread
            raise RingAway(SILENT) from None
        if why:
            raise RingAway(why)
        return answer


def _answer(question: Callable[[KeyringBackend], Any], answers: queue.SimpleQueue[tuple[str, Any]]) -> None:
    try:
        ring = _found()
        answers.put((NONE, None) if ring is None else ("", question(ring)))
    except Exception:  # noqa: BLE001 - keyrings raise whatever the desktop's bus says
        answers.put((LOCKED, None))


def _kept(ring: KeyringBackend, name: str, text: str) -> bool:
    ring.set_password(SERVICE, name, text)
    return bool(ring.get_password(SERVICE, name) == text)


def _removed(ring: KeyringBackend, name: str) -> None:
    from keyring.errors import PasswordDeleteError  # noqa: PLC0415 - slow to load

    try:
        ring.delete_password(SERVICE, name)
    except PasswordDeleteError:  # some say so of what is not there, some of a keyring that is locked
        if ring.get_password(SERVICE, name) is not None:
            raise


def _found() -> KeyringBackend | None:
    """Return the system's keyring; None where there is none that guards what it is given."""
    try:
        import keyring  # noqa: PLC0415 - slow to load, and needed only where there are accounts

        ring: Any = keyring.get_keyring()
        members = getattr(ring, "backends", None)  # a chain: the first of its members that guards
        chosen = members if isinstance(members, list) else [ring]
        return next((one for one in chosen if _guards(one)), None)
    except Exception:  # noqa: BLE001 - foreign code looks at the user's desktop; no keyring is an answer
        return None


def _guards(ring: object) -> bool:
    module = type(ring).__module__
    return not any(module == name or module.startswith(name + ".") for name in _USELESS)
