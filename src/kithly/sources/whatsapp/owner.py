"""Whose export it is: no file says so, but its name names the other, and notices tell the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from kithly.records import Choice, Identity, IdentityKind, Party, Question, clean_name, name_key
from kithly.sources.base import Item
from kithly.sources.whatsapp.authors import FAMILY, Names, identity_of, is_stranger, longest_inside, party_of
from kithly.sources.whatsapp.words import table, title_in

PAIR: Final = 2  # people in a chat of two
READER: Final = Identity(IdentityKind.NAME, f"{FAMILY}:(reader)")  # ego as whoever exported a chat; no name is so
WHATSAPP: Final = "whatsapp"
WHO: Final = "who:"  # begins the key of the question which of two is ego
NOT_ME: Final = "somebody-else"
_COPY = re.compile(r"(?<!\s)\s*\(\d+\)$")  # what a browser adds to the name of a second copy


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """Who takes part in a chat.

    Attributes:
        title: What it is called; empty if nothing tells.
        is_group: More than two take part.
        ego: Ego's name in it; None if nothing tells or ego never wrote.
        is_settled: Whether it is told which name is ego's, or that none is.
        others: Names of everybody else.
        token: What tells this chat from others, the same in every export of it.
        known: Ego's name as the export alone tells it: an answer of the user's changes no key.
    """

    title: str
    is_group: bool
    ego: str | None
    is_settled: bool
    others: tuple[str, ...]
    token: str = ""
    known: str | None = None

    def people(self) -> tuple[Party, ...]:
        """Return everybody but ego, each once: the same name in two writings is one person."""
        return tuple({one.identity: one for one in map(party_of, self.others)}.values())

    def me(self) -> Party:
        """Return ego as this chat names them."""
        return party_of(self.ego) if self.ego else Party(name="", identity=READER)


def chat_of(item: Item, names: Names) -> Chat:
    """Return who takes part in a chat, as far as the export tells."""
    chat = _chat_of(item, names)
    return replace(chat, token=_token(chat), known=chat.ego)


def question_of(chat: Chat) -> Question | None:
    """Return what to ask about a chat of two of whom nothing tells which is ego; None if it is told."""
    if chat.is_settled or not chat.others:
        return None
    shown = [clean_name(name) for name in chat.others]
    choices = [Choice(value=name, text=text) for name, text in zip(chat.others, shown, strict=True)]
    text = f"Which of {' and '.join(shown)} are you in this WhatsApp chat?"
    if len(shown) == 1:
        text = f"Are you {shown[0]}, who wrote all of this WhatsApp chat?"
        choices = [Choice(value=chat.others[0], text="yes"), Choice(value=NOT_ME, text="no")]
    return Question(key=f"{WHO}{chat.token}", text=text, choices=tuple(choices))


def answered(chat: Chat, answers: Mapping[str, str]) -> Chat:
    """Return a chat with what the user said of it, or of other chats with the same name in them."""
    if chat.is_settled or not chat.others:
        return chat
    if answers.get(f"{WHO}{chat.token}") == NOT_ME:
        return replace(chat, is_settled=True)
    said = {answers[key] for key in [f"{WHO}{chat.token}", *answers] if key.startswith(WHO) and key in answers}
    mine = [name for name in chat.others if name in said]
    if len(mine) != 1:
        return chat
    return replace(chat, ego=mine[0], is_settled=True, others=_without(chat.others, mine[0]))


def _token(chat: Chat) -> str:
    if chat.is_group:
        return f"group {name_key(chat.title) or chat.title}"
    return "with " + " and ".join(sorted(identity_of(name).value for name in chat.others))


def _chat_of(item: Item, names: Names) -> Chat:
    called = _called(item)
    titles = [*filter(None, map(title_in, called)), *names.titles]
    authors = tuple(names.authors)
    is_group = names.is_group or len(authors) > PAIR
    if is_group:
        ego = _ego_by_notice(names)
        title = next(iter(titles), "")
        return Chat(title=title, is_group=True, ego=ego, is_settled=True, others=_without(authors, ego))
    other = _other(authors, called, titles, names)
    if other is not None:
        ego = next(iter(_without(authors, other)), None)
        return Chat(title="", is_group=False, ego=ego, is_settled=True, others=(other,))
    return Chat(title="", is_group=False, ego=None, is_settled=False, others=authors)


def _without(authors: Sequence[str], one: str | None) -> tuple[str, ...]:
    return tuple(name for name in authors if name != one)


def _called(item: Item) -> tuple[str, ...]:
    """Return the names that may name the chat: of the file, of a folder of WhatsApp's, of the zip."""
    path = PurePosixPath(item.path)
    stems = [_stem(path.name)]
    if WHATSAPP in path.parent.name.casefold():
        stems.append(_stem(path.parent.name))
    if item.container:
        stems.append(_stem(item.container))
    return tuple(dict.fromkeys(stems))


def _stem(name: str) -> str:
    for ending in (".txt", ".zip"):
        name = name[: -len(ending)] if name.casefold().endswith(ending) else name
    return _COPY.sub("", name)


def _other(authors: Sequence[str], called: Sequence[str], titles: Sequence[str], names: Names) -> str | None:
    """Return the other of two: as the file is called, as the phone calls the chat, or because one is surely ego."""
    ego = _ego_by_notice(names)
    if ego is not None:
        return next(iter(_without(authors, ego)), None) or next(iter(titles), None)
    named = _named_in(authors, called)
    if len(named) == 1:
        return named[0]
    opened = [name for name in authors if names.heard[name].opened]
    if len(opened) == 1:
        return opened[0]
    maybe = [name for name in authors if name.casefold() in table().maybe_you]
    if len(maybe) == 1 and len(authors) == PAIR:
        return next(iter(_without(authors, maybe[0])))
    strangers = [name for name in authors if is_stranger(name)]
    if len(strangers) == 1 and len(authors) == PAIR:
        return strangers[0]
    return next(iter(titles), None) if len(authors) < PAIR else None


def _ego_by_notice(names: Names) -> str | None:
    """Return whose words "you" took back, or who is called "you"; None if nothing tells it."""
    words = table().you
    found = [name for name, heard in names.heard.items() if name in names.authors and heard.took_back]
    found = found or [name for name in names.authors if name.casefold() in words]
    return max(found, key=lambda name: names.heard[name].took_back) if found else None


def _named_in(authors: Iterable[str], called: Sequence[str]) -> list[str]:
    """Return the authors whose names stand in the name of the file; of several, the longest."""
    for name in called:
        keys = {f" {name_key(author)} ": author for author in authors if name_key(author)}
        found = [keys[key] for key in longest_inside(keys, f" {name_key(name)} ")]
        found = found or longest_inside((author for author in authors if not name_key(author)), name)
        if found:
            return found
    return []
