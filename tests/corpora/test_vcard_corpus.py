"""Public files of cards: all go through, every card is told of, and another library reads the same."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
import vobject

from kithly.records import Contact, Problem, Sighted, email_identity, name_key
from kithly.sources._formats.archive import items
from kithly.sources._formats.decode import decode
from kithly.sources.base import Item
from kithly.sources.vcard import VCard

MIN_CARDS = 1_060
CARD = re.compile(r"(?ims)^BEGIN:VCARD\s*$.*?^END:VCARD\s*$")


def _items(corpora: Path) -> list[Item]:
    paths = [corpora / "vcard", *sorted((corpora / "extracted").glob("*.vcf"))]
    return [item for path in paths for item in items(path) if item.name.lower().endswith(".vcf")]


def _begun(item: Item) -> int:
    with item.opener() as stream:
        text = decode(stream.read())
    return len(re.findall(r"(?im)^BEGIN:VCARD\s*$", text))


def test_every_file_goes_through_and_every_card_is_a_record_or_a_problem(corpora: Path) -> None:
    source = VCard()
    cards = people = 0
    for item in _items(corpora):
        found = list(source.read(item))
        if not source.recognises(item):
            assert not any(isinstance(one, Sighted) for one in found), item.path
            continue
        assert len({one.at for one in found}) == _begun(item), item.path
        cards += _begun(item)
        people += sum(isinstance(one, Sighted) for one in found)
        for one in found:
            assert isinstance(one, Sighted) or one.reason != "this card cannot be read", item.path
    assert cards >= MIN_CARDS
    assert people >= cards - 10


def test_another_library_reads_the_same_names_and_addresses(corpora: Path) -> None:
    compared = 0
    for item in _items(corpora):
        with item.opener() as stream:
            data = stream.read()
        for text in CARD.findall(decode(data)):
            theirs = _theirs(text)
            if theirs is None:
                continue
            ours = [one.record for one in _read(text) if isinstance(one, Sighted) and isinstance(one.record, Contact)]
            compared += 1
            _compare(theirs, ours[0] if ours else None)
    assert compared >= MIN_CARDS - 40


def _read(text: str) -> list[Sighted | Problem]:

    data = text.encode()
    item = Item(
        path="a.vcf", name="a.vcf", size=len(data), modified=datetime(2026, 1, 1, tzinfo=UTC), container="",
        opener=lambda: BytesIO(data),
    )  # fmt: skip
    return list(VCard().read(item))


def _theirs(text: str) -> tuple[str, set[str]] | None:
    try:
        card = vobject.readOne(text, allowQP=True)
        name = card.fn.value if hasattr(card, "fn") else ""
        mails = {email_identity(str(one.value)) for one in getattr(card, "email_list", [])}
    except Exception:  # noqa: BLE001 - what it cannot read is no measure
        return None
    return str(name), {mail.value for mail in mails if mail}


def _compare(theirs: tuple[str, set[str]], ours: Contact | None) -> None:
    name, mails = theirs
    if ours is None:
        return
    assert mails <= {one.value for one in ours.identities}
    if "\ufffd" in name or "," in name:
        return
    words = set(name_key(name).split())
    assert not words or words & set(name_key(f"{ours.name} {ours.nickname}").split()), name


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("apple_contacts.vcf", {"birthday": "--03-12", "relations": 2, "days": 1}),
        ("google_vcard_labels.vcf", {"birthday": "", "relations": 0, "days": 0}),
    ],
)
def test_what_is_known_of_a_sample_is_read(corpora: Path, name: str, says: dict[str, object]) -> None:
    (item,) = items(corpora / "extracted" / name)
    record = next(one.record for one in VCard().read(item) if isinstance(one, Sighted))
    assert isinstance(record, Contact)
    found = {
        "birthday": record.birthday.iso() if record.birthday else "",
        "relations": len(record.relations),
        "days": len(record.days),
    }
    assert found == says
