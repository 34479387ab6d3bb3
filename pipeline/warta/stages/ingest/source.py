"""Where articles come from: the inputs a user names, as a deterministic stream of records."""

from __future__ import annotations

import csv
import glob
import gzip
import io
import json
import os
import re
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any, Literal

from warta.core.errors import ConfigError
from warta.lexicon import Resources
from warta.stages.ingest.decode import bom_encoding, decode_lenient
from warta.stages.ingest.options import IngestOptions

FIELDS = ("text", "html", "id", "url", "date", "title", "author", "publisher")
_KINDS = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
}
_WANTED = ".txt, .html, .jsonl, .csv or .parquet, each also with .gz"
_MAGIC = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class Record:
    """One article as it was found, not yet decoded; cheap and picklable.

    Args:
        source_path: where it came from, relative to the input root, POSIX; unique in a run.
        kind: `text` and `html` hold bytes, `record` holds the fields of a row, `error` a cause.
        data: the bytes of the file.
        fields: names (those of `FIELDS`) and values of a row.
        error: one sentence on why it cannot be read.
    """

    source_path: str
    kind: Literal["text", "html", "record", "error"]
    data: bytes = b""
    fields: tuple[tuple[str, str], ...] = ()
    error: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class _File:
    """A file to read: its name for the user, and where it is."""

    name: str
    path: str
    error: str | None = None


def records(
    inputs: Sequence[str], *, options: IngestOptions | None = None, resources: Resources | None = None
) -> Iterator[Record]:
    """Yield every article of the inputs, sorted by source path, rows in file order.

    Args:
        inputs: files, folders (read recursively), globs, `-` for standard input; their order does not matter.
        options: which columns to read, and limits.
        resources: the run's lexicons (`columns.tsv`); None for the built-in ones.

    Yields:
        one record per article; what cannot be read is a record of kind `error`, never an exception.
    """
    how = _How(options or IngestOptions(), resources or Resources())
    for file in _named(inputs):
        if file.error is not None:
            yield Record(file.name, "error", error=file.error)
            continue
        try:
            yield from _stdin(how) if file.path == "-" else _read(file, how)
        except (OSError, EOFError, zlib.error, MemoryError) as error:
            yield Record(file.name, "error", error=_writable(_cause(error)))


def _cause(error: BaseException) -> str:
    if isinstance(error, gzip.BadGzipFile | EOFError | zlib.error):
        return f"The gzip data is broken or cut short: {error}."
    if isinstance(error, MemoryError):
        return "The file does not fit into memory."
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return f"The file cannot be read: {reason}."


# ---------------------------------------------------------------- which files


def _kind(name: str) -> str | None:
    low = name.lower().removesuffix(".gz")
    return _KINDS.get(os.path.splitext(low)[1])


def _listed(item: str) -> Iterator[tuple[Path, _File]]:
    """Yield (root, file) for everything an input names."""
    if item == "-":
        yield Path("-"), _File("-", "-")
        return
    path = Path(item)
    try:
        if path.is_dir():
            yield from _folder(path)
        elif path.is_file():
            yield path.parent, _File(path.name, item, None if _kind(path.name) else _unknown(path.name))
        elif path.exists():
            yield path.parent, _File(path.name or item, item, f"{item} is not a regular file.")
        elif _MAGIC.search(item):
            yield from _glob(item)
        else:
            yield path.parent, _File(path.name or item, item, f"There is no file or folder {item}.")
    except (OSError, ValueError) as error:
        yield path.parent, _File(path.name or item, item, _cause(error))


def _unknown(name: str) -> str:
    return f"The type of {name} is not known; it should be {_WANTED}."


def _folder(root: Path) -> Iterator[tuple[Path, _File]]:
    problems: list[OSError] = []
    for folder, folders, names in os.walk(root, onerror=problems.append):
        at = Path(folder)
        if "run.json" in names and "articles" in folders:
            folders[:] = []  # an output folder of Warta itself
            continue
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in names:
            if not name.startswith(".") and _kind(name):
                file = at / name
                broken = None if file.is_file() else f"{name} is a broken link or not a regular file."
                yield root, _File(file.relative_to(root).as_posix(), str(file), broken)
    for problem in problems:
        yield root, _File(Path(problem.filename).relative_to(root).as_posix(), str(problem.filename), _cause(problem))


def _glob(pattern: str) -> Iterator[tuple[Path, _File]]:
    fixed: list[str] = []
    for part in Path(pattern).parts[:-1]:
        if _MAGIC.search(part):
            break
        fixed.append(part)
    root = Path(*fixed) if fixed else Path()
    found = False
    for name in sorted(glob.iglob(pattern, recursive=True)):
        path = Path(name)
        found = True
        if path.is_dir():
            yield from (
                (root, _File((path.relative_to(root) / f.name).as_posix(), f.path, f.error)) for _, f in _folder(path)
            )
        elif _kind(path.name) and path.is_file():
            yield root, _File(path.relative_to(root).as_posix(), name)
    if not found:
        yield root, _File(pattern, pattern, f"Nothing matches {pattern}.")


def _named(inputs: Sequence[str]) -> list[_File]:
    """Return the files of all inputs once each, sorted, with names that tell them apart."""
    files: dict[str, tuple[str, _File]] = {}
    for item in sorted(set(inputs)):
        for root, file in _listed(item):
            key = file.path if file.path == "-" else os.path.abspath(file.path)
            known = files.get(key)
            # The longest name wins, so that naming a folder and a file in it gives the folder's view.
            if known is None or (len(file.name), file.name) > (len(known[1].name), known[1].name):
                files[key] = (os.path.abspath(root), file)
    by_name: dict[str, list[tuple[str, _File]]] = {}
    for key, (_, file) in files.items():
        by_name.setdefault(file.name, []).append((key, file))
    out = []
    for name, same in by_name.items():
        if len(same) == 1:
            out.append(same[0][1])
            continue
        paths = [Path(key).parts for key, _ in same]
        depth = len(Path(name).parts)
        while len({p[-depth:] for p in paths}) < len(paths):
            depth += 1
        out += [
            _File("/".join(p[-depth:]).replace("//", "/"), f.path, f.error)
            for p, (_, f) in zip(paths, same, strict=True)
        ]
    return sorted(_File(_writable(f.name), f.path, _writable(f.error) if f.error else None) for f in out)


def _writable(text: str) -> str:
    """Return a name, or a sentence with one, in which bytes that are no UTF-8 are written `\\udcff`."""
    return text.encode("utf-8", "backslashreplace").decode()


# ---------------------------------------------------------------- reading one file


def _open(path: str) -> IO[bytes]:
    return gzip.open(path, "rb") if path.lower().endswith(".gz") else open(path, "rb")  # type: ignore[return-value]


def _read(file: _File, how: _How) -> Iterator[Record]:
    kind = _kind(file.path)
    with _open(file.path) as stream:
        if kind in ("text", "html"):
            yield _whole(file.name, kind, stream.read(how.options.max_bytes + 1), how)
        else:
            packed = kind == "parquet" and file.path.lower().endswith(".gz")
            source = io.BytesIO(stream.read()) if packed else stream
            yield from _TABULAR[kind or ""](source, file.name, how)


def _whole(name: str, kind: str | None, data: bytes, how: _How) -> Record:
    if len(data) > how.options.max_bytes:
        return Record(name, "error", error=_too_large(how.options))
    return Record(name, "html" if kind == "html" else "text", data)


def _too_large(options: IngestOptions) -> str:
    return f"The article is larger than {options.max_bytes:,} bytes (ingest.max_bytes)."


def _stdin(how: _How) -> Iterator[Record]:
    """Read standard input, of the kind the options name or its first bytes show; gzip is seen through."""
    stream: Any = sys.stdin.buffer
    chosen = how.options.stdin_format
    if chosen not in ("", "text", "html", *_TABULAR):
        raise ConfigError(
            f"ingest.stdin_format is text, html, {', '.join(_TABULAR)}, or empty to find it out, not {chosen!r}."
        )
    first = stream.read(4)
    stream = io.BufferedReader(_Replay(first, stream))
    if first.startswith(b"\x1f\x8b"):
        stream = io.BufferedReader(gzip.GzipFile(fileobj=stream))
        first = stream.peek(4)[:4]
    if chosen == "parquet" or (not chosen and first == b"PAR1"):
        yield from _parquet(io.BytesIO(stream.read()), "-", how)
        return
    if chosen in _TABULAR:
        yield from _TABULAR[chosen](stream, "-", how)
        return
    line = stream.readline(how.options.max_bytes + 1)
    if not chosen and line.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        try:
            json.loads(decode_lenient(line)[0])
        except (ValueError, RecursionError):
            pass
        else:
            yield from _jsonl(_Joined(line, stream), "-", how)
            return
    data = line + stream.read(max(how.options.max_bytes + 1 - len(line), 0))
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    page = start.startswith((b"<!doctype html", b"<html"))
    yield _whole("-", chosen or ("html" if page else "text"), data, how)


class _Joined(io.RawIOBase):
    """A first line put back in front of its stream."""

    def __init__(self, first: bytes, rest: IO[bytes]):
        self._first, self._rest = first, rest

    def readline(self, size: int | None = -1, /) -> bytes:
        """Return the next line."""
        line, self._first = self._first, b""
        return line or self._rest.readline(-1 if size is None else size)


def _lines(stream: Any, limit: int) -> Iterator[tuple[int, str | None]]:
    """Yield (number, decoded line), None for a line over the limit; UTF-16 by its mark, else each line on its own."""
    first = stream.readline(limit + 1)
    encoding = bom_encoding(first)
    if encoding and encoding != "utf-8-sig":
        text = io.TextIOWrapper(
            io.BufferedReader(_Replay(first, stream)), encoding=encoding, errors="replace", newline=""
        )
        for number, line in enumerate(text, 1):
            yield number, line.removeprefix("\ufeff")
        return
    number, line = 1, first.removeprefix(b"\xef\xbb\xbf")
    while line:
        if len(line) > limit:
            yield number, None
            while line and not line.endswith(b"\n"):
                line = stream.readline(1 << 20)
        else:
            yield number, decode_lenient(line)[0]
        line = stream.readline(limit + 1)
        number += 1


class _Replay(io.RawIOBase):
    """Bytes already taken from a stream, then the rest of it."""

    def __init__(self, first: bytes, rest: Any):
        self._first, self._rest = first, rest

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Fill the buffer."""
        data = self._first[: len(buffer)]
        self._first = self._first[len(data) :]
        if not data:
            data = self._rest.read(len(buffer)) if hasattr(self._rest, "read") else b""
        buffer[: len(data)] = data
        return len(data)


# ---------------------------------------------------------------- rows


@cache
def _column_names(resources: Resources) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for row in resources.lexicon("columns"):
        names.setdefault(row["field"], []).append(row["column"])
    return names


@dataclass(frozen=True)
class _How:
    """How rows are read: which columns, and limits."""

    options: IngestOptions
    resources: Resources

    def mapping(self, columns: Iterable[str]) -> dict[str, str]:
        """Return field -> column, chosen or found by name."""
        there = list(columns)
        low = {c.strip().lower().replace(" ", "_").replace("-", "_"): c for c in reversed(there)}
        known = _column_names(self.resources)
        out = {}
        for field in FIELDS:
            chosen = getattr(self.options, f"{field}_column", "")
            if chosen:
                if chosen in there:
                    out[field] = chosen
                continue
            found = next((low[name] for name in known.get(field, ()) if name in low), None)
            if found is not None:
                out[field] = found
        return out

    def no_text(self, columns: Sequence[str]) -> str:
        """Return the sentence that says that no column has the text."""
        wanted = f"no column {self.options.text_column!r}" if self.options.text_column else "no text column"
        there = ", ".join(columns[:20]) or "none"
        return f"There is {wanted}; columns: {there}. Choose one with ingest.text_column."


def _value(value: Any) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return decode_lenient(value)[0]
    if isinstance(value, list | tuple):
        return "\n".join(_value(v) for v in value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


class _Rows:
    """Makes records of the rows of one file, naming each by its id or its number."""

    def __init__(self, name: str, how: _How):
        self._name, self._options = name, how.options
        self._seen: set[str] = set()

    def error(self, number: int, why: str) -> Record:
        """Return a failed row."""
        return Record(f"{self._name}#{self._key('', number)}", "error", error=why)

    def _key(self, said: str, number: int) -> str:
        """Return what names a row in its file: its id, its number where it has none, both where the id is there already."""
        key = _writable(said.strip()[:200]) or str(number)
        while key in self._seen:
            key = f"{key}~{number}"
        self._seen.add(key)
        return key

    def record(self, number: int, row: Mapping[str, Any], mapping: Mapping[str, str]) -> Record:
        """Return a row as a record."""
        values = {field: _value(row.get(column)) for field, column in mapping.items()}
        odd = next((c for f, c in mapping.items() if f in ("text", "html") and isinstance(row.get(c), dict)), None)
        if odd is not None:
            return self.error(number, f"The column {odd!r} holds an object with fields of its own, not a text.")
        source_path = f"{self._name}#{self._key(values.pop('id', ''), number)}"
        if len(values.get("text", "")) > self._options.max_bytes:
            return Record(source_path, "error", error=_too_large(self._options))
        return Record(source_path, "record", fields=tuple((f, v) for f, v in values.items() if v))


def _jsonl(stream: Any, name: str, how: _How) -> Iterator[Record]:
    rows = _Rows(name, how)
    mappings: dict[tuple[str, ...], dict[str, str]] = {}
    empty = True
    for number, line in _lines(stream, how.options.max_bytes):
        if line is None:
            yield rows.error(number, _too_large(how.options))
            continue
        if not line.strip():
            continue
        empty = False
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield rows.error(
                number, f"Line {number} is not JSON: {getattr(error, 'msg', None) or type(error).__name__}."
            )
            continue
        if not isinstance(row, dict):
            yield rows.error(number, f"Line {number} is not a JSON object with named fields.")
            continue
        columns = tuple(row)
        if columns not in mappings and len(mappings) < 1000:
            mappings[columns] = how.mapping(columns)
        mapping = mappings.get(columns) or how.mapping(columns)
        if "text" in mapping or "html" in mapping:
            yield rows.record(number, row, mapping)
        else:
            yield rows.error(number, how.no_text(columns))
    if empty:
        yield Record(name, "error", error="The file is empty.")


def _csv(stream: Any, name: str, how: _How) -> Iterator[Record]:
    csv.field_size_limit(min(how.options.max_bytes, 2**31 - 1))
    rows = _Rows(name, how)
    lines = (line for _, line in _lines(stream, how.options.max_bytes) if line is not None)
    header = next(lines, "")
    if not header.strip():
        yield Record(name, "error", error="The file is empty.")
        return
    delimiter = max(",;\t|", key=lambda mark: (header.count(mark), -",;\t|".index(mark)))

    def with_header() -> Iterator[str]:
        yield header
        yield from lines

    reader = csv.DictReader(with_header(), delimiter=delimiter)
    columns = [c for c in (reader.fieldnames or []) if c is not None]
    mapping = how.mapping(columns)
    if "text" not in mapping and "html" not in mapping:
        yield Record(name, "error", error=how.no_text(columns))
        return
    number = 0
    while True:
        number += 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            yield rows.error(number, f"Row {number} is not CSV: {error}.")
            continue
        if row is None:
            return
        yield rows.record(number, row, mapping)


def _parquet(stream: IO[bytes], name: str, how: _How) -> Iterator[Record]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = _Rows(name, how)
    try:
        file = pq.ParquetFile(stream)
        columns = file.schema_arrow.names
        mapping = how.mapping(columns)
        if "text" not in mapping and "html" not in mapping:
            yield Record(name, "error", error=how.no_text(columns))
            return
        number = 0
        for batch in file.iter_batches(batch_size=64, columns=sorted(set(mapping.values()))):
            for row in batch.to_pylist():
                number += 1
                yield rows.record(number, row, mapping)
    except (pa.ArrowException, OSError, ValueError) as error:
        yield Record(
            name, "error", error=f"The file is not readable Parquet: {str(error).splitlines()[0].rstrip('.')}."
        )


#: Readers of files with a row an article, by kind.
_TABULAR = {"jsonl": _jsonl, "csv": _csv, "parquet": _parquet}
