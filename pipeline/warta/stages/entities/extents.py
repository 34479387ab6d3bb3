"""Where a name that has begun ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from warta.core.article import Token
from warta.stages.entities.proposals import STOPS, NameLexicons, words_of

ORGANIZATION_JOINTS = words_of("joint")
NAME_PARTICLES = words_of("particle")
NAMED_AFTER_PEOPLE = words_of("named-after-people")
#: Kinds of heads that need a name after them, whosever it is: `CV Sumber Jaya`.
_NEED_NAMES = frozenset({"company"})
PLACE_ADJECTIVES = words_of("place-adjective")

#: Before a number of its own: `Tol Cipularang KM 92`.
_NUMBERS_FOLLOW = frozenset({"KM", "Km", "RT", "RW", "Blok"})
#: From here on the tagger is sure (0 to 1) that a word belongs to no name; chosen on real articles: of the words of missed
#: organizations 1 in 12 was above.
NO_NAME = 0.95


def is_tagged(token: Token, label: str, least: float = 0.6) -> bool:
    """Tell whether the tagger gives a word a label, more or less surely."""
    return token.ner[2:] == label and token.ner_probability > least


def begins_name(token: Token) -> bool:
    """Tell whether the tagger begins a name at a word."""
    return token.ner.startswith("B-") and token.ner_probability > 0.5


def no_name(token: Token) -> bool:
    """Tell whether the tagger is sure that a word belongs to no name."""
    return token.ner == "O" and token.ner_probability >= NO_NAME


class Extents:
    """Follows names to their last word.

    Args:
        names: the lexicons.
    """

    def __init__(self, names: NameLexicons):
        self.names = names

    def capitals(
        self, words: Sequence[str], first: int, *, joints: frozenset[str], limit: int, numbers: bool = True
    ) -> int:
        """Return the end of the run of capitalised words from `first`; `joints` may stand between two of them."""
        i, n = first, len(words)
        while i < n and i - first < limit:
            word = words[i]
            if word in STOPS or (i > first and word in _NUMBERS_FOLLOW):
                break
            if word[:1].isupper() or (
                numbers and i > first - 1 and re.fullmatch(r"\d+[A-Za-z]?|[IVXLC]+", word) is not None
            ):
                if i > first and (self.names.ranks.match_at(words, i) and not word.isupper()):
                    break
                i += 1
            elif (word == "-" and i + 1 < n and i > first and words[i + 1][:1].isupper()) or (
                word.lower() in joints and i > first and i + 1 < n and words[i + 1][:1].isupper()
            ):
                i += 1
            else:
                break
        return i

    def organization_end(
        self, tokens: Sequence[Token], words: Sequence[str], first: int, after: int, *, regional: bool = False
    ) -> int:
        """Return where an organization's name ends that opens with the head words [first, after).

        A `regional` head (`BPS`, `KPU`) takes only the name of a place.
        """
        i, n = after, len(words)
        if regional and (branch := self._branch(words, after)):
            return branch
        if regional and after < n and words[after] not in ("RI", "Pusat", "Daerah", "Wilayah"):
            place = self.names.places.match_at(words, after)
            if place:
                return after + place[0]
            head = self.names.place_heads.match_at(words, after)
            return self.place_end(tokens, words, after, after + head[0]) if head and head[1] == "GPE" else after
        named = words[first] in NAMED_AFTER_PEOPLE
        i = self.person_after_head(tokens, words, first, after)
        while i < n and i - first < 16:
            word = words[i]
            sure = tokens[i].ner == "B-PER" and tokens[i].ner_probability > 0.55
            within = tokens[i].ner == "I-ORG" and tokens[i].ner_probability > 0.6
            if word in STOPS or (i > after and not named and not within and self._first_name(words, i)):
                break
            if sure and (i > after or not named) and self.names.places.match_at(words, i) is None:
                break
            if (
                i > after
                and no_name(tokens[i])
                and any(is_tagged(t, "ORG") for t in tokens[first:i])
                and word[:1].isupper()
            ):
                break  # `PT Freeport Indonesia Setop Produksi`
            if i > after and named and (rank := self.names.ranks.match_at(words, i)) and rank[1] != "academic":
                break
            addressed = self.names.honorifics.match_at(words, i)
            if (
                i > after
                and addressed
                and addressed[1] in ("nick", "honorific")
                and words[i + 1 : i + 2]
                and words[i + 1][:1].isupper()
            ):
                break  # `Pondok Pesantren Tebuireng Gus Kikin`
            if i > after and not named and (self._after_region(words, after, i) or self._form_of_name(words, i)):
                break
            if i > after and tokens[i].upos == "VERB" and not within and word not in self.names.first_names:
                break  # `Polda Jabar Periksa …`
            if re.fullmatch(r"\d+", word) and i > after + 1 and not within:
                break
            if word in ("Tbk", "Tbk."):
                return i + 1
            if word[:1].isupper() or re.fullmatch(r"\d+(?:/\w+)?|[IVXLC]+", word):
                if (
                    i > after
                    and word.endswith(".")
                    and not (named and within)  # `RSUD Dr. H. Abdul Moeloek`
                    and (self.names.ranks.match_at(words, i) or self.names.honorifics.match_at(words, i))
                ):
                    break
                if (
                    i > after
                    and not named
                    and (
                        self.names.ranks.match_at(words, i)
                        or (
                            self.names.offices.match_at(words, i)
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
                and (words[i + 1][:1].isupper() or (words[i - 1] + words[i + 1]).isdigit())
                and (word == "&" or tokens[i].span.start == tokens[i - 1].span.end)
            ):
                i += 1
            elif word == "(" and i + 2 < n and words[i + 1] in ("Persero", "persero", "Tbk") and words[i + 2] == ")":
                i += 3
            elif (
                (word in ORGANIZATION_JOINTS or (word == "tentang" and self._treaty(words, first, i)))
                and i > after
                and i + 1 < n
                and words[i + 1][:1].isupper()
                and not self._new_name(tokens, words, i + 1, word)
            ) or (word == "," and self._list_of_fields(tokens, words, i)):
                i += 1
            else:
                break
        while i > after and (words[i - 1] == "," or words[i - 1] in ORGANIZATION_JOINTS):
            i -= 1
        return self._before_degree(words, first, after, i)

    def _before_degree(self, words: Sequence[str], first: int, after: int, last: int) -> int:
        """Return where a name ends that somebody's with a degree follows: `Kepala Dinas Kesehatan Sari Jaya, M.Kes.`"""
        degree = words[last : last + 1] == [","] and self.names.degrees.match_at(words, last + 1)
        if not degree or not self.names.office_before(words, first) or words[first] in NAMED_AFTER_PEOPLE:
            return last
        begins = (k for k in range(after, last) if words[k] in self.names.first_names and words[k - 1][:1].isupper())
        return next(begins, last)

    def person_after_head(self, tokens: Sequence[Token], words: Sequence[str], first: int, after: int) -> int:
        """Return where a name that the tagger takes for a person's ends right after a head that needs one.

        `CV Remu Konsultan`, `RSUD Chasan Boesoirie`: all of it is the organization's. Where it begins anew inside, or an office stands
        before the head and a name of two words may follow, the rest is a person's: `Direktur CV Sriwijaya Abadi` `Acun Wijaya`.

        Args:
            tokens: the sentence.
            words: their texts.
            first: first word of the head.
            after: word after the head.

        Returns:
            The word after the organization's name; `after` where no such name follows.
        """
        head = self.names.organization_heads.match_at(words, first)
        if words[first] not in NAMED_AFTER_PEOPLE and not (head and head[1] in _NEED_NAMES):
            return after
        begin = after
        while form := self.names.form(words, begin):
            begin += form + (words[begin + form : begin + form + 1] == ["."])  # `RSUD Dr. H. Abdul Moeloek`
        last = begin
        while last < len(words) and tokens[last].ner.endswith("PER") and words[last][:1].isupper():
            last += 1
        if last == begin:
            return after
        for k in range(begin + 1, last):
            anew = tokens[k].ner.startswith("B-") and tokens[k].ner_probability > 0.7 and last - k > 1
            if (anew and (k - begin > 1 or last - k < 3)) or self._first_name(words, k) or self.names.form(words, k):
                return k
        return last - 2 if last - begin > 2 and self.names.office_before(words, first) else last

    def name_end(self, tokens: Sequence[Token], words: Sequence[str], first: int, *, sure: bool = False) -> int:
        """Return the end of a run that looks like a person's name.

        Args:
            tokens: the sentence.
            words: their texts.
            first: where the name begins.
            sure: whether it must be a person's, whatever the tagger says, as after a police rank.
        """
        i, n = first, len(words)
        while i < n and i - first < 6:
            word = words[i]
            if word[:1].isupper() and any(c.isalpha() for c in word):
                if i > first and (
                    self.names.offices.match_at(words, i)
                    or self.names.ranks.match_at(words, i)
                    or self.names.degrees.match_at(words, i)
                ):
                    break
                if i > first and not sure and tokens[i].ner[2:] not in ("", "PER") and tokens[i].ner_probability > 0.6:
                    break
                if i == first and word in self.names.common:
                    break
                i += 1
            elif (
                word in NAME_PARTICLES
                and i > first
                and i + 1 < n
                and words[i + 1][:1].isupper()
                and word not in ("di", "de", "la")
            ):
                i += 1
            else:
                break
        return i

    def before_city(self, words: Sequence[str], first: int, last: int) -> int:
        """`Jalan Budi Luhur Medan`: a known place at the end of a built place's name is a name of its own."""
        for k in range(first + 1, last):
            match = self.names.places.match_at(words, k)
            if all(word in PLACE_ADJECTIVES for word in words[first:k]):
                continue  # `Masjid Agung Indramayu`
            if match and k + match[0] == last and match[1] == ("GPE", False):
                return k
        return last

    def before_person(self, tokens: Sequence[Token], first: int, last: int) -> int:
        """Stop where a listed organization or, as the tagger is sure, a person's name begins."""
        for k in range(first, last):
            if self.names.organizations.match_at([t.text for t in tokens[k:last]], 0):
                return k
        for k in range(first + 1, last):
            if tokens[k].ner == "B-PER" and tokens[k].ner_probability > 0.6 and tokens[k - 1].ner != tokens[k].ner:
                return k
        return last

    def place_end(
        self, tokens: Sequence[Token], words: Sequence[str], first: int, after: int, *, built: bool = False
    ) -> int:
        """Return where a place's name ends that opens with the head words [first, after).

        Args:
            tokens: the sentence.
            words: their texts.
            first: first word of the head.
            after: word after the head.
            built: whether numbers may stand in the name and a city after it is none of it (`Jalan Budi Luhur Medan`).
        """
        known = self.names.known_place(words, after)
        if known and not built:
            return after + known
        last = self.capitals(words, after, joints=frozenset(), limit=5, numbers=built)
        last = self.before_person(tokens, after, last)
        if not built:
            last = next((k for k in range(after + 1, last) if self._form_of_name(words, k)), last)
        for k in range(after + 1, last):
            if self.names.place_heads.match_at(words, k) and not (built and words[k] in ("Raya", "Kota")):
                last = k  # `Kelurahan Timbang Deli Kecamatan Medan Amplas`
                break
        return self.before_city(words, after, last) if built else last

    def _branch(self, words: Sequence[str], after: int) -> int | None:
        """Return the end of a body's regional branch: `Ombudsman RI Perwakilan Bali`, or None."""
        country = self.names.countries.match(words, after)
        at = after + (country[0] if country else 0)
        if words[at : at + 1] != ["Perwakilan"] or at + 1 >= len(words):
            return None
        place = self.names.known_place(words, at + 1)
        return at + 1 + place if place else None

    def _after_region(self, words: Sequence[str], after: int, i: int) -> bool:
        """Tell whether a listed region's full name ends right before word `i` (`Dinas Pertanian Kabupaten Wajo`) and none begins."""
        if self.names.known_place(words, i) or self.names.place_heads.match_at(words, i):
            return False
        if self.names.organizations.match_at(words, i) or self.names.organization_heads.match_at(words, i):
            return False
        for length in (1, 2, 3):
            head = self.names.place_heads.match_ending(words, i - length)
            if (
                head
                and head[1] == "GPE"
                and i - length - head[0] >= after
                and self.names.known_place(words, i - length) == length
            ):
                return True
        return False

    def _form_of_name(self, words: Sequence[str], i: int) -> bool:
        """Tell whether an honorific before a person's name stands at word `i` (`DPRD Medan Drs Wong`, `Persemar Haji Sofyan`)."""
        form = self.names.honorifics.match_at(words, i)
        return (
            form is not None
            and form[1] not in ("name", "nick", "late")
            and i + form[0] < len(words)
            and words[i + form[0]][:1].isupper()
        )

    def _treaty(self, words: Sequence[str], first: int, last: int) -> bool:
        """Tell whether a treaty is named in the words: its subject goes on after `tentang`."""
        return any(self.names.event_heads.match_at(words, k) for k in range(first, last))

    def _first_name(self, words: Sequence[str], i: int) -> bool:
        """Tell whether a person's full name seems to begin at word `i`."""
        if (
            words[i] not in self.names.first_names
            or i + 1 >= len(words)
            or not words[i + 1][:1].isupper()
            or words[i + 1].isupper()
        ):
            return False
        return all(
            (self.names.known_place(words, i - back) or 0) <= back for back in (0, 1, 2) if i >= back
        )  # `Lai` of `Provinsi Gia Lai`

    def _new_name(self, tokens: Sequence[Token], words: Sequence[str], i: int, joint: str) -> bool:
        """Tell whether a new name, not the rest of this one, begins at word `i` after `dan`."""
        if begins_name(tokens[i]):
            return True
        if joint != "dan":
            return self.names.countries.match(words, i) is not None
        return (
            self.names.organization_heads.match_at(words, i) is not None
            or self.names.organizations.match_at(words, i) is not None
            or self.names.places.match_at(words, i) is not None
            or self.names.countries.match(words, i) is not None
            or (words[i].isupper() and len(words[i]) > 1)
            or tokens[i].ner == "B-PER"
            or self.names.offices.match_at(words, i) is not None
        )

    def _field(self, words: Sequence[str], i: int) -> bool:
        """Tell whether a capitalised common noun stands at word `i`."""
        return i < len(words) and words[i][:1].isupper() and words[i].lower() in self.names.roots

    def _list_of_fields(self, tokens: Sequence[Token], words: Sequence[str], comma: int) -> bool:
        """`Meteorologi, Klimatologi, dan Geofisika`: capitalised single fields up to a closing `dan`."""
        i, n, steps = comma, len(words), 0
        single = (
            self._field(words, comma - 1) and self._field(words, comma + 1) and words[comma + 2 : comma + 3] == ["dan"]
        )
        if single and self._field(words, comma + 3) and not any(begins_name(t) for t in tokens[comma + 1 : comma + 4]):
            return True  # `Pusat Data, Informasi dan Komunikasi Kebencanaan`
        if any(begins_name(t) for t in tokens[comma + 1 : comma + 9]):
            end = next((k for k in range(comma + 1, n) if not (words[k][:1].isupper() or words[k] in (",", "dan"))), n)
            if any(begins_name(t) for t in tokens[comma + 1 : end]):
                return False  # `PT Kahatex, PT Pan Brothers, dan Epson`
        while i < n and steps < 6 and words[i] == ",":
            if i + 1 < n and words[i + 1] == "dan":
                return (
                    i + 2 < n and words[i + 2][:1].isupper() and self.names.organizations.match_at(words, i + 2) is None
                )
            k = i + 1
            while k < n and words[k][:1].isupper() and k - i < 4:
                k += 1
            if k == i + 1:
                return False
            if k < n and words[k] == "dan" and k + 1 < n and words[k + 1][:1].isupper():
                return steps > 0 and k - i <= 3
            i, steps = k, steps + 1
        return False
