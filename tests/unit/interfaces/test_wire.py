"""The one JSON form and the one table of errors."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum

import hypothesis.strategies as st
import pytest
from hypothesis import given

from kithly import errors
from kithly.interfaces import wire


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    import_: str
    at: datetime
    on: date
    colour: Colour
    parts: tuple[int, ...] = ()


VIEW = View(
    import_="x",
    at=datetime(2026, 3, 2, 10, 0, tzinfo=timezone(timedelta(hours=1))),
    on=date(2026, 3, 2),
    colour=Colour.RED,
    parts=(1, 2),
)


def test_a_document_names_its_schema_first_and_holds_only_json_types() -> None:
    text = wire.document("view", VIEW)
    assert list(json.loads(text)) == ["schema", "import", "at", "on", "colour", "parts"]
    assert json.loads(text) == {
        "schema": "kithly/view/1",
        "import": "x",
        "at": "2026-03-02T09:00:00Z",
        "on": "2026-03-02",
        "colour": "red",
        "parts": [1, 2],
    }


def test_a_line_has_no_schema_and_no_line_break() -> None:
    assert json.loads(wire.line({"text": "two\nlines"})) == {"text": "two\nlines"}
    assert "\n" not in wire.line({"text": "two\nlines"})


@pytest.mark.parametrize("odd", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_json_does_not_know_is_null(odd: float) -> None:
    assert json.loads(wire.document("view", {"number": odd}))["number"] is None


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text() | st.dates() | st.datetimes(timezones=st.just(UTC)),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner),
        max_leaves=8,
    )
)
def test_whatever_a_view_holds_becomes_json_that_strict_readers_take(value: object) -> None:
    text = wire.line({"value": value})
    text.encode("utf-8")
    json.loads(text, parse_constant=pytest.fail)


def test_text_with_broken_characters_can_still_be_printed() -> None:
    wire.document("view", {"name": "Zita\udcff"}).encode("utf-8")


KINDS = [
    (errors.NotFound("person", "x"), 1, 404, "not_found"),
    (errors.Conflict("person", "x", message="two"), 1, 409, "conflict"),
    (errors.SettingsError("minutes", "no"), 1, 400, "settings"),
    (errors.UserError("no"), 1, 400, "error"),
    (errors.SourceUnavailable("mbox", "x", "away"), 3, 503, "source_unavailable"),
    (errors.SourceAuthError("mbox", "x", "away"), 3, 503, "source_auth"),
    (errors.ChannelUnavailable("smtp", "away"), 3, 503, "channel_unavailable"),
    (errors.ChannelAuthError("smtp", "away"), 3, 503, "channel_auth"),
    (errors.SchemaTooNew("2", "1"), 4, 500, "schema_too_new"),
    (errors.StoreDamaged("bad"), 4, 500, "store"),
    (errors.StoreBusy("busy"), 1, 409, "busy"),
    (errors.SourceFormatError("mbox", "x", "bad"), 1, 400, "error"),
    (errors.Refused("smtp", "no"), 1, 400, "error"),
    (RuntimeError("Zita"), 1, 500, "unexpected"),
]


@pytest.mark.parametrize(("error", "code", "status", "kind"), KINDS, ids=lambda one: type(one).__name__)
def test_every_error_has_one_exit_code_one_status_and_one_name(
    error: Exception, code: int, status: int, kind: str
) -> None:
    assert wire.status_of(error) == (code, status, kind)


def test_every_error_of_the_tree_is_told() -> None:
    def tree(kind: type[Exception]) -> set[type[Exception]]:
        return {kind, *(one for below in kind.__subclasses__() for one in tree(below))}

    for kind in tree(errors.KithlyError):
        assert any(issubclass(kind, known) for known, *_ in wire.ERRORS), kind


def test_an_error_tells_what_happened_what_to_do_and_who_was_meant() -> None:
    error = errors.Conflict("person", "a", message="Two people.", hint="Say more.", candidates=("Ana", "Abe"))
    assert json.loads(wire.error_document(error)) == {
        "schema": "kithly/error/1",
        "error": "Two people.",
        "kind": "conflict",
        "hint": "Say more.",
        "candidates": ["Ana", "Abe"],
    }


_ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(st.characters()),
    st.text(st.characters(categories=["Cs"]), max_size=3),  # lone surrogates
    st.dates(),
    st.datetimes(timezones=st.just(UTC)),
    st.just(Colour.RED),
    st.just(VIEW),
)
_DEEP = st.recursive(
    _ODD,
    lambda inner: st.one_of(
        st.lists(inner),
        st.lists(inner).map(tuple),
        st.dictionaries(st.one_of(st.text(), st.integers(), st.just(Colour.RED), st.dates()), inner),
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), _DEEP, max_size=4))
def test_a_document_is_written_at_once_as_it_would_be_part_by_part(value: dict[str, object]) -> None:
    slowly = json.dumps({"schema": "kithly/view/1", **wire.plain(value)}, ensure_ascii=False)
    assert wire.document("view", value) == slowly
    json.loads(slowly.encode("utf-8"))


def test_what_json_does_not_know_is_a_mistake() -> None:
    with pytest.raises(TypeError):
        wire.document("view", {"odd": object()})
