"""How right the inbox is: what it says is owed, against labels set by hand (`inbox_sets/GUIDE.md`).

    python evaluation/inbox.py [--part tuned|kept] [--misses] [CORPORA]

CORPORA is a folder with ``mbox`` below it; without one only the exchanges written for the purpose are judged. Mail is
read where it lies and imported into a folder that goes away again; the labels hold no word and no name of it.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import mailbox
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from kithly.app.bringing.import_files import import_paths
from kithly.app.derived.closely import Untold, look
from kithly.app.derived.me import set_me
from kithly.app.network import Network, open_network
from kithly.app.said.decisions import words_of
from kithly.people import PersonId
from kithly.reasons import inbox
from kithly.records import Identity, IdentityKind, Message
from kithly.store import Reading

SETS = Path(__file__).parent / "inbox_sets"
NONE = "none"
WAITED = timedelta(days=5)  # the inbox is opened so long after the last message
PARTS = ("tuned", "kept")
WRITTEN_FROM = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BEN, CY = "ben@ode.example", "cy@berg.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One exchange with both verdicts.

    Attributes:
        name: Where it is.
        label: What a person says is owed: ``reply``, ``thank``, ``follow_up`` or ``none``.
        found: What the inbox says; empty for nothing.
        direct: Whether it was said to ego, and not to a list ego reads.
    """

    name: str
    label: str
    found: frozenset[str]
    direct: bool = True


def mark(text: str) -> str:
    """Return by what a message or an address is known, without telling it."""
    return hashlib.blake2b(text.lower().encode(), digest_size=8).hexdigest()


def written(part: str = "") -> list[Judged]:
    """Return the verdicts on the exchanges written for the purpose.

    Args:
        part: ``tuned`` for those the rules were written with, ``kept`` for the others; empty for all.
    """
    with tempfile.TemporaryDirectory() as folder:
        heads = [_write(Path(folder), number, block) for number, block in enumerate(_blocks())]
        with open_network(Path(folder) / "network", now=WRITTEN_FROM + timedelta(days=60)) as network:
            set_me(network, [("address", BEN), ("name", "Ben Ode")])
            import_paths(network, [Path(folder) / "mail"])
            found = [
                Judged(name=f"{number} {head}", label=label, found=_owed(network, _ana(number), at))
                for number, (head, label, at) in enumerate(heads)
            ]
    places: Counter[str] = Counter()
    chosen = []
    for one in found:
        places[" ".join(one.name.split()[1:3])] += 1
        if part in {"", PARTS[places[" ".join(one.name.split()[1:3])] % 2]}:
            chosen.append(one)
    return chosen


def lists(corpora: Path, part: str = "") -> list[Judged]:
    """Return the verdicts on the exchanges of public mail.

    Args:
        corpora: Folder with ``mbox`` below it.
        part: As in `written`.
    """
    rows = defaultdict(list)
    with (SETS / "lists.tsv").open(encoding="utf-8") as file:
        for row in csv.reader(file, delimiter="\t"):
            if part in {"", row[0]}:
                rows[row[3]].append(row)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole"
        with open_network(whole, now=datetime.now(UTC)) as network:
            import_paths(network, [corpora / "mbox"])
            with network.store.reading() as kept:
                messages = {
                    mark(one.record.message_id or one.record.key): one.record
                    for one in kept.records.by_kind("message")
                    if isinstance(one.record, Message)
                }
        addresses = {mark(value): value for one in messages.values() for value in _addresses(one)}
        return [
            judged
            for ego, ones in rows.items()
            for judged in _as_ego(whole, Path(folder) / ego, addresses[ego], ones, messages)
        ]


def _as_ego(
    whole: Path, folder: Path, address: str, rows: Iterable[list[str]], messages: dict[str, Message]
) -> Iterator[Judged]:
    """Judge the exchanges of one ego, in a copy of the imported mail."""
    shutil.copytree(whole, folder)
    with open_network(folder, now=datetime.now(UTC)) as network:
        set_me(network, [("address", address)])
        for _, _, message, _, how, label, why in rows:
            record = messages[message]
            sender = record.sender.identity if record.sender else None
            found = _owed(network, sender, record.at, message) if sender and record.at else frozenset()
            yield Judged(name=f"{message} {why}", label=label, found=found, direct=how != "list")


def _addresses(message: Message) -> Iterator[str]:
    for party in (message.sender, *message.to, *message.cc):
        if party is not None and party.identity is not None:
            yield party.identity.value


def _owed(network: Network, who: Identity, at: datetime, message: str = "") -> frozenset[str]:
    """Return what is owed to somebody some days after a message, of what was known when it came.

    Args:
        network: Whose.
        who: The address of the other.
        at: When the message came.
        message: Mark of the message that must be the proof; empty for any.
    """
    with network.store.reading() as kept:
        person = _person(kept, who)
        if person is None:
            return frozenset()
        facts = look(kept, [person], Untold(), words_of(kept), now=at)
        owed = inbox(facts, at + WAITED).owed
        ids = [one.evidence[0].record for one in owed]
        marks = {one.id: mark(_own_id(one.record)) for one in kept.records.get(ids)}
    return frozenset(one.kind.value for one in owed if not message or marks[one.evidence[0].record] == message)


def _own_id(record: object) -> str:
    return (record.message_id or record.key) if isinstance(record, Message) else ""


def _person(kept: Reading, who: Identity) -> PersonId | None:
    found = kept.identities.seq_of([who])
    rows = kept.assignments.of("identity", tuple(found.values()))
    return next((row.person for row in rows.values()), None)


def _blocks() -> list[str]:
    text = (SETS / "written.txt").read_text("utf-8")
    return [block for block in text.split("\n\n") if block.strip() and not block.startswith("#")]


def _ana(number: int) -> Identity:
    return Identity(IdentityKind.EMAIL, f"ana{number}@lee.example")


def _write(folder: Path, number: int, block: str) -> tuple[str, str, datetime]:
    """Write one exchange as mail; return its head, its label, and when its last message came."""
    head, *lines = block.strip().splitlines()
    _, label, *marks = head.split()
    (folder / "mail").mkdir(exist_ok=True)
    box = mailbox.mbox(folder / "mail" / f"{number:03}.mbox")
    at, before = WRITTEN_FROM, ""
    for place, line in enumerate(lines):
        at = WRITTEN_FROM + timedelta(days=place)
        mail = _mail(line, _ana(number).value, marks)
        mail["Date"] = at.strftime("%a, %d %b %Y %H:%M:%S +0000")
        mail["Message-ID"] = f"<{number}.{place}@made.example>"
        mail["Subject"] = f"{'Re: ' if place else ''}Matter {number}"
        if before:
            mail["In-Reply-To"] = mail["References"] = before
        before = str(mail["Message-ID"])
        box.add(mail)
    box.flush()
    box.close()
    return head, "follow_up" if label == "follow" else label, at


def _mail(line: str, ana: str, marks: list[str]) -> EmailMessage:
    sign, text = line[0], line[2:]
    mail = EmailMessage()
    names = {BEN: "Ben Ode", CY: "Cy Berg", ana: "Ana Lee"}
    sender, to, copied = {
        ">": (BEN, [ana], []),
        "<": (ana, [CY] if "cc" in marks else [BEN, CY] if "to=cy" in marks else [BEN], [BEN] if "cc" in marks else []),
        "+": (CY, [ana, BEN], []),
    }[sign]
    mail["From"] = f"{names[sender]} <{sender}>"
    mail["To"] = ", ".join(f"{names[one]} <{one}>" for one in to)
    if copied:
        mail["Cc"] = ", ".join(f"{names[one]} <{one}>" for one in copied)
    mail.set_content(text + "\n")
    return mail


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How often the inbox was right about one kind.

    Attributes:
        true: How often the label says so.
        hit: How often both do.
        wrong: How often the inbox alone does.
    """

    true: int
    hit: int
    wrong: int

    @property
    def precision(self) -> float:
        """Which part of what is said is right; 1 where nothing is said."""
        return self.hit / (self.hit + self.wrong) if self.hit + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Which part of what is true is said; 1 where nothing is."""
        return self.hit / self.true if self.true else 1.0


def figures(judged: Iterable[Judged], kind: str = "") -> Figures:
    """Return how often something owed is found: of one kind, or at all."""
    pairs = Counter((_is_owed(one, kind), _is_told(one, kind)) for one in judged)
    return Figures(true=pairs[True, True] + pairs[True, False], hit=pairs[True, True], wrong=pairs[False, True])


def _is_owed(one: Judged, kind: str) -> bool:
    return one.label == kind if kind else one.label != NONE


def _is_told(one: Judged, kind: str) -> bool:
    return kind in one.found if kind else bool(one.found)


def report(judged: list[Judged], title: str) -> None:
    """Print one row a kind."""
    direct = sum(one.direct for one in judged)
    print(f"\n{title}: {len(judged)} exchanges, {direct} of them said to ego\n")
    print("| kind | true | found | wrongly | precision | recall |\n|---|---|---|---|---|---|")
    for kind in ("", "reply", "thank", "follow_up"):
        one = figures(judged, kind)
        print(
            f"| {kind or 'anything'} | {one.true} | {one.hit} | {one.wrong} | {one.precision:.2f} | {one.recall:.2f} |"
        )


def main() -> None:
    """Judge all exchanges at hand."""
    parser = argparse.ArgumentParser(description="How right the inbox is.")
    parser.add_argument("corpora", nargs="?", type=Path)
    parser.add_argument("--part", choices=PARTS, default="")
    parser.add_argument("--misses", action="store_true", help="also name what was judged otherwise")
    args = parser.parse_args()
    sets = [("written", written(args.part))]
    if args.corpora:
        sets.append(("public mail", lists(args.corpora, args.part)))
    for title, judged in sets:
        report(judged, title)
        for one in judged if args.misses else ():
            if bool(one.found) != (one.label != NONE) or (one.found and one.label not in one.found):
                print(f"{one.label:10} found {', '.join(sorted(one.found)) or 'nothing':12} {one.name}")


if __name__ == "__main__":
    main()
