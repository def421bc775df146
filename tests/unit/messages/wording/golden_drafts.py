"""Drafts to be read: one of each kind, in both forms of address.

``python -m tests.unit.messages.wording.golden_drafts`` writes them anew.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.unit.messages.wording.briefs import LANGUAGES, usual

from kithly.messages import Draft, compose

FOLDER = Path(__file__).parents[3] / "golden" / "drafts"


def page(language: str) -> str:
    """Return one draft of each kind in a language, as a text to be read."""
    parts = []
    for seed, (name, brief) in enumerate(usual(language).items()):
        for form, formal in (("informal", False), ("formal", True)):
            made = compose(replace(brief, is_formal=formal), seed=seed)
            assert isinstance(made, Draft), name
            subject = f"Subject: {made.subject}\n\n" if made.subject else ""
            parts.append(f"=== {name} ({form})\n\n{subject}{made.text}\n")
    return "\n".join(parts)


def path(language: str) -> Path:
    """Return where the drafts of a language stand."""
    return FOLDER / f"{language}.txt"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for one in LANGUAGES:
        path(one).write_text(page(one), "utf-8")
