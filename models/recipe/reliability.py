"""Measure how reliable confidence is: rows by their confidence, and how many of them are right.

    warta run ../corpus/test ../corpus/wide/test JOINED/test -o OUT
    python -m recipe.reliability OUT ../corpus/test ../corpus/wide/test JOINED/test            # rewrites RELIABILITY.md and the README's table
    python -m recipe.reliability OUT GOLD... --print                       # only prints

What is right is said by `recipe.judged`. The tables stand between `<!-- made: ... -->` marks.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

import warta
from recipe.fit_confidence import auc, calibration_error
from recipe.judged import LAYERS, right

ROOT = Path(__file__).parents[2]
#: Part of a document that is made, to the document.
PLACES = {
    "confidence": ROOT / "README.md",
    "reliability": ROOT / "models" / "RELIABILITY.md",
    "groups": ROOT / "models" / "EXPERIMENTS.md",
    "left out": ROOT / "models" / "EXPERIMENTS.md",
    "perturbed": ROOT / "models" / "EXPERIMENTS.md",
    "entities": ROOT / "models" / "EXPERIMENTS.md",
}
#: Edges of the bins.
EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0)
MEANING = {
    "mentions": "mentions of people, organizations and places: span and kind",
    "offices": "offices: person, office, rank, organization, *mantan*",
    "quotes": "quotations: content and speaker",
    "figures": "figures: value, comparator and unit",
    "dates": "dates: what the article fixes",
}

#: Layers whose confidence is not in the column `confidence`.
COLUMNS = {"dates": "iso_confidence"}

#: Layer to the confidence of its rows and whether they are right.
Measured = dict[str, tuple[np.ndarray, np.ndarray]]


def measure(out: Path, gold: Sequence[Path]) -> Measured:
    """Return the confidence of the rows in an output folder and whether they are right.

    Raises:
        ValueError: a gold article is not in the output folder.
    """
    output = warta.open(out)
    ids = {Path(str(a.source_path)).stem: a.article_id for a in output.articles.itertuples()}
    found: dict[str, tuple[list[float], list[bool]]] = {layer: ([], []) for layer in LAYERS}
    for path in sorted(p for folder in gold for p in folder.glob("*.json")):
        if path.stem not in ids:
            raise ValueError(f"{path.stem} is not in {out}.")
        marked = json.loads(path.read_text("utf-8"))
        for layer, table in LAYERS.items():
            frame = output[table]
            rows = frame[frame.article_id == ids[path.stem]].to_dict("records")
            for row, answer in zip(rows, right(layer, marked, rows), strict=True):
                if answer is not None:
                    found[layer][0].append(float(row[COLUMNS.get(layer, "confidence")]))
                    found[layer][1].append(answer)
    return {layer: (np.array(said), np.array(was, dtype=float)) for layer, (said, was) in found.items()}


def markdown(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def summary(measured: Mapping[str, tuple[np.ndarray, np.ndarray]]) -> str:
    """Return a row for each layer: how many, mean confidence, share that is right, calibration error, order."""
    header = ("layer: what is right", "rows", "mean confidence", "are right", "calibration error", "AUC")

    def rows() -> Iterator[Sequence[str]]:
        for layer, (said, was) in measured.items():
            order = auc(said, was)
            numbers = (f"{said.mean():.3f}", f"{was.mean():.3f}", f"{calibration_error(said, was):.3f}")
            yield (MEANING[layer], str(len(was)), *numbers, "none wrong" if order is None else f"{order:.2f}")

    return markdown(header, rows())


def bins(measured: Mapping[str, tuple[np.ndarray, np.ndarray]]) -> str:
    """Return a row for each layer and range of confidence."""
    header = ("layer", "confidence", "rows", "mean confidence", "are right")

    def rows() -> Iterator[Sequence[str]]:
        for layer, (said, was) in measured.items():
            for low, high in itertools.pairwise(EDGES):
                chosen = (said >= low) & ((said < high) | (high == EDGES[-1]))
                if chosen.any():
                    means = (f"{said[chosen].mean():.3f}", f"{was[chosen].mean():.3f}")
                    yield (layer, f"{low:.2f} to {high:.2f}", str(int(chosen.sum())), *means)

    return markdown(header, rows())


def write(part: str, content: str) -> None:
    """Put a table between its marks.

    Raises:
        ValueError: the file has no such marks.
    """
    path = PLACES[part]
    text = path.read_text("utf-8")
    pattern = re.compile(rf"(<!-- made: {part} -->\n).*?(<!-- end -->)", re.DOTALL)
    if not pattern.search(text):
        raise ValueError(f"{path} has no part {part!r}.")
    path.write_text(pattern.sub(lambda found: f"{found[1]}{content}\n{found[2]}", text), "utf-8")


def main() -> None:
    """Measure an output folder and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--print", action="store_true", help="write no file")
    arguments = parser.parse_args()
    measured = measure(arguments.out, arguments.gold)
    print(summary(measured), bins(measured), sep="\n\n")
    if not arguments.print:
        write("confidence", summary(measured))
        write("reliability", bins(measured))


if __name__ == "__main__":
    main()
