"""Where a noun phrase that may name a speaker ends."""

from __future__ import annotations

from warta.stages.quotes.phrases import CALLED, FUNCTION, PLACES, REACH, SPEAKER_NOUNS, is_verb
from warta.stages.quotes.reading import Passage

#: How many atoms a noun phrase may have.
_LONGEST = 60
#: Descriptions of several words that hold `nomor`.
_FIRST = ("orang nomor satu", "orang nomor dua")


class Extent:
    """Finds the end of noun phrases in a passage, without what is in apposition to them.

    Args:
        passage: the passage.
        text: the article's text.
    """

    def __init__(self, passage: Passage, text: str):
        self.passage = passage
        self.text = text
        self.atoms = passage.atoms

    def core(self, i: int) -> int:
        """Return one past the last atom of the phrase beginning at `i`, before any apposition."""
        atoms, j, named = self.atoms, i, False
        titled = bool(atoms[i].classes & SPEAKER_NOUNS) or atoms[i].capital or "quantifier" in atoms[i].classes
        while j < min(len(atoms), i + _LONGEST):
            atom = atoms[j]
            if atom.kind == "name":
                if named and "name:PER" in atom.classes:
                    break
                named = named or "name:PER" in atom.classes
                j += 1
                continue
            if atom.kind == "quoted":
                # `pelantun "Sepi" itu`: a title inside a description
                if j > i and not named and j + 1 < len(atoms) and "determiner" in atoms[j + 1].classes:
                    j += 2
                break
            if atom.kind == "mark":
                if atom.low == "(":
                    closing = self.closing(j)
                    if closing is None:
                        break
                    j = closing + 1
                    continue
                if j > i and self.abbreviates(j):
                    j += 1
                    continue
                born = self._born(i, j)
                if born:
                    j = born  # `pria kelahiran Kota, 2 Mei 1981 itu`
                break
            classes = atom.classes
            if "determiner" in classes:
                j += 1
                break
            if j > i and (
                atom.cue("active", "passive", "source", "attitude", "headline")
                or (
                    atom.cue("short")
                    and (not atom.capital or self.passage.kind == "headline")
                    and not self._noun_use(j)
                )
            ):
                break
            if j > i and (atom.low == "yang" or "sub" in classes or "time" in classes):
                break
            if atom.low in ("dan", "&"):
                if named or not (self._title_goes_on(j) or self._field_goes_on(i, j)):
                    break
                j += 1
                continue
            if atom.low == "untuk" and j > i and titled and not named and self._region(j + 1):
                j += 1  # `juru bicara Warta Air untuk Afrika Selatan, Rina Sari`
                continue
            if "prep" in classes:
                if j > i and "addressee" in classes:
                    break  # `tanya Kapolres kepada Ajun Komisaris Rina Sari`
                determined = self._determined_name(j + 1, any_noun=atoms[i].low in _FIRST)
                if j > i and not named and determined is not None:
                    j = determined + 1  # `orang nomor satu di Polres Sukamaju itu`
                    break
                if named or not titled or not self.name_follows(j) or self.occasion(j):
                    break  # `jaksa dalam sidang Rina Sari`: not her title
                j += 1
                continue
            if classes & {"adverb", "negation", "modal", "purpose", "source"} and not atom.capital:
                break
            if any(c.startswith("pronoun:") for c in classes):
                break
            if (
                is_verb(atom)
                and j > i
                and not ("position" in atom.classes and atoms[j - 1].classes & SPEAKER_NOUNS)  # `pemain bertahan`
                and not self._trade_of_doing(i, j)
                and not (
                    atom.low.startswith(("ber", "ter"))
                    and atom.low != "terdapat"  # `Di antara massa terdapat Rina Sari.`
                    and not named
                    and (atom.low in CALLED or not any(a.kind == "name" for a in atoms[i:j]))
                    and not atom.cue()
                    and (self.name_follows(j) or self._determiner_follows(j))
                )
            ):
                break
            if named and not atom.capital and not atom.low.isdigit():
                break
            if j > i and not titled and not atom.capital:
                break
            j += 1
        while j > i + 1 and atoms[j - 1].kind == "word" and atoms[j - 1].classes & {"conj", "prep", "trailing"}:
            j -= 1
        return j

    def _trade_of_doing(self, i: int, j: int) -> bool:
        """Tell whether a verb says what a trade does, and a determiner closes it: `guru mengaji itu`."""
        atoms = self.atoms
        closed = j + 1 < len(atoms) and "determiner" in atoms[j + 1].classes
        return closed and j == i + 1 and bool(atoms[i].classes & {"noun:title", "noun:group"}) and not atoms[j].cues

    def _born(self, i: int, j: int) -> int:
        """Return one past the determiner after a date of birth whose comma stands at j, 0 where there is none."""
        atoms = self.atoms
        if atoms[j].low != "," or not any(a.low in ("kelahiran", "lahir") for a in atoms[i + 1 : j]):
            return 0
        for k in range(j + 1, min(j + 6, len(atoms))):
            if "determiner" in atoms[k].classes:
                return k + 1 if k > j + 1 else 0
            if not (atoms[k].low.isdigit() or "calendar" in atoms[k].classes):
                return 0
        return 0

    def occasion(self, j: int) -> bool:
        """Tell whether `dalam` opens an adverbial rather than part of a title: `jaksa dalam sidang Rina Sari`."""
        atoms = self.atoms
        if "in view of" in atoms[j].classes:
            return True  # `warga di depan Rina Sari`
        if atoms[j].low != "dalam" or atoms[j].capital or j + 1 >= len(atoms):
            return False
        return atoms[j + 1].low in ("sidang", "persidangan", "perkara", "kasus", "dakwaan", "tuntutan", "acara")

    def abbreviates(self, j: int) -> bool:
        """Tell whether the mark at j belongs to a title: the stop in `AKP. Budi`, the stroke in `1714/Puncak`."""
        atoms = self.atoms
        before, mark = atoms[j - 1], atoms[j]
        if before.end != mark.start or j + 1 >= len(atoms):
            return False
        following = atoms[j + 1]
        if mark.low == "/":
            return following.start == mark.end
        if mark.low != "." or not (following.capital or following.kind == "name"):
            return False
        known = bool(before.classes & (SPEAKER_NOUNS | {"honorific"}))
        return known or (before.capital and len(before.low) <= 5 and not self.text[before.start : before.end].isupper())

    def _region(self, j: int) -> bool:
        """Tell whether a place or a body stands at an atom, and a person's name after the comma that follows it."""
        atoms = self.atoms
        if j >= len(atoms) or not atoms[j].classes & (PLACES | {"name:ORG"}):
            return False
        j += 1
        if j < len(atoms) and atoms[j].kind == "word" and not atoms[j].classes:
            j += 1  # `Afrika selatan`
        return j + 1 < len(atoms) and atoms[j].low == "," and "name:PER" in atoms[j + 1].classes

    def _noun_use(self, j: int) -> bool:
        return bool(self.atoms[j].classes & SPEAKER_NOUNS)

    def closing(self, j: int) -> int | None:
        """Return the bracket that closes the one at an atom, None where none is near."""
        for k in range(j + 1, min(j + 16, len(self.atoms))):
            if self.atoms[k].low == ")":
                return k
        return None

    def _title_goes_on(self, j: int) -> bool:
        """Tell whether `dan` at j joins parts of a title: a capital word before and after it and a name further on."""
        atoms = self.atoms
        if j + 1 >= len(atoms) or not atoms[j - 1].capital:
            return False
        following = atoms[j + 1]
        return following.capital and "name:PER" not in following.classes and not following.classes & {"noun:title"}

    def _field_goes_on(self, i: int, j: int) -> bool:
        """Tell whether `dan` at j joins two fields of somebody whose name follows: `Psikolog anak dan keluarga Rina Sari`."""
        atoms = self.atoms
        if j < i + 2 or j + 2 >= len(atoms) or "noun:title" not in atoms[i].classes:
            return False
        field = all(
            a.kind == "word" and a.upos in (None, "NOUN") and not a.capital for a in (*atoms[i + 1 : j], atoms[j + 1])
        )
        return field and "name:PER" in atoms[j + 2].classes

    def name_follows(self, j: int) -> bool:
        """Tell whether a person's name follows before the phrase must end."""
        for k in range(j + 1, min(j + REACH, len(self.atoms))):
            atom = self.atoms[k]
            if "name:PER" in atom.classes:
                before = self.atoms[k - 1]
                return not (
                    "prep" in before.classes
                    and before.low in ("kepada", "oleh", "bersama", "dengan", "terhadap", "dari")
                )
            if atom.kind in ("mark", "quoted") or atom.low == "yang" or (atom.cue() and not atom.capital):
                return False
            if atom.classes & {"sub", "time", "negation", "modal"} or is_verb(atom):
                return False
            if atom.low in ("kepada", "oleh", "bersama", "dengan", "saat", "terhadap"):
                return False
        return False

    def _determined_name(self, j: int, *, any_noun: bool = False) -> int | None:
        """Return the determiner of a name of an institution or a place at j, or of any noun, that belongs to a head before."""
        atoms, after = self.atoms, j + 1
        if after >= len(atoms):
            return None
        if not (atoms[j].kind == "name" and "name:PER" not in atoms[j].classes) and not (
            any_noun and atoms[j].kind == "word"
        ):
            return None
        if atoms[after].low == "(":
            after = (self.closing(after) or after) + 1  # `pendeta Gereja Kota di Jawa (GKJ) itu`
        return after if after < len(atoms) and "determiner" in atoms[after].classes else None

    def _determiner_follows(self, j: int) -> bool:
        """Tell whether a determiner closes the phrase soon after j: `Perempuan berhijab ini`."""
        for atom in self.atoms[j + 1 : j + 4]:
            if "determiner" in atom.classes:
                return True
            if "name:ORG" in atom.classes:
                continue  # `pemain bertahan Warta FC tersebut`
            if atom.kind != "word" or atom.capital or is_verb(atom) or atom.classes & FUNCTION:
                return False
        return False
