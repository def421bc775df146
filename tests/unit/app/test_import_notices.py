"""Notices are counted by sender after an import: how many there are, and how many are understood."""

from __future__ import annotations

from pathlib import Path

from kithly.app.bringing.import_files import import_paths
from kithly.app.network import open_network
from kithly.app.persons.people import list_people
from kithly.testing.store_samples import NOW

SAMPLE = Path(__file__).parents[2] / "golden" / "mbox" / "notices" / "notices.mbox"


def test_notices_are_records_of_their_own_and_counted_by_sender(tmp_path: Path) -> None:
    with open_network(tmp_path / "data", now=NOW) as network:
        outcome = import_paths(network, [SAMPLE], source="mbox")
        (file,) = outcome.files
        assert file.read == file.new + file.same + file.merged + file.held + file.skipped
        (said,) = [hint for hint in outcome.hints if hint.startswith("Notices")]
        assert "LinkedIn 13 of 19" in said
        assert "GitHub 3 of 6" in said
        assert not any("via" in one.name or "LinkedIn" in one.name for one in list_people(network, limit=99).people)


def test_the_same_notices_brought_again_under_another_name_change_nothing(tmp_path: Path) -> None:
    copy = tmp_path / "copy.mbox"
    copy.write_bytes(SAMPLE.read_bytes() + b"\n")
    with open_network(tmp_path / "data", now=NOW) as network:
        first = import_paths(network, [SAMPLE], source="mbox").files[0]
        again = import_paths(network, [copy], source="mbox").files[0]
        assert first.new
        assert (again.new, again.merged) == (0, 0)


def test_mail_without_notices_is_not_spoken_of(tmp_path: Path) -> None:
    mailbox = SAMPLE.parents[1] / "list-archive.mbox"
    with open_network(tmp_path / "data", now=NOW) as network:
        assert not any(hint.startswith("Notices") for hint in import_paths(network, [mailbox], source="mbox").hints)


def test_what_is_understood_is_said_again_only_where_more_came(tmp_path: Path) -> None:
    other = tmp_path / "ana.vcf"
    other.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Ana Lee\nEMAIL:ana@lee.example\nEND:VCARD\n", encoding="utf-8")
    with open_network(tmp_path / "data", now=NOW) as network:
        import_paths(network, [SAMPLE], source="mbox")
        assert not any(hint.startswith("Notices") for hint in import_paths(network, [other]).hints)
