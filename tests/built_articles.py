"""Articles built by hand for tests of the quotes stage, and what it reads in them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

from warta.core.article import Article, Block, Entity, Mention, Office, Quote, Sentence
from warta.lexicon import Resources
from warta.stages.quotes import QuoteOptions, quotes

RUN: Callable[[Article], Article] = quotes(QuoteOptions(), Resources())
_SENTENCE = re.compile(r"(?<=[.?!])[\"”’»]?\s+(?=[\"“‘«A-Z])")


def article(
    text: str,
    *,
    people: tuple[str, ...] = (),
    organizations: tuple[str, ...] = (),
    places: tuple[str, ...] = (),
    offices: tuple[tuple[str, str], ...] = (),
    kind: str = "paragraph",
) -> Article:
    """Build an article: a block a line; short forms of a name belong to the first name that holds them."""
    base = Article("test", text, article_id="t", language="id")
    blocks: list[Block] = []
    sentences: list[Sentence] = []
    for line in re.finditer(r"[^\n]+", text):
        block = Block(len(blocks), base.span(line.start(), line.end()), kind)  # type: ignore[arg-type]
        blocks.append(block)
        cuts = [line.start(), *(line.start() + m.end() for m in _SENTENCE.finditer(line.group())), line.end()]
        for start, end in itertools.pairwise(cuts):
            span = base.span(start, end).trim()
            if span is not None:
                sentences.append(Sentence(len(sentences), block.no, span, block.kind))
    base = base.with_(blocks=tuple(blocks), sentences=tuple(sentences))
    entities: list[Entity] = []
    found: list[tuple[int, int, str, int]] = []
    for label, names in (("PER", people), ("ORG", organizations), ("GPE", places)):
        for name in names:
            same = next((e for e in entities if e.label == label and set(name.split()) <= set(e.name.split())), None)
            if same is None:
                same = Entity(len(entities), label, name, (name,), ())  # type: ignore[arg-type]
                entities.append(same)
            for match in re.finditer(rf"\b{re.escape(name)}\b", text):
                if not any(start < match.end() and match.start() < end for start, end, _, _ in found):
                    found.append((match.start(), match.end(), label, same.no))
    mentions = []
    for start, end, label, entity in sorted(found):
        sentence = base.sentence_at(start)
        assert sentence is not None
        mentions.append(Mention(base.span(start, end), sentence.no, label, 0.9, entity))  # type: ignore[arg-type]
    held = []
    for person, title in offices:
        mention = next(m for m in mentions if m.span.text == person)
        at = text.index(title)
        held.append(Office(mention.sent_no, mention.span, mention.entity, title=base.span(at, at + len(title))))
    return base.with_(mentions=tuple(mentions), entities=tuple(entities), offices=tuple(held))


def read(text: str, **names: tuple[str, ...]) -> tuple[Quote, ...]:
    return RUN(article(text, **names)).quotes  # type: ignore[arg-type]


def rows(text: str, **names: tuple[str, ...]) -> list[tuple[str, str | None, str]]:
    return [(q.kind, q.speaker, q.content.text) for q in read(text, **names)]
