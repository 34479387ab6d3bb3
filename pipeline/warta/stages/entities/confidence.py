"""Evidence for a mention: what the tagger says of exactly these words, who proposed them, what stands around them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from warta.core.article import Article, Label, Mention, Token
from warta.lexicon.weights import at_least

#: Probabilities of the tagger that count, of its least sure word in or beside the mention.
LEVELS = (0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995)
_LONGEST = 5
_PLACES = ("GPE", "LOC", "FAC")


def evidence(article: Article) -> list[list[str]]:
    """Return for each mention of an article the names of the features that hold of it."""
    starts = [token.span.start for token in article.tokens]
    tagged = any(token.ner_probability > 0 for token in article.tokens)
    return [list(_of_mention(article, mention, starts, tagged=tagged)) for mention in article.mentions]


def _of_mention(article: Article, mention: Mention, starts: list[int], *, tagged: bool) -> Iterator[str]:
    kind = _kind(mention.label)
    first, last = bisect_left(starts, mention.span.start), bisect_left(starts, mention.span.end)
    sentence = article.sentences[mention.sent_no]
    opens, closes = sentence.tokens
    own = article.tokens[first:last]
    around = article.tokens[max(first - 1, opens) : min(last + 1, closes)]
    yield "bias"
    yield f"label:{kind}"
    yield f"origin:{mention.origin}"
    if tagged and own:
        after = article.tokens[last] if last < closes else None
        vote = _vote(own, after, kind)
        yield f"tagger:{vote}"
        yield f"{kind}:{vote}"
        if vote == "same":
            yield from at_least("tagger", min(token.ner_probability for token in around), LEVELS)
        elif vote == "none" and min(token.ner_probability for token in own) >= 0.9:
            yield "tagger:surely none"
    yield f"{kind} of {min(len(own), _LONGEST)}"
    if mention.entity >= 0 and len(article.entities[mention.entity].mentions) > 1:
        yield "repeated"
    if len(own) == 1 and mention.span.text.isupper():
        yield "acronym"
    if first == opens:
        yield "opens"
    elif _capital(article.tokens[first - 1]) and first - 1 > opens:
        yield "capital before"
    if last < closes and _capital(article.tokens[last]):
        yield "capital after"
    if sentence.kind != "paragraph":
        yield f"in {sentence.kind}"


def _kind(label: Label | str) -> str:
    """Return `PER`, `ORG`, `place` or `other`."""
    return "place" if label in _PLACES else label if label in ("PER", "ORG") else "other"


def _capital(token: Token) -> bool:
    return token.text[:1].isupper()


def _vote(own: tuple[Token, ...], after: Token | None, kind: str) -> str:
    """Return what the tagger makes of the words: the `same` name, a `part` of one, `other` kinds, `mixed`, or `none`."""
    tags = [token.ner for token in own]
    kinds = {_kind(tag[2:]) if tag != "O" else "none" for tag in tags}
    if kinds == {kind}:
        whole = tags[0].startswith("B-") and all(tag.startswith("I-") for tag in tags[1:])
        return "same" if whole and not (after is not None and after.ner.startswith("I-")) else "part"
    if kinds == {"none"}:
        return "none"
    return "mixed" if kind in kinds else "other"
