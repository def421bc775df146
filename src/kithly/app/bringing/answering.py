"""An answer to a question about held records: kept once, and what waited for it is read again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from kithly.app.bringing.answers import ANSWER, answers_of
from kithly.app.bringing.held import Waiting, held, waiting
from kithly.app.bringing.import_files import carry_out, import_item
from kithly.app.bringing.import_ledger import Ledger, open_ledger
from kithly.app.bringing.import_progress import Report
from kithly.app.bringing.import_report import Tally, file_view, question_id
from kithly.app.bringing.places import lies, read_origin
from kithly.app.network import Network
from kithly.app.views import FileView, ImportView, QuestionView
from kithly.errors import Conflict, KithlyError, NotFound, UserError
from kithly.sources import Arrival, items
from kithly.store import Decision

MAX_ANSWER = 2_000  # characters of an answer in the user's own words
GONE = "no longer where it was: import it again, it is read by your answer"
Members = dict[tuple[str, str], str]  # files by container and name, each with the source that asks


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer that was kept.

    Attributes:
        change: What it is taken back by.
        text: What was answered, in a sentence.
        places: What is to be read again, as the user named it or handed it over.
        gone: Files that are no longer where they were: they are read by the answer when they are imported again.
    """

    change: str
    text: str
    places: tuple[Path | Arrival, ...]
    gone: tuple[str, ...]


def answer(network: Network, question: str, told: str) -> Answered:
    """Keep the answer to a question; nothing is read yet.

    Args:
        network: Whose.
        question: Id of the question.
        told: One of the choices, by value, by its words or by its number from 1; or any text where there are none.

    Raises:
        NotFound: No such question is open.
        UserError: It is none of the choices.
        Conflict: It is answered already.
    """
    asked = _asked(network, question)
    value, words = _meant(asked, told)
    text = f"Answered about {_about(asked)}: {words}"
    with network.store.transaction() as tx:
        ones = [one for one in waiting(tx) if _is(one, asked)]
        key = next(one.question.key for one in ones if one.question)
        if answers_of(tx, asked.source).get(key) is not None:
            raise Conflict("question", question, message="This was answered before.", hint="kithly changes")
        change = tx.changes.open(ANSWER, text, network.now)
        tx.decisions.add(change, ANSWER, asked.source, {"key": key, "value": value}, network.now)
    found = _places(ones)
    return Answered(
        change=change,
        text=text,
        places=tuple(place for place, _ in found),
        gone=tuple(one.file.path for one in ones if not _is_there(one)),
    )


def read_again(
    network: Network, change: str, *, place: Path | Arrival | None = None, report: Report | None = None
) -> ImportView:
    """Read again what waited for an answer; it belongs to the answer's change, and is taken back with it.

    Args:
        network: Whose.
        change: The change of the answer.
        place: Only what was read from there; None for all.
        report: Called after each batch; stops by raising `Stopped`.

    Raises:
        StoreBusy: An import runs.
    """
    with network.store.import_lock(), open_ledger(network, dry_run=False, report=report) as ledger:
        with ledger.writing() as tx:
            said = tx.decisions.of_change(change)
            ones = [one for one in waiting(tx) if _answers(one, said)]
            standing = tx.changes.get(change)
        if standing.undone_at is None:
            ledger.change, ledger.changed = standing.id, True
        found = [one for one in _places(ones) if place is None or lies(one[0]) == lies(place)]
        gone = [one for one in ones if not _is_there(one)] if place is None else []
        return carry_out(ledger, lambda: (*(_again(ledger, *one) for one in found), tuple(map(_gone, gone))))


def _asked(network: Network, id_: str) -> QuestionView:
    found = [one for one in held(network).questions if one.id.startswith(id_.lower())] if id_ else []
    if len(found) != 1:
        raise NotFound("question", id_, message=f"No question {id_!r} is open.", hint="kithly import --held")
    return found[0]


def _meant(asked: QuestionView, told: str) -> tuple[str, str]:
    """Return the value and the words of what was answered."""
    told = told.strip()
    if not asked.choices:
        if not told or len(told) > MAX_ANSWER:
            raise UserError("An answer is a line of text.", hint=f"For example: {asked.example}")
        return told, told
    for number, choice in enumerate(asked.choices, start=1):
        if told.casefold() in {choice.value.casefold(), choice.text.casefold(), str(number)}:
            return choice.value, choice.text
    raise UserError(
        f"{told!r} is none of the answers: {', '.join(one.value for one in asked.choices)}.",
        hint="kithly import --held",
    )


def _about(asked: QuestionView) -> str:
    first, more = asked.files[0].path.rsplit("/", 1)[-1], len(asked.files) - 1
    return first + (f" and {more} more" if more else "")


def _is(one: Waiting, asked: QuestionView) -> bool:
    return one.question is not None and question_id(one.file.source, one.question.key) == asked.id


def _answers(one: Waiting, said: tuple[Decision, ...]) -> bool:
    """Say whether a decision answers what a file waits for."""
    told = {(decision.subject, decision.value["key"]) for decision in said if decision.kind == ANSWER}
    return one.question is not None and (one.file.source, one.question.key) in told


def _is_there(one: Waiting) -> bool:
    origin = read_origin(one.file.origin)
    return origin is not None and lies(origin[0]).exists()


def _places(ones: Collection[Waiting]) -> list[tuple[Path | Arrival, Members]]:
    """Return the places where something is to be read again, with what."""
    found: dict[Path, tuple[Path | Arrival, Members]] = {}
    for one in ones:
        origin = read_origin(one.file.origin)
        if origin is not None and lies(origin[0]).exists():
            found.setdefault(lies(origin[0]), (origin[0], {}))[1][origin[1]] = one.file.source
    return list(found.values())


def _again(ledger: Ledger, place: Path | Arrival, members: Members) -> tuple[FileView, ...]:
    """Read some files of a place."""
    sources = {source.name: source for source in ledger.network.sources()}
    try:
        chosen = [(item, members.get((item.container, item.name))) for item in items(place)]
    except KithlyError as error:
        return (file_view(str(lies(place)), None, Tally(), note=f"{error} {error.hint}".strip()),)
    return tuple(
        import_item(ledger, item, (sources[name],), place=place, force=True) for item, name in chosen if name in sources
    )


def _gone(one: Waiting) -> FileView:
    return file_view(one.file.path, None, Tally(), note=GONE)
