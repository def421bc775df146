"""A file that breaks off in the middle keeps what was read before, and says so."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kithly.app.bringing.import_files import import_paths
from kithly.app.bringing.import_reading import Reading, batches
from kithly.app.bringing.import_report import LISTED, Tally, file_view, shortened
from kithly.app.network import open_network
from kithly.errors import SourceFormatError
from kithly.records import Contact, Problem, Sighted
from kithly.sources.base import Item

MAIL = (
    "From ana@globex.example Mon Jan 05 10:00:00 2026\nFrom: Ana Rivers <ana@globex.example>\n"
    "To: me@home.example\nDate: Mon, 05 Jan 2026 10:00:00 +0000\nMessage-ID: <{0}@globex.example>\n\nHello {0}\n\n"
)
PICTURE = bytes(1 << 20)
ITEM = Item(path="a", name="a", size=1, modified=datetime(2026, 1, 1, tzinfo=UTC), container="", opener=io.BytesIO)


class Breaking:
    """A source whose file ends in an error."""

    name = family = "breaking"
    version = 1

    def __init__(self, error: Exception, *, after: int) -> None:
        self._error = error
        self._after = after

    def recognises(self, item: Item) -> bool:
        """Take everything."""
        return bool(item.size)

    def read(self, item: Item, *, resume: int = 0) -> Iterator[Sighted | Problem]:
        """Yield some problems, then fail."""
        for number in range(resume, self._after):
            yield Problem(at=f"{item.name} {number}", reason="odd")
        raise self._error


@pytest.mark.parametrize(
    ("error", "failed"),
    [(SourceFormatError("files", "a", "It is cut short."), False), (OSError(5, "Input/output error"), True)],
)
def test_what_breaks_off_keeps_what_came_before(error: Exception, *, failed: bool) -> None:
    reading = Reading(Breaking(error, after=2), ITEM, offset=0, known=())
    found = [one for batch in reading.batches() for one in batch]
    assert len(found) == 3
    last = found[-1]
    assert isinstance(last, Problem)
    assert last.at == "after a 1"
    assert last.reason.startswith("the rest of the file is lost")
    assert reading.failed is failed


def test_what_cannot_be_read_at_all_is_an_error() -> None:
    reading = Reading(Breaking(SourceFormatError("files", "a", "No."), after=0), ITEM, offset=0, known=())
    with pytest.raises(SourceFormatError):
        list(reading.batches())


def test_a_compressed_mailbox_cut_short_gives_its_first_messages(tmp_path: Path) -> None:
    path = tmp_path / "mail.mbox.gz"
    path.write_bytes(gzip.compress("".join(map(MAIL.format, range(50))).encode())[:-40])
    with open_network(tmp_path / "data") as network:
        first = import_paths(network, [path])
        again = import_paths(network, [path])
    (file,) = first.files
    assert file.source == "mbox"
    assert file.skipped == 1
    assert file.new > 0
    assert file.read == file.new + 1
    assert "the rest of the file is lost" in file.problems[-1].reason
    assert (again.totals.new, again.totals.read) == (0, first.totals.read)


def test_of_very_many_files_not_read_the_last_are_counted_by_reason() -> None:
    files = [file_view(f"{n}.bin", None, Tally(), note="a film" if n % 2 else "a picture") for n in range(LISTED + 10)]
    read = file_view("mail", "mbox", Tally(read=1, new=1))
    found = shortened([*files, read])
    assert len(found) == LISTED + 3
    assert read in found
    assert [(one.path, one.note) for one in found[-2:]] == [("5 more", "a film"), ("5 more", "a picture")]


def test_an_import_of_a_folder_is_named_by_the_folder(tmp_path: Path) -> None:
    (tmp_path / "Takeout").mkdir()
    (tmp_path / "Takeout" / "mail.mbox").write_text(MAIL.format(1))
    with open_network(tmp_path / "data") as network:
        import_paths(network, [tmp_path / "Takeout"])
        with network.store.reading() as kept:
            assert [one.text for one in kept.changes.list()] == ["Imported Takeout"]


def test_pictures_wait_in_memory_for_few_records_only() -> None:
    contact = Contact(key="uid:z", name="Zita")
    stream = (Sighted(record=contact, at=f"{place}", observed_at=ITEM.modified, photo=PICTURE) for place in range(40))
    assert [len(batch) for batch in batches(stream)] == [16, 16, 8]
