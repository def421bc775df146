"""Lines of strangers that make no debt: what sells or recruits, and mail bought through LinkedIn."""

from __future__ import annotations

import re

from kithly.history import Exchange
from kithly.history.lexicon import folded, holds
from kithly.reasons.facts import Facts
from kithly.records import Channel

_LINK = re.compile(r"https?://|\bwww\.", re.IGNORECASE)


def is_known(facts: Facts) -> bool:
    """Say whether ego ever wrote to them, is connected with them, or keeps them in an address book."""
    return facts.wrote_last is not None or bool(facts.sightings) or facts.person.connected_on is not None


def claims_nothing(asked: Exchange, facts: Facts) -> bool:
    """Say whether a stranger's question is no debt.

    On LinkedIn only bought messages reach people who are neither connected nor ever wrote; by mail a stranger's
    question counts unless it sells.

    Args:
        asked: Their message.
        facts: What is known of them.
    """
    if is_known(facts) or asked.answers:  # whoever answers ego on a list came by what ego wrote
        return False
    return asked.channel is Channel.LINKEDIN or sells(f"{asked.subject}\n{asked.own}")


def sells(text: str) -> bool:
    """Say whether a stranger's words hold a link, or sell or recruit.

    Example:
        >>> sells("Hi, are you open to new opportunities?")
        True
        >>> sells("Nice talk in Oslo")
        False
    """
    return bool(_LINK.search(text)) or holds(folded(text), "selling")
