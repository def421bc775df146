"""What is known against the locked versions, asked of a service in the network; and secrets in all that git keeps.

    python -m supply.audit PIP_AUDIT

It is no part of the tests: it needs a connection, and its answer changes by itself. It ends with 1 where something is
known or could not be asked: an answer that was not given is not a good one.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

from supply.leaks import in_history
from supply.locks import ROOT

LOCKS: Final = ("run", "dev")
NOT_ASKED: Final = ("Dependency not found", "ConnectionError", "ServiceError", "Max retries", "Connection")


def vulnerabilities(program: str, lock: Path) -> str:
    """Ask what is known against the versions of a lock; empty where nothing is.

    `pip-audit` reports packages that its service did not know, and then ends well; ``--strict`` ends badly.

    Args:
        program: Where `pip-audit` lies.
        lock: With a hash for everything.
    """
    words = [program, "--strict", "--require-hashes", "--disable-pip"]
    done = subprocess.run([*words, "-r", str(lock)], capture_output=True, text=True, check=False)
    if not done.returncode:
        return ""
    told = (done.stdout + done.stderr).strip()
    is_asked = not any(sign in told for sign in NOT_ASKED)
    return told if is_asked else f"not checked: no connection to a service that knows ({told.splitlines()[-1]})"


def main() -> int:
    """Print what is known; returns 1 if something is, or nobody could be asked."""
    locks = [ROOT / f"requirements/{lock}.txt" for lock in LOCKS]
    told = [f"{lock.name}: {said}" for lock in locks if (said := vulnerabilities(sys.argv[1], lock))]
    told += [str(one) for one in in_history()]
    sys.stdout.write("".join(f"{line}\n" for line in told) or "Nothing is known against the locked versions.\n")
    return bool(told)


if __name__ == "__main__":
    sys.exit(main())
