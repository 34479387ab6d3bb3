"""Figures stage: quantities, dates and citations of an article."""

from __future__ import annotations

from dataclasses import dataclass

from warta.core.article import Article, Citation, Quantity
from warta.core.stage import StageFunction, register
from warta.lexicon import Resources
from warta.stages.quantities.citations import citations
from warta.stages.quantities.dates import DateDraft, dates, scan_dates
from warta.stages.quantities.grammar import Figure, FigureReader
from warta.stages.quantities.language import Language
from warta.stages.quantities.lexemes import Line
from warta.stages.quantities.numerals import NumeralReader, is_western


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
    requires=("sentences", "tokens", "quotes"),
    options=QuantityOptions,
)
def quantities(options: QuantityOptions, resources: Resources) -> StageFunction:
    """Make the function that finds the quantities, dates and citations of an article."""
    language = Language.of(resources)

    def run(article: Article) -> Article:
        sentences = list(article.read_sentences())
        western = is_western(s.span.text for s in sentences)
        numerals = NumeralReader(language, western=western)
        cited: list[Citation] = []
        drafts: list[DateDraft] = []
        figures: list[Figure] = []
        for sentence in sentences:
            line = Line(article, sentence, language)
            cited += citations(line)
            drafts += scan_dates(line)
            figures += FigureReader(line, numerals).read()
        found = tuple(_quantity(article, f) for f in figures)
        return article.with_(quantities=found, dates=tuple(dates(article, drafts)), citations=tuple(cited))

    return run


def _quantity(article: Article, figure: Figure) -> Quantity:
    return Quantity(
        span=article.span(figure.start, figure.end),
        sent_no=figure.line.sentence.no,
        value=figure.value,
        value_max=figure.value_max,
        comparator=figure.comparator,
        kind=figure.kind,
        unit=figure.unit,
    )
