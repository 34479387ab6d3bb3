"""What goes wrong in a run: it costs what it must, says so in one sentence, and the rest is complete."""

from __future__ import annotations

import gzip
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import warta
from conftest import Command, environment, write_articles
from contract import assert_contract, table_bytes
from warta.config import Config
from warta.core.errors import StoreError
from warta.stages.ingest import Record
from warta.stages.store.folder import OutputFolder
from warta.workers import Crew


def status(output: warta.Output) -> dict[str, tuple[str, str]]:
    """Return status and error by source path, of articles that are not ok."""
    rows = output.articles[output.articles.status != "ok"].to_dict("records")
    return {r["source_path"]: (r["status"], r["error"]) for r in rows}


def test_a_stage_that_raises_costs_that_article_only(articles: Path, light: dict[str, Any], tmp_path: Path) -> None:
    for name, word in (("rusak.txt", "MELEDAK"), ("besar.txt", "HABIS")):
        (articles / name).write_text(
            f'Bupati Sari Lestari berkata {word}. "Tidak ada baris dari sini," kata Sari Lestari.', "utf-8"
        )
    output = warta.run(articles, out=tmp_path / "out", config=light, workers=2)
    assert_contract(tmp_path / "out")
    found = status(output)
    assert found["rusak.txt"][0] == "failed"
    assert "tag: [W010] Unexpected ValueError" in found["rusak.txt"][1]
    assert "\n" not in found["rusak.txt"][1]
    assert found["besar.txt"] == ("failed", "tag: [W010] There was not enough memory for this article.")
    assert len(output.quotes) == 11


def test_a_worker_that_dies_costs_the_article_it_was_at(articles: Path, light: dict[str, Any], tmp_path: Path) -> None:
    (articles / "004b.txt").write_text(
        "Satu artikel yang membuat proses MATI di tengah jalan, kata Sari Lestari.", "utf-8"
    )
    output = warta.run(articles, out=tmp_path / "out", config={**light, "run": {"shard_size": 6}}, workers=2)
    assert_contract(tmp_path / "out")
    ((path, (state, error)),) = status(output).items()
    assert (path, state) == ("004b.txt", "failed")
    assert "worker process ended while reading this article" in error
    assert output.articles.set_index("source_path").text["004b.txt"].startswith("Satu artikel")
    assert len(output.articles) == 12


def test_an_article_that_takes_too_long_fails(articles: Path, light: dict[str, Any], tmp_path: Path) -> None:
    (articles / "lambat.txt").write_text("Satu artikel yang sangat LAMBAT sekali dibaca oleh Sari Lestari.", "utf-8")
    output = warta.run(articles, out=tmp_path / "out", config={**light, "run": {"timeout": 6.0}}, workers=1)
    ((path, (state, error)),) = status(output).items()
    assert (path, state) == ("lambat.txt", "failed")
    assert "run.timeout=6 " in error


def test_bad_input_is_reported_article_by_article(articles: Path, light: dict[str, Any], tmp_path: Path) -> None:
    bad = articles / "buruk"
    bad.mkdir()
    (bad / "kosong.txt").write_bytes(b"")
    (bad / "biner.txt").write_bytes(bytes(range(256)) * 40)
    (bad / "utf8.txt").write_bytes(
        b"Bupati Sari Lestari meresmikan jembatan baru di Sleman pada pekan ini. " + b"\xff\xfe\x80 rusak"
    )
    (bad / "halaman.html").write_text("<html><body><nav><a href='/'>Beranda</a></nav></body></html>", "utf-8")
    (bad / "inggris.txt").write_text(
        "The minister said on Monday that the new bridge will be opened to the public next week. " * 5, "utf-8"
    )
    (bad / "baris.jsonl").write_text(
        '{"text": "Gubernur Ratna Wulandari membuka pasar desa yang baru di Bantul."}\n{"text": \n[1, 2]\n{"judul": 1}\n',
        "utf-8",
    )
    (bad / "terpotong.jsonl.gz").write_bytes(gzip.compress(b'{"text": "Polisi menangkap dua orang."}\n' * 500)[:40])
    (bad / "tautan.txt").symlink_to(bad / "tidak-ada.txt")
    (bad / "garis.txt").write_text("kata " * 70_000, "utf-8")
    output = warta.run(articles, out=tmp_path / "out", config=light, workers=2)
    assert_contract(tmp_path / "out")
    found = status(output)
    failing = {"kosong.txt", "biner.txt", "halaman.html", "baris.jsonl#2", "baris.jsonl#3", "tautan.txt", "garis.txt"}
    assert failing <= {Path(p).name for p, (state, _) in found.items() if state == "failed"}
    assert found["buruk/inggris.txt"][0] == "skipped"
    assert "max_chars" in found["buruk/garis.txt"][1]
    assert (output.articles.status == "ok").sum() >= 12


@pytest.mark.parametrize(
    "text",
    ['{"text": "Bupati \\ud800 Sari Lestari \\udfff di Sleman bersama warga desa."}', '{"text": "\\u0000\\u0001"}'],
)
def test_hostile_characters_do_not_stop_a_run(text: str, light: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(text + "\n", "utf-8")
    warta.run(tmp_path / "a.jsonl", out=tmp_path / "out", config=light, workers=1)
    assert_contract(tmp_path / "out")


def test_names_that_are_no_utf8_are_written_with_their_bytes(
    articles: Path, light: dict[str, Any], tmp_path: Path
) -> None:
    Path(os.fsdecode(bytes(articles) + b"/\xff.txt")).write_text("Bupati Sari Lestari meninjau pasar desa.", "utf-8")
    (articles / "a.jsonl").write_text(
        '{"text": "Bupati Sari Lestari tiba di Sleman.", "id": "\\udc80", "title": "\\ud800", "author": "a\\udfff"}\n',
        "utf-8",
    )
    output = warta.run([articles, articles / "*.txt"], out=tmp_path / "out", config=light, workers=1)
    assert_contract(tmp_path / "out")
    paths = output.articles.set_index("source_path")
    assert paths.status["\\udcff.txt"] == paths.status["a.jsonl#\\udc80"] == "ok"
    assert (paths.title["a.jsonl#\\udc80"], paths.byline["a.jsonl#\\udc80"]) == ("\ufffd", "a\ufffd")


def test_rows_that_cannot_be_stored_fail_their_article_only(
    articles: Path, light: dict[str, Any], tmp_path: Path
) -> None:
    (articles / "rusak.txt").write_text("Bupati Sari Lestari RUSAK di Sleman bersama warga desa.", "utf-8")
    output = warta.run(articles, out=tmp_path / "out", config=light, workers=1)
    assert_contract(tmp_path / "out")
    ((path, (state, error)),) = status(output).items()
    assert (path, state) == ("rusak.txt", "failed")
    assert error.startswith("store: [W010] Unexpected")


class _Deadly:
    """A record that ends every process that unpacks it."""

    kind, source_path = "text", "maut.txt"

    def __reduce__(self) -> Any:
        return os._exit, (3,)


def test_a_record_that_ends_every_worker_fails_in_the_end(light: dict[str, Any]) -> None:
    items = [("a", Record("a.txt", "text", b"Bupati Sari Lestari tiba."), None), ("b", _Deadly(), None)]
    with Crew(Config.of(light), workers=1, timeout=60) as crew:
        results = list(crew.run(iter([items])))
    assert sorted(key for keys, _, _ in results for key in keys) == ["a", "b"]
    assert sum(summary["statuses"].get("failed", 0) for _, _, summary in results) == 1


def test_nothing_is_written_to_the_home_folder(articles: Path, tmp_path: Path) -> None:
    home = tmp_path / "rumah"
    home.mkdir()
    said = subprocess.run(
        [sys.executable, "-m", "warta", "run", str(articles / "001.txt"), "-o", str(tmp_path / "out"), "-w", "1"],
        env={**environment(), "HOME": str(home), "XDG_CACHE_HOME": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Traceback" not in said.stderr
    assert not list(home.rglob("*"))


@pytest.mark.parametrize("after", [1, 3, "tables"])
def test_a_killed_run_goes_on_and_ends_with_the_same_bytes(after: int | str, light_toml: Path, tmp_path: Path) -> None:
    folder = write_articles(tmp_path / "artikel", range(18))
    command = [sys.executable, "-m", "warta", "run", str(folder), "--config", str(light_toml), "--workers", "2", "-o"]
    slow = ["--set", "tag.slow=0.05", "--set", "store.part_articles=2"]
    subprocess.run([*command, str(tmp_path / "whole"), *slow], env=environment(), check=True, capture_output=True)
    out = tmp_path / "killed"
    process = subprocess.Popen(
        [*command, str(out), *slow], env=environment(), start_new_session=True, stderr=subprocess.PIPE
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        parts = list((out / ".warta" / "parts").glob("*.parquet"))
        if (out / ".warta" / "next" / "articles").exists() if after == "tables" else len(parts) >= int(after):
            break
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    kept = {p: p.stat().st_mtime_ns for p in (out / ".warta" / "parts").glob("*.parquet")}
    assert kept
    again = subprocess.run([*command, str(out), *slow], env=environment(), capture_output=True, text=True, check=True)
    assert "Traceback" not in again.stderr
    assert all(p.stat().st_mtime_ns == time for p, time in kept.items())
    assert table_bytes(out) == table_bytes(tmp_path / "whole")
    assert not list(out.rglob("*.tmp"))


def test_an_interrupted_run_says_so_in_one_line(light_toml: Path, tmp_path: Path) -> None:
    folder = write_articles(tmp_path / "artikel", range(12))
    command = [
        sys.executable,
        "-m",
        "warta",
        "run",
        str(folder),
        "--config",
        str(light_toml),
        "-o",
        str(tmp_path / "out"),
    ]
    process = subprocess.Popen(
        [*command, "--set", "tag.slow=0.5"], env=environment(), stderr=subprocess.PIPE, text=True
    )
    while not (tmp_path / "out" / "run.json").exists() and process.poll() is None:
        time.sleep(0.01)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 130
    assert said.count("\n") == 1
    assert "Interrupted" in said


def test_one_process_at_a_time_owns_a_folder(articles: Path, light: dict[str, Any], tmp_path: Path) -> None:
    with OutputFolder(tmp_path / "out").held():
        code = (
            "import sys, warta\n"
            f"try: warta.run({str(articles)!r}, out={str(tmp_path / 'out')!r}, config={light!r})\n"
            "except warta.core.errors.StoreError as error: print(error)"
        )
        said = subprocess.run(
            [sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True
        ).stdout
    assert f"another process (process {os.getpid()})" in said


def test_an_output_that_cannot_be_is_refused(articles: Path, light: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="is a file"):
        warta.run(articles, out=tmp_path / "file", config=light)
    with pytest.raises(StoreError, match="part of its path is a file"):
        warta.run(articles, out=tmp_path / "file" / "out", config=light)
    (tmp_path / "mine" / "quotes").mkdir(parents=True)
    with pytest.raises(StoreError, match="no run of Warta left there"):
        warta.run(articles, out=tmp_path / "mine", config=light)


def test_a_full_disk_is_one_sentence_and_the_run_goes_on_later(
    light_toml: Path, warta: Command, tmp_path: Path
) -> None:
    folder = write_articles(tmp_path / "artikel", range(9))
    limit = 14_000  # bytes a file may have: enough for the manifest, too little for a part

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    command = ("run", folder, "--config", light_toml, "-o", tmp_path / "out", "--set", "run.shard_size=9")
    ended = warta(*command, preexec_fn=small)
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert "give the same command again" in ended.stderr
    assert not list((tmp_path / "out").rglob("*.tmp"))
    assert warta(*command).returncode == 0
    assert_contract(tmp_path / "out")
