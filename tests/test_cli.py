"""The command line: help and examples for every command, one sentence for every error, exit statuses."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

import warta
from conftest import ROOT, Command, environment, write_articles
from warta import lexicon
from warta.cli.commands import app

RUN = CliRunner()


def _commands(group: Any = None, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    group = group or typer.main.get_command(app)
    if not hasattr(group, "commands"):
        return [path]
    return [found for name, inner in group.commands.items() for found in _commands(inner, (*path, name))]


COMMANDS = _commands()


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the output of a run on a few articles, two of them failed."""
    folder = write_articles(tmp_path_factory.mktemp("artikel"), range(6))
    (folder / "kosong.txt").write_text("", "utf-8")
    (folder / "biner.txt").write_bytes(bytes(range(256)))
    stages = ("tag", "entities", "offices", "quotes", "quantities")
    config = {"plugins": ["light_stages"], **{stage: {"backend": "light"} for stage in stages}}
    warta.run(folder, out=folder.parent / "keluaran", config=config, workers=1)
    return folder.parent / "keluaran"


def _said(*arguments: object, status: int = 0, **options: Any) -> str:
    """Run a command in this process, and return standard output, or for an error the one line on standard error."""
    result = RUN.invoke(app, [str(a) for a in arguments], **options)
    assert result.exit_code == status, (result.exit_code, result.stdout, result.stderr)
    if not status:
        return result.stdout
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("warta: ")
    return result.stderr


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help_with_examples_and_is_in_the_readme(command: tuple[str, ...]) -> None:
    help_ = _said(*command, "--help")
    name = " ".join(command)
    assert "Examples:" in help_
    assert f"warta {name}" in help_.partition("Examples:")[2]
    assert "Exit status: 0" in " ".join(help_.split())
    assert f"| `warta {name}` |" in (ROOT / "README.md").read_text("utf-8")


def test_the_options_of_the_examples_exist() -> None:
    commands = typer.main.get_command(app)
    for command in COMMANDS:
        found: Any = commands
        for name in command:
            found = found.commands[name]
        known = {flag for p in found.params for flag in (*p.opts, *p.secondary_opts)}
        examples = (found.help or "").partition("Examples:")[2]
        used = re.findall(rf"warta {' '.join(command)}[^|\n]*", examples)
        flags = {flag for line in used for flag in re.findall(r"(?<=\s)--?[a-z][a-z-]*", line)}
        assert flags <= known, (command, flags - known)


def test_exit_statuses_are_documented() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for status in (0, 1, 2, 3, "130, 143"):
        assert f"\n| {status} |" in readme


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["show", "nosuch.txt"], "There is no file nosuch.txt"),
        (["show", "nosuch", "--out", "OUT"], "There is no article nosuch"),
        (["show", "", "--out", "OUT"], "fits 8 articles"),
        (["show", "a", "--out", "nosuch"], "no run of Warta left tables there"),
        (["sql", "OUT", "selec 1"], "The query is wrong: Parser Error"),
        (["sql", "OUT", "select nosuch from quotes"], "The query is wrong: Binder Error"),
        (["sql", "OUT", "select cast(text as int) from sentences"], "The query is wrong: Conversion Error"),
        (["sql", "OUT", "drop view quotes"], "write a SELECT"),
        (["sql", "OUT", "copy quotes to 'x.csv'"], "write a SELECT"),
        (["sql", "OUT", "select 1; select 2"], "One query is needed, and there are 2"),
        (["sql", "OUT", ""], "One query is needed, and there are none"),
        (["sql", "OUT", "select 1", "--format", "xml"], "there are: table, csv, json, jsonl"),
        (["sql", "nosuch", "select 1"], "no run of Warta left tables there"),
        (["export", "OUT"], "Name a format"),
        (["export", "OUT", "--format", "doc"], "there are: csv, jsonl, xlsx, duckdb, sqlite"),
        (["export", "OUT", "--format", "csv", "--table", "nosuch"], "There is no table 'nosuch'"),
        (["export", "OUT", "--format", "csv", "-o", "-"], "name it with --table"),
        (["export", "OUT", "--format", "xlsx", "--table", "facts", "-o", "-"], "Only csv and jsonl"),
        (["export", "OUT", "--format", "xlsx", "-o", "OUT"], "is a folder, and xlsx is written as one file"),
        (["evaluate", "OUT", "nosuch"], "holds no gold"),
        (["evaluate", "nosuch", str(ROOT / "corpus/dev")], "no run of Warta left tables there"),
        (["lexicon", "check", "--folder", "nosuch"], "There is no lexicon folder"),
        (["run", "nosuch", "-o", "x"], "There is no file or folder nosuch"),
        (["run", "OUT/run.json", "-o", "OUT/run.json"], "is a file, and the output must be a folder"),
        (["run", "OUT", "-o", "x", "--set", "nosuch.x=1"], "There is no section 'nosuch'"),
        (["run", "OUT", "-o", "x", "--set", "quotes.nosuch=1"], "has no setting 'nosuch'"),
        (["run", "OUT", "-o", "x", "--set", "run.timeout=lama"], "is a number such as"),
        (["run", "OUT", "-o", "x", "--set", "apa"], "is written stage.option=value"),
        (["run", "OUT", "-o", "x", "--config", "nosuch.toml"], "cannot be read"),
    ],
)
def test_errors_are_one_sentence_with_status_2(
    arguments: list[str], says: str, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert says in _said(*(a.replace("OUT", str(out)) for a in arguments), status=2)


def test_a_missing_model_is_status_1_and_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Bupati Sari Lestari tiba di Sleman bersama warga desa.", "utf-8")
    said = _said("run", tmp_path / "a.txt", "-o", tmp_path / "x", "--set", "tag.model=nosuch", status=1)
    assert "The model 'nosuch' is not installed" in said


def test_unusable_options_are_status_2(warta: Command) -> None:
    for arguments in (["run"], ["nosuch"], ["run", "a.txt", "-o", "x", "--workers", "0"], ["sql"]):
        ended = warta(*arguments)
        assert ended.returncode == 2
        assert "Traceback" not in ended.stderr


def test_a_run_says_what_failed_by_its_status_and_prints_nothing_on_standard_output(
    warta: Command, light_toml: Path, articles: Path
) -> None:
    (articles / "kosong.txt").write_text("", "utf-8")
    ended = warta("run", articles, "-o", "x", "--config", light_toml)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert ended.stderr.startswith("12 articles (1 failed), 12 processed now")
    again = warta("run", articles, "-o", "x", "--config", light_toml, "--quiet")
    assert (again.returncode, again.stdout, again.stderr) == (3, "", "")


def test_standard_input_is_an_article(warta: Command, light_toml: Path) -> None:
    text = '"Kami siap," kata Sari Lestari di Sleman kepada para warga desa itu.'
    shown = warta("show", "-", "--config", light_toml, input=text)
    assert shown.returncode == 0, shown.stderr
    assert "Sari Lestari [direct] Kami siap" in shown.stdout
    assert warta("run", "-", "-o", "x", "--config", light_toml, input=text).returncode == 0
    asked = warta("sql", "x", "-", "--format", "csv", input="select source_path, status from articles")
    assert asked.stdout == "source_path,status\n-,ok\n"


@pytest.mark.parametrize(("sign", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_command_has_the_status_of_its_signal(
    sign: int, status: int, light_toml: Path, articles: Path, tmp_path: Path
) -> None:
    command = [
        sys.executable,
        "-m",
        "warta",
        "run",
        str(articles),
        "--config",
        str(light_toml),
        "-o",
        str(tmp_path / "x"),
    ]
    process = subprocess.Popen(
        [*command, "--set", "tag.slow=0.4"],
        env=environment(),
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while not (tmp_path / "x" / "run.json").exists() and process.poll() is None:
        time.sleep(0.01)
    time.sleep(0.3)
    os.kill(process.pid, sign)
    _, said = process.communicate(timeout=30)
    assert process.returncode == status
    assert said.count("\n") == 1


def test_a_reader_that_goes_away_is_no_error(out: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "warta", "sql", str(out), "select * from range(3000000)", "--format", "csv"],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    _, said = process.communicate(timeout=60)
    assert said == ""


def test_sql_in_every_format(out: Path) -> None:
    query = "select status, count(*) as n, [1, 2] as l, 1.5::decimal(4, 2) as d from articles group by 1 order by 1"
    assert _said("sql", out, query, "--format", "csv") == 'status,n,l,d\nfailed,2,"[1, 2]",1.50\nok,6,"[1, 2]",1.50\n'
    expected = '{"status": "failed", "n": 2, "l": [1, 2], "d": 1.5}'
    assert _said("sql", out, query, "--format", "jsonl").splitlines()[0] == expected
    assert _said("sql", out, query, "--format", "json").startswith(f"[\n{expected},\n")
    assert _said("sql", out, "select 1 where false", "--format", "json") == "[\n]\n"
    table = _said("sql", out, query)
    assert table.splitlines()[0].split() == ["status", "n", "l", "d"]
    assert len(table.splitlines()) == 3


def test_show_by_id_name_and_path(out: Path) -> None:
    articles = warta.open(out).articles.set_index("source_path")
    first = _said("show", "001.txt", "--out", out)
    assert first == _said("show", articles.article_id["001.txt"], "--out", out) == _said("show", "001", "--out", out)
    assert "Quotations (1)" in first
    failed = RUN.invoke(app, ["show", "kosong.txt", "--out", str(out)])
    assert failed.exit_code == 3
    assert "failed: The file is empty." in failed.stdout


def test_show_writes_a_page(out: Path, tmp_path: Path) -> None:
    _said("show", "001.txt", "--out", out, "--html", tmp_path / "a.html")
    page = (tmp_path / "a.html").read_text("utf-8")
    assert page == _said("show", "001.txt", "--out", out, "--html", "-")


def test_evaluate_prints_every_layer_kind_and_overlap(out: Path, tmp_path: Path) -> None:
    import json

    gold = tmp_path / "gold"
    gold.mkdir()
    output = warta.open(out)
    article = output.articles.set_index("source_path").loc["001.txt"]
    (quote,) = output.quotes[output.quotes.article_id == article.article_id].to_dict("records")
    spans = {"content": [quote["content_start"], quote["content_end"]], "speaker_mention": None, "cue": None}
    (gold / "001.txt").write_text(article.text, "utf-8")
    data = {"quotes": [{"kind": "direct", "speaker": "Orang Lain", **spans}], "officials": [], "persons": [[0, 6]]}
    (gold / "001.json").write_text(json.dumps(data), "utf-8")
    said = _said("evaluate", out, gold, "--errors")
    layers = {line.split("  ")[0].strip() for line in said.splitlines()}
    assert {
        "quotes.content", "quotes.content@exact", "quotes.content@0.3", "quotes.content@0.8", "quotes.content[direct]", "quotes.direct",
        "quotes.indirect", "persons", "organizations", "places", "offices.person_title", "quantities.value", "dates.iso", "references",
        "speaker given the quote",
    } <= layers  # fmt: skip
    assert re.search(r"speaker given the quote +0\.000 +0 +1", said)
    assert "Orang Lain" in said
    only = _said("evaluate", out, gold, "--layer", "quotes")
    assert {line.split(".")[0] for line in only.splitlines()[1:]} == {"quotes"}
    assert json.loads(_said("evaluate", out, gold, "--json"))["layers"]["quotes.content"]["f1"] == 1.0


def test_floors_fail_with_status_1(out: Path, tmp_path: Path) -> None:
    import json

    gold = tmp_path / "gold"
    gold.mkdir()
    article = warta.open(out).articles.set_index("source_path").loc["001.txt"]
    (gold / "001.txt").write_text(article.text, "utf-8")
    (gold / "001.json").write_text(json.dumps({"quotes": [], "persons": [[0, 6]]}), "utf-8")
    floors = tmp_path / "floors.json"
    _said("evaluate", out, gold, "--pin", floors)
    _said("evaluate", out, gold, "--floors", floors)
    pinned = json.loads(floors.read_text("utf-8"))
    pinned["floors"]["persons"] = 1.0
    floors.write_text(json.dumps(pinned), "utf-8")
    result = RUN.invoke(app, ["evaluate", str(out), str(gold), "--floors", str(floors)])
    assert result.exit_code == 1
    assert "persons" in result.stderr


def _own_entries(folder: Path, name: str, *entries: dict[str, str]) -> None:
    """Write entries of the user's with the columns of the built-in lexicon."""
    header = list(lexicon.load(name)[0])
    lines = ["\t".join(header), *("\t".join(entry.get(c, "") for c in header) for entry in entries)]
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.tsv").write_text("\n".join(lines) + "\n", "utf-8")


def test_lexicon_check_names_what_is_wrong(tmp_path: Path) -> None:
    assert "cue_verbs" in _said("lexicon", "check")
    _own_entries(tmp_path, "cue_verbs", {**lexicon.load("cue_verbs")[0], "cue": "mewanti-wanti", "form": "aktif"})
    _own_entries(tmp_path, "bylines", {"pattern": "(oleh"})
    _own_entries(tmp_path, "multipliers", {"word": "jutaan", "value": "banyak"})
    _own_entries(tmp_path, "tokenizer_clitics", {"word": "itulah", "cut": "itu|lah"})
    (tmp_path / "publishers.tsv").write_text("nama\nKabar\n", "utf-8")
    (tmp_path / "months.tsv").write_text("name\tnumber\nMuharam\t1\t2\t3\t4\n", "utf-8")
    (tmp_path / "ranks.tsv").write_bytes(b"rank\n\xff\xfe\n")
    (tmp_path / "tak_ada.tsv").write_text("a\nb\n", "utf-8")
    result = RUN.invoke(app, ["lexicon", "check", "--folder", str(tmp_path)])
    assert result.exit_code == 1
    for says in (
        "The form of 'mewanti-wanti' is 'aktif'; known are",
        "'(oleh' is no regular expression",
        "The value of 'jutaan' is 'banyak', and must be a number",
        "this lexicon belongs to the grammar",
        "must have the columns of the built-in lexicon publishers, which are host",
        "line 2: 5 cells, but the header has 2 columns",
        "ranks.tsv is not UTF-8",
        "tak_ada.tsv is not read",
    ):
        assert says in result.stdout, (says, result.stdout)


@pytest.mark.parametrize(
    ("name", "entry", "says"),
    [
        ("bylines", {"pattern": "(oleh"}, "is no regular expression"),
        ("multipliers", {"word": "jutaan", "value": "banyak"}, "must be a number"),
    ],
)
def test_a_run_refuses_entries_that_cannot_be_used(
    name: str, entry: dict[str, str], says: str, articles: Path, light_toml: Path, tmp_path: Path
) -> None:
    own = tmp_path / "leksikon"
    _own_entries(own, name, entry)
    command = ("run", articles, "-o", tmp_path / "x", "--config", light_toml, "--set")
    assert says in _said(*command, f"lexicon.folder={own}", status=2)
    assert "There is no lexicon folder" in _said(*command, f"lexicon.folder={own}x", status=2)


def test_doctor_finds_everything(warta: Command) -> None:
    import json

    found = {item["name"]: item for item in json.loads(warta("doctor", "--json").stdout)}
    assert found["id_warta_lg"]["ok"]
    assert found["quotes.backend=warta"]["ok"]
    assert found["duckdb"]["value"][0].isdigit()
    broken = warta("doctor", "--set", "tag.model=nosuch")
    assert broken.returncode == 1
    assert "MISSING" in broken.stdout
