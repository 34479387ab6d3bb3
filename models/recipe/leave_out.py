"""Leave out one publisher, or one style of the written articles, after the other.

    warta run ../corpus/dev JOINED/dev -o OUT
    python -m recipe.leave_out OUT ../corpus/dev JOINED/dev --passages passages [--print]

A group is what stands before the number in an article's name: `detik-01` is of `detik`, `vna-12` of `vna`. Two tables go into EXPERIMENTS.md
between their marks: F1 of each layer in each group, and what the fitted parts (weights of confidence, `recipe.fit_confidence`; weights of
the subjects of figures, `recipe.fit_figures`) reach in a group when they are fitted with it and without it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from recipe import fit_figures
from recipe.fit_confidence import (
    FIRST_READING,
    LEXICONS,
    Judged,
    collect,
    expected_of,
    fit,
    held_out,
    log_loss,
    read_rows,
)
from recipe.reliability import markdown, write
from warta.evaluate import Evaluation, evaluate, gold_files
from warta.lexicon import Resources
from warta.lexicon.weights import Weights

SHOWN = {
    "quotes.direct": "direct quotes",
    "quotes.indirect": "indirect, mixed",
    "offices.person_title": "officials",
    "offices.full": "officials, all parts",
    "quantities.full": "figures, all parts",
    "dates.iso": "dates",
    "persons": "people",
    "organizations": "organizations",
    "places": "places",
}


def group_of(stem: str) -> str:
    """Return the publisher or style in an article's name.

    >>> group_of("liputan6-03")
    'liputan6'
    """
    return stem.rpartition("-")[0] or stem


def grouped(folders: Sequence[Path]) -> dict[str, list[Path]]:
    """Return the gold files by group."""
    groups: dict[str, list[Path]] = {}
    for file in gold_files(folders):
        groups.setdefault(group_of(file.stem), []).append(file)
    return groups


def scores(out: Path, groups: Mapping[str, Sequence[Path]]) -> dict[str, Evaluation]:
    """Evaluate each group by itself."""
    found = {}
    for name, files in groups.items():
        with TemporaryDirectory() as folder:
            for file in files:
                for path in (file, file.with_suffix(".txt")):
                    (Path(folder) / path.name).symlink_to(path.resolve())
            found[name] = evaluate(out, folder)
    return found


def scores_table(found: Mapping[str, Evaluation]) -> str:
    """Return F1 of each layer in each group."""

    def rows() -> Iterator[Sequence[str]]:
        for name, result in sorted(found.items()):
            cells = []
            for layer in SHOWN:
                score = result.scores.get(layer)
                cells.append(f"{score.f1:.2f} ({score.gold})" if score and (score.gold or score.predicted) else "")
            yield (name, str(result.articles), *cells)

    return markdown(("group", "articles", *SHOWN.values()), rows())


def confidence_losses(rows: Sequence[Judged]) -> dict[str, dict[str, tuple[int, float, float]]]:
    """Return by group and layer: rows, log loss of confidence fitted with the group and without it."""
    losses: dict[str, dict[str, tuple[int, float, float]]] = {}
    for layer in LEXICONS:
        own = [row for row in rows if row.layer == layer]
        expected = expected_of(layer)
        groups = [group_of(row.article) for row in own]
        model = fit(own, expected)
        seen, unseen = np.array([model.probability(row) for row in own]), held_out(own, expected, groups)
        was = np.array([float(row.right) for row in own])
        for group in sorted(set(groups)):
            mine = np.array([g == group and not row.unread for g, row in zip(groups, own, strict=True)])
            if mine.any():
                two = (log_loss(seen[mine], was[mine]), log_loss(unseen[mine], was[mine]))
                losses.setdefault(group, {})[layer] = (int(mine.sum()), *two)
    return losses


def subject_accuracies(
    folders: Sequence[Path], passages: Path | None, model: str
) -> dict[str, tuple[int, float, float]]:
    """Return by group: figures whose subject the gold tells, accuracy with weights fitted with the group and without it."""
    run = fit_figures.chain(model, Resources())
    texts = list(fit_figures.articles(folders, run))
    if passages:
        texts += fit_figures.passages(passages, run)
    every = Weights(fit_figures.fit_subjects(texts)[0])
    found = {}
    for group in sorted({group_of(text.name) for text in texts if text.measured}):
        inside = [text for text in texts if text.measured and group_of(text.name) == group]
        seen = [answer for text in inside for answer in fit_figures.judge(text, every)]
        if not seen:
            continue
        others = Weights(fit_figures.fit_subjects([text for text in texts if text not in inside])[0])
        unseen = [answer for text in inside for answer in fit_figures.judge(text, others)]
        found[group] = (len(seen), float(np.mean(seen)), float(np.mean(unseen)))
    return found


def fitted_table(
    losses: Mapping[str, Mapping[str, tuple[int, float, float]]], subjects: Mapping[str, tuple[int, float, float]]
) -> str:
    """Return what is fitted with and without each group."""

    def rows() -> Iterator[Sequence[str]]:
        for group, by_layer in sorted(losses.items()):
            cells = []
            for layer in LEXICONS:
                n, seen, unseen = by_layer.get(layer, (0, 0.0, 0.0))
                cells.append(f"{seen:.3f}, {unseen:.3f} ({n})" if n else "")
            n, with_it, without = subjects.get(group, (0, 0.0, 0.0))
            yield (group, *cells, f"{with_it:.2f}, {without:.2f} ({n})" if n else "")

    return markdown(("group", *(f"confidence of {layer}" for layer in LEXICONS), "subjects of figures"), rows())


def main() -> None:
    """Measure and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, help="output folder of a run on the gold articles")
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--passages", type=Path, help="training passages, for the subjects of figures")
    parser.add_argument("--model", default="id_warta_lg")
    parser.add_argument("--print", action="store_true", help="write no file")
    arguments = parser.parse_args()
    rows = list(collect(arguments.gold, arguments.model))
    if FIRST_READING.is_file():
        rows += read_rows(FIRST_READING, unread=True)
    first = scores_table(scores(arguments.out, grouped(arguments.gold)))
    subjects = subject_accuracies(arguments.gold, arguments.passages, arguments.model)
    second = fitted_table(confidence_losses(rows), subjects)
    print(first, second, sep="\n\n")
    if not arguments.print:
        write("groups", first)
        write("left out", second)


if __name__ == "__main__":
    main()
