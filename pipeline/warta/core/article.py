"""The article, and everything the stages add to it.

All results are frozen dataclasses over `Span`. A stage returns `article.with_(quotes=...)`; nothing is changed
in place. References between results of one article are indexes into the article's tuples.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Literal

from warta.core.span import Span

BlockKind = Literal["headline", "heading", "dateline", "paragraph", "caption", "credit", "source", "boilerplate"]
Label = Literal["PER", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "LAW", "PRODUCT", "WORK"]
QuoteKind = Literal["direct", "indirect", "mixed"]
Resolution = Literal["name", "title", "pronoun", "carried", "none"]
Comparator = Literal["=", ">", ">=", "<", "<=", "~"]
QuantityKind = Literal["count", "money", "percent", "measure", "duration", "age", "ordinal", "other"]
Grain = Literal["day", "month", "year", "interval", "time"]
Status = Literal["ok", "skipped", "failed"]

#: Block kinds whose sentences later stages read; `boilerplate`, `source` and `credit` hold no statements.
READ_KINDS: frozenset[str] = frozenset({"headline", "heading", "dateline", "paragraph", "caption", "credit"})
#: Kinds of blocks in which only names are looked for.
LINKED_KINDS: frozenset[str] = frozenset({"boilerplate", "source"})
#: Fewest tokens of a sentence there (`sumber : Antara`).
_FEWEST_LINKED = 3


@dataclass(frozen=True, slots=True)
class Block:
    """A layout block: a headline, a paragraph, a caption …; blocks do not overlap and are in text order."""

    no: int
    span: Span
    kind: BlockKind
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence inside one block. `tokens` are indexes [first, last) into `Article.tokens`."""

    no: int
    block_no: int
    span: Span
    kind: BlockKind = "paragraph"
    tokens: tuple[int, int] = (0, 0)
    language: str | None = None
    translation: str | None = None
    translation_check: str | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """A syntactic word (Universal Dependencies v2).

    `head` is the number of the head inside the sentence, -1 at the root. `ner` and `quote` are IOB2 tags of names (PER,
    ORG, LOC) and of quotations (CUE, SPK, CON), each with its probability.
    """

    no: int
    sent_no: int
    span: Span
    lemma: str | None = None
    upos: str | None = None
    feats: str | None = None
    head: int | None = None
    deprel: str | None = None
    ner: str = "O"
    ner_probability: float = 0.0
    quote: str = "O"
    quote_probability: float = 0.0

    @property
    def text(self) -> str:
        """The characters the token covers."""
        return self.span.text


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text. `entity` indexes `Article.entities`."""

    span: Span
    sent_no: int
    label: Label
    confidence: float
    entity: int = -1
    origin: str = "model"


@dataclass(frozen=True, slots=True)
class Entity:
    """What several mentions in one article name: canonical (fullest) name, all written forms."""

    no: int
    label: Label
    name: str
    aliases: tuple[str, ...]
    mentions: tuple[int, ...]
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """A person holding a rank or an office, as asserted in one place. `entity` indexes `Article.entities`."""

    sent_no: int
    person: Span
    entity: int
    honorific: Span | None = None
    rank: Span | None = None
    rank_code: str | None = None
    title: Span | None = None
    organization: Span | None = None
    organization_entity: int | None = None
    country: str | None = None
    country_span: Span | None = None
    former: bool = False
    acting: bool = False
    in_caption: bool = False
    confidence: float = 0.0
    rule: str = ""

    @property
    def span(self) -> Span:
        """From the first to the last of the parts."""
        return self.person.cover(self.honorific, self.rank, self.title, self.organization)


@dataclass(frozen=True, slots=True)
class Quote:
    """One contiguous part of a quotation; parts of one quotation share `group`."""

    group: int
    sent_no: int
    kind: QuoteKind
    content: Span
    cue: Span | None = None
    speaker: str | None = None
    speaker_entity: int | None = None
    speaker_mention: Span | None = None
    resolution: Resolution = "none"
    rule: str = ""
    reason: str | None = None
    speaker_office: int | None = None
    confidence: float = 0.0
    translation: str | None = None
    translation_check: str | None = None

    @property
    def span(self) -> Span:
        """Cue, speaker and content together, when they stand in one sentence or next to each other."""
        parts = [s for s in (self.cue, self.speaker_mention) if s is not None and self._near(s)]
        return self.content.cover(*parts)

    def _near(self, part: Span) -> bool:
        gap = part.start - self.content.end if part.start >= self.content.end else self.content.start - part.end
        return gap <= 400


@dataclass(frozen=True, slots=True)
class Quantity:
    """A numeric expression, from its comparator through its unit or counted noun."""

    span: Span
    sent_no: int
    value: float | None
    value_max: float | None
    comparator: Comparator
    kind: QuantityKind
    unit: str
    counted: Span | None = None
    subject: Span | None = None
    predicate: Span | None = None
    place: Span | None = None
    time: str | None = None
    part_of: int | None = None
    quote: int | None = None
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class TemporalExpression:
    """A date, month, year, interval or clock time."""

    span: Span
    sent_no: int
    iso: str | None
    iso_resolved: str | None
    grain: Grain
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited law, resolution, decree or article of law."""

    span: Span
    sent_no: int
    kind: str
    number: str | None = None
    year: int | None = None


@dataclass(frozen=True)
class Article:
    """An input article and what is known of it so far.

    Args:
        source_path: where it came from, as the user named it (relative to the input root).
        text: the decoded text; every offset of every result points into it.
        status: `ok`, `skipped` (a reason in `error`) or `failed` (the cause in `error`).
        sources: for each metadata field, where its value came from (`url`, `html`, `dateline`, `column` …).
    """

    source_path: str
    text: str = field(repr=False)
    article_id: str = ""
    url: str | None = None
    site: str | None = None
    publisher: str | None = None
    title: str | None = None
    byline: str | None = None
    published_at: datetime | None = None
    encoding: str | None = None
    language: str | None = None
    language_confidence: float | None = None
    status: Status = "ok"
    error: str | None = None
    sources: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = field(default=(), repr=False)
    sentences: tuple[Sentence, ...] = field(default=(), repr=False)
    tokens: tuple[Token, ...] = field(default=(), repr=False)
    mentions: tuple[Mention, ...] = field(default=(), repr=False)
    entities: tuple[Entity, ...] = field(default=(), repr=False)
    offices: tuple[Office, ...] = field(default=(), repr=False)
    quotes: tuple[Quote, ...] = field(default=(), repr=False)
    quantities: tuple[Quantity, ...] = field(default=(), repr=False)
    dates: tuple[TemporalExpression, ...] = field(default=(), repr=False)
    citations: tuple[Citation, ...] = field(default=(), repr=False)

    def with_(self, **changes: Any) -> Article:
        """Return a copy with the given fields changed."""
        return replace(self, **changes)

    def span(self, start: int, end: int) -> Span:
        """Return the span of this article's text from `start` to `end` (code points, end-exclusive)."""
        return Span(self.text, start, end)

    def sentence_tokens(self, sentence: Sentence) -> tuple[Token, ...]:
        """Return the tokens of a sentence."""
        return self.tokens[sentence.tokens[0] : sentence.tokens[1]]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.span.start for s in self.sentences]

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that holds the character at `offset`, else the last one before it, else None."""
        index = bisect_right(self._sentence_starts, offset) - 1
        return self.sentences[index] if index >= 0 else None

    def read_sentences(self) -> Iterable[Sentence]:
        """Yield the sentences later stages read: those of `READ_KINDS` blocks in the article's language."""
        return self._sentences_of(READ_KINDS)

    def linked_sentences(self) -> Iterable[Sentence]:
        """Yield what is no part of the text and still names people and bodies: titles of other articles (`Baca juga: …`), sources."""
        for sentence in self._sentences_of(LINKED_KINDS):
            if sentence.tokens[1] - sentence.tokens[0] >= _FEWEST_LINKED:
                yield sentence

    def named_sentences(self) -> Iterable[Sentence]:
        """Yield the sentences in which names are looked for: those that are read, then the linked ones."""
        yield from self.read_sentences()
        yield from self.linked_sentences()

    def _sentences_of(self, kinds: frozenset[str]) -> Iterable[Sentence]:
        return (s for s in self.sentences if s.kind in kinds and s.language in (None, "id", "ms"))
