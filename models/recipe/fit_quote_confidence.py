"""Fit the weights of a quotation's confidence on gold articles.

    python -m recipe.fit_quote_confidence GOLD_DIR... [--model id_warta_lg] [--out quote_weights.tsv]

A quotation counts as right when a gold one overlaps it by half of its characters and has the same speaker (the rules of the
annotation guide). The model is a logistic regression over the evidence the stage gives (`warta.stages.quotes.confidence`),
with a Gaussian prior around `EXPECTED`, the intercept left free. Features seen fewer than `MIN_SUPPORT` times keep their
expected weight. A
leave-one-article-out reliability table is printed: how often quotations of each confidence were right.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from warta.core.article import Article
from warta.core.stage import StageFunction, entry, make_options
from warta.evaluate import overlap, same_name
from warta.lexicon import Resources
from warta.stages import entities, offices, segment, tag
from warta.stages.quotes import evidence

STAGES = (segment, tag, entities, offices)
MIN_SUPPORT = 8
#: Precision of the prior; chosen by leave-one-out log loss among 0.3, 1, 3 and 10.
PRIOR = 3.0
#: Where the prior of a weight is not centred at zero: what is known to be less sure, though seldom wrong in the gold.
EXPECTED = {
    "margin:low": -1.0,
    "resolution:carried": -0.7,
    "speaker:described": -0.5,
    "unclosed": -0.7,
    "parse:differs": -0.7,
    "strength:weak": -0.7,
    "how:coordinated": -0.7,
    "words:1-3": -0.5,
    "rule:direct.near": -1.0,
    "rule:direct.colon": -1.0,
}
_HEADER = """\
# Weights of the logistic model of a quotation's confidence (warta.stages.quotes.confidence).
# Written by models/recipe/fit_quote_confidence.py from {articles} gold articles, {rows} quotations, {right} of them right.
feature\tweight\tsupport
"""


def chain(model: str, resources: Resources) -> list[StageFunction]:
    """Return the stages before the quotations, in order."""
    functions = []
    for module in STAGES:
        item = entry(module.__name__.rsplit(".", 1)[-1])
        functions.append(item.factory(make_options(item, {"model": model} if module is tag else {}), resources))
    return functions


def rows(folders: list[Path], model: str) -> list[tuple[int, frozenset[str], bool]]:
    """Return for each quotation found its article's number, its features and whether it is right."""
    resources = Resources()
    functions = chain(model, resources)
    found = []
    paths = [path for folder in folders for path in sorted(folder.glob("*.json"))]
    for number, path in enumerate(paths):
        gold = json.loads(path.read_text("utf-8"))["quotes"]
        text = path.with_suffix(".txt").read_text("utf-8").replace("\r\n", "\n").lstrip("\ufeff")
        article = Article(path.name, text, article_id=path.stem, language="id")
        for function in functions:
            article = function(article)
        for draft, names in evidence(article, resources):
            right = any(
                overlap(item["content"], (draft.start, draft.end)) >= 0.5
                and same_name(item.get("speaker"), draft.speaker.name)
                for item in gold
            )
            found.append((number, names, right))
    return found


def fit(x: np.ndarray, y: np.ndarray, expected: np.ndarray, *, prior: float = PRIOR, steps: int = 50) -> np.ndarray:
    """Return the weights of a logistic regression by Newton's method; the first column of `x` is the intercept."""
    weights = expected.copy()
    penalty = np.full(x.shape[1], prior)
    penalty[0] = 1e-3
    for _ in range(steps):
        p = 1.0 / (1.0 + np.exp(-(x @ weights)))
        gradient = x.T @ (p - y) + penalty * (weights - expected)
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(hessian, gradient)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def main() -> None:
    """Fit on the folders named on the command line and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--model", default="id_warta_lg")
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    found = rows(arguments.gold, arguments.model)
    support: dict[str, int] = {}
    for _, names, _ in found:
        for name in names:
            support[name] = support.get(name, 0) + 1
    kept = ["bias", *sorted(n for n, k in support.items() if n != "bias" and MIN_SUPPORT <= k < len(found))]
    rare = sorted(set(EXPECTED) - set(kept))
    expected = np.array([EXPECTED.get(name, 0.0) for name in kept])
    x = np.array([[float(name in names) for name in kept] for _, names, _ in found])
    y = np.array([float(right) for _, _, right in found])
    numbers = np.array([number for number, _, _ in found])
    held_out = np.zeros(len(found))
    for number in np.unique(numbers):
        weights = fit(x[numbers != number], y[numbers != number], expected)
        held_out[numbers == number] = 1.0 / (1.0 + np.exp(-(x[numbers == number] @ weights)))
    loss = -np.mean(y * np.log(held_out) + (1 - y) * np.log(1 - held_out))
    print(f"{len(found)} quotations, {int(y.sum())} right; leave-one-article-out log loss {loss:.4f}")
    for low, high in ((0.0, 0.5), (0.5, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 0.98), (0.98, 1.01)):
        chosen = (held_out >= low) & (held_out < high)
        if chosen.any():
            said, was = held_out[chosen].mean(), y[chosen].mean()
            print(f"  {low:.2f}-{min(high, 1):.2f}: {int(chosen.sum()):4d}, said {said:.3f}, was {was:.3f}")
    if arguments.out:
        lines = [
            f"{name}\t{weight:.3f}\t{support[name]}" for name, weight in zip(kept, fit(x, y, expected), strict=True)
        ]
        lines += [f"{name}\t{EXPECTED[name]:.3f}\t{support.get(name, 0)}" for name in rare]
        header = _HEADER.format(articles=len(np.unique(numbers)), rows=len(found), right=int(y.sum()))
        arguments.out.write_text(header + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
