"""WordLlama's vectors of words, read from the files inside the installed package and from nowhere else.

Its own loader looks for missing files in a cache and on the network, and sets up logging for the whole process; so
only its files are used. They hold one vector for each of 32,000 pieces of words; a text is their mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from kithly.reasons.relevance import Vectors

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WEIGHTS = Path("weights", "l2_supercat_256.safetensors")
PIECES = Path("tokenizers", "l2_supercat_tokenizer_config.json")
TENSOR = "embedding.weight"
WIDTH = 256
BATCH = 512  # texts cut in one go


class WordLlama:
    """Meaning by WordLlama; its files are read when it is first asked.

    Args:
        folder: Where the package lies.
    """

    name = "WordLlama"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def _weights(self) -> Vectors:
        from safetensors import safe_open  # noqa: PLC0415 - an extra

        with safe_open(self._folder / WEIGHTS, framework="np") as file:
            weights: Vectors = file.get_tensor(TENSOR).astype(np.float32)
        return weights

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer  # noqa: PLC0415 - an extra

        tokenizer = Tokenizer.from_file(str(self._folder / PIECES))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Return (texts, 256) rows of length one; zeros for a text without words."""
        found = np.zeros((len(texts), WIDTH), np.float32)
        for start in range(0, len(texts), BATCH):
            whole = [text.encode("utf-8", "replace").decode("utf-8") for text in texts[start : start + BATCH]]
            cut = self._tokenizer.encode_batch_fast(whole, add_special_tokens=False)
            for place, one in enumerate(cut, start):
                if one.ids:
                    found[place] = self._weights[one.ids].mean(axis=0)
        length = np.linalg.norm(found, axis=1, keepdims=True)
        found /= np.where(length > 0, length, 1)
        return found


def wordllama() -> WordLlama | None:
    """Return the meaning by WordLlama, or None where the extra ``meaning`` is not installed as a whole."""
    packages = [find_spec(name) for name in ("wordllama", "tokenizers", "safetensors")]
    places = packages[0].submodule_search_locations if packages[0] else None
    if not all(packages) or not places:
        return None
    folder = Path(next(iter(places)))
    has_all = (folder / WEIGHTS).is_file() and (folder / PIECES).is_file()
    return WordLlama(folder) if has_all else None
