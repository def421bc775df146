"""Gmail's labels in whatever language, and folders named after them."""

from __future__ import annotations

import pytest

from kithly.sources._formats.email.words import header_text
from kithly.sources._formats.labels import normal_label, read_labels
from kithly.sources._formats.mail_places import folder_of


@pytest.mark.parametrize(
    ("value", "labels"),
    [
        (b"Inbox,Important,Opened,Category Personal", ("inbox", "important", "opened", "category personal")),
        (b"=?UTF-8?Q?Messages_archiv=C3=A9s,Ouvert,Cat=C3=A9gorie=C2=A0:_E-mails_?= =?UTF-8?Q?personnels?=", (
            "archived", "opened", "category personal")),
        (b'=?UTF-8?Q?Archiv=C3=A9s,"Th=C3=A9,?= =?UTF-8?Q?_caf=C3=A9"?=', ("archived", "Thé, café")),
        (b"Archived,Opened", ("archived", "opened")),
        (b"=?UTF-8?Q?Gesendet,Ge=C3=B6ffnet?=", ("sent", "opened")),
        (b"=?UTF-8?B?T2Rlc2xhbsOhIHBvxaF0YQ==?=", ("sent",)),
        (b"Papelera,Borradores", ("trash", "drafts")),
        (b"=?UTF-8?Q?=E9=80=81=E4=BF=A1=E6=B8=88=E3=81=BF?=", ("sent",)),
        (b"Posta inviata,Aperti", ("sent", "opened")),
        (b"Verzonden,Geopend", ("sent", "opened")),
        (b"Enviados,Abertas", ("sent", "opened")),
        (b"Sendt,\xc3\x85pnet", ("sent", "opened")),
        (b"My pots,my pots", ("My pots", "my pots")),
        (b"", ()),
        (b'"unclosed,x', ("unclosed,x",)),
    ],
)  # fmt: skip
def test_labels_are_read(value: bytes, labels: tuple[str, ...]) -> None:
    assert read_labels(header_text(value)) == labels


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("Mail/Sent", "sent"), ("Sent Messages.mbox/mbox", "sent"), ("Gesendet.mbox", "sent"), ("Sent-1", "sent"),
        ("Mail/Messages envoyés.mbox", "sent"), ("Trash", "trash"), ("Spam.mbox", "spam"), ("Drafts", "drafts"),
        ("All mail Including Spam and Trash.mbox", ""), ("Veškerá pošta včetně spamu a koše.mbox", ""),
        ("pots", ""), ("2012-August.txt", ""), ("Important.mbox", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_file_is_named_after_its_folder(name: str, folder: str) -> None:
    assert folder_of(name) == folder


def test_a_label_of_one_s_own_stays() -> None:
    assert normal_label("Sent to Ana") == "Sent to Ana"
