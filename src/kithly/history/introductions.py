"""Who put whom in contact: which messages may be introductions, told from columns, and whether their words say so."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable
from functools import cache
from importlib.resources import files

import numpy as np

from kithly.history.interactions import EGO, NOBODY, Ints, RecordColumns
from kithly.history.lasts import Lasts
from kithly.history.time_words import tokens
from kithly.history.topic import bare_subject, sentences
from kithly.records import Flag

DAY = 86_400
MOST_ADDRESSED = 4  # an introduction is for few
MOST_TEXT = 3_000  # letters in which the words are looked for
LONGEST = 200  # letters of a sentence that is quoted
NEAR = 3  # words within which the name follows
_NO_TALK = int(Flag.BULK | Flag.AUTOMATIC | Flag.LIST | Flag.LIGHT | Flag.MUTUAL | Flag.SENT)


def third_hands(columns: RecordColumns, node: Ints, lasts: Lasts, *, since: int, until: int) -> tuple[Ints, Ints, Ints]:
    """Return messages by which somebody may have put ego in contact with somebody else, and something came of it.

    They went to ego and another alter whom ego had nothing to do with before, and with whom words went both ways since.

    Args:
        columns: Messages by identity number.
        node: What each identity number is: an alter, `EGO` or `NOBODY`.
        lasts: First and last contact with each alter.
        since: Seconds since 1970, UTC, of the oldest that counts.
        until: And of the newest.

    Returns:
        Record, alter who wrote, and the other alter, of each. Shape: (k,).
    """
    sender = np.where(columns.sender >= 0, node[np.maximum(columns.sender, 0)], NOBODY)
    fits = (sender >= 0) & ((columns.flags & _NO_TALK) == 0) & (columns.recipients >= 2)
    fits &= (columns.recipients <= MOST_ADDRESSED) & (columns.at >= since) & (columns.at <= until)
    places = np.flatnonzero(fits[columns.to_row])
    row, target = columns.to_row[places], node[columns.to_identity[places]]
    to_ego = np.zeros(len(fits), bool)
    to_ego[row[target == EGO]] = True
    chosen = to_ego[row] & (target >= 0) & (target != sender[row])
    row, target = row[chosen], target[chosen]
    at = columns.at[row]
    new = (lasts.first[target] >= at - DAY) & (lasts.last_in[target] > at) & (lasts.wrote_out[target] > at)
    return columns.record[row[new]], sender[row[new]], target[new]


def introduction_in(subject: str, own: str, names: Iterable[str]) -> str:
    """Return the exact sentence that puts two people in contact; empty if none does.

    Args:
        subject: Of the message; one that says "Intro" lets the first sentence with a name of the two stand for it.
        own: Its author's own words.
        names: Names of both; any part of three letters counts.

    Example:
        >>> introduction_in("Ovens", "Hi both, meet Ana, who builds kilns. Best, Cy", ["Ana Example", "Ben"])
        'meet Ana, who builds kilns.'
    """
    parts = {part for name in names for part in tokens(name).split() if len(part) >= NEAR}
    said = [one for one in sentences(own[:MOST_TEXT]) if len(one) <= LONGEST]
    for sentence in said:
        if _introduces(tokens(sentence), parts):
            return sentence
    if _patterns()[2].match(f" {tokens(bare_subject(subject))} "):
        return next((one for one in said if not parts.isdisjoint(tokens(one).split())), "")
    return ""


def _introduces(words: str, names: Collection[str]) -> bool:
    plain, named, _ = _patterns()
    text = f" {words} "
    if plain.search(text):
        return True
    ends = (match.end(1) for match in named.finditer(text))
    return any(not set(text[end:].split()[:NEAR]).isdisjoint(names) for end in ends)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    table = tomllib.loads(files("kithly.history").joinpath("lexicons", "introductions.toml").read_text("utf-8"))

    def any_of(name: str) -> str:
        return "|".join(re.escape(tokens(one)) for one in sorted(table[name], key=len, reverse=True))

    return (
        re.compile(f" (?:{any_of('plain')}) "),
        re.compile(f"(?= ({any_of('named')}) )"),
        re.compile(f" (?:{any_of('subjects')}) "),
    )
