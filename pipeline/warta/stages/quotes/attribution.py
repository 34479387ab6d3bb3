"""Find who is named after a bare cue: `kata Kapolsek Kota Lama, Rina Sari, Senin (2/6)`."""

from __future__ import annotations

from dataclasses import replace

from warta.stages.quotes.chunks import NounPhrases
from warta.stages.quotes.phrases import CALLED, PLACES, REACH, SPEAKER_NOUNS, Phrase, is_verb

#: How many atoms a relative clause between a description and its name may have.
_CLAUSE = 16
#: How many atoms after `yang` somebody's name may come that the clause is there to give.
_NAMES_HERSELF = 6
#: Kinds of phrases after which a name may still come.
_UNNAMED = ("organization", "group", "title", "unknown", "anonymous")
#: Classes of words that open a description.
_KINDS = SPEAKER_NOUNS | {"indefinite", "quantifier"}


class Attributions:
    """Reads the noun phrases after bare cues.

    Args:
        phrases: the noun phrases of the passage.
    """

    def __init__(self, phrases: NounPhrases):
        self.phrases = phrases
        self.atoms = phrases.atoms

    def after_cue(self, i: int) -> Phrase | None:
        """Return the noun phrase right after a bare cue; a description may have any noun (`kata maestro itu`).

        Where one speaks through another with a name, it is the other: `kata Kapolsek Rina Sari melalui Kanit Reskrim Budi Jaya`.
        """
        phrase = self._after_cue(i)
        if phrase is None or phrase.kind not in ("name", "title") or phrase.last + 1 >= len(self.atoms):
            return phrase
        if "through" not in self.atoms[phrase.last].classes or not self.atoms[phrase.last + 1].classes & SPEAKER_NOUNS:
            return phrase
        other = self.phrases.parse(phrase.last + 1, governor="cue")
        return other if other is not None and other.kind == "name" else phrase

    def _after_cue(self, i: int) -> Phrase | None:
        atoms = self.atoms
        work = self._of_work(i) or self._of_siblings(i)
        if work is not None:
            return work
        for k in range(i + 2, min(i + 12, len(atoms))):
            if atoms[k].kind == "quoted" or atoms[k].low in ".;:":
                break
            if "determiner" in atoms[k].classes and atoms[k - 1].low == ",":
                return Phrase(
                    i, k + 1, k + 1, "title", i, "cue", anaphoric=True
                )  # `ujar pemain asal klub Kota, Warta, itu`
        phrase = self.phrases.parse(i, governor="cue")
        apposed = phrase is not None and phrase.kind == "unknown" and phrase.first > i
        called = self._named_so(phrase.core) if phrase is not None else None
        if called is not None:
            return Phrase(i, called + 1, called + 1, "name", called, "cue")
        at_end = phrase is not None and phrase.core < len(atoms) and atoms[phrase.core].low == "yang"
        at_end = at_end and phrase is not None and self._named_at_end(phrase.core) is not None
        told = phrase is not None and (phrase.anaphoric or phrase.relation or apposed) and not at_end
        if phrase is not None and phrase.kind in _UNNAMED and not told:
            named = self.named_after(i)
            if named is not None:
                return named
        untagged = self._named_between(i, phrase) if not told else None
        if untagged is not None:
            return untagged
        if phrase is not None and phrase.kind == "title" and self._modified(phrase):
            return replace(phrase, anaphoric=True)  # `ujar pembalap asal Spanyol.`
        if phrase is not None and phrase.kind != "unknown":
            return phrase
        for k in range(i, min(i + 10, len(atoms))):
            if atoms[k].kind == "mark" or atoms[k].kind == "quoted":
                break
            if k > i and "determiner" in atoms[k].classes:
                return Phrase(i, k + 1, k + 1, "title", i, "cue", anaphoric=True)
        if phrase is None and self._does(i):
            return Phrase(i, i + 1, i + 1, "anonymous", i, "cue")
        if phrase is None:
            for k in range(i, min(i + 12, len(atoms))):
                if "name:PER" in atoms[k].classes:
                    return Phrase(
                        i, k + 1, k + 1, "anonymous" if self.phrases.appositions.withheld(k + 1) else "name", k, "cue"
                    )
                if atoms[k].classes & {"prep", "time", "sub", "pronoun:sg"} or atoms[k].kind == "quoted":
                    break
                if atoms[k].kind == "mark" and atoms[k].low != ",":
                    break
        return phrase

    def _named_between(self, i: int, phrase: Phrase | None) -> Phrase | None:
        """Return the name the tagger did not find at the end of an attribution: `ujar sopir truk di Kota, Rina, Senin (8/2).`"""
        atoms = self.atoms
        trade = atoms[i].classes & SPEAKER_NOUNS if i < len(atoms) else None
        if not trade or (phrase is not None and phrase.kind == "name" and phrase.main == i):
            return None
        for k in range(i + 1, min(i + 10, len(atoms) - 2)):
            if atoms[k].kind in ("mark", "quoted") and atoms[k].low != ",":
                return None
            if atoms[k].low != ",":
                if is_verb(atoms[k]) or atoms[k].low == "yang":
                    return None
                continue
            name, after = atoms[k + 1], atoms[k + 2]
            dated = after.low == "," and k + 3 < len(atoms) and "calendar" in atoms[k + 3].classes
            plain = name.kind == "word" and name.capital and not name.classes - {"called"} and name.low.isalpha()
            if plain and (dated or "addressee" in after.classes):
                return Phrase(k + 1, k + 2, k + 2, "unknown", k + 1, "cue")
            return None
        return None

    def _modified(self, phrase: Phrase) -> bool:
        """Tell whether a trade in small letters goes with what tells who of them is meant: `pembalap asal Spanyol`, `pemain bernomor 10`."""
        first, core = phrase.first, phrase.core
        if phrase.anaphoric or self.atoms[first].capital or "spokesman" in self.atoms[first].classes:
            return False
        rest = self.atoms[first + 1 : core + 1]
        return any("modifies" in a.classes for a in rest)

    def _of_work(self, i: int) -> Phrase | None:
        """Return a description by the title of a work, whatever its words: `kata pelantun Bila Memang Kamu tersebut`."""
        atoms = self.atoms
        named = False
        if i >= len(atoms) or "maker" not in atoms[i].classes:
            return None
        for k in range(i + 1, min(i + 10, len(atoms))):
            if "determiner" in atoms[k].classes:
                return Phrase(i, k + 1, k + 1, "title", i, "cue", anaphoric=True)
            ends = atoms[k].low == "." or k + 1 == len(atoms) or bool(atoms[k].classes & {"prep", "time"})
            if k > i + 1 and ends and (not named or atoms[k - 1].low.isdigit()):
                return Phrase(i, k, k, "title", i, "cue", anaphoric=True)  # `ujar pelantun lagu Jodohku.`
            named = named or "name:PER" in atoms[k].classes
            if not (
                atoms[k].capital or atoms[k].kind in ("name", "quoted") or atoms[k].low.isdigit() or atoms[k].low == ":"
            ):
                return None
        return None

    def _of_siblings(self, i: int) -> Phrase | None:
        """Return a description by the place among brothers and sisters: `ucap anak ketiga dari lima bersaudara itu`."""
        atoms = self.atoms
        for k in range(i + 2, min(i + 8, len(atoms))):
            if atoms[k].kind != "word" or "name:PER" in atoms[k].classes:
                return None
            if atoms[k].low == "bersaudara":
                closed = k + 1 < len(atoms) and "determiner" in atoms[k + 1].classes
                return Phrase(i, k + 1 + closed, k + 1 + closed, "title", i, "cue", anaphoric=True)
        return None

    def _does(self, i: int) -> bool:
        """Tell whether a word at the end of its phrase says who does something: `kata perekam.`"""
        if i >= len(self.atoms):
            return False
        atom = self.atoms[i]
        noun = atom.kind == "word" and not atom.capital and atom.upos in (None, "NOUN") and not atom.classes
        closed = i + 1 == len(self.atoms) or self.atoms[i + 1].kind in ("mark", "quoted")
        return noun and closed and len(atom.low) > 5 and atom.low.startswith("pe") and not atom.low.endswith("an")

    def named_after(self, i: int) -> Phrase | None:
        """Return the person whose long description begins at an atom: `kader PSI sekaligus advokat, Rina Sari`."""
        atoms, comma, inside = self.atoms, False, i
        for k in range(i, min(i + REACH, len(atoms))):
            atom = atoms[k]
            if atom.low == "(" and k >= inside:
                inside = (
                    self.phrases.extent.closing(k) or k
                ) + 1  # `Direktur Badan Warta (BW) sekaligus dosen, Rina Sari`
            if k < inside:
                continue
            if "name:PER" in atom.classes:
                return (
                    Phrase(i, k + 1, k + 1, "name", k, "cue")
                    if comma or "name:ORG" not in atoms[k - 1].classes
                    else None
                )
            if atom.kind == "quoted" or atom.classes & {"sub", "time", "determiner", "negation", "modal"}:
                return None
            following = atoms[k + 1] if k + 1 < len(atoms) else atom
            of_it = atom.low in ("dari", "di", "pada") and (following.capital or following.kind == "name")
            of_it = of_it or (not self.phrases.extent.occasion(k) and self.phrases.extent.name_follows(k))
            if "addressee" in atom.classes:
                return None  # `tanya Kapolres kepada Ajun Komisaris Rina Sari`
            if "prep" in atom.classes:
                body = None if of_it or comma else self._of_a_body(k)
                if comma or not (of_it or body):
                    return None
                if body:
                    inside = max(inside, body)  # `salah satu pemain di bisnis itu, Rina Sari`
                    continue
            if atom.kind == "mark":
                if atom.low == "." and atoms[k - 1].classes & {"honorific", "degree"}:
                    continue  # `…, Prof. Dr. Rina Sari`
                if atom.low in "–—-" and atoms[k - 1].low.isdigit():
                    continue  # `Direktur Warta Raya 2018–2020, Rina Sari`
                # `Managing Director Warta, EMEA, Rina Sari`, `penjual ikan di pasar, Kota Lama, H Rina`
                after = k + 1
                while after < len(atoms) and "honorific" in atoms[after].classes:
                    after += 1
                named = after < len(atoms) and "name:PER" in atoms[after].classes and atoms[k - 2].low == ","
                if atom.low != "," or (comma and not named):
                    return None
                comma = True
            elif atom.low == "yang":
                # `Ketua Komisi A yang juga Anggota DPR, Rina Sari`, `salah satu warga yang ditemui di Kota, Rina.`
                named_at = self._named_at_end(k)
                also = k + 1 < len(atoms) and atoms[k + 1].low in ("juga", "sekaligus")
                if not also and not (atoms[i].classes & _KINDS and named_at):
                    return None
                inside = named_at or inside
            elif atom.cue():
                return None
            elif is_verb(atom):
                # `salah satu warga terdampak, Rina Sari.`: a relative clause without `yang`
                named_at = self._named_at_end(k - 1) if k > i + 1 and "indefinite" in atoms[i].classes else None
                if comma or named_at is None:
                    return None
                inside = named_at
        return None

    def _named_at_end(self, k: int) -> int | None:
        """Return the comma before the name that ends an attribution, where a relative clause at an atom leads to it, else None."""
        atoms = self.atoms
        comma = next((j for j in range(k + 1, min(k + _CLAUSE, len(atoms) - 1)) if atoms[j].low == ","), None)
        if comma is None or any(a.kind == "quoted" or "addressee" in a.classes for a in atoms[k + 1 : comma]):
            return None
        while comma + 2 < len(atoms) and atoms[comma + 1].classes & PLACES and atoms[comma + 2].low == ",":
            comma += 2  # `penjual ikan di pasar, Kota Lama, H Rina`
        name = comma + 1
        while name + 1 < len(atoms) and "honorific" in atoms[name].classes:
            name += 1
        if name >= len(atoms) or "name:PER" not in atoms[name].classes:
            return None
        ends = self.phrases.appositions.ends_attribution(name + 1) or atoms[name + 1].low == ","
        return comma if ends else None

    def _named_so(self, k: int) -> int | None:
        """Return the name in a relative clause near an atom that does nothing but name somebody: `pedagang yang bernama Rina`."""
        atoms = self.atoms
        while k + 2 < len(atoms) and atoms[k].kind == "word" and atoms[k].upos in ("VERB", "ADJ", "NOUN"):
            k += 1  # `penjual minyak goreng yang bernama Rina`
        if k >= len(atoms) or atoms[k].low != "yang":
            return None
        for j in range(k + 1, min(k + _NAMES_HERSELF, len(atoms) - 1)):
            if atoms[j].low in CALLED:  # `perempuan yang kemudian menyebut dirinya bernama Rina`
                return j + 1 if "name:PER" in atoms[j + 1].classes else None
            if atoms[j].kind != "word":
                return None
        return None

    def _of_a_body(self, k: int) -> int | None:
        """Return the comma before the name that ends an attribution, where a preposition and words lead to it: `kepala dinas di kota itu, Rina Sari.`"""
        atoms = self.atoms
        comma = self._named_at_end(k) if atoms[k].low in ("di", "pada", "dari") else None
        if comma is None or comma >= k + 7:
            return None
        words = all(
            (a.kind in ("word", "name") or a.low == ",") and not is_verb(a) and a.low != "yang"
            for a in atoms[k + 1 : comma]
        )
        return comma if words else None
