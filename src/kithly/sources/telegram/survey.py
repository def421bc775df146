"""The first look through an export: which chats are in it, who writes in each, whose export it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from kithly.errors import SourceFormatError
from kithly.records import Choice, Party, Question, name_key
from kithly.sources.base import Item
from kithly.sources.telegram.people import identity_of, name_of, party_of, sender_of, user_of
from kithly.sources.telegram.stream import Header, Part, pieces

PAIR: Final = "personal_chat"
GROUPS: Final = frozenset(("private_group", "private_supergroup"))
MOST_WRITERS: Final = 1_000  # of one chat that are told apart
WHO: Final = "who:"

Writer = tuple[str, str]
"""Number and name of whoever wrote; the number is empty where an export has none."""


@dataclass(slots=True)
class Talk:
    """One chat, as far as it was looked through.

    Attributes:
        header: What the export says of it.
        writers: Who wrote, by number, else by name.
        messages: How many messages.
    """

    header: Header
    writers: dict[str, Writer] = field(default_factory=dict)
    messages: int = 0

    def take(self, told: Mapping[str, Any]) -> None:
        """Take a message."""
        self.messages += 1
        user, name = sender_of(told.get("from_id")), name_of(told.get("from"))
        if told.get("type", "message") == "message" and (user or name) and len(self.writers) < MOST_WRITERS:
            self.writers.setdefault(user or name_key(name), (user, name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """Who takes part in a chat.

    Attributes:
        header: What the export says of it.
        kind: Why its messages are none between people; empty where they are.
        is_group: More than two take part.
        mine: Ego, as the chat knows them: number, else key of the name; empty if nothing tells.
        me: Ego as a party.
        others: Everybody else.
        is_settled: It is told which is ego.
    """

    header: Header
    kind: str
    is_group: bool
    mine: str
    me: Party | None
    others: Mapping[str, Party]
    is_settled: bool

    @property
    def token(self) -> str:
        """What tells this chat from others, in every export."""
        return self.header.id or name_key(self.header.name) or "chat"

    def question(self) -> Question | None:
        """Return what to ask of a chat of two in which nothing tells which is ego."""
        if self.kind or self.is_settled or not self.others:
            return None
        names = [party.name for party in self.others.values()]
        choices = [Choice(value=key, text=party.name) for key, party in self.others.items()]
        if len(choices) == 1:
            choices.append(Choice(value="somebody-else", text="somebody else"))
        text = f"Which of {' and '.join(names)} are you in this Telegram chat?"
        return Question(key=f"{WHO}{self.token}:{'|'.join(sorted(self.others))}", text=text, choices=tuple(choices))


_KINDS: Final = {
    "saved_messages": "a note to yourself",
    "bot_chat": "a chat with a bot",
    "public_supergroup": "in a public group, to nobody in particular",
    "private_channel": "in a channel, to nobody in particular",
    "public_channel": "in a channel, to nobody in particular",
    "verification_codes": "a code sent by a robot",
    "replies": "an answer collected from channels",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What one look through an export tells of the whole.

    Attributes:
        chats: Its chats, by number.
        messages: How many messages in all.
    """

    chats: Mapping[int, Chat]
    messages: int


def survey(item: Item) -> Survey:
    """Look through an export once; one that breaks off tells what it can."""
    talks: dict[int, Talk] = {}
    own = ""
    for part, header, told in _pieces(item):
        if part is Part.ME:
            own = user_of(told.get("user_id"))
        elif part in {Part.MESSAGE, Part.CHAT}:
            talk = talks.setdefault(header.number, Talk(header))
            talk.header = header
            if part is Part.MESSAGE:
                talk.take(told)
    chats = {number: _answered(_chat(talk, own), item.answers) for number, talk in talks.items()}
    return Survey(chats=chats, messages=sum(talk.messages for talk in talks.values()))


def _pieces(item: Item) -> Iterator[tuple[Part, Header, Mapping[str, Any]]]:
    try:
        yield from pieces(item)
    except SourceFormatError:  # told when it is read
        return


def _chat(talk: Talk, own: str) -> Chat:
    header = talk.header
    is_group = header.type in GROUPS or (not header.type and len(talk.writers) > 2)
    mine = _mine(talk, own, is_group=is_group)
    writers = {key: party_of(*writer) for key, writer in talk.writers.items()}
    others = {key: party for key, party in writers.items() if key != mine}
    if not is_group and (mine or own) and not others:  # only ego wrote
        user = user_of(header.id)
        others = {user or name_key(header.name): party_of(user, header.name)}
    known = mine or own
    return Chat(
        header=header,
        kind="in a group that you left" if header.has_left else _KINDS.get(header.type, ""),
        is_group=is_group,
        mine=known,
        me=writers.get(mine) or (Party(name="", identity=identity_of(own)) if own else None),
        others=others,
        is_settled=bool(known) or is_group,
    )


def _mine(talk: Talk, own: str, *, is_group: bool) -> str:
    """Return ego among those who wrote: by number; in a chat of two, whoever the chat is not called after."""
    if own or is_group:
        return own if own in talk.writers else ""
    called = {user_of(talk.header.id), name_key(talk.header.name)} - {""}
    other = [key for key, (user, name) in talk.writers.items() if called & {user, name_key(name)}]
    rest = [key for key in talk.writers if key not in other]
    return rest[0] if len(other) == 1 and len(rest) == 1 else ""


def _answered(chat: Chat, answers: Mapping[str, str]) -> Chat:
    question = chat.question()
    answer = answers.get(question.key) if question else None
    if answer is None:
        return chat
    others = {key: party for key, party in chat.others.items() if key != answer}
    return replace(chat, mine=answer, me=chat.others.get(answer), others=others, is_settled=True)
