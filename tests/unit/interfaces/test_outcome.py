"""Every failure becomes one sentence and an exit code."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable

import click
import pytest

from kithly.errors import Conflict, KithlyError, NotFound, SchemaTooNew, SourceUnavailable
from kithly.interfaces.cli.main import VERBS, cli, outcome


def raising(error: BaseException) -> Callable[[], None]:
    """Return a call that fails."""

    def fail() -> None:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NotFound("person", "x", hint="kithly people"), 1),
        (Conflict("person", "x", message="two", candidates=("a", "b")), 1),
        (SourceUnavailable("mbox", "x", "away"), 3),
        (SchemaTooNew("2", "1"), 4),
        (click.UsageError("no such option"), 2),
        (click.BadParameter("no"), 2),
        (click.Abort(), 1),
        (KeyboardInterrupt(), 1),
        (OSError(errno.ENOSPC, "No space left on device", "kithly.db"), 1),
        (RuntimeError("Zita Quarrenhold"), 1),
    ],
    ids=lambda one: type(one).__name__,
)
@pytest.mark.parametrize("wants_json", [False, True])
def test_every_failure_is_told_on_standard_error_with_its_code(
    error: BaseException, code: int, capsys: pytest.CaptureFixture[str], *, wants_json: bool
) -> None:
    assert outcome(raising(error), wants_json=wants_json) == code
    told = capsys.readouterr()
    assert told.out == ""
    assert "Traceback" not in told.err
    assert "Quarrenhold" not in told.err
    if wants_json:
        assert json.loads(told.err)["schema"] == "kithly/error/1"
    else:
        assert told.err.strip()


def test_a_fault_of_ours_shows_where_it_was_made_only_when_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    outcome(raising(RuntimeError("odd")), wants_json=False)
    assert "main:" not in capsys.readouterr().err
    monkeypatch.setenv("KITHLY_DEBUG", "1")
    outcome(raising(RuntimeError("odd")), wants_json=False)
    told = capsys.readouterr().err
    assert "kithly.interfaces.cli.main:" in told
    assert "odd" not in told


def test_candidates_and_the_next_command_stand_below_the_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    error = Conflict("person", "a", message="Two\x1b[31m people.", hint="Say more.", candidates=("Ana", "Abe"))
    outcome(raising(error), wants_json=False)
    assert capsys.readouterr().err == "Two [31m people.\n  - Ana\n  - Abe\n  Say more.\n"


def test_a_call_that_ends_well_gives_its_own_code() -> None:
    assert outcome(lambda: None, wants_json=False) == 0
    assert outcome(lambda: 1, wants_json=False) == 1
    assert outcome(raising(click.exceptions.Exit(0)), wants_json=False) == 0


def test_an_error_that_is_nobodys_fault_still_has_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(raising(KithlyError("Odd.")), wants_json=False) == 1
    assert capsys.readouterr().err == "Odd.\n"


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_named_on_the_help_page_is_there(verb: str) -> None:
    command = cli.get_command(click.Context(cli), verb)
    assert command is not None
    assert command.name == verb
    assert command.help
