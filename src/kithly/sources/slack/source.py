"""The source of Slack's exports: a zip or folder with a list of people and a file for each day of each talk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, Final

from kithly.errors import SourceFormatError
from kithly.records import Problem, Sighted
from kithly.sources._formats.decode import decode_head
from kithly.sources._formats.guard import attempt
from kithly.sources._formats.json_stream import builder, events
from kithly.sources.base import Glance, Item
from kithly.sources.slack.messages import Writer
from kithly.sources.slack.workspace import FAMILY, LISTS, contact_of, rows_in, user_of, workspace_of

WHOLE: Final = "the whole file"
WHO: Final = "nothing tells which of its people is you"
COLLEAGUE: Final = "in the workspace, without a direct talk with you"
LISTED: Final = "read for what it says of the other files"
DUMP: Final = "another program's way to keep Slack: let it write an export, as Slack does"
SENT: Final = "sent in a talk: it is named there, not opened"
START: Final = "the start"
_USERS = re.compile(r'\[\s*\{.{0,2000}?"(?:team_id|profile)"\s*:', re.DOTALL)
_USER_ID = re.compile(r'"id"\s*:\s*"[UW][A-Z0-9]{5,}"')
_ROW = re.compile(r'\[\s*(?:\]|\{.{0,20000}?"ts"\s*:\s*"\d{9,11}\.\d+")', re.DOTALL)
_TYPE = re.compile(r'"(?:type"\s*:\s*"message|client_msg_id|subtype|user_profile)"')
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\.json")
_DUMP = re.compile(r'\{\s*"(?:name|channel_id)"\s*:.{0,500}"messages"\s*:.{0,2000}"ts"\s*:\s*"\d{10}\.\d+"', re.DOTALL)


class Slack:
    """Reads the export of a workspace."""

    name = "slack"
    family = FAMILY
    version = 1

    def recognises(self, item: Item) -> bool:
        """Say whether the item is the list of people, or a day of a talk."""
        return _is_users(item) or _is_day(item)

    def not_read(self, item: Item) -> str | None:
        """Return in one clause why a file of an export is not read; None if it is none of Slack's."""
        path = PurePosixPath(item.name)
        beside = {str(path.parent / name) for name in LISTS} & item.siblings.keys()
        if path.name in LISTS | {"integration_logs.json", "canvases.json", "lists.json"} and len(beside) > 1:
            return LISTED
        if path.suffix == ".json" and _DUMP.match(decode_head(item.head())):
            return DUMP
        root = str(path.parts[0]) if len(path.parts) > 1 else ""
        return SENT if root in {"__uploads", "attachments"} and "users.json" in item.siblings else None

    def read(self, item: Item, *, resume: int = 0) -> Iterator[Sighted | Problem]:  # noqa: ARG002  # small files: read anew
        """Yield of the list of people ego and whom ego talks with; of a day every row, as a record or a problem.

        Args:
            item: What to read.
            resume: Not used; a file holds one day.

        Raises:
            SourceFormatError: It is damaged at its very start.
        """
        yield from _people(item) if _is_users(item) else _day(item)

    def glance(self, item: Item) -> Glance:
        """Return how many rows the item has."""
        if _is_users(item):
            return Glance(counts={}, is_exact=True)
        count = 0
        try:
            for _ in _rows(item):
                count += 1
        except SourceFormatError:
            pass  # what is lost is told when it is read
        return Glance(counts={"messages": count} if count else {}, is_exact=True)


def _is_users(item: Item) -> bool:
    head = decode_head(item.head(8_192)).lstrip("\ufeff")
    return bool(_USERS.match(head.lstrip()) and _USER_ID.search(head)) and "users" in PurePosixPath(item.name).stem


def _is_day(item: Item) -> bool:
    head = decode_head(item.head()).lstrip("\ufeff \t\r\n")
    if not _ROW.match(head):
        return False
    if head[1:].lstrip().startswith("]"):
        path = PurePosixPath(item.name)
        return bool(_DAY.fullmatch(path.name)) and str(path.parent.parent / "users.json") in item.siblings
    return bool(_TYPE.search(head) or _DAY.fullmatch(PurePosixPath(item.name).name))


def _people(item: Item) -> Iterator[Sighted | Problem]:
    workspace = workspace_of(item)
    if question := workspace.question():
        yield Problem(at=WHOLE, reason=WHO, held=True, question=question)
    if profile := workspace.profile():
        yield Sighted(record=profile, at=WHOLE, observed_at=item.modified)
    partners = set(workspace.partners())
    count = 0
    for count, told in enumerate(rows_in(item), start=1):
        user = user_of(told)
        at = f"person {count}"
        if user.id == workspace.ego:
            continue
        if user.id in partners and not user.is_bot and user.name:
            yield Sighted(record=contact_of(user), at=at, observed_at=item.modified)
        else:
            yield Problem(at=at, reason="a bot" if user.is_bot else COLLEAGUE)
    if not count and item.size > len("[]\r\n"):
        raise SourceFormatError("slack", item.path, f"{item.path} is damaged or cut short.", hint="Download it again.")


def _day(item: Item) -> Iterator[Sighted | Problem]:
    workspace = workspace_of(item)
    writer, question = Writer(workspace, workspace.talk(item)), workspace.question()
    place = START
    try:
        for number, told in enumerate(_rows(item), start=1):
            place = f"message {number}"
            outcome = attempt(lambda told=told: writer.record(told))  # type: ignore[misc]  # mypy cannot infer it
            if isinstance(outcome, str):
                yield Problem(at=place, reason=outcome)
            elif question is not None:  # else talk between others would be kept, and ego's own be anybody's
                yield Problem(at=place, reason=WHO, held=True, question=question)
            else:
                yield Sighted(record=outcome, at=place, observed_at=outcome.at or item.modified)
    except SourceFormatError as error:
        if place == START:
            raise
        yield Problem(at=f"after {place}", reason=f"the rest of the file is lost: {str(error).rstrip('.')}")


def _rows(item: Item) -> Iterator[dict[str, Any]]:
    """Yield the rows of a day.

    Raises:
        SourceFormatError: The file is damaged or cut short; what stands before was yielded.
    """
    gathering: Any = None
    for prefix, event, value in events(item):
        if gathering is None and prefix == "item" and event == "start_map":
            gathering = builder()
        if gathering is not None:
            gathering.event(event, value)
            if prefix == "item" and event == "end_map":
                yield gathering.value
                gathering = None
        elif prefix == "item":
            yield {}
