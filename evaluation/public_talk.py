"""What people said in public, read where it lies: mailing lists and the logs of free software. Nothing is copied.

A log tells who worked on what, in their own words, and when: a commit or an entry of a change log is a short letter to
whoever follows the project. Every reader yields `Said`; what it cannot read it leaves out.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from kithly.app.bringing.import_files import recognise
from kithly.app.loading import load_sources
from kithly.errors import KithlyError
from kithly.records import Message, name_key
from kithly.sources import items


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Words of one person in public.

    Attributes:
        group: The list or project.
        who: Name or address.
        at: When, aware.
        subject: What it was called.
        text: Their own words.
        thread: What they took part in; empty in a log.
    """

    group: str
    who: str
    at: datetime
    subject: str
    text: str
    thread: str = ""


def mail(folder: Path, group: str) -> list[Said]:
    """Return the messages in all mail files below a folder."""
    sources = load_sources()
    found: dict[str, Said] = {}
    for item in items(folder):
        try:
            source = recognise(item, sources)
            told = list(source.read(item)) if source else []
        except (KithlyError, OSError):
            continue
        for one in told:
            record = getattr(one, "record", one)
            said = _mailed(record, group) if isinstance(record, Message) else None
            if said is not None:
                found[record.key] = said
    return sorted(found.values(), key=lambda said: said.at)


def _mailed(record: Message, group: str) -> Said | None:
    """Return a mail as something said; None where it names no day or nobody who said it."""
    who = record.sender.identity if record.sender else None
    if who is None or record.at is None:
        return None
    subject = re.sub(r"^(?:\s*(?:re|fwd?|aw)\s*:|\s*\[[^\]]*\])+\s*", "", record.subject, flags=re.IGNORECASE)
    return Said(
        group=group,
        who=who.value,
        at=record.at,
        subject=subject,
        text=record.own or record.text,
        thread=" ".join(subject.lower().split()),
    )


def read_text(path: Path) -> str:
    """Return the text of a file, packed or not."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return data.decode("utf-8", "replace")


def commits(path: Path, group: str) -> list[Said]:
    """Return the commits of a log in one of three usual forms."""
    text = read_text(path)
    if re.search(r"(?m)^Author: .+\nDate: ", text):
        found = _git_log(text, group)
    elif re.search(r"(?m)^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4} .+ <.*> \([0-9a-f]+\)$", text):
        found = _one_line_heads(text, group)
    else:
        found = _change_log(text, group)
    return sorted(found, key=lambda said: said.at)


def _git_log(text: str, group: str) -> Iterator[Said]:
    for part in re.split(r"(?m)^(?=Author: )", text):
        head = re.match(r"Author: (.+?) <.*>\nDate: +(.+)\n", part)
        if head:
            at = datetime.strptime(head[2].strip(), "%a %b %d %H:%M:%S %Y %z")
            yield from _commit(group, head[1], at, part[head.end() :].split("\n\n ", 1)[-1])


def _one_line_heads(text: str, group: str) -> Iterator[Said]:
    head = r"^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4}) (.+?) <.*> \([0-9a-f]+\)$"
    parts = re.split(head, text, flags=re.MULTILINE)
    for at, who, body in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        yield from _commit(
            group, who, datetime.strptime(at, "%Y-%m-%d %H:%M:%S %z"), re.sub(r"(?m)^[A-Z]\t.*$", "", body)
        )


def _change_log(text: str, group: str) -> Iterator[Said]:
    parts = re.split(r"^(\d{4}-\d\d-\d\d)  (.+?)  <.*>$", text, flags=re.MULTILINE)
    for day, who, body in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        at = datetime.fromisoformat(day).replace(tzinfo=UTC)
        for place, entry in enumerate(re.split(r"\n\s*\n(?=\t[^*+(\s])", body)):
            yield from _commit(group, who, at.replace(microsecond=place % 1_000_000), entry)


NO_WORDS = re.compile(
    r"(?m)^\s*(?:\+ commit .*|[\w-]+-by: .*|\(cherry picked.*|cc: .*|\S+ +\| .*|\d+ files? changed.*)$|[0-9a-f]{9,}",
    re.IGNORECASE,
)


def _commit(group: str, who: str, at: datetime, body: str) -> Iterator[Said]:
    lines = [line.strip() for line in NO_WORDS.sub("", body).strip().splitlines()]
    if lines and len(lines[0].split()) > 2:
        yield Said(group=group, who=who, at=at, subject=lines[0], text="\n".join(lines[1:]).strip())


def debian(path: Path, group: str) -> list[Said]:
    """Return what each maintainer did in each release, of a package's change log."""
    found = []
    for block in re.split(r"(?m)^(?=\S+ \([^)]+\) [^;\n]+; urgency=)", read_text(path)):
        trailer = re.search(r"(?m)^ -- (.*?) <.*?>  (.*)$", block)
        if not trailer:
            continue
        try:
            at = parsedate_to_datetime(trailer[2]).astimezone(UTC)
        except ValueError:
            continue
        parts = re.split(r"(?m)^\s+\[ (.+?) \]$", block[block.index("\n") : trailer.start()])
        for who, body in [(trailer[1], parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]:
            entries = [" ".join(one.split()) for one in re.split(r"(?m)^\s+[*] ", body)]
            found += [
                Said(group=group, who=who, at=at, subject="", text=one) for one in entries if len(one.split()) > 3
            ]
    return sorted(found, key=lambda said: said.at)


def node(folder: Path, group: str) -> list[Said]:
    """Return the commits listed in Node's change logs: a title, its author, the day of the release."""
    found: dict[str, Said] = {}
    for path in sorted(folder.glob("CHANGELOG_*.md*")):
        at = None
        for line in read_text(path).splitlines():
            head = re.match(r"## (\d{4}-\d\d-\d\d)", line)
            at = datetime.fromisoformat(head[1]).replace(tzinfo=UTC) if head else at
            entry = re.match(r"\s*[*-] \\?\[\[`(\w+)`\]\(.*?\)\] - (.*) \(([^()]+)\)(?: \[#|$)", line)
            if entry and at:
                title = re.sub(r"\*\*|\(SEMVER-\w+\)|`", "", entry[2]).strip()
                said = Said(group=group, who=entry[3], at=at, subject=title, text="")
                found.setdefault(title, said)
    return sorted(found.values(), key=lambda said: said.at)


PATCH_BY = re.compile(
    r"(?:Initial )?(?:Patch|Contributed|Implemented|Fixed) (?:written |originally )?by (.+?)\.?(?:\s[-=]{4}.*)?$"
)


def python_news(path: Path, group: str) -> list[Said]:
    """Return the entries of Python's news that name who wrote the patch."""
    found = []
    for part in re.split(r"(?m)^(?=\*Release date: )", read_text(path)):
        head = re.match(r"\*Release date: (\d{4}-\d\d-\d\d)\*", part)
        if not head:
            continue
        at = datetime.fromisoformat(head[1]).replace(tzinfo=UTC)
        for entry in re.split(r"(?m)^- ", part)[1:]:
            plain = " ".join(re.sub(r":\w+:`~?!?([^`]*)`|``", r"\1", entry).split())
            named = PATCH_BY.search(plain)
            if not named:
                continue
            text = re.sub(r"^(?:gh-issue|bpo|Issue)[- #]*\d+: ", "", plain[: named.start()])
            people = [one.strip(" .") for one in re.split(r",? and |, ", named[1]) if 1 < len(one.split()) < 4]
            if len(text.split()) > 3:
                found += [Said(group=group, who=who, at=at, subject="", text=text) for who in people]
    return sorted(found, key=lambda said: said.at)


DEBIAN = frozenset({"binutils", "chromium", "dpkg", "linux-libc-dev", "valgrind"})  # packages whose own log is read


def read_logs(folder: Path, names: Collection[str]) -> dict[str, list[Said]]:
    """Return everything said in some logs, by the name of their folder; a name with and without accents is one.

    Args:
        folder: Where the packages keep their documents.
        names: Names of packages; "node" and "python" for those two projects.
    """
    found = {}
    for name in sorted(names):
        if name == "node":
            found[name] = node(folder / "nodejs" / "changelogs", name)
        elif name == "python":
            found[name] = python_news(folder / "python3.11" / "NEWS.gz", name)
        elif name in DEBIAN:
            own = folder / name / "changelog.Debian.gz"
            found[name] = debian(own if own.exists() else folder / name / "changelog.gz", name)
        else:
            found[name] = commits(folder / name / "changelog.gz", name)
    return {name: [replace(one, who=name_key(one.who)) for one in told] for name, told in found.items()}
