"""Public replies: no quotation is left in the author's words, and the author's words are not lost."""

from __future__ import annotations

import time
from pathlib import Path

from kithly.sources._formats.quotes import cut

MIN_FILES = 90
SIGNATURES_ONLY = "signature"  # a folder of bare signatures, without any message
SECONDS = 0.3  # CPU seconds for the longest file, 767 kB


def _texts(corpora: Path) -> dict[str, str]:
    files = [path for path in sorted((corpora / "reply-quote").rglob("*")) if path.is_file()]
    return {str(path): path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n") for path in files}


def test_no_quote_mark_is_left(corpora: Path) -> None:
    texts = _texts(corpora)
    assert len(texts) >= MIN_FILES
    left = [name for name, text in texts.items() if any(line.startswith(">") for line in cut(text).own.split("\n"))]
    assert left == []


def test_every_author_keeps_words_of_their_own(corpora: Path) -> None:
    lost = [name for name, text in _texts(corpora).items() if not cut(text).own and SIGNATURES_ONLY not in name]
    assert lost == []


def test_the_longest_and_the_most_twisted_take_little_time(corpora: Path) -> None:
    for text in _texts(corpora).values():
        begin = time.process_time()
        cut(text)
        assert time.process_time() - begin < SECONDS
