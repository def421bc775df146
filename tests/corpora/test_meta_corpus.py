"""Public exports of Facebook and Instagram: all go through, and what stands beside them is met."""

from __future__ import annotations

import json
from pathlib import Path

from tests.unit.sources.telling import item_of, read

from kithly.records import Contact, Message, Sighted
from kithly.sources.meta_export import MetaExport


def test_what_another_reader_expects_of_its_sample_is_read(corpora: Path) -> None:
    folder = corpora / "chat" / "joweich+chat-miner" / "test" / "instagram"
    expected = json.loads((folder / "target.json").read_text("utf-8"))
    item = item_of("instagram/test_export.json", (folder / "test_export.json").read_bytes())
    assert MetaExport().recognises(item)
    found = [one.record for one in read(MetaExport(), item) if isinstance(one, Sighted)]
    told = [
        (one.at.isoformat()[:19], one.sender.name, one.text)
        for one in found
        if isinstance(one, Message) and one.at and one.sender
    ]
    assert told == [(one["timestamp"], one["author"], one["message"]) for one in expected]


def test_friends_are_people_and_follows_are_not(corpora: Path) -> None:
    friends = item_of("your_friends.json", (corpora / "extracted" / "facebook_your_friends.json").read_bytes())
    told = [one.record for one in read(MetaExport(), friends) if isinstance(one, Sighted)]
    assert len([one for one in told if isinstance(one, Contact) and one.connected_on]) == 2
    follows = item_of("following.json", (corpora / "extracted" / "instagram_following.json").read_bytes())
    assert not MetaExport().recognises(follows)
    assert MetaExport().not_read(follows) == "who follows whom, which is no contact"


def test_another_platform_s_messages_are_refused(corpora: Path) -> None:
    for path in sorted((corpora / "chat" / "uvacw+osd2f").rglob("*.json")):
        assert not MetaExport().recognises(item_of(path.name, path.read_bytes()))
