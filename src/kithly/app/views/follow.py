"""What can be followed, and what is."""

from __future__ import annotations

from dataclasses import dataclass

from kithly.app.views.accounts import AccountView
from kithly.app.views.people import NamedView
from kithly.records import Because


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowableView:
    """A page or an account of somebody's that could be followed.

    Attributes:
        person: Whose.
        kind: ``feed``, ``mastodon``, ``bluesky`` or ``github``.
        address: As it is given to ``follow``.
        proof: ``one way`` where only a page of theirs names it, else ``said``: an address book, a mail, news or the
            user does.
        because: What names it, each with the record that does.
        asks: The host that is asked once it is followed, and at every sync.
    """

    person: NamedView
    kind: str
    address: str
    proof: str
    because: tuple[Because, ...]
    asks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowView:
    """What can be followed, and what is.

    Attributes:
        suggestions: What could be, those first who matter most.
        total: How many there are in all.
        following: What is, in the order it was added.
        hints: What to do next, a sentence each.
    """

    suggestions: tuple[FollowableView, ...]
    total: int
    following: tuple[AccountView, ...]
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedView:
    """A page or an account is followed.

    Attributes:
        change: The change to undo it by; None where it was followed already.
        text: What was done, in a sentence.
        person: Whose it is; None where it is an interest of the user's own.
        account: The account that reads it.
        words: What is there, a sentence each.
        proof: ``both ways`` where it and another followed page of theirs name each other, ``one way`` where only one
            names the other, ``said`` where it is the user's word.
        suggestions: What else it names as theirs.
    """

    change: str | None
    text: str
    person: NamedView | None
    account: AccountView
    words: tuple[str, ...]
    proof: str = "said"
    suggestions: tuple[FollowableView, ...] = ()
