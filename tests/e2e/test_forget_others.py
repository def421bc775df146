"""Somebody who is forgotten goes out of the names, employers, titles and links of others, in any script."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from tests.e2e.canaries import hits
from tests.e2e.conftest import NOW, Kithly

from kithly.app.derived.refresh import refresh
from kithly.app.network import open_network

EGO = "Ego Self <ego@self.example>"
WHO = {
    "Latin": ("Zyphóra Quennellé", "Zyphora Quennelle"),
    "Devanagari": ("ज़िफोरा क्वेनेली", "ज़िफोरा क्वेनेली"),
    "Arabic": ("زِفُورَة قِينِيلِي", "زفورة قينيلي"),
    "Thai": ("ซีโฟรา ควินเนลลี่", "ซีโฟรา ควินเนลลี่"),
}


def card(uid: str, *lines: str) -> str:
    told = "".join(f"{line}\r\n" for line in lines)
    return f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{uid}\r\n{told}END:VCARD\r\n"


def files(folder: Path, name: str, plain: str) -> list[Path]:
    """Write her card, and what others are called and wrote."""
    folder.mkdir()
    her = card("her-uid", f"FN:{name}", "EMAIL:zq@canary.example")
    bram = card(
        "bram-uid",
        f"FN:Bram Oster (brother of {plain})",
        "EMAIL:bram@oster.example",
        f"ORG:{plain} & Sons",
        f"TITLE:assistant of {plain}",
        f"CATEGORIES:friends of {plain}",
        f"ADR:;;{plain} House;Oslo;;;",
        f"NOTE:see https://x.example/?q={quote(plain)}&y=1",
    )
    links = f"Look: https://x.example/?q={quote(name)} and https://y.example/{quote(quote(plain))}/a\n\nNo more."
    letter = (
        f"From - Mon Jan  5 10:00:00 2026\nFrom: Bram Oster <bram@oster.example>\nTo: {EGO}\n"
        "Subject: Links\nMessage-ID: <links@post.example>\nDate: Mon, 5 Jan 2026 10:00:00 +0000\n"
        f"Content-Type: text/plain; charset=utf-8\n\n{links}\n\n"
    )
    chat = f"01.02.24, 21:15 - Eve ({plain}): hello\n01.02.24, 21:16 - Ego Self: hello\n"
    for file, text in {
        "her.vcf": her,
        "bram.vcf": bram,
        "mail.mbox": letter,
        "WhatsApp Chat with Eve.txt": chat,
    }.items():
        (folder / file).write_text(text, "utf-8")
    return sorted(folder.iterdir())


@pytest.mark.parametrize("script", list(WHO))
def test_nothing_of_the_name_stays_with_others_and_nothing_returns(kithly: Kithly, tmp_path: Path, script: str) -> None:
    name, plain = WHO[script]
    kithly.ok("me", "--set", "address=ego@self.example", "--set", "name=Ego Self")
    exports = files(tmp_path / "exports", name, plain)
    kithly.ok("import", *exports)
    assert {word for _, word in hits(kithly.data, (name, plain))} == {name, plain}
    kithly.ok("forget", "zq@canary.example", "--yes")
    words = (name, plain, *name.split(), *plain.split())
    assert sorted(hits(kithly.data, words)) == []
    before = kithly.view("people")["people"]
    assert {one["name"] for one in before} == {"Bram Oster", "Eve"}
    kithly.ok("import", *exports)
    assert sorted(hits(kithly.data, words)) == []
    assert kithly.view("people")["people"] == before
    with open_network(kithly.data, now=NOW) as network, network.store.rehearsal() as tx:
        kept = tx.derived(), tx.canonical()
        tx.search.rebuild()
        refresh(tx, now=NOW)
        assert (tx.derived(), tx.canonical()) == kept


def test_somebody_whose_name_is_longer_keeps_it(kithly: Kithly, tmp_path: Path) -> None:
    kithly.ok("me", "--set", "address=ego@self.example")
    juan = card("j1", "FN:Juan García", "EMAIL:juan@one.example")
    lopez = card("j2", "FN:Juan García López", "EMAIL:lopez@two.example", "NOTE:knows Juan García")
    (tmp_path / "two.vcf").write_text(juan + lopez, "utf-8")
    kithly.ok("import", tmp_path / "two.vcf")
    kithly.ok("forget", "juan@one.example", "--yes")
    kithly.ok("import", tmp_path / "two.vcf")
    assert [one["name"] for one in kithly.view("people")["people"]] == ["Juan García López"]
