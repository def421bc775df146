"""The whole network as JSON Lines with their schemas, and the table of what there is."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Final

from kithly import __version__
from kithly.app.bringing.own_exports import MANIFEST, SCHEMA
from kithly.app.owning.export.shelf import Put, Shelf
from kithly.records.json_form import moment
from kithly.store import Reading
from kithly.store.interchange.nouns import NOUNS
from kithly.store.interchange.schemas import line_schema

FOLDER: Final = "lines"
FORM: Final = 1  # of the lines: another one when an older Kithly could not read them


def put_lines(shelf: Shelf, kept: Reading) -> None:
    """Write every kept table, and the schema of its lines."""
    lines = kept.lines()
    for noun in NOUNS:
        with shelf.put(f"{FOLDER}/{noun.name}.jsonl") as writer:
            for line in lines.of(noun):
                writer.add(_bytes(line))
        with shelf.put(f"{FOLDER}/{noun.name}.schema.json") as writer:
            writer.add((json.dumps(line_schema(noun), indent=1) + "\n").encode())


def put_manifest(shelf: Shelf, kept: Reading, at: datetime) -> None:
    """Write what the export says of itself; to be put last."""
    told: dict[str, Any] = {
        "schema": SCHEMA,
        "form": FORM,
        "made_at": moment(at.replace(microsecond=0)),
        "kithly": __version__,
        "reached": kept.lines().reached(),
        "files": [_file(one) for one in sorted(shelf.files, key=lambda one: one.name)],
    }
    with shelf.put(MANIFEST) as writer:
        writer.add((json.dumps(told, indent=1, ensure_ascii=False) + "\n").encode())


def _file(one: Put) -> dict[str, Any]:
    return {"name": one.name, "count": one.count, "bytes": one.size, "sha256": one.sha256}


def _bytes(line: dict[str, Any]) -> bytes:
    try:
        return (json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
    except UnicodeEncodeError:  # half a character, which only an older Kithly may have kept
        return (json.dumps(line, separators=(",", ":")) + "\n").encode()
