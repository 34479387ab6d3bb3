"""The command line: `warta COMMAND`; every command is a thin face of a function of the package."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; the entry point of the `warta` program."""
    try:
        from warta.cli.commands import app

        app(prog_name="warta")
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(141)
