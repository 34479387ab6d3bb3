"""People's names where no tagger marks names: runs of capitals in places that are people's.

A backend that knows Universal Dependencies only gives proper nouns (`PROPN`), not who is a person. A run of them is one
where an office or a cue of speech stands before it, a verb of speech or an age follows, or it opens with a known first word of names; and, less
surely, one of two or more words that are no words of the language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from warta.core.article import Token
from warta.lexicon import Resources
from warta.lexicon.phrases import Phrases
from warta.stages.entities.extents import Extents
from warta.stages.entities.proposals import NameLexicons, Proposal
from warta.stages.entities.tagged import TaggedNames

#: How sure a reason is; two reasons are surer than one.
_REASONS = {"office": 0.7, "cue": 0.7, "age": 0.75, "first name": 0.6, "strange": 0.5}


class UnnamedPeople:
    """Proposes people among proper nouns.

    Args:
        names: the lexicons of names.
        extents: finds where names end.
        tagged: cuts a span to the bare name.
        resources: gives cue verbs, the fields of offices, and the roots of the language.
    """

    def __init__(self, names: NameLexicons, extents: Extents, tagged: TaggedNames, resources: Resources):
        self.names, self.extents, self.tagged = names, extents, tagged
        rows = resources.lexicon("cue_verbs")
        self.before = frozenset(r["cue"] for r in rows if r["form"] == "short" or r["cue"].startswith("menurut"))
        self.after = frozenset(r["cue"] for r in rows if r["form"] == "active" and r["strength"] == "strong")
        self.roots = frozenset(r["word"] for r in resources.lexicon("root_words"))
        self.fields: Phrases[bool] = Phrases(
            ((r["field"], True) for r in resources.lexicon("english_fields")), fold=True
        )

    def propose(self, tokens: Sequence[Token], words: Sequence[str], others: Sequence[Proposal]) -> Iterator[Proposal]:
        """Yield people's names.

        Args:
            tokens: a sentence.
            words: their texts.
            others: what other sources propose.
        """
        taken = {k for p in others if p.label != "PER" and p.score >= 0.5 for k in range(p.first, p.last)}
        for first, last, score in self._runs(tokens, words, taken):
            for p in self.tagged.bare(words, first, last, score):
                yield Proposal(p.first, p.last, p.label, p.score, "grammar")

    def _runs(self, tokens: Sequence[Token], words: Sequence[str], other: Set[int]) -> Iterator[tuple[int, int, float]]:
        """Yield runs of proper nouns that are people's names, with how sure that is; `other` are words of other names."""
        i = 0
        while i < len(words):
            office = self.names.offices.match_at(words, i) if words[i][:1].isupper() and i not in other else None
            if office:
                i = self._after_office(words, i + office[0], other)
                continue
            if i in other or not self._proper(tokens, words, i):
                i += 1
                continue
            last = self.extents.name_end(tokens, words, i)
            last = next((k for k in range(i, last) if k in other or not words[k][:1].isalpha()), last)
            if last <= i:
                i += 1
                continue
            reasons = self._reasons(tokens, words, i, last, other)
            single = last - i == 1
            if reasons and not (single and (words[i].isupper() or words[i].lower() in self.roots)):
                doubt = 1.0
                for reason in reasons:
                    doubt *= 1 - _REASONS[reason]
                yield i, last, min(0.9, 1 - doubt)
            i = last

    @staticmethod
    def _proper(tokens: Sequence[Token], words: Sequence[str], i: int) -> bool:
        return words[i][:1].isupper() and words[i][:1].isalpha() and tokens[i].upos in (None, "PROPN", "X")

    def _after_office(self, words: Sequence[str], i: int, other: Set[int]) -> int:
        """Return the first word after an office and what it is the office of."""
        while i < len(words):
            field = self.fields.match_at(words, i)
            if field and words[i][:1].isupper():
                i += field[0]
            elif i in other or (
                words[i] in ("dan", ",", "&") and i + 1 < len(words) and self.fields.match_at(words, i + 1)
            ):
                i += 1
            else:
                break
        return i

    def _reasons(
        self, tokens: Sequence[Token], words: Sequence[str], first: int, last: int, other: Set[int]
    ) -> list[str]:
        found = []
        if last - first > 1 and words[first] in self.names.first_names:
            found.append("first name")
        if self._office_before(words, first, other):
            found.append("office")
        before = words[first - 1].lower() if first else ""
        after = words[last].lower() if last < len(words) else ""
        if before in self.before or (after in self.after and (first > 0 or tokens[first].upos == "PROPN")):
            found.append("cue")
        if (
            re.fullmatch(r"[,(]", after)
            and last + 2 < len(words)
            and re.fullmatch(r"[1-9]\d", words[last + 1])
            and words[last + 2] in (")", ",", "tahun", "thn", "th")
        ):
            found.append("age")
        if 1 < last - first < 5 and not any(w.lower() in self.roots or w.isupper() for w in words[first:last]):
            found.append("strange")
        return found

    def _office_before(self, words: Sequence[str], first: int, other: Set[int]) -> bool:
        """Tell whether an office, with what it is the office of, ends before a word, or a comma after it does."""
        at = first - 1 if first and words[first - 1] == "," else first
        for start in range(max(0, at - 10), at):
            office = self.names.offices.match_at(words, start)
            if (
                office
                and words[start][:1].isupper()
                and start not in other
                and self._after_office(words, start + office[0], other) == at
            ):
                return True
        return False
