"""Files in a form: taken out of it piece by piece, however the pieces are cut."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithly.errors import UserError
from kithly.interfaces.web.arriving import MOST_FIELD, parted

BOUNDARY = b"----line"


def form(*parts: tuple[str, str | None, bytes]) -> bytes:
    """Return a form as browsers send it."""
    whole = b""
    for field, name, data in parts:
        file = "" if name is None else f'; filename="{name}"'
        head = f'--{BOUNDARY.decode()}\r\nContent-Disposition: form-data; name="{field}"{file}\r\n\r\n'
        whole += head.encode() + data + b"\r\n"
    return whole + b"--" + BOUNDARY + b"--\r\n"


def cut(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


def taken(data: bytes) -> list[bytes]:
    """Take everything out of a form."""
    return [b"".join(one.pieces) for one in parted(cut(data, 5), BOUNDARY)[1]]


@given(
    files=st.lists(st.tuples(st.sampled_from(["a.mbox", "../b.zip", "שלום.csv", "🎻.vcf"]), st.binary()), max_size=4),
    size=st.integers(1, 200),
)
def test_files_come_out_as_they_went_in_however_the_form_is_cut(files: list[tuple[str, bytes]], size: int) -> None:
    parts: list[tuple[str, str | None, bytes]] = [("token", None, b"secret"), ("back", None, b"/start")]
    fields, found = parted(cut(form(*parts, *(("file", *file) for file in files)), size), BOUNDARY)
    assert dict(fields) == {"token": "secret", "back": "/start"}
    assert [(one.name, b"".join(one.pieces)) for one in found] == files


def test_a_file_nobody_takes_does_not_stop_the_next() -> None:
    _, found = parted(cut(form(("file", "a", b"1" * 1000), ("file", "b", b"2")), 7), BOUNDARY)
    assert [one.name for one in found] == ["a", "b"]


def test_no_file_chosen_is_no_file() -> None:
    _, found = parted(cut(form(("token", None, b"x"), ("file", "", b"")), 64), BOUNDARY)
    assert list(found) == []


def test_an_endless_file_is_never_held() -> None:
    head = form(("token", None, b"x"), ("file", "a", b""))[:-16]
    told = count()

    def endless() -> Iterator[bytes]:
        yield head
        while True:
            next(told)
            yield b"x" * 100

    _, found = parted(endless(), BOUNDARY)
    pieces = next(found).pieces
    for _ in range(10):
        next(pieces)
    assert next(told) < 15


def test_a_field_has_an_end() -> None:
    fields, _ = parted(cut(form(("token", None, b"x" * (MOST_FIELD + 5)), ("file", "a", b"")), 999), BOUNDARY)
    assert len(str(fields["token"])) == MOST_FIELD


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"no form at all",
        form(("file", "a", b"data"))[:-12],
        form(("file", "a", b"data"))[:40],
        b"--wrong\r\n\r\n",
    ],
)
def test_a_form_that_breaks_off_is_said_in_a_sentence(broken: bytes) -> None:
    with pytest.raises(UserError, match="did not arrive whole"):
        taken(broken)
