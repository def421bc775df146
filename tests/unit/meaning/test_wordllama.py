"""The meaning of text from the files of the installed package, with the network denied."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from kithly.app.loading import load_meaning
from kithly.meaning import wordllama as adapter
from kithly.meaning.wordllama import WordLlama, wordllama
from kithly.reasons.relevance import Vectors

ALONE = """
import socket, sys
def denied(*args, **kwargs): raise AssertionError("a connection was asked for")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = denied
from kithly.meaning.wordllama import wordllama
meaning = wordllama()
assert "tokenizers" not in sys.modules, "loaded before it was asked"
assert meaning.vectors(["the boat is dry"]).shape == (1, 256)
assert not {"wordllama", "requests", "huggingface_hub"} & set(sys.modules)
"""


@pytest.fixture(scope="module")
def meaning() -> WordLlama:
    found = wordllama()
    assert found is not None
    return found


def near(vectors: Vectors) -> float:
    return float(vectors[0] @ vectors[1])


def test_it_reads_its_own_files_lazily_and_asks_no_network() -> None:
    done = subprocess.run([sys.executable, "-c", ALONE], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_what_means_nearly_the_same_is_near(meaning: WordLlama) -> None:
    bees = near(meaning.vectors(["We keep bees and sell honey.", "An apiarist talks about her hives."]))
    rail = near(meaning.vectors(["We keep bees and sell honey.", "The railway timetable is reformed."]))
    assert bees > rail + 0.1


def test_rows_have_length_one_and_nothing_has_none(meaning: WordLlama) -> None:
    found = meaning.vectors(["one", "", "two words", "\ud800 broken"])
    assert np.linalg.norm(found, axis=1) == pytest.approx([1, 0, 1, 1], abs=1e-5)
    assert found.dtype == np.float32
    assert meaning.vectors([]).shape == (0, 256)


def test_a_text_means_the_same_in_any_company(meaning: WordLlama) -> None:
    many = [f"text number {n} of a long row about boats" for n in range(700)]
    assert np.allclose(meaning.vectors(many)[650], meaning.vectors([many[650]])[0])


def test_half_an_installation_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapter, "WEIGHTS", Path("weights", "gone.safetensors"))
    assert wordllama() is None


def test_one_is_loaded_for_the_whole_process() -> None:
    assert load_meaning() is load_meaning()
