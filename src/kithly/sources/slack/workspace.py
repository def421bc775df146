"""A workspace as its export lists it: who is in it, which talks there are, and which of them is ego."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import PurePosixPath
from typing import Any, Final

from kithly.errors import SourceFormatError
from kithly.records import (
    Contact,
    Identity,
    IdentityKind,
    Party,
    Profile,
    Question,
    clean_name,
    email_identity,
    name_key,
    phone_identity,
)
from kithly.sources._formats.decode import clean_text, decode_head
from kithly.sources.base import Item

FAMILY: Final = "slack"
WHO: Final = "who:"
SLACKBOT: Final = "USLACKBOT"
LARGEST: Final = 64 << 20  # bytes of a list; 100,000 members take about so much
PAIRS: Final = 2  # talks of two from which ego can be told


class Place(Enum):
    """What kind of talk a folder holds."""

    CHANNEL = "channel"
    GROUP = "group"  # a direct message between several
    PAIR = "pair"  # a direct message


_LISTS: Final = {
    "channels.json": Place.CHANNEL,
    "groups.json": Place.CHANNEL,
    "mpims.json": Place.GROUP,
    "dms.json": Place.PAIR,
}
LISTS: Final = frozenset(("users.json", "org_users.json", *_LISTS))


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody of a workspace.

    Attributes:
        id: Slack's own id.
        name: Clean name.
        title: What they do, by their own word.
        email: Their address, where whoever exported may see it.
        phone: Their number.
        is_bot: No human.
        team: The workspace they belong to.
    """

    id: str
    name: str
    title: str = ""
    email: Identity | None = None
    phone: Identity | None = None
    is_bot: bool = False
    team: str = ""

    @property
    def identity(self) -> Identity:
        """What names them best: an address, which they have elsewhere too, else Slack's id."""
        return self.email or Identity(IdentityKind.SLACK, self.id)

    def party(self) -> Party:
        """Return them as somebody who takes part."""
        return Party(name=self.name, identity=self.identity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """One talk.

    Attributes:
        id: Slack's own id; the folder's name where no list has it.
        name: What it is called.
        place: What kind it is.
        members: Who takes part, as far as is listed.
    """

    id: str
    name: str
    place: Place
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """A workspace.

    Attributes:
        users: Its people, by id.
        talks: Its talks, by the name of their folder.
        ego: Ego's id; empty if nothing tells.
    """

    users: Mapping[str, User]
    talks: Mapping[str, Talk]
    ego: str = field(default="")

    def user(self, id_: str, beside: object = None) -> User:
        """Return somebody: as listed, else as a message has them beside it, as those of other companies."""
        return self.users.get(id_) or user_of({"id": id_, "profile": beside if isinstance(beside, dict) else {}})

    def talk(self, item: Item) -> Talk:
        """Return the talk that a file of a day belongs to."""
        folder = PurePosixPath(item.name).parent.name or PurePosixPath(item.path).parent.name
        known = self.talks.get(folder)
        if known is not None:
            return known
        place = Place.GROUP if folder.startswith("mpdm-") else Place.CHANNEL
        is_pair = len(folder) > 8 and folder.startswith("D") and folder.isalnum() and folder.isupper()
        return Talk(id=folder, name=folder, place=Place.PAIR if is_pair else place)

    def partners(self) -> tuple[str, ...]:
        """Return whom ego has direct talks with; of whom everybody has, if ego is not known."""
        talks = (talk for talk in self.talks.values() if talk.place is not Place.CHANNEL)
        found = (one for talk in talks if not self.ego or self.ego in talk.members for one in talk.members)
        return tuple(one for one in dict.fromkeys(found) if one not in {self.ego, SLACKBOT})

    def profile(self) -> Profile | None:
        """Return ego as the workspace knows them."""
        if not self.ego:
            return None
        me = self.user(self.ego)
        identities = tuple(one for one in (Identity(IdentityKind.SLACK, me.id), me.email, me.phone) if one)
        return Profile(key=f"me|{me.id}", name="", headline=me.title, identities=identities)

    def question(self) -> Question | None:
        """Return what to ask where nothing tells who ego is."""
        if self.ego or not self.users:
            return None
        text = "Who are you in this Slack workspace: your name or mail address there?"
        return Question(key=_key(self.users), text=text, example="you@company.example")


def contact_of(user: User) -> Contact:
    """Return somebody ego has direct talks with, as the workspace lists them."""
    identities = tuple(one for one in (Identity(IdentityKind.SLACK, user.id), user.email, user.phone) if one)
    return Contact(key=f"user|{user.id}", name=user.name, title=user.title, identities=identities)


def workspace_of(item: Item) -> Workspace:
    """Return the workspace an item belongs to, found out once for all its files."""
    root = _root(item)
    users, talks = item.siblings.once(("slack", root), lambda: _listed(item, root))
    said = item.answers.get(_key(users), "").strip()
    ego = item.siblings.once(("slack ego", root, said), lambda: _answered(users, said) or _in_all(talks.values()))
    return Workspace(users=users, talks=talks, ego=ego)


def _key(users: Mapping[str, User]) -> str:
    """Return the key of the question who ego is: one for each workspace."""
    return WHO + next((user.team for user in users.values() if user.team), "")


def _root(item: Item) -> PurePosixPath:
    folder = PurePosixPath(item.name).parent
    return folder if PurePosixPath(item.name).name in LISTS else folder.parent


def _listed(item: Item, root: PurePosixPath) -> tuple[dict[str, User], dict[str, Talk]]:
    users: dict[str, User] = {}
    talks: dict[str, Talk] = {}
    for name in LISTS:
        one = item.siblings.get(str(root / name))
        for told in rows_in(one) if one else ():
            if name in _LISTS:
                _take_talk(told, _LISTS[name], talks)
            else:
                user = user_of(told)
                users[user.id] = user
    return users, talks


def _take_talk(told: Mapping[str, Any], place: Place, talks: dict[str, Talk]) -> None:
    id_, name = str(told.get("id") or ""), str(told.get("name") or "")
    members = told.get("members")
    talk = Talk(
        id=id_ or name,
        name=clean_name(clean_text(name)),
        place=place,
        members=tuple(one for one in members if isinstance(one, str)) if isinstance(members, list) else (),
    )
    talks.update({folder: talk for folder in (id_, name) if folder})


def rows_in(item: Item) -> Iterator[Mapping[str, Any]]:
    """Yield the rows of a list; of a damaged one none: that is told when it is read."""
    try:
        with item.opener() as stream:
            told = json.loads(decode_head(stream.read(LARGEST)))
    except (ValueError, RecursionError, OSError, SourceFormatError):
        return
    yield from (row for row in told if isinstance(row, dict)) if isinstance(told, list) else ()


def user_of(told: Mapping[str, Any]) -> User:
    """Return somebody as a list or a message has them."""
    profile = told.get("profile")
    profile = profile if isinstance(profile, dict) else {}
    names = (profile.get("real_name"), told.get("real_name"), profile.get("display_name"), told.get("name"))
    named = (*names, profile.get("name"), profile.get("first_name"))
    return User(
        id=str(told.get("id") or ""),
        name=next((clean_name(clean_text(name)) for name in named if isinstance(name, str) and name.strip()), ""),
        title=clean_name(clean_text(str(profile.get("title") or ""))),
        email=email_identity(str(profile.get("email") or "")),
        phone=phone_identity(str(profile.get("phone") or "")),
        is_bot=bool(told.get("is_bot")) or told.get("id") == SLACKBOT,
        team=str(told.get("team_id") or ""),
    )


def _answered(users: Mapping[str, User], said: str) -> str:
    """Return whom the user said they are: by id, address or name."""
    if not said:
        return ""
    address, key = email_identity(said), name_key(said)
    found = [
        user.id
        for user in users.values()
        if user.id == said or (address and user.email == address) or (key and name_key(user.name) == key)
    ]
    return found[0] if len(found) == 1 else ""


def _in_all(talks: Iterable[Talk]) -> str:
    """Return who takes part in every talk of two, if there are several: they are those of whoever exported."""
    pairs = {talk.id: set(talk.members) for talk in talks if talk.place is Place.PAIR and len(talk.members) == PAIRS}
    often = Counter(member for members in pairs.values() for member in members)
    whole = [member for member, count in often.items() if count == len(pairs)]
    return whole[0] if len(pairs) >= PAIRS and len(whole) == 1 else ""
