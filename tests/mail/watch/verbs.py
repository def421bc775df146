"""Many verbs in one watched process, as one after the other would be typed; says to the watch how each ended.

Usage: verbs.py STEPS.json DATA NOW
"""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

from kithly.interfaces.cli.main import run


def main() -> None:
    """Run the steps."""
    steps, data, now = sys.argv[1:]
    for words, given in json.loads(Path(steps).read_text("utf-8")):
        sys.audit("kithly.step", *words)
        sys.argv = ["kithly", *words, "--data", data, "--now", now]
        sys.stdin = io.TextIOWrapper(io.BytesIO(given.encode()), "utf-8")
        try:
            run()
        except SystemExit as end:
            sys.stdout.flush()
            sys.audit("kithly.ended", " ".join(words), end.code)


if __name__ == "__main__":
    main()
