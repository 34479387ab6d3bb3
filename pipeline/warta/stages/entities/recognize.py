"""Mentions of people, organizations and places in the tokens of an article.

Six sources propose spans: the trained tagger (`tagged`), the grammar of names that open (`headed`) or close (`tailed`) with a common
noun, forms that only people's names follow (`people`), offices that lead an organization (`led`), the name lexicons (`listed`);
`fixed` drops the words of fixed phrases, `kinds` adds what nouns and initials show over the whole article, `layout` what datelines, headlines and brackets say. Where the tagger marks no names at all, proper nouns in the places of people stand
in for it (`unnamed`). Where proposals overlap the stronger one stays (`settle`); then the article is
read a second time for whole names (`whole`) and repeated ones (`again`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from warta.core.article import Article, Label, Mention, Sentence, Token
from warta.lexicon import Resources
from warta.stages.entities.again import add_letters, add_pairs, add_repeated
from warta.stages.entities.borders import Borders
from warta.stages.entities.extents import Extents
from warta.stages.entities.fixed import FixedPhrases
from warta.stages.entities.headed import HeadedNames
from warta.stages.entities.kinds import Kinds
from warta.stages.entities.layout import LayoutNames
from warta.stages.entities.led import LedOrganizations
from warta.stages.entities.listed import ListedNames
from warta.stages.entities.people import PeopleByForm
from warta.stages.entities.proposals import NameLexicons, Proposal
from warta.stages.entities.runons import RunOns
from warta.stages.entities.settle import Read, agree, covering, drop_openers, give_first_names, join_bodies, settle
from warta.stages.entities.tagged import TaggedNames
from warta.stages.entities.tailed import TailedNames
from warta.stages.entities.unnamed import UnnamedPeople
from warta.stages.entities.whole import make_whole


class Recognizer:
    """Finds mentions.

    Args:
        resources: gives the lexicons of places, organizations, heads of names, ranks, honorifics, offices and degrees.
        least: the least confidence of a mention.
        lexicons: whether the name lexicons propose mentions.
        tagged_place: the label of what is tagged `LOC`: a tagger with one label for places means countries and towns, mostly.
    """

    def __init__(self, resources: Resources, *, least: float = 0.4, lexicons: bool = True, tagged_place: Label = "GPE"):
        self.least = least
        self.names = NameLexicons(resources)
        extents = Extents(self.names)
        self.tagged = TaggedNames(self.names, extents, tagged_place=tagged_place)
        self.headed = HeadedNames(self.names, extents)
        self.tailed = TailedNames(self.names)
        self.people = PeopleByForm(self.names, extents)
        self.led = LedOrganizations(self.names, extents)
        self.listed = ListedNames(self.names) if lexicons else None
        self.layout = LayoutNames(self.names)
        self.runons = RunOns(self.names)
        self.kinds = Kinds(self.names, resources)
        self.borders = Borders(self.names)
        self.fixed = FixedPhrases(self.names)
        self.unnamed = UnnamedPeople(self.names, extents, self.tagged, resources)

    def mentions(self, article: Article) -> list[Mention]:
        """Return the mentions of an article, not overlapping, not yet clustered: those of its text in order, then those of titles of other articles."""
        # a tagger of names is more or less sure of any token
        marked = any(t.ner_probability > 0 for t in article.tokens)
        groups = (article.read_sentences(), article.linked_sentences())
        return [mention for group in groups for mention in self._read(article, group, marked=marked)]

    def _read(self, article: Article, sentences: Iterable[Sentence], *, marked: bool) -> list[Mention]:
        kept: list[Read] = []
        for sentence in sentences:
            if own := article.sentence_tokens(sentence):
                words = [t.text for t in own]
                chosen = settle(self._proposals(sentence, own, marked=marked))
                chosen = give_first_names(words, own, join_bodies(words, chosen, self.names), self.names)
                kept.append((sentence, own, chosen))
        drop_openers(kept, roots=self.names.roots, first_names=self.names.first_names, function=self.names.function)
        self.fixed.settle(kept)
        add_pairs(kept)
        self.borders.settle(kept)
        self.runons.settle(kept)
        self.kinds.settle(kept)
        agree(kept, self.names)
        make_whole(kept, self.names)
        add_repeated(kept, names=self.names)
        add_letters(kept)
        self.fixed.settle(kept)
        out: list[Mention] = []
        for sentence, tokens, proposals in kept:
            for p in sorted(proposals, key=lambda p: p.first):
                if p.score >= self.least:
                    for start, end in self.layout.pieces(article.text, tokens, p):
                        span = article.span(start, end)
                        out.append(Mention(span, sentence.no, p.label, round(min(0.99, p.score), 4), origin=p.origin))
        return out

    def _proposals(self, sentence: Sentence, tokens: Sequence[Token], *, marked: bool) -> list[Proposal]:
        """Return what all sources propose for one sentence."""
        words = [t.text for t in tokens]
        found = list(self.tagged.propose(tokens, words))
        found += self.headed.propose(tokens, words)
        found += self.tailed.propose(tokens, words)
        found += self.people.propose(tokens, words)
        found += self.led.propose(tokens, words)
        if self.listed:
            found += self.listed.propose(tokens, words)
        if not marked:
            found += list(self.unnamed.propose(tokens, words, found))
        found = [p for p in found if not (p.label == "ORG" and p.last - p.first == 1 and _of_minister(words, p.first))]
        found = [p for p in found if words[p.first : p.last] not in _FORMS]
        found = covering(words, found, self.names)
        found += [p for p in self.layout.bracketed(words, found) if words[p.first : p.last] not in _FORMS]
        if sentence.kind in ("dateline", "paragraph"):
            found += self.layout.dateline(tokens, sure=sentence.kind == "dateline")
        found += self.layout.credit(tokens, whole=sentence.kind == "credit")
        if sentence.kind in ("headline", "heading"):
            found = self.layout.in_headline(tokens, found)
        return found


#: Forms of companies in brackets after their names: `PT Torvo (Persero)`.
_FORMS = (["Persero"], ["persero"], ["Tbk"])


def _of_minister(words: Sequence[str], i: int) -> bool:
    """`Menteri ESDM`, `Menteri Energi dan Sumber Daya Mineral (ESDM)`: the acronym belongs to the title."""
    if i and words[i - 1] in ("Menteri", "Wamen", "Menko"):
        return True
    return i > 1 and words[i - 1] == "(" and any(w in ("Menteri", "Menko") for w in words[max(0, i - 11) : i])
