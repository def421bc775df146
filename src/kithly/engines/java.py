"""Whether this machine has the Java that Spark needs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

from kithly.errors import UserError

OLDEST: Final = 17  # what Spark 4 runs on
HINT: Final = "Debian, Ubuntu: sudo apt-get install openjdk-17-jre-headless    macOS: brew install openjdk@17"
VERSION: Final = re.compile(r'version "(?:1\.)?(\d+)')


def checked_java() -> None:
    """Say so where there is no Java, or one that is too old.

    Raises:
        UserError: With the command that brings it.
    """
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else "java"
    program = shutil.which(java)
    if program is None:
        raise UserError(f"Spark needs Java {OLDEST} or newer, and there is no {java}.", hint=HINT)
    told = subprocess.run([program, "-version"], capture_output=True, check=False, text=True)  # noqa: S603 - found on the path
    version = VERSION.search(told.stderr)
    if version is None or int(version[1]) < OLDEST:
        raise UserError(f"Spark needs Java {OLDEST} or newer, and {program} is older.", hint=HINT)
