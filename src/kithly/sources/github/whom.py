"""An account: whose it is, and what it says of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from kithly.records import Identity, IdentityKind, Party
from kithly.sources._formats.networks import COMPANY, PLACE, Api, Refused, Reply, line, name, tidy, website

SHOWN_FIELD = 1_500  # characters of one field of a profile that are remembered
PEOPLE = "User"  # type of an account that a person has; others are ``Organization`` and ``Bot``

_HANDLE = re.compile(r"@([A-Za-z0-9][A-Za-z0-9\-]{0,38})")

Json = Mapping[str, Any]


def account_reply(api: Api, login: str, own_id: str, *, always: bool) -> Reply | None:
    """Return what GitHub tells of an account, or None if that has not changed since it was asked last.

    Args:
        api: Whom to ask.
        login: Its name.
        own_id: Its number, if that is known; another one is somebody else's account.
        always: Ask for it whether it has changed or not.

    Raises:
        SourceFormatError: There is none, or it is no person's, or no longer this one's.
    """
    if always:
        api.forget("account")
    try:
        reply = api.ask("account", f"/users/{login}")
    except Refused as refused:
        if refused.status == 404:
            raise api.broken(_gone(api, login, own_id)) from None
        raise
    if reply is not None:
        _check(api, reply.told, login, own_id)
    return reply


def party_of(told: Json, login: str) -> Party:
    """Return whose an account is."""
    return Party(name=name(told.get("name")) or login, identity=Identity(IdentityKind.GITHUB, login))


def profile_of(told: Json) -> dict[str, str]:
    """Return what an account says of itself, by the fields that are compared; none of them is missing."""
    return {
        "name": name(told.get("name")),  # not compared; an answer that says nothing has changed does not tell it
        COMPANY: company_of(told.get("company")),
        PLACE: line(told.get("location")),
        "bio": tidy(told.get("bio"))[:SHOWN_FIELD],
        "website": website(told.get("blog")),
    }


def company_of(text: object) -> str:
    """Return the employer an account names; ``@`` before the handle of an organisation is none of its name.

    Example:
        >>> company_of("@blue-ferries")
        'blue-ferries'
    """
    return _HANDLE.sub(r"\1", line(text))


def _gone(api: Api, login: str, own_id: str) -> str:
    """Say what became of an account that its name does not lead to any more, as far as its number tells."""
    try:
        told = api.get("number", f"/user/{own_id}").told if own_id.isdecimal() else None
    except Refused:
        told = None
    called = line(told.get("login"), 100) if isinstance(told, Mapping) else ""
    if not called:
        return f"GitHub knows no {login}"
    return f"{login} is called {called} at GitHub now; follow that name instead"


def _check(api: Api, told: object, login: str, own_id: str) -> None:
    if not isinstance(told, Mapping) or type(told.get("id")) is not int:
        raise api.broken("its answer has another shape")
    if own_id and str(told["id"]) != own_id:
        raise api.broken(f"{login} is somebody else's account now: the one that was followed is called otherwise")
    kind = told.get("type")
    if kind == "Organization":
        raise api.broken(f"{login} is an organisation, not a person; follow the releases of its repositories as feeds")
    if kind != PEOPLE:
        raise api.broken(f"{login} is a program, not a person")
