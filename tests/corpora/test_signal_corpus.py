"""Public chats of Signal: what stands beside them is met."""

from __future__ import annotations

import json
from pathlib import Path

from tests.unit.sources.telling import item_of, read

from kithly.records import Message, Sighted
from kithly.sources.signal import Signal


def test_what_another_reader_expects_of_its_sample_is_read(corpora: Path) -> None:
    folder = corpora / "chat" / "joweich+chat-miner" / "test" / "signal"
    expected = json.loads((folder / "target.json").read_text("utf-8"))
    item = item_of("test_export.txt", (folder / "test_export.txt").read_bytes())
    assert Signal().recognises(item)
    found = [one.record for one in read(Signal(), item) if isinstance(one, Sighted)]
    told = [
        (one.at.isoformat()[:19], one.sender.name, " ".join(one.text.split()))
        for one in found
        if isinstance(one, Message) and one.at and one.sender
    ]
    assert sorted(told) == sorted((one["timestamp"], one["author"], one["message"]) for one in expected)
