"""A folder with a file for each mail is one item: listed once, and opened only where something is new."""

from __future__ import annotations

import gzip
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import pytest

from kithly.app.bringing.fingerprint import fingerprint
from kithly.records import Message, Problem, Sighted
from kithly.sources._formats.archive import items
from kithly.sources._formats.mail_folders import DiskLeaves
from kithly.sources._formats.mail_head import emlx_start, is_mail
from kithly.sources._formats.mail_places import folder_of, from_utf7
from kithly.sources.base import Item, Known
from kithly.sources.eml import Eml
from kithly.sources.maildir import Maildir


def letter(number: int, **more: str) -> bytes:
    fields = {"From": "Ana Lee <ana@acme.example>", "To": "ben@roe.example", "Subject": f"Note {number}"}
    fields |= {"Date": f"Mon, 02 Mar 2020 09:{number // 60:02}:{number % 60:02} +0000"}
    fields |= {"Message-ID": f"<{number}@acme.example>"} | more
    return "".join(f"{name}: {value}\n" for name, value in fields.items()).encode() + b"\nA line.\n"


def maildir(root: Path, count: int = 3, **more: str) -> Path:
    for folder in ("cur", "new", "tmp"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    for number in range(count):
        path = root / "cur" / f"{1_583_139_600 + number}.M{number}P1.host:2,S"
        path.write_bytes(letter(number, **more))
        os.utime(path, (1_583_139_600 + number, 1_583_139_600 + number))
    return root


def one(root: Path) -> Item:
    (item,) = items(root)
    assert item.leaves is not None
    return item


def subjects(item: Item) -> list[str]:
    found = [each.record for each in Maildir().read(item) if isinstance(each, Sighted)]
    return [record.subject for record in found if isinstance(record, Message)]


def test_a_maildir_is_one_item_whatever_lies_in_it(tmp_path: Path) -> None:
    root = maildir(tmp_path / "Mail", 5)
    (root / "dovecot-uidlist").write_text("3 V1\n")
    (root / "cur" / "folder").mkdir()
    (root / "cur" / ".hidden").write_bytes(letter(9))
    item = one(root)
    assert (item.path, item.name) == (str(root), "Mail")
    assert item.head() == b""
    assert sum(1 for _ in Maildir().read(item)) == 5


def test_the_youngest_file_comes_first(tmp_path: Path) -> None:
    assert subjects(one(maildir(tmp_path / "Mail"))) == ["Note 2", "Note 1", "Note 0"]


def test_only_new_mail_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = maildir(tmp_path / "Mail", 20)
    known = {each.raw for each in Maildir().read(one(root)) if isinstance(each, Sighted)}
    read = root / "cur" / "1583139600.M0P1.host:2,S"
    read.rename(read.with_name("1583139600.M0P1.host:2,RS"))  # answered meanwhile
    (root / "new" / "1583150000.M1P1.host").write_bytes(letter(90))
    opened: list[str] = []
    real = DiskLeaves.open

    def spied(self: DiskLeaves, name: str) -> BinaryIO:
        opened.append(name)
        return real(self, name)

    item = one(root)
    monkeypatch.setattr(DiskLeaves, "open", spied)
    again = list(Maildir().read(item, known=known))
    assert opened == ["new/1583150000.M1P1.host"]
    assert sum(isinstance(each, Known) for each in again) == 20


def test_a_folder_that_did_not_change_has_the_same_mark(tmp_path: Path) -> None:
    root = maildir(tmp_path / "Mail")
    maildir(root / ".Sent")
    before = {item.name: fingerprint(item, None) for item in items(root)}
    assert before == {item.name: fingerprint(item, None) for item in items(root)}
    (root / ".Sent" / "new" / "1583150000.M1P1.host").write_bytes(letter(90))
    after = {item.name: fingerprint(item, None) for item in items(root)}
    assert [name for name in before if before[name] != after[name]] == [".Sent"]


def test_a_mail_renamed_while_it_is_read_is_found_again(tmp_path: Path) -> None:
    root = maildir(tmp_path / "Mail", 3)
    stream = Maildir().read(one(root))
    first = next(stream)
    for path in list((root / "cur").iterdir()):
        path.rename(str(path) + "R")
    rest = list(stream)
    assert all(isinstance(each, Sighted) for each in [first, *rest])
    assert len(rest) == 2


def test_a_mail_that_is_gone_or_locked_is_named(tmp_path: Path) -> None:
    root = maildir(tmp_path / "Mail", 2)
    stream = Maildir().read(one(root))
    next(stream)
    for path in list((root / "cur").iterdir()):
        path.unlink()
    (gone,) = stream
    assert isinstance(gone, Problem)
    assert gone.reason == "cannot be read: No such file or directory"


def test_packed_and_encrypted_mails_of_dovecot(tmp_path: Path) -> None:
    root = maildir(tmp_path / "Mail", 0)
    (root / "cur" / "1.packed:2,S").write_bytes(gzip.compress(letter(7)))
    (root / "cur" / "2.cut:2,S").write_bytes(gzip.compress(letter(8))[:40])
    (root / "cur" / "3.locked:2,S").write_bytes(b"CRYPTED\x03\x07" + bytes(40))
    (root / "cur" / "4.empty:2,S").write_bytes(b"")
    (root / "cur" / "5.mbox:2,S").write_bytes(b"From ana@acme.example Mon Mar  2 09:00:00 2020\n" + letter(5))
    told = {each.at: each.reason for each in Maildir().read(one(root)) if isinstance(each, Problem)}
    assert told["cur/3.locked:2,S"] == "encrypted by the mail server"
    assert told["cur/4.empty:2,S"] == "an empty file"
    assert "Note 7" in subjects(one(root))
    assert "Note 5" in subjects(one(root))


def test_mail_of_equal_names_in_two_folders_is_all_read(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder / "cur").mkdir(parents=True)
        path = tmp_path / folder / "cur" / "01:2,"
        path.write_bytes(letter(1, **{"Message-ID": f"<{folder}@acme.example>"}))
        os.utime(path, (1_583_139_600, 1_583_139_600))
    raws = [each.raw for item in items(tmp_path) for each in Maildir().read(item) if isinstance(each, Sighted)]
    assert len(set(raws)) == 2


def test_without_a_date_the_second_of_delivery_counts(tmp_path: Path) -> None:
    root = maildir(tmp_path / "Mail", 1, Date="")
    (found,) = Maildir().read(one(root))
    assert isinstance(found, Sighted)
    assert isinstance(found.record, Message)
    assert found.record.at == datetime(2020, 3, 2, 9, 0, tzinfo=UTC)


def test_folders_are_found_however_they_are_nested(tmp_path: Path) -> None:
    for name in ("", ".Sent.2024", "fs/Work/Sub", ".inbox.directory/Fairs", "acc/INBOX"):
        maildir(tmp_path / "box" / name, 1)
    maildir(tmp_path / "box" / "empty", 0)
    names = {item.name for item in items(tmp_path / "box")}
    assert names == {"box", ".Sent.2024", "fs/Work/Sub", ".inbox.directory/Fairs", "acc/INBOX"}


def test_few_mails_stay_single_and_many_are_one(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(letter(1))
    (tmp_path / "notes.txt").write_bytes(b"Nothing.")
    assert [item.name for item in items(tmp_path)] == ["a.eml", "notes.txt"]
    (tmp_path / "b.EML").write_bytes(letter(2))
    found = {item.name: item for item in items(tmp_path)}
    assert set(found) == {tmp_path.name, "notes.txt"}
    assert found[tmp_path.name].path == f"{tmp_path}/*.eml"
    assert sum(isinstance(each, Sighted) for each in Eml().read(found[tmp_path.name])) == 2


def test_numbered_files_are_mails_only_where_they_look_like_it(tmp_path: Path) -> None:
    for number in ("1", "2.", "3"):
        (tmp_path / number).write_bytes(b"page text\n")
    assert len(items(tmp_path)) == 3
    for number in ("1", "2.", "3"):
        (tmp_path / number).write_bytes(letter(4))
    assert sum(isinstance(each, Sighted) for each in Eml().read(one(tmp_path))) == 3


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        (".Envoy&AOk-s", "sent"), (".INBOX.Sent", "sent"), (".Sent.2024", "sent"), (".Trash.Old", "trash"),
        ("Mail/[Gmail].Sent Mail", ""), ("[Gmail]/Sent Mail", "sent"), (".sent-mail.directory/2020", "sent"),
        ("Spam/Old", "spam"), ("Sent.sbd/2019", "sent"), ("INBOX", "inbox"), ("Work/Kilns", ""),
        (".&kAFP4W4IMH8w4TD8MOs-", "sent"), ("allen-p/_sent_mail", "sent"), ("deleted_items", "trash"),
    ],
)  # fmt: skip
def test_a_maildir_tells_its_folder_by_its_name(name: str, folder: str) -> None:
    assert folder_of(name, is_maildir=True) == folder


def test_a_folder_of_one_s_own_called_trash_hides_nothing() -> None:
    assert folder_of("Trash/old mails") == ""
    assert folder_of("Deleted Messages.mbox/1/Data/Messages") == "trash"


@pytest.mark.parametrize(
    ("packed", "plain"),
    [("Envoy&AOk-s", "Envoyés"), ("A &- B", "A & B"), ("R&D", "R&D"), ("&AA-", "&AA-"), ("&U,BTFw-", "台北")],
)
def test_names_of_imap_are_read(packed: str, plain: str) -> None:
    assert from_utf7(packed) == plain


MAILS = [
    letter(1),
    b"\xef\xbb\xbf" + letter(1),
    letter(1).replace(b"\n", b"\r\n"),
    letter(1).replace(b"\n", b"\r"),
    b"Received: from a by b;\n\tMon, 2 Mar 2020\nFrom: ana@acme.example\n\nHi",
    b"X-Unsent: 1\nTo: ben@roe.example\n\nHi",
    b"Subject: Pots\nTo: ben@roe.example\nMIME-Version: 1.0\n\nHi",
]
OTHERS = [
    b"From ana Mon Mar  2 09:00:00 2020\nFrom: ana@acme.example\nTo: b\n\n",
    b"From: Oslo\nWe went on.\nAnd on.\nAnd on.\n",
    b"BEGIN:VCARD\nVERSION:3.0\nFN:Ana\nEND:VCARD\n",
    b"BEGIN:VCALENDAR\nVERSION:2.0\n",
    b"First Name,Last Name\nAna,Lee\n",
    b'{"From": "Ana", "To": "Ben"}',
    b"---\nTitle: Pots\nDate: 2020-03-02\n---\n",
    b"From: <Saved by Blink>\nSnapshot-Content-Location: https://a.example/\nSubject: A\nMIME-Version: 1.0\n\n",
    b"Subject: one field only\n\nHi",
    b"",
]


def test_mails_are_told_from_other_files() -> None:
    assert [head for head in MAILS if not is_mail(head)] == []
    assert [head for head in OTHERS if is_mail(head)] == []


def test_apple_s_count_of_bytes_is_no_part_of_the_mail() -> None:
    assert emlx_start(b"120  \n" + letter(1)) == 6
    assert emlx_start(b"120  \nnot a mail") == 0
    assert emlx_start(letter(1)) == 0


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("old.pst", b"!BDN" + bytes(20), "Outlook archive (PST)"),
        ("old.ost", b"!BDN" + bytes(20), "Outlook archive (OST)"),
        ("note.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20), "Save As"),
        ("sheet.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20), None),
        ("notes.txt", b"Nothing", None),
    ],
)
def test_outlook_s_own_files_are_named_with_what_to_do(
    tmp_path: Path, name: str, data: bytes, told: str | None
) -> None:
    (tmp_path / name).write_bytes(data)
    (item,) = items(tmp_path / name)
    assert not Eml().recognises(item)
    reason = Eml().not_read(item)
    assert reason is None if told is None else told in str(reason)


def test_of_a_huge_mail_the_text_is_read(tmp_path: Path) -> None:
    root = maildir(tmp_path / "Mail", 0)
    with (root / "cur" / "1.huge:2,S").open("wb") as stream:
        stream.write(letter(3))
        stream.seek(3 << 30)  # sparse: three gigabytes of nothing behind the text
        stream.write(b"\0")
    assert subjects(one(root)) == ["Note 3"]


def test_mails_of_a_folder_are_not_counted_as_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kithly.sources._formats.walked.MAX_ENTRIES", 2)
    assert len(subjects(one(maildir(tmp_path / "Mail", 10)))) == 10
