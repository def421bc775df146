"""Public WhatsApp chats: all go through, their counts add up, and what stands beside them is met."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.unit.sources.telling import item_of, read

from kithly.records import Message, Problem, Sighted
from kithly.sources.whatsapp import WhatsApp
from kithly.sources.whatsapp.lines import start_of

MINER = "joweich+chat-miner/test/whatsapp"


def _chats(corpora: Path) -> list[Path]:
    return [
        *sorted((corpora / "chat").rglob("whatsapp/*.txt")),
        *sorted((corpora / "extracted").glob("whatsapp_*.txt")),
    ]


def _messages(data: bytes) -> list[Message]:
    found = read(WhatsApp(), item_of("_chat.txt", data))
    return [one.record for one in found if isinstance(one, Sighted) and isinstance(one.record, Message)]


def test_every_chat_goes_through_and_each_stamp_is_a_record_or_a_problem(corpora: Path) -> None:
    chats = _chats(corpora)
    assert len(chats) >= 11
    for path in chats:
        item = item_of(path.name, path.read_bytes())
        assert WhatsApp().recognises(item), path
        found = [one for one in read(WhatsApp(), item) if one.at != "the whole file"]
        assert found
        stamps = sum(start_of(line) is not None for line in path.read_text("utf-8").split("\n"))
        texts = [one.record.text for one in found if isinstance(one, Sighted) and isinstance(one.record, Message)]
        inside = sum(start_of(line) is not None for text in texts for line in text.split("\n"))  # pasted there
        assert len(found) + inside == stamps, path


def test_what_another_reader_expects_of_its_samples_is_read(corpora: Path) -> None:
    folder = corpora / "chat" / MINER
    expected = sorted((one["timestamp"], one["author"], one["message"]) for one in _json(folder / "target.json"))
    for path in sorted(folder.glob("*.txt")):
        told = sorted(
            (one.at.isoformat()[:19], one.sender.name, " ".join(one.text.split()))
            for one in _messages(path.read_bytes())
            if one.at and one.sender
        )
        assert [one for one in told if one[2] != "."] == expected, path  # it leaves out a message of one dot


def test_every_variant_reported_in_public_is_read_by_itself(corpora: Path) -> None:
    lines = (corpora / "extracted" / "whatsapp_variants.txt").read_text("utf-8").split("\n")
    for line in filter(None, lines):
        found = read(WhatsApp(), item_of("_chat.txt", f"{line}\n".encode()))
        reasons = {one.reason for one in found if isinstance(one, Problem) and not one.held}
        assert not reasons - {"a notice of WhatsApp's, not a message"}, line


def _json(path: Path) -> list[dict[str, str]]:
    return json.loads(path.read_text("utf-8"))  # type: ignore[no-any-return]


@pytest.mark.parametrize("name", ["_chat.txt", "_chat 2.txt"])
def test_who_wrote_what_is_as_the_samples_say_of_themselves(corpora: Path, name: str) -> None:
    path = corpora / "chat/MasterScrat+Chatistics/tests/test_data/whatsapp" / name
    for one in _messages(path.read_bytes()):
        if "outgoing = True" in one.text:
            assert one.sender is not None
            assert one.sender.name == "John Doe"
