"""What tests of the run share: a chain without models, articles, and the command line as a process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from warta.core.stage import installed

# A shell has what it starts in the background ignore Ctrl-C, and processes begun here would inherit that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).parents[1]
STAGES = ("tag", "entities", "offices", "quotes", "quantities")

#: What tests/backends needs; without all of it these tests are not collected. `.ci/backends` installs it and runs them.
BACKEND_PACKAGES = ("ctranslate2", "sentencepiece", "stanza", "torch", "transformers")
collect_ignore = [] if all(map(installed, BACKEND_PACKAGES)) else ["backends"]

# No deadline: how long an example takes depends on what else the machine does.
settings.register_profile("warta", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("warta")

Command = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def light() -> dict[str, Any]:
    """Return a configuration whose stages need no models."""
    sections: dict[str, Any] = {stage: {"backend": "light"} for stage in STAGES}
    return {"plugins": ["light_stages"], "run": {"shard_size": 3}, **sections}


@pytest.fixture
def light_toml(tmp_path: Path) -> Path:
    """Return the same configuration as a file."""
    path = tmp_path / "light.toml"
    sections = "".join(f'[{stage}]\nbackend = "light"\n' for stage in STAGES)
    path.write_text(f'plugins = ["light_stages"]\n[run]\nshard_size = 3\n{sections}', "utf-8")
    return path


def write_articles(folder: Path, numbers: range) -> Path:
    """Write small articles, each another text; every fifth lies in a folder of its own."""
    for no in numbers:
        file = folder / (f"bagian/{no:03d}.txt" if no % 5 == 0 else f"{no:03d}.txt")
        file.parent.mkdir(parents=True, exist_ok=True)
        places = ("Wonosari", "Sleman", "Bantul", "Klaten", "Magelang", "Purworejo")
        kinds = ("jembatan", "pasar", "sekolah", "waduk", "puskesmas", "terminal", "dermaga")
        file.write_text(
            f"Bupati Sari Lestari meninjau {kinds[no % 7]} nomor {no} di {places[no % 6]} pada pekan ini bersama warga desa.\n\n"
            f'"Kami membangun {no + 2} ruang untuk {no * 7 + 3} keluarga," kata Sari Lestari di hadapan warga {no}.\n\n'
            f"Menteri Bayu Pranata menambahkan bahwa {places[no % 6]} menerima {no * 11} unit bantuan menurut UU {no + 1}.\n",
            "utf-8",
        )
    return folder


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Return a folder with eleven small articles."""
    return write_articles(tmp_path / "artikel", range(11))


def environment() -> dict[str, str]:
    """Return an environment in which a process finds the package, the models and the stages of the tests."""
    paths = [str(ROOT / "pipeline"), str(ROOT / "models"), str(ROOT / "tests")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


@pytest.fixture
def warta(tmp_path: Path) -> Command:
    """Return a function that runs the command line in another process."""

    def command(*arguments: Any, **options: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "warta", *map(str, arguments)],
            capture_output=True,
            text=True,
            env=environment(),
            cwd=tmp_path,
            timeout=120,
            **options,
        )

    return command
