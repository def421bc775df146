"""`python -m kithly`, and the `kithly` command."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    from kithly.interfaces.cli.main import run  # noqa: PLC0415  (start-up time)

    run()


if __name__ == "__main__":
    main()
