"""Where passwords lie, who can read them, and that nothing shows one."""

from __future__ import annotations

import json
import multiprocessing
import os
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from keyring.backends import fail, null
from tests.unit.transport.rings import Guarded, use

from kithly.errors import SettingsError
from kithly.transport.secret_file import FILE, SecretFile
from kithly.transport.secrets import IN_FILE, KEYRING, KeyringAway, Secret, SecretMissing, Secrets

CANARY = "canary-91ab-secret"
WITHOUT: Any = fail.Keyring  # what the library gives where the desktop has none


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
    with pytest.raises(SettingsError, match="does not open: the password was not kept"):
        secrets.keep("a2", Secret(value="new"))
    assert not list(tmp_path.iterdir())
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


@pytest.mark.parametrize("content", ["", "[]", "{", "\ud800", "[" * 100_000])
def test_a_damaged_file_is_put_aside_and_never_overwritten(tmp_path: Path, content: str) -> None:
    use(WITHOUT())
    for number in (1, 2):
        (tmp_path / FILE).write_text(content, "utf-8", "surrogatepass")
        Secrets(tmp_path).keep("a1", Secret(value=CANARY))
        assert Secrets(tmp_path).get("a1", place=IN_FILE).value == CANARY
        aside = Secrets(tmp_path).put_aside()
        assert aside is not None
        assert aside.name == f"secrets.damaged-{number}.json"
        assert aside.read_text("utf-8", "surrogatepass") == content
        assert aside.stat().st_mode & 0o777 == 0o600


def test_what_is_damaged_of_one_account_leaves_the_others(tmp_path: Path) -> None:
    use(WITHOUT())
    Secrets(tmp_path).keep("a1", Secret(value=CANARY))
    kept = json.loads((tmp_path / FILE).read_text())
    (tmp_path / FILE).write_text(json.dumps({**kept, "a2": {"value": 1}, "a3": '{"value": null, "form": "token"}'}))
    for broken in ("a2", "a3"):
        with pytest.raises(SecretMissing):
            Secrets(tmp_path).get(broken, place=IN_FILE)
    Secrets(tmp_path).keep("a4", Secret(value="other"))
    assert Secrets(tmp_path).get("a1", place=IN_FILE).value == CANARY
    assert json.loads((tmp_path / FILE).read_text())["a2"] == {"value": 1}


def test_a_file_that_is_none_is_said_to_be_unreadable_and_stays(tmp_path: Path) -> None:
    use(WITHOUT())
    (tmp_path / FILE).mkdir()
    with pytest.raises(KeyringAway) as away:
        Secrets(tmp_path).get("a1", place=IN_FILE)
    assert "cannot be read" in away.value.why()
    with pytest.raises(SettingsError, match="the password was not kept"):
        Secrets(tmp_path).keep("a1", Secret(value=CANARY))


def test_what_a_dead_process_left_unfinished_is_removed(tmp_path: Path) -> None:
    use(WITHOUT())
    left, fresh = tmp_path / f".{FILE}.99999999", tmp_path / f".{FILE}.99999998"
    for one in (left, fresh):
        one.write_text(CANARY)
    os.utime(left, (time.time() - 3_600,) * 2)
    Secrets(tmp_path).keep("a1", Secret(value="x"))
    assert not left.exists()
    assert fresh.exists()  # perhaps another process writes just now


def test_no_secret_shows_itself() -> None:
    assert CANARY not in repr(Secret(value=CANARY)) + str(Secret(value=CANARY)) + f"{Secret(value=CANARY)!r}"


def _put_many(folder: Path, who: str) -> None:
    for number in range(20):
        SecretFile(folder).put(f"{who}{number}", "x")


def test_several_who_keep_secrets_at_once_lose_none(tmp_path: Path) -> None:
    threads = [threading.Thread(target=_put_many, args=(tmp_path, who)) for who in "ab"]
    other = multiprocessing.get_context("fork").Process(target=_put_many, args=(tmp_path, "c"))
    other.start()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.join()
    assert len(SecretFile(tmp_path).read()) == 60
