"""A keyring that hangs, lies, changes, or is another machine's: one sentence, and nothing is lost or made readable."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backends import chainer, fail, null
from tests.unit.transport.rings import Guarded, Liar, Rude, Silent, use

from kithly.errors import SettingsError
from kithly.transport.key_ring import SERVICE
from kithly.transport.secret_file import FILE
from kithly.transport.secrets import IN_FILE, KEYRING, KeyringAway, Secret, SecretAway, SecretMissing, Secrets

CANARY = "canary-91ab-secret"
FAIL: Any = fail.Keyring
NULL: Any = null.Keyring
CHAIN: Any = chainer.ChainerBackend
SHORT = 0.05  # seconds: how long a keyring is waited for here


def away(ask: Callable[[], Secret]) -> tuple[type, str]:
    with pytest.raises(SecretAway) as raised:
        ask()
    return type(raised.value), raised.value.why()


def test_a_keyring_that_never_answers_is_waited_for_once(tmp_path: Path) -> None:
    ring = use(Silent())
    ring.answers.set()
    Secrets(tmp_path).keep("a1", Secret(value=CANARY))
    ring.answers.clear()
    ring.asked = 0
    secrets = Secrets(tmp_path, patience=SHORT)
    began = time.monotonic()
    for _ in range(50):
        assert away(lambda: secrets.get("a1", place=KEYRING))[1].endswith("does not answer.")
    with pytest.raises(SettingsError, match="does not answer: the password was not kept"):
        secrets.keep("a2", Secret(value="x"))
    with pytest.raises(KeyringAway):
        secrets.forget("a1", place=KEYRING)
    assert time.monotonic() - began < 20 * SHORT
    assert ring.asked == 1
    assert not list(tmp_path.iterdir())
    ring.answers.set()
    for _ in range(200):  # it takes up the threads of before
        try:
            assert secrets.get("a1", place=KEYRING).value == CANARY
        except KeyringAway:
            time.sleep(0.01)
        else:
            break
    else:
        pytest.fail("a keyring that answers again is not asked again")


@pytest.mark.parametrize("told", ["", "{", "[]", "null", '{"form": "password"}', '{"form": 1, "value": 2}', b"x", 7])
def test_a_keyring_that_gives_something_else_gives_no_password(tmp_path: Path, told: object) -> None:
    use(Liar(told))
    assert away(lambda: Secrets(tmp_path).get("a1", place=KEYRING))[0] is SecretMissing
    with pytest.raises(SettingsError, match="the token was not kept"):
        Secrets(tmp_path).keep("a1", Secret(value=CANARY, form="token"))
    assert not list(tmp_path.iterdir())


def test_the_password_of_another_account_goes_to_no_server(tmp_path: Path) -> None:
    ring = use(Guarded())
    Secrets(tmp_path).keep("a1", Secret(value=CANARY))
    use(Liar(ring.held[SERVICE, "a1"]))
    assert Secrets(tmp_path).get("a1", place=KEYRING).value == CANARY
    assert away(lambda: Secrets(tmp_path).get("a2", place=KEYRING))[0] is SecretMissing


def test_what_an_older_kithly_kept_is_read(tmp_path: Path) -> None:
    ring = use(Guarded())
    old = json.dumps({"form": "password", "value": CANARY})
    ring.held[SERVICE, "a1"] = old
    (tmp_path / FILE).write_text(json.dumps({"a2": old}))
    assert Secrets(tmp_path).get("a1", place=KEYRING) == Secret(value=CANARY)
    assert Secrets(tmp_path).get("a2", place=IN_FILE) == Secret(value=CANARY)


@pytest.mark.parametrize(
    ("after", "kind", "said"),
    [
        (Guarded, SecretMissing, "was given to another one, or on another machine."),
        (FAIL, KeyringAway, "was given to a keyring, and there is none here now."),
        (NULL, KeyringAway, "was given to a keyring, and there is none here now."),
    ],
    ids=["another", "none", "null"],
)
def test_another_keyring_or_machine_is_named_and_takes_the_password_again(
    tmp_path: Path, after: Callable[[], Any], kind: type, said: str
) -> None:
    before = use(Guarded())
    Secrets(tmp_path).keep("a1", Secret(value=CANARY))
    use(after())
    found, why = away(lambda: Secrets(tmp_path).get("a1", place=KEYRING))
    assert found is kind
    assert why.endswith(said)
    place = Secrets(tmp_path).keep("a1", Secret(value="again"))
    assert Secrets(tmp_path).get("a1", place=place).value == "again"
    assert CANARY in before.held[SERVICE, "a1"]  # what lies elsewhere is left alone


def test_the_first_of_a_chain_that_guards_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guarded = Guarded()
    monkeypatch.setattr(CHAIN, "backends", [NULL(), FAIL(), guarded])
    use(CHAIN())
    assert Secrets(tmp_path).keep("a1", Secret(value=CANARY)) == KEYRING
    assert Secrets(tmp_path).get("a1", place=KEYRING).value == CANARY
    assert list(guarded.held) == [(SERVICE, "a1")]


def test_a_keyring_that_comes_later_is_told_of_and_takes_over(tmp_path: Path) -> None:
    use(FAIL())
    secrets = Secrets(tmp_path)
    for name in ("a1", "a2"):
        assert secrets.keep(name, Secret(value=f"{CANARY} {name}")) == IN_FILE
    assert secrets.could_move(["a1", "a2"]) == ()
    ring = use(Guarded())
    assert secrets.could_move(["a1", "a2", "a3"]) == ("a1", "a2")
    assert secrets.keep("a1", Secret(value=f"{CANARY} a1")) == KEYRING
    assert secrets.could_move(["a1", "a2"]) == ("a2",)
    assert f"{CANARY} a1" not in (tmp_path / FILE).read_text()
    assert secrets.get("a2", place=IN_FILE).value == f"{CANARY} a2"
    assert len(ring.held) == 1


def test_what_died_half_way_between_file_and_keyring_is_found(tmp_path: Path) -> None:
    use(FAIL())
    secrets = Secrets(tmp_path)
    secrets.keep("a1", Secret(value=CANARY))
    use(Guarded())
    secrets.keep("a1", Secret(value="new"))  # and the database was never told
    assert secrets.get("a1", place=IN_FILE).value == "new"
    use(FAIL())
    secrets.keep("a2", Secret(value=CANARY))
    use(Guarded())
    assert secrets.get("a2", place=KEYRING).value == CANARY


def test_a_password_that_does_not_go_is_not_said_to_be_gone(tmp_path: Path) -> None:
    use(Rude())
    Secrets(tmp_path).keep("a1", Secret(value=CANARY))
    with pytest.raises(KeyringAway):
        Secrets(tmp_path).forget("a1", place=KEYRING)
    Secrets(tmp_path).forget("a2", place=KEYRING)


def test_the_library_itself_may_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> object:
        raise RuntimeError(CANARY)

    monkeypatch.setattr(keyring, "get_keyring", broken)
    assert Secrets(tmp_path).keep("a1", Secret(value=CANARY)) == IN_FILE
