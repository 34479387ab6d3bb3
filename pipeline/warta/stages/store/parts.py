"""Local parts: what the per-article stages found in one shard, one Parquet file with a row per article.

Tables are nested columns, so that a shard is complete exactly when its file is there under its name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from warta.stages.store.rows import Rows
from warta.stages.store.schema import TABLES, local_schema


@dataclass(frozen=True)
class Processed:
    """What the per-article stages made of one input record.

    Args:
        key: identifies the record: its source and its content.
        rows: rows by table; `entities` are those of the article.
        signature: MinHash signature for finding duplicates.
        report: what other articles could contradict, as plain data, or None.
    """

    key: str
    rows: Rows
    signature: bytes = b""
    report: Mapping[str, Any] | None = None


@cache
def _entity_type() -> Any:
    import pyarrow as pa

    return pa.struct(
        [
            ("no", pa.int64()),
            ("label", pa.string()),
            ("name", pa.string()),
            ("aliases", pa.list_(pa.string())),
            ("country", pa.string()),
        ]
    )


def _struct(table: str) -> Any:
    import pyarrow as pa

    return _entity_type() if table == "entities" else pa.struct(list(local_schema(table)))


def encode(articles: Sequence[Processed]) -> bytes:
    """Return a local part as the bytes of a Parquet file; the same articles give the same bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns: dict[str, Any] = {
        "key": pa.array([a.key for a in articles], pa.string()),
        "signature": pa.array([a.signature for a in articles], pa.binary()),
        "report": pa.array(
            [json.dumps(a.report, ensure_ascii=False) if a.report else None for a in articles], pa.string()
        ),
    }
    for table in TABLES:
        columns[table] = _nested(table, [a.rows.get(table, []) for a in articles])
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(columns), sink, compression="zstd", write_statistics=False)
    return sink.getvalue().to_pybytes()  # type: ignore[no-any-return]


def _nested(table: str, by_article: Sequence[Sequence[Mapping[str, Any]]]) -> Any:
    import pyarrow as pa

    struct = _struct(table)
    offsets = [0]
    flat: list[Mapping[str, Any]] = []
    for rows in by_article:
        flat.extend(rows)
        offsets.append(len(flat))
    names = [field.name for field in struct]
    cells = [pa.array([row.get(name) for row in flat], type=struct.field(i).type) for i, name in enumerate(names)]
    values = pa.StructArray.from_arrays(cells, fields=list(struct))
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), values)


def keys(path: Path) -> list[str]:
    """Return the keys of the records a local part holds, in order."""
    return read(path, columns=["key"]).column("key").to_pylist()  # type: ignore[no-any-return]


def read(path: Path, *, columns: Sequence[str] | None = None) -> Any:
    """Return a local part as an Arrow table, with all or the given columns (`offices.list.element.title` names a nested one)."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        return file.read(columns=list(columns) if columns else None)
