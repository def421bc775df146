"""Public letters: which sentences promise something was read by eye; what is found is right, and little is left out."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from email import message_from_bytes
from email.message import Message
from hashlib import blake2b
from pathlib import Path

from kithly.history import promises_in, sentences
from kithly.sources._formats.quotes import cut

SAID = date(2009, 11, 20)  # about when most of them were written; the day changes no promise, only what it is for
LABELS = tomllib.loads(Path(__file__).with_name("promise_labels.toml").read_text("utf-8"))
LEAST_PRECISION, LEAST_RECALL = 0.85, 0.7
FEWEST = 180  # labelled sentences that must be found in the corpus
_FROM = re.compile(rb"(?m)^From .*\d{4}\r?\n")
MOST = 20_000  # letters of a message that are read


def _plain(message: Message) -> str:
    for part in message.walk():
        payload = part.get_payload(decode=True) if part.get_content_type() == "text/plain" else None
        if isinstance(payload, bytes):
            return payload.decode("utf-8", "replace").replace("\r\n", "\n")
    return ""


def _mark(sentence: str) -> str:
    return blake2b(" ".join(sentence.split()).encode(), digest_size=8).hexdigest()


def _labelled(corpora: Path) -> dict[str, tuple[str, bool]]:
    """Return each labelled sentence by its hash, with whether it promises something to whoever reads it."""
    labels = dict.fromkeys(LABELS["others"], False) | dict.fromkeys(LABELS["promises"], True)
    found: dict[str, tuple[str, bool]] = {}
    for path in sorted((corpora / "mbox").rglob("*")):
        for raw in _FROM.split(path.read_bytes()) if path.is_file() else ():
            for sentence in sentences(cut(_plain(message_from_bytes(raw))).own[:MOST]):
                mark = _mark(sentence)
                if mark in labels:
                    found[mark] = (sentence, labels[mark])
    return found


def test_what_is_taken_for_a_promise_is_one_and_few_are_left_out(corpora: Path) -> None:
    found = _labelled(corpora)
    assert len(found) >= FEWEST
    taken = {mark for mark, (sentence, _) in found.items() if promises_in(sentence, SAID)}
    true = {mark for mark, (_, is_promise) in found.items() if is_promise}
    assert len(taken & true) / len(taken) >= LEAST_PRECISION
    assert len(taken & true) / len(true) >= LEAST_RECALL
