"""Quotes stage: direct, indirect and mixed quotations, each with its cue and its speaker."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from warta.core.article import Article, Quote
from warta.core.stage import StageFunction, register
from warta.lexicon import Resources
from warta.lexicon.weights import Weights
from warta.stages.quotes.confidence import features
from warta.stages.quotes.drafts import Draft
from warta.stages.quotes.reading import QuoteLexicon, Reading
from warta.stages.quotes.reasons import NOT_NAMED
from warta.stages.quotes.votes import Votes
from warta.stages.quotes.writer import Writer


@dataclass(frozen=True)
class QuoteOptions:
    """Settings of the quotes stage.

    Args:
        headlines: whether reported speech in headlines counts.
        minimum_confidence: quotations below it are left out, 0..1.
    """

    headlines: bool = True
    minimum_confidence: float = 0.0


@register(
    "quotes",
    id="warta.quotes.v1",
    provides=("quotes",),
    requires=("sentences", "tokens", "mentions", "entities", "offices"),
    uses=("tags", "trees", "quote_tags"),
    options=QuoteOptions,
)
def quotes(options: QuoteOptions, resources: Resources) -> StageFunction:
    """Make the function that finds the quotations of an article."""
    lexicon = QuoteLexicon.of(resources)
    weights = Weights.of(resources, "quote_weights")

    def run(article: Article) -> Article:
        reading = Reading(article, lexicon)
        drafts = Writer(reading, headlines=options.headlines).write()
        return article.with_(quotes=tuple(_finished(reading, drafts, weights, options)))

    return run


def evidence(article: Article, resources: Resources) -> list[tuple[Draft, frozenset[str]]]:
    """Return the quotations found in an article with the names of the features that hold of each, to fit the weights."""
    reading = Reading(article, QuoteLexicon.of(resources))
    drafts = Writer(reading, headlines=QuoteOptions().headlines).write()
    votes = Votes(article, reading.heard)
    for draft in drafts:
        draft.evidence.update(votes.of(draft))
    return [(draft, frozenset(features(draft))) for draft in drafts]


def _finished(reading: Reading, drafts: list[Draft], weights: Weights, options: QuoteOptions) -> Iterator[Quote]:
    article = reading.article
    votes = Votes(article, reading.heard)
    groups: dict[int, int] = {}
    drafts.sort(key=lambda d: (d.start, d.end))
    group = 0
    last_end = -1
    for draft in drafts:
        if draft.start < last_end:
            continue
        draft.evidence.update(votes.of(draft))
        confidence = weights.probability(features(draft))
        if confidence < options.minimum_confidence:
            continue
        last_end = draft.end
        if draft.follows is not None and id(draft.follows) in groups:
            number = groups[id(draft.follows)]
        else:
            number, group = group, group + 1
        groups[id(draft)] = number
        speaker = draft.speaker
        sentence = article.sentence_at(draft.start)
        yield Quote(
            group=number,
            sent_no=sentence.no if sentence else 0,
            kind=draft.kind,
            content=article.span(draft.start, draft.end),
            cue=article.span(*draft.cue) if draft.cue else None,
            speaker=speaker.name,
            speaker_entity=speaker.entity,
            speaker_mention=article.span(speaker.start, speaker.end) if speaker.start >= 0 else None,
            resolution=speaker.resolution if speaker.name is not None else "none",
            rule=draft.rule,
            reason=None if speaker.name is not None else speaker.reason or NOT_NAMED,
            speaker_office=speaker.office,
            confidence=confidence,
        )
