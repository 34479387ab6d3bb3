"""Fit the weights of every layer's confidence on gold articles.

    python -m recipe.fit_confidence ../corpus/dev JOINED/dev --out-dir ../pipeline/warta/lexicon/data
    python -m recipe.fit_confidence ../corpus/dev --rows ROWS.tsv          # only write down what would be fitted on

For each row of the layers mentions, offices, quotes, figures and dates: which features hold of it (the stage's `confidence`), and
whether it is right (`recipe.judged`). A logistic regression with a Gaussian prior around `expected`, a column of the table of weights, finds
the weights; those of features `NAME>=LEVEL` are never negative. Features seen less than `MIN_SUPPORT` times keep what is expected.

The gold articles were read while the rules were made, error by error, so that rows in them are right more often than in others. How much
more is known from `first_reading.tsv`: the rows an earlier version found in eleven dev articles before anybody had read them (the version
before they were added). Those rows are fitted on as well, and the intercept is then set so that the mean confidence is the share of them
that was right (or of all rows, should it be less). Printed are numbers with a tenth of the articles left out in turn.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from recipe.judged import right
from warta.core.article import Article
from warta.core.stage import StageFunction, entry, make_options
from warta.lexicon import Resources
from warta.lexicon import read as read_table
from warta.stages import entities, offices, quantities, quotes, segment, tag
from warta.stages.entities.confidence import evidence as of_mentions
from warta.stages.offices.confidence import evidence as of_offices
from warta.stages.quantities.citations import citations
from warta.stages.quantities.confidence import evidence as of_figure
from warta.stages.quantities.confidence import of_date
from warta.stages.quantities.dates import scan_dates
from warta.stages.quantities.grammar import FigureReader
from warta.stages.quantities.language import Language
from warta.stages.quantities.lexemes import Line
from warta.stages.quantities.numerals import NumeralReader, is_western
from warta.stages.quotes import evidence as of_quotes

STAGES = (segment, tag, entities, offices, quotes, quantities)
#: Layer to the lexicon of its weights.
LEXICONS = {
    "mentions": "mention_weights",
    "offices": "office_weights",
    "quotes": "quote_weights",
    "figures": "figure_weights",
    "dates": "date_weights",
}
#: What a row of each layer is called, for the tables' first lines.
NAMES = {"mentions": "mentions", "offices": "offices", "quotes": "quotations", "figures": "figures", "dates": "dates"}
MIN_SUPPORT = 8
#: Parts of the articles, each left out once when held-out numbers are made.
PARTS = 10
#: Precision of the prior; chosen for quotations by leave-one-out log loss among 0.3, 1, 3 and 10.
PRIOR = 3.0
FIRST_READING = Path(__file__).parents[1] / "first_reading.tsv"
_SEPARATOR = "|"


@dataclass(frozen=True)
class Judged:
    """A row of a run on a gold article.

    Args:
        layer: one of `LEXICONS`.
        article: stem of the gold article.
        features: what holds of it.
        right: whether it is right.
        unread: whether the article was unread when the row was made.
    """

    layer: str
    article: str
    features: frozenset[str]
    right: bool
    unread: bool = False


# ---------------------------------------------------------------- collecting


def chain(model: str, resources: Resources) -> list[StageFunction]:
    """Return the stages up to the figures, in order."""
    functions = []
    for module in STAGES:
        item = entry(module.__name__.rsplit(".", 1)[-1])
        functions.append(item.factory(make_options(item, {"model": model} if module is tag else {}), resources))
    return functions


def collect(folders: Iterable[Path], model: str = "id_warta_lg") -> Iterator[Judged]:
    """Yield the rows Warta finds in the gold articles of some folders."""
    resources = Resources()
    functions, language = chain(model, resources), Language.of(resources)
    for path in sorted((p for folder in folders for p in folder.glob("*.json")), key=lambda p: p.stem):
        gold = json.loads(path.read_text("utf-8"))
        text = path.with_suffix(".txt").read_text("utf-8").replace("\r\n", "\n").lstrip("\ufeff")
        article = Article(path.name, text, article_id=path.stem, language="id", url=gold.get("url"))
        for function in functions:
            article = function(article)
        for layer, found in _found(article, resources, language).items():
            answers = right(layer, gold, [row for row, _ in found])
            for (_, features), answer in zip(found, answers, strict=True):
                if answer is not None:
                    yield Judged(layer, path.stem, frozenset(features), answer)


def _found(
    article: Article, resources: Resources, language: Language
) -> dict[str, list[tuple[dict[str, Any], Iterable[str]]]]:
    """Return the rows of each layer with their features."""
    return {
        "mentions": [
            ({"start": m.span.start, "end": m.span.end, "label": m.label}, names)
            for m, names in zip(article.mentions, of_mentions(article), strict=True)
        ],
        "offices": [
            (
                {
                    "person": o.person.text,
                    "title": o.title.text if o.title else None,
                    "rank": o.rank.text if o.rank else None,
                    "organization": o.organization.text if o.organization else None,
                    "former": o.former,
                },
                names,
            )
            for o, names in zip(article.offices, of_offices(article), strict=True)
        ],
        "quotes": [
            ({"content_start": d.start, "content_end": d.end, "speaker": d.speaker.name}, names)
            for d, names in of_quotes(article, resources)
        ],
        "figures": list(_figures(article, language)),
        "dates": [
            ({"start": d.span.start, "end": d.span.end, "iso": d.iso}, list(of_date(article, d))) for d in article.dates
        ],
    }


def _figures(article: Article, language: Language) -> Iterator[tuple[dict[str, Any], Iterable[str]]]:
    sentences = list(article.read_sentences())
    numerals = NumeralReader(language, western=is_western(s.span.text for s in sentences))
    for sentence in sentences:
        line = Line(article, sentence, language)
        if not line.may_hold_figures:
            continue
        citations(line)
        scan_dates(line)
        for figure in FigureReader(line, numerals).read():
            names = ("start", "end", "value", "value_max", "comparator", "unit")
            yield {name: getattr(figure, name) for name in names}, of_figure(figure)


def write_rows(rows: Iterable[Judged], path: Path, *, about: str = "") -> None:
    """Write rows down: layer, article, whether it is right, features; no text of an article."""
    lines = [f"# {line}" for line in about.splitlines()]
    lines.append("layer\tarticle\tright\tfeatures")
    for row in rows:
        lines.append(f"{row.layer}\t{row.article}\t{int(row.right)}\t{_SEPARATOR.join(sorted(row.features))}")
    path.write_text("\n".join(lines) + "\n", "utf-8")


def read_rows(path: Path, *, unread: bool) -> list[Judged]:
    """Return rows that were written down."""
    return [
        Judged(r["layer"], r["article"], frozenset(r["features"].split(_SEPARATOR)), r["right"] == "1", unread)
        for r in read_table(path)
    ]


# ---------------------------------------------------------------- fitting


def fit_logistic(
    x: np.ndarray, y: np.ndarray, expected: np.ndarray, *, prior: float = PRIOR, steps: int = 50
) -> np.ndarray:
    """Return the weights of a logistic regression by Newton's method; the first column of `x` is the intercept.

    Args:
        x: features of each row, 0 or 1.
        y: probability that the row is right, 0..1.
        expected: means of the weights' Gaussian priors; the intercept is free.
        prior: precision of the priors.
        steps: most steps of Newton's method.
    """
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


def _monotone(name: str) -> bool:
    return ">=" in name


@dataclass(frozen=True)
class Model:
    """The fitted weights of a layer, and how many rows had each feature."""

    weights: Mapping[str, float]
    support: Mapping[str, int]

    def probability(self, row: Judged) -> float:
        """Return the confidence of a row."""
        return float(1.0 / (1.0 + np.exp(-sum(self.weights.get(name, 0.0) for name in row.features))))


def expected_share(rows: Sequence[Judged]) -> float:
    """Return the part of the rows that is expected to be right where nobody has read: of the first reading, or of all if that is less.

    Half a row right and half a row wrong are added to both, so that no share is 0 or 1.
    """
    answers = [[row.right for row in rows], [row.right for row in rows if row.unread]]
    return min((sum(found) + 0.5) / (len(found) + 1) for found in answers if found)


def shifted(x: np.ndarray, weights: np.ndarray, share: float) -> np.ndarray:
    """Return weights with the intercept at which the mean probability of the rows is `share`; nothing else is changed."""
    scores = x @ weights
    low, high = -20.0, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if np.mean(1.0 / (1.0 + np.exp(-(scores + middle)))) < share else (low, middle)
    return weights + np.eye(len(weights))[0] * (low + high) / 2


def fit(rows: Sequence[Judged], expected: Mapping[str, float], *, prior: float = PRIOR) -> Model:
    """Fit the weights of one layer.

    Args:
        rows: rows of that layer.
        expected: means of the priors; a feature that is not there is expected to count nothing.
        prior: precision of the priors.
    """
    support = Counter(name for row in rows for name in row.features)
    kept = ["bias", *sorted(n for n, k in support.items() if n != "bias" and MIN_SUPPORT <= k < len(rows))]
    y = np.array([float(row.right) for row in rows])
    while True:
        x = np.array([[float(name in row.features) for name in kept] for row in rows])
        weights = fit_logistic(x, y, np.array([expected.get(name, 0.0) for name in kept]), prior=prior)
        falling = {n for n, w in zip(kept, weights, strict=True) if _monotone(n) and w < 0}
        if not falling:
            break
        kept = [name for name in kept if name not in falling]
    weights = shifted(x, weights, expected_share(rows))
    fitted = {name: value for name, value in expected.items() if name not in support or support[name] < MIN_SUPPORT}
    fitted |= dict(zip(kept, map(float, weights), strict=True))
    return Model({name: fitted.get(name, 0.0) for name in {*fitted, *expected}}, support)


def held_out(rows: Sequence[Judged], expected: Mapping[str, float], groups: Sequence[str]) -> np.ndarray:
    """Return the confidence of each row from the weights fitted without its group."""
    out = np.zeros(len(rows))
    for group in sorted(set(groups)):
        inside = [g == group for g in groups]
        model = fit([row for row, mine in zip(rows, inside, strict=True) if not mine], expected)
        for k, mine in enumerate(inside):
            if mine:
                out[k] = model.probability(rows[k])
    return out


def parts(rows: Sequence[Judged], count: int = PARTS) -> list[str]:
    """Return for each row which part of the articles it is in; an article is in one part, whoever read it."""
    numbers = {article: number % count for number, article in enumerate(sorted({row.article for row in rows}))}
    return [str(numbers[row.article]) for row in rows]


def expected_of(layer: str) -> dict[str, float]:
    """Return what the weights of a layer are expected to be, as its lexicon says."""
    return {row["feature"]: float(row["expected"] or 0.0) for row in Resources().lexicon(LEXICONS[layer])}


# ---------------------------------------------------------------- measuring


def auc(said: np.ndarray, was: np.ndarray) -> float | None:
    """Return how often a right row is surer than a wrong one (ties count half), None where one of the kinds is missing."""
    good, bad = said[was > 0.5], said[was <= 0.5]
    if not len(good) or not len(bad):
        return None
    above = (good[:, None] > bad[None, :]).sum() + 0.5 * (good[:, None] == bad[None, :]).sum()
    return float(above / (len(good) * len(bad)))


def log_loss(said: np.ndarray, was: np.ndarray) -> float:
    """Return the mean negative log-likelihood."""
    said = np.clip(said, 1e-6, 1 - 1e-6)
    return float(-np.mean(was * np.log(said) + (1 - was) * np.log(1 - said)))


def calibration_error(said: np.ndarray, was: np.ndarray, parts: int = 10) -> float:
    """Return the expected calibration error over parts of the rows of equal size, in order of confidence (Naeini et al. 2015)."""
    order = np.argsort(said, kind="stable")
    pieces = [piece for piece in np.array_split(order, parts) if len(piece)]
    return float(sum(len(piece) * abs(said[piece].mean() - was[piece].mean()) for piece in pieces) / len(said))


# ---------------------------------------------------------------- writing


def write_weights(layer: str, model: Model, rows: Sequence[Judged], path: Path) -> None:
    """Write a layer's weights; what else the table says of a feature is kept."""
    old = {row["feature"]: dict(row) for row in read_table(path)} if path.is_file() else {}
    expected = {name: row.get("expected") or "0" for name, row in old.items()}
    more = [
        c for c in (next(iter(old.values())) if old else {}) if c not in ("feature", "expected", "weight", "support")
    ]
    names = ["bias", *sorted(name for name in {*model.weights, *old} if name != "bias")]
    read = [row for row in rows if not row.unread]
    lines = [
        f"# Weights, in log-odds, of what speaks for a row and against it: confidence of {NAMES[layer]} (warta.lexicon.weights).",
        f"# Written by models/recipe/fit_confidence.py: {len({r.article for r in read})} gold articles, {len(read)} {NAMES[layer]}, "
        f"{sum(r.right for r in read)} of them right; read for the first time",
        f"# {len(rows) - len(read)}, {sum(r.right for r in rows if r.unread)} of them right. expected: the mean of the weight's prior.",
        "\t".join(["feature", "expected", "weight", "support", *more]),
    ]
    for name in names:
        cells = [name, expected.get(name, "0"), f"{model.weights.get(name, 0.0):.3f}", str(model.support.get(name, 0))]
        lines.append("\t".join([*cells, *(old.get(name, {}).get(column, "") for column in more)]).rstrip())
    path.write_text("\n".join(lines) + "\n", "utf-8")


def report(layer: str, rows: Sequence[Judged], said: np.ndarray) -> Iterator[str]:
    """Yield what held-out confidence measures, in articles that were read and at the first reading."""
    for name, unread in (("read", False), ("first reading", True)):
        chosen = np.array([row.unread is unread for row in rows])
        if not chosen.any():
            continue
        was = np.array([float(row.right) for row in rows])[chosen]
        mine = said[chosen]
        order = auc(mine, was)
        yield (
            f"{layer:9s} {name:14s} {len(was):5d} rows, right {was.mean():.3f}, mean confidence {mine.mean():.3f}, "
            f"log loss {log_loss(mine, was):.4f}, ECE {calibration_error(mine, was):.3f}, "
            f"AUC {'none wrong' if order is None else f'{order:.3f}'}"
        )


def main() -> None:
    """Fit on the folders named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path, help="folders with gold articles")
    parser.add_argument("--model", default="id_warta_lg")
    parser.add_argument(
        "--first-reading", type=Path, default=FIRST_READING, help="rows of an earlier version in articles not read"
    )
    parser.add_argument("--layers", nargs="+", choices=tuple(LEXICONS), default=tuple(LEXICONS))
    parser.add_argument("--rows", type=Path, help="write the rows here and fit nothing")
    parser.add_argument("--about", default="", help="first lines of that file")
    parser.add_argument("--out-dir", type=Path, help="folder of the tables of weights, which are written anew")
    arguments = parser.parse_args()
    rows = list(collect(arguments.gold, arguments.model))
    if arguments.rows:
        write_rows(rows, arguments.rows, about=arguments.about)
        return
    if arguments.first_reading.is_file():
        rows += read_rows(arguments.first_reading, unread=True)
    for layer in arguments.layers:
        own = [row for row in rows if row.layer == layer]
        expected = expected_of(layer)
        said = held_out(own, expected, parts(own))
        print("\n".join(report(layer, own, said)), flush=True)
        if arguments.out_dir:
            write_weights(layer, fit(own, expected), own, arguments.out_dir / f"{LEXICONS[layer]}.tsv")


if __name__ == "__main__":
    main()
