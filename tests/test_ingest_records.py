"""Inputs as records: every format, every kind of bad input, a stable order."""

from __future__ import annotations

import gzip
import io
import json
import pickle
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from warta.core.errors import ConfigError
from warta.lexicon import Resources
from warta.stages.ingest import IngestOptions, Record, records, to_article

TEXT = "Bupati Lembah Hijau menegaskan bahwa jembatan itu akan selesai pada bulan depan.\n"


def _paths(*inputs: object, **options: str) -> list[str]:
    return [r.source_path for r in records([str(i) for i in inputs], options=IngestOptions(**options))]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b").mkdir()
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b" / "c.html").write_text(f"<html><body><article><p>{TEXT * 3}</p></article></body></html>", "utf-8")
    (tmp_path / "b" / "d.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    (tmp_path / "a.json").write_text("{}", "utf-8")
    (tmp_path / ".hidden.txt").write_text(TEXT, "utf-8")
    return tmp_path


def test_a_folder_is_read_recursively_and_other_files_are_passed_over(folder: Path) -> None:
    assert _paths(folder) == ["a.txt", "b/c.html", "b/d.txt.gz"]


def test_order_of_inputs_and_naming_a_file_twice_do_not_matter(folder: Path) -> None:
    inputs = [folder, folder / "b" / "d.txt.gz", folder / "b"]
    assert _paths(*inputs) == _paths(*reversed(inputs)) == ["a.txt", "b/c.html", "b/d.txt.gz"]


def test_a_glob_is_relative_to_its_fixed_part(folder: Path) -> None:
    assert _paths(folder / "*" / "*.gz") == ["b/d.txt.gz"]
    assert _paths(folder / "**" / "*.txt") == ["a.txt"]


def test_same_names_under_different_roots_are_told_apart(tmp_path: Path) -> None:
    for name in ("x", "y"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(TEXT, "utf-8")
    assert _paths(tmp_path / "x", tmp_path / "y") == ["x/a.txt", "y/a.txt"]


def test_an_output_folder_inside_the_input_is_not_read(folder: Path) -> None:
    out = folder / "out"
    (out / "articles").mkdir(parents=True)
    (out / "run.json").write_text("{}", "utf-8")
    pq.write_table(pa.table({"text": [TEXT]}), out / "articles" / "p.parquet")
    assert _paths(folder) == ["a.txt", "b/c.html", "b/d.txt.gz"]


@pytest.mark.parametrize(
    ("name", "says"),
    [("missing.txt", "no file"), ("a.json", "not known"), ("*.nope", "Nothing matches"), ("bad.txt.gz", "gzip")],
)
def test_what_cannot_be_read_is_a_record_with_a_sentence(folder: Path, name: str, says: str) -> None:
    (folder / "bad.txt.gz").write_bytes(gzip.compress(TEXT.encode() * 99)[:-9])
    (record,) = records([str(folder / name)])
    assert record.kind == "error"
    assert record.error is not None
    assert says in record.error
    assert record.error.endswith(".")


def test_an_unreadable_file_is_a_failed_record(folder: Path) -> None:
    (folder / "lingkar.txt").symlink_to(folder / "lingkar.txt")  # reading it fails for every user, root too
    (record,) = records([str(folder / "lingkar.txt")])
    assert record.kind == "error"


def test_a_broken_link_is_a_failed_record(folder: Path) -> None:
    (folder / "l.txt").symlink_to(folder / "nowhere.txt")
    assert [r.kind for r in records([str(folder)])] == ["text", "html", "text", "error"]


def test_jsonl_rows_are_named_by_id_or_number(tmp_path: Path) -> None:
    rows = [{"teks": TEXT, "id": 7}, {"teks": TEXT, "id": 7}, {"isi": TEXT, "judul": "Jembatan"}]
    lines = [json.dumps(r) for r in rows]
    (tmp_path / "n.jsonl").write_text("\ufeff" + "\n\n".join([*lines, "{broken", "[1]", '{"x": 1}']) + "\n", "utf-8")
    found = list(records([str(tmp_path / "n.jsonl")]))
    assert [r.source_path for r in found] == [
        "n.jsonl#7",
        "n.jsonl#7~3",
        "n.jsonl#5",
        "n.jsonl#7~7",
        "n.jsonl#9",
        "n.jsonl#11",
    ]
    assert [r.kind for r in found] == ["record"] * 3 + ["error"] * 3
    assert dict(found[2].fields) == {"text": TEXT, "title": "Jembatan"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_in_every_dialect(tmp_path: Path, delimiter: str, encoding: str) -> None:
    text = (
        delimiter.join(["judul", "isi", "tanggal"])
        + "\r\n"
        + delimiter.join(["Café", '"satu\ndua"', "1 Mei 2025"])
        + "\r\n"
    )
    (tmp_path / "n.csv").write_bytes(text.encode(encoding))
    (record,) = records([str(tmp_path / "n.csv")])
    assert dict(record.fields) == {"title": "Café", "text": "satu\ndua", "date": "1 Mei 2025"}


def test_columns_can_be_chosen_and_a_missing_one_is_named(tmp_path: Path) -> None:
    (tmp_path / "n.csv").write_text("a,b,text\n1,dua,tiga\n", "utf-8")
    (record,) = records([str(tmp_path / "n.csv")], options=IngestOptions(text_column="b", id_column="a"))
    assert (record.source_path, dict(record.fields)) == ("n.csv#1", {"text": "dua"})
    (record,) = records([str(tmp_path / "n.csv")], options=IngestOptions(text_column="zz"))
    assert record.error is not None
    assert "a, b, text" in record.error


def test_parquet_with_nulls_and_dates(tmp_path: Path) -> None:
    import datetime

    table = pa.table({"content": [TEXT, None], "published_at": [datetime.datetime(2025, 5, 1, 7, 30), None]})
    pq.write_table(table, tmp_path / "n.parquet")
    (tmp_path / "z.parquet.gz").write_bytes(gzip.compress((tmp_path / "n.parquet").read_bytes()))
    found = [to_article(r) for r in records([str(tmp_path)])]
    assert [a.source_path for a in found] == ["n.parquet#1", "n.parquet#2", "z.parquet.gz#1", "z.parquet.gz#2"]
    assert [a.status for a in found] == ["ok", "failed"] * 2
    assert found[0].published_at == datetime.datetime(2025, 5, 1, 7, 30)


@pytest.mark.parametrize("name", ["x.parquet", "x.csv", "x.jsonl"])
@pytest.mark.parametrize("data", [b"", b"\x00\xff\x00\x80", b"PAR1broken", b"\xff\xfe", b"\n\n\n", b'"', b"{}"])
def test_hostile_bytes_in_a_table_never_raise(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert all(to_article(r).status == "failed" for r in records([str(tmp_path / name)]))


@pytest.mark.parametrize(
    ("data", "kind", "count"),
    [
        (TEXT.encode(), "text", 1),
        ((json.dumps({"text": TEXT}) + "\n").encode() * 2, "record", 2),
        (b"<html>x", "html", 1),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes, kind: str, count: int) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    found = list(records(["-"]))
    assert [r.kind for r in found] == [kind] * count
    assert len({r.source_path for r in found}) == count


def _table(to: str) -> bytes:
    if to == "csv":
        return f'isi\n"{TEXT}"\n'.encode()
    sink = io.BytesIO()
    pq.write_table(pa.table({"isi": [TEXT]}), sink)
    return sink.getvalue()


@pytest.mark.parametrize(
    ("data", "chosen", "kind"),
    [
        (TEXT.encode(), "", "text"),
        (gzip.compress(TEXT.encode()), "", "text"),
        (gzip.compress((json.dumps({"text": TEXT}) + "\n").encode()), "", "record"),
        (_table("csv"), "csv", "record"),
        (_table("csv"), "", "text"),
        (_table("parquet"), "", "record"),
        (gzip.compress(_table("parquet")), "parquet", "record"),
        (TEXT.encode(), "html", "html"),
    ],
)
def test_standard_input_is_of_the_kind_that_is_found_or_named(
    monkeypatch: pytest.MonkeyPatch, data: bytes, chosen: str, kind: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    (found,) = records(["-"], options=IngestOptions(stdin_format=chosen))
    assert found.kind == kind
    assert TEXT in (dict(found.fields).get("text") or found.data.decode())


def test_a_kind_of_standard_input_that_is_not_known_is_refused() -> None:
    with pytest.raises(ConfigError, match="stdin_format is text, html, jsonl"):
        list(records(["-"], options=IngestOptions(stdin_format="docx")))


def test_the_lexicons_of_the_user_are_read(tmp_path: Path) -> None:
    own = tmp_path / "leksikon"
    own.mkdir()
    (own / "columns.tsv").write_text("column\tfield\nkandungan\ttext\n", "utf-8")
    (own / "publishers.tsv").write_text(
        "host\tpublisher\tdateline\nkabarlembah.id\tKabar Lembah\tKABAR LEMBAH\n", "utf-8"
    )
    resources = Resources(lexicon_folder=str(own))
    (tmp_path / "n.jsonl").write_text(json.dumps({"kandungan": f"(KABAR LEMBAH) - {TEXT}"}), "utf-8")
    (record,) = records([str(tmp_path / "n.jsonl")], resources=resources)
    article = to_article(record, resources=resources)
    assert (article.status, article.publisher, article.site) == ("ok", "Kabar Lembah", "kabarlembah.id")


def test_records_are_picklable_and_limits_are_reported(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT * 100, "utf-8")
    (record,) = records([str(tmp_path)])
    assert pickle.loads(pickle.dumps(record)) == record
    (record,) = records([str(tmp_path)], options=IngestOptions(max_bytes=100))
    assert record.error is not None
    assert "100 bytes" in record.error


def test_an_error_record_becomes_a_failed_article() -> None:
    article = to_article(Record("x.txt", "error", error="There is no file x.txt."))
    assert (article.status, article.error, article.text) == ("failed", "There is no file x.txt.", "")
