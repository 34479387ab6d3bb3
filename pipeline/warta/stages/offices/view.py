"""A sentence's words with the mentions on them, as the grammar of offices reads it."""

from __future__ import annotations

from collections.abc import Sequence

from warta.core.article import Article, Mention, Sentence, Token
from warta.core.span import Span
from warta.stages.offices.lexicons import OfficeLexicons

QUOTES = frozenset("\"'“”‘’«»")


class SentenceView:
    """A sentence's words, the mentions on them and the people among these.

    Args:
        article: the article.
        sentence: one of its sentences.
        mentions: the mentions in it, each with its number in the article.
        lexicons: the lexicons of offices.
        quoted: whether the sentence begins inside a quotation.
    """

    def __init__(
        self,
        article: Article,
        sentence: Sentence,
        mentions: Sequence[tuple[int, Mention]],
        lexicons: OfficeLexicons,
        *,
        quoted: bool = False,
    ):
        self.article, self.sentence, self.lexicons = article, sentence, lexicons
        self.tokens: tuple[Token, ...] = article.sentence_tokens(sentence)
        self.words = [t.text for t in self.tokens]
        self.label: list[str | None] = [None] * len(self.words)
        self.mention: list[int | None] = [None] * len(self.words)
        #: First word, word after the last, number of the mention, for each person in text order.
        self.people: list[tuple[int, int, int]] = []
        starts = {t.span.start: i for i, t in enumerate(self.tokens)}
        for index, mention in mentions:
            first = starts.get(mention.span.start)
            if first is None:
                first = next((i for i, t in enumerate(self.tokens) if t.span.end > mention.span.start), None)
            if first is None:
                continue
            last = first
            while last < len(self.tokens) and self.tokens[last].span.start < mention.span.end:
                self.label[last], self.mention[last] = mention.label, index
                last += 1
            if mention.label == "PER":
                self.people.append((first, last, index))
        self.people.sort()
        #: For each word, whether it stands inside quotation marks.
        self.quoted: list[bool] = []
        for word in self.words:
            if word in ("“", "«"):
                quoted = True
            elif word in ("”", "»"):
                quoted = False
            elif word == '"':
                quoted = not quoted
            self.quoted.append(quoted)
        self.open = quoted

    def span(self, first: int, last: int) -> Span:
        """Return the span of words [first, last)."""
        return self.article.span(self.tokens[first].span.start, self.tokens[last - 1].span.end)

    def capital(self, i: int) -> bool:
        """Tell whether word `i` begins with a capital or a digit."""
        word = self.words[i]
        return word[:1].isupper() or word[:1].isdigit()

    def verb(self, i: int) -> bool:
        """Tell whether word `i` is a lower-case finite verb or auxiliary; by the tagger, else by the prefix."""
        word, upos = self.words[i], self.tokens[i].upos
        if not word[:1].islower():
            return False
        if upos is not None:
            return upos in ("VERB", "AUX")
        return word.startswith(("men", "mem", "meng", "meny", "ber", "di", "ter")) and len(word) > 5

    def predicate(self, i: int) -> bool:
        """Tell whether a predicate begins at word `i`: a verb, an auxiliary, an adverb or a negation."""
        upos = self.tokens[i].upos
        return self.verb(i) or (self.words[i][:1].islower() and upos in ("ADV", "PART"))

    def subject(self, first: int, last: int) -> bool:
        """Tell whether words [first, last), a person's name, are the subject of a clause; unknown without a parse."""
        at = next((k for k in range(first, last) if not first <= (self.tokens[k].head or 0) < last), first)
        for _ in range(4):
            token = self.tokens[at]
            if token.deprel is None or token.deprel.startswith(("nsubj", "root", "parataxis", "conj")):
                return True
            if (
                token.head is None
                or token.head < 0
                or not token.deprel.startswith(("flat", "appos", "compound", "nmod"))
            ):
                return False
            if token.deprel.startswith("nmod") and not self.capital(token.head):
                return False  # `arahan Presiden Prabowo`
            at = token.head
        return False

    def person_at(self, i: int) -> tuple[int, int, int] | None:
        """Return the person whose name begins at word `i`, ranks and honorifics before it stepped over, or None."""
        i = self.skip_forms(i)
        return next((p for p in self.people if p[0] == i), None)

    def skip_forms(self, i: int) -> int:
        """Return the first word from `i` on that belongs to no rank, honorific or bracket after a rank."""
        while i < len(self.words):
            form = self.lexicons.ranks.match_at(self.words, i) or self.lexicons.honorifics.match_at(self.words, i)
            if form and form[1] != "name" and self.label[i] != "PER":
                i += form[0]
            elif self.words[i] == "(" and i + 2 < len(self.words) and self.words[i + 2] == ")":
                i += 3
            else:
                break
        return i

    def closed(self, i: int) -> bool:
        """Tell whether a mark that closes an apposition, or the end, stands at word `i`."""
        return i >= len(self.words) or self.words[i] in (",", ".", ";", ")", "–", "—", "-") or self.words[i] in QUOTES
