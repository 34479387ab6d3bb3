"""A sentence read for what its figures are said of: classes of its words, its noun phrases, and where its figures stand.

Built on the dependency parse (Universal Dependencies) and on closed classes of words (`clause_words`, `figure_verbs`,
`figure_links`); slips of the parser cost a phrase its modifiers, never its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from warta.core.article import Mention, Quote, Token
from warta.core.span import Span
from warta.stages.quantities.grammar import Figure
from warta.stages.quantities.language import Language
from warta.stages.quantities.lexemes import Line

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "X", "SYM"})
_CLITICS = frozenset({"nya", "ku", "mu", "-nya"})
_QUOTES = frozenset("\"“”‘’'«»")
_HYPHENS = frozenset({"-", "–", "‑"})
_PARTS_OF_SPEECH = {
    "NOUN": "noun",
    "PROPN": "noun",
    "PRON": "noun",
    "X": "noun",
    "SYM": "noun",
    "VERB": "verb",
    "ADP": "preposition",
    "CCONJ": "conjunction",
    "SCONJ": "subordinator",
}
#: Longest phrase with the prepositional phrases that belong to it, in words.
_LONGEST = 9
#: Longest `, ujar dia,` in words.
_LONGEST_ASIDE = 9


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase up to its first preposition.

    Args:
        first: number of its first token; `last` is its last one.
        head: the token that hangs on the rest of the sentence.
        counted: it is the counted noun of a figure (`tiga rumah`).
    """

    first: int
    last: int
    head: int
    counted: bool = False


class Reading:
    """A sentence as it is read for the subjects of its figures.

    Args:
        line: the sentence.
        figures: its figures, in order.
        mentions: the names in it.
        quotes: the quotations of the article.

    Attributes:
        tokens: its tokens; `lows` their texts in lower case, `classes` what they are in the clause: `noun`, `verb`, `verb_change`
            and the other classes of `figure_verbs`, `verb_report`, `link`, `preposition`, `figure`, `date`, `aside` ...
        phrases: its noun phrases, in order.
        figure_of: for each token, the number of the figure it belongs to, or -1.
        contents: where quotations stand; `speakers`: the mentions of those who said them.
    """

    def __init__(self, line: Line, figures: Sequence[Figure], mentions: Sequence[Mention], quotes: Sequence[Quote]):
        self.line, self.figures, self.mentions = line, figures, mentions
        self.language: Language = line.language
        self.tokens: tuple[Token, ...] = line.article.sentence_tokens(line.sentence)
        self.lows = [t.text.lower() for t in self.tokens]
        near = [q for q in quotes if q.content.overlaps(line.sentence.span)]
        self.contents = [(q.content.start, q.content.end) for q in near]
        said_by = (q.speaker_mention for q in quotes if q.speaker_mention is not None)
        self.speakers = [mention for mention in said_by if mention.overlaps(line.sentence.span)]
        self.offices = [o for o in line.article.offices if o.sent_no == line.sentence.no]
        self.figure_of = [-1] * len(self.tokens)
        for number, figure in enumerate(figures):
            for at in self._covered(figure.start, figure.end):
                self.figure_of[at] = number
        self._dated = [False] * len(self.tokens)
        for index, lexeme in enumerate(line.lexemes):
            if line.taken[index] in ("date", "citation"):
                for at in self._covered(lexeme.start, lexeme.end):
                    self._dated[at] = True
        self.children: list[list[int]] = [[] for _ in self.tokens]
        for at in range(len(self.tokens)):
            if self.head(at) >= 0:
                self.children[self.head(at)].append(at)
        self.classes = [self._class(at) for at in range(len(self.tokens))]
        for first, last in self._asides():
            self.classes[first : last + 1] = ["aside"] * (last + 1 - first)
        self.phrases = list(self._phrases())

    @property
    def parsed(self) -> bool:
        """Tell whether a tagger with a parser ran."""
        return any(t.head is not None for t in self.tokens)

    # --- tokens

    def _covered(self, start: int, end: int) -> Iterator[int]:
        for at, token in enumerate(self.tokens):
            if token.span.start < end and start < token.span.end:
                yield at

    def deprel(self, at: int) -> str:
        """Return the relation of a token without its subtype."""
        return (self.tokens[at].deprel or "").split(":")[0]

    def head(self, at: int) -> int:
        """Return the head of a token, -1 at the root and where there is no parse."""
        head = self.tokens[at].head
        return head if head is not None and 0 <= head < len(self.tokens) and head != at else -1

    def named(self, at: int) -> str:
        """Return the class of a token, for the commonest prepositions the word itself; `start` before the sentence."""
        if at < 0:
            return "start"
        name = self.classes[at]
        if name == "preposition":
            return self.lows[at] if self.lows[at] in self.language.clause_words["named"] else name
        return "mark" if name in ("quote", "bracket") else name

    def _class(self, at: int) -> str:
        token, low, language = self.tokens[at], self.lows[at], self.language
        if self.figure_of[at] >= 0:
            return "figure"
        if self._dated[at]:
            return "date"
        if low in language.figure_verbs and token.upos not in ("NOUN", "PROPN"):
            return f"verb_{language.figure_verbs[low]}"
        if low in language.links:
            return "loose_link" if language.links[low] == "clause" else "link"
        if low in language.clause_words["contrast"]:
            return "contrast"
        if low in ("bahwa", "yang"):
            return low
        if low in language.clause_words["clause"]:
            return "subordinator"
        if token.upos == "PUNCT":
            return "comma" if low == "," else "quote" if low in _QUOTES else "bracket" if low in "()" else "mark"
        if low in language.verb_like_nouns:
            return "noun"
        return _PARTS_OF_SPEECH.get(token.upos or "", "small")

    def _asides(self) -> Iterator[tuple[int, int]]:
        """Find who says it, between commas (`, ujar dia,`): no part of the clause."""
        commas = [at for at, name in enumerate(self.classes) if name == "comma"]
        for at, following in pairwise(commas):
            said = self.lows[at + 1] in self.language.short_cues or self.lows[at + 1] == "menurut"
            if said and following - at <= _LONGEST_ASIDE and all(k < 0 for k in self.figure_of[at:following]):
                yield at, following

    # --- phrases

    def _phrases(self) -> Iterator[Phrase]:
        at = 0
        while at < len(self.tokens):
            first, number = at, self.figure_of[at]
            if number >= 0:
                figure = self.figures[number]
                while at < len(self.tokens) and self.figure_of[at] == number:
                    at += 1
                last = at - 1
                if figure.kind not in ("count", "other", "ordinal") or figure.head is None:
                    continue
                counted = figure.kind != "ordinal"
                while counted and at < len(self.tokens) and self._goes_on(first, at, begins=True):
                    last, at = at, at + 1
                yield Phrase(first, last, self._top(first, last), counted=counted)
                continue
            at += 1
            if not self._begins(first):
                continue
            while at < len(self.tokens) and self._goes_on(first, at):
                at += 1
            last = at - 1
            while last > first and self.lows[last] in _HYPHENS:
                last -= 1
            head = self._top(first, last)
            lone = first == last and self.lows[first] in self.language.clause_words["opens"]
            acronym = first == last and first > 1 and self.lows[first - 1] == "(" and self.tokens[first].text.isupper()
            if not lone and not acronym and self.lows[head] not in self.language.times:
                yield Phrase(first, last, head)

    def _begins(self, at: int) -> bool:
        low, language = self.lows[at], self.language
        if self.classes[at] in ("figure", "date", "aside"):
            return False
        if low in language.clause_words["opens"]:
            return True
        if (low in language.function_words and low not in language.pronouns) or low in _CLITICS:
            return False
        quality = self.tokens[at].upos == "ADJ" and self.deprel(at) == "nsubj"  # `lama tinggal rata-rata`
        return self.classes[at] == "noun" or quality

    def _goes_on(self, first: int, at: int, *, begins: bool = False) -> bool:
        """Tell whether a token belongs to the phrase that began at `first` and reaches up to it."""
        if begins and not self._begins(at):
            return False
        words, low, before = self.language.clause_words, self.lows[at], self.lows[at - 1]
        if self.classes[at] in ("figure", "date", "aside") or before in words["closes"]:
            return False
        if low in words["closes"] or low in _CLITICS:
            return True
        token, previous = self.tokens[at], self.tokens[at - 1]
        inside = first <= self.head(at) < at
        if at - 1 == first and before in words["opens"]:
            return self.classes[at] == "noun" or token.upos == "ADJ"
        if low in _HYPHENS or before in _HYPHENS:
            glued = token.span.start == previous.span.end
            following = self.tokens[at + 1].upos if at + 1 < len(self.tokens) else None
            names = previous.upos == following == "PROPN" if low in _HYPHENS else token.upos == "PROPN"
            return glued or names
        if low in self.language.pronouns and self.classes[at - 1] == "noun":
            # "pos kami ditembaki" is a possessor, "kapal kami usir" an agent
            following_token = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
            bare = (
                following_token is not None
                and following_token.upos == "VERB"
                and following_token.lemma == self.lows[at + 1]
            )
            return not bare and low not in ("ia", "beliau")
        if inside and token.upos != "PUNCT" and self.deprel(at) in ("flat", "compound", "fixed"):
            return True
        if inside and low.startswith("ter") and self.deprel(at) in ("acl", "amod"):
            return True  # `kapasitas terpasang`
        if self.classes[at] != "noun" and token.upos not in ("ADJ", "NUM"):
            return False
        if inside or token.head is None:
            return True
        governed = any(self.head(k) == at for k in range(first, at))
        return token.upos != "NUM" and governed and self.deprel(at) != "root"

    def _top(self, first: int, last: int) -> int:
        for at in range(first, last + 1):
            if not first <= self.head(at) <= last and self.classes[at] in ("noun", "figure"):
                return at
        return first

    def phrase_at(self, token: int) -> Phrase | None:
        """Return the phrase a token stands in, or None."""
        return next((p for p in self.phrases if p.first <= token <= p.last), None)

    def span(self, phrase: Phrase) -> Span | None:
        """Return what the table shows of a phrase.

        Of somebody named or described by an office the bare name, else the phrase with the prepositional phrases that
        belong to it, without the marks around it.
        """
        start, end = self.tokens[phrase.first].span.start, self.tokens[self._last(phrase)].span.end
        head = self.tokens[phrase.head].span
        for office in self.offices:
            if office.title is not None and office.title.overlaps(head) and not phrase.counted:
                return office.person
        for mention in self.mentions:
            if mention.label != "PER":
                continue
            if start <= mention.span.start and mention.span.end <= end:
                return mention.span
            if mention.span.end <= start and self._apposed(mention.span, phrase):
                return mention.span
        return self.line.article.span(start, end).trim(' \t\n\u00a0,;:()"“”-–')

    def _apposed(self, name: Span, phrase: Phrase) -> bool:
        """Tell whether a phrase describes the name before it (`Rajesh Krishnamurthy, wisatawan berusia 45 tahun`)."""
        relation = self.deprel(phrase.head)
        if relation == "appos" and self.head(phrase.head) >= 0:
            return name.contains(self.tokens[self.head(phrase.head)].span)
        beside = self.line.text[name.end : self.tokens[phrase.first].span.start].strip() == ","
        common = self.tokens[phrase.head].text[0].islower()
        return beside and common and relation not in ("nsubj", "root", "conj", "appos")

    def _last(self, phrase: Phrase) -> int:
        """Return the last token of a phrase with the prepositional phrases that belong to it (`ekspor Indonesia ke Kenya`)."""
        last = phrase.last
        following = {p.first: p for p in self.phrases}
        attached = self.language.clause_words["attached"]
        while not phrase.counted and last + 2 < len(self.tokens) and self.lows[last + 1] in attached:
            more = following.get(last + 2)
            if more is None or more.counted or more.last - phrase.first >= _LONGEST:
                break
            modifies = self.deprel(more.head) == "nmod" and phrase.first <= self.head(more.head) <= last
            after = self.classes[more.last + 1] if more.last + 1 < len(self.tokens) else ""
            before_verb = self.deprel(phrase.head) == "nsubj" and (after == "small" or after.startswith("verb"))
            if not modifies and not before_verb:
                break
            last = more.last
        return last

    # --- figures

    def tokens_of(self, number: int) -> tuple[int, int]:
        """Return the tokens [first, last] of a figure, (-1, -1) for none."""
        covered = [at for at, owner in enumerate(self.figure_of) if owner == number]
        return (covered[0], covered[-1]) if covered else (-1, -1)

    def top_of(self, number: int) -> int:
        """Return the token of a figure that hangs on the rest of the sentence, -1 for none."""
        first, last = self.tokens_of(number)
        for at in range(last, first - 1, -1):
            if first >= 0 and not first <= self.head(at) <= last:
                return at
        return first
