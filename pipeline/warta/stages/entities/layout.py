"""Names in datelines, headlines and brackets, where capitals mean less or more than in running text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from warta.core.article import Token
from warta.stages.entities.proposals import STOPS, NameLexicons, Proposal, words_of

#: Words that end a name in a headline.
_HEADLINE_WORDS = words_of("headline-word")
#: Forms of companies whose stop is that of the sentence.
_COMPANY_STOPS = frozenset({"Tbk.", "Inc.", "Ltd.", "Corp.", "Co."})
_DASHES = frozenset({"-", "–", "—", "--"})


class LayoutNames:
    """Reads names by the part of the layout they stand in.

    Args:
        names: the lexicons.
    """

    def __init__(self, names: NameLexicons):
        self.names = names

    def dateline(self, tokens: Sequence[Token], *, sure: bool) -> list[Proposal]:
        """Read the place and the outlet of a dateline: `MANADO, CELEBESPOS -`, `Bisnis Niaga, JAKARTA —`, `Solo (Okeminang) –`.

        Args:
            tokens: a sentence.
            sure: whether the sentence is known to be a dateline; else it must begin with two such parts and a dash.
        """
        words = [t.text for t in tokens]
        parts = list(self._parts(words))
        places = [self._is_place(words, *part) for part in parts]
        if not sure and (len(parts) != 2 or sum(places) != 1 or not self._dash_after(words, parts[-1][1])):
            return []
        outlets = [self._is_outlet(words, *part) for part in parts]
        if len(parts) == 2 and not any(places) and sum(outlets) == 1:
            return [
                Proposal(*part, "GPE", 0.85, "dateline")
                for part, known in zip(parts, outlets, strict=True)
                if not known
            ]
        out = []
        for (first, last), place in zip(parts, places, strict=True):
            if place:
                out.append(Proposal(first, last, "GPE", 0.97, "dateline"))
            elif len(parts) > 1 and any(places) and not self.names.not_names.match_at(words, first):
                out.append(Proposal(first, last, "ORG", 0.9, "outlet"))
        return out

    def _parts(self, words: Sequence[str]) -> Iterable[tuple[int, int]]:
        """Yield the runs of capitals a sentence begins with, divided by a comma, a bracket or a slash."""
        i, n = 0, len(words)
        while i < n:
            first = i
            while i < n and words[i][:1].isalpha() and words[i][:1].isupper() and words[i] not in STOPS:
                i += 1
            if i == first or i - first > 4:
                return
            yield first, i
            while i < n and words[i] in (",", "(", "/", ")"):
                i += 1
            if i < n and (words[i] in _DASHES or words[i] in STOPS):
                return

    def _is_place(self, words: Sequence[str], first: int, last: int) -> bool:
        match = (
            self.names.countries.match(words, first)
            or self.names.places.match_at(words, first)
            or self.names.places_upper.match_at(words, first)
        )
        return (match is not None and first + match[0] == last) or self.names.place_heads.match_at(
            words, first
        ) is not None

    def _is_outlet(self, words: Sequence[str], first: int, last: int) -> bool:
        match = self.names.organizations.match_at(words, first)
        return any("." in w for w in words[first:last]) or (match is not None and first + match[0] == last)

    @staticmethod
    def _dash_after(words: Sequence[str], last: int) -> bool:
        return any(w in _DASHES for w in words[last : last + 2])

    def credit(self, tokens: Sequence[Token], *, whole: bool = False) -> list[Proposal]:
        """Read the names and outlets a caption or an article closes with: `Foto: Van Ty/VNA`, `(Annisa Rahim/Tegar)`.

        Args:
            tokens: a sentence.
            whole: whether the sentence is known to be a credit.
        """
        words = [t.text for t in tokens]
        if signed := self._signed(words, whole=whole):
            return signed
        last = len(words)
        while last > 0 and words[last - 1] in (")", ".", "]"):
            last -= 1
        parts: list[tuple[int, int]] = []
        first = last
        while first > 0:
            word = words[first - 1]
            if word == "/" and first < last:
                parts.append((first, last))
                first = last = first - 1
            elif word[:1].isupper() and word not in STOPS:
                first -= 1
            else:
                break
        opens = first == 0 or words[first - 1] in ("(", ":", ".", ";", "-", "–", "[")
        parts.append((first, last))
        if len(parts) < 2 or not opens or any(not 1 <= b - a <= 4 for a, b in parts):
            return []
        person = [any(t.ner.endswith("PER") for t in tokens[a:b]) for a, b in parts]
        outlet = [self._is_outlet(words, a, b) for a, b in parts]
        if not any(person) and not any(outlet):
            return []
        out = []
        for (a, b), is_person, is_outlet in zip(parts, person, outlet, strict=True):
            if self.names.not_names.match_at(words, a):
                continue
            if is_outlet:
                out.append(Proposal(a, b, "ORG", 0.9, "credit"))
            elif (
                is_person
                or words[first - 1 : first] in (["("], ["["])
                or (
                    b - a > 1 and (a == first or (any(outlet) and not self.names.organization_heads.match_at(words, a)))
                )
            ):
                out.append(Proposal(a, b, "PER", 0.9 if b - a > 1 else 0.85, "credit"))
            else:
                out.append(Proposal(a, b, "ORG", 0.8, "credit"))
        return out

    def _signed(self, words: Sequence[str], *, whole: bool) -> list[Proposal]:
        """Read a sentence that is only a byline: `(Sari Wulandari)`, `Editor: Sari Wulandari`, `Laporan Kontributor Senja.id, Bogor, Sari W`."""
        for k in range(len(words)):
            label = self.names.credit_labels.match_at(words, k)
            if label and (((label[1] or whole) and k == 0) or words[k + label[0] : k + label[0] + 1] == [":"]):
                return self._after_label(words, k + label[0])
        if whole and "(" not in words and "/" not in words:
            return self._after_label(words, 0)
        if (
            len(words) < 4
            or words[0] != "("
            or ")" not in words
            or any(w not in (")", ".") for w in words[words.index(")") :])
        ):
            return []
        last = words.index(")")
        return [Proposal(1, last, "PER", 0.97, "credit")] if last > 2 and self._is_author(words, 1, last) else []

    def _after_label(self, words: Sequence[str], first: int) -> list[Proposal]:
        """Read outlets, places and the author between commas and strokes after the label of a credit."""
        out: list[Proposal] = []
        at = first
        for k in range(first, len(words) + 1):
            # `Sari Wulandari I Bireuen`
            stroke = words[k : k + 1] == ["I"] and k > at and self._is_place(words, k + 1, len(words))
            if k < len(words) and not stroke and words[k] not in (",", "/", ":", "|", ".", "(", ")", "-", "dan", "&"):
                continue
            if k > at and self._is_outlet(words, at, k):
                out.append(Proposal(at, k, "ORG", 0.9, "outlet"))
            elif k > at and self._is_place(words, at, k):
                out.append(Proposal(at, k, "GPE", 0.97, "dateline"))
            elif self._is_author(words, at, k):
                out.append(Proposal(at, k, "PER", 0.97, "credit"))
            at = k + 1
        return out

    def _is_author(self, words: Sequence[str], first: int, last: int) -> bool:
        """Tell whether two to four capitalised words are a person's name, by what they are not: listed, headed, or all common."""
        own = words[first:last]
        if not 2 <= len(own) <= 4 or not all(
            w[:1].isupper() and w.replace(".", "").replace("'", "").isalpha() for w in own
        ):
            return False
        if all(w.lower() in self.names.roots for w in own) or any(w in STOPS or w in self.names.common for w in own):
            return False
        names = self.names
        return not any(
            lexicon.match_at(words, first)
            for lexicon in (
                names.not_names,
                names.organization_heads,
                names.organizations,
                names.place_heads,
                names.places,
                names.event_heads,
                names.offices,
            )
        )

    def in_headline(self, tokens: Sequence[Token], proposals: list[Proposal]) -> list[Proposal]:
        """Where every word is capitalised, a run of capitals proves nothing: names by their head end before a verb."""
        out = []
        for p in proposals:
            if p.label in ("ORG", "PER", "GPE"):
                last = next((k for k in range(p.first, p.last) if self._ends_name(tokens[k].text)), p.last)
                bare = last == p.first + 1 and self.names.organization_heads.match_at([tokens[p.first].text], 0)
                if last == p.first or (last < p.last and bare and not tokens[p.first].text.isupper()):
                    continue  # `Puskesmas Imbau Warga`
                p = Proposal(p.first, last, p.label, p.score, p.origin)
            if p.origin in ("head", "led"):
                last = next(
                    (k for k in range(p.first + 1, p.last) if tokens[k].upos in ("VERB", "AUX", "ADP", "SCONJ", "ADV")),
                    p.last,
                )
                sure = any(tokens[k].ner != "O" for k in range(p.first, last))
                if last - p.first < 2 or not sure:
                    continue
                p = Proposal(p.first, last, p.label, p.score, p.origin)
            out.append(p)
        return out

    def _ends_name(self, word: str) -> bool:
        """Tell whether a capitalised word is a bare or passive verb, as headlines have them: `Imbau`, `Siapkan`, `Dirombak`."""
        low = word.lower()
        if word in self.names.first_names:
            return False
        made = low.endswith("kan") and len(low) > 6 and low[:-3] in self.names.roots
        return (
            word in _HEADLINE_WORDS or made or (low.startswith("di") and len(low) > 5 and low[2:] in self.names.roots)
        )

    def bracketed(self, words: Sequence[str], found: Sequence[Proposal]) -> Iterable[Proposal]:
        """`Pasukan Dukungan Cepat (RSF)`, `Iwan Kurniawan Lukminto (IKL)`: in brackets after a name stands its short form."""
        for p in found:
            i = p.last
            initials = "".join(w[0] for w in words[p.first : p.last])
            if p.label == "PER" and len(initials) > 1 and list(words[i : i + 3]) == ["(", initials, ")"]:
                yield Proposal(i + 1, i + 2, "PER", 0.88, "short")
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
                    and not self.names.offices.match_at(words, i + 1)
                    and not self.names.not_names.match_at(words, i + 1)
                ):
                    if self.names.known_place(words, i + 1):
                        yield Proposal(i + 1, i + 2, "GPE", 0.99, "short")  # `Ombudsman RI Jawa Tengah (Jateng)`
                    else:
                        yield Proposal(i + 1, i + 2, "ORG", 0.88, "short")

    def pieces(self, text: str, tokens: Sequence[Token], p: Proposal) -> list[tuple[int, int]]:
        """Return the (start, end) of the names a proposal holds, in characters: two where a hyphen joins places or people.

        `Indonesia-Kenya` is two names; `HO-` (handout) before the source of a picture and the stop of `Tbk.` at the end of a
        sentence are part of none.
        """
        start, end = tokens[p.first].span.start, tokens[p.last - 1].span.end
        if p.label == "ORG":
            start += 3 * text.startswith("HO-", start, end)
            closes = p.last == len(tokens) or tokens[p.last].text[:1].isupper()
            end -= closes and p.last - p.first > 1 and tokens[p.last - 1].text in _COMPANY_STOPS
        parts = text[start:end].split("-")
        if p.label == "PER" and len(parts) == 2 and all(_full_name(part) for part in parts):
            return [(start, start + len(parts[0])), (end - len(parts[1]), end)]
        if len(parts) == 2 and parts[0].isupper() and parts[1][1:].islower() and len(parts[0]) > 3:
            return [(start, start + len(parts[0]))]  # `PALEMBANG-Warga Kelurahan …`
        if self.names.place_heads.match_at([tokens[p.first].text], 0) == (1, "FAC"):
            return [(start, end)]  # `Jalan Takengon-Bireuen`
        if len(parts) < 2 or p.label not in ("GPE", "LOC") or not all(parts):
            return [(start, end)]
        if self.names.places.match_at(["-".join(part.strip() for part in parts)], 0):
            return [(start, end)]  # `Asia-Pasifik`, `Asia -Pasifik`
        known = [self._is_place(words, 0, len(words)) for words in map(str.split, parts)]
        if not all(known[:2]):
            return [(start, end)]
        out = []
        for part, is_name in zip(parts, known, strict=True):
            if is_name:
                out.append((start, start + len(part)))
            start += len(part) + 1
        return out


def _full_name(text: str) -> bool:
    """Tell whether a part of a hyphened name is a full name: `Sari Wulan` of `Sari Wulan-Oki Torvo`, but not `Sari Al` of `Sari Al-Torvo`."""
    words = text.split()
    return len(words) > 1 and len(words[-1]) > 3 and all(w[:1].isupper() for w in words)
