"""A run: what it leaves, that it is the same whatever the order, the workers or the interruptions."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import warta
from conftest import write_articles
from contract import assert_contract, table_bytes
from warta.core.errors import ConfigError, InputError, StoreError


def test_a_run_leaves_the_tables_of_the_contract(articles: Path, light: dict[str, Any], tmp_path: Path) -> None:
    output = warta.run(articles, out=tmp_path / "out", config=light, workers=1)
    assert_contract(tmp_path / "out")
    assert len(output.articles) == 11
    assert set(output.articles.status) == {"ok"}
    assert len(output.quotes) == 11
    assert len(output.facts) == len(output.quotes) + len(output.offices) + len(output.quantities)
    assert output.manifest["status"] == "complete"
    assert output.manifest["rows"]["quotes"] == 11
    assert "tokens" not in output.tables


def test_tokens_are_written_on_request(articles: Path, light: dict[str, Any], tmp_path: Path) -> None:
    output = warta.run(articles, out=tmp_path / "out", config=light, workers=1, tokens=True, limit=2)
    assert_contract(tmp_path / "out")
    assert len(output.articles) == 2
    assert output.articles.n_tokens.sum() == len(output.tokens) > 0


def test_workers_and_order_of_inputs_do_not_matter(articles: Path, light: dict[str, Any], tmp_path: Path) -> None:
    files = sorted(str(p) for p in articles.rglob("*.txt"))
    warta.run(files, out=tmp_path / "one", config=light, workers=1)
    warta.run(files[::-1], out=tmp_path / "three", config={**light, "run": {"shard_size": 2}}, workers=3)
    assert table_bytes(tmp_path / "one") == table_bytes(tmp_path / "three")


def test_the_place_of_the_articles_leaves_no_trace_in_ids(
    articles: Path, light: dict[str, Any], tmp_path: Path
) -> None:
    first = warta.run(articles, out=tmp_path / "one", config=light, workers=1)
    shutil.move(articles, tmp_path / "elsewhere")
    second = warta.run(tmp_path / "elsewhere", out=tmp_path / "two", config=light, workers=1)
    for table, key in (
        ("quotes", "quote_id"),
        ("facts", "fact_id"),
        ("articles", "article_id"),
        ("entities", "entity_id"),
    ):
        assert sorted(first[table][key]) == sorted(second[table][key])


def test_running_again_changes_nothing(articles: Path, light: dict[str, Any], tmp_path: Path) -> None:
    warta.run(articles, out=tmp_path / "out", config=light, workers=1)
    times = {p: p.stat().st_mtime_ns for p in (tmp_path / "out").rglob("*.parquet")}
    before = (tmp_path / "out" / "run.json").read_bytes()
    warta.run(articles, out=tmp_path / "out", config=light, workers=1)
    assert times == {p: p.stat().st_mtime_ns for p in (tmp_path / "out").rglob("*.parquet")}
    assert (tmp_path / "out" / "run.json").read_bytes() == before


def test_a_grown_folder_costs_only_what_is_new(articles: Path, light: dict[str, Any], tmp_path: Path) -> None:
    warta.run(articles, out=tmp_path / "grown", config=light, workers=1)
    parts = {p: p.stat().st_mtime_ns for p in (tmp_path / "grown" / ".warta" / "parts").glob("*.parquet")}
    write_articles(articles, range(11, 16))
    output = warta.run(articles, out=tmp_path / "grown", config=light, workers=1)
    assert output.manifest["timings"]["articles"] == 5
    assert all(p.stat().st_mtime_ns == time for p, time in parts.items())
    warta.run(articles, out=tmp_path / "fresh", config=light, workers=1)
    assert table_bytes(tmp_path / "grown") == table_bytes(tmp_path / "fresh")


def test_tables_that_were_removed_come_back(articles: Path, light: dict[str, Any], tmp_path: Path) -> None:
    warta.run(articles, out=tmp_path / "out", config=light, workers=1)
    before = table_bytes(tmp_path / "out")
    shutil.rmtree(tmp_path / "out" / "quotes")
    output = warta.run(articles, out=tmp_path / "out", config=light, workers=1)
    assert output.manifest["timings"]["articles"] == 0
    assert table_bytes(tmp_path / "out") == before


def test_a_text_met_again_has_ids_of_its_own(articles: Path, light: dict[str, Any], tmp_path: Path) -> None:
    shutil.copy(articles / "001.txt", articles / "salinan.txt")
    near = (articles / "002.txt").read_text("utf-8") + "\nDemikian keterangan singkat dari Sleman.\n"
    (articles / "mirip.txt").write_text(near, "utf-8")
    output = warta.run(articles, out=tmp_path / "out", config=light, workers=2)
    assert_contract(tmp_path / "out")
    by_path = output.articles.set_index("source_path")
    assert by_path.duplicate_of["salinan.txt"] == by_path.article_id["001.txt"]
    assert by_path.duplicate_of["mirip.txt"] == by_path.article_id["002.txt"]
    assert by_path.duplicate_of.notna().sum() == 2
    copy = output.quotes[output.quotes.article_id == by_path.article_id["salinan.txt"]]
    assert len(copy) == 1


def test_other_settings_need_another_folder(articles: Path, light: dict[str, Any], tmp_path: Path) -> None:
    out = tmp_path / "out"
    warta.run(articles, out=out, config=light, workers=1, limit=3)
    with pytest.raises(StoreError, match=r"configuration: store: tokens was false, now true\); .*--force"):
        warta.run(articles, out=out, config=light, workers=1, limit=3, tokens=True)
    assert "tokens" in warta.run(articles, out=out, config=light, workers=1, limit=3, tokens=True, force=True).tables


def test_a_folder_of_another_version_is_left_alone(articles: Path, light: dict[str, Any], tmp_path: Path) -> None:
    out = tmp_path / "out"
    warta.run(articles, out=out, config=light, workers=1, limit=2)
    manifest = json.loads((out / "run.json").read_text("utf-8"))
    (out / "run.json").write_text(json.dumps({**manifest, "schema_version": 99}), "utf-8")
    with pytest.raises(StoreError, match="schema version 99"):
        warta.run(articles, out=out, config=light, workers=1)
    (out / "run.json").write_text(json.dumps({**manifest, "version": "0.0.1"}), "utf-8")
    with pytest.raises(StoreError, match=r'version was "0.0.1"'):
        warta.run(articles, out=out, config=light, workers=1)
    (out / "run.json").write_text("{", "utf-8")
    with pytest.raises(StoreError, match="cannot be read"):
        warta.run(articles, out=out, config=light, workers=1)


def test_unusable_inputs_are_named(light: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file or folder"):
        warta.run(tmp_path / "nothing", out=tmp_path / "out", config=light)
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="no article"):
        warta.run(tmp_path / "empty", out=tmp_path / "out", config=light)
    with pytest.raises(ConfigError, match="there are:"):
        warta.run(tmp_path / "empty", out=tmp_path / "out", config={"quotesz": {}})
    with pytest.raises(ConfigError, match="no setting"):
        warta.run(tmp_path / "empty", out=tmp_path / "out", config={"segment": {"nonsense": 1}})


def test_an_open_output_reads_tables_once(articles: Path, light: dict[str, Any], tmp_path: Path) -> None:
    warta.run(articles, out=tmp_path / "out", config=light, workers=1, limit=2)
    output = warta.open(tmp_path / "out")
    assert output.quotes is output["quotes"]
    assert isinstance(output.quotes, pd.DataFrame)
    with pytest.raises(AttributeError, match="there are"):
        _ = output.nonsense
    with pytest.raises(StoreError, match="no run of Warta"):
        warta.open(tmp_path)


def test_a_text_is_analyzed_in_memory(light: dict[str, Any]) -> None:
    text = '"Panen naik 12 persen," kata Sari Lestari di Wonosari kepada para wartawan daerah itu.'
    found = warta.analyze(text, config=light)
    assert found.quotes.speaker.tolist() == ["Sari Lestari"]
    assert found.quantities.value.tolist() == [12.0]
    assert found.articles.text[0] == text
    assert len(found.tokens)
