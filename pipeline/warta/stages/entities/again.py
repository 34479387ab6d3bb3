"""Names met elsewhere in the article, where no source proposed a mention."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from warta.core.article import Label, Token
from warta.stages.entities.extents import no_name
from warta.stages.entities.proposals import NameLexicons, Proposal, words_of
from warta.stages.entities.settle import Read

_DOUBLES = words_of("doubles")
_ADDRESS = words_of("address")
#: What stands between the two names of a pair.
_BETWEEN = ("/", "-", "–", "&", "dan")


def add_repeated(kept: Sequence[Read], *, names: NameLexicons) -> None:
    """Find names met elsewhere in the article where no mention was proposed: full names, and parts of people's names."""
    full: dict[tuple[str, ...], tuple[Label, float]] = {}
    parts: dict[str, float] = {}
    common: set[str] = set()  # words of names that are common words too: `Sang` of `Cao Tien Sang`
    for _, tokens, proposals in kept:
        for p in proposals:
            if p.score < 0.6:
                continue
            words = tuple(t.text for t in tokens[p.first : p.last])
            if len("".join(words)) > (1 if p.origin == "initials" else 2):
                full.setdefault(words, (p.label, p.score))
            if p.label == "PER" and len(words) > 1 and p.score >= 0.7:
                for size in range(2, len(words)):
                    full.setdefault(words[:size], ("PER", p.score))  # `Raja Juli` of `Raja Juli Antoni`
                for word in words:
                    if len(word) > 2 and word[0].isupper() and not word.endswith(".") and word not in names.common:
                        parts[word] = max(parts.get(word, 0.0), p.score)
                    elif len(word) > 2 and word.istitle() and word in (words[0], words[-1]):
                        common.add(word)
    longest = max((len(k) for k in full), default=0)
    for _, tokens, proposals in kept:
        texts = [t.text for t in tokens]
        taken = {k for p in proposals for k in range(p.first, p.last)} | _ranked(texts, names)
        _open_in_capitals(texts, proposals, taken, full, parts)
        i = 0
        while i < len(texts):
            if i in taken or not texts[i][:1].isupper():
                i += 1
                continue
            for length in range(min(longest, len(texts) - i), 0, -1):
                key = tuple(texts[i : i + length])
                if key in full and not taken.intersection(range(i, i + length)):
                    if length == 1 and texts[i] in names.common and not (texts[i] in common and _inside(texts, i)):
                        continue
                    label, score = full[key]
                    if label == "ORG" and _of_product(tokens, i + length):
                        continue
                    proposals.append(Proposal(i, i + length, label, score * 0.9, "again"))
                    taken.update(range(i, i + length))
                    break
            else:
                alone = texts[i] in parts or (texts[i] in common and _inside(texts, i))
                if alone and not _joined(texts, i):
                    proposals.append(Proposal(i, i + 1, "PER", parts.get(texts[i], 0.8) * 0.85, "again"))
                    taken.add(i)
            i += 1


def _open_in_capitals(
    words: Sequence[str],
    proposals: list[Proposal],
    taken: set[int],
    full: Mapping[tuple[str, ...], tuple[Label, float]],
    parts: Mapping[str, float],
) -> None:
    """Take a name in capitals that opens a text for the person of that name in small letters: `RINA memperlihatkan jarinya`."""
    size = next((k for k, word in enumerate(words) if not word.isupper() or len(word) < 3), len(words))
    if not 0 < size < len(words) or not (words[size][:1].islower() or words[size] in "(,"):
        return
    there = [p for p in proposals if p.first < size]
    if any(p.label != "GPE" or (p.first, p.last) != (0, size) for p in there):
        return
    name = tuple(word.title() for word in words[:size])
    label, score = full.get(name, ("PER", parts.get(name[0], 0.0) if size == 1 else 0.0))
    if label == "PER" and score:
        proposals[:] = [p for p in proposals if p not in there]
        proposals.append(Proposal(0, size, "PER", score * 0.9, "again"))
        taken.update(range(size))


def _inside(words: Sequence[str], i: int) -> bool:
    """Tell whether word `i` stands inside a sentence between words in small letters, so that its capital is that of a name."""
    before = i > 0 and (words[i - 1].islower() or words[i - 1] == "," or words[i - 1] in _ADDRESS)
    return before and i + 1 < len(words) and not words[i + 1][:1].isupper() and any(w.islower() for w in words[:i])


def _of_product(tokens: Sequence[Token], after: int) -> bool:
    """Tell whether the name of a product goes on at word `after`: `Polytron Fox 350`."""
    return after < len(tokens) and no_name(tokens[after]) and tokens[after].text[:1].isupper()


def _ranked(words: Sequence[str], names: NameLexicons) -> set[int]:
    """Return the words of ranks of several words: `TNI` of `Marsekal TNI` is no mention."""
    out: set[int] = set()
    for i in range(len(words)):
        rank = names.ranks.match_at(words, i)
        if rank and rank[0] > 1:
            out.update(range(i, i + rank[0]))
    return out


def _joined(words: Sequence[str], i: int) -> bool:
    """Tell whether a capitalised word beside word `i` makes it part of another name."""
    before = i > 0 and words[i - 1][:1].isupper() and i > 1
    after = i + 1 < len(words) and words[i + 1][:1].isupper()
    return after or (
        before and words[i - 1].lower() not in ("pak", "bu", "bapak", "ibu", "menteri", "gubernur", "presiden")
    )


def add_pairs(kept: Sequence[Read]) -> None:
    """Take `Sabar/Reza` for two people where the article is of doubles: two capitalised words joined by a stroke, a hyphen or `dan`."""
    if not any(t.text.lower() in _DOUBLES for _, tokens, _ in kept for t in tokens):
        return
    for _, tokens, proposals in kept:
        for k in range(1, len(tokens) - 1):
            if tokens[k].text not in _BETWEEN or not all(_plain_capital(tokens, i) for i in (k - 1, k + 1)):
                continue
            for i in (k - 1, k + 1):
                there = [n for n, p in enumerate(proposals) if p.first <= i < p.last]
                if not there and tokens[k].text == "/":
                    proposals.append(Proposal(i, i + 1, "PER", 0.75, "pair"))
                elif (
                    there
                    and (p := proposals[there[0]]).last - p.first == 1
                    and p.label == "ORG"
                    and p.origin == "model"
                ):
                    proposals[there[0]] = Proposal(i, i + 1, "PER", 0.75, "pair")


def _plain_capital(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether a word has a capital and small letters, and none beside it."""
    word = tokens[i].text
    beside = [tokens[k].text for k in (i - 1, i + 1) if 0 <= k < len(tokens)]
    return word.istitle() and len(word) > 2 and not any(w.istitle() for w in beside)


def add_letters(kept: Sequence[Read]) -> None:
    """Find people named by one letter: a letter that is the subject of a verb at least twice (`H menjelaskan`, `ungkap H`)."""
    subjects: Counter[str] = Counter()
    for _, tokens, _ in kept:
        for k, token in enumerate(tokens):
            if _letter(token.text) and _beside_verb(tokens, k):
                subjects[token.text] += 1
    people = {letter for letter, count in subjects.items() if count > 1}
    for _, tokens, proposals in kept:
        taken = {k for p in proposals for k in range(p.first, p.last)}
        for k, token in enumerate(tokens):
            if token.text in people and k not in taken and not _beside_capital(tokens, k):
                proposals.append(Proposal(k, k + 1, "PER", 0.7, "initials"))


def _letter(word: str) -> bool:
    return len(word) == 1 and word.isalpha() and word.isupper()


def _beside_verb(tokens: Sequence[Token], k: int) -> bool:
    """Tell whether word `k` stands right before a verb, or closes a clause after one."""
    after = tokens[k + 1] if k + 1 < len(tokens) else None
    before = tokens[k - 1] if k else None
    if after is not None and after.upos in ("VERB", "AUX") and after.text.islower() and not _beside_capital(tokens, k):
        return True
    ends = after is None or after.text in (".", ",")
    return ends and before is not None and before.upos == "VERB" and before.text.islower()


def _beside_capital(tokens: Sequence[Token], k: int) -> bool:
    return k > 0 and tokens[k - 1].text[:1].isupper()
