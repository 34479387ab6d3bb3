"""Mentions of people, organizations and places in the tokens of an article.

Four sources propose spans: the trained tagger, the name lexicons, the grammar of names that open with a common noun
(`Kementerian Luar Negeri Vietnam`, `Desa Watumanu`, `Konvensi Hanoi`), and forms that only people's names follow (a rank, an
honorific, an age in brackets). Where proposals overlap the stronger one stays; then the article is read a second time
for repeated names.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from warta.core.article import Article, Label, Mention, Sentence, Token
from warta.lexicon import Resources, load
from warta.lexicon.countries import Countries
from warta.lexicon.phrases import Phrases


def _words(role: str) -> frozenset[str]:
    return frozenset(r["word"] for r in load("name_words") if r["role"] == role)


_QUOTES = frozenset("\"'“”‘’«»()[]{}")
_ORGANIZATION_JOINTS = _words("joint")
_NAME_PARTICLES = _words("particle")
_INITIALS = re.compile(r"[A-Z]{1,4}")
_STOPS = _words("stop")
_NEAR_PLACES = _words("place-before")
_NO_PLACE_AFTER = _words("no-place-after")
_NO_ORGANIZATION = _words("no-organization")
_NAMED_AFTER_PEOPLE = _words("named-after-people")
_HOST = re.compile(r"(?i)[\w-]+\.(?:com|co|id|net|org|vn|co\.id|go\.id)")


@dataclass(frozen=True)
class _Proposal:
    """A span of words [first, last) of one sentence that may be a mention."""

    first: int
    last: int
    label: Label
    score: float
    origin: str


#: A sentence, its tokens, and the mentions proposed in it.
_Read = tuple[Sentence, Sequence[Token], list[_Proposal]]


class Recognizer:
    """Finds mentions.

    Args:
        resources: gives the lexicons of places, organizations, heads of names, ranks, honorifics, offices and degrees.
        least: the least confidence of a mention.
        lexicons: whether the name lexicons propose mentions.
    """

    def __init__(self, resources: Resources, *, least: float = 0.4, lexicons: bool = True):
        self.least, self.lexicons = least, lexicons
        self.countries = Countries(resources)
        places: dict[str, tuple[Label, bool]] = {}
        for row in resources.lexicon("places"):
            places[row["name"]] = (_label(row["label"]), row["ambiguous"] == "1")
        self.places: Phrases[tuple[Label, bool]] = Phrases(places.items(), fold=False)
        self.places_upper: Phrases[tuple[Label, bool]] = Phrases(
            ((n.upper(), v) for n, v in places.items()), fold=False
        )
        listed = resources.lexicon("organizations")
        names = {n: r["full_name"] for r in listed for n in (r["full_name"], r["name"]) if n}
        self.organizations = Phrases(names.items(), fold=False)
        self.organization_heads = Phrases(
            ((r["head"], r["kind"]) for r in resources.lexicon("organization_heads")), fold=False
        )
        self.place_heads: Phrases[Label] = Phrases(
            ((r["head"], _label(r["label"])) for r in resources.lexicon("place_heads")), fold=False
        )
        self.event_heads: Phrases[Label] = Phrases(
            ((r["head"], _label(r["label"])) for r in resources.lexicon("event_heads")), fold=False
        )
        self.ranks = Phrases(((r["rank"], r["service"]) for r in resources.lexicon("ranks")), fold=False)
        self.honorifics = Phrases(((r["form"], r["kind"]) for r in resources.lexicon("honorifics")), fold=False)
        self.offices = Phrases(((r["head"], r["kind"]) for r in resources.lexicon("office_heads")), fold=True)
        self.leads = Phrases(
            ((r["head"], r["takes"] == "organization") for r in resources.lexicon("office_heads")), fold=True
        )
        degrees = [r["degree"] for r in resources.lexicon("degrees")]
        self.degrees = Phrases(
            ((d, True) for d in [*(d.removesuffix(".") for d in degrees if "." in d[:-1]), *degrees]), fold=False
        )
        self.not_names = Phrases(((r["form"], True) for r in resources.lexicon("not_names")), fold=False)
        self.first_names = frozenset(r["word"] for r in resources.lexicon("family_names"))
        self.common = frozenset(r["word"] for r in resources.lexicon("sentence_openers"))

    def mentions(self, article: Article) -> list[Mention]:
        """Return the mentions of an article in text order, not overlapping, not yet clustered."""
        kept: list[_Read] = []
        for sentence in article.read_sentences():
            if words := article.sentence_tokens(sentence):
                proposals = self._proposals(words)
                if sentence.kind == "dateline":
                    proposals += self._outlet(words)
                elif sentence.kind in ("headline", "heading"):
                    proposals = self._in_headline(words, proposals)
                kept.append((sentence, words, self._settle(proposals)))
        self._agree(kept)
        self._again(kept)
        out: list[Mention] = []
        for sentence, tokens, proposals in kept:
            for p in sorted(proposals, key=lambda p: p.first):
                end = tokens[p.last - 1].span.end
                if p.label == "ORG" and p.last - p.first > 1 and _company_stop(tokens[p.last - 1].text):
                    end -= 1
                span = article.span(tokens[p.first].span.start, end)
                if p.score >= self.least:
                    out.append(Mention(span, sentence.no, p.label, round(min(0.99, p.score), 4), origin=p.origin))
        return out

    def _outlet(self, tokens: Sequence[Token]) -> list[_Proposal]:
        """`MANADO, CELEBESPOS -`: what a dateline names besides the place and the date is the outlet."""
        words = [t.text for t in tokens]
        out, i = [], 0
        while i < len(words):
            first = i
            while i < len(words) and words[i][:1].isalpha() and words[i][:1].isupper():
                i += 1
            run = words[first:i]
            if (
                run
                and first
                and "".join(run).isalpha()
                and not (set(run) & _STOPS)
                and not self.places.match_at(words, first)
                and not self.countries.match(words, first)
                and not self.places_upper.match_at(words, first)
                and not self.place_heads.match_at(words, first)
                and not self.not_names.match_at(words, first)
            ):
                out.append(_Proposal(first, i, "ORG", 0.72, "outlet"))
            i = max(i, first + 1)
        return out

    @staticmethod
    def _in_headline(tokens: Sequence[Token], proposals: list[_Proposal]) -> list[_Proposal]:
        """Where every word is capitalised, a run of capitals proves nothing: names by their head end before a verb."""
        out = []
        for p in proposals:
            if p.origin in ("head", "led"):
                last = next(
                    (k for k in range(p.first + 1, p.last) if tokens[k].upos in ("VERB", "AUX", "ADP", "SCONJ", "ADV")),
                    p.last,
                )
                sure = any(tokens[k].ner != "O" for k in range(p.first, last))
                if last - p.first < 2 or not sure:
                    continue
                p = _Proposal(p.first, last, p.label, p.score, p.origin)
            out.append(p)
        return out

    def _no_name(self, words: Sequence[str], p: _Proposal) -> bool:
        """A tagged span that is only an abbreviation, a rank, a degree, or a bare common noun."""
        size = p.last - p.first
        ending = self.ranks.match_ending(words, p.last)
        if ending and ending[0] > size:
            return True  # `Inf` of `Letkol Inf`
        for phrases in (self.not_names, self.ranks, self.degrees, self.honorifics):
            match = phrases.match_at(words, p.first)
            if match and match[0] >= size and match[1] != "name":
                return True
        heads = (
            self.event_heads.match_at(words, p.first)
            or self.organization_heads.match_at(words, p.first)
            or self.place_heads.match_at(words, p.first)
        )
        return bool(heads and heads[0] == size and not words[p.first].isupper())

    # ------------------------------------------------------------------ proposals

    def _proposals(self, tokens: Sequence[Token]) -> list[_Proposal]:
        words = [t.text for t in tokens]
        found = list(self._tagged(tokens, words))
        found = [p for p in found if not self._no_name(words, p)]
        found += self._named_by_head(tokens, words)
        found += self._people(tokens, words)
        found += self._led(tokens, words)
        if self.lexicons:
            found += self._listed(words)
        found = [
            p for p in found if not (p.label == "ORG" and p.last - p.first == 1 and self._of_minister(words, p.first))
        ]
        return self._covering(found) + list(self._bracketed(words, found))

    @staticmethod
    def _of_minister(words: Sequence[str], i: int) -> bool:
        """`Menteri ESDM`, `Menteri Energi dan Sumber Daya Mineral (ESDM)`: the acronym belongs to the title."""
        if i and words[i - 1] in ("Menteri", "Wamen", "Menko"):
            return True
        return i > 1 and words[i - 1] == "(" and any(w in ("Menteri", "Menko") for w in words[max(0, i - 11) : i])

    @staticmethod
    def _covering(found: list[_Proposal]) -> list[_Proposal]:
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
                    p = _Proposal(p.first, p.last, p.label, max(p.score, max(q.score for q in inside)), p.origin)
            out.append(p)
        return out

    def _bracketed(self, words: Sequence[str], found: Sequence[_Proposal]) -> Iterable[_Proposal]:
        """`Pasukan Dukungan Cepat (RSF)`: one capitalised word in brackets after an organization is its short form."""
        for p in found:
            i = p.last
            if (
                p.label == "ORG"
                and p.score >= 0.5
                and p.last - p.first > 1
                and i + 2 < len(words)
                and words[i] == "("
                and words[i + 2] == ")"
            ):
                word = words[i + 1]
                if (
                    word[:1].isupper()
                    and word.isalpha()
                    and len(word) > 1
                    and not self.offices.match_at(words, i + 1)
                    and not self.not_names.match_at(words, i + 1)
                ):
                    yield _Proposal(i + 1, i + 2, "ORG", 0.88, "short")

    def _tagged(self, tokens: Sequence[Token], words: Sequence[str]) -> Iterable[_Proposal]:
        """Spans of the tagger, cut to bare names."""
        i, n = 0, len(tokens)
        while i < n:
            tag = tokens[i].ner
            if tag == "O":
                i += 1
                continue
            first, i = i, i + 1
            kind = tag[2:]
            while i < n and (tokens[i].ner.startswith("I-") or (kind == "PER" and tokens[i].ner == "B-PER")):
                i += 1  # two people are never named side by side without a mark
            if kind == "PER":
                first = self._from_first_name(tokens, words, first)
            score = sum(t.ner_probability for t in tokens[first:i]) / (i - first)
            if kind == "PER":
                yield from self._bare(words, first, i, score)
            elif kind == "ORG":
                yield from self._tagged_organization(words, first, i, score)
            elif kind in ("LOC", "GPE", "FAC"):
                last = i
                while last > first and words[last - 1] in _QUOTES:
                    last -= 1
                if last > first and words[first][:1].isupper():
                    yield _Proposal(first, last, "GPE" if kind != "FAC" else "FAC", score, "model")

    def _from_first_name(self, tokens: Sequence[Token], words: Sequence[str], first: int) -> int:
        """Take in known first names right before a person's name that the tagger left out (`Lalu` of `Lalu Hasbi`)."""
        while (
            first > 0
            and words[first - 1] in self.first_names
            and tokens[first - 1].ner[2:] in ("", "PER")
            and not self.ranks.match_ending(words, first)
        ):
            first -= 1
        return first

    def _bare(self, words: Sequence[str], first: int, last: int, score: float) -> Iterable[_Proposal]:
        """A person's name without ranks, offices, honorifics and degrees."""
        if first and self._office_before(words, first):
            place = self.places.match_at(words, first) or self.countries.match(words, first)
            if place and first + place[0] < last:
                yield _Proposal(first, first + place[0], "GPE", score, "model")  # `Bupati Ngada Yoseph Kaka`
                first += place[0]
        for k in (2, 1):
            rank = self.ranks.match_ending(words, first + k)
            if rank and rank[0] > k and first + k < last:
                first += k  # `Inf` of `Letkol Inf Wiranto`
                break
        credit = first > 1 and words[first - 1] == ":"
        for _ in range(8):
            if credit or words[first] in ("Ratu", "Raja", "Sultan", "Putra", "Putri"):
                break
            match = self.ranks.match_at(words, first) or self.honorifics.match_at(words, first)
            if match is None or match[1] == "name":
                match = self.offices.match_at(words, first)
            if match and match[1] != "name" and first + match[0] < last:
                first += match[0]
                continue
            if first + 1 < last and (words[first] in _QUOTES or words[first] in (",", ".", "-", "/")):
                first += 1
                continue
            break
        for k in range(first + 1, last):
            if words[k] in (",", "(", "/", ";") or self.degrees.match_at(words, k):
                last = k
                break
        while last > first and (
            words[last - 1] in _QUOTES
            or words[last - 1] in (",", "-", "nya")
            or (words[last - 1].islower() and last - first > 1)
        ):
            last -= 1
        if (
            last > first
            and any(c.isalpha() for c in words[first])
            and (words[first][:1].isupper() or words[first][:1].isdigit() or score > 0.9)
        ):
            if last - first == 1 and (self.ranks.match_at(words, first) or self.offices.match_at(words, first)):
                return
            if last - first == 1 and words[first] in self.common:
                return
            yield _Proposal(first, last, "PER", score, "model")

    def _tagged_organization(self, words: Sequence[str], first: int, last: int, score: float) -> Iterable[_Proposal]:
        while last > first and (words[last - 1] in _QUOTES or words[last - 1] in (",", "nya")):
            last -= 1
        head = self.offices.match_at(words, first)
        if head and first < last:
            if first + head[0] >= last:
                return
            rest = first + head[0]
            if self.organization_heads.match_at(words, rest) or self.organizations.match_at(words, rest):
                yield _Proposal(rest, last, "ORG", score, "model")
            return  # `Menteri Keamanan Publik`: an institution inside a title is no mention
        if (
            self._office_before(words, first)
            and not self.organization_heads.match_at(words, first)
            and not self.organizations.match_at(words, first)
        ):
            if words[first - 1] in ("Menteri", "Wamen", "Menko"):
                return  # `Menteri` + `Keamanan Publik`
            if not words[first].isupper() and head is None and last - first <= 4:
                score *= 0.55
        if last > first and not (last - first == 1 and words[first].islower()):
            yield _Proposal(first, last, "ORG", score, "model")

    def _office_before(self, words: Sequence[str], first: int) -> bool:
        match = self.offices.match_ending(words, first)
        return match is not None and words[first - 1][:1].isupper()

    # ------------------------------------------------------------------ names that open with a common noun

    def _named_by_head(self, tokens: Sequence[Token], words: Sequence[str]) -> Iterable[_Proposal]:
        i, n = 0, len(words)
        while i < n:
            step = 1
            if words[i][:1].isupper():
                event = self.event_heads.match_at(words, i)
                organization = self.organization_heads.match_at(words, i)
                place = self.place_heads.match_at(words, i)
                if event:
                    last = self._capitals(words, i + event[0], joints=frozenset({"tentang", "dan"}), limit=14)
                    if last > i + event[0]:
                        yield _Proposal(i, last, event[1], 0.8, "head")
                        step = last - i
                elif words[i] == "Grup" and i + 1 < n and len(words[i + 1]) == 1:
                    step = 2  # `Grup A`
                elif organization and organization[1] == "none":
                    step = organization[0]
                elif words[i] == "Kantor" and self._own_office(words, i + 1):
                    pass  # `Kantor Kemenhub`, `Kepala Kantor Komando …`: the organization's own office
                elif organization and not (i + organization[0] < n and words[i + organization[0]] == "/"):
                    last = self._organization_end(
                        tokens, words, i, i + organization[0], regional=organization[1] == "regional"
                    )
                    if last > i + organization[0]:
                        yield _Proposal(i, last, "ORG", 0.9, "head")
                        step = last - i
                elif (
                    place
                    and not (words[i] == "Laut" and i and words[i - 1][:1].isupper())
                    and not (i and self._office_before(words, i) and words[i] == "Desa")
                ):
                    last = self._capitals(words, i + place[0], joints=frozenset(), limit=5, numbers=place[1] == "FAC")
                    last = self._before_person(tokens, i + place[0], last)
                    if place[1] == "FAC":
                        last = self._before_city(words, i + place[0], last)
                    if last > i + place[0]:
                        yield _Proposal(i, last, place[1], 0.9, "head")
                        step = last - i
            i += step

    def _own_office(self, words: Sequence[str], i: int) -> bool:
        """Tell whether a listed organization stands at word `i` and its name does not go on with `untuk`."""
        match = self.organizations.match_at(words, i) or self.organization_heads.match_at(words, i)
        return match is not None and words[i + match[0] : i + match[0] + 1] != ["untuk"]

    def _before_city(self, words: Sequence[str], first: int, last: int) -> int:
        """`Jalan Budi Luhur Medan`: a known place at the end of a built place's name is a name of its own."""
        for k in range(first + 1, last):
            match = self.places.match_at(words, k)
            if match and k + match[0] == last and not match[1][1]:
                return k
        return last

    def _before_person(self, tokens: Sequence[Token], first: int, last: int) -> int:
        """Stop where a listed organization or, as the tagger is sure, a person's name begins."""
        for k in range(first, last):
            if self.organizations.match_at([t.text for t in tokens[k:last]], 0):
                return k
        for k in range(first + 1, last):
            if tokens[k].ner == "B-PER" and tokens[k].ner_probability > 0.6 and tokens[k - 1].ner != tokens[k].ner:
                return k
        return last

    def _capitals(
        self, words: Sequence[str], first: int, *, joints: frozenset[str], limit: int, numbers: bool = True
    ) -> int:
        """Return the end of the run of capitalised words from `first`; `joints` may stand between two of them."""
        i, n = first, len(words)
        while i < n and i - first < limit:
            word = words[i]
            if word in _STOPS:
                break
            if word[:1].isupper() or (
                numbers and i > first - 1 and re.fullmatch(r"\d+[A-Za-z]?|[IVXLC]+", word) is not None
            ):
                if i > first and (self.ranks.match_at(words, i) and not word.isupper()):
                    break
                i += 1
            elif (word == "-" and i + 1 < n and i > first and words[i + 1][:1].isupper()) or (
                word.lower() in joints and i > first and i + 1 < n and words[i + 1][:1].isupper()
            ):
                i += 1
            else:
                break
        return i

    def _organization_end(
        self, tokens: Sequence[Token], words: Sequence[str], first: int, after: int, *, regional: bool = False
    ) -> int:
        """Return where an organization's name ends that opens with the head words [first, after).

        A `regional` head (`BPS`, `KPU`) takes only the name of a place.
        """
        i, n = after, len(words)
        if regional and after < n and words[after] not in ("RI", "Pusat", "Daerah", "Wilayah"):
            place = self.places.match_at(words, after)
            if place:
                return after + place[0]
            head = self.place_heads.match_at(words, after)
            return (
                self._capitals(words, after + head[0], joints=frozenset(), limit=4)
                if head and head[1] == "GPE"
                else after
            )
        named = words[first] in _NAMED_AFTER_PEOPLE
        while i < n and i - first < 16:
            word = words[i]
            sure = tokens[i].ner == "B-PER" and tokens[i].ner_probability > 0.55
            if word in _STOPS or (i > after and not named and self._first_name(words, i)):
                break
            if sure and i > after and self.places.match_at(words, i) is None:
                break
            if re.fullmatch(r"\d+", word) and i > after + 1:
                break
            if word in ("Tbk", "Tbk."):
                return i + 1
            if word[:1].isupper() or re.fullmatch(r"\d+(?:/\w+)?|[IVXLC]+", word):
                if (
                    i > after
                    and word.endswith(".")
                    and (self.ranks.match_at(words, i) or self.honorifics.match_at(words, i))
                ):
                    break
                if (
                    i > after
                    and not named
                    and (
                        self.ranks.match_at(words, i)
                        or (
                            self.offices.match_at(words, i)
                            and word[:1].isupper()
                            and not word.isupper()
                            and words[i - 1] not in ("dan", "&")
                        )
                    )
                ):
                    break
                i += 1
            elif (
                word in ("-", "/", "&")
                and i > after
                and i + 1 < n
                and words[i + 1][:1].isupper()
                and (word == "&" or tokens[i].span.start == tokens[i - 1].span.end)
            ):
                i += 1
            elif word == "(" and i + 2 < n and words[i + 1] in ("Persero", "persero", "Tbk") and words[i + 2] == ")":
                i += 3
            elif (
                (word in _ORGANIZATION_JOINTS or (word == "tentang" and self._treaty(words, first, i)))
                and i > after
                and i + 1 < n
                and words[i + 1][:1].isupper()
                and not self._new_name(tokens, words, i + 1, word)
            ) or (word == "," and self._list_of_fields(words, i)):
                i += 1
            else:
                break
        while i > after and (words[i - 1] == "," or words[i - 1] in _ORGANIZATION_JOINTS):
            i -= 1
        return i

    def _treaty(self, words: Sequence[str], first: int, last: int) -> bool:
        """Tell whether a treaty is named in the words: its subject goes on after `tentang`."""
        return any(self.event_heads.match_at(words, k) for k in range(first, last))

    def _first_name(self, words: Sequence[str], i: int) -> bool:
        """Tell whether a person's full name seems to begin at word `i`."""
        if (
            words[i] not in self.first_names
            or i + 1 >= len(words)
            or not words[i + 1][:1].isupper()
            or words[i + 1].isupper()
        ):
            return False
        return self.places.match_at(words, i) is None and self.places.match_at(words, i - 1) is None

    def _new_name(self, tokens: Sequence[Token], words: Sequence[str], i: int, joint: str) -> bool:
        """Tell whether a new name, not the rest of this one, begins at word `i` after `dan`."""
        if joint != "dan":
            return self.countries.match(words, i) is not None
        return (
            self.organization_heads.match_at(words, i) is not None
            or self.organizations.match_at(words, i) is not None
            or self.places.match_at(words, i) is not None
            or self.countries.match(words, i) is not None
            or (words[i].isupper() and len(words[i]) > 1)
            or tokens[i].ner == "B-PER"
            or self.offices.match_at(words, i) is not None
        )

    def _list_of_fields(self, words: Sequence[str], comma: int) -> bool:
        """`Meteorologi, Klimatologi, dan Geofisika`: capitalised single fields up to a closing `dan`."""
        i, n, steps = comma, len(words), 0
        while i < n and steps < 6 and words[i] == ",":
            if i + 1 < n and words[i + 1] == "dan":
                return i + 2 < n and words[i + 2][:1].isupper() and self.organizations.match_at(words, i + 2) is None
            k = i + 1
            while k < n and words[k][:1].isupper() and k - i < 4:
                k += 1
            if k == i + 1:
                return False
            if k < n and words[k] == "dan" and k + 1 < n and words[k + 1][:1].isupper():
                return steps > 0 and k - i <= 3
            i, steps = k, steps + 1
        return False

    # ------------------------------------------------------------------ people by what stands around them

    def _people(self, tokens: Sequence[Token], words: Sequence[str]) -> Iterable[_Proposal]:
        n = len(words)
        i = 0
        while i < n:
            word = words[i]
            if (
                _INITIALS.fullmatch(word)
                and i + 3 < n
                and words[i + 1] == "("
                and words[i + 2].isdigit()
                and len(words[i + 2]) <= 2
                and words[i + 3] in (")", "tahun", "thn", "th")
            ):
                if self.organizations.match_at(words, i) is None:
                    yield _Proposal(i, i + 1, "PER", 0.85, "initials")
                i += 4
                continue
            if word.lower() in ("berinisial", "inisial", "bernama") and i + 1 < n:
                i += 1
                while i < n and _INITIALS.fullmatch(words[i]) and word != "bernama":
                    yield _Proposal(i, i + 1, "PER", 0.85, "initials")
                    i += 1
                    if i + 1 < n and words[i] in (",", "dan") and _INITIALS.fullmatch(words[i + 1]):
                        i += 1
                continue
            office = self.offices.match_at(words, i)
            form = self.ranks.match_at(words, i)
            if office and office[0] > (form[0] if form else 0) and office[0] > 1:
                i += office[0]  # `Sekretaris Jenderal …` is no rank
                continue
            honorific = self.honorifics.match_at(words, i)
            match = form or honorific
            if match and word[:1].isupper() and not (honorific and not form and honorific[1] == "name"):
                first = i + match[0]
                while True:
                    more = self.ranks.match_at(words, first) or self.honorifics.match_at(words, first)
                    if more is None or more[1] == "name" or not words[first][:1].isupper():
                        break
                    first += more[0]
                last = self._name_end(tokens, words, first)
                military = form is not None and form[1] in ("army", "navy", "air", "military", "police", "vietnam")
                if (
                    last > first
                    and not self.offices.match_at(words, first)
                    and self.organization_heads.match_at(words, first) is None
                ):
                    listed = self.organizations.match_at(words, first) or self.countries.match(words, first)
                    if not listed:
                        strength = 0.8 if military or (honorific and honorific[1] == "honorific") else 0.6
                        yield _Proposal(first, last, "PER", strength, "form")
                i = max(first, i + 1)
                continue
            i += 1

    def _name_end(self, tokens: Sequence[Token], words: Sequence[str], first: int) -> int:
        """Return the end of a run that looks like a person's name."""
        i, n = first, len(words)
        while i < n and i - first < 6:
            word = words[i]
            if word[:1].isupper() and any(c.isalpha() for c in word):
                if i > first and (
                    self.offices.match_at(words, i) or self.ranks.match_at(words, i) or self.degrees.match_at(words, i)
                ):
                    break
                if i > first and tokens[i].ner[2:] in ("ORG", "LOC") and tokens[i].ner_probability > 0.6:
                    break
                if i == first and word in self.common:
                    break
                i += 1
            elif (
                word in _NAME_PARTICLES
                and i > first
                and i + 1 < n
                and words[i + 1][:1].isupper()
                and word not in ("di", "de", "la")
            ):
                i += 1
            else:
                break
        return i

    def _led(self, tokens: Sequence[Token], words: Sequence[str]) -> Iterable[_Proposal]:
        """`Ketua Gapoktan Sipakatau, H. Syamsul`: the capitals between an office that takes an organization and a name."""
        i, n = 0, len(words)
        while i < n:
            lead = self.leads.match_at(words, i)
            if lead is None:
                i += 1
                continue
            first = i + lead[0]
            i = first
            if not lead[1] or first >= n or not words[first][:1].isupper() or words[first] in _NO_ORGANIZATION:
                continue
            if (
                self.countries.match(words, first)
                or self.places.match_at(words, first)
                or self.place_heads.match_at(words, first)
            ):
                continue
            if (
                self.ranks.match_at(words, first)
                or self.honorifics.match_at(words, first)
                or tokens[first].ner.endswith("PER")
            ):
                continue
            last = self._organization_end(tokens, words, first, first)
            if last == first or last - first > 8:
                continue
            if any(
                self.organizations.match_at(words, k) or self.organization_heads.match_at(words, k)
                for k in range(first + 1, last)
            ):
                continue  # `Direktur Pelindungan WNI Kemlu RI`: the organization is proposed by itself
            after = last + 1 if last < n and words[last] == "," else last
            while after < n and (form := self.ranks.match_at(words, after) or self.honorifics.match_at(words, after)):
                after += form[0]
            if after < n and tokens[after].ner == "B-PER" and tokens[after].ner_probability > 0.5:
                yield _Proposal(first, last, "ORG", 0.68, "led")

    # ------------------------------------------------------------------ lexicons

    def _listed(self, words: Sequence[str]) -> Iterable[_Proposal]:
        i, n = 0, len(words)
        while i < n:
            word = words[i]
            rank = self.ranks.match_at(words, i)
            if rank and rank[0] > 1:
                i += rank[0]
                continue
            if not word[:1].isupper() and not _HOST.fullmatch(word) and not word.startswith("detik"):
                i += 1
                continue
            organization = self.organizations.match_at(words, i)
            if organization:
                yield _Proposal(i, i + organization[0], "ORG", 0.83 + 0.03 * (organization[0] > 1), "lexicon")
            country = self.countries.match(words, i)
            place = self.places.match_at(words, i) or (
                self.places_upper.match_at(words, i) if word.isupper() and len(word) > 3 else None
            )
            if i and words[i - 1] in _NO_PLACE_AFTER:
                country = place = None
            if country and not (place and place[0] > country[0]):
                yield _Proposal(i, i + country[0], "GPE", 0.88, "lexicon")
            elif place:
                label, ambiguous = place[1]
                near = i > 0 and words[i - 1].lower() in _NEAR_PLACES
                score = 0.3 if ambiguous else 0.72 if place[0] > 1 else 0.6
                yield _Proposal(
                    i, i + place[0], label, score + (0.3 if near and ambiguous else 0.15 if near else 0.0), "lexicon"
                )
            if _HOST.fullmatch(word) or (word.startswith("detik") and word[5:6].isupper()):
                yield _Proposal(i, i + 1, "ORG", 0.8, "host")
            i += 1

    # ------------------------------------------------------------------ settling

    def _settle(self, proposals: list[_Proposal]) -> list[_Proposal]:
        """Keep the strongest of overlapping proposals; agreement of two sources on a span adds to its strength."""
        best: dict[tuple[int, int, Label], _Proposal] = {}
        agreed: Counter[tuple[int, int, Label]] = Counter()
        for p in proposals:
            label: Label = "GPE" if p.label in ("LOC", "FAC") and p.origin == "model" else p.label
            key = (p.first, p.last, label)
            agreed[key] += 1
            if key not in best or p.score > best[key].score:
                best[key] = p
        ranked: list[tuple[float, _Proposal]] = []
        for key, p in best.items():
            score = 1 - (1 - p.score) * 0.45 if agreed[key] > 1 else p.score
            q = _Proposal(p.first, p.last, p.label, score, p.origin)
            bonus = 0.08 * min(4, p.last - p.first - 1)
            ranked.append((score + bonus + 0.2 * (p.origin in ("initials", "short")), q))
        ranked.sort(key=lambda r: (-r[0], r[1].first, r[1].last, r[1].label))
        taken: set[int] = set()
        out: list[_Proposal] = []
        for _, p in ranked:
            if not taken.intersection(range(p.first, p.last)):
                taken.update(range(p.first, p.last))
                out.append(p)
        return out

    # ------------------------------------------------------------------ over the article

    def _agree(self, kept: Sequence[_Read]) -> None:
        """One surface form has one label in an article, the one with the most weight."""
        weight: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for _, tokens, proposals in kept:
            for p in proposals:
                weight[_surface(tokens, p)][p.label] += p.score * (5 if p.origin in ("initials", "short") else 1)
        for _, tokens, proposals in kept:
            for k, p in enumerate(proposals):
                votes = weight[_surface(tokens, p)]
                label, total = max(votes.items(), key=lambda v: (v[1], v[0]))
                if label != p.label and total > votes[p.label] + 0.2:
                    proposals[k] = _Proposal(p.first, p.last, _label(label), max(p.score, 0.6), p.origin)

    def _again(self, kept: Sequence[_Read]) -> None:
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
                        if len(word) > 2 and word[0].isupper() and not word.endswith(".") and word not in self.common:
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
                        if length == 1 and (texts[i] in self.common):
                            continue
                        label, score = names[key]
                        proposals.append(_Proposal(i, i + length, label, score * 0.9, "again"))
                        taken.update(range(i, i + length))
                        break
                else:
                    if texts[i] in parts and not self._joined(texts, i):
                        proposals.append(_Proposal(i, i + 1, "PER", parts[texts[i]] * 0.85, "again"))
                        taken.add(i)
                i += 1

    @staticmethod
    def _joined(words: Sequence[str], i: int) -> bool:
        """Tell whether a capitalised word beside word `i` makes it part of another name."""
        before = i > 0 and words[i - 1][:1].isupper() and i > 1
        after = i + 1 < len(words) and words[i + 1][:1].isupper()
        return after or (
            before and words[i - 1].lower() not in ("pak", "bu", "bapak", "ibu", "menteri", "gubernur", "presiden")
        )


def _company_stop(word: str) -> bool:
    """Tell whether a company form (`Tbk.`, `Inc.`) closes a sentence with its stop."""
    return word in ("Tbk.", "Inc.", "Ltd.", "Corp.", "Co.")


def _surface(tokens: Sequence[Token], p: _Proposal) -> str:
    return " ".join(t.text for t in tokens[p.first : p.last])


def _label(text: str) -> Label:
    labels: dict[str, Label] = {
        "PER": "PER",
        "ORG": "ORG",
        "GPE": "GPE",
        "LOC": "LOC",
        "FAC": "FAC",
        "NORP": "NORP",
        "EVENT": "EVENT",
        "LAW": "LAW",
        "PRODUCT": "PRODUCT",
        "WORK": "WORK",
    }
    return labels[text]
