"""What the trained quotation head of a tagger heard: which stretches it calls content, which words cues.

The head gives each token a tag (`Token.quote`: CUE, SPK or CON). Where no tagger with such a head ran it is silent.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate

from warta.core.article import Article

#: The head counts only where it is sure of something in the article; an untrained one is never.
SURE = 0.6


class Heard:
    """The tags of the quotation head over an article.

    Args:
        article: the article with its tokens.
    """

    def __init__(self, article: Article):
        tokens = article.tokens
        self.silent = not any(token.quote != "O" and token.quote_probability >= SURE for token in tokens)
        self._starts = [token.span.start for token in tokens]
        self._content = list(accumulate((int(token.quote.endswith("CON")) for token in tokens), initial=0))
        self._cues = {token.span.start: token.quote_probability for token in tokens if token.quote.endswith("CUE")}

    def share(self, start: int, end: int) -> float:
        """Return which part of the tokens in `text[start:end]` the head calls content, 0..1; 0 where it is silent."""
        if self.silent:
            return 0.0
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return (self._content[last] - self._content[first]) / max(1, last - first)

    def cue(self, start: int) -> float:
        """Return the probability with which the head calls the token at an offset a cue, 0..1."""
        return 0.0 if self.silent else self._cues.get(start, 0.0)
