"""Whether the line that is said to be the topic of a talk names it: judged by hand on public threads.

    python evaluation/topics.py FOLDER ...

Each FOLDER holds the mail of one list and is read where it lies. The judgements (`topic_sets/judged.tsv`) hold no
word: which thread, which message, where the line begins, and whether it names what the thread is about. Subjects are
hidden from Kithly; whoever judged saw them. A line that nobody judged is counted apart.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from collections import Counter, defaultdict
from datetime import timedelta
from pathlib import Path

from kithly.history import Exchange, topic
from kithly.records import Channel
from public_talk import Said, mail

JUDGED = Path(__file__).parent / "topic_sets" / "judged.tsv"
NEWEST = 5  # messages of a thread that are looked at

Line = tuple[str, int]  # a message, and where the line begins in its own words


def mark(text: str) -> str:
    """Return by what a message or thread is known, without telling a word of it."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def message_mark(one: Said) -> str:
    """Return by what a message is known."""
    return mark(f"{one.who} {one.at.isoformat()}")


def judgements() -> dict[str, dict[Line, bool]]:
    """Return what was judged, by thread."""
    found: dict[str, dict[Line, bool]] = defaultdict(dict)
    with JUDGED.open(encoding="utf-8") as file:
        for thread, message, place, names_it in csv.reader(file, delimiter="\t"):
            found[thread][message, int(place)] = names_it == "1"
    return found


def told(thread: list[Said]) -> Line | None:
    """Return the line Kithly gives as the topic of a thread whose subject it does not see; None for none."""
    newest = thread[-NEWEST:]
    talk = [
        Exchange(record=message_mark(one), source="mail", at=one.at, outgoing=False, channel=Channel.MAIL, own=one.text)
        for one in newest
    ]
    answer = Exchange(
        record="",
        source="mail",
        at=newest[-1].at - timedelta(seconds=1),
        outgoing=True,
        channel=Channel.MAIL,
        own="Yes.",
    )
    found = topic((*talk, answer))
    if found is None or not found.evidence.quote:
        return None
    text = next(one.text for one in newest if message_mark(one) == found.evidence.record)
    return found.evidence.record, text.find(found.evidence.quote)


def main() -> None:
    """Print how many lines are right."""
    judged = judgements()
    counts: Counter[str] = Counter()
    for folder in map(Path, sys.argv[1:]):
        threads: dict[str, list[Said]] = defaultdict(list)
        for one in mail(folder, folder.name):
            threads[one.thread].append(one)
        for name, thread in threads.items():
            known = judged.get(mark(name))
            if known is None:
                continue
            line = told(thread)
            if line is None:
                counts["no line, and none would do" if not any(known.values()) else "no line, though one would do"] += 1
            else:
                counts[{True: "right", False: "wrong", None: "not judged"}[known.get(line)]] += 1
    print(f"{counts.total()} threads: {dict(counts)}")


if __name__ == "__main__":
    main()
