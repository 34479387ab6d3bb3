"""Evidence for an office: where its words stand, what they are, how sure its person is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from warta.core.article import Article, Mention, Office
from warta.core.span import Span
from warta.lexicon.weights import at_least

#: Probabilities of the tagger that count, of the least sure word of the person's name.
LEVELS = (0.5, 0.7, 0.8, 0.9, 0.95, 0.98)
#: Words of a title from which it is long.
_LONG = (5, 8)
#: Characters between title and person at which they stand side by side.
_NEAR = 3


def evidence(article: Article) -> list[list[str]]:
    """Return for each office of an article the names of the features that hold of it."""
    people = {(m.span.start, m.span.end): m for m in article.mentions}
    starts = [token.span.start for token in article.tokens]
    return [
        list(_of_office(article, office, people.get((office.person.start, office.person.end)), starts))
        for office in article.offices
    ]


def _of_office(article: Article, office: Office, person: Mention | None, starts: list[int]) -> Iterator[str]:
    order, _, head = office.rule.partition(".")
    yield "bias"
    yield f"order:{order}"
    if head:
        yield f"head:{head}"
    name = article.tokens[bisect_left(starts, office.person.start) : bisect_left(starts, office.person.end)]
    if name and all(token.ner.endswith("PER") for token in name):
        yield from at_least("person", min(token.ner_probability for token in name), LEVELS)
    elif name and any(token.ner_probability > 0 for token in name):
        yield "person not tagged"
    if person is not None and person.entity >= 0 and len(article.entities[person.entity].mentions) > 1:
        yield "person repeated"
    if " " not in office.person.text:
        yield "person of one word"
    for part in ("rank", "organization", "country", "honorific"):
        if getattr(office, part) is not None:
            yield part
    if office.former:
        yield "former"
    kind = article.sentences[office.sent_no].kind
    if kind != "paragraph":
        yield f"in {kind}"
    if office.title is None:
        return
    title = office.title
    words = title.text.split()
    yield from (f"title of {length} or more words" for length in _LONG if len(words) >= length)
    if len(words) == 1:
        yield "title of one word"
    if not title.text[:1].isupper():
        yield "title in small letters"
    gap = max(title.start - office.person.end, office.person.start - title.end)
    yield "side by side" if gap <= _NEAR else "apart"
    if gap > 60:
        yield "far apart"
    vote = _parse(article, title, office.person, starts)
    if vote:
        yield f"parse:{vote}"


def _parse(article: Article, title: Span, person: Span, starts: list[int]) -> str:
    """Tell whether the parse joins title and person: `joined`, `apart`, or nothing where they are in two sentences or there is none."""
    inside = [range(bisect_left(starts, s.start), bisect_left(starts, s.end)) for s in (title, person)]
    if not all(inside) or article.tokens[inside[0][0]].sent_no != article.tokens[inside[1][0]].sent_no:
        return ""
    first = article.sentences[article.tokens[inside[0][0]].sent_no].tokens[0]
    heads = [{article.tokens[k].head for k in words} for words in inside]
    if any(head is None for head in (*heads[0], *heads[1])):
        return ""
    joined = any(
        head is not None and first + head in other
        for mine, other in zip(heads, reversed(inside), strict=True)
        for head in mine
    )
    return "joined" if joined else "apart"
