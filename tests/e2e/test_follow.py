"""Following by the command line: listed from a card, refused for good, and safe to print."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.conftest import Kithly
from tests.e2e.follow_shapes import FOLLOW, FOLLOW_NO
from tests.e2e.shapes import misfits

CARD = """BEGIN:VCARD
VERSION:4.0
UID:card-{number}
FN:{name}
EMAIL:{mail}
URL:{page}
IMPP:xmpp:nobody
SOCIALPROFILE;SERVICE-TYPE=Mastodon:https://pots.example/@zita{number}
END:VCARD
"""


def cards(folder: Path, *people: tuple[str, str]) -> Path:
    """Write an address book of people with a page each."""
    path = folder / "book.vcf"
    told = [
        CARD.format(number=number, name=name, page=page, mail=f"p{number}@cards.example")
        for number, (name, page) in enumerate(people)
    ]
    path.write_text("".join(told), "utf-8")
    return path


def test_what_a_card_names_is_listed_with_its_proof_and_refused_for_good(kithly: Kithly, tmp_path: Path) -> None:
    kithly.ok("import", cards(tmp_path, ("Zita Quill", "https://zitaquill.example")))
    view = kithly.view("follow")
    assert misfits(view, FOLLOW) == []
    assert {one["address"] for one in view["suggestions"]} == {"https://zitaquill.example", "@zita0@pots.example"}
    assert all(one["because"][0]["evidence"][0]["record"] for one in view["suggestions"])
    assert "kithly follow 'Zita Quill' https://zitaquill.example" in kithly.ok("follow", "--list", "zita")
    done = kithly.view("follow", "--no", "zita", "zitaquill.example")
    assert misfits(done, FOLLOW_NO) == []
    assert kithly.view("follow")["total"] == 1
    kithly.ok("undo")
    assert kithly.view("follow")["total"] == 2


def test_two_suggestions_without_an_address_ask_which(kithly: Kithly, tmp_path: Path) -> None:
    kithly.ok("import", cards(tmp_path, ("Zita Quill", "https://zitaquill.example")))
    ran = kithly("follow", "zita", "--json")
    assert (ran.code, ran.error["kind"]) == (1, "conflict")
    assert len(ran.error["candidates"]) == 2


def test_linkedin_is_refused_in_one_sentence(kithly: Kithly, tmp_path: Path) -> None:
    kithly.ok("import", cards(tmp_path, ("Zita Quill", "https://www.linkedin.com/in/zita")))
    ran = kithly("follow", "zita", "https://www.linkedin.com/in/zita")
    assert ran.code == 1
    assert "never asks LinkedIn" in ran.err
    assert kithly.view("account", "list")["accounts"] == []


def test_nothing_known_names_no_page_and_says_so(network: Kithly) -> None:
    told = network.ok("follow")
    assert "kithly follow NAME ADDRESS" in told


def test_a_hostile_card_prints_nothing_that_acts(kithly: Kithly, tmp_path: Path) -> None:
    hostile = [
        ("Eve\u202e \x1b[31mRed'; rm -rf /", "https://eve.example/\x1b]0;x\x07"),
        ("Mallory $(reboot)", "https://mallory.example/$(reboot)"),
        ("<script>hit()</script>", "javascript:hit()"),
    ]
    kithly.ok("import", cards(tmp_path, *hostile))
    told = kithly.ok("follow")
    assert not set(told) & {"\x1b", "\x07", "\u202e"}
    assert "eve.example" not in told
    assert "'https://mallory.example/$(reboot)'" in told
    for one in kithly.view("follow")["suggestions"]:
        assert one["address"].startswith(("https://", "@"))
