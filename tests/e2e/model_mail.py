"""A network for the model writer: a few people of one topic each, and what a well-behaved model says of one."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.e2e.conftest import NOW, Kithly
from tests.e2e.letters import ME

YEARS = timedelta(days=365 * 6)
GOOD = (
    "I was going through old mail and came across our exchange “{topic}”. "
    "It made me wonder how you are these days. "
    "If you feel like a call some day, I'd be glad to hear your news. No rush."
)
_DATA = re.compile(r"^(DATA-[0-9a-f]{16})\n(.*?)\n\1$", re.DOTALL | re.MULTILINE)


def letter(number: int, sender: str, to: str, subject: str, days: int, text: str) -> str:
    """Return one mail of an mbox."""
    at = NOW - YEARS + timedelta(days=days)
    lines = [
        f"From {sender} {at:%a %b %d %H:%M:%S %Y}",
        f"From: {sender.split('@', maxsplit=1)[0].title()} Quarren <{sender}>",
        f"To: {to.split('@', maxsplit=1)[0].title()} Quarren <{to}>",
        f"Date: {at:%a, %d %b %Y %H:%M:%S} +0000",
        f"Message-ID: <{number}.{sender}>",
        f"Subject: {subject}",
        "Content-Type: text/plain; charset=utf-8",
        *(["X-Gmail-Labels: Sent"] if sender == ME else []),
        "",
        text,
        "",
        "",
    ]
    return "\n".join(lines)


ENGLISH = ("Here are the plans, as we said. They are fine now.", "Thank you, these are very good plans indeed.")


def bring(kithly: Kithly, path: Path, topics: Mapping[str, str], said: tuple[str, str] = ENGLISH) -> None:
    """Import an exchange of two letters with each of some people, by the topic it was about."""
    text = ""
    for number, (name, topic) in enumerate(topics.items()):
        address = f"{name}@mail-{name}.example"
        text += letter(number, address, ME, topic, 0, said[0])
        text += letter(number, ME, address, f"Re: {topic}", 2, said[1])
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    kithly.ok("me", "--set", "name=Robin Sandwell", "--set", f"address={ME}", "--set", "now=mend boats in Hull")
    kithly.ok("import", path)


def data_of(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fenced data of a request."""
    found = _DATA.search(asked["messages"][1]["content"])
    assert found, asked
    told: dict[str, Any] = json.loads(found[2])
    return told


def words_of(asked: Mapping[str, Any]) -> list[str]:
    """Return the words of all facts of a request."""
    return [str(one["words"]) for one in data_of(asked)["facts"] if "words" in one]


def good_answer(asked: Mapping[str, Any]) -> str:
    """Return what a model writes that keeps to the facts."""
    return GOOD.format(topic=words_of(asked)[0])
