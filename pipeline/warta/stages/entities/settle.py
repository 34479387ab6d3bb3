"""Which proposals stay: the strongest where they overlap, one label for one form over the article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from warta.core.article import Label, Sentence, Token
from warta.stages.entities.proposals import Proposal, label_of, surface

#: A sentence, its tokens, and the mentions proposed in it.
Read = tuple[Sentence, Sequence[Token], list[Proposal]]


def covering(found: list[Proposal]) -> list[Proposal]:
    """A name read after a rank or an honorific that holds the tagger's pieces of it wins over the pieces."""
    out = []
    for p in found:
        if p.origin == "form":
            inside = [
                q
                for q in found
                if q.origin == "model"
                and q.label == "PER"
                and p.first <= q.first
                and q.last <= p.last
                and q.last - q.first < p.last - p.first
            ]
            if len(inside) > 1 or (inside and inside[0].first == p.first and p.last - p.first <= 4):
                p = Proposal(p.first, p.last, p.label, max(p.score, max(q.score for q in inside)), p.origin)
        out.append(p)
    return out


def settle(proposals: list[Proposal]) -> list[Proposal]:
    """Keep the strongest of overlapping proposals; agreement of two sources on a span adds to its strength."""
    best: dict[tuple[int, int, Label], Proposal] = {}
    agreed: Counter[tuple[int, int, Label]] = Counter()
    for p in proposals:
        label: Label = "GPE" if p.label in ("LOC", "FAC") and p.origin == "model" else p.label
        key = (p.first, p.last, label)
        agreed[key] += 1
        if key not in best or p.score > best[key].score:
            best[key] = p
    ranked: list[tuple[float, Proposal]] = []
    for key, p in best.items():
        score = 1 - (1 - p.score) * 0.45 if agreed[key] > 1 else p.score
        q = Proposal(p.first, p.last, p.label, score, p.origin)
        bonus = 0.08 * min(4, p.last - p.first - 1)
        ranked.append((score + bonus + 0.2 * (p.origin in ("initials", "short")), q))
    ranked.sort(key=lambda r: (-r[0], r[1].first, r[1].last, r[1].label))
    taken: set[int] = set()
    out: list[Proposal] = []
    for _, p in ranked:
        if not taken.intersection(range(p.first, p.last)):
            taken.update(range(p.first, p.last))
            out.append(p)
    return out


def agree(kept: Sequence[Read]) -> None:
    """One surface form has one label in an article, the one with the most weight."""
    weight: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for _, tokens, proposals in kept:
        for p in proposals:
            weight[surface(tokens, p)][p.label] += p.score * (5 if p.origin in ("initials", "short") else 1)
    for _, tokens, proposals in kept:
        for k, p in enumerate(proposals):
            votes = weight[surface(tokens, p)]
            label, total = max(votes.items(), key=lambda v: (v[1], v[0]))
            if label != p.label and total > votes[p.label] + 0.2:
                proposals[k] = Proposal(p.first, p.last, label_of(label), max(p.score, 0.6), p.origin)
