"""Public exports of Telegram: all go through, and what stands beside them is met."""

from __future__ import annotations

import json
from pathlib import Path

from tests.unit.sources.telling import item_of, read

from kithly.records import Message, Sighted
from kithly.sources.telegram import Telegram


def test_what_another_reader_expects_of_its_samples_is_read(corpora: Path) -> None:
    folder = corpora / "chat" / "joweich+chat-miner" / "test" / "telegram"
    expected = json.loads((folder / "target.json").read_text("utf-8"))
    for path in sorted(folder.glob("test_*.json")):
        item = item_of(path.name, path.read_bytes())
        assert Telegram().recognises(item)
        found = [one.record for one in read(Telegram(), item) if isinstance(one, Sighted)]
        told = [
            (one.at.isoformat()[:19], one.sender.name, one.text.replace(" ", ""))
            for one in found
            if isinstance(one, Message) and one.at and one.sender
        ]
        assert told == [(one["timestamp"], one["author"], one["message"].replace(" ", "")) for one in expected], path
