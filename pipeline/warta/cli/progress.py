"""How far a run is, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def shown(*, quiet: bool = False) -> Iterator[Callable[[Any], None]]:
    """Give a function that shows the progress of a run on standard error, and does nothing where that is no terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda state: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}
        names = {"reading": "reading articles", "assembling": "writing tables"}

        def show(state: Any) -> None:
            if state.phase not in tasks:
                tasks[state.phase] = bar.add_task(names.get(state.phase, state.phase), total=state.total)
            bar.update(tasks[state.phase], completed=state.done, total=state.total)

        yield show
