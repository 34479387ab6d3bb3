"""Names that open with a common noun: `Kementerian Luar Negeri Vietnam`, `Desa Watumanu`, `Konvensi Hanoi`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from warta.core.article import Token
from warta.stages.entities.extents import Extents, begins_name, is_tagged, no_name
from warta.stages.entities.proposals import MINISTERS, NameLexicons, Proposal, words_of

#: Words after the name of whoever made a law.
_NUMBERED = frozenset({"Nomor", "No", "No.", "nomor", "no.", "tentang"})

#: Nouns that name a body of its own also where an office is named by them (`Ketua Fraksi`); others name a rank (`Kepala Cabang`).
_BODIES = words_of("body")


class HeadedNames:
    """Proposes organizations, places, events and laws by the noun their names open with.

    Args:
        names: the lexicons.
        extents: finds where names end.
    """

    def __init__(self, names: NameLexicons, extents: Extents):
        self.names = names
        self.extents = extents

    def propose(self, tokens: Sequence[Token], words: Sequence[str]) -> Iterable[Proposal]:
        """Yield the names that open with a head noun, each as long as it goes on."""
        i, n = 0, len(words)
        while i < n:
            step = 1
            if words[i][:1].isupper() and not self._inside_listed(words, i):
                event = self.names.event_heads.match_at(words, i)
                organization = self.names.organization_heads.match_at(words, i)
                place = self.names.place_heads.match_at(words, i)
                if organization and (self._of_office(words, i) or self._apposed(tokens, i, organization[0])):
                    organization = None
                if place and self._covered(words, i):
                    place = None  # `Wali Kota Parepare`
                if organization and place and place[0] > organization[0]:
                    organization = None  # `Pusat Konvensi Da Lat`
                law = self._law_end(words, i)
                if law:
                    yield Proposal(i, law, "LAW", 0.95, "head")
                    step = law - i
                elif event:
                    last = self.extents.capitals(words, i + event[0], joints=frozenset({"tentang", "dan"}), limit=14)
                    if last > i + event[0]:
                        yield Proposal(i, last, event[1], 0.8, "head")
                        step = last - i
                elif words[i] == "Grup" and i + 1 < n and len(words[i + 1]) == 1:
                    step = 2  # `Grup A`
                elif organization and organization[1] == "none":
                    step = organization[0]
                elif words[i] == "Kantor" and self._own_office(words, i + 1):
                    pass  # `Kantor Kemenhub`, `Kepala Kantor Komando …`: the organization's own office
                elif organization and not (i + organization[0] < n and words[i + organization[0]] == "/"):
                    last = self.extents.organization_end(
                        tokens, words, i, i + organization[0], regional=organization[1] == "regional"
                    )
                    if last > i + organization[0] and not all(no_name(t) for t in tokens[i:last]):
                        yield Proposal(i, last, "ORG", 0.9, "head")
                        step = last - i
                elif (
                    place
                    and not (words[i] == "Laut" and i and words[i - 1][:1].isupper())
                    and not (i and self.names.office_before(words, i) and words[i] == "Desa")
                ):
                    last = self.extents.place_end(tokens, words, i, i + place[0], built=place[1] == "FAC")
                    if last > i + place[0] and not all(no_name(t) for t in tokens[i:last]):
                        yield Proposal(i, last, place[1], 0.9, "head")
                        step = last - i
            i += step

    def _of_office(self, words: Sequence[str], i: int) -> bool:
        """Tell whether word `i` is part of an office's name: `Reskrim` of `Kasat Reskrim`, `Cabang` of `Kepala Cabang`."""
        office = self._covered(words, i)
        if office is None:
            return i > 0 and words[i - 1] in MINISTERS
        return office == "acronym" or words[i] not in _BODIES

    def _covered(self, words: Sequence[str], i: int) -> str | None:
        """Return the kind of an office that begins before word `i` and covers it, or None."""
        for back in (1, 2, 3):
            office = self.names.offices.match_at(words, i - back) if i >= back else None
            if office and office[0] > back:
                return office[1]
        return None

    @staticmethod
    def _apposed(tokens: Sequence[Token], i: int, size: int) -> bool:
        """Tell whether the tagger is sure that head words belong to no name but begins one after them: `maskapai Azul`."""
        after = i + size
        if tokens[i].text.isupper():
            return False  # `DPP Partai Bintang Rakyat`
        return (
            after < len(tokens)
            and is_tagged(tokens[after], "ORG")
            and begins_name(tokens[after])
            and all(no_name(t) for t in tokens[i:after])
        )

    def _inside_listed(self, words: Sequence[str], i: int) -> bool:
        """Tell whether word `i` stands inside the name of a country or place: `Serikat` of `Amerika Serikat`."""
        return any((self.names.known_place(words, i - back) or 0) > back for back in (1, 2) if i >= back)

    def _law_end(self, words: Sequence[str], i: int) -> int | None:
        """Return the end of a law's name before its number or subject: `Putusan Mahkamah Konstitusi Nomor 5`, or None."""
        kind = self.names.laws.match_at(words, i)
        if kind is None:
            return None
        last = self.extents.capitals(words, i + kind[0], joints=frozenset({"dan"}), limit=8, numbers=False)
        return last if words[last : last + 1] and words[last] in _NUMBERED and last > i + kind[0] else None

    def _own_office(self, words: Sequence[str], i: int) -> bool:
        """Tell whether a listed organization stands at word `i` and its name does not go on with `untuk`."""
        match = self.names.organizations.match_at(words, i) or self.names.organization_heads.match_at(words, i)
        return match is not None and words[i + match[0] : i + match[0] + 1] != ["untuk"]
