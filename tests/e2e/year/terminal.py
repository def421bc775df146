"""One terminal for a whole year: the same two streams for every command, so that the test itself keeps nothing."""

from __future__ import annotations

import contextlib
import io
import sys
from dataclasses import dataclass, field
from unittest.mock import patch

from tests.e2e.conftest import Ran

from kithly.interfaces.cli.main import cli, outcome


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where commands write; click remembers every stream it ever wrote to, so that there must be few."""

    out: io.TextIOWrapper = field(default_factory=_stream)
    err: io.TextIOWrapper = field(default_factory=_stream)

    def run(self, args: list[str], *, stdin: bytes = b"") -> Ran:
        """Run the command line in this process."""
        given = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
        for one in (self.out, self.err):
            one.seek(0)
            one.truncate()
        with (
            contextlib.redirect_stdout(self.out),
            contextlib.redirect_stderr(self.err),
            patch.object(sys, "stdin", given),
        ):
            code = outcome(
                lambda: cli.main(args=args, prog_name="kithly", standalone_mode=False), wants_json="--json" in args
            )
        return Ran(code=code, out=_told(self.out), err=_told(self.err))


def _told(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()
