"""The lexicons the grammar of offices reads, as phrases over words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from warta.lexicon import Resources, load
from warta.lexicon.countries import Countries
from warta.lexicon.phrases import Phrases


def words_of(role: str) -> frozenset[str]:
    """Return the words with a role in the grammar of offices (`office_words.tsv`)."""
    return frozenset(r["word"] for r in load("office_words") if r["role"] == role)


#: Words that may stand inside an office's complement: `Hukum dan HAM`, `urusan Kemanusiaan`.
CONNECTORS = words_of("connector")
#: Words an office does not go on over.
STOPS = words_of("stop")
#: Words that join two offices of one person.
JOINTS = words_of("joint")
#: Prepositions before the body or the place an office belongs to.
PREPOSITIONS = words_of("preposition")

_SHORT = 5


@dataclass(frozen=True)
class Head:
    """The word an office begins with.

    Args:
        kind: office, acronym, member, profession, or none for what only looks like an office (`pemimpin klasemen`).
        many: whether several people hold it at a time (`Wakil Ketua`).
        serves: whether it is held under another office (`Staf Khusus Menteri Agama`).
    """

    kind: str
    many: bool = False
    serves: bool = False


class Heads(Phrases[Head]):
    """Heads of offices; short acronyms count only with a capital (`Kasi`, but not `kasi`)."""

    def match_at(self, words: Sequence[str], start: int) -> tuple[int, Head] | None:
        """Return (number of words, head) of the longest head beginning at word `start`, or None."""
        match = super().match_at(words, start)
        if match is None or match[1].kind == "none":
            return None
        short = match[1].kind == "acronym" and len(words[start]) <= _SHORT
        return None if short and words[start].islower() else match


class OfficeLexicons:
    """Heads of offices, ranks, honorifics, degrees, markers, heads of institutions, countries.

    Args:
        resources: gives the lexicons.
    """

    def __init__(self, resources: Resources):
        self.heads = Heads(
            (r["head"], Head(r["kind"], r["holders"] == "many", r["takes"] == "office"))
            for r in resources.lexicon("office_heads")
        )
        ranks = [(r["rank"], (r["code"] or None, r["service"])) for r in resources.lexicon("ranks")]
        written = {rank for rank, _ in ranks}
        ranks += [(c, value) for rank, value in ranks if rank.isupper() and (c := rank.capitalize()) not in written]
        self.ranks = Phrases(ranks, fold=False)
        self.ranks_upper = Phrases((rank.upper(), value) for rank, value in ranks)
        self.honorifics = Phrases(((r["form"], r["kind"]) for r in resources.lexicon("honorifics")), fold=False)
        self.markers = Phrases((r["marker"], r["kind"]) for r in resources.lexicon("office_markers"))
        degrees = [r["degree"] for r in resources.lexicon("degrees")]
        self.degrees = Phrases(
            ((d, True) for d in [*(d.removesuffix(".") for d in degrees if "." in d[:-1]), *degrees]), fold=False
        )
        self.institutions = Phrases((r["head"], r["kind"]) for r in resources.lexicon("organization_heads"))
        self.pronouns = frozenset(r["pronoun"] for r in resources.lexicon("pronouns") if r["number"] == "sg")
        self.countries = Countries(resources)
