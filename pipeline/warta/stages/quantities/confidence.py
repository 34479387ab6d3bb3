"""Evidence for figures and dates: what the grammar saw; its weights are in `figure_weights` and `date_weights`."""

from __future__ import annotations

from collections.abc import Iterator

from warta.core.article import Article, TemporalExpression
from warta.stages.quantities.grammar import Figure


def evidence(figure: Figure) -> list[str]:
    """Return the features of a figure that hold, names of entries in `figure_weights`."""
    line = figure.line
    found = ["bias", f"kind_{figure.kind}"]
    if figure.inherited:
        found.append("unit_inherited")
    elif not figure.unit:
        found.append("unit_missing")
    elif figure.head is not None:
        found.append("unit_noun")
        if figure.head < len(line) and line.lexemes[figure.head].upos == "NOUN":
            found.append("noun_tagged")
        if line.is_capital(figure.head):
            found.append("noun_capital")
    if not figure.digits:
        found.append("words")
        if figure.value == 1:
            found.append("one")
    if figure.comparator != "=":
        found.append("compared")
    if figure.rule in ("range", "score", "bracket"):
        found.append(f"rule_{figure.rule}")
    if line.title_case:
        found.append("title_case")
    if figure.first and line.is_capital(figure.first - 1):
        found.append("after_name")
    if line.sentence.kind in ("headline", "heading", "caption", "credit"):
        found.append("not_running_text")
    return found


def of_date(article: Article, expression: TemporalExpression) -> Iterator[str]:
    """Yield the features of a date that hold, names of entries in `date_weights`."""
    text = expression.span.text
    sentence = article.sentences[expression.sent_no]
    yield "bias"
    yield f"grain:{expression.grain}"
    if expression.iso is None:
        yield "open"
    elif expression.iso[:4] not in text:
        yield "year from elsewhere"
    elif "/" in expression.iso:
        yield "span"
    if any(c.isdigit() for c in text):
        yield "digits"
    else:
        yield "words"
    if len(text) <= 4:
        yield "short"
    if len(text.split()) > 3:
        yield "long"
    before = article.text[max(sentence.span.start, expression.span.start - 2) : expression.span.start]
    if before.endswith("("):
        yield "bracketed"
    if expression.span.start == sentence.span.start:
        yield "opens"
    if sentence.kind != "paragraph":
        yield f"in {sentence.kind}"
