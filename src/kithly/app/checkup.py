"""doctor: is everything sound, and what to do where it is not."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from kithly.app.accounts.pace import BROKEN_FOR, read_asked
from kithly.app.accounts.passwords import passwords_health
from kithly.app.accounts.rows import account_of
from kithly.app.derived.fitting import is_told_otherwise
from kithly.app.derived.refresh import refresh
from kithly.app.figures import counted
from kithly.app.network import FOUND_AT, Network
from kithly.app.outbox.health import outbox_health
from kithly.app.owning.listing import backups
from kithly.app.owning.older import left_of, older
from kithly.app.passes.at_doors import doors_health
from kithly.app.passes.nearby import open_door
from kithly.app.reminding.installing import health
from kithly.app.views import CheckupView, DoctorView
from kithly.errors import StoreError
from kithly.records import one_line
from kithly.store import Reading

NAMED = 3  # accounts that are named one by one
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def doctor(network: Network) -> DoctorView:
    """Return the health of the data folder, check by check."""
    return DoctorView(checks=tuple(_checks(network)))


def _checks(network: Network) -> Iterator[CheckupView]:
    folder = network.settings.folder
    importing = network.store.is_importing()
    yield CheckupView(name="data", ok=True, text=f"Everything lies in {folder}.")
    yield _modes(folder)
    yield _database(network)
    with network.store.reading() as kept:
        yield _contents(kept)
        yield _me(kept)
        yield _importing() if importing else _imports(kept)
    if not importing:
        yield _derived(network)
    yield _meaning(network)
    yield from _accounts(network)
    yield from passwords_health(network)
    yield _daily(network)
    yield from _outbox(network)
    yield _backup(network)
    yield from _older(network)
    yield from _phone(network)
    yield doors_health(network)
    yield CheckupView(name="network", ok=True, text="Kithly makes no connection of its own.")


def _phone(network: Network) -> Iterator[CheckupView]:
    """Name the door for phones where it is open."""
    door = open_door(network)
    if door is not None:
        text = f"Paired phones come in at {door[0]}, port {door[1]}, unencrypted."
        yield CheckupView(name="phone", ok=True, text=text, next="Close it where nobody uses it: Settings, Your phone.")


def _meaning(network: Network) -> CheckupView:
    """Say how it is told whom an article fits: by meaning, or by shared words alone."""
    meaning = network.meaning()
    if meaning:
        text = f"What fits whom is told by what words mean: {meaning.name}, on this machine."
    else:
        text = "What fits whom is told by shared words; pip install 'kithly[meaning]' adds what they mean."
    return CheckupView(name="meaning", ok=True, text=text)


def _outbox(network: Network) -> Iterator[CheckupView]:
    """Name what waits for the user's word in the outbox, and say whether what sends still can."""
    found = outbox_health(network)
    if found is not None:
        yield CheckupView(name="outbox", ok=found.is_well, text=found.text, next=found.next or None)


def _backup(network: Network) -> CheckupView:
    """Say how old the newest backup is, and what came of the last that was made by itself."""
    found = backups(network)
    return CheckupView(name="backup", ok=found.is_well, text=found.text, next=found.next or None)


def _older(network: Network) -> Iterator[CheckupView]:
    """Name backups that hold somebody who was forgotten since, where such are left, and disks that were not there."""
    left = len(older(network))
    if left:
        text = f"{counted(left, 'backup')} that Kithly made by itself still {'holds' if left == 1 else 'hold'} somebody"
        yield CheckupView(name="forgotten", ok=False, text=f"{text} you forgot.", next="kithly backup")
    for folder in left_of(network).away:
        text = f"{folder} was not there when you forgot somebody: backups in it are taken away once it is back."
        yield CheckupView(name="forgotten", ok=True, text=text)


def _daily(network: Network) -> CheckupView:
    """Check by what the daily run left that it does what it should; a run that never came is noticed too."""
    found = health(network)
    return CheckupView(name="service", ok=found.is_well, text=found.text, next=found.next or None)


def _modes(folder: Path) -> CheckupView:
    """Check that nobody else on this machine can read anything."""
    paths = [folder, *folder.iterdir()] if folder.is_dir() else []
    loose = [path for path in paths if _is_loose(path)]
    if not loose:
        return CheckupView(name="privacy", ok=True, text="Only you can read it.")
    names = ", ".join(path.name for path in loose[:5])
    return CheckupView(
        name="privacy", ok=False, text=f"Others on this machine can read: {names}.", next=f"chmod -R go-rwx '{folder}'"
    )


def _is_loose(path: Path) -> bool:
    """Say whether others can read or write a file; one that has gone meanwhile nobody can, and a link has no mode."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return False
    return bool(mode & OTHERS) and not stat.S_ISLNK(mode)


def _database(network: Network) -> CheckupView:
    flaws = network.store.flaws()
    if not flaws:
        return CheckupView(name="database", ok=True, text="The database is sound.")
    return CheckupView(
        name="database",
        ok=False,
        text=f"The database is damaged: {flaws[0]}.",
        next="Move the folder aside, and import your files again into a new one.",
    )


def _contents(kept: Reading) -> CheckupView:
    people = kept.people.count()
    return CheckupView(
        name="people",
        ok=people > 0,
        text=f"{people:,} people you know.",
        next=None if people else "kithly import PATH, or see it first: kithly demo",
    )


def _me(kept: Reading) -> CheckupView:
    known = bool(kept.meta.get("ego_known"))
    return CheckupView(
        name="me",
        ok=known,
        text="Kithly knows which addresses are yours." if known else "Kithly does not know which addresses are yours.",
        next=None if known else "kithly me --set address=you@your-mail.example",
    )


def _importing() -> CheckupView:
    return CheckupView(
        name="imports",
        ok=True,
        text="An import is running; whether people, ties and reasons fit can be checked when it is done.",
    )


def _imports(kept: Reading) -> CheckupView:
    open_ones = kept.files.broken_off()
    if not open_ones:
        return CheckupView(name="imports", ok=True, text="Every import was read to its end.")
    return CheckupView(
        name="imports",
        ok=False,
        text=f"{open_ones[0].path} was not read to its end.",
        next="Import the same file again: it goes on where it stopped.",
    )


def _accounts(network: Network) -> Iterator[CheckupView]:
    """Name once the accounts of which every try has failed for long."""
    with network.store.reading() as kept:
        asked = read_asked(kept)
        rows = [row for row in kept.accounts.all() if row.id in asked]
    silent = [row for row in rows if asked[row.id].broken_for(network.now) >= BROKEN_FOR]
    if not silent:
        return
    names = ", ".join(one_line(account_of(row).address) for row in silent[:NAMED])
    more = f" and {len(silent) - NAMED} more" if len(silent) > NAMED else ""
    yield CheckupView(
        name="accounts",
        ok=False,
        text=f"Nothing could be read for {BROKEN_FOR.days} days or more from {names}{more}: {asked[silent[0].id].why}",
        next=f"kithly sync {silent[0].id}, or leave it out: kithly account remove {silent[0].id}",
    )


def _derived(network: Network) -> CheckupView:
    """Check that what is derived equals a rebuild, without keeping the rebuild."""
    try:
        with network.store.rehearsal() as tx:
            if is_told_otherwise(tx):  # the extra came or went since: the next import tells it anew
                refresh(tx, now=_found_at(tx, network))
            before = tx.derived()
            refresh(tx, now=_found_at(tx, network))
            same = before == tx.derived()
    except StoreError as error:
        return CheckupView(name="consistency", ok=False, text=str(error), next=error.hint or None)
    if same:
        return CheckupView(name="consistency", ok=True, text="People, ties and reasons fit your records.")
    return CheckupView(
        name="consistency",
        ok=False,
        text="People, ties or reasons do not fit your records.",
        next="kithly me --set timezone=... (any change rebuilds them), and please report it.",
    )


def _found_at(tx: Reading, network: Network) -> datetime:
    """Return as of when the kept reasons were found."""
    kept = tx.meta.get(FOUND_AT)
    return datetime.fromisoformat(kept) if kept else network.now
