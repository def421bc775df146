"""What the user typed of an account; and what was found of it, in words."""

from __future__ import annotations

from collections.abc import Sequence

import click

from kithly.app.accounts.asked import asked_account
from kithly.errors import SettingsError
from kithly.interfaces.cli.text import say
from kithly.sources import Account, Found


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
