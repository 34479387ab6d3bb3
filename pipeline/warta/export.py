"""Export: the tables in the formats other programs read; rows are streamed, never a whole table in memory."""

from __future__ import annotations

import csv
import json
import os
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import IO, Any

from warta.api import Output
from warta.api import open as open_output
from warta.core.errors import InputError, StoreError
from warta.stages.store.schema import PRIMARY_KEYS, columns

#: What one sheet and one cell of the format can hold (ECMA-376; Excel specifications and limits).
SHEET_ROWS, CELL_CHARACTERS = 1_048_576, 32_767

_NUMBER = re.compile(r"[+-]?[\d.,]+%?")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

FORMATS = ("csv", "jsonl", "xlsx", "duckdb", "sqlite")
_FOLDERS = ("csv", "jsonl")


def export(
    out: str | os.PathLike[str], *, to: str, target: str | os.PathLike[str] | None = None, tables: Sequence[str] = ()
) -> Path:
    """Write the tables of an output folder in another format.

    Args:
        out: the output folder.
        to: one of `FORMATS`.
        target: the file (xlsx, duckdb, sqlite) or folder (csv, jsonl) to write; None for `OUT/export/...`.
        tables: only these.

    Returns:
        what was written.

    Raises:
        StoreError: the output folder cannot be read, or the target not written.
        InputError: the format or a table is unknown.
    """
    if to not in FORMATS:
        raise InputError(f"There is no format {to!r}; there are: {', '.join(FORMATS)}.")
    output = open_output(out)
    chosen = _chosen(output, tables)
    assert output.path is not None
    default = output.path / "export" / (to if to in _FOLDERS else f"warta.{to}")
    path = Path(target) if target is not None else default
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if to in _FOLDERS:
            path.mkdir(exist_ok=True)
            for table in chosen:
                _whole(path / f"{table}.{to}", lambda part, table=table: _write_text(part, output, table, to))  # type: ignore[misc]
        else:
            writer = {"xlsx": _write_xlsx, "duckdb": _write_duckdb, "sqlite": _write_sqlite}[to]
            _whole(path, lambda part: writer(part, output, chosen))
    except (FileExistsError, NotADirectoryError):
        raise StoreError(f"{path} cannot be written: a file is in the way.") from None
    except IsADirectoryError:
        raise StoreError(f"{path} is a folder, and {to} is written as one file.") from None
    except PermissionError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror}.") from None
    return path


def stream(out: str | os.PathLike[str], *, table: str, to: str, file: IO[str]) -> None:
    """Write one table as CSV or JSON lines to an open file.

    Raises:
        StoreError: the output folder cannot be read.
        InputError: the table is unknown, or the format is no text.
    """
    if to not in _FOLDERS:
        raise InputError(f"Only {' and '.join(_FOLDERS)} can be written to standard output, not {to}.")
    output = open_output(out)
    _text(file, output, _chosen(output, [table])[0], to)


def _chosen(output: Output, tables: Sequence[str]) -> list[str]:
    for table in tables:
        if table not in output.tables:
            raise InputError(f"There is no table {table!r} in {output.path}; there are: {', '.join(output.tables)}.")
    return list(tables) or list(output.tables)


def _whole(path: Path, write: Callable[[Path], None]) -> None:
    """Write a file beside its place and put it there when it is complete."""
    if path.is_dir():
        raise IsADirectoryError(path)
    part = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        write(part)
        os.replace(part, path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def names_of(output: Output, table: str) -> list[str]:
    """Return the columns a table of an output folder has; another version may have written it with fewer or more."""
    import pyarrow.parquet as pq

    assert output.path is not None
    return list(pq.read_schema(min((output.path / table).glob("*.parquet"))).names)


def batches(output: Output, table: str) -> Iterator[list[dict[str, Any]]]:
    """Yield a table's rows in batches, part by part."""
    import pyarrow.parquet as pq

    assert output.path is not None
    for path in sorted((output.path / table).glob("*.parquet")):
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=2000):
                yield batch.to_pylist()


def harmless(value: Any) -> Any:
    """Return a text cell so that no spreadsheet takes it for a formula: with an apostrophe in front where one would.

    >>> harmless("=HYPERLINK(1)"), harmless("-5,2%"), harmless("=")
    ("'=HYPERLINK(1)", '-5,2%', '=')
    """
    if isinstance(value, str) and len(value) > 1 and value[0] in "=+-@\t\r" and not _NUMBER.fullmatch(value):
        return f"'{value}"
    return value


def flat(value: Any) -> Any:
    """Return a value as one cell: lists as JSON, times as ISO 8601."""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return value.isoformat(sep=" ") if isinstance(value, datetime) else value


def _write_text(path: Path, output: Output, table: str, to: str) -> None:
    with open(path, "w", encoding="utf-8", newline="") as file:
        _text(file, output, table, to)


def _text(file: IO[str], output: Output, table: str, to: str) -> None:
    names = names_of(output, table)
    if to == "jsonl":
        for rows in batches(output, table):
            for row in rows:
                file.write(json.dumps({n: _json(row[n]) for n in names}, ensure_ascii=False) + "\n")
        return
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(names)
    for rows in batches(output, table):
        writer.writerows([harmless(flat(row[n])) for n in names] for row in rows)


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _write_xlsx(path: Path, output: Output, tables: Sequence[str]) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for table in tables:
        names = names_of(output, table)
        sheets = _sheets(book, table, names)
        sheet, filled = next(sheets), 1
        for rows in batches(output, table):
            for row in rows:
                if filled == SHEET_ROWS:
                    sheet, filled = next(sheets), 1
                sheet.append([_cell(row[n]) for n in names])
                filled += 1
    book.save(path)


def _sheets(book: Any, table: str, names: Sequence[str]) -> Iterator[Any]:
    """Yield sheets for a table, with the header: the first named like it, then `table_2` and so on."""
    for number in count(1):
        sheet = book.create_sheet(table if number == 1 else f"{table}_{number}")
        sheet.freeze_panes = "A2"
        sheet.append(list(names))
        yield sheet


def _cell(value: Any) -> Any:
    value = flat(value) if isinstance(value, list) else value
    if not isinstance(value, str):
        return value
    value = harmless(_CONTROLS.sub("\ufffd", value))
    return value if len(value) <= CELL_CHARACTERS else value[: CELL_CHARACTERS - 1] + "…"


def _write_duckdb(path: Path, output: Output, tables: Sequence[str]) -> None:
    import duckdb

    with closing(duckdb.connect(str(path))) as connection:
        for table in tables:
            files = f"{output.path}/{table}/*.parquet".replace("'", "''")
            connection.execute(f"CREATE TABLE {table} AS SELECT * FROM read_parquet('{files}')")


_SQLITE_TYPES = {"str": "TEXT", "int": "INTEGER", "float": "REAL", "bool": "INTEGER", "time": "TEXT", "list": "TEXT"}


def _write_sqlite(path: Path, output: Output, tables: Sequence[str]) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for table in tables:
            names, kinds = names_of(output, table), dict(columns(table))
            declared = ", ".join(f'"{name}" {_SQLITE_TYPES[kinds.get(name, "str")]}' for name in names)
            key = ", ".join(f'"{name}"' for name in PRIMARY_KEYS[table])
            connection.execute(f'CREATE TABLE "{table}" ({declared}, PRIMARY KEY ({key}))')
            for rows in batches(output, table):
                marks = ", ".join("?" * len(names))
                cells = ([flat(row[n]) for n in names] for row in rows)
                connection.executemany(f'INSERT INTO "{table}" VALUES ({marks})', cells)
        connection.commit()
