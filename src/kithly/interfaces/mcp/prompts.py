"""Prompts for the common asks: what the user would otherwise type again and again."""

from __future__ import annotations

from typing import Final

END = "Name the records your statements rest on. Propose nothing I did not ask for, and send nothing: I do that myself."


def who_today() -> str:
    """Who should I write to today?"""
    return (
        "Read today's hellos. For each tell me in one line who it is, why now, and how long it was quiet. Then draft "
        f"the first one, check it for good manners, and show me the words. {END}"
    )


def prepare_talk(who: str) -> str:
    """Prepare my talk with somebody."""
    return (
        f"Prepare my talk with {who}: read the page before a talk and the person. Tell me in ten lines what we last "
        f"talked of, what each of us promised, what they look for, and what I could offer. {END}"
    )


def my_voice(who: str) -> str:
    """Rewrite a draft in my voice."""
    return (
        f"Draft a message to {who}. Read a few of my own messages to them by their record ids, and rewrite the draft "
        f"so that it sounds like me. Keep every statement a record holds, add none, check it, and show me both. {END}"
    )


def way_into(place: str) -> str:
    """Who leads into a company or place?"""
    return (
        f"Who of my people leads into {place}? Tell me who is there and would answer, who knows somebody there, and "
        f"what would be a reason to write that gives something. No favour is asked in a first message. {END}"
    )


PROMPTS: Final = (who_today, prepare_talk, my_voice, way_into)
