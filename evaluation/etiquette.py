"""Measure the etiquette labels on labelled messages: JSON Lines as `kithly check --jsonl` reads, with labels.

Usage: python evaluation/etiquette.py MESSAGES.jsonl [LANGUAGE]
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kithly.messages import Recipient, Sender, Verdict, check


def main() -> None:
    """Print precision and recall of each label, and how often ``ok`` agrees."""
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text("utf-8").splitlines() if line.strip()]
    if len(sys.argv) > 2:
        rows = [row for row in rows if row.get("lang") == sys.argv[2]]
    report(rows)


def report(rows: Iterable[dict[str, Any]]) -> None:
    """Print one line a label."""
    counts: Counter[tuple[str, bool, bool]] = Counter()
    for row in rows:
        verdict = judged(row)
        pairs = {rule: (bool(value), verdict.labels[rule]) for rule, value in row["labels"].items()}
        counts.update((rule, *pair) for rule, pair in pairs.items())
        counts[("ok", bool(row["ok"]), verdict.ok)] += 1
    print("| label | true | found | wrongly | precision | recall | accuracy |\n|---|---|---|---|---|---|---|")
    for rule in dict.fromkeys(key[0] for key in counts):
        print(line(rule, counts))


def judged(row: dict[str, Any]) -> Verdict:
    """Return the verdict on one labelled message."""
    facts = row["recipient"]
    recipient = Recipient(
        name=facts.get("name", ""),
        relation=facts.get("relation", ""),
        years_since_contact=facts.get("years_since_contact"),
        facts=tuple(facts.get("facts", ())),
    )
    sender = Sender(name=row["sender"].get("name", ""), facts=tuple(row["sender"].get("facts", ())))
    return check(row["text"], kind=row["kind"], channel=row["channel"], recipient=recipient, sender=sender)


def line(rule: str, counts: Counter[tuple[str, bool, bool]]) -> str:
    """Return one row of the table."""
    hit, missed = counts[(rule, True, True)], counts[(rule, True, False)]
    wrong, clear = counts[(rule, False, True)], counts[(rule, False, False)]
    precision = f"{hit / (hit + wrong):.2f}" if hit + wrong else "-"
    recall = f"{hit / (hit + missed):.2f}" if hit + missed else "-"
    accuracy = (hit + clear) / (hit + missed + wrong + clear)
    return f"| {rule} | {hit + missed} | {hit} | {wrong} | {precision} | {recall} | {accuracy:.2f} |"


if __name__ == "__main__":
    main()
