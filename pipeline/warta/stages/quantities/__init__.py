"""Figures stage: quantities, dates and citations of an article."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import groupby

from warta.core.article import Article, Citation, Mention, Quantity, TemporalExpression
from warta.core.stage import StageFunction, register
from warta.lexicon import Resources
from warta.lexicon.weights import Weights
from warta.stages.quantities.citations import citations
from warta.stages.quantities.confidence import evidence, of_date
from warta.stages.quantities.dates import DateDraft, dates, scan_dates
from warta.stages.quantities.grammar import Figure, FigureReader
from warta.stages.quantities.language import Language
from warta.stages.quantities.lexemes import Line
from warta.stages.quantities.numerals import NumeralReader, is_western
from warta.stages.quantities.relations import Relations, part_of, place_of, time_of


@dataclass(frozen=True)
class QuantityOptions:
    """Settings of the figures stage.

    Args:
        minimum_confidence: quantities below it are left out, 0..1.
    """

    minimum_confidence: float = 0.0


@register(
    "quantities",
    id="warta.quantities.v1",
    provides=("quantities", "dates", "citations"),
    requires=("sentences", "tokens", "mentions", "quotes"),
    uses=("tags", "trees"),
    options=QuantityOptions,
)
def quantities(options: QuantityOptions, resources: Resources) -> StageFunction:
    """Make the function that finds the quantities, dates and citations of an article."""
    language = Language.of(resources)

    weights, subjects, of_dates = (
        Weights.of(resources, lexicon) for lexicon in ("figure_weights", "subject_weights", "date_weights")
    )

    def run(article: Article) -> Article:
        sentences = list(article.read_sentences())
        numerals = NumeralReader(language, western=is_western(s.span.text for s in sentences))
        cited: list[Citation] = []
        drafts: list[DateDraft] = []
        figures: list[Figure] = []
        for sentence in sentences:
            line = Line(article, sentence, language)
            if not line.may_hold_figures:
                continue
            cited += citations(line)
            drafts += scan_dates(line)
            figures += FigureReader(line, numerals).read()
        timed = [
            replace(found, confidence=of_dates.probability(of_date(article, found))) for found in dates(article, drafts)
        ]
        found = _quantities(article, figures, timed, weights, subjects)
        kept = _above(found, options.minimum_confidence)
        return article.with_(quantities=kept, dates=tuple(timed), citations=tuple(cited))

    return run


def _quantities(
    article: Article,
    figures: list[Figure],
    timed: list[TemporalExpression],
    weights: Weights,
    subjects: Weights,
) -> list[Quantity]:
    mentions: dict[int, list[Mention]] = defaultdict(list)
    for mention in article.mentions:
        mentions[mention.sent_no].append(mention)
    times: dict[int, list[TemporalExpression]] = defaultdict(list)
    for expression in timed:
        times[expression.sent_no].append(expression)
    contents = [(q.content.start, q.content.end) for q in article.quotes]
    wholes = part_of(figures)
    found: list[Quantity] = []
    for _, group in groupby(figures, key=lambda f: id(f.line)):
        same = list(group)
        number = same[0].line.sentence.no
        said = Relations(same[0].line, same, mentions[number], article.quotes, subjects).all()
        for figure, about in zip(same, said, strict=True):
            found.append(
                Quantity(
                    span=article.span(figure.start, figure.end),
                    sent_no=number,
                    value=figure.value,
                    value_max=figure.value_max,
                    comparator=figure.comparator,
                    kind=figure.kind,
                    unit=figure.unit,
                    counted=about.counted,
                    subject=about.subject,
                    predicate=about.predicate,
                    place=place_of(figure, about, mentions[number], contents),
                    time=time_of(figure, times[number], contents),
                    part_of=wholes[len(found)],
                    quote=next((k for k, (a, b) in enumerate(contents) if a <= figure.start and figure.end <= b), None),
                    confidence=weights.probability(evidence(figure)),
                )
            )
    return found


def _above(found: list[Quantity], minimum: float) -> tuple[Quantity, ...]:
    """Leave out what is below a confidence, and keep the references between the rest right."""
    kept = [k for k, quantity in enumerate(found) if quantity.confidence >= minimum]
    if len(kept) == len(found):
        return tuple(found)
    at = {old: new for new, old in enumerate(kept)}
    return tuple(
        replace(q, part_of=None if q.part_of is None else at.get(q.part_of)) for q in map(found.__getitem__, kept)
    )
