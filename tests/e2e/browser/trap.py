"""The trap in a page, and the names of everything our own templates put into one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import kithly.interfaces.web

SCRIPT = Path(__file__).with_name("trap.js").read_text("utf-8")
WEB = Path(kithly.interfaces.web.__file__).parent
PICTURES = WEB.with_name("pictures")
FILES_ONLY = ("ahead_file", "card", "paper", "tie_file")  # never a part of a page
_MADE = ("data-htmx-powered", "open", "hidden", "disabled", "aria-label")  # by htmx and by our own scripts
_PARSED = ("html", "head", "body", "tbody")  # what a parser adds by itself

_BLOCK = re.compile(r"\{#.*?#\}|\{%.*?%\}", re.DOTALL)
_VALUE = re.compile(r"\{\{.*?\}\}", re.DOTALL)


class _Names(HTMLParser):
    """Gathers the names of elements and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


@cache
def known_names() -> dict[str, list[str]]:
    """Return the names of all elements and attributes our own pages are made of, as a browser spells them."""
    names = _Names()
    for text in _sources():
        names.feed(text)
    attributes = {_CAMELS.get(name, name) for name in names.attributes if re.fullmatch(r"[a-z][a-z-]*\d*", name)}
    return {"tags": sorted({*names.tags, *_PARSED}), "attributes": sorted({*attributes, *_MADE, *_set_by_scripts()})}


def _set_by_scripts() -> Iterator[str]:
    """Yield the attributes our own scripts set: ``dataset.theirName`` is ``data-their-name``."""
    for script in sorted((WEB / "static").glob("*.js")):
        for name in re.findall(r"\bdataset\.(\w+)", script.read_text("utf-8")):
            yield "data-" + re.sub(r"[A-Z]", lambda letter: f"-{letter[0].lower()}", name)


def _sources() -> Iterator[str]:
    for template in sorted((WEB / "templates").glob("*.html")):
        text = _VALUE.sub("x", _BLOCK.sub(" ", template.read_text("utf-8")))
        yield text
    drawn = sorted(one for one in PICTURES.glob("*.py") if one.stem not in FILES_ONLY)
    for module in (*drawn, WEB / "pages.py", WEB / "gate.py"):
        text = module.read_text("utf-8")
        yield "".join(re.findall(r"<[a-z]+", text)).replace("<", "><") + ">"
        yield "<svg " + " ".join(re.findall(r'\b[a-zA-Z][\w-]*="', text)).replace('"', "x") + ">"


_CAMELS = {"viewbox": "viewBox", "preserveaspectratio": "preserveAspectRatio"}  # as a browser spells them
