"""A Google Takeout as it comes: zip, parts of a zip, or tgz, in any language; what is no mail is named by product."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from kithly.errors import SourceFormatError
from kithly.records import Message, Problem, Sighted
from kithly.sources._formats import tarred
from kithly.sources._formats.archive import items
from kithly.sources._formats.labels import read_labels
from kithly.sources.base import Item
from kithly.sources.mbox import Mbox

NAME = "takeout-20260301T101112Z-001"
MAIL = (
    "From 182875456804362858{0}@xxx Mon Apr 07 14:31:02 +0000 2025\nX-GM-THRID: 182875456804362858{0}\n"
    "X-Gmail-Labels: {1}\nFrom: Ana Kiln <ana@kiln.example>\nTo: ben@oven.example\nSubject: Clay {0}\n"
    "Date: Mon, 07 Apr 2025 14:31:02 +0000\nMessage-ID: <{0}@kiln.example>\n\nRed clay.\n\n"
)
LANGUAGES = {  # how Takeout calls the folder and the file of all mail, and the labels of one sent and one thrown away
    "en": ("Mail/All mail Including Spam and Trash.mbox", "Sent,Opened", "Trash"),
    "de": ("Gmail/Alle E-Mails einschließlich Spam und Papierkorb.mbox", "Gesendet,Geöffnet", "Papierkorb"),
    "fr": ("Messagerie/Tous les messages, y compris ceux du dossier Spam et de la corbeille.mbox",
           "Messages envoyés,Ouvert", "Corbeille"),
    "es": ("Correo/Todo el correo, incluido Spam y Papelera.mbox", "Enviados,Abiertos", "Papelera"),
    "cs": ("Pošta/Veškerá pošta včetně spamu a koše.mbox", "Odeslaná pošta,Otevřené", "Koš"),
    "no": ("E-post/All e-post inkludert søppelpost og papirkurv.mbox", "Sendt,Åpnet", "Papirkurv"),
    "pt": ("E-mail/Todos os e-mails, incluindo Spam e Lixeira.mbox", "Enviados,Abertos", "Lixeira"),
    "it": ("Posta/Tutti i messaggi, inclusi Spam e Cestino.mbox", "Inviati,Aperti", "Cestino"),
    "nl": ("Mail/Alle e-mail inclusief spam en prullenbak.mbox", "Verzonden,Geopend", "Prullenbak"),
    "ja": ("メール/すべてのメール（迷惑メール、ゴミ箱のメールを含む）.mbox", "送信済み,開封済み", "ゴミ箱"),
}  # fmt: skip
OTHERS = {
    "Takeout/archive_browser.html": b"<!doctype html><title>Takeout</title>",
    "Takeout/Google Fotos/Fotos von 2024/IMG_1.jpg": b"\xff\xd8\xff" + bytes(2_000),
    "Takeout/Google Fotos/Fotos von 2024/IMG_1.jpg.json": b'{"title": "IMG_1.jpg"}',
    "Takeout/YouTube und YouTube Music/Verlauf/Wiedergabeverlauf.html": b"<html></html>",
    "Takeout/Google Chat/Groups/DM 1/messages.json": b'{"messages": []}',
}


def mailbox(sent: str, trash: str) -> bytes:
    return (MAIL.format(1, sent) + MAIL.format(2, trash)).encode()


def zipped(path: Path, members: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def tarred_as(path: Path, members: Mapping[str, bytes], *, mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]  # typeshed: modes as literals
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(data), 1_772_359_872
            archive.addfile(info, io.BytesIO(data))
    return path


def outcomes(found: tuple[Item, ...]) -> list[object]:
    return [one for item in found if Mbox().recognises(item) for one in Mbox().read(item)]


def labels(found: list[object]) -> list[tuple[str, ...]]:
    return [one.record.labels for one in found if isinstance(one, Sighted) and isinstance(one.record, Message)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["zip", "tgz", "folder"])
def test_mail_is_read_in_every_language(language: str, kind: str, tmp_path: Path) -> None:
    name, sent, trash = LANGUAGES[language]
    members = {f"Takeout/{name}": mailbox(sent, trash), **OTHERS}
    if kind == "folder":
        for inside, data in members.items():
            (tmp_path / inside).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / inside).write_bytes(data)
        found = items(tmp_path)
    else:
        write = zipped if kind == "zip" else tarred_as
        found = items(write(tmp_path / f"{NAME}.{kind}", members))
    read = outcomes(found)
    assert labels(read) == [("sent", "opened")]
    assert [one.reason for one in read if isinstance(one, Problem)] == ["in Trash"]


@pytest.mark.parametrize("write", [zipped, tarred_as])
def test_what_is_no_mail_is_named_by_its_product(write: object, tmp_path: Path) -> None:
    assert callable(write)
    found = items(write(tmp_path / f"{NAME}.zip", OTHERS))
    told = {item.name: Mbox().not_read(item) for item in found}
    assert told == {
        "archive_browser.html": "the table of contents of a Google Takeout",
        "Google Fotos/Fotos von 2024/IMG_1.jpg": "Google Fotos, out of a Google Takeout: neither mail nor contacts "
        "nor calendar",
        "Google Fotos/Fotos von 2024/IMG_1.jpg.json": "Google Fotos, out of a Google Takeout: neither mail nor "
        "contacts nor calendar",
        "YouTube und YouTube Music/Verlauf/Wiedergabeverlauf.html": "YouTube und YouTube Music, out of a Google "
        "Takeout: neither mail nor contacts nor calendar",
        "Google Chat/Groups/DM 1/messages.json": "Google Chat, out of a Google Takeout: Kithly cannot read these "
        "talks yet",
    }


def test_several_parts_in_one_folder_are_all_read(tmp_path: Path) -> None:
    for number, language in enumerate(("de", "ja"), 1):
        name, sent, trash = LANGUAGES[language]
        zipped(tmp_path / f"takeout-20260301T101112Z-00{number}.zip", {f"Takeout/{name}": mailbox(sent, trash)})
    assert labels(outcomes(items(tmp_path))) == [("sent", "opened")] * 2


def test_other_files_are_none_of_a_takeout(tmp_path: Path) -> None:
    found = items(zipped(tmp_path / "box.zip", {"a/notes.txt": b"x", "b/x.json": b"{}"}))
    assert [Mbox().not_read(item) for item in found] == [None, None]


def test_a_large_mailbox_in_a_tgz_is_read_to_its_end(tmp_path: Path) -> None:
    data = b"".join(MAIL.format(number % 10, "Inbox").encode() for number in range(2_000))
    path = tarred_as(tmp_path / "t.tgz", {"Takeout/a.txt": b"x" * 300_000, "Takeout/Mail/Inbox.mbox": data})
    found = items(path)
    assert len(outcomes(found)) == 2_000
    with found[1].opener() as stream:
        assert stream.read() == data


def test_a_tar_without_gzip_is_read_too(tmp_path: Path) -> None:
    name, sent, trash = LANGUAGES["en"]
    path = tarred_as(tmp_path / "t.tar", {f"Takeout/{name}": mailbox(sent, trash)}, mode="w")
    assert labels(outcomes(items(path))) == [("sent", "opened")]


def test_a_tgz_that_is_cut_off_gives_what_is_whole_and_says_so(tmp_path: Path) -> None:
    noise = bytes((number * 7919) % 251 for number in range(200_000))
    whole = tarred_as(tmp_path / "t.tgz", {"Takeout/Mail/Sent.mbox": mailbox("Sent", "Trash"), "b.bin": noise})
    data = whole.read_bytes()
    for share in (3, 2):
        (tmp_path / "cut.tgz").write_bytes(data[: -len(data) // share])
        found = items(tmp_path / "cut.tgz")
        assert found[0].name.endswith("Sent.mbox")
        assert len(outcomes(found[:1])) == 2
        with pytest.raises(SourceFormatError, match=r"damaged or cut short"):
            found[-1].head()


@pytest.mark.parametrize("name", ["../../evil.mbox", "/abs.mbox"])
def test_names_that_lead_out_of_a_tar_are_named_and_never_opened(name: str, tmp_path: Path) -> None:
    found = items(tarred_as(tmp_path / "t.tgz", {name: b"x", "good.mbox": mailbox("Sent", "Trash")}))
    with pytest.raises(SourceFormatError, match="leads out"):
        found[0].head()
    assert len(outcomes(found[1:])) == 2


def test_links_in_a_tar_are_named(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "t.tar", "w") as archive:
        info = tarfile.TarInfo("link.mbox")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/hostname"
        archive.addfile(info)
    (item,) = items(tmp_path / "t.tar")
    with pytest.raises(SourceFormatError, match="is a link"):
        item.head()


def test_a_bomb_in_a_tgz_is_stopped(tmp_path: Path) -> None:
    found = items(tarred_as(tmp_path / "t.tgz", {"zeros.csv": bytes(80 << 20)}))
    with pytest.raises(SourceFormatError, match="unpacks to far more"):
        found[-1].head()


def test_of_very_many_members_the_beginnings_of_some_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tarred, "HEADS", 100)
    members = {f"{number}.txt": f"text {number}".encode() * 20 for number in range(5)}
    found = items(tarred_as(tmp_path / "t.tgz", members))
    assert {item.name: item.head() for item in found} == members


@pytest.mark.parametrize(
    ("value", "label"),
    [("Envoyé", "sent"), ("Odesláno", "sent"), ("ごみ箱", "trash"), ("Sin leer", "unread"), ("Kategorie: Allgemein",
     "category personal"), ("Categoría: Notificaciones", "category updates"), ("カテゴリ: プロモーション",
     "category promotions"), ("Category Purchases", "category purchases")],
)  # fmt: skip
def test_rarer_labels_are_known(value: str, label: str) -> None:
    assert read_labels(value) == (label,)
