"""The Python face of Warta: what the command line does, as functions that return pandas frames.

>>> import warta
>>> found = warta.analyze('"Panen tahun ini naik 12 persen," kata Bupati Sari Lestari di Wonosari.')
>>> found.quotes[["speaker", "content"]]  # doctest: +SKIP
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from warta.config import Config
from warta.core.errors import StoreError
from warta.stages.store.schema import TABLES

if TYPE_CHECKING:
    import pandas as pd

    from warta.runner import Progress

__all__ = ["Output", "analyze", "open", "run"]


class Output:
    """The tables of a run as pandas frames: `output.quotes`, `output.facts` …, each read when it is first used.

    Args:
        load: returns a table's frame by name.
        tables: the names of the tables that are there.
        path: the output folder, or None for results in memory.
    """

    def __init__(self, load: Callable[[str], Any], *, tables: Iterable[str], path: Path | None = None):
        self._load, self._tables = load, tuple(tables)
        self._frames: dict[str, Any] = {}
        self.path = path

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the tables that are there."""
        return self._tables

    @property
    def manifest(self) -> dict[str, Any]:
        """The manifest of the run, empty for results in memory."""
        from warta.stages.store.folder import OutputFolder

        return OutputFolder(self.path).manifest() if self.path else {}

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_") or name not in TABLES:
            raise AttributeError(f"There is no table {name!r}; there are: {', '.join(TABLES)}.")
        return self[name]

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._tables:
            missing = " (a run writes it with --tokens)" if name == "tokens" else ""
            raise KeyError(f"There is no table {name!r}{missing}; there are: {', '.join(self._tables)}.")
        if name not in self._frames:
            self._frames[name] = self._load(name)
        frame: pd.DataFrame = self._frames[name]
        return frame

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._tables]

    def __repr__(self) -> str:
        where = f" of {self.path}" if self.path else ""
        return f"<warta.Output{where}: {', '.join(self._tables)}>"


def run(
    inputs: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    *,
    out: str | os.PathLike[str],
    workers: int | None = None,
    config: Config | Mapping[str, Any] | str | os.PathLike[str] | None = None,
    tokens: bool = False,
    translate: bool = False,
    force: bool = False,
    limit: int | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Output:
    """Process articles into an output folder, and return its tables.

    Args:
        inputs: a file, folder or glob, or several.
        out: the output folder; a run that was interrupted there is gone on with.
        workers: processes; None for one per processor.
        config: a `Config`, a mapping of sections, the path of a `warta.toml`, or None for the defaults.
        tokens: also write the `tokens` table.
        translate: also translate sentences and quotations, by the model that `config` names or the default one.
        force: remove what earlier runs left in the folder first.
        limit: process only the first so many articles.
        progress: called from time to time with how far the run is.

    Raises:
        WartaError: the inputs, the configuration or the output folder are unusable; the message says why.
    """
    from warta.runner import run as run_all

    several = [inputs] if isinstance(inputs, str | os.PathLike) else list(inputs)
    run_all(
        several,
        out=out,
        config=_config(config, tokens=tokens, translate=translate),
        workers=workers,
        force=force,
        limit=limit,
        progress=progress or (lambda state: None),
    )
    return open(out)


def _config(
    config: Config | Mapping[str, Any] | str | os.PathLike[str] | None, *, tokens: bool, translate: bool
) -> Config:
    if isinstance(config, Mapping):
        made = Config.of(config)
    elif isinstance(config, str | os.PathLike):
        made = Config.read(Path(config))
    else:
        made = config or Config()
    if translate:
        made = made.translating()
    return made.with_settings(["store.tokens=true"]) if tokens else made


def open(out: str | os.PathLike[str]) -> Output:
    """Open an output folder.

    Raises:
        StoreError: it is not the output of a finished run.

    >>> warta.open("keluaran").quotes  # doctest: +SKIP
    """
    from warta.stages.store.folder import OutputFolder

    path = Path(out)
    manifest = OutputFolder(path).manifest()
    there = [t for t in TABLES if any((path / t).glob("*.parquet"))] if path.is_dir() else []
    if not manifest or "articles" not in there:
        running = manifest.get("status") == "running"
        reason = (
            "its run is not finished; give the same `warta run` again"
            if running
            else "no run of Warta left tables there"
        )
        raise StoreError(f"{path} cannot be opened: {reason}.")

    def load(table: str) -> Any:
        import pandas as pd

        return pd.read_parquet(path / table)

    return Output(load, tables=there, path=path)


def analyze(
    text: str,
    *,
    config: Config | Mapping[str, Any] | str | os.PathLike[str] | None = None,
    url: str | None = None,
    published_at: datetime | None = None,
    translate: bool = False,
) -> Output:
    """Process one text in this process, and return its tables in memory.

    Args:
        text: the article's text.
        config: as for `run`.
        url: its address, which may tell the publisher and the date.
        published_at: when it was published, to complete dates such as `Selasa`.
        translate: as for `run`.

    Raises:
        WartaError: the configuration is unusable, or a model is missing.
    """
    from warta.memory import output_of
    from warta.stages.ingest import Record

    known = (("text", text), ("url", url), ("date", published_at.isoformat() if published_at else None))
    record = Record("text", "record", fields=tuple((name, value) for name, value in known if value is not None))
    return output_of(record, _config(config, tokens=True, translate=translate))
