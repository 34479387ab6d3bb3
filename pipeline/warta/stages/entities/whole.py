"""Names completed or cut by what the rest of the article shows: whole names elsewhere, words of headlines, nicknames in quotation marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from warta.core.article import Label, Token
from warta.stages.entities.proposals import NameLexicons, Proposal, surface, words_of
from warta.stages.entities.settle import Read

_OPEN, _CLOSE = frozenset("‘“\"'"), frozenset("’”\"'")
_HEADLINES = ("headline", "heading")
#: Heads of villages, right before whose name a person's may follow: `Kepala Desa Torvo Sari`; words that end companies' and villages' names.
_VILLAGES, _ENDS_BODY = words_of("village"), words_of("ends-body")
#: The least score, 0 to 1, of a name that completes or cuts others.
_SURE = 0.6


def make_whole(kept: Sequence[Read], names: NameLexicons) -> None:
    """Complete and cut names by the whole names that stand elsewhere in the article."""
    for _, tokens, proposals in kept:
        _join_nicknames([t.text for t in tokens], proposals, names)
    _cut_headlines(kept, names)
    _give_back(kept, names)
    _rejoin(kept, names)
    _complete(kept)


def _join_nicknames(words: Sequence[str], proposals: list[Proposal], names: NameLexicons) -> None:
    """`Jerson ‘Smooth Operator’ Mancio`: a nickname in marks between two words of a name is part of it."""
    for p in [p for p in proposals if p.label == "PER" and p.first > 3 and words[p.first - 1] in _CLOSE]:
        opening = next((k for k in range(p.first - 3, max(0, p.first - 6), -1) if words[k] in _OPEN), None)
        if opening is None or opening < 1 or not all(w[:1].isupper() for w in words[opening + 1 : p.first - 1]):
            continue
        before = next((q for q in proposals if q.last == opening), None)
        word = words[opening - 1]
        if before is None and (not word.istitle() or word.lower() in names.roots):
            continue
        if before is None or before.label == "PER":
            whole = replace(p, first=before.first if before else opening - 1)
            proposals[:] = [q for q in proposals if q.last <= whole.first or q.first >= whole.last]
            proposals.append(whole)


def _rejoin(kept: Sequence[Read], names: NameLexicons) -> None:
    """`Laksmi Pradnya`: what looks like the clitic belongs to a name of several words whose last one never stands without it."""
    for _, tokens, proposals in kept:
        for n, p in enumerate(proposals):
            if p.label != "PER" or p.last - p.first < 2 or p.last >= len(tokens):
                continue
            word, ending = tokens[p.last - 1], tokens[p.last]
            if ending.text != "nya" or ending.span.start != word.span.end or word.text in names.first_names:
                continue
            if not any(_stands_alone(word.text, others) for _, others, _ in kept):
                proposals[n] = replace(p, last=p.last + 1)


def _stands_alone(word: str, tokens: Sequence[Token]) -> bool:
    """Tell whether a word stands among tokens without `nya`."""
    return any(t.text == word and tokens[k + 1 : k + 2] and tokens[k + 1].text != "nya" for k, t in enumerate(tokens))


def _cut_headlines(kept: Sequence[Read], names: NameLexicons) -> None:
    """`Vonis Sari Torvanto` of a headline and `Madrid Sari Torvanto`: the name that the text has elsewhere, without the word beside it."""
    full = _whole_names(kept, headlines=False)
    bodies = {surface(tokens, p) for _, tokens, proposals in kept for p in proposals if p.label == "ORG"}
    for sentence, tokens, proposals in kept:
        for n, p in enumerate(proposals):
            own = tuple(t.text for t in tokens[p.first : p.last])
            if p.label != "PER" or len(own) < 3 or (own in full and sentence.kind in _HEADLINES):
                continue
            place = names.places.match_at(own, 0)
            club = own[0] in bodies or names.organizations.match_at(own, 0) or (place and place[0] == 1)
            if full.get(own[1:]) == "PER" and (club or _headline_word(sentence.kind, own[0], names)):
                proposals[n] = replace(p, first=p.first + 1)
                if own[0] in bodies:
                    proposals.append(Proposal(p.first, p.first + 1, "ORG", p.score, "again"))
            elif full.get(own[:-1]) == "PER" and _headline_word(sentence.kind, own[-1], names):
                proposals[n] = replace(p, last=p.last - 1)


def _give_back(kept: Sequence[Read], names: NameLexicons) -> None:
    """`Kepala Desa Torvo` + `Sari Jaya`, `Humas PT Senja Lestari` + `Sari Jaya`: the word before a person's name that a village or a company ends with.

    A village has a word of its own; what a company's name ends with is a listed word, before a name of two words or one the article calls
    somebody by.
    """
    called = {
        tokens[p.first].text
        for _, tokens, proposals in kept
        for p in proposals
        if p.label == "PER" and p.last - p.first == 1
    }
    for _, tokens, proposals in kept:
        words = [t.text for t in tokens]
        for n, p in enumerate(proposals):
            if p.label != "PER" or p.last - p.first < 2:
                continue
            first, second = words[p.first], words[p.first + 1]
            before = next((m for m, q in enumerate(proposals) if q.last == p.first and q.label in ("ORG", "GPE")), None)
            village = before is None and p.first > 0 and words[p.first - 1] in _VILLAGES
            if village and first not in names.first_names and first not in called:
                proposals[n] = replace(p, first=p.first + 1)
                proposals.append(Proposal(p.first, p.first + 1, "GPE", p.score, "again"))
            elif before is not None and first in _ENDS_BODY and first not in called:
                head = names.organization_heads.match_at(words, proposals[before].first)
                body = proposals[before].label == "GPE" or (head is not None and head[1] in ("company", "institution"))
                if body and (p.last - p.first > 2 or second in called):
                    proposals[n] = replace(p, first=p.first + 1)
                    proposals[before] = replace(proposals[before], last=p.first + 1)


def _headline_word(kind: str, word: str, names: NameLexicons) -> bool:
    """Tell whether a common word has its capital only from the headline it stands in."""
    return kind in _HEADLINES and word.lower() in names.roots and word not in names.first_names


def _complete(kept: Sequence[Read]) -> None:
    """`Kolo Muani` where `Randal Kolo Muani` stands: the whole name, if the article has it marked elsewhere."""
    full = _whole_names(kept, headlines=True)
    longest = max(map(len, full), default=0)
    for _, tokens, proposals in kept:
        words = tuple(t.text for t in tokens)
        for p in list(proposals):
            if p not in proposals:
                continue
            for size in range(longest, p.last - p.first, -1):
                start = next(
                    (
                        k
                        for k in range(max(0, p.last - size), p.first + 1)
                        if p.last <= k + size <= len(words) and full.get(words[k : k + size]) == p.label
                    ),
                    None,
                )
                if start is None:
                    continue
                crossed = [q for q in proposals if q.first < start + size and q.last > start]
                if all(start <= q.first and q.last <= start + size for q in crossed):
                    proposals[:] = [q for q in proposals if q not in crossed]
                    proposals.append(replace(p, first=start, last=start + size))
                break


def _whole_names(kept: Sequence[Read], *, headlines: bool) -> dict[tuple[str, ...], Label]:
    """Return the names of several words that are marked surely in an article, with their labels."""
    return {
        tuple(t.text for t in tokens[p.first : p.last]): p.label
        for sentence, tokens, proposals in kept
        if headlines or sentence.kind not in _HEADLINES
        for p in proposals
        if p.label in ("PER", "ORG")
        and p.last - p.first > 1
        and p.score >= _SURE
        and tokens[p.first].text[:1].isupper()
    }
