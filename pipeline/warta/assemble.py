"""The run-wide stages: duplicates, resolve and checks over all articles, and the tables of the output folder.

Local parts are streamed twice: once for the little that the run-wide decisions need, once to write the tables in the order of
the sources. Which shard or worker an article was in leaves no trace.
"""

from __future__ import annotations

import json
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from warta.config import Config
from warta.english.columns import of_entity
from warta.ids import stable_id
from warta.stages.checks import Report, across, made
from warta.stages.duplicates import Candidate, duplicates
from warta.stages.ingest import article_id as _article_id
from warta.stages.resolve import Held, LocalEntity, RunEntity, resolve
from warta.stages.store import folder as store
from warta.stages.store import parts
from warta.stages.store.schema import ARTICLE_ID_COLUMNS, ENTITY_COLUMNS, TABLES, schema

#: Where an article's rows are: a local part and the row in it.
Place = tuple[Path, int]

_SURVEY = (
    "signature",
    "report",
    "articles.list.element.article_id",
    "articles.list.element.status",
    "articles.list.element.published_at",
    "articles.list.element.encoding",
    "mentions.list.element.entity_id",
    "entities",
    "offices.list.element.person_entity_id",
    "offices.list.element.title",
    "offices.list.element.rank",
    "offices.list.element.organization",
    "offices.list.element.country",
    "offices.list.element.former",
)


@dataclass
class Survey:
    """What the run-wide decisions are made from; lists run parallel to the articles in source order.

    Args:
        article_ids: final ids.
        again: how many earlier articles of the run have the same text.
        duplicate_of: the earlier article that an article repeats, or None.
        first_entity: index of the article's first entity in `entity_of`.
        entity_of: for each entity of each article the index of the run's entity.
        entities: the run's entities.
        checks: rows of `checks` that rest on several articles.
        statuses: articles by status.
        encodings: articles by encoding.
    """

    article_ids: list[str] = field(default_factory=list)
    again: list[int] = field(default_factory=list)
    duplicate_of: list[str | None] = field(default_factory=list)
    first_entity: list[int] = field(default_factory=list)
    entity_of: list[int] = field(default_factory=list)
    entities: list[RunEntity] = field(default_factory=list)
    checks: list[dict[str, Any]] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    encodings: Counter[str] = field(default_factory=Counter)

    def entities_in(self, article: int) -> list[int]:
        """Return the run's entities that an article, given by its number, mentions."""
        following = self.first_entity[article + 1 : article + 2] or [len(self.entity_of)]
        return self.entity_of[self.first_entity[article] : following[0]]


def survey(places: Sequence[Place], config: Config) -> Survey:
    """Read what the run-wide stages need, and make their decisions.

    Args:
        places: where each article's rows are, in source order.
        config: the configuration.
    """
    result = Survey()
    local: list[LocalEntity] = []
    candidates: list[Candidate] = []
    reports: list[Report] = []
    met: Counter[str] = Counter()
    cached, texts = _Cache(columns=_SURVEY), _Cache(columns=("articles.list.element.text",))
    for order, (path, row) in enumerate(places):
        part = cached(path)
        about = part["articles"][row].as_py()[0]
        text_id = about["article_id"]
        article_id = text_id
        if met[text_id]:
            text = texts(path)["articles"][row].as_py()[0]["text"]
            article_id = _article_id(text or "", occurrence=met[text_id])
        result.article_ids.append(article_id)
        result.again.append(met[text_id])
        met[text_id] += 1
        result.statuses[about["status"]] += 1
        result.encodings[about["encoding"] or "unknown"] += 1
        result.first_entity.append(len(local))
        if about["status"] == "ok":
            when = about["published_at"]
            earlier = (when is None, when.isoformat() if when else "", order)
            candidates.append(Candidate(article_id, text_id, earlier, part["signature"][row].as_py()))
            local.extend(_local_entities(article_id, part, row))
            said = part["report"][row].as_py()
            if said and article_id == text_id:  # the same text again says nothing else
                reports.append(made(order, json.loads(said)))
    same = duplicates(candidates, options=config.options("duplicates"))
    result.duplicate_of = [same.get(article_id) for article_id in result.article_ids]
    result.entities, result.entity_of = resolve(local, lexicon_folder=config.options("lexicon").folder or None)
    result.checks = list(
        across(reports, entities=result.entities_in, n_articles=[e.n_articles for e in result.entities])
    )
    return result


def _local_entities(article_id: str, part: dict[str, Any], row: int) -> list[LocalEntity]:
    mentioned = Counter(m["entity_id"] for m in part["mentions"][row].as_py())
    offices = defaultdict(list)
    for office in part["offices"][row].as_py():
        said = office["title"] or office["rank"]
        if said:
            offices[office["person_entity_id"]].append(
                Held(said, office["organization"], office["country"], bool(office["former"]))
            )
    return [
        LocalEntity(
            article_id,
            e["no"],
            e["label"],
            e["name"],
            tuple(e["aliases"]),
            e["country"],
            mentioned[e["no"]],
            tuple(offices[e["no"]]),
        )
        for e in part["entities"][row].as_py()
    ]


class _Cache:
    """The local parts read last; a few are enough, because sources are mostly processed in their order."""

    def __init__(self, *, columns: Sequence[str] | None = None, size: int = 4):
        self._columns, self._size = columns, size
        self._read: OrderedDict[Path, dict[str, Any]] = OrderedDict()

    def __call__(self, path: Path) -> dict[str, Any]:
        if path in self._read:
            self._read.move_to_end(path)
        else:
            table = parts.read(path, columns=self._columns)
            self._read[path] = {name: table.column(name).combine_chunks() for name in table.column_names}
            while len(self._read) > self._size:
                self._read.popitem(last=False)
        return self._read[path]


def write_tables(
    folder: Path,
    places: Sequence[Place],
    found: Survey,
    config: Config,
    *,
    progress: Callable[[int], None] = lambda done: None,
) -> dict[str, int]:
    """Write all tables into an empty folder.

    Args:
        folder: where the table folders are made.
        places: where each article's rows are, in source order.
        found: the run-wide decisions.
        config: the configuration.
        progress: called with the number of articles written so far.

    Returns:
        rows by table.

    Raises:
        FullDiskError: there was no space.
        StoreError: a part cannot be written for another reason.
    """
    options = config.options("store")
    tables = [t for t in TABLES if t != "entities" and (t != "tokens" or options.tokens)]
    writer = _Writer(folder)
    cached = _Cache()
    names = pa.array([e.entity_id for e in found.entities], pa.string())
    entity_of = np.asarray(found.entity_of, dtype=np.int64)
    for start in range(0, len(places), options.part_articles):
        numbers = range(start, min(start + options.part_articles, len(places)))
        pieces: dict[str, list[Any]] = defaultdict(list)
        for path, run in groupby(numbers, key=lambda n: places[n][0]):
            articles = list(run)
            part = cached(path)
            rows = pa.array([places[n][1] for n in articles], pa.int64())
            for table in tables:
                pieces[table].append(_final(table, part[table].take(rows), articles, found, entity_of, names))
        for table in tables:
            writer(table, pa.concat_tables(pieces[table]))
        progress(numbers.stop)
    writer("entities", _entity_table(found.entities))
    writer("checks", pa.Table.from_pylist(found.checks, schema=schema("checks")))
    for table in (*tables, "entities"):
        writer.ensure(table)
    return dict(writer.rows)


def _final(table: str, nested: Any, articles: Sequence[int], found: Survey, entity_of: Any, names: Any) -> Any:
    """Return the final rows of some articles of one local part."""
    lengths = pc.list_value_length(nested).fill_null(0).to_numpy(zero_copy_only=False)
    of_row = np.repeat(np.asarray(articles, dtype=np.int64), lengths)
    flat = nested.flatten()
    columns = {flat.type.field(i).name: flat.field(i) for i in range(flat.type.num_fields)}
    again = np.asarray(found.again, dtype=np.int64)[of_row] if len(of_row) else of_row
    columns["article_id"] = pa.array([found.article_ids[n] for n in of_row], pa.string())
    if again.any():
        for name in ARTICLE_ID_COLUMNS.get(table, ()):
            columns[name] = _renamed(columns[name], again)
    for name in ENTITY_COLUMNS.get(table, ()):
        first = np.asarray(found.first_entity, dtype=np.int64)[of_row] if len(of_row) else of_row
        columns[name] = _entity_ids(columns[name], first, entity_of, names)
    if table == "articles":
        columns["duplicate_of"] = pa.array([found.duplicate_of[n] for n in of_row], pa.string())
    wanted = schema(table)
    return pa.table([columns[f.name] for f in wanted], schema=wanted)


def _entity_ids(column: Any, first: Any, entity_of: Any, names: Any) -> Any:
    """Return entity ids for numbers of entities inside their articles."""
    known = column.is_valid().to_numpy(zero_copy_only=False)
    local = column.fill_null(0).to_numpy(zero_copy_only=False) + first
    if not known.any():
        return pa.nulls(len(column), pa.string())
    indexes = np.zeros(len(column), dtype=np.int64)
    indexes[known] = entity_of[local[known]]
    return names.take(pa.array(indexes, mask=~known))


def _renamed(column: Any, again: Any) -> Any:
    """Return ids that stay apart where a text is met again in the run."""

    def rename(value: Any, times: int) -> Any:
        if value is None or not times:
            return value
        if isinstance(value, list):
            return [rename(v, times) for v in value]
        return stable_id("again", value, int(times))

    return pa.array([rename(v, t) for v, t in zip(column.to_pylist(), again, strict=True)], column.type)


def _entity_table(entities: Sequence[RunEntity]) -> Any:
    wanted = schema("entities")
    known = [f for f in wanted if f.name != "name_en"]
    columns = [pa.array([getattr(e, f.name) for e in entities], f.type) for f in known]
    columns.append(pa.array([of_entity(e.label, e.name) for e in entities], pa.string()))
    return pa.table(columns, schema=wanted)


class _Writer:
    """Writes numbered parts of tables and counts their rows."""

    def __init__(self, folder: Path):
        self._folder = folder
        self._parts: Counter[str] = Counter()
        self.rows: Counter[str] = Counter()

    def __call__(self, table: str, data: Any) -> None:
        if not data.num_rows:
            return
        self._write(table, data)

    def ensure(self, table: str) -> None:
        """Write an empty part where a table has none."""
        self.rows[table] += 0
        if not self._parts[table]:
            self._write(table, schema(table).empty_table())

    def _write(self, table: str, data: Any) -> None:
        sink = pa.BufferOutputStream()
        pq.write_table(data, sink, compression="zstd")
        try:
            (self._folder / table).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise store.cannot_write(self._folder / table, error) from None
        store.write(self._folder / table / f"part-{self._parts[table]:05d}.parquet", sink.getvalue().to_pybytes())
        self._parts[table] += 1
        self.rows[table] += data.num_rows
