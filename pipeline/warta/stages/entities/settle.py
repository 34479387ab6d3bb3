"""Which proposals stay: the strongest where they overlap, one label for one form over the article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from warta.core.article import Label, Sentence, Token
from warta.stages.entities.proposals import BALINESE, QUOTES, NameLexicons, Proposal, label_of, surface, words_of

#: Adverbs that open a sentence, a name right after them.
_OPENERS = words_of("adverb")
#: Last words of places' names that open no person's.
_DIRECTIONS = words_of("direction")
#: How often a word stands in small letters in an article whose capitals are then no name: `Topi`.
_OFTEN = 3
#: A sentence, its tokens, and the mentions proposed in it.
Read = tuple[Sentence, Sequence[Token], list[Proposal]]


def covering(words: Sequence[str], found: list[Proposal], names: NameLexicons) -> list[Proposal]:
    """A name read by its form that holds the tagger's pieces of it wins over the pieces.

    After a military or police rank that is any piece, whatever its label. An organization read by its head wins over one that
    ends with it (`Inspektorat Komisi Sekuritas Negara`) or lacks its place (`Dinas Pajak Ca Mau`), and over one that
    runs into a person's name. A listed place inside an organization of the tagger's is part of the name.
    """
    heads = [p for p in found if p.origin == "head" and p.label == "ORG"]
    tagged = [p for p in found if p.origin == "model"]
    organizations = [p for p in tagged if p.label == "ORG" and p.score >= 0.45]
    out = []
    for p in found:
        if p.origin == "lexicon" and p.label == "GPE" and any(_holds(q, p) for q in organizations):
            continue
        if p in organizations and any(
            q.first == p.first and q.last < p.last and words[q.last] in names.first_names for q in heads
        ):
            continue
        beaten = [q.score for q in tagged if (q.first, q.last) != (p.first, p.last) and _inside(q, p)]
        if p.origin == "rank" and beaten:
            p = replace(p, score=max(p.score, 0.95, *beaten))
        elif p.origin == "form":
            people = [q for q in tagged if q.label == "PER" and q.last - q.first < p.last - p.first and _inside(q, p)]
            if len(people) > 1 or (people and people[0].first == p.first and p.last - p.first <= 4):
                p = replace(p, score=max(p.score, *(q.score for q in people)))
        elif p in heads:
            beaten = [q.score for q in tagged if _shorter_name(words, q, p, names)]
            p = replace(p, score=max(p.score, 0.95, *beaten)) if beaten else p
        out.append(p)
    return out


def _shorter_name(words: Sequence[str], tagged: Proposal, head: Proposal, names: NameLexicons) -> bool:
    """Tell whether a tagged organization is the end of one read by its head, or all of it but its place."""
    if tagged.label != "ORG" or not _inside(tagged, head) or (tagged.first, tagged.last) == (head.first, head.last):
        return False
    place = tagged.first == head.first and names.known_place(words, tagged.last) == head.last - tagged.last
    return tagged.last == head.last or place


def _inside(one: Proposal, other: Proposal) -> bool:
    return other.first <= one.first and one.last <= other.last


def _holds(one: Proposal, other: Proposal) -> bool:
    """Tell whether a proposal is longer than another and holds it after its first word."""
    return one.first < other.first and other.last <= one.last


def settle(proposals: list[Proposal]) -> list[Proposal]:
    """Keep the strongest of overlapping proposals; agreement of two sources on a span adds to its strength.

    What a treaty or a resolution is named after is none of its own: `Hanoi` in `Konvensi Hanoi`.
    """
    laws = [p for p in proposals if p.label == "LAW" and p.origin == "head"]
    proposals = [p for p in proposals if p.label in ("LAW", "PER") or not any(_holds(law, p) for law in laws)]
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


def give_first_names(
    words: Sequence[str], tokens: Sequence[Token], kept: list[Proposal], names: NameLexicons
) -> list[Proposal]:
    """Give a first name that ends an organization or place to the person named right after it.

    `Dewan Rakyat Provinsi Trinh` + `Thi Minh Thanh`, and a capital left between a name and a person's: `BPBD Lumajang` `Patria` `Dwi
    Hastiadi`.
    """
    out = sorted(kept, key=lambda p: p.first)
    for k, p in enumerate(out):
        before = out[k - 1] if k else None
        if p.label != "PER" or before is None or before.label not in ("ORG", "GPE") or before.origin == "lexicon":
            continue
        end = before.last - 1
        word = words[end]
        placed = any((names.known_place(words, end - back) or 0) > back for back in (0, 1, 2) if end >= back)
        head = names.organization_heads.match_at(words, before.first)
        if head and head[1] == "regional" and before.last == p.first:
            place = names.known_place(words, before.first + head[0])
            if place and before.first + head[0] + place == end:
                out[k - 1], out[k] = replace(before, last=end), replace(p, first=end)  # `BPBD Lumajang Patria`
                continue
        long = before.last - before.first > 1 and not (head and head[1] == "company")
        balinese = word in ("I", "Ni") and words[p.first] in BALINESE  # `Universitas Udayana I` + `Nyoman Sari`
        if balinese or (long and before.last == p.first and word in names.first_names and not placed):
            out[k - 1], out[k] = replace(before, last=end), replace(p, first=end)
        elif before.last == p.first - 1 and words[p.first - 1][:1].isupper() and words[p.first - 1].isalpha():
            between = tokens[p.first - 1]
            if between.ner[2:] == before.label.replace("GPE", "LOC") and not names.form(words, p.first - 1):
                out[k] = replace(p, first=p.first - 1)
    return out


def join_bodies(words: Sequence[str], kept: list[Proposal], names: NameLexicons) -> list[Proposal]:
    """Make one organization of a unit and the body it belongs to: `Divisi Korporasi` + `Bank BJB`."""
    out: list[Proposal] = []
    for p in sorted(kept, key=lambda p: p.first):
        before = out[-1] if out else None
        head = names.organization_heads.match_at(words, before.first) if before else None
        if (
            before is not None
            and before.label == p.label == "ORG"
            and before.last == p.first
            and head is not None
            and head[1] in ("institution", "unit")
            and before.last - before.first > 1
        ):
            out[-1] = Proposal(before.first, p.last, "ORG", min(before.score, p.score), before.origin)
        else:
            out.append(p)
    return out


def drop_openers(
    kept: Sequence[Read], *, roots: frozenset[str], first_names: frozenset[str], function: frozenset[str]
) -> None:
    """Drop the tagger's single words that are capitalised only because they open a sentence (`Rombongan`, `Donor`), or stand in small letters elsewhere."""
    inside: set[str] = set()
    small: Counter[str] = Counter()
    whole = full_name_words(kept)
    for sentence, tokens, proposals in kept:
        if sentence.kind not in ("headline", "heading"):
            bodies = {k for p in proposals if p.label == "ORG" for k in range(p.first, p.last)}
            inside |= {t.text for k, t in enumerate(tokens) if k not in bodies and not _opens(tokens, k)}
        small.update(t.text for t in tokens if t.text.islower())
    _cut_openers(kept, inside, first_names)
    _cut_glued(kept, function)

    def names_nothing(sentence: Sentence, tokens: Sequence[Token], p: Proposal) -> bool:
        word = tokens[p.first].text
        low = word.lower()
        if p.origin != "model" or p.last - p.first > 1 or word in whole or not _common(low, roots):
            return False
        if p.label == "PER" and small[low] >= _OFTEN and word not in first_names:
            return True
        return (
            p.score < (0.97 if p.label == "PER" else 0.75)
            and sentence.kind != "dateline"
            and not word.isupper()
            and _opens(tokens, p.first)
            and (word not in first_names or small[low] > 1)
            and word not in inside
        )

    for sentence, tokens, proposals in kept:
        proposals[:] = [p for p in proposals if not names_nothing(sentence, tokens, p)]


def full_name_words(kept: Sequence[Read]) -> set[str]:
    """Return the words of the people's names of two words and more."""
    return {
        token.text
        for _, tokens, proposals in kept
        for p in proposals
        if p.label == "PER" and p.last - p.first > 1
        for token in tokens[p.first : p.last]
    }


def relabel_people(kept: Sequence[Read], names: Collection[str], label: Label) -> None:
    """Give the proposals of people whose name is one of `names` another label, in the whole article."""
    for _, tokens, proposals in kept if names else ():
        for n, p in enumerate(proposals):
            if p.label == "PER" and surface(tokens, p) in names:
                proposals[n] = replace(p, label=label)


def _common(word: str, roots: frozenset[str]) -> bool:
    """Tell whether a word in small letters is a root, one with `-an` (`jalinan`), or one with `pe-` (`peternak`)."""
    derived = len(word) > 6 and ((word.endswith("an") and word[:-2] in roots) or _doer(word, roots))
    return word in roots or derived


def _doer(word: str, roots: frozenset[str]) -> bool:
    return word.startswith("pe") and any(word[size:] in roots for size in (2, 3, 4) if len(word) - size > 3)


def _cut_openers(kept: Sequence[Read], inside: set[str], first_names: frozenset[str]) -> None:
    """`Justru Chen yang menang`: an adverb that opens a sentence is no part of the name after it."""
    for sentence, tokens, proposals in kept:
        for n, p in enumerate(proposals):
            if p.label != "PER" or p.last - p.first < 2 or sentence.kind in ("dateline", "headline", "heading"):
                continue
            first = tokens[p.first]
            adverb = first.text in _OPENERS and first.text not in inside
            if adverb and _opens(tokens, p.first) and first.text not in first_names:
                proposals[n] = replace(p, first=p.first + 1)


def _cut_glued(kept: Sequence[Read], function: frozenset[str]) -> None:
    """`Torvodi Kota`, `Sumatera UtaraSari Jaya`: what scraping ran into a person's name is no part of it."""
    for _, tokens, proposals in kept:
        for n, p in enumerate(proposals):
            if p.label != "PER" or p.last - p.first < 2:
                continue
            first, last = p.first, p.last
            glued = [k for k in range(first + 1, last) if tokens[k].span.start == tokens[k - 1].span.end]
            small = next((k for k in glued if tokens[k].text in function), last)
            if first + 1 in glued and tokens[first].text in _DIRECTIONS and tokens[first + 1].text[0].isupper():
                first += 1
            if (first, small) != (p.first, p.last):
                proposals[n] = replace(p, first=first, last=small)


def _opens(tokens: Sequence[Token], k: int) -> bool:
    """Tell whether word `k` opens a sentence or a quotation."""
    return k == 0 or (tokens[k - 1].text in QUOTES and tokens[k - 1].text not in "([{")


def agree(kept: Sequence[Read], names: NameLexicons) -> None:
    """One surface form has one label in an article, the one with the most weight; a word of somebody's full name is that person."""
    weight: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    people = _parts_of_people(kept, names)
    for _, tokens, proposals in kept:
        for k, p in enumerate(proposals):
            if p.origin == "model" and p.label in ("ORG", "GPE", "LOC") and surface(tokens, p) in people:
                proposals[k] = p = replace(p, label="PER")  # `Sabar/Reza` of `Sabar Jaya` and `Reza Wijaya`
            weight[surface(tokens, p)][p.label] += p.score * (
                5 if p.origin in ("initials", "short", "outlet", "dateline") else 1
            )
    for _, tokens, proposals in kept:
        for k, p in enumerate(proposals):
            votes = weight[surface(tokens, p)]
            label, total = max(votes.items(), key=lambda v: (v[1], v[0]))
            if p.label == "ORG" and _rather_person(surface(tokens, p), votes, names):
                proposals[k] = replace(p, label="PER", score=max(p.score, 0.6))
            elif label != p.label and total > votes[p.label] + 0.2:
                proposals[k] = Proposal(p.first, p.last, label_of(label), max(p.score, 0.6), p.origin)


def _rather_person(form: str, votes: Mapping[str, float], names: NameLexicons) -> bool:
    """Tell whether a name read as an organization and, about as surely, as a person elsewhere in the article is a person's."""
    words = form.split()
    if votes["PER"] < (1.0 if len(words) == 1 else 0.6) * votes["ORG"] or not form.istitle():
        return False
    return not (names.organizations.match_at(words, 0) or names.organization_heads.match_at(words, 0))


def _parts_of_people(kept: Sequence[Read], names: NameLexicons) -> set[str]:
    """Return the words that are people in an article, and no listed name of anything else.

    They are the words of full names, and single words after the bare cue of a quotation (`kata Sabar`) or that are first names.
    """
    spoke = {
        tokens[p.first].text
        for _, tokens, proposals in kept
        for p in proposals
        if p.last - p.first == 1 and p.origin == "model" and tokens[p.first].text.istitle()
        if tokens[p.first].text in names.first_names or names.attributed([t.text for t in tokens[: p.last]], p.first)
    }
    words = spoke | {
        t.text
        for _, tokens, proposals in kept
        for p in proposals
        if p.label == "PER" and p.last - p.first > 1 and p.score >= 0.6
        for t in tokens[p.first : p.last]
    }
    return {
        w
        for w in words
        if len(w) > 2
        and w[0].isupper()
        and not w.isupper()
        and not (names.organizations.match_at([w], 0) or names.known_place([w], 0) or names.districts.match_at([w], 0))
    }
