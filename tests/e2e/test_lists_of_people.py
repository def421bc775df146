"""Mailing lists are nobody, whatever they are called; who writes on them is somebody."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.conftest import NOW

from kithly.app.bringing.import_files import import_paths
from kithly.app.network import open_network
from kithly.app.persons.people import list_people

ROBIN, IRMA = "Robin Quillfeather <robin@quill.example>", "Irma Sandgrouse <irma@grouse.example>"
HIVES = "hives@keepers.example"  # nothing in the name says that it is a list
SENT, LIST = "X-Gmail-Labels: Sent", f"List-Id: <hives.keepers.example>\nList-Post: <mailto:{HIVES}>"


def mail(number: int, sender: str, to: str, *, more: str, cc: str = "") -> str:
    """Return one message of an mbox."""
    return (
        f"From - Mon Jan {number:02d} 09:00:00 2026\n{more}\nFrom: {sender}\nTo: {to}\nCc: {cc or to}\n"
        f"Subject: Bees\nDate: {number:02d} Jan 2026 09:00:00 +0000\nMessage-ID: <m{number}@quill.example>\n\n"
        "Where do the bees go in winter?\n\n"
    )


def test_a_list_is_no_person_though_the_own_copy_of_a_post_does_not_say_so(tmp_path: Path) -> None:
    box = tmp_path / "All mail.mbox"
    box.write_text(
        mail(5, ROBIN, HIVES, more=SENT)
        + mail(6, IRMA, HIVES, more=LIST, cc=ROBIN)
        + mail(7, ROBIN, IRMA, more=SENT, cc=HIVES)
        + mail(8, IRMA, ROBIN, more="X-Gmail-Labels: Inbox")
        + mail(9, "Support Team <support@tool.example>", ROBIN, more="X-Gmail-Labels: Inbox"),
        "utf-8",
    )
    with open_network(tmp_path / "data", now=NOW) as network:
        import_paths(network, [box])
        assert [row.name for row in list_people(network).people] == ["Irma Sandgrouse"]
