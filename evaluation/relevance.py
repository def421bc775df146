"""Whether the right person is found for something new: measured on what people said in public.

    python evaluation/relevance.py LOGS [MAIL ...] [--fit]

LOGS is a folder of project logs as Debian lays them out (/usr/share/doc); each MAIL a folder of mail files. They are
read where they lie. `--fit` prints the weights for `kithly.reasons.relevance.closeness`, chosen on the settings that
are not held out. The protocol stands in docs/explanation/relevance.md.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kithly.app.loading import load_meaning
from kithly.people import PersonId
from kithly.reasons.relevance import Item, Meaning, Piece, PieceKind, Profile, Profiles, closeness, terms
from kithly.reasons.relevance.closeness import terms_of
from kithly.reasons.relevance.profile import MOST_LETTERS, MOST_PIECES
from kithly.records import Evidence
from public_talk import Said, mail, read_logs

Floats = NDArray[np.float64]

GAP = timedelta(days=30)  # between the last talk that is looked at and an item: no series of letters spans it
AFTER = timedelta(days=365)  # in which items are taken
RECENT = timedelta(days=3 * 365)  # whoever said enough within it is a candidate
ENOUGH = 6  # pieces of talk of a candidate
TELLING = 14  # different terms of an item, at least: a title alone is no article
EACH = 12  # items of one person at one cut, drawn
EACH_MAIL = 2  # earlier letters of a candidate on a list
RESAMPLED = 1_000
CUTS = tuple(datetime(year, 6, 1, tzinfo=UTC) for year in (2015, 2016, 2017, 2018))
LEAST = (0.1, 0.2, 0.3, 0.5, 0.7, 0.8)  # closeness from which an item would be suggested

ONE = ("dovecot-core", "libgnutls30", "node", "dpkg", "libgmp10", "wget")
OTHER = ("gnupg", "strace", "python", "libmpfr6", "libpixman-1-0", "binutils")
STRANGE = ("chromium", "valgrind", "libfontconfig1")  # projects of nobody in the first network
STRANGER = ("libharfbuzz0b", "linux-libc-dev")  # of nobody in the other


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Some people, and where what is new comes from.

    Attributes:
        name: Name in the table.
        projects: Logs whose people are together in it.
        each: People of one project at most, those who said most.
        held_out: True for what no number was chosen on.
        strange: Logs of other people: items that fit nobody.
    """

    name: str
    projects: tuple[str, ...]
    each: int
    held_out: bool
    strange: tuple[str, ...] = ()


SETTINGS = (
    Setting(name="six projects", projects=ONE, each=7, held_out=False, strange=STRANGE),
    Setting(name="GnuTLS alone", projects=("libgnutls30",), each=30, held_out=False),
    Setting(name="Dovecot alone", projects=("dovecot-core",), each=30, held_out=False),
    Setting(name="six other projects", projects=OTHER, each=7, held_out=True, strange=STRANGER),
    Setting(name="GnuPG alone", projects=("gnupg",), each=30, held_out=True),
    Setting(name="strace alone", projects=("strace",), each=30, held_out=True),
    Setting(name="all twelve", projects=(*ONE, *OTHER), each=20, held_out=True, strange=STRANGER),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One item and how it looks to everybody.

    Attributes:
        looks: (4, people) as `Profiles.looks` gives them.
        right: Places of the right people; empty where it fits nobody.
        often: (people,) how much each said before.
        seed: For the order that chance gives.
    """

    looks: Floats
    right: tuple[int, ...]
    often: Floats
    seed: int


def questions(setting: Setting, said: Mapping[str, Sequence[Said]], meaning: Meaning) -> Iterator[Question]:
    """Yield the items after every cut, with what was said before it."""
    for cut in CUTS:
        past: dict[str, list[Said]] = {}
        for project in setting.projects:
            by = _by_person(one for one in said[project] if cut - RECENT <= one.at < cut)
            active = sorted((who for who in by if len(by[who]) >= ENOUGH), key=lambda who: -len(by[who]))
            for who in active[: setting.each]:
                past.setdefault(who, []).extend(by[who])
        rng = np.random.default_rng(int(cut.timestamp()))
        later = _by_person(
            one for name in setting.projects for one in said[name] if _is_item(one, cut) and one.who in past
        )
        drawn = [ones[at] for _, ones in sorted(later.items()) for at in rng.permutation(len(ones))[:EACH].tolist()]
        strange = [one for name in setting.strange for one in said[name] if len(_told(one)) >= TELLING]
        drawn += [strange[at] for at in rng.permutation(len(strange))[: len(drawn)].tolist()]
        yield from _asked(past, [(one, frozenset({one.who})) for one in drawn], meaning)


def list_questions(said: Sequence[Said], meaning: Meaning) -> Iterator[Question]:
    """Yield the first letter of every thread of a list, asked on the day it came: who will take part in it?"""
    threads: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        threads[one.thread].append(one)
    for thread in threads.values():
        first, others = thread[0], frozenset(one.who for one in thread[1:]) - {thread[0].who}
        by = _by_person(one for one in said if one.at < first.at and one.who != first.who)
        past = {who: ones for who, ones in by.items() if len(ones) >= EACH_MAIL}
        if others & past.keys() and len(past) >= 5:
            yield from _asked(past, [(first, others)], meaning)


def _is_item(one: Said, cut: datetime) -> bool:
    return cut + GAP <= one.at < cut + GAP + AFTER and len(_told(one)) >= TELLING


def _told(one: Said) -> frozenset[str]:
    return frozenset(terms(f"{one.subject} {one.text}"))


def _by_person(said: Iterator[Said]) -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        found[one.who].append(one)
    return found


def _asked(
    past: Mapping[str, Sequence[Said]], asked: Sequence[tuple[Said, frozenset[str]]], meaning: Meaning
) -> Iterator[Question]:
    people = sorted(past)
    if not people or not asked:
        return
    items = [Item(key="", title=one.subject or one.text.split(". ")[0], text=one.text) for one, _ in asked]
    looks = Profiles([_profile(who, past[who]) for who in people], meaning).looks(items)
    often = np.array([len(past[who]) for who in people], float)
    for place, (_, right) in enumerate(asked):
        yield Question(
            looks=looks[:, place],
            right=tuple(at for at, who in enumerate(people) if who in right),
            often=often,
            seed=place,
        )


def _profile(who: str, said: Sequence[Said]) -> Profile:
    """Return the profile the product would make of what somebody said."""
    newest = sorted(said, key=lambda one: one.at, reverse=True)[:MOST_PIECES]
    pieces = tuple(
        Piece(
            kind=PieceKind.TALK,
            text=one.text[:MOST_LETTERS] or one.subject,
            subject=one.subject if one.text else "",
            at=one.at,
            evidence=Evidence(record=str(place), source="log"),
        )
        for place, one in enumerate(newest)
    )
    return Profile(person=PersonId(who), pieces=pieces, names=frozenset(terms(who)))


WAYS = ("meaning and words", "words alone", "meaning alone", "who said most", "chance")


def values(way: str, one: Question) -> Floats:
    """Return how one way ranks everybody; more is better."""
    match way:
        case "meaning and words":
            return closeness(one.looks[:, None])[0]
        case "words alone":
            return closeness(one.looks[:2, None])[0]
        case "meaning alone":
            return one.looks[2] + one.looks[3]
        case "who said most":
            return one.often
        case _:
            return np.random.default_rng(one.seed).random(len(one.often))


def rank(values: Floats, right: Sequence[int]) -> float:
    """Return the place of the best of the right people; equals share theirs."""
    best = max(values[list(right)])
    equal = int((values == best).sum())
    return 1 + float((values > best).sum()) + (equal - 1) / 2


def row(name: str, asked: Sequence[Question], *, held_out: bool) -> None:
    """Print the rows of one setting."""
    own = [one for one in asked if one.right]
    people = np.mean([len(one.often) for one in own])
    for way in WAYS:
        ranks = np.array([rank(values(way, one), one.right) for one in own])
        drawn = np.random.default_rng(1).integers(0, len(ranks), (RESAMPLED, len(ranks)))
        low, high = np.quantile((ranks[drawn] <= 3).mean(axis=1), (0.025, 0.975))
        told = (
            f"{(ranks <= 1).mean():.2f} | {(ranks <= 3).mean():.2f} ({low:.2f}-{high:.2f}) | {(1 / ranks).mean():.2f}"
        )
        print(f"| {name}{' (held out)' if held_out else ''} | {len(own)} | {people:.0f} | {way} | {told} |")


def sure(name: str, asked: Sequence[Question]) -> None:
    """Print how often the best person is right from which closeness on, half of the items being strange to all."""
    for way in WAYS[:2]:
        best = [values(way, one) for one in asked]
        top = np.array([one.max() for one in best])
        right = np.array([int(one.argmax()) in two.right for one, two in zip(best, asked, strict=True)])
        strange = np.array([not one.right for one in asked])
        for least in LEAST:
            said = top >= least
            if said.any():
                told = f"{said.sum()} | {right[said].mean():.2f} | {strange[said].mean():.2f}"
                print(f"| {name} | {way} | {least} | {told} |")


def fit(asked: Sequence[Question], looks: int) -> Floats:
    """Return the weights that tell the right person best: a logistic regression, none of them below zero."""
    told = [terms_of(one.looks[:looks, None])[:, 0].T for one in asked]
    x = np.concatenate(told)
    y = np.concatenate([np.isin(np.arange(len(one)), two.right) for one, two in zip(told, asked, strict=True)])
    kept = list(range(x.shape[1]))
    while True:
        weights = _logistic(x[:, kept], y.astype(float))
        if (weights[:-1] >= 0).all():
            found = np.zeros(x.shape[1] + 1)
            found[[*kept, -1]] = weights
            return found
        kept.pop(int(np.argmin(weights[:-1] * x[:, kept].std(axis=0))))


def _logistic(x: Floats, y: Floats) -> Floats:
    spread = x.std(axis=0)
    a = np.c_[x / spread, np.ones(len(x))]
    weights = np.zeros(a.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-a @ weights))
        bend = (a * (chance * (1 - chance))[:, None]).T @ a + 1e-2 * np.eye(len(weights))
        weights -= np.linalg.solve(bend, a.T @ (chance - y) + 1e-2 * weights)
    found: Floats = np.append(weights[:-1] / spread, weights[-1])
    return found


def main() -> None:
    """Measure, and print two tables."""
    folders = [Path(one) for one in sys.argv[1:] if one != "--fit"]
    meaning = load_meaning()
    if meaning is None:
        sys.exit("Without a meaning there is nothing to compare: pip install 'kithly[meaning]'")
    names = {name for one in SETTINGS for name in (*one.projects, *one.strange)}
    said = read_logs(folders[0], names)
    asked = {one: list(questions(one, said, meaning)) for one in SETTINGS}
    if "--fit" in sys.argv:
        chosen = [one for setting, ones in asked.items() if not setting.held_out for one in ones]
        for looks in (4, 2):
            print([round(float(one), 2) for one in fit(chosen, looks)])
        return
    print("| people of | items | people | ranked by | first | in the first three (95 %) | mean reciprocal rank |")
    print("|---|---|---|---|---|---|---|")
    for setting, ones in asked.items():
        row(setting.name, ones, held_out=setting.held_out)
    for folder in folders[1:]:
        row(f"the list in {folder.name}", list(list_questions(mail(folder, folder.name), meaning)), held_out=True)
    print("\n| people of | ranked by | closeness from | items | the best person is right | items strange to all |")
    print("|---|---|---|---|---|---|")
    for setting, ones in asked.items():
        if setting.strange:
            sure(setting.name, ones)


if __name__ == "__main__":
    main()
