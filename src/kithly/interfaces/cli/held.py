"""import --held and --answer: what waits for the user, and their answer to it."""

from __future__ import annotations

from shlex import quote

from kithly.app.views import HeldFileView, HeldView, QuestionView
from kithly.interfaces import wire
from kithly.interfaces.cli.imported import import_text, progress
from kithly.interfaces.cli.run import network, show
from kithly.interfaces.cli.text import plural, say

FILES = 3  # files named for one question; more are counted


def list_held() -> int:
    """Show everything that waits."""
    from kithly.app.bringing.held import held

    with network() as opened:
        view = held(opened)
    show("held", view, _held_text)
    return wire.DONE


def take_answer(question: str, told: str) -> int:
    """Keep an answer, and read again what waited for it."""
    from kithly.app.bringing.answering import answer, read_again

    with network() as opened, progress() as report:
        kept = answer(opened, question, told)
        view = read_again(opened, kept.change, report=report)
    show("import", view, import_text)
    return wire.DONE


def _held_text(view: HeldView) -> None:
    if not view.records:
        say("Nothing waits for your answer.")
    for place, one in enumerate(view.questions):
        if place:
            say()
        _question_text(one)
    for file in view.others:
        say(f"{file.path}: {plural(file.records, 'record')} {'waits' if file.records == 1 else 'wait'}: {file.reason}")


def _question_text(one: QuestionView) -> None:
    say(one.text)
    waits = "waits" if one.records == 1 else "wait"
    say(f"{plural(one.records, 'record')} {waits} for it: {_files(one.files)}", indent=2, hang=2)
    if one.answer is not None:
        say(f"Answered ({one.answer}), and not read since: import the file again.", indent=2)
        return
    for choice in one.choices:
        say(f"{choice.text}: kithly import --answer {one.id} {quote(choice.value)}", indent=2, hang=4)
    if not one.choices:
        say(f"kithly import --answer {one.id} '{one.example}'", indent=2, hang=4)


def _files(files: tuple[HeldFileView, ...]) -> str:
    """Name the first files, each with the place where its first record waits."""
    told = ", ".join(f"{file.path} ({file.at}{'' if file.is_there else '; no longer there'})" for file in files[:FILES])
    more = len(files) - FILES
    return told + (f" and {plural(more, 'more file')}" if more > 0 else "")
