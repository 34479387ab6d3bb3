"""One text in this process: the same stages as a run, the same tables, nothing written."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any

from warta.config import Config
from warta.pipeline import Pipeline
from warta.stages.store.parts import Processed


@lru_cache(maxsize=2)
def _pipeline(settings: str, config: _Hashable) -> Pipeline:
    return Pipeline(config.config)


class _Hashable:
    """A configuration as a cache key: `lru_cache` compares its settings, given as text, instead."""

    def __init__(self, config: Config):
        self.config = config

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Hashable)

    def __hash__(self) -> int:
        return 0


def pipeline(config: Config) -> Pipeline:
    """Return the chain for a configuration, made once in this process."""
    return _pipeline(repr((config.settings, config.plugins)), _Hashable(config))


def processed(text: str, *, config: Config, url: str | None = None, published_at: datetime | None = None) -> Processed:
    """Return the rows of one text."""
    from warta.stages.ingest import Record

    fields = (("text", text), *((("url", url),) if url else ()))
    fields += (("date", published_at.isoformat()),) if published_at else ()
    _, rows = pipeline(config).process("text", Record("text", "record", fields=fields))
    return rows


def frames(article: Processed, config: Config) -> dict[str, Any]:
    """Return the tables of a processed article as pandas frames, in their final form."""
    import tempfile
    from pathlib import Path

    import pandas as pd

    from warta.assemble import survey, write_tables
    from warta.stages.store.parts import encode

    with tempfile.TemporaryDirectory() as name:
        path, folder = Path(name) / "part.parquet", Path(name) / "tables"
        path.write_bytes(encode([article]))
        places = [(path, 0)]
        rows = write_tables(folder, places, survey(places, config), config)
        return {table: pd.read_parquet(folder / table) for table in rows}
