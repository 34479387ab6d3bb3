"""Segment: an article's text as blocks, sentences and tokens."""

from __future__ import annotations

from dataclasses import dataclass

from warta.core.article import Article, Block, Sentence, Token
from warta.core.stage import StageFunction, register
from warta.lexicon import Resources
from warta.nlp.language import detect
from warta.nlp.sentences import SentenceSplitter
from warta.nlp.tokenizer import tokenize
from warta.stages.segment.blocks import Layout
from warta.stages.segment.unglue import Unglue

_WRITTEN = ("headline", "heading", "paragraph", "caption")  # kinds with enough of a language to tell it


@dataclass(frozen=True)
class SegmentOptions:
    """Settings of segmentation.

    Args:
        longest_sentence: a longer one, in characters, is cut at a pause; the model reads no longer stretches anyway.
        paragraph_languages: mark paragraphs in another language than the article's, which later stages pass over.
        min_foreign_words: fewest words in small letters for a paragraph to be called foreign.
        min_foreign_confidence: lowest probability, 0 to 1, for that.
    """

    longest_sentence: int = 4000
    paragraph_languages: bool = True
    min_foreign_words: int = 8
    min_foreign_confidence: float = 0.9


@register(
    "segment",
    id="warta.segment.v1",
    provides=("blocks", "sentences", "tokens"),
    requires=("text",),
    options=SegmentOptions,
)
def make_segment(options: SegmentOptions, resources: Resources) -> StageFunction:
    """Make the stage that cuts an article into blocks, sentences and tokens.

    A title the metadata did not give is taken from the headline block.
    """
    layout = Layout(resources)
    splitter = SentenceSplitter(resources, longest=options.longest_sentence)
    unglue = Unglue(resources)

    def segment(article: Article) -> Article:
        if article.status != "ok" or not article.text:
            return article
        known = unglue.known(article.text)
        blocks: list[Block] = []
        sentences: list[Sentence] = []
        tokens: list[Token] = []
        for start, end, kind in layout.blocks(article.text, title=article.title):
            no = len(blocks)
            span = article.span(start, end)
            language = (
                _foreign(span.text, options, resources) if options.paragraph_languages and kind in _WRITTEN else None
            )
            blocks.append(Block(no, span, kind, language))
            for first, last in splitter.split(article.text, start, end):
                before, sent_no = len(tokens), len(sentences)
                sentence_text = article.text[first:last]
                for a, b in unglue.cut(sentence_text, tokenize(sentence_text), known=known):
                    tokens.append(Token(len(tokens), sent_no, article.span(first + a, first + b)))
                sentences.append(
                    Sentence(sent_no, no, article.span(first, last), kind, (before, len(tokens)), language=language)
                )
        article = article.with_(blocks=tuple(blocks), sentences=tuple(sentences), tokens=tuple(tokens))
        headline = next((b for b in blocks if b.kind == "headline"), None)
        if article.title is None and headline is not None:
            title = " ".join(headline.span.text.split())
            article = article.with_(title=title, sources=(*article.sources, ("title", "headline")))
        return article

    return segment


def _foreign(text: str, options: SegmentOptions, resources: Resources) -> str | None:
    """Return the language of a paragraph that is surely not Indonesian or Malay, else None."""
    if len(text) < 40:
        return None
    guess = detect(text, resources=resources)
    if guess.language in (None, "id", "ms") or guess.plain < options.min_foreign_words:
        return None
    return guess.language if guess.confidence >= options.min_foreign_confidence and guess.readable < 0.05 else None
