"""The output contract as a check: what must hold for every output folder, whatever went in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

from warta.stages.store import PRIMARY_KEYS, TABLES, schema

SPANS = {
    "quotes": (("text", "start", "end"), ("content", "content_start", "content_end"), ("cue", "cue_start", "cue_end"),
               ("speaker_mention", "speaker_start", "speaker_end")),
    "offices": (("text", "start", "end"), ("person", "person_start", "person_end")),
}  # fmt: skip
#: Tables that the contract gives a `confidence`; an added column has a name of its own, as readers of the contract take its columns alone.
CONFIDENT = {"mentions", "offices", "quotes", "quantities", "facts"}
REFERENCES = (
    ("mentions", "entity_id", "entities"),
    ("offices", "person_entity_id", "entities"),
    ("offices", "organization_entity_id", "entities"),
    ("quotes", "speaker_entity_id", "entities"),
    ("facts", "subject_entity_id", "entities"),
    ("quantities", "part_of", "quantities"),
    ("quantities", "quote_id", "quotes"),
    ("articles", "duplicate_of", "articles"),
)


def assert_contract(out: Path) -> None:
    """Assert that an output folder holds to the contract."""
    assert {table for table in TABLES if "confidence" in schema(table).names} == CONFIDENT
    for table in TABLES:
        if table == "tokens" and not (out / table).exists():
            continue
        parts = sorted((out / table).glob("*.parquet"))
        assert parts, table
        for part in parts:
            assert pq.read_schema(part).equals(schema(table)), part
    assert_frames({table: pd.read_parquet(out / table) for table in TABLES if (out / table).exists()})


def assert_frames(tables: dict[str, Any]) -> None:
    """Assert that tables hold to the contract."""
    texts = dict(zip(tables["articles"].article_id, tables["articles"].text, strict=True))
    for table, frame in tables.items():
        assert not frame.duplicated(list(PRIMARY_KEYS[table])).any(), table
        if table in ("articles", "entities", "checks"):
            continue
        for row in frame.to_dict("records"):
            text = texts[row["article_id"]]
            if table == "facts":
                assert row["evidence"] in text
                assert text[row["start"] : row["end"]]
                continue
            for column, start, end in SPANS.get(table, (("text", "start", "end"),)):
                if isinstance(row[column], str):
                    assert text[int(row[start]) : int(row[end])] == row[column], (table, column, row)
    for table, column, target in REFERENCES:
        known = set(tables[target][PRIMARY_KEYS[target][0]])
        assert set(tables[table][column].dropna()) <= known, (table, column)
    sources = {
        kind: set(tables[t][PRIMARY_KEYS[t][0]])
        for kind, t in (("office", "offices"), ("quote", "quotes"), ("quantity", "quantities"))
    }
    for kind, source in zip(tables["facts"].kind, tables["facts"].source_id, strict=True):
        assert source in sources[kind]
    ok = tables["articles"][tables["articles"].status == "ok"]
    assert (ok.n_chars == ok.text.str.len()).all()
    counts = tables["mentions"].groupby("entity_id").agg(n=("mention_id", "size"), a=("article_id", "nunique"))
    for row in tables["entities"].to_dict("records"):
        there = counts.loc[row["entity_id"]] if row["entity_id"] in counts.index else {"n": 0, "a": 0}
        assert (row["n_mentions"], row["n_articles"]) == (there["n"], there["a"])
    failed = tables["articles"][tables["articles"].status != "ok"]
    assert failed.error.str.len().gt(0).all()
    for table in set(tables) - {"articles", "entities", "checks"}:
        assert not set(tables[table].article_id) & set(failed.article_id)


def table_bytes(out: Path) -> dict[str, bytes]:
    """Return the bytes of every part of every table."""
    return {p.relative_to(out).as_posix(): p.read_bytes() for t in TABLES for p in (out / t).glob("*.parquet")}
