"""Fit what the figures stage has learnt of what figures are said of: the weights of their subjects.

    python -m recipe.fit_figures subjects corpus/dev --passages models/passages [--out subject_weights.tsv]

For each figure of the gold the candidates of its sentence (`warta.stages.quantities.subjects`) are weighed by a multinomial logistic
regression with a Gaussian prior around what is expected; a candidate is right when it shares at least half of its words with the gold
(`warta.evaluate`). Printed is what leaving out one part of the articles after the other measures. The weights of a figure's confidence
are fitted by `recipe.fit_confidence`.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from recipe.quotations import unmark
from warta.core.article import Article, Mention
from warta.core.stage import StageFunction, entry, make_options
from warta.evaluate import normalized, overlap, same_number, same_subject
from warta.lexicon import Resources
from warta.lexicon.weights import Weights
from warta.stages import entities, offices, quotes, segment, tag
from warta.stages.quantities.citations import citations
from warta.stages.quantities.dates import scan_dates
from warta.stages.quantities.grammar import Figure, FigureReader
from warta.stages.quantities.language import Language
from warta.stages.quantities.lexemes import Line
from warta.stages.quantities.numerals import NumeralReader, is_western
from warta.stages.quantities.reading import Phrase, Reading
from warta.stages.quantities.subjects import Evidence, candidates, choose

STAGES = (segment, tag, entities, offices, quotes)
#: Fewest candidates a feature must be seen with.
MIN_SUPPORT = 4
#: Precision of the prior; chosen by held-out accuracy among 1, 2, 3, 5 and 8.
PRIOR = 4.0
PARTS = 10
#: Means of the prior of the weights of subjects, where they are not 0: what the grammar of the clause leads one to expect.
EXPECTED = {
    "adjacent_act_count": -1.0,
    "adjacent_after_dengan": 1.0,
    "adjacent_after_di": -1.5,
    "adjacent_after_pada": -0.5,
    "adjacent_age": 2.0,
    "adjacent_amount": 1.5,
    "adjacent_name_amount": -1.0,
    "adjacent_name_count": -1.0,
    "adjacent_parent_count": 1.5,
    "becomes": 1.5,
    "beside_age": 2.5,
    "bound": -0.8,
    "bound_di": -0.5,
    "counted": -0.7,
    "distance_1": -0.3,
    "distance_2": -0.6,
    "distance_3": -1.0,
    "joined_same": 2.0,
    "link": 4.0,
    "link_over_preposition": 1.0,
    "listed_same": 1.0,
    "none_age": -1.0,
    "none_amount": -0.8,
    "none_amount_figure": 2.0,
    "none_at_dari_count": 0.7,
    "none_at_di_count": 1.0,
    "none_at_start_count": 1.5,
    "none_before_its_verb_count": 2.0,
    "none_before_kemudian": 2.0,
    "none_before_lagi": 2.0,
    "none_before_lalu": 2.0,
    "none_before_mendatang": 2.0,
    "none_before_silam": 2.0,
    "none_count": 0.5,
    "none_count_figure": 1.5,
    "none_count_ownerless": 1.0,
    "none_time_figure": 1.5,
    "none_verb_exist_count": 1.0,
    "none_verb_plan_amount": 1.0,
    "none_verb_plan_count": 2.0,
    "none_verb_report_count": 0.5,
    "object": -0.3,
    "order": 0.7,
    "order_and_parse": 0.5,
    "outside_quotation": -2.0,
    "over_clause": -1.5,
    "over_comma": -0.5,
    "over_figure": -0.5,
    "over_preposition_amount": 1.2,
    "over_scale": 0.7,
    "over_verb_report": -1.5,
    "parent": 0.5,
    "parent_amount": 0.5,
    "parse_advcl": 0.3,
    "parse_conj": 0.8,
    "parse_own": 1.5,
    "parse_relative": 1.2,
    "parse_reported": -2.0,
    "parse_time": 0.7,
    "parse_xcomp": 0.8,
    "right_age": -3.0,
    "right_count": -2.0,
    "right_duration": -1.5,
    "right_measure": -2.0,
    "right_money": -2.0,
    "right_percent": 0.3,
    "scale": -2.5,
    "speaker": -1.0,
    "verb_over_scale": 1.5,
    "with": 0.7,
}
_SUBJECT_HEADER = """\
# Weights of the evidence for what a figure is said of, in log-odds (warta.stages.quantities.subjects).
# Written by models/recipe/fit_figures.py from {texts} texts with {figures} figures.
feature\tweight\tsupport
"""

Gold = Mapping[str, Any]


@dataclass(frozen=True)
class Read:
    """A sentence with figures: its reading, and the gold of each figure, None where there is none."""

    reading: Reading
    gold: tuple[Gold | None, ...]


@dataclass(frozen=True)
class Text:
    """A gold text: its sentences with figures, whether its subjects are for measuring, and its gold figures."""

    name: str
    sentences: tuple[Read, ...]
    measured: bool = True
    gold: tuple[Gold, ...] = ()


# ---------------------------------------------------------------- reading


def chain(model: str, resources: Resources) -> Callable[[Article], Article]:
    """Return the stages before the figures as one function."""
    functions: list[StageFunction] = []
    for module in STAGES:
        item = entry(module.__name__.rsplit(".", 1)[-1])
        functions.append(item.factory(make_options(item, {"model": model} if module is tag else {}), resources))

    def run(article: Article) -> Article:
        for function in functions:
            article = function(article)
        return article

    return run


def figures(article: Article, language: Language) -> Iterator[Reading]:
    """Yield the sentences of an article that have figures."""
    mentions: dict[int, list[Mention]] = defaultdict(list)
    for mention in article.mentions:
        mentions[mention.sent_no].append(mention)
    sentences = list(article.read_sentences())
    numerals = NumeralReader(language, western=is_western(s.span.text for s in sentences))
    for sentence in sentences:
        line = Line(article, sentence, language)
        citations(line)
        scan_dates(line)
        found = FigureReader(line, numerals).read()
        if found:
            yield Reading(line, found, mentions[sentence.no], article.quotes)


def _read(name: str, text: str, gold: Sequence[Gold], run: Callable[[Article], Article], measured: bool) -> Text:
    article = run(Article(name, text, article_id=name, language="id"))
    language = Language.of(Resources())
    sentences = []
    for reading in figures(article, language):
        sentences.append(Read(reading, tuple(_gold_of(figure, gold) for figure in reading.figures)))
    return Text(name, tuple(sentences), measured, tuple(gold))


def _gold_of(figure: Figure, gold: Sequence[Gold]) -> Gold | None:
    there = [g for g in gold if overlap(g["span"], (figure.start, figure.end)) > 0]
    there = [g for g in there if "value" not in g or same_number(g["value"], figure.value)]
    return max(there, key=lambda g: overlap(g["span"], (figure.start, figure.end)), default=None)


def articles(folders: Iterable[Path], run: Callable[[Article], Article]) -> Iterator[Text]:
    """Yield the gold articles of some folders."""
    for folder in folders:
        for path in sorted(folder.glob("*.json")):
            text = path.with_suffix(".txt").read_text("utf-8").replace("\r\n", "\n").lstrip("\ufeff")
            yield _read(path.stem, text, json.loads(path.read_text("utf-8"))["quantities"], run, measured=True)


def passages(folder: Path, run: Callable[[Article], Article]) -> Iterator[Text]:
    """Yield the passages for which `subjects.tsv` says what their figures are said of."""
    with (folder / "subjects.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE))
    by_passage: dict[str, list[Gold]] = defaultdict(list)
    for row in rows:
        gold = {"span": (int(row["start"]), int(row["end"])), "subject": row["subject"] or None}
        by_passage[row["passage"]].append(gold)
    for name, gold in by_passage.items():
        stem, _, number = name.partition(":")
        marked = re.split(r"\n\s*\n", (folder / f"{stem}.txt").read_text("utf-8").strip())[int(number)]
        yield _read(name, unmark(marked.strip())[0], gold, run, measured=False)


# ---------------------------------------------------------------- subjects

#: A figure as it is learnt from: the features of its candidates, and which of them is right.
Example = tuple[list[set[str]], int]


def examples(text: Text) -> Iterator[Example]:
    """Yield the figures of a text that have a right candidate."""
    for sentence in text.sentences:
        reading, previous = sentence.reading, None
        for number, gold in enumerate(sentence.gold):
            found = candidates(reading, number)
            right = _right(reading, found, gold)
            if right is not None and len(found) > 1:
                known = Evidence(reading, number)
                yield [known.of(phrase, previous) for phrase in found], right
            phrase = found[right] if right is not None else None
            previous = reading.span(phrase) if phrase is not None else None


def _text_of(reading: Reading, phrase: Phrase | None) -> str | None:
    span = reading.span(phrase) if phrase is not None else None
    return span.text if span is not None else None


def _right(reading: Reading, found: Sequence[Phrase | None], gold: Gold | None) -> int | None:
    """Return which candidate is the gold one, the most alike of several; None where none is."""
    if gold is None or "subject" not in gold:
        return None
    if gold["subject"] is None:
        return 0
    alike = [_alike(gold["subject"], _text_of(reading, phrase)) for phrase in found]
    best = int(np.argmax(alike))
    return best if same_subject(gold["subject"], _text_of(reading, found[best])) else None


def _alike(gold: str, found: str | None) -> float:
    """Return the words two phrases share over those of both: of several right candidates the nearest is learnt."""
    one, two = Counter(normalized(gold).split()), Counter(normalized(found).split())
    return 2 * (one & two).total() / max(one.total() + two.total(), 1)


def fit_subjects(texts: Sequence[Text], *, prior: float = PRIOR) -> tuple[dict[str, float], Counter[str]]:
    """Return the weights and how often each feature was seen."""
    found = [example for text in texts for example in examples(text)]
    support = Counter(name for features, _ in found for names in features for name in names)
    kept = sorted(name for name, count in support.items() if count >= MIN_SUPPORT)
    column = {name: number for number, name in enumerate(kept)}
    x = np.zeros((sum(len(features) for features, _ in found), len(kept)))
    right = np.zeros(len(x))
    starts, row = [], 0
    for features, good in found:
        starts.append(row)
        right[row + good] = 1.0
        for names in features:
            x[row, [column[name] for name in names if name in column]] = 1.0
            row += 1
    expected = np.array([EXPECTED.get(name, 0.0) for name in kept])
    weights = _multinomial(x, right, np.array(starts), expected, prior)
    fitted = EXPECTED | {name: float(weight) for name, weight in zip(kept, weights, strict=True)}
    return fitted, support


def _multinomial(
    x: np.ndarray, right: np.ndarray, starts: np.ndarray, expected: np.ndarray, prior: float, steps: int = 50
) -> np.ndarray:
    """Return the weights of a conditional logit by Newton's method; `starts` are the first rows of the choices."""
    group = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(x))))

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score = x @ weights
        score -= np.maximum.reduceat(score, starts)[group]
        odds = np.exp(score)
        p = odds / np.add.reduceat(odds, starts)[group]
        away = weights - expected
        return float(-np.log(np.maximum(p[right > 0], 1e-300)).sum() + prior / 2 * away @ away), p

    weights = expected.copy()
    value, p = loss(weights)
    for _ in range(steps):
        gradient = x.T @ (p - right) + prior * (weights - expected)
        mean = np.add.reduceat(x * p[:, None], starts, axis=0)
        hessian = (x * p[:, None]).T @ x - mean.T @ mean + prior * np.eye(len(weights))
        step, size = np.linalg.solve(hessian, gradient), 1.0
        while loss(weights - size * step)[0] > value + 1e-9 and size > 1e-6:
            size /= 2
        weights = weights - size * step
        before, (value, p) = value, loss(weights)
        if before - value < 1e-6:
            break
    return weights


def judge(text: Text, weights: Weights) -> Iterator[bool]:
    """Yield for each figure whose subject the gold tells whether the weights choose it."""
    for sentence in text.sentences:
        chosen = choose(sentence.reading, weights)
        for gold, (phrase, _) in zip(sentence.gold, chosen, strict=True):
            if gold is not None and "subject" in gold:
                yield same_subject(gold["subject"], _text_of(sentence.reading, phrase))


def subjects(texts: Sequence[Text], out: Path | None) -> None:
    """Fit the weights of subjects, print held-out accuracy, write the table."""
    measured: dict[bool, list[bool]] = defaultdict(list)
    for part in range(PARTS):
        held_out = texts[part::PARTS]
        weights = Weights(fit_subjects([t for t in texts if t not in held_out])[0])
        for text in held_out:
            measured[text.measured] += judge(text, weights)
    for is_corpus, name in ((True, "gold articles"), (False, "passages")):
        answers = measured[is_corpus]
        if answers:
            print(f"{name}: {sum(answers)} of {len(answers)} subjects right held out, {np.mean(answers):.4f}")
    fitted, support = fit_subjects(texts)
    seen = [answer for text in texts if text.measured for answer in judge(text, Weights(fitted))]
    print(f"gold articles: {sum(seen)} of {len(seen)} right with the weights of all, {np.mean(seen):.4f}")
    if out:
        figures_seen = sum(g is not None for t in texts for s in t.sentences for g in s.gold)
        lines = [f"{name}\t{fitted[name]:.3f}\t{support[name]}" for name in sorted(fitted)]
        out.write_text(
            _SUBJECT_HEADER.format(texts=len(texts), figures=figures_seen) + "\n".join(lines) + "\n", "utf-8"
        )


def main() -> None:
    """Fit on the folders named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("subjects",))
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--passages", type=Path)
    parser.add_argument("--model", default="id_warta_lg")
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    run = chain(arguments.model, Resources())
    texts = list(articles(arguments.gold, run))
    if arguments.passages:
        texts += passages(arguments.passages, run)
    subjects(texts, arguments.out)


if __name__ == "__main__":
    main()
