"""What the user typed of an account; what was found of it, and how many were read, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import click

from kithly.app.accounts.asked import asked_account
from kithly.app.accounts.followed import FOLLOWED
from kithly.app.views import AccountsView, AccountView, Outcome, SyncedView
from kithly.errors import SettingsError
from kithly.interfaces.cli.text import clean, plural, say, table
from kithly.sources import Account, Found

LISTED = 12  # followed accounts that are listed unasked


def asked(address: str, *, settings: Sequence[str], **given: str) -> Account:
    """Return what the user asked for; what no port can be is wrong usage."""
    try:
        return asked_account(address, settings=pairs(settings), **given)
    except SettingsError as error:
        raise click.BadParameter(str(error)) from None


def pairs(texts: Sequence[str]) -> dict[str, str]:
    """Return settings by name, of texts such as ``years=10``."""
    return dict(_pair(one) for one in texts)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise click.BadParameter(f"{text!r} is not NAME=VALUE.")
    return name.strip(), value.strip()


def tell_found(found: Found) -> None:
    """Say what was found, and where the secret is made."""
    for sentence in found.words:
        say(sentence)
    if found.page:
        say(f"This needs an {found.asks}." if found.asks[:1] in "aeio" else f"This needs a {found.asks}.")
        for step in found.steps:
            say(f"- {step}", indent=2, hang=2)
        say(f"The page: {found.page}", indent=2)


def accounts_text(view: AccountsView, *, kind: str) -> None:
    """List accounts: the user's own one by one, the followed ones too while they are few, or asked for."""
    if not view.accounts:
        said = f"There is no account of the kind {kind}." if kind else "There is no account yet."
        say(f"{said} Add your mail: kithly account add you@example.org")
        return
    followed = [one for one in view.accounts if one.kind in FOLLOWED]
    own = [one for one in view.accounts if one.kind not in FOLLOWED]
    table(_row(one) for one in own)
    if kind or len(followed) <= LISTED:
        table(_followed_row(one) for one in followed)
        return
    for each, number in Counter(one.kind for one in followed).items():
        say(f"{number} followed, read as {each}: kithly account list --kind {each}")


def _row(view: AccountView) -> tuple[str, ...]:
    return view.id, clean(view.address), view.title, clean(view.server or ", ".join(view.parts))


def _followed_row(view: AccountView) -> tuple[str, ...]:
    return view.id, clean(view.address), view.kind, view.person.name if view.person else "an interest of yours"


def followed_text(views: Sequence[SyncedView]) -> str:
    """Return what became of everything that is followed, in a sentence; what failed is told one by one besides."""
    new = sum(one.totals.new + one.totals.merged > 0 for one in views)
    failed = sum(one.outcome is not Outcome.DONE for one in views)
    rested = sum(not one.asked for one in views)
    parts = [
        f"{new} had something new" if new else "",
        f"{failed} could not be read" if failed else "",
        f"{rested} {'was' if rested == 1 else 'were'} asked not long ago" if rested else "",
    ]
    told = [part for part in parts if part]
    left = len(views) - new - failed - rested
    told += [f"{left} had nothing new"] if left else []
    return f"Of {plural(len(views), 'followed page')}, {', '.join(told)}."
