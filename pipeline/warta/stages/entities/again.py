"""Names met elsewhere in the article, where no source proposed a mention."""

from __future__ import annotations

from collections.abc import Sequence

from warta.core.article import Label
from warta.stages.entities.proposals import Proposal
from warta.stages.entities.settle import Read


def add_repeated(kept: Sequence[Read], *, common: frozenset[str]) -> None:
    """Find names met elsewhere in the article where no mention was proposed: full names, and parts of people's names."""
    names: dict[tuple[str, ...], tuple[Label, float]] = {}
    parts: dict[str, float] = {}
    for _, tokens, proposals in kept:
        for p in proposals:
            if p.score < 0.6:
                continue
            words = tuple(t.text for t in tokens[p.first : p.last])
            if len("".join(words)) > 2:
                names.setdefault(words, (p.label, p.score))
            if p.label == "PER" and len(words) > 1 and p.score >= 0.7:
                for word in words:
                    if len(word) > 2 and word[0].isupper() and not word.endswith(".") and word not in common:
                        parts[word] = max(parts.get(word, 0.0), p.score)
    longest = max((len(k) for k in names), default=0)
    for _, tokens, proposals in kept:
        texts = [t.text for t in tokens]
        taken = {k for p in proposals for k in range(p.first, p.last)}
        i = 0
        while i < len(texts):
            if i in taken or not texts[i][:1].isupper():
                i += 1
                continue
            for length in range(min(longest, len(texts) - i), 0, -1):
                key = tuple(texts[i : i + length])
                if key in names and not taken.intersection(range(i, i + length)):
                    if length == 1 and (texts[i] in common):
                        continue
                    label, score = names[key]
                    proposals.append(Proposal(i, i + length, label, score * 0.9, "again"))
                    taken.update(range(i, i + length))
                    break
            else:
                if texts[i] in parts and not _joined(texts, i):
                    proposals.append(Proposal(i, i + 1, "PER", parts[texts[i]] * 0.85, "again"))
                    taken.add(i)
            i += 1


def _joined(words: Sequence[str], i: int) -> bool:
    """Tell whether a capitalised word beside word `i` makes it part of another name."""
    before = i > 0 and words[i - 1][:1].isupper() and i > 1
    after = i + 1 < len(words) and words[i + 1][:1].isupper()
    return after or (
        before and words[i - 1].lower() not in ("pak", "bu", "bapak", "ibu", "menteri", "gubernur", "presiden")
    )
