"""Power cuts, run apart: what was done is recorded, cut anywhere, and what is left is opened.

Usage: python -m tests.e2e.power.power_cut WORK_DIR WHAT:IMAGES[:SYNCHRONOUS]...  Prints a line of JSON for each image.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import Any

from sqlalchemy import Engine, event
from tests.e2e.conftest import NOW
from tests.e2e.old_networks import SCHEMAS, bring_up, revision_of, unpacked
from tests.e2e.power.images import Image
from tests.e2e.power.recording import Event, Recorder

from kithly.app.bringing import import_files, import_reading
from kithly.app.network import open_network
from kithly.app.owning.restoring import restore
from kithly.errors import KithlyError
from kithly.store import Store, connecting, schema
from kithly.store.archives.making import Order, make
from kithly.store.archives.manifest import Canonical, Why
from kithly.store.archives.reading import flaws
from kithly.testing.store_samples import keep, mail, sighted
from kithly.transport.whole_files import write_whole

COMMITS, LETTERS = 12, 5
LAST = 3  # moments before the end that are always tried: there things get their names
SEED = 4711
DATABASE = "kithly.db"
WORDS = tuple(f"what was written for the {n}th time\n".encode() * 400 for n in range(5))
OLDEST = schema.REVISIONS[0]

Told = Callable[[object], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Something that is done, and what must hold after a power cut in the midst of it.

    Attributes:
        prepare: Makes what is there before.
        act: Does it, and tells what is done.
        judge: Says what is left, from a folder and what was told last: ``before``, ``after``, or what is wrong.
    """

    prepare: Callable[[Path], object]
    act: Callable[[Path, Told], object]
    judge: Callable[[Path, Any], str]


def main() -> None:
    """Do each thing in a process of its own, which costs no start."""
    work, *orders = sys.argv[1:]
    for number, order in enumerate(orders):
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            code = 1
            try:
                _run(order, Path(work) / str(number))
                code = 0
            finally:
                os._exit(code)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
            raise SystemExit(f"{order} ended before its end")


def _run(order: str, work: Path) -> None:
    """Do it, cut it, and say what is left."""
    what, count, *synchronous = order.split(":")
    connecting.SYNCHRONOUS = synchronous[0] if synchronous else connecting.SYNCHRONOUS
    deed, folder, before = DEEDS[what], work / "data", work / "before"
    folder.mkdir(parents=True)
    deed.prepare(folder)
    image, events = _recorded(deed, folder, before)
    rng = Random(SEED)  # noqa: S311 - chance for a test
    last_few = range(max(0, len(events) - LAST), len(events) + 1)
    moments = sorted({*last_few, *rng.sample(range(len(events) + 1), min(int(count), len(events) + 1))})
    for moment in moments:
        place = work / f"cut-{moment}"
        last = _cut(image, events[:moment], rng, place)
        _say(order=order, moment=moment, of=len(events), told=last, left=_judged(deed, place, last))
        shutil.rmtree(place)


def _recorded(deed: Deed, folder: Path, before: Path) -> tuple[Callable[[], Image], list[Event]]:
    """Act while everything is written down; return what makes the image of before, and what happened."""
    shutil.copytree(folder, before)
    keys = {path.relative_to(folder): path.stat().st_ino for path in folder.rglob("*")}
    recorder = Recorder(folder)
    recorder.begin()
    try:
        deed.act(folder, recorder.told)
    finally:
        recorder.end()
    return lambda: Image(before, folder, keys), recorder.events


def _cut(image: Callable[[], Image], events: Sequence[Event], rng: Random, place: Path) -> object:
    found = image()
    found.play(events)
    place.mkdir()
    found.leave(rng, place)
    return next((one[1] for one in reversed(events) if one[0] == "told"), None)


def _judged(deed: Deed, place: Path, last: object) -> str:
    try:
        return deed.judge(place, last)
    except (KithlyError, OSError, ValueError) as error:
        return f"{type(error).__name__}: {error}"


def _say(**values: Any) -> None:
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


# Commits ----------------------------------------------------------------------------------------


def _some_letters(store: Store, number: int) -> None:
    letters = [sighted(mail(f"{number}-{one}", "ana", "me", text=f"{number} {one} " * 99)) for one in range(LETTERS)]
    keep(store, str(number), letters)


def _new_store(folder: Path) -> None:
    with Store.open(folder / DATABASE) as store:
        _some_letters(store, 0)


def _commits(folder: Path, told: Told) -> None:
    """Commit, while SQLite moves what is in its log into the database every few pages."""
    event.listen(Engine, "connect", lambda raw, _: raw.execute("PRAGMA wal_autocheckpoint = 8"))
    _seldom_moved(folder, told)


def _seldom_moved(folder: Path, told: Told) -> None:
    with Store.open(folder / DATABASE) as store:
        for number in range(1, COMMITS):
            _some_letters(store, number)
            told(number)


def _commits_left(folder: Path, last: Any) -> str:
    with Store.open(folder / DATABASE) as store:
        if store.flaws(thorough=True):
            return f"damaged: {store.flaws(thorough=True)[0]}"
        with store.reading() as kept:
            count = len(kept.records.by_kind("message"))
    done = count // LETTERS - 1
    if count % LETTERS or not done <= (last or 0) + 1:
        return f"between: {count} letters"
    return "after" if done >= (last or 0) else f"lost: {last} were told, {done} are there"


# Imports and upgrades ---------------------------------------------------------------------------


def _imported(folder: Path) -> None:
    import_reading.BATCH = 30
    with open_network(folder, now=NOW) as network:
        import_files.import_paths(network, [SCHEMAS / "sources" / "mail.zip"])


def _import(folder: Path, told: Told) -> None:
    _imported(folder)
    told("imported")


def _empty(folder: Path) -> None:
    with open_network(folder, now=NOW):
        pass


def _import_left(folder: Path, last: Any) -> str:
    state = _network(folder)
    if state == "damaged" or (last and state != _whole("import")):
        return state if state == "damaged" else "lost"
    _imported(folder)
    return "after" if _network(folder) == _whole("import") else "between"


def _old(folder: Path) -> None:
    folder.rmdir()
    unpacked(OLDEST, folder)


def _upgrade(folder: Path, told: Told) -> None:
    bring_up(folder)
    told("upgraded")


def _upgrade_left(folder: Path, last: Any) -> str:
    revision = revision_of(folder / DATABASE)
    backups = list((folder / "backups").glob("*.zip"))
    if any(flaws(path) for path in backups) or (revision != OLDEST and not backups):
        return "no whole backup"
    if last and revision != schema.HEAD:
        return "lost"
    if revision not in {OLDEST, schema.HEAD}:
        return f"between: {revision}"
    bring_up(folder)
    return "after" if _network(folder) == _whole("upgrade") else "between"


def _network(folder: Path) -> str:
    with Store.open(folder / DATABASE) as store, store.reading() as kept:
        return "damaged" if store.flaws(thorough=True) else kept.canonical_sum()


@cache
def _whole(what: str) -> str:
    """Return the network that stands when nothing goes wrong."""
    folder = Path(mkdtemp(dir=sys.argv[1])) / "whole"
    if what == "upgrade":
        unpacked(OLDEST, folder)
        bring_up(folder)
    else:
        _imported(folder)
    return _network(folder)


# Backups, restores, small files -----------------------------------------------------------------


def _unseen(copy: Path) -> Canonical | None:
    del copy
    return None


def _backup(folder: Path, told: Told) -> None:
    order = Order(database=folder / DATABASE, folder=folder, name="b.zip", why=Why.HAND, made_at=NOW, look=_unseen)
    make(order)
    told("made")


def _backup_left(folder: Path, last: Any) -> str:
    if _network(folder) != _small():
        return "the network is another"
    if not (folder / "b.zip").exists():
        return "lost" if last else "before"
    return "half" if flaws(folder / "b.zip") else "after"


@cache
def _small() -> str:
    """Return the network that is backed up."""
    folder = Path(mkdtemp(dir=sys.argv[1]))
    _new_store(folder)
    return _network(folder)


def _with_backup(folder: Path) -> None:
    (folder / "made").mkdir()
    _new_store(folder / "made")
    (folder / "made" / "settings.toml").write_text("minutes = 7\n")
    _backup(folder / "made", lambda _: None)


def _restore(folder: Path, told: Told) -> None:
    restore(folder / "made" / "b.zip", folder / "network", now=NOW)
    told("restored")


def _restore_left(folder: Path, last: Any) -> str:
    if not (folder / "network" / DATABASE).exists():
        return "lost" if last else "before"
    is_whole = _network(folder / "network") == _network(folder / "made")
    return "after" if is_whole and (folder / "network" / "settings.toml").read_text() == "minutes = 7\n" else "half"


def _first_words(folder: Path) -> None:
    (folder / "words").write_bytes(WORDS[0])


def _small_files(folder: Path, told: Told) -> None:
    for number, words in enumerate(WORDS[1:], 1):
        write_whole(folder / "words", words)
        told(number)


def _without_sync(folder: Path, told: Told) -> None:
    """Write beside and rename, as is often done: the model must find that this is not enough."""
    for number, words in enumerate(WORDS[1:], 1):
        fresh = folder / ".words.new"
        fresh.write_bytes(words)
        fresh.rename(folder / "words")
        told(number)


def _words_left(folder: Path, last: Any) -> str:
    found = (folder / "words").read_bytes()
    if found not in WORDS:
        return f"half: {len(found)} bytes"
    number = WORDS.index(found)
    return "after" if number >= (last or 0) else f"lost: {last} was told, {number} is there"


DEEDS = {
    "commits": Deed(prepare=_new_store, act=_commits, judge=_commits_left),
    "log": Deed(prepare=_new_store, act=_seldom_moved, judge=_commits_left),
    "import": Deed(prepare=_empty, act=_import, judge=_import_left),
    "upgrade": Deed(prepare=_old, act=_upgrade, judge=_upgrade_left),
    "backup": Deed(prepare=_new_store, act=_backup, judge=_backup_left),
    "restore": Deed(prepare=_with_backup, act=_restore, judge=_restore_left),
    "files": Deed(prepare=_first_words, act=_small_files, judge=_words_left),
    "unsynced": Deed(prepare=_first_words, act=_without_sync, judge=_words_left),
}

if __name__ == "__main__":
    main()
