"""SQL over the tables of an output folder, by DuckDB."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from warta.api import open as open_output
from warta.core.errors import InputError
from warta.export import flat, harmless

FORMATS = ("table", "csv", "json", "jsonl")


def connect(out: str | Path) -> Any:
    """Return a DuckDB connection in which each table of an output folder is a view of its name.

    Raises:
        StoreError: the folder is not the output of a finished run.
    """
    import duckdb

    output = open_output(out)
    connection = duckdb.connect()
    for table in output.tables:
        files = f"{output.path}/{table}/*.parquet".replace("'", "''")
        connection.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{files}')")
    return connection


def sql(out: str | Path, query: str) -> Any:
    """Return the result of a query: a DuckDB connection that holds it; `.df()` makes a pandas frame of it.

    Args:
        out: an output folder.
        query: one SELECT over the tables of the contract.

    Raises:
        StoreError: the folder is not the output of a finished run.
        InputError: the query is wrong, the message says where; or it is not one query.
    """
    import duckdb

    connection = connect(out)
    try:
        statements = connection.extract_statements(query)
        if len(statements) != 1:
            raise InputError(f"One query is needed, and there are {len(statements) or 'none'}.")
        if statements[0].type not in (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN):
            raise InputError("The tables are only read; write a SELECT.")
        return connection.execute(query)
    except duckdb.Error as error:
        raise InputError(f"The query is wrong: {_first_lines(error)}") from None


def _first_lines(error: Exception) -> str:
    return " ".join(line.strip() for line in str(error).splitlines()[:3] if line.strip() and set(line.strip()) != {"^"})


def print_result(result: Any, *, to: str, file: IO[str]) -> None:
    """Print a query's result.

    Args:
        result: what `sql` returned.
        to: `table`, `csv`, `json` (one list) or `jsonl` (an object a line).
        file: where to.

    Raises:
        InputError: the format is unknown, or the query fails on the data.
    """
    import csv
    import json

    import duckdb

    if to not in FORMATS:
        raise InputError(f"There is no format {to!r}; there are: {', '.join(FORMATS)}.")
    names = [column[0] for column in result.description]
    try:
        if to == "table":
            _print_table(names, result.fetchall(), file)
            return
        if to == "csv":
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(names)
            while rows := result.fetchmany(1000):
                writer.writerows([harmless(flat(v)) for v in row] for row in rows)
            return
        first = True
        file.write("[" if to == "json" else "")
        while rows := result.fetchmany(1000):
            for row in rows:
                line = json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=_plain)
                file.write(("\n" if first else ",\n") + line if to == "json" else line + "\n")
                first = False
        file.write("\n]\n" if to == "json" else "")
    except duckdb.Error as error:
        raise InputError(f"The query failed: {_first_lines(error)}") from None


def _plain(value: Any) -> Any:
    """Return what JSON can hold for a decimal number, a time or another value."""
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _print_table(names: Sequence[str], rows: Sequence[Sequence[Any]], file: IO[str]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(*map(str, names), box=None, header_style="bold", pad_edge=False)
    for row in rows:
        table.add_row(*("" if v is None else str(v) for v in row))
    width = None if file.isatty() else 10_000
    Console(file=file, width=width, highlight=False, markup=False).print(table)
