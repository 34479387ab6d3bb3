"""README and CONTRIBUTING are true: their tables follow from the code, their examples work, their links lead somewhere."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import typer

import readme
from conftest import ROOT, environment
from warta.cli.commands import app
from warta.config import Config

TEXT = (ROOT / "README.md").read_text("utf-8")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", TEXT, flags=re.MULTILINE | re.DOTALL)


def test_the_tables_of_columns_and_settings_are_current() -> None:
    assert readme.from_code(TEXT) == TEXT, "python tests/readme.py OUT makes them anew"


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "corpus/README.md"])
def test_links_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    links = re.findall(r"\]\((?!https?:)([^)#]+)[^)]*\)", text)
    assert [link for link in links if not (ROOT / name).parent.joinpath(link).exists()] == []


def test_the_python_examples_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(readme.ARTICLE.read_text("utf-8"), "utf-8")
    blocks = _blocks("python")
    assert len(blocks) == 2
    for block in blocks:
        exec(block.replace('["corpus/dev", "corpus/test"]', '"a.txt"'), {})


def test_the_settings_of_the_example_exist(tmp_path: Path) -> None:
    (block,) = _blocks("toml")
    assert tomllib.loads(block)
    (tmp_path / "leksikon").mkdir()
    (tmp_path / "warta.toml").write_text(block, "utf-8")
    Config.read(tmp_path / "warta.toml").check()


def test_the_example_of_a_lexicon_is_accepted(tmp_path: Path) -> None:
    (block,) = (b for b in _blocks("sh") if "leksikon" in b)
    lines = [line for line in block.splitlines() if not line.startswith("warta run")]
    script = "\n".join(lines).replace("warta lexicon", "python -m warta lexicon")
    python = {**environment(), "PATH": f"{Path(__import__('sys').executable).parent}:{environment()['PATH']}"}
    said = subprocess.run(
        ["bash", "-euc", script], cwd=tmp_path, env=python, capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stdout + said.stderr
    assert "problems" not in said.stdout


def test_the_options_in_the_table_of_commands_exist() -> None:
    commands = typer.main.get_command(app)
    rows = re.findall(r"^\| `warta ([a-z ]+)` \| .*? \| `warta (.*)` \|$", TEXT, flags=re.MULTILINE)
    assert len(rows) == 7
    for name, example in rows:
        found = commands
        for word in name.split():
            found = found.commands[word]  # type: ignore[attr-defined]
        known = {flag for p in found.params for flag in p.opts}
        assert set(re.findall(r"(?<=\s)--?[a-z][a-z-]*", example)) <= known, example
