"""A message found says who wrote it to whom, and is quoted where the words stand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.e2e.conftest import NOW

from kithly.app.bringing.import_files import import_paths
from kithly.app.network import Network, open_network
from kithly.app.persons.searching import search
from kithly.app.views import HitView

ROBIN, IRMA, LISTER = "Robin <robin@quill.example>", "Irma Sandgrouse <irma@grouse.example>", "Desk <desk@shop.example>"


def mail(day: int, sender: str, to: str, text: str, *, labels: str = "Inbox", cc: str = "") -> str:
    """Return one message of an mbox."""
    return (
        f"From - Mon Jan {day:02d} 09:00:00 2026\nX-Gmail-Labels: {labels}\nFrom: {sender}\nTo: {to}\n"
        f"{f'Cc: {cc}' if cc else 'X-No: cc'}\nSubject: Bees\nDate: {day:02d} Jan 2026 09:00:00 +0000\n"
        f"Message-ID: <m{day}@quill.example>\nContent-Type: text/plain; charset=utf-8\n\n{text}\n\n"
    )


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    """Return a network of a handful of letters."""
    box = tmp_path / "All mail.mbox"
    long = " ".join(f"word{number}" for number in range(200))
    box.write_text(
        mail(4, ROBIN, IRMA, "Where do the bees go?", labels="Sent")
        + mail(5, IRMA, ROBIN, f"{long} the Café at the harbour {long}")
        + mail(6, "No Reply <noreply@shop.example>", ROBIN, "The hive you ordered", cc=IRMA)
        + mail(7, IRMA, ROBIN, "My father passed away, and the funeral is on Monday."),
        "utf-8",
    )
    with open_network(tmp_path / "data", now=NOW) as opened:
        import_paths(opened, [box])
        yield opened


def only(network: Network, text: str) -> HitView:
    """Return the one message that holds some words."""
    (hit,) = search(network, text).hits
    return hit


def test_each_hit_says_who_wrote_it_to_whom(network: Network) -> None:
    sides = {text: only(network, text) for text in ("go", "harbour", "ordered")}
    assert {text: hit.side for text, hit in sides.items()} == {"go": "to", "harbour": "from", "ordered": "with"}
    assert {hit.person.name for hit in sides.values() if hit.person} == {"Irma Sandgrouse"}
    assert sides["ordered"].sender == "No Reply"


@pytest.mark.parametrize("text", ["cafe", "CAFÉ", "caf*", '"cafe at"'])
def test_the_quote_is_around_the_words_found_whatever_their_accents(network: Network, text: str) -> None:
    assert "the Café at the harbour" in only(network, text).quote


def test_words_on_a_personal_matter_are_told_apart(network: Network) -> None:
    assert only(network, "funeral").sensitive
    assert not only(network, "harbour").sensitive


def test_nothing_found_is_nothing(network: Network) -> None:
    assert search(network, "xyzzyqux").total == 0
    assert search(network, "").hits == ()
