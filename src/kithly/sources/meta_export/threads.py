"""One talk: who takes part, which of them is ego, and its rows in one shape whichever the export has."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import PurePosixPath
from typing import Any, Final

from kithly.errors import SourceFormatError
from kithly.records import Channel, Choice, Identity, IdentityKind, Party, Question, clean_name, name_identity, name_key
from kithly.sources._formats.decode import decode_head
from kithly.sources._formats.json_stream import builder, events
from kithly.sources.base import Item
from kithly.sources.meta_export.kinds import Kind, channel_of, kind_of
from kithly.sources.meta_export.mending import mended, mended_all
from kithly.sources.meta_export.words import names

PAIR: Final = 2
LOOKED_AT: Final = 500  # talks of an export in whose beginnings ego is looked for
MOST_PEOPLE: Final = 1_000
WHO: Final = "who:"
READER: Final = "(reader)"  # ego as whoever asked for the export; no name is so
_NAMED = re.compile(r'"participants"\s*:\s*\[(.*?)\]', re.DOTALL)
_NAME = re.compile(r'"name"\s*:\s*("(?:[^"\\]|\\.)*")')
_NUMBERED = re.compile(r"_\d+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """Who takes part in a talk.

    Attributes:
        channel: Where it took place.
        title: What it is called; empty for none.
        token: What tells it from others, in every export.
        ego: Ego's name in it; None if nothing tells.
        people: Names of everybody else.
        is_group: More than two take part.
        is_settled: It is told which is ego, or it does not matter who asks.
    """

    channel: Channel
    title: str
    token: str
    ego: str | None
    people: tuple[str, ...]
    is_group: bool
    is_settled: bool

    def party(self, name: str) -> Party:
        """Return a person of the talk; an account that is gone is nobody in particular."""
        if name.casefold() in names("gone"):
            return Party(name=clean_name(name), identity=None)
        return Party(name=clean_name(name), identity=name_identity(self.channel.value, name))

    def me(self) -> Party:
        """Return ego as the talk names them."""
        return self.party(self.ego) if self.ego else Party(name="", identity=reader(self.channel))

    def question(self) -> Question | None:
        """Return what to ask of a talk of two of which nothing tells which is ego."""
        if self.is_settled or len(self.people) != PAIR:
            return None
        choices = tuple(Choice(value=name, text=clean_name(name)) for name in self.people)
        text = f"Which of {' and '.join(choice.text for choice in choices)} are you in these messages?"
        return Question(key=f"{WHO}{'|'.join(sorted(map(name_key, self.people)))}", text=text, choices=choices)


def reader(channel: Channel) -> Identity:
    """Return ego as whoever asked for an export."""
    return Identity(IdentityKind.NAME, f"{channel.value}:{READER}")


def talk_of(item: Item, kind: Kind) -> Talk:
    """Return who takes part in the talk of a file, looked through once."""
    people, writers, told = _header(item, kind)
    title, channel = told.get("title", ""), channel_of(item, kind)
    everybody = tuple(dict.fromkeys([*people, *writers]))
    ego = _ego(item, everybody, people or everybody, title)
    others = tuple(name for name in everybody if name != ego)
    is_group = len(people) > PAIR or (not people and len(writers) > PAIR) or len(others) > PAIR
    path = PurePosixPath(told.get("thread_path", "")).name
    talk = Talk(
        channel=channel,
        title=title if is_group else "",
        token=path or (title if kind is Kind.SECRET else "") or "|".join(sorted(map(name_key, everybody))),
        ego=ego,
        people=others,
        is_group=is_group,
        is_settled=bool(ego) or is_group or len(everybody) < PAIR,
    )
    return _answered(talk, item.answers)


def _answered(talk: Talk, answers: Mapping[str, str]) -> Talk:
    question = talk.question()
    answer = answers.get(question.key) if question else None
    if answer not in talk.people:
        return talk
    others = tuple(name for name in talk.people if name != answer)
    return replace(talk, ego=answer, people=others, is_settled=True)


def _header(item: Item, kind: Kind) -> tuple[list[str], list[str], dict[str, str]]:
    """Return who takes part, who wrote, and the title and path of a talk; of a damaged file what stands before."""
    people: dict[str, None] = {}
    writers: dict[str, None] = {}
    told: dict[str, str] = {}
    mend = (lambda text: text) if kind is Kind.SECRET else mended
    try:
        for prefix, event, value in events(item):
            if event != "string":
                continue
            if prefix in {"participants.item.name", "participants.item"} and len(people) < MOST_PEOPLE:
                people[clean_name(mend(value))] = None
            elif prefix in {"messages.item.sender_name", "messages.item.senderName"} and len(writers) < MOST_PEOPLE:
                writers[clean_name(mend(value))] = None
            elif prefix in {"title", "threadName", "thread_path"}:
                told["title" if prefix == "threadName" else prefix] = clean_name(mend(value))
    except SourceFormatError:
        pass  # told when the rows are read
    return [name for name in people if name], [name for name in writers if name], told


def _ego(item: Item, everybody: Sequence[str], people: Sequence[str], title: str) -> str | None:
    """Return ego among those of a talk: as the account is called, else whoever a talk of two is not called after."""
    owner = owner_of(item)
    if owner in everybody:
        return owner
    called = name_key(_NUMBERED.sub("", title))
    others = [name for name in people if name_key(name) == called]
    if len(others) != 1 or len(everybody) != PAIR:
        return None
    return next(name for name in everybody if name != others[0])


def owner_of(item: Item) -> str:
    """Return whose export it is, found out once for all its files; empty if nothing tells."""
    return item.siblings.once("meta owner", lambda: _owner(item))


def _owner(item: Item) -> str:
    profiles = (one for name, one in item.siblings.items() if name.casefold().endswith("_information.json"))
    for one in islice(profiles, LOOKED_AT):
        kind = kind_of(one)
        name = profile_name(one, kind) if kind in {Kind.PROFILE, Kind.PERSON} else ""
        if name:
            return name
    return _in_most(item)


def profile_name(item: Item, kind: Kind | None) -> str:
    """Return the name in a file that says who ego is."""
    told = whole(item)
    if kind is Kind.PERSON:
        return person_fields(told).get("name", "")
    profile = told.get("profile_v2") or told.get("profile") or {}
    named = profile.get("name") if isinstance(profile, dict) else None
    return clean_name(str(named.get("full_name") or "")) if isinstance(named, dict) else ""


def person_fields(told: Mapping[str, Any]) -> dict[str, str]:
    """Return what Instagram says of ego, by `name` and `username`; its fields are in the account's language."""
    found: dict[str, str] = {}
    for user in told.get("profile_user") or ():
        fields = user.get("string_map_data") if isinstance(user, dict) else None
        for label, field in fields.items() if isinstance(fields, dict) else ():
            value = str(field.get("value") or "") if isinstance(field, dict) else ""
            kind = next((kind for kind in ("username", "name") if label.casefold() in names(kind)), label)
            if value:
                found.setdefault(kind, clean_name(value))
    return found


def whole(item: Item) -> dict[str, Any]:
    """Return a small file as a whole, mended; an empty one if it is damaged."""
    with item.opener() as stream:
        data = stream.read(4 << 20)
    try:
        told = mended_all(json.loads(decode_head(data)))
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _in_most(item: Item) -> str:
    """Return who takes part in more talks than anybody, of three at least, by their beginnings."""
    often: Counter[str] = Counter()
    talks = [one for name, one in sorted(item.siblings.items()) if name.endswith("/message_1.json")]
    for one in talks[:LOOKED_AT]:
        found = _NAMED.search(decode_head(one.head()))
        often.update({clean_name(mended(json.loads(name))) for name in _NAME.findall(found[1])} if found else ())
    best = often.most_common(2)
    is_clear = len(best) == PAIR and best[0][1] > best[1][1] and best[0][1] > PAIR
    return best[0][0] if is_clear else ""


def rows_of(item: Item, kind: Kind) -> Iterator[Mapping[str, Any]]:
    """Yield the rows of a talk, mended, in one shape.

    Raises:
        SourceFormatError: The file is damaged or cut short; what stands before was yielded.
    """
    gathering: Any = None
    for prefix, event, value in events(item):
        if gathering is None:
            if prefix == "messages.item" and event == "start_map":
                gathering = builder()
            elif prefix == "messages.item":
                yield {}
                continue
            else:
                continue
        gathering.event(event, value)
        if prefix == "messages.item" and event == "end_map":
            yield _plain_secret(gathering.value) if kind is Kind.SECRET else mended_all(gathering.value)
            gathering = None


def _plain_secret(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a row of an encrypted talk as others have it; its texts are as they were meant."""
    media = told.get("media")
    return {
        "sender_name": told.get("senderName"),
        "timestamp_ms": told.get("timestamp"),
        "content": told.get("text"),
        "type": told.get("type"),
        "is_unsent": told.get("isUnsent"),
        "files": media if isinstance(media, list) else (),
    }
