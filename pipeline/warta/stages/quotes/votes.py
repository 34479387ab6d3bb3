"""What a tagger says of a quotation the grammar found: evidence for its confidence.

The grammar decides what is a quotation and by whom. The trained quotation head (`Token.quote`) and the dependency parse
(`nsubj` of the cue) vote on it; where no tagger ran they are silent.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from warta.core.article import Article, Token
from warta.stages.quotes.drafts import Draft
from warta.stages.quotes.heard import Heard

_SUBJECTS = ("nsubj", "csubj")


class Votes:
    """The votes of the taggers of an article.

    Args:
        article: the article with its tokens.
        heard: what the quotation head said.
    """

    def __init__(self, article: Article, heard: Heard):
        self.article = article
        self.heard = heard
        self._starts = [token.span.start for token in article.tokens]
        self._parsed = any(token.deprel is not None for token in article.tokens[:200])

    def of(self, draft: Draft) -> Iterator[str]:
        """Yield the votes on a quotation, as names of evidence."""
        if not self.heard.silent:
            share = self.heard.share(draft.start, draft.end)
            yield f"head:{'all' if share >= 0.8 else 'part' if share >= 0.3 else 'none'}"
        if self._parsed and draft.cue is not None and draft.speaker.start >= 0:
            vote = self._subject(draft)
            if vote:
                yield f"parse:{vote}"

    def _tokens(self, start: int, end: int) -> tuple[Token, ...]:
        return self.article.tokens[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _subject(self, draft: Draft) -> str:
        """Tell whether the subject of the cue in the parse is the speaker: `agrees`, `differs`, or nothing."""
        assert draft.cue is not None
        index = bisect_right(self._starts, draft.cue[0]) - 1
        if index < 0:
            return ""
        cue = self.article.tokens[index]
        sentence = self.article.sentences[cue.sent_no]
        first, last = sentence.tokens
        for token in self.article.tokens[first:last]:
            if token.head == index - first and token.deprel and token.deprel.startswith(_SUBJECTS):
                inside = draft.speaker.start <= token.span.start < draft.speaker.end
                return "agrees" if inside or self._within(token, draft, first) else "differs"
        return ""

    def _within(self, subject: Token, draft: Draft, first: int) -> bool:
        """Tell whether the speaker's mention hangs on the subject: a name below its title."""
        for token in self._tokens(draft.speaker.start, draft.speaker.end):
            steps, at = 0, token
            while at.head is not None and at.head >= 0 and steps < 6:
                if first + at.head >= len(self.article.tokens):
                    break
                at = self.article.tokens[first + at.head]
                steps += 1
                if at.span.start == subject.span.start:
                    return True
        return False
