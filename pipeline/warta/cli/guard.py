"""How every command ends: exit statuses, and errors in one sentence."""

from __future__ import annotations

import functools
import os
import signal
import sys
from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

import typer

#: Exit statuses; also in `warta --help` and the README.
OK, FAILED, UNUSABLE, SOME_FAILED, INTERRUPTED, TERMINATED = 0, 1, 2, 3, 130, 143

Function = TypeVar("Function", bound=Callable[..., Any])


class Terminated(BaseException):
    """The process was asked to end (SIGTERM)."""


def guarded(function: Function) -> Function:
    """Turn what can go wrong in a command into one sentence on standard error and the exit status."""

    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        from warta.core.errors import WartaError

        try:
            signal.signal(signal.SIGTERM, _terminate)
            result = function(*args, **kwargs)
            sys.stdout.flush()
            return result
        except WartaError as error:
            fail(str(error), status=FAILED if error.code in ("W007", "W008") else UNUSABLE)
        except typer.Exit:
            raise
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(OK) from None
        except KeyboardInterrupt:
            fail("Interrupted; what is done is kept.", status=INTERRUPTED)
        except Terminated:
            fail("Ended by request; what is done is kept.", status=TERMINATED)
        except MemoryError:
            fail("There was not enough memory.", status=FAILED)
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            fail(f"{place}{error.strerror or error}.", status=FAILED)
        except Exception as error:
            if os.environ.get("WARTA_DEBUG"):
                raise
            fail(f"Unexpected {type(error).__name__}: {error} (WARTA_DEBUG=1 shows where).", status=FAILED)

    return wrapper  # type: ignore[return-value]


def _terminate(number: int, frame: object) -> NoReturn:
    raise Terminated


def fail(sentence: str, *, status: int) -> NoReturn:
    """Print one sentence on standard error and end with a status."""
    print(f"warta: {' '.join(sentence.split())}", file=sys.stderr)
    raise typer.Exit(status) from None
