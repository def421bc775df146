"""The page that tells what an export holds: from the very schemas that lie in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kithly.app.owning.export.readme import SAYS
from kithly.app.owning.export.tables import HAPPENED, NOTES, PEOPLE, SENT
from kithly.records import KINDS
from kithly.records.json_form import schema_of
from kithly.store.interchange.nouns import LEFT_BEHIND, NOT_EXPORTED, NOUNS, Noun
from kithly.store.interchange.schemas import line_schema

HEAD = """# What an export holds

[How to make one, and how to take it in](../how-to/export.md). All files are UTF-8; all moments are ISO 8601 in UTC.
"""
LINES = """## The lines

In `lines/`, a file `NAME.jsonl` for each kind of thing, a JSON object a line, and `NAME.schema.json` beside it: the
[JSON Schema](https://json-schema.org/draft/2020-12) of a line. A field that is shown as *number of* another file names
the line there whose `number` it is, 0 for none; numbers mean something within one export only. Person ids are kept for
good. `export.json` lists every file with its size, its count and its SHA-256.
"""
RECORDS = """## What a source said

The `payload` of a line in `versions.jsonl` has the fields of its record's `kind`. A field that is not there has the
value it mostly has: empty, no, nobody.
"""
TABLES: Mapping[str, tuple[str, ...]] = {"people": PEOPLE, "happened": HAPPENED, "notes": NOTES, "sent": SENT}


def page() -> str:
    """Return the page."""
    return "\n".join((HEAD, *_files(), *_tables(), LINES, *_nouns(), RECORDS, *_kinds(), *_not_in_it()))


def _files() -> Iterator[str]:
    yield "## The files\n"
    for text in SAYS.values():
        name, _, rest = text.partition("\n")
        told = " ".join(_quoted(line.strip()) for line in rest.splitlines())
        yield f"- **{name}**: {told}"
    yield ""


def _quoted(line: str) -> str:
    return f"`{line}`." if line.startswith("kithly ") else line


def _tables() -> Iterator[str]:
    yield "## The tables\n"
    yield "| table | columns |\n|---|---|"
    for name, columns in TABLES.items():
        yield f"| `{name}.csv` | {', '.join(columns)} |"
    yield (
        "\nTo get the exact cell out of one in `spreadsheets/`: take one apostrophe away from each line of the cell "
        "that begins with one.\n"
    )


def _nouns() -> Iterator[str]:
    for noun in NOUNS:
        yield f"### {noun.name}.jsonl\n\n{noun.says}\n\n| field | what it is |\n|---|---|"
        yield from (f"| `{name}` | {_field(noun, name, told)} |" for name, told in _properties(noun).items())
        yield ""


def _properties(noun: Noun) -> Mapping[str, Any]:
    told: Mapping[str, Any] = line_schema(noun)["properties"]
    return told


def _field(noun: Noun, name: str, told: Mapping[str, Any]) -> str:
    if name == "number":
        return "by which other lines name this one"
    if name == "payload":
        return "what was said, see below"
    target = noun.refers.get(name)
    return f"number of a line in `{target}.jsonl`" if target else _kind(told)


def _kinds() -> Iterator[str]:
    for kind in KINDS:
        told = schema_of(kind)
        yield f"### {kind}\n\n| field | what it is |\n|---|---|"
        for name, one in told["properties"].items():
            yield f"| `{name}`{'' if name in told['required'] else ' (may lack)'} | {_kind(one)} |"
        yield ""


def _kind(told: Mapping[str, Any]) -> str:
    if "anyOf" in told:
        parts = [_kind(one) for one in told["anyOf"] if one != {"type": "null"}]
        lacks = {"type": "null"} in told["anyOf"]
        return parts[0] + (", or null" if lacks else "")
    if told.get("type") == "object":
        return "{" + ", ".join(f"{name}: {_kind(one)}" for name, one in told["properties"].items()) + "}"
    if told.get("type") == "array":
        return f"list of {_kind(told['items'])}"
    return _simple(told)


def _simple(told: Mapping[str, Any]) -> str:
    if "enum" in told:
        return "one of " + ", ".join(f"`{one}`" for one in told["enum"])
    if told.get("format") == "date-time":
        return "moment"
    if "contentEncoding" in told:
        return "bytes in base64"
    if "pattern" in told:
        return "bytes in hexadecimal" if "0-9a-f" in told["pattern"] else "day, which may lack its year (`--05-17`)"
    names = {"string": "text", "integer": "whole number", "boolean": "true or false", "number": "number"}
    return names[told["type"]] if "type" in told else "any JSON"


def _not_in_it() -> Iterator[str]:
    yield "## Not in it\n"
    yield "What is worked out from the rest (ties, reasons, the search index) is made anew. And:\n"
    yield from (f"- `{name}`: {why}" for name, why in (NOT_EXPORTED | LEFT_BEHIND).items())
    yield "- passwords, which lie in the system's keyring"
