"""One article in this process: the same stages as a run, the same tables, nothing left on disk."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from warta.api import Output
from warta.config import Config
from warta.pipeline import Pipeline

_MADE: dict[str, Pipeline] = {}


def pipeline(config: Config) -> Pipeline:
    """Return the chain for a configuration, made once in this process."""
    said = repr((config.settings, config.plugins))
    if said not in _MADE:
        _MADE.clear()
        _MADE[said] = Pipeline(config)
    return _MADE[said]


def output_of(record: Any, config: Config) -> Output:
    """Return the tables of one record in memory.

    Args:
        record: a record from ingest.
        config: the configuration.

    Raises:
        WartaError: the configuration is unusable, or a model is missing.
    """
    import pandas as pd

    from warta.assemble import survey, write_tables
    from warta.stages.store.parts import encode

    _, article = pipeline(config).process("article", record)
    with TemporaryDirectory() as name:
        path, folder = Path(name) / "part.parquet", Path(name) / "tables"
        path.write_bytes(encode([article]))
        places = [(path, 0)]
        rows = write_tables(folder, places, survey(places, config), config)
        frames = {table: pd.read_parquet(folder / table) for table in rows}
    return Output(frames.__getitem__, tables=frames)
