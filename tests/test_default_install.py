"""The default install imports no optional backend, neither on the command line nor in its workers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import BACKEND_PACKAGES, ROOT, environment

#: A module in the place of an optional package: importing it leaves a trace.
TRAP = """
import os
with open(os.environ["TRAPPED"], "a", encoding="utf-8") as file:
    print(__name__, file=file)
"""
IN_PYTHON = """
import sys
import warta
found = warta.analyze(open(sys.argv[1], encoding="utf-8").read())
assert len(found.quotes) > 1
print(*sorted(set(sys.argv[2:]) & set(sys.modules)))
"""


@pytest.fixture
def trapped(tmp_path: Path) -> tuple[dict[str, str], Path]:
    """Return an environment where every import of an optional package is recorded, and the record."""
    folder, record = tmp_path / "traps", tmp_path / "trapped.txt"
    folder.mkdir()
    for name in BACKEND_PACKAGES:
        (folder / f"{name}.py").write_text(TRAP, "utf-8")
    known = environment()
    path = os.pathsep.join([str(folder), known["PYTHONPATH"]])
    return {**known, "PYTHONPATH": path, "TRAPPED": str(record)}, record


def test_the_traps_work(trapped: tuple[dict[str, str], Path]) -> None:
    known, record = trapped
    subprocess.run([sys.executable, "-c", "import torch, stanza"], env=known, check=True, timeout=60)
    assert record.read_text("utf-8").split() == ["torch", "stanza"]


def test_a_run_imports_no_optional_package(trapped: tuple[dict[str, str], Path], tmp_path: Path) -> None:
    known, record = trapped
    article = str(ROOT / "corpus/dev/vna-12.txt")
    for arguments in (["run", article, "-o", "out", "--tokens"], ["show", article, "--out", "out"], ["doctor"]):
        done = subprocess.run(
            [sys.executable, "-m", "warta", *arguments],
            capture_output=True, text=True, env=known, cwd=tmp_path, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert not record.exists(), record.read_text("utf-8")


def test_the_python_interface_imports_no_optional_package(trapped: tuple[dict[str, str], Path]) -> None:
    known, record = trapped
    done = subprocess.run(
        [sys.executable, "-c", IN_PYTHON, str(ROOT / "corpus/dev/vna-12.txt"), *BACKEND_PACKAGES],
        capture_output=True, text=True, env=known, timeout=120,
    )  # fmt: skip
    assert (done.returncode, done.stdout.split()) == (0, []), done.stderr
    assert not record.exists(), record.read_text("utf-8")
