"""What stands in apposition to a noun phrase, before it or after it: the name of an office's holder, the office of a person."""

from __future__ import annotations

from warta.stages.quotes.extent import Extent
from warta.stages.quotes.phrases import FUNCTION, PLACES, REACH, SPEAKER_NOUNS, is_verb
from warta.stages.quotes.reading import Atom

#: How many atoms may stand between a noun and the `yang` of a clause about it.
_MODIFIER = 7
#: Words of kinship that are mostly forms of address before a full name.
_SIBLINGS = ("saudara", "saudari")
#: What says in which office somebody speaks.
AS = ("selaku", "sebagai")


class Appositions:
    """Reads appositions in a passage.

    Args:
        extent: where noun phrases of the passage end.
    """

    def __init__(self, extent: Extent):
        self.text, self.atoms, self.extent = extent.text, extent.atoms, extent

    def apposed(
        self, core: int, open_end: bool, *, free: bool = True, closed: bool = False, single: bool = False
    ) -> tuple[int, int, int] | None:
        """Return the name in apposition at `core`: its first atom, one past its last, one past the apposition.

        Args:
            core: the atom after the phrase the name belongs to.
            open_end: whether the end of the passage may close the apposition.
            free: whether the phrase stands where a subject can.
            closed: whether an apposition after a comma must be closed by one: `Menurut warga, Rina akan datang.`
            single: whether one word with a capital may be a name the tagger did not find: `kata kuasa hukum Rina, Sari, di Kota`.
        """
        atoms = self.atoms
        j = core
        if j >= len(atoms):
            return None
        if j + 2 < len(atoms) and "time" in atoms[j].classes and "determiner" in atoms[j + 1].classes:
            j += 2  # `juru bicara kementerian saat itu, Rina Sari, …`
        if atoms[j].low == ",":
            j += 1
        elif j > core or atoms[j].kind != "name" or "name:PER" not in atoms[j].classes:
            return None
        comma, begun = j > core, j
        if comma and not free and j < len(atoms) and atoms[j].classes & SPEAKER_NOUNS and not atoms[j].capital:
            return None  # `Menjawab hakim, terdakwa Rina mengaku …`: a new noun phrase
        steps = 0
        while j < len(atoms) and steps < 12:
            atom = atoms[j]
            ranked = j == begun or "rank" in atoms[j - 1].classes
            mistaken = "name:ORG" in atom.classes and comma and ranked and self.like_a_person(j)
            if "name:PER" in atom.classes or mistaken:
                after = j + 1
                while after < len(atoms) and atoms[after].low == "(":
                    closing = self.extent.closing(after)
                    if closing is None:
                        break
                    after = closing + 1
                while comma and after < len(atoms) and self._is_degree(atoms[after]):
                    after += 1  # `Dokter spesialis jiwa, dr Rina Sari SpKJ, …`
                following = atoms[after] if after < len(atoms) else None
                if comma and closed and following is not None and following.low != ",":
                    return None
                if comma and not free and (following is None or following.low != "," or not self._comma_again(after)):
                    return None
                if following is None or following.low in ".;":
                    return (j, j + 1, after) if open_end else None
                if following.low == ",":
                    return j, j + 1, after + 1
                if (
                    not comma
                    or following.cue()
                    or following.classes & {"adverb", "time", "prep", "modal", "negation"}
                    or following.low == "yang"
                    or following.kind == "quoted"
                ):
                    return j, j + 1, after
                if atoms[after - 1].end == following.start or following.low in ':"':
                    return j, j + 1, after
                return None
            if (
                (
                    atom.kind == "word"
                    and (
                        atom.capital
                        or atom.classes & SPEAKER_NOUNS
                        or "honorific" in atom.classes
                        or (comma and begun < j and self._tells_trade(begun, j))
                        or (len(atom.low) <= 3 and atom.low not in ("dia", "ia", "ini", "itu"))
                    )
                    and not atom.classes & {"determiner", "sub", "prep", "negation", "modal"}
                )
                or atom.kind == "name"
                or (atom.low == "." and atoms[j - 1].end == atom.start and len(atoms[j - 1].low) <= 5)
            ):
                j += 1
            else:
                break
            steps += 1
        first = j - 1 if single and steps == 1 else j - 2
        if (
            comma
            and first >= begun
            and (j < len(atoms) and (atoms[j].low == "," or atoms[j].cue("active")))
            and all(
                atoms[k].kind == "word" and atoms[k].capital and atoms[k].classes <= {"called"} for k in range(first, j)
            )
        ):
            # A name the tagger did not find, between the title and its comma or verb.
            return first, j, j + 1 if atoms[j].low == "," else j
        return None

    def _is_degree(self, atom: Atom) -> bool:
        """Tell whether a word is a degree after a name, of a medical field too: `SpOG`."""
        word = self.text[atom.start : atom.end]
        return atom.kind == "word" and ("degree" in atom.classes or (word[:2] == "Sp" and word[2:3].isupper()))

    def _tells_trade(self, begun: int, j: int) -> bool:
        """Tell whether a word says more of the trade that opens an apposition: `Pembicara pertama, pemain teater senior Rina Sari, …`."""
        trade, atom = self.atoms[begun].classes & {"noun:title", "noun:group"}, self.atoms[j]
        return bool(trade) and atom.upos in (None, "NOUN", "ADJ") and not atom.classes and not atom.cues

    def _comma_again(self, j: int) -> bool:
        """Tell whether what follows the comma at j is not yet the verb of the name before it."""
        return j + 1 < len(self.atoms) and self.atoms[j + 1].cue() is None

    def like_a_person(self, j: int) -> bool:
        """Tell whether a name tagged as an organization after a title and a comma can be a person's, before a cue."""
        atom = self.atoms[j]
        words = atom.low.split()
        k = j + 1
        if k < len(self.atoms) and self.atoms[k].low == ",":
            k += 1
        return (
            len(words) >= 2
            and not atom.low.isupper()
            and k < len(self.atoms)
            and self.atoms[k].cue("active") is not None
        )

    def past(self, core: int, governor: str) -> int:
        """Return one past the apposition that follows a phrase ("…, Direktur Y di Z,"), else `core`."""
        atoms = self.atoms
        j = core
        while j < len(atoms) and atoms[j].low == "(":
            closing = self.extent.closing(j)
            if closing is None:
                return j
            j = closing + 1
        if j + 2 < len(atoms) and atoms[j].low in ("–", "—", "-") and atoms[j + 1].classes & SPEAKER_NOUNS:
            for k in range(j + 2, min(j + 2 * REACH, len(atoms))):
                if atoms[k].low == atoms[j].low:
                    return k + 1
        if j + 1 < len(atoms) and atoms[j].low in AS and atoms[core - 1].kind == "name" and governor != "cue":
            # `Rina Sari selaku Direktur Warta Raya menuturkan`
            for k in range(j + 1, min(j + 1 + REACH, len(atoms))):
                if atoms[k].low == "," or atoms[k].cue("active"):
                    return k + (atoms[k].low == ",")
                if (atoms[k].kind in ("mark", "quoted") and atoms[k].low not in "()") or is_verb(atoms[k]):
                    break
        if j + 1 >= len(atoms) or atoms[j].low != "," or governor in ("prep", "verb"):
            return j
        while j + 3 < len(atoms) and "degree" in atoms[j + 1].classes:
            after = j + 2
            while after < len(atoms) and atoms[after].low == ".":
                after += 1
            if after >= len(atoms) or atoms[after].low != ",":
                return after
            j = after
        first = atoms[j + 1]
        if first.classes & PLACES:
            return self._past_region(j)
        titular = (
            first.classes & SPEAKER_NOUNS
            or first.low.isdigit()
            or ("name:ORG" in first.classes and governor != "cue")
            or ("quantifier" in first.classes and "plural" not in first.classes)
            or first.low in ("yang", *AS)
            or ("name:PER" in atoms[core - 1].classes and self._closed_before_cue(j + 1))
        )
        if not titular or "name:PER" in first.classes:
            return j
        relative = False
        for k in range(j + 1, min(j + 1 + 2 * REACH, len(atoms))):
            atom = atoms[k]
            if atom.low == ",":
                return self._further(k) + 1
            if self._joins(k):
                continue
            if atom.kind == "quoted" or (
                atom.kind == "mark" and atom.low in ".;:-–—" and not self.extent.abbreviates(k)
            ):
                return j
            if atom.low == "yang":
                relative = True
            if "name:PER" in atom.classes and k > j + 1 and self.honorific(j + 1):
                return j
            if (
                governor == "cue"
                and not relative
                and k > j + 2
                and is_verb(atom)
                and atom.upos == "VERB"
                and not atom.cues
            ):
                return j  # `Menurut Rina Sari, anak muda berkenalan di kota, sehingga …`
            if not relative and (
                atom.classes & {"modal", "negation"} or atom.low in ("telah", "sudah", "adalah", "ada", "merupakan")
            ):
                return j
            if relative and atoms[k - 1].low == "yang" and self._closed_clause(k):
                continue  # `Rina Sari, warga Kota yang mengaku tertipu itu mengatakan`
            if atom.cue("active", "passive") and k > j + 1 and first.low not in ("yang", *AS):
                return j if governor == "cue" else k
        return j

    def _past_region(self, comma: int) -> int:
        """Return one past the region between commas at an atom, before a verb, else the atom: `Dinas Kesehatan Kota Lama, Jawa, mencatat`."""
        atoms, after = self.atoms, self._further(comma)
        if after + 1 < len(atoms) and atoms[after].low == "," and atoms[after - 1].classes & PLACES:
            verb = after + 1
            while verb < len(atoms) - 1 and atoms[verb].classes & {"adverb", "modal", "negation"}:
                verb += 1
            if is_verb(atoms[verb]) or atoms[verb].cue("active"):
                return after + 1
        return comma

    def _joins(self, k: int) -> bool:
        """Tell whether a dash joins two bodies' names, or a number and a place: `Universitas Teknologi - Universitas Kota Lama`."""
        atoms = self.atoms
        if atoms[k].low not in ("-", "–") or k + 1 >= len(atoms) or atoms[k + 1].kind != "name":
            return False
        return (atoms[k - 1].kind == "name" or atoms[k - 1].low.isdigit()) and "name:PER" not in atoms[k + 1].classes

    def _closed_clause(self, k: int) -> bool:
        """Tell whether a determiner closes the relative clause of the verb at an atom, right before a cue."""
        atoms = self.atoms
        for j in range(k + 1, min(k + REACH, len(atoms) - 1)):
            if atoms[j].kind in ("mark", "quoted"):
                return False
            if "determiner" in atoms[j].classes:
                return atoms[j + 1].cue("active") is not None
        return False

    def _closed_before_cue(self, first: int) -> bool:
        """Tell whether a noun phrase of any noun ends at a comma right before a cue: `Rina, penabuh gendang, mengaku`."""
        atoms = self.atoms
        if atoms[first].upos not in ("NOUN", "PROPN") or atoms[first].classes & (FUNCTION | {"measure"}):
            return False
        for k in range(first + 1, min(first + REACH, len(atoms))):
            if atoms[k].low == ",":
                k += 1
                while k < len(atoms) and "adverb" in atoms[k].classes:
                    k += 1
                return k < len(atoms) and atoms[k].cue("active") is not None
            if atoms[k].kind in ("mark", "quoted") and atoms[k].low not in "()-":
                return False
            if is_verb(atoms[k]) and atoms[k - 1].low != "yang":
                return False
        return False

    def _further(self, comma: int) -> int:
        """Return the comma that closes an apposition: `Rina Sari, guru di Kota Lama, Jawa, yang sudah lama tinggal di sana, …`."""
        atoms = self.atoms
        while comma + 2 < len(atoms) and atoms[comma + 1].classes & PLACES and atoms[comma + 2].low == ",":
            comma += 2
        if comma + 1 < len(atoms) and atoms[comma + 1].low == "yang":
            for k in range(comma + 2, min(comma + 2 + 2 * REACH, len(atoms))):
                if atoms[k].kind == "quoted" or (atoms[k].kind == "mark" and atoms[k].low in ".;:"):
                    break
                after = k + 1
                while after < len(atoms) and "adverb" in atoms[after].classes:
                    after += 1
                if atoms[k].low == "," and after < len(atoms) and (atoms[after].cue("active") or is_verb(atoms[after])):
                    return k
        return comma

    def honorific(self, i: int) -> bool:
        """Tell whether a word of kinship is a form of address here: `Ibu Sari`, `saudari Rina Sari`."""
        atom = self.atoms[i]
        if atom.low in _SIBLINGS and i + 1 < len(self.atoms):
            named = self.atoms[i + 1]
            return atom.capital or ("name:PER" in named.classes and " " in named.low)
        return atom.capital and "honorific" in atom.classes

    def between_commas(self, core: int) -> bool:
        """Tell whether one word with a capital, nothing known, stands between commas before a date: `kata Bupati Siak, Afni, Senin (9/6)`."""
        atoms = self.atoms
        if core + 3 >= len(atoms) or atoms[core].low != "," or atoms[core + 2].low != ",":
            return False
        return atoms[core + 1].kind == "word" and "calendar" in atoms[core + 3].classes

    def officer_named(self, core: int) -> bool:
        """Tell whether a form of address and a name between commas follow a description: `Kepala dinas itu, dr Rina Sari, memuji …`."""
        atoms, k = self.atoms, core + 1
        while k < len(atoms) and atoms[k].classes & {"honorific", "rank"}:
            k += 1
        named = core + 1 < k < len(atoms) - 1 and atoms[core].low == "," and "name:PER" in atoms[k].classes
        return named and atoms[k + 1].low == ","

    def named_at_once(self, core: int) -> bool:
        """Tell whether a comma and a person's name close a phrase: `juru bicara kementerian itu, Rina Sari.`"""
        atoms, name = self.atoms, core + 1
        while name < len(atoms) and atoms[name].classes & {"honorific", "rank"}:
            name += 1  # `kepala bedah rumah sakit itu, dr Rina Sari, …`
        if name >= len(atoms) or atoms[core].low != "," or "name:PER" not in atoms[name].classes:
            return False
        after = name + 1
        return (
            after >= len(atoms) or atoms[after].low in (",", ".", ";") or bool(atoms[after].classes & {"prep", "time"})
        )

    def ends_attribution(self, j: int) -> bool:
        """Tell whether the end, a bracket, or an adverbial stands at an atom, over a comma: `…, kepada wartawan`, `…, Senin (2/6)`."""
        if j >= len(self.atoms) or self.atoms[j].low in ".(":
            return True
        return (
            bool(self.atoms[j].classes & {"prep", "time", "sub", "calendar", "source"})
            or self.atoms[j].low == "seperti"
        )

    def closes_relative(self, core: int) -> bool:
        """Tell whether a relative clause at `core` ends in a determiner: `perempuan yang akrab disapa Sari itu`."""
        atoms = self.atoms
        if core < len(atoms) and atoms[core].low in (",", "dan"):
            for k in range(core, min(core + 10, len(atoms))):
                if "determiner" in atoms[k].classes:
                    return k > core + 1
                if not (atoms[k].capital or atoms[k].low in (",", "dan", "&")):
                    return False
            return False
        if core >= len(atoms) or "opens relative" not in atoms[core].classes:
            return False
        for k in range(core + 1, min(core + 16, len(atoms))):
            if atoms[k].kind in ("mark", "quoted") and atoms[k].low not in "()-/":
                return False
            if "determiner" in atoms[k].classes:
                tells = any("telling trade" in a.classes for a in atoms[core + 1 : k])
                return (
                    k + 1 >= len(atoms)
                    or atoms[k + 1].kind == "mark"
                    or bool(atoms[k + 1].cue() or atoms[k + 1].classes & {"adverb", "prep", "time", "conj"})
                    or (tells and is_verb(atoms[k + 1]))  # `Mantan lurah yang kini menjadi ketua RT itu menjual …`
                )
        return False

    def withheld(self, core: int) -> bool:
        """Tell whether a relative clause keeps the name back: `pejabat itu, yang tidak mau disebutkan namanya`."""
        atoms = self.atoms
        j = core + 1 if core < len(atoms) and atoms[core].low == "," else core
        apposed = (
            j > core and j < len(atoms) and "indefinite" in atoms[j].classes
        )  # `Pemilik toko, seorang lelaki yang …`
        if j < len(atoms) and ("modifies" in atoms[j].classes or apposed):  # `pria berusia 20-an tahun yang …`
            j = next((k for k in range(j + 1, min(j + _MODIFIER, len(atoms))) if atoms[k].low == "yang"), j)
        if j >= len(atoms) or atoms[j].low != "yang":
            return False
        name = kept = False
        for atom in atoms[j + 1 : j + 9]:
            if atom.kind in ("mark", "quoted") or "name:PER" in atom.classes:
                break
            name = name or "anonymity" in atom.classes
            kept = kept or bool(atom.classes & {"negation", "unwilling", "keeping back"})
        return name and kept  # but not `Rina Sari, yang namanya disebut tadi`
