"""Public replies: the author's words are kept whole, nobody else's are left, and no library does better on any set."""

from __future__ import annotations

import time
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import quotequail
from mailparser_reply import EmailReplyParser
from mailparser_reply.constants import MAIL_LANGUAGES
from tests.pace import spent

from kithly.sources._formats.quotes import cut

MIN_FILES = 90
MAX_COMPARED = 100_000  # characters; the libraries take minutes for the one sample that is longer
SIGNATURES_ONLY = "signature"  # a folder of bare signatures, without any message
SECONDS = 0.3  # CPU seconds for the longest file, 767 kB
OWN = tomllib.loads(Path(__file__).with_name("reply_quote_own.toml").read_text("utf-8"))
PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "mail-text.md"
PARSER = EmailReplyParser(languages=list(MAIL_LANGUAGES))


def _quotequail(text: str) -> str:
    return "\n".join(part for shown, part in quotequail.quote(text, quote_intro_line=True) if shown)


def _quotequail_unwrapped(text: str) -> str:
    return str((quotequail.unwrap(text) or {"text_top": text}).get("text_top", ""))


def _reply(text: str) -> str:
    return PARSER.parse_reply(text) or ""


def _reply_body(text: str) -> str:
    replies = PARSER.read(text).replies
    return replies[0].body if replies else ""


READERS: Mapping[str, Callable[[str], str]] = {
    "Kithly": lambda text: cut(text).own,
    "mail-parser-reply 1.36, body": _reply_body,
    "mail-parser-reply 1.36, reply": _reply,
    "quotequail 0.5.4, unwrap": _quotequail_unwrapped,
    "quotequail 0.5.4, quote": _quotequail,
}
MEASURES = ("exact", "words lost", "foreign words", "quote marks")


def _texts(corpora: Path) -> dict[str, str]:
    files = [path for path in sorted((corpora / "reply-quote").rglob("*")) if path.is_file()]
    return {str(path): path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n") for path in files}


def _expected(corpora: Path) -> dict[str, list[tuple[str, list[str]]]]:
    """Return, for each set, its texts with the words that are their author's own."""
    found: dict[str, list[tuple[str, list[str]]]] = {}
    for name, text in _texts(corpora).items():
        path = Path(name).relative_to(corpora / "reply-quote")
        family = path.parts[0].partition("+")[0]
        stretches = OWN.get(family, {}).get(path.name)
        if stretches is not None and len(text) <= MAX_COMPARED:
            lines = text.split("\n")
            words = [word for first, last in stretches for line in lines[first : last + 1] for word in line.split()]
            found.setdefault(family, []).append((text, words))
    return found


def measure(read: Callable[[str], str], samples: list[tuple[str, list[str]]]) -> Counter[str]:
    """Count in how many samples a reader gives exactly the author's words, loses some, keeps others, leaves a mark."""
    counts: Counter[str] = Counter()
    for text, words in samples:
        own = read(text)
        mine = own.split()
        counts["exact"] += mine == words
        counts["words lost"] += bool(Counter(words) - Counter(mine))
        counts["foreign words"] += bool(Counter(mine) - Counter(words))
        counts["quote marks"] += any(line.lstrip().startswith(">") for line in own.split("\n"))
    return counts


@pytest.fixture(scope="module")
def measured(corpora: Path) -> dict[str, dict[str, Counter[str]]]:
    sets = _expected(corpora)
    return {name: {family: measure(read, sets[family]) for family in sets} for name, read in READERS.items()}


def test_no_library_does_better_on_any_set(measured: dict[str, dict[str, Counter[str]]]) -> None:
    ours = measured["Kithly"]
    assert len(ours) == len(OWN)
    for name, sets in measured.items():
        for family, counts in sets.items():
            assert ours[family]["exact"] >= counts["exact"], (name, family)
            for flaw in MEASURES[1:]:
                assert ours[family][flaw] <= counts[flaw], (name, family, flaw)


def test_the_published_table_is_what_is_measured(corpora: Path, measured: dict[str, dict[str, Counter[str]]]) -> None:
    sizes = {family: len(samples) for family, samples in _expected(corpora).items()}
    page = PAGE.read_text("utf-8")
    for name, sets in measured.items():
        for family, counts in sorted(sets.items()):
            row = f"| {family} ({sizes[family]}) | {name} | " + " | ".join(str(counts[one]) for one in MEASURES) + " |"
            assert row in page


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
        assert spent(begin) < SECONDS
