"""A mailbox read newest first gives the network of straight reading, counts and all."""

from __future__ import annotations

import os
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.e2e.conftest import NOW, Exports

from kithly.app.bringing import import_reading
from kithly.app.bringing.import_files import import_paths
from kithly.app.bringing.import_progress import Progress, Stopped
from kithly.app.network import Network, open_network
from kithly.app.views import ImportView
from kithly.sources.mbox import Mbox
from kithly.sources.mbox.splitter import split

SEED = 5


@pytest.fixture(scope="module")
def mixed(exports: Exports, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a mailbox in no order, with copies of some mails under other labels, drafts, and mails without a date."""
    with exports.mailbox.open("rb") as stream:
        letters = [piece.raw for piece in split(stream)]
    copies = [one.replace(b"\nX-Gmail-Labels:", b"\nX-Other: y\nX-Gmail-Labels: Important,") for one in letters[::9]]
    drafts = [one.replace(b"\nX-Gmail-Labels:", b"\nX-Gmail-Labels: Drafts,") for one in letters[::31]]
    undated = [one.replace(b"\nDate:", b"\nX-Date:").replace(b"<", b"<undated.", 1) for one in letters[::40]]
    whole = [*letters, *copies, *copies[::2], *drafts, *undated]
    random.Random(SEED).shuffle(whole)  # noqa: S311 - chance for a test
    path = tmp_path_factory.mktemp("mixed") / "All mail.mbox"
    path.write_bytes(b"".join(whole))
    os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    return path


def bring(folder: Path, *paths: Path, batch: int = 1_000) -> tuple[ImportView, str]:
    """Import, and return what was told and what is kept and derived."""
    with pytest.MonkeyPatch.context() as patch, open_network(folder, now=NOW) as network:
        patch.setattr(import_reading, "BATCH", batch)
        view = import_paths(network, paths)
        return view, contents(network)


def contents(network: Network) -> str:
    """Return what is kept and derived."""
    with network.store.reading() as kept:
        return kept.canonical() + kept.derived()


@pytest.fixture
def straight(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Return what makes mailboxes be read as they stand, as they once were."""
    monkeypatch.setattr(Mbox, "_order", lambda *_: None)
    return monkeypatch


def test_newest_first_and_straight_reading_give_the_same_network_and_the_same_counts(
    mixed: Path, tmp_path: Path, straight: pytest.MonkeyPatch
) -> None:
    plain, as_it_stands = bring(tmp_path / "straight", mixed)
    straight.undo()
    ordered, newest_first = bring(tmp_path / "newest", mixed, batch=70)
    assert newest_first == as_it_stands
    assert ordered.totals == plain.totals
    assert ordered.totals.merged > 0
    assert ordered.totals.skipped > 0
    assert sorted(one.at for one in ordered.files[0].problems) == sorted(one.at for one in plain.files[0].problems)
    assert (ordered.people, ordered.interactions) == (plain.people, plain.interactions)


def test_every_batch_is_older_than_the_one_before(mixed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_reading, "BATCH", 100)
    told: list[Progress] = []
    with open_network(tmp_path, now=NOW) as network:
        import_paths(network, [mixed], report=told.append)
    days = [one.back_to for one in told if one.back_to]
    assert days == sorted(days, reverse=True)
    assert len(set(days)) > 5
    assert [one.offset for one in told] == sorted(one.offset for one in told)
    assert told[-1].offset == told[-1].size == mixed.stat().st_size


def test_an_import_stopped_after_every_batch_ends_as_one_that_was_not(
    mixed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_reading, "BATCH", 300)

    def stop(_: Progress) -> None:
        raise Stopped

    runs = 0
    with open_network(tmp_path / "stopped", now=NOW) as network:
        while (view := import_paths(network, [mixed], report=stop)).stopped:
            runs += 1
            assert view.files[0].note == "stopped here; import it again: it goes on where it stopped"
        stopped = contents(network)
    whole, undisturbed = bring(tmp_path / "whole", mixed)
    assert runs > 3
    assert stopped == undisturbed
    assert view.totals == whole.totals


def test_an_import_begun_by_an_older_reader_begins_anew_and_is_whole(
    mixed: Path, tmp_path: Path, straight: pytest.MonkeyPatch
) -> None:
    straight.setattr(import_reading, "BATCH", 300)
    straight.setattr(Mbox, "version", 1)

    def stop(progress: Progress) -> None:
        if progress.read > 800:
            raise Stopped

    with open_network(tmp_path / "older", now=NOW) as network:
        begun = import_paths(network, [mixed], report=stop)
        straight.undo()
        with network.store.reading() as kept:
            assert [row.reader_version for row in kept.files.broken_off()] == [1]
        view = import_paths(network, [mixed])
        with network.store.reading() as kept:
            assert kept.files.broken_off() == (), "nobody is told to import it once more"
        found = network.store.flaws()
    whole, _ = bring(tmp_path / "whole", mixed)
    assert found == ()
    assert view.totals.read == whole.totals.read
    assert view.totals.new + begun.totals.new == whole.totals.new
    with open_network(tmp_path / "older", now=NOW) as network, open_network(tmp_path / "whole", now=NOW) as other:
        assert _messages(network) == _messages(other)


def _messages(network: Network) -> list[str]:
    with network.store.reading() as kept:
        return sorted(repr(one.record) for one in kept.records.by_kind("message"))


def test_mail_of_the_future_does_not_come_first(tmp_path: Path, mixed: Path) -> None:
    letter = (
        b"From x Mon Jan  1 00:00:00 2035\nFrom: spam@example.org\nTo: me@example.org\n"
        b"Date: Mon, 1 Jan 2035 00:00:00 +0000\nMessage-ID: <future@example.org>\n\nNow.\n\n"
    )
    path = tmp_path / "All mail.mbox"
    path.write_bytes(mixed.read_bytes() + letter)
    os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    told: list[Progress] = []
    with open_network(tmp_path / "network", now=NOW) as network:
        import_paths(network, [path], report=told.append)
    assert all(one.back_to is None or one.back_to <= datetime(2026, 4, 1, tzinfo=UTC).date() for one in told)
