"""Fit what is fitted on the output of a new tagger, and make every table that measures it, one command after the other.

    python -m recipe.calibrate JOINED [--fast]

In the folder `models`. `JOINED` holds the real articles of `corpus/standoff` with their texts, in `dev` and `test` (`corpus/standoff/join.py`).
`--fast` leaves out the two that read many articles several times: one publisher left out, and perturbation.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

MODELS = Path(__file__).parents[1]
CORPUS = MODELS.parent / "corpus"
LEXICONS = MODELS.parent / "pipeline" / "warta" / "lexicon" / "data"


def commands(joined: Path, out: Path, *, fast: bool) -> Iterator[Sequence[str | Path]]:
    """Yield what is run, as arguments of Python, in order.

    Args:
        joined: the real articles with their texts, in `dev` and `test`.
        out: a folder for the output of runs.
        fast: leave out what takes longest.
    """
    dev, test = (CORPUS / "dev", joined / "dev"), (CORPUS / "test", CORPUS / "wide" / "test", joined / "test")
    subjects = LEXICONS / "subject_weights.tsv"
    yield "recipe.fit_figures", "subjects", dev[0], "--passages", MODELS / "passages", "--out", subjects
    yield "recipe.fit_confidence", *dev, "--out-dir", LEXICONS
    yield "warta", "run", *test, "-o", out / "test"
    yield "recipe.reliability", out / "test", *test
    yield "warta", "run", *dev, "-o", out / "dev"
    names = MODELS.parent / "tests" / "data" / "name_variants.tsv"
    yield "recipe.evaluate_entities", "--names", names, "--gold", *dev, "--out", out / "dev", "--write"
    if not fast:
        yield "recipe.leave_out", out / "dev", *dev, "--passages", MODELS / "passages"
        yield "recipe.perturb", dev[0]


def main() -> None:
    """Run the commands; the first that fails ends it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("joined", type=Path)
    parser.add_argument("--fast", action="store_true")
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        for command in commands(arguments.joined.resolve(), Path(folder), fast=arguments.fast):
            print("python -m", *command, flush=True)
            subprocess.run([sys.executable, "-m", *map(str, command)], cwd=MODELS, check=True)


if __name__ == "__main__":
    main()
