"""Name tags of tokens: runs of them, and mentions that are exactly these runs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from warta.core.article import Article, Label, Mention, Token


def runs(tokens: Sequence[Token], *, never_side_by_side: Collection[str] = ()) -> Iterator[tuple[int, int, str]]:
    """Yield (first, last, label) of the names that IOB2 tags spell; `last` is one past the last token.

    Args:
        tokens: the tokens of a sentence.
        never_side_by_side: labels of which two runs that touch are one name.
    """
    i, n = 0, len(tokens)
    while i < n:
        tag = tokens[i].ner
        if tag == "O":
            i += 1
            continue
        first, i, label = i, i + 1, tag[2:]
        while i < n and (
            tokens[i].ner.startswith("I-") or (label in never_side_by_side and tokens[i].ner == f"B-{label}")
        ):
            i += 1
        yield first, i, label


def mentions(article: Article, *, least: float, places: Label) -> list[Mention]:
    """Return the names that the tags of an article spell, those of the text first, nothing added or changed.

    Args:
        article: an article with name tags.
        least: the least confidence of a mention.
        places: the label of what is tagged `LOC`.
    """
    out = []
    for sentence in article.named_sentences():
        tokens = article.sentence_tokens(sentence)
        for first, last, tag in runs(tokens):
            score = sum(t.ner_probability for t in tokens[first:last]) / (last - first)
            label: Label = places if tag == "LOC" else tag  # type: ignore[assignment]
            if score >= least:
                span = article.span(tokens[first].span.start, tokens[last - 1].span.end)
                out.append(Mention(span, sentence.no, label, round(min(0.99, score), 4)))
    return out
