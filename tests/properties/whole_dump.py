"""All that a network tells, as text in which equal networks are equal: wider than the canonical dump.

Changes themselves are left out: that something was done and taken back is history, and is told. What is compared is
what stands. Ids of decisions are named by what they say, as they are counted up as decisions are made.
"""

from __future__ import annotations

import json
import re

from kithly.people import PersonId
from kithly.store import Reading

TAKEN_BACK = "taken_back"
DECISION = re.compile(r"\b[0-9a-f]{32}\b")


def whole(kept: Reading) -> list[str]:
    """Return the lines of a network; plans that were written down are none of them: they are what was shown."""
    lines = [*kept.canonical().splitlines(), *kept.derived().splitlines(), *_kept(kept), *_ids(kept)]
    names = _decision_names(kept)
    return sorted(DECISION.sub(lambda found: names.get(found[0], found[0]), line) for line in lines)


def _decision_names(kept: Reading) -> dict[str, str]:
    """Return what each decision that stands is called here, by its id."""
    return {
        one.id: f"<{one.kind} {one.subject if not DECISION.fullmatch(one.subject) else 'of a word'} {one.at:%F %T}>"
        for one in kept.decisions.all()
    }


def _kept(kept: Reading) -> list[str]:
    """Return what is kept beside records and words: accounts and how far they are read, messages, who may come in."""
    lines = []
    for row in kept.accounts.all():
        cursors = sorted(kept.accounts.cursors(row.id).items())
        lines.append(f"account {row.id} {row.kind} {json.dumps(row.settings, sort_keys=True)} {cursors}")
    lines += [f"followed {pair}" for pair in kept.accounts.followed()]
    messages = [row for row in kept.outbox.newest(1_000) if row.state != TAKEN_BACK]
    lines += [f"message {row.key} {row.state} {row.channel} {row.to} {row.text!r}" for row in messages]
    lines += [f"pass {row.name} {row.scopes} {row.revoked_at}" for row in kept.passes.all()]
    lines += [
        f"file {row.path} {row.source} {sorted(row.counts.items())}"
        for change in kept.changes.list()
        for row in kept.files.of_change(change.id)
        if change.undone_at is None
    ]
    return lines


def _ids(kept: Reading) -> list[str]:
    """Return whose each address is, under the very id, and where every former id leads."""
    lines = [
        f"id {identity.kind}:{identity.value} {row.person.id}"
        for row in kept.people.all()
        for identity in row.person.identities
    ]
    lines += [f"id {row.person.name!r} {row.person.id}" for row in kept.people.all() if not row.person.identities]
    living = {row.person.id for row in kept.people.all()}
    return lines + [
        f"former {old} {now}"
        for old in kept.assignments.forwards()
        if (now := kept.assignments.resolve(PersonId(old))) in living and old not in living
    ]


def still(derived: str) -> str:
    """Return derived rows without what moves with rebuilds only: ego's own level, and so the exact worth of reasons."""
    return "\n".join(_without_worth(line) for line in derived.splitlines() if not line.startswith("ego "))


def _without_worth(line: str) -> str:
    """Return a reason without its worth, the sixth of its facts; other lines as they are."""
    if not line.startswith("reason "):
        return line
    who, _, facts = line.rpartition(" [")
    told = json.loads(f"[{facts}")
    return f"{who} {[*told[:5], *told[6:]]}"
