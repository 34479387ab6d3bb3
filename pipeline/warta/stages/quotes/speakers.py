"""Find who could be speaking: the noun phrases of a passage, and which is the subject of a cue or stands after it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from warta.stages.quotes.reading import Atom, Passage

#: How many atoms a title may reach over to its name ("Kepala Bidang Data pada Dinas Sosial Kota …, Budi").
_REACH = 24
#: How many atoms a noun phrase may have.
_LONGEST = 60
#: How many atoms a relative clause between a description and its name may have.
_CLAUSE = 16
#: How many atoms after `yang` somebody's name may come that the clause is there to give.
_NAMES_HERSELF = 6
#: How many phrases, and how many atoms, back from its cue a subject is looked for.
_LOOK_BACK, _FARTHEST = 16, 90

#: What stands before a phrase that can be a subject.
FREE = ("start", "comma", "conj", "sub")
#: What says that a name follows.
NAMED = ("bernama", "berinisial")
SPEAKER_NOUNS = frozenset(
    {"noun:title", "noun:relation", "noun:person", "noun:group", "noun:collective", "noun:anonymous"}
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase that may name a speaker.

    Args:
        first: its first atom.
        last: one past its last atom, an apposition with its comma included.
        core: one past the last atom before the apposition.
        kind: `name` (a person), `organization`, `place`, `pronoun`, `title`, `group`, `anonymous`, `document`, or
            `unknown` for capital words that are nothing known.
        main: the atom that names the speaker: the name, the pronoun; for the others the first atom of the head.
        governor: what stands before: `start`, `comma`, `conj`, `sub`, `prep`, `verb`, `other`.
        anaphoric: ends in a determiner (`menteri itu`), so it speaks of somebody named before.
        plural: the phrase speaks of several.
        listed: it is a further item of a list that depends on a preposition or a verb, so that it is no subject.
    """

    first: int
    last: int
    core: int
    kind: str
    main: int
    governor: str = "start"
    anaphoric: bool = False
    plural: bool = False
    relation: bool = False
    listed: bool = False


def _abstract(atom: Atom) -> bool:
    """Tell whether a word with a capital is a noun for something done, at the start of a sentence: `Kebutuhan mendesak …`."""
    low = atom.low
    return atom.upos == "NOUN" and len(low) > 6 and low.endswith("an") and low.startswith(("ke", "pe"))


def _is_account(atom: Atom) -> bool:
    """Tell whether a word is the name of an account."""
    return atom.kind == "word" and atom.low.startswith("@") and len(atom.low) > 2


def is_verb(atom: Atom) -> bool:
    """Tell whether a word is a finite verb, by its tag where a tagger ran, else by its form."""
    if atom.kind != "word":
        return False
    if atom.cue("active", "passive"):
        return True
    if atom.capital or atom.classes & SPEAKER_NOUNS or "prep" in atom.classes:
        return False
    if atom.upos is not None:
        return atom.upos == "VERB"
    low = atom.low
    if len(low) < 5 or "-" in low:
        return low in ("tiba", "akan", "ada")
    if low.startswith(("menjadi", "merupakan")):
        return True
    if low.startswith(("ber", "ter", "di")):
        return "not_verb" not in atom.classes
    return low.startswith(("mem", "men", "meng", "meny", "me")) and "not_verb" not in atom.classes


class Phrases:
    """The noun phrases of a passage that may name speakers, from left to right.

    Args:
        passage: the passage.
        text: the article's text.
    """

    def __init__(self, passage: Passage, text: str):
        self.passage = passage
        self.text = text
        self.atoms = passage.atoms
        self.phrases: list[Phrase] = []
        self._chunk()

    def _chunk(self) -> None:
        atoms, i, governor = self.atoms, 0, "start"
        while i < len(atoms):
            atom = atoms[i]
            if atom.low == "ia" and governor in ("verb", "other", "noun"):
                governor = "sub"  # `Ketika perahu menjauh ia berteriak`: never an object
            phrase = self.parse(i, governor=governor) if self._may_begin(i, governor) else None
            if phrase is not None:
                if self._listed(phrase):
                    phrase = replace(phrase, listed=True)
                if self._tells_more(phrase):
                    phrase = replace(self.phrases.pop(), last=phrase.last, anaphoric=True)
                self.phrases.append(phrase)
                i = max(phrase.last, i + 1)
                if atoms[i - 1].low == ",":
                    governor = "comma"
                elif i < len(atoms) and atoms[i].low in ("dan", "serta") and phrase.governor in ("prep", "verb"):
                    governor = phrase.governor
                    i += 1
                else:
                    governor = "noun"
                continue
            opening = i == 0 and atom.upos == "VERB" and atom.low.startswith("me") and not atom.cues
            governor = "verb" if opening else self._governor(atom, governor)  # `Menyambut tamu itu, Rina …`
            i += 1

    def _tells_more(self, phrase: Phrase) -> bool:
        """Tell whether a description says more of the one before it: `Ahli jantung yang juga pelari itu`."""
        before = self.phrases[-1] if self.phrases else None
        if before is None or not before.kind == phrase.kind == "title" or not phrase.anaphoric:
            return False
        between = [a.low for a in self.atoms[before.last : phrase.first]]
        return between[:1] == ["yang"] and len(between) <= 2

    def _listed(self, phrase: Phrase) -> bool:
        """Tell whether a name goes on a list after a preposition or a verb: `seperti Rina Sari, Budi Jaya, dan Sari Dewi`."""
        before = self.phrases[-1] if self.phrases else None
        if before is None or phrase.kind not in ("name", "organization") or before.kind not in ("name", "organization"):
            return False
        if not (before.listed or before.governor in ("prep", "verb")):
            return False
        atoms = self.atoms
        if self._attends(before):
            return True
        between = {a.low for a in atoms[before.core : phrase.first]}
        following = atoms[phrase.last].low if phrase.last < len(atoms) else "."
        ends = following in (",", ".", "dan", "serta") or atoms[phrase.last - 1].low == ","
        if not between or not between <= {",", "dan", "serta"} or not ends:
            return False
        # `Menurut data Polri, Rina Sari, …`: one comma alone is a list only where it goes on
        return "dan" in between or "serta" in between or before.listed or self._list_goes_on(phrase.core)

    def _attends(self, before: Phrase) -> bool:
        """Tell whether what follows a phrase and a comma is one more who is there: `didampingi Camat, Rina Sari, dan Lurah, Budi Jaya`."""
        atoms = self.atoms
        if atoms[before.last - 1].low != "," and not (before.last < len(atoms) and atoms[before.last].low == ","):
            return False
        k = before.first - 1
        while k >= 0 and atoms[k].low in ("oleh", "langsung", "juga"):
            k -= 1
        return before.listed or (k >= 0 and "attending" in atoms[k].classes)

    def _list_goes_on(self, i: int) -> bool:
        """Tell whether, after the comma at an atom, further names follow up to `dan` and a last one."""
        atoms, names = self.atoms, 0
        for k in range(i, min(i + _REACH, len(atoms))):
            if atoms[k].kind == "name":
                names += 1
            elif atoms[k].low in ("dan", "serta"):
                return k + 1 < len(atoms) and (atoms[k + 1].kind == "name" or atoms[k + 1].capital)
            elif atoms[k].low not in (",", ".") and "honorific" not in atoms[k].classes and not atoms[k].capital:
                return False
        return names > 2

    @staticmethod
    def _governor(atom: Atom, governor: str) -> str:
        if atom.kind == "quoted":
            return "start"
        if atom.kind == "mark":
            if atom.low in ",;–—-":
                return "comma"
            return "start" if atom.low in ".!?:" else governor
        classes = atom.classes
        if atom.cue("source") and not atom.clitic:
            return "source"
        if atom.cue("short") and not atom.clitic and not atom.capital:
            return "cue"
        if "sub" in classes or "time" in classes:
            return governor if atom.low in _CONTRASTS and governor == "start" else "sub"
        if "conj" in classes:
            return "conj" if atom.low in _BUT or governor not in ("prep", "verb") else governor
        if classes & {"prep", "agreeing"}:
            return "prep"
        if "adverb" in classes or "connector" in classes:
            return governor
        if atom.low in NAMED:
            return "comma"
        if is_verb(atom):
            return "verb"
        if governor == "prep" and classes <= {"report:utterance"} and len(atom.low) > 6 and atom.low.endswith("nya"):
            return "sub"  # `Dalam gugatannya Rina menuntut …`: the noun phrase of the preposition is closed
        return "other" if governor not in ("prep", "verb") else governor

    def _may_begin(self, i: int, governor: str) -> bool:
        atom = self.atoms[i]
        if atom.kind == "name" or _is_account(atom):
            return True
        if atom.kind != "word" or atom.cue("active", "passive", "source"):
            return False
        classes = atom.classes
        if any(c.startswith("pronoun:") for c in classes):
            return True
        if classes & SPEAKER_NOUNS or "quantifier" in classes or "honorific" in classes:
            return not ("time" in classes or "prep" in classes)
        if not atom.capital or is_verb(atom) or atom.low == "yang" or self._degrees(atom):
            return False
        if classes & _FUNCTION:
            # `Hari mengatakan`: a word of somebody's name, though it is a common word too.
            return "called" in classes and self._before_cue(i + 1)
        if governor != "start" or self._before_cue(i + 1) or (i == 0 and self._trade_unknown()):
            return True
        return i + 1 < len(self.atoms) and self.atoms[i + 1].low == "dari" and self._before_cue(i + 2)

    def _trade_unknown(self) -> bool:
        """Tell whether a sentence opens with a description by a noun that is not listed: `Opposite kelahiran Kota tersebut menilai …`."""
        atoms = self.atoms
        born = next((k for k in (1, 2) if k < len(atoms) and "born" in atoms[k].classes), None)
        return born is not None and any("determiner" in a.classes for a in atoms[born + 1 : born + 6])

    @staticmethod
    def _degrees(atom: Atom) -> bool:
        """Tell whether a word is degrees run together: `M.Kes`, `Sp.OT.Subsp.PL(K)`."""
        return "." in atom.low[1:-1] and atom.low.split(".")[0] in ("sp", "subsp", "m", "s", "a", "dipl", "ph")

    def _before_cue(self, i: int) -> bool:
        """Tell whether only words with a capital and names stand between an atom and an active cue."""
        while i < len(self.atoms) and (
            self.atoms[i].kind == "name"
            or (self.atoms[i].capital and not self.atoms[i].classes & _FUNCTION)
            or self.atoms[i].classes == {"adverb"}
        ):
            if self.atoms[i].cue("active"):
                break
            i += 1
        return i < len(self.atoms) and self.atoms[i].cue("active") is not None

    def parse(self, i: int, *, governor: str = "start", open_end: bool = True) -> Phrase | None:
        """Parse the noun phrase that begins at an atom.

        Args:
            i: number of the atom.
            governor: what stands before it.
            open_end: whether an apposition with a name may be closed by the end of the passage.

        Returns:
            the phrase, or None where no noun phrase of a speaker begins.
        """
        atoms = self.atoms
        if i >= len(atoms):
            return None
        atom = atoms[i]
        if atom.kind not in ("name", "word"):
            return None
        if _is_account(atom):
            return Phrase(i, i + 1, i + 1, "group", i, governor)  # `tulis @warga_kota`
        for number in ("sg", "pl", "first"):
            if f"pronoun:{number}" in atom.classes:
                end = i + 1
                if end < len(atoms) and "determiner" in atoms[end].classes:
                    end += 1
                return Phrase(i, end, end, "pronoun", i, governor, plural=number == "pl")
        core = self._core(i)
        if core == i:
            return None
        return self._classify(i, core, governor, open_end)

    def _core(self, i: int) -> int:
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
                    closing = self._closing(j)
                    if closing is None:
                        break
                    j = closing + 1
                    continue
                if j > i and self._abbreviates(j):
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
                if j > i and not named and self._determined_name(j + 1, any_noun=atoms[i].low in _FIRST):
                    j += 3  # `orang nomor satu di Polres Sukamaju itu`
                    break
                if named or not titled or not self._name_follows(j) or self._occasion(j):
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
                    and (atom.low in _NAMED or not any(a.kind == "name" for a in atoms[i:j]))
                    and not atom.cue()
                    and (self._name_follows(j) or self._determiner_follows(j))
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

    def _occasion(self, j: int) -> bool:
        """Tell whether `dalam` opens an adverbial rather than part of a title: `jaksa dalam sidang Rina Sari`."""
        atoms = self.atoms
        if "in view of" in atoms[j].classes:
            return True  # `warga di depan Rina Sari`
        if atoms[j].low != "dalam" or atoms[j].capital or j + 1 >= len(atoms):
            return False
        return atoms[j + 1].low in ("sidang", "persidangan", "perkara", "kasus", "dakwaan", "tuntutan", "acara")

    def _abbreviates(self, j: int) -> bool:
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
        if j >= len(atoms) or not atoms[j].classes & (_PLACES | {"name:ORG"}):
            return False
        j += 1
        if j < len(atoms) and atoms[j].kind == "word" and not atoms[j].classes:
            j += 1  # `Afrika selatan`
        return j + 1 < len(atoms) and atoms[j].low == "," and "name:PER" in atoms[j + 1].classes

    def _noun_use(self, j: int) -> bool:
        return bool(self.atoms[j].classes & SPEAKER_NOUNS)

    def _closing(self, j: int) -> int | None:
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

    def _name_follows(self, j: int) -> bool:
        """Tell whether a person's name follows before the phrase must end."""
        for k in range(j + 1, min(j + _REACH, len(self.atoms))):
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

    def _determined_name(self, j: int, *, any_noun: bool = False) -> bool:
        """Tell whether a name of an institution or a place with a determiner stands at j, or any noun; it belongs to a head before."""
        atoms = self.atoms
        named = j + 1 < len(atoms) and atoms[j].kind == "name" and "name:PER" not in atoms[j].classes
        named = named or (any_noun and j + 1 < len(atoms) and atoms[j].kind == "word")
        return named and "determiner" in atoms[j + 1].classes

    def _determiner_follows(self, j: int) -> bool:
        """Tell whether a determiner closes the phrase soon after j: `Perempuan berhijab ini`."""
        for atom in self.atoms[j + 1 : j + 4]:
            if "determiner" in atom.classes:
                return True
            if "name:ORG" in atom.classes:
                continue  # `pemain bertahan Warta FC tersebut`
            if atom.kind != "word" or atom.capital or is_verb(atom) or atom.classes & _FUNCTION:
                return False
        return False

    def _classify(self, i: int, core: int, governor: str, open_end: bool) -> Phrase | None:
        atoms = self.atoms
        last, main, kind, relation = core, -1, "", False
        head_classes: frozenset[str] = frozenset()
        person = organization = place = -1
        for k in range(i, core):
            classes = atoms[k].classes
            if "name:PER" in classes and person < 0 and not self._holds(i, k):
                person = k
            elif "name:ORG" in classes and organization < 0:
                if k == core - 1 and k > i and "rank" in atoms[k - 1].classes and self._like_a_person(k):
                    person = k  # `Kompol Jaya Purba`, taken for an organization
                else:
                    organization = k
            elif classes & _PLACES and place < 0:
                place = k
            if not head_classes and atoms[k].kind == "word" and not self._once(k, core):
                head_classes = classes & SPEAKER_NOUNS
        parent = i == 0 and "determiner" in atoms[core - 1].classes  # `Ibu Rudi itu berharap …`
        inner = next((k for k in range(i, core) if atoms[k].kind == "word" and atoms[k].classes & SPEAKER_NOUNS), i)
        heads = all(a.classes & {"quantifier", "indefinite", "honorific"} for a in atoms[i:inner])
        kin = "noun:relation" in head_classes and heads and (parent or not self._honorific(i))
        kin = kin and not (person > i and atoms[person - 1].low in NAMED)  # `Seorang nenek bernama Rina`
        relation = kin or "possessed" in atoms[i].classes
        if "spokesman" in atoms[i].classes:
            # `juru bicara Rina` speaks for her; `Juru Bicara Rina` and `juru bicara kementerian Rina` are her.
            relation = person == i + 1 and not atoms[i].capital
        anaphoric = core > i and ("determiner" in atoms[core - 1].classes or self._closes_relative(core))
        if (
            governor == "cue"
            and core < len(atoms)
            and atoms[core].low == "yang"
            and not (atoms[i].capital or atoms[i].classes & {"quantifier", "indefinite"})
        ):
            # `ujar pelatih yang pernah …`: a trade alone with a relative clause speaks of somebody named before.
            known = "noun:title" in head_classes and "noun:collective" not in head_classes
            alone = core == i + 1 and bool(head_classes & {"noun:title", "noun:person"})
            anaphoric = anaphoric or known or alone
        anaphoric = anaphoric or (atoms[i].low == "sang" and "noun:title" in head_classes)
        if person < 0 and core == i + 1 and "honorific" in atoms[i].classes and atoms[i].capital:
            return Phrase(i, core, core, "title", i, governor, anaphoric=True)
        plural = "plural" in atoms[i].classes
        indefinite = "indefinite" in atoms[i].classes
        agent = governor == "verb" and i > 0 and atoms[i - 1].low.startswith("di")  # `diamini Ketua DPR, Rina Sari.`
        free = governor not in ("prep", "verb") or agent
        resumed = anaphoric and not (
            (governor == "cue" and self._named_at_once(core)) or (i == 0 and self._officer_named(core))
        )
        if (person < 0 or relation) and not resumed and (free or "noun:title" in head_classes):
            loose = bool(head_classes & {"noun:collective"}) and "noun:title" not in head_classes
            of_somebody = governor == "cue" and (relation or self._between_commas(core))
            apposed = self._apposed_name(core, open_end, free=free, closed=loose or not open_end, single=of_somebody)
            if apposed is not None:
                name, end, after = apposed
                if "name:PER" in atoms[name].classes:
                    if atoms[after - 1].low == "," and governor != "cue":
                        after = max(after, self._past_apposition(after - 1, governor))
                    return Phrase(i, after, core, "name", name, governor)
                return Phrase(name, after, end, "unknown", name, governor)
        occupied = head_classes & {"noun:title", "noun:person", "noun:group"}
        fits = bool(occupied) or (atoms[i].capital and person > i + 1) or (person == i and core > i + 1)
        if (person > i or 0 <= person < core - 1) and governor == "cue" and open_end and fits and not anaphoric:
            # `kata Ketua Karang Taruna, Rina.`: what stands before the comma only looks like a name.
            apposed = self._apposed_name(core, open_end)
            if apposed is not None and "name:PER" in atoms[apposed[0]].classes and self._ends_attribution(apposed[2]):
                return Phrase(i, apposed[2], core, "name", apposed[0], governor)
        of_another = not (head_classes or atoms[i].capital or atoms[i].classes & {"honorific", "rank"})
        of_another = (of_another and governor == "cue") or atoms[i].low in _FORMER
        of_another = of_another and (person == core - 2 or (governor == "cue" and atoms[i].low in _FORMER))
        closed = core - 2 >= max(person, i + 1) and "name:PER" in atoms[core - 2].classes
        closed = closed and "determiner" in atoms[core - 1].classes and not self._honorific(core - 3)
        held = closed and bool(
            head_classes & {"noun:title", "noun:group"}
        )  # `Ketua Kelompok Warta Rina itu`, `agen Budi itu`
        of_another = of_another or held or "maker" in atoms[i].classes
        called = person > i and atoms[person - 1].low in NAMED  # `Pria bernama Rina Sari itu`
        if person > i and anaphoric and not called and (head_classes & {"noun:person"} or of_another):
            return Phrase(i, core, core, "title", i, governor, anaphoric=True)
        if person >= 0 and not relation and self._withheld(core):
            return Phrase(i, core, core, "anonymous", i, governor)  # `ABG yang tidak disebutkan namanya`
        if person >= 0 and not relation:
            return Phrase(i, self._past_apposition(core, governor), core, "name", person, governor)
        if person >= 0 and person == i:
            return Phrase(i, self._past_apposition(core, governor), core, "name", person, governor)
        if plural and head_classes and "noun:anonymous" not in head_classes:
            kind = "group"
        elif ("indefinite" in atoms[i].classes and i + 1 < core and "measure" in atoms[i + 1].classes) or (
            indefinite and not head_classes and i + 1 < core and self._of_a_thing(i + 1)
        ):
            kind = ""
        elif indefinite and organization >= 0 and i + 1 < core and "spokesman" in atoms[i + 1].classes:
            kind = "title"  # `seorang juru bicara Warta Air`: the organization speaks
        elif indefinite or "noun:anonymous" in head_classes:
            kind = "anonymous"
        elif self._document(i, core):
            kind = "document"
        elif (
            ("noun:group" in head_classes and anaphoric)
            or head_classes & {"noun:title"}
            or (head_classes & {"noun:person", "noun:relation"})
        ):
            kind = "title"
        elif anaphoric and any("born" in a.classes for a in atoms[i + 1 : core]):
            kind = "title"  # `tentara kelahiran 1984 itu`
        elif "noun:collective" in head_classes or "noun:group" in head_classes:
            kind = "group"
        elif organization == i or (organization >= 0 and not head_classes):
            kind, main = "organization", organization
        elif place == i:
            kind, main = "place", place
        elif "quantifier" in atoms[i].classes:
            kind = "group" if core > i + 1 and "measure" not in atoms[i + 1].classes else ""
        elif atoms[i].capital and not (core == i + 1 and _abstract(atoms[i])):
            kind = "unknown"
        if not kind:
            return None
        if kind == "group" and not plural and core + 2 < len(atoms) and atoms[core].low == ",":
            # A kind of institution and its name: "perusahaan asal Polandia, Medcom, …".
            named = core + 1
            after = named + 1
            if after < len(atoms) and atoms[after].low == "(":
                after = (self._closing(after) or after) + 1
            if "name:ORG" in atoms[named].classes and after < len(atoms) and atoms[after].low == ",":
                return Phrase(i, after + 1, core, "organization", named, governor)
        if kind in ("organization", "group", "title") and self._withheld(core):
            kind = "anonymous"
        last = core
        if governor != "cue" and kind in ("organization", "group", "title", "anonymous"):
            last = self._past_apposition(core, governor)
        return Phrase(i, last, core, kind, main if main >= 0 else i, governor, anaphoric, plural, relation)

    def _once(self, k: int, core: int) -> bool:
        """Tell whether `mantan` stands before a word for a companion: `mantan pasangan Rina Sari`."""
        return self.atoms[k].low in _FORMER and k + 1 < core and "noun:relation" in self.atoms[k + 1].classes

    def _ends_attribution(self, j: int) -> bool:
        """Tell whether the end, a bracket, or an adverbial stands at an atom, over a comma: `…, kepada wartawan`, `…, Senin (2/6)`."""
        if j >= len(self.atoms) or self.atoms[j].low in ".(":
            return True
        return (
            bool(self.atoms[j].classes & {"prep", "time", "sub", "calendar", "source"})
            or self.atoms[j].low == "seperti"
        )

    def _of_a_thing(self, i: int) -> bool:
        """Tell whether a noun is one of something: `salah satu solusinya`, no person."""
        atom = self.atoms[i]
        return atom.kind == "word" and atom.upos == "NOUN" and atom.low.endswith("nya") and len(atom.low) > 6

    def _named_at_once(self, core: int) -> bool:
        """Tell whether a comma and a person's name close a phrase: `juru bicara kementerian itu, Rina Sari.`"""
        atoms = self.atoms
        if core + 1 >= len(atoms) or atoms[core].low != "," or "name:PER" not in atoms[core + 1].classes:
            return False
        after = core + 2
        return (
            after >= len(atoms) or atoms[after].low in (",", ".", ";") or bool(atoms[after].classes & {"prep", "time"})
        )

    def _withheld(self, core: int) -> bool:
        """Tell whether a relative clause keeps the name back: `pejabat itu, yang tidak mau disebutkan namanya`."""
        atoms = self.atoms
        j = core + 1 if core < len(atoms) and atoms[core].low == "," else core
        if j >= len(atoms) or atoms[j].low != "yang":
            return False
        name = kept = False
        for atom in atoms[j + 1 : j + 9]:
            if atom.kind in ("mark", "quoted") or "name:PER" in atom.classes:
                break
            name = name or "anonymity" in atom.classes
            kept = kept or bool(atom.classes & {"negation", "unwilling", "keeping back"})
        return name and kept  # but not `Rina Sari, yang namanya disebut tadi`

    def _document(self, i: int, core: int) -> bool:
        """Tell whether a phrase names a document: `laporan itu`, `beberapa laporan medis`."""
        first = self.atoms[i]
        if "quantifier" in first.classes and i + 1 < core and "report:document" in self.atoms[i + 1].classes:
            return True
        return any("report:" in c for c in first.classes) and "noun:collective" not in first.classes

    def _holds(self, i: int, name: int) -> bool:
        """Tell whether a person's name belongs to a thing in the phrase: `satpam di rumah Rina`, `pengguna X`."""
        atoms = self.atoms
        if len(atoms[name].low) == 1 and name > i and atoms[name - 1].low not in _NAMED:
            return bool(atoms[i].classes & {"indefinite", "quantifier"})
        opener = name - 2 if name > i + 1 and atoms[name - 1].low in ("si", "sang", "the") else name - 1
        if name > i and (atoms[opener].low in ("kelahiran", "asal") or "called so" in atoms[opener].classes):
            return True  # `striker kelahiran Tulehu itu`
        before = atoms[name - 1] if name > i + 2 else None
        if before is None or before.kind != "word" or before.capital or before.classes & (SPEAKER_NOUNS | _FUNCTION):
            return False
        return before.upos == "NOUN" and "prep" in atoms[name - 2].classes and not atoms[name - 2].capital

    def _apposed_name(
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
            mistaken = "name:ORG" in atom.classes and comma and ranked and self._like_a_person(j)
            if "name:PER" in atom.classes or mistaken:
                after = j + 1
                while after < len(atoms) and atoms[after].low == "(":
                    closing = self._closing(after)
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

    def _tells_trade(self, begun: int, j: int) -> bool:
        """Tell whether a word says more of the trade that opens an apposition: `Pembicara pertama, pemain teater senior Rina Sari, …`."""
        trade, atom = self.atoms[begun].classes & {"noun:title", "noun:group"}, self.atoms[j]
        return bool(trade) and atom.upos in (None, "NOUN", "ADJ") and not atom.classes and not atom.cues

    def _is_degree(self, atom: Atom) -> bool:
        """Tell whether a word is a degree after a name, of a medical field too: `SpOG`."""
        word = self.text[atom.start : atom.end]
        return atom.kind == "word" and ("degree" in atom.classes or (word[:2] == "Sp" and word[2:3].isupper()))

    def _officer_named(self, core: int) -> bool:
        """Tell whether a form of address and a name between commas follow a description: `Kepala dinas itu, dr Rina Sari, memuji …`."""
        atoms, k = self.atoms, core + 1
        while k < len(atoms) and atoms[k].classes & {"honorific", "rank"}:
            k += 1
        named = core + 1 < k < len(atoms) - 1 and atoms[core].low == "," and "name:PER" in atoms[k].classes
        return named and atoms[k + 1].low == ","

    def _between_commas(self, core: int) -> bool:
        """Tell whether one word with a capital, nothing known, stands between commas before a date: `kata Bupati Siak, Afni, Senin (9/6)`."""
        atoms = self.atoms
        if core + 3 >= len(atoms) or atoms[core].low != "," or atoms[core + 2].low != ",":
            return False
        return atoms[core + 1].kind == "word" and "calendar" in atoms[core + 3].classes

    def _like_a_person(self, j: int) -> bool:
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

    def _comma_again(self, j: int) -> bool:
        """Tell whether what follows the comma at j is not yet the verb of the name before it."""
        return j + 1 < len(self.atoms) and self.atoms[j + 1].cue() is None

    def _honorific(self, i: int) -> bool:
        """Tell whether a word of kinship is a form of address here: `Ibu Sari`."""
        atom = self.atoms[i]
        return atom.capital and "honorific" in atom.classes

    def _closes_relative(self, core: int) -> bool:
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

    def _past_apposition(self, core: int, governor: str) -> int:
        """Return one past the apposition that follows a phrase ("…, Direktur Y di Z,"), else `core`."""
        atoms = self.atoms
        j = core
        while j < len(atoms) and atoms[j].low == "(":
            closing = self._closing(j)
            if closing is None:
                return j
            j = closing + 1
        if j + 2 < len(atoms) and atoms[j].low in ("–", "—", "-") and atoms[j + 1].classes & SPEAKER_NOUNS:
            for k in range(j + 2, min(j + 2 * _REACH, len(atoms))):
                if atoms[k].low == atoms[j].low:
                    return k + 1
        if j + 1 < len(atoms) and atoms[j].low in _AS and atoms[core - 1].kind == "name" and governor != "cue":
            # `Rina Sari selaku Direktur Warta Raya menuturkan`
            for k in range(j + 1, min(j + 1 + _REACH, len(atoms))):
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
        titular = (
            first.classes & SPEAKER_NOUNS
            or first.low.isdigit()
            or ("name:ORG" in first.classes and governor != "cue")
            or ("quantifier" in first.classes and "plural" not in first.classes)
            or first.low in ("yang", *_AS)
            or ("name:PER" in atoms[core - 1].classes and self._closed_before_cue(j + 1))
        )
        if not titular or "name:PER" in first.classes:
            return j
        relative = False
        for k in range(j + 1, min(j + 1 + 2 * _REACH, len(atoms))):
            atom = atoms[k]
            if atom.low == ",":
                return self._further(k) + 1
            if atom.kind == "quoted" or (atom.kind == "mark" and atom.low in ".;:-–—" and not self._abbreviates(k)):
                return j
            if atom.low == "yang":
                relative = True
            if "name:PER" in atom.classes and k > j + 1 and self._honorific(j + 1):
                return j
            if not relative and (
                atom.classes & {"modal", "negation"} or atom.low in ("telah", "sudah", "adalah", "ada", "merupakan")
            ):
                return j
            if relative and atoms[k - 1].low == "yang" and self._closed_clause(k):
                continue  # `Rina Sari, warga Kota yang mengaku tertipu itu mengatakan`
            if atom.cue("active", "passive") and k > j + 1 and first.low not in ("yang", *_AS):
                return j if governor == "cue" else k
        return j

    def _closed_clause(self, k: int) -> bool:
        """Tell whether a determiner closes the relative clause of the verb at an atom, right before a cue."""
        atoms = self.atoms
        for j in range(k + 1, min(k + _REACH, len(atoms) - 1)):
            if atoms[j].kind in ("mark", "quoted"):
                return False
            if "determiner" in atoms[j].classes:
                return atoms[j + 1].cue("active") is not None
        return False

    def _further(self, comma: int) -> int:
        """Return the comma that closes an apposition: `Rina Sari, guru di Kota Lama, Jawa, yang sudah lama tinggal di sana, …`."""
        atoms = self.atoms
        while comma + 2 < len(atoms) and atoms[comma + 1].classes & _PLACES and atoms[comma + 2].low == ",":
            comma += 2
        if comma + 1 < len(atoms) and atoms[comma + 1].low == "yang":
            for k in range(comma + 2, min(comma + 2 + 2 * _REACH, len(atoms))):
                if atoms[k].kind == "quoted" or (atoms[k].kind == "mark" and atoms[k].low in ".;:"):
                    break
                after = k + 1
                while after < len(atoms) and "adverb" in atoms[after].classes:
                    after += 1
                if atoms[k].low == "," and after < len(atoms) and (atoms[after].cue("active") or is_verb(atoms[after])):
                    return k
        return comma

    def _closed_before_cue(self, first: int) -> bool:
        """Tell whether a noun phrase of any noun ends at a comma right before a cue: `Rina, penabuh gendang, mengaku`."""
        atoms = self.atoms
        if atoms[first].upos not in ("NOUN", "PROPN") or atoms[first].classes & (_FUNCTION | {"measure"}):
            return False
        for k in range(first + 1, min(first + _REACH, len(atoms))):
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

    def subject(self, cue: int) -> tuple[Phrase | None, str]:
        """Return the subject of the cue at an atom and how it was found.

        Returns:
            the phrase and `adjacent`, `bridged` (adverbials between) or `coordinated` (another verb between); (None,
            `inanimate`) where the subject is no speaker, (None, `missing`) where there is none in the passage.
        """
        fallback: tuple[Phrase, str] | None = None
        relative = cue - 1
        while relative > 0 and "adverb" in self.atoms[relative].classes:
            relative -= 1
        if relative > 0 and self.atoms[relative].low == "yang":
            if self.atoms[relative - 1].low == "ada":
                nobody = Phrase(relative - 1, relative, relative, "anonymous", relative - 1)
                return nobody, "adjacent"  # `ada yang berbisik`
            told = next((p for p in self.phrases if p.kind == "name" and p.core <= relative < p.last), None)
            if told is not None and self.atoms[relative - 1].low == ",":
                return told, "adjacent"  # `Terakhir, Rina Sari, yang mengatakan, "…"`
            # A relative clause: who the clause belongs to stands right before it.
            for phrase in self.ending_by(relative):
                if phrase.kind == "pronoun" and phrase.plural:
                    return None, "inanimate"  # `bagi mereka yang berharap`: whoever does
                near = phrase.last == relative or phrase.core == relative
                holder = self._apposed_to(phrase) if near else None
                return (holder or phrase, "adjacent") if near else (None, "inanimate")
            return None, "inanimate"
        for phrase in self.ending_by(cue):
            if self._through(phrase) and self._bridge(phrase.last, cue) in ("adjacent", "bridged"):
                return phrase, "adjacent"
            if phrase.governor in ("prep", "verb", "source") or phrase.kind == "other" or self._place_of_place(phrase):
                continue
            told = self._named_before(phrase)
            if told is not None and self._bridge(phrase.last, cue) in ("adjacent", "bridged"):
                return told, "adjacent"
            if phrase.governor == "cue":
                return (phrase, "coordinated") if self._continues(cue) else (None, "missing")
            bridge = self._bridge(phrase.last, cue)
            if bridge == "blocked":
                break
            if phrase.kind in ("title", "group", "unknown", "organization", "place"):
                joined = self.atoms[phrase.first - 1].low == "dan"
                far = joined or phrase.kind == "place"
                holder = self._listed_holder(phrase, cue) if far else self._holder(phrase, cue)
                if holder is not None:
                    return holder, "bridged"
            if bridge == "verb":
                if fallback is None and phrase.governor in FREE:
                    fallback = (phrase, "coordinated")
                continue
            before = self.atoms[phrase.first - 1] if phrase.first else None
            if before is not None and "report:document" in before.classes:
                return None, "inanimate"
            if phrase.governor == "other":
                # An adjective or noun without class stands before: "data Budi menunjukkan"
                if phrase.kind in ("name", "pronoun", "organization", "title"):
                    return phrase, bridge
                continue
            return phrase, bridge
        if fallback is not None and self._continues(cue):
            return fallback
        described = self._described(cue)
        return (described, "adjacent") if described is not None else (None, "missing")

    def ending_by(self, atom: int) -> Iterator[Phrase]:
        """Yield the phrases that end at or before an atom, the nearest first, as far back as a subject can stand."""
        index = bisect_right(self.phrases, atom, key=lambda phrase: phrase.last)
        for phrase in reversed(self.phrases[max(0, index - _LOOK_BACK) : index]):
            if atom - phrase.last > _FARTHEST:
                return
            yield phrase

    def _described(self, cue: int) -> Phrase | None:
        """Return a description with a determiner before a cue of persons, whatever its noun: `Maestro itu mengaku`."""
        atoms = self.atoms
        if "human" not in atoms[cue].classes:
            return None
        k = cue - 1
        while k > 0 and "adverb" in atoms[k].classes:
            k -= 1
        if k < 1 or "determiner" not in atoms[k].classes:
            return None
        first = k
        while (
            first > 0
            and k - first < 7
            and atoms[first - 1].kind in ("word", "name")
            and not (
                atoms[first - 1].classes & (_FUNCTION - {"determiner"}) or atoms[first - 1].cue("active", "passive")
            )
        ):
            first -= 1
        if "name:PER" in atoms[first].classes and "indefinite" in atoms[first + 1].classes:
            return Phrase(first, first + 1, first + 1, "name", first)  # `Rina Sari salah satu anggota tim tersebut`
        if first == k or any(c.startswith("report:") for c in atoms[first].classes) or "thing" in atoms[first].classes:
            return None
        if (
            first
            and atoms[first - 1].low not in (",", ".")
            and not atoms[first - 1].classes & {"connector", "sub", "conj", "adverb"}
        ):
            return None
        return Phrase(first, k + 1, k + 1, "title", first, "start", anaphoric=True)

    def after_cue(self, i: int) -> Phrase | None:
        """Return the noun phrase right after a bare cue; a description may have any noun (`kata maestro itu`).

        Where one speaks through another with a name, it is the other: `kata Kapolsek Rina Sari melalui Kanit Reskrim Budi Jaya`.
        """
        phrase = self._after_cue(i)
        if phrase is None or phrase.kind not in ("name", "title") or phrase.last + 1 >= len(self.atoms):
            return phrase
        if "through" not in self.atoms[phrase.last].classes or not self.atoms[phrase.last + 1].classes & SPEAKER_NOUNS:
            return phrase
        other = self.parse(phrase.last + 1, governor="cue")
        return other if other is not None and other.kind == "name" else phrase

    def _after_cue(self, i: int) -> Phrase | None:
        atoms = self.atoms
        work = self._of_work(i)
        if work is not None:
            return work
        for k in range(i + 2, min(i + 12, len(atoms))):
            if atoms[k].kind == "quoted" or atoms[k].low in ".;:":
                break
            if "determiner" in atoms[k].classes and atoms[k - 1].low == ",":
                return Phrase(
                    i, k + 1, k + 1, "title", i, "cue", anaphoric=True
                )  # `ujar pemain asal klub Kota, Warta, itu`
        phrase = self.parse(i, governor="cue")
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
                    return Phrase(i, k + 1, k + 1, "anonymous" if self._withheld(k + 1) else "name", k, "cue")
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
        for k in range(i, min(i + _REACH, len(atoms))):
            atom = atoms[k]
            if atom.low == "(" and k >= inside:
                inside = (self._closing(k) or k) + 1  # `Direktur Badan Warta (BW) sekaligus dosen, Rina Sari`
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
            of_it = of_it or (not self._occasion(k) and self._name_follows(k))
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
        while comma + 2 < len(atoms) and atoms[comma + 1].classes & _PLACES and atoms[comma + 2].low == ",":
            comma += 2  # `penjual ikan di pasar, Kota Lama, H Rina`
        name = comma + 1
        while name + 1 < len(atoms) and "honorific" in atoms[name].classes:
            name += 1
        if name >= len(atoms) or "name:PER" not in atoms[name].classes:
            return None
        ends = self._ends_attribution(name + 1) or atoms[name + 1].low == ","
        return comma if ends else None

    def _named_so(self, k: int) -> int | None:
        """Return the name in a relative clause near an atom that does nothing but name somebody: `pedagang yang bernama Rina`."""
        atoms = self.atoms
        while k + 2 < len(atoms) and atoms[k].kind == "word" and atoms[k].upos in ("VERB", "ADJ", "NOUN"):
            k += 1  # `penjual minyak goreng yang bernama Rina`
        if k >= len(atoms) or atoms[k].low != "yang":
            return None
        for j in range(k + 1, min(k + _NAMES_HERSELF, len(atoms) - 1)):
            if atoms[j].low in _NAMED:  # `perempuan yang kemudian menyebut dirinya bernama Rina`
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

    def _through(self, phrase: Phrase) -> bool:
        """Tell whether somebody speaks through this person: `Polsek Kota melalui Iptu Rina Sari mengatakan`."""
        through = phrase.first > 1 and "through" in self.atoms[phrase.first - 1].classes
        return through and phrase.kind in ("name", "title")

    def _named_before(self, phrase: Phrase) -> Phrase | None:
        """Return the person a description tells of without a comma: `Rina Sari salah seorang warga mengaku`, `Rina Sari yang juga dosen di Kota, …`."""
        end = phrase.first
        trade = phrase.kind in ("title", "group") and not phrase.anaphoric and not self.atoms[end].capital
        if trade and phrase.governor == "noun":
            before = next(self.ending_by(end), None)  # `Rina Sari pemain paling lama di Warta mengatakan`
            if before is not None and before.kind == "name" and before.last == end and before.governor in FREE:
                return before
        if "indefinite" not in self.atoms[end].classes:
            while end > 0 and ("adverb" in self.atoms[end - 1].classes or self.atoms[end - 1].low in _IS):
                end -= 1
            end -= 1
            if end < 1 or self.atoms[end].low != "yang":
                return None
        before = next(self.ending_by(end), None)
        named = before is not None and before.kind == "name" and before.last == end
        return before if named and before is not None and before.governor not in ("prep", "verb", "source") else None

    def _place_of_place(self, phrase: Phrase) -> bool:
        """Tell whether a place only says where the place before it lies: `di Kabupaten A, Provinsi B,`."""
        if phrase.governor != "comma" or phrase.kind == "name" or not self.atoms[phrase.first].classes & _PLACES:
            return False
        k = phrase.first - 2
        if k >= 0 and self.atoms[k].low == ")":
            while k > 0 and self.atoms[k].low != "(":
                k -= 1
            k -= 1
        before = next(self.ending_by(phrase.first), None)
        inside = before is not None and before.last == phrase.first - 1 and before.governor == "prep"
        return k >= 0 and (bool(self.atoms[k].classes & _PLACES) or (inside and phrase.kind == "place"))

    def _apposed_to(self, phrase: Phrase) -> Phrase | None:
        """Return the name right before a comma and a description: `Rina Sari (22), mahasiswa asal Kota yang mengaku …`."""
        apart = phrase.first > 1 and self.atoms[phrase.first - 1].low == ","
        if not apart or phrase.kind not in ("group", "title", "unknown") or phrase.anaphoric or phrase.plural:
            return None
        before = next(self.ending_by(phrase.first), None)
        named = before is not None and before.kind == "name" and before.last >= phrase.first - 1 and not before.listed
        return before if named else None

    def _holder(self, phrase: Phrase, cue: int) -> Phrase | None:
        """Return the name that a phrase between commas stands in apposition to: `Rina Sari, pensiunan guru, …`."""
        atoms = self.atoms
        titled = False
        for other in self.ending_by(phrase.first):
            # `Rina Sari, CEO, Warta Raya menambahkan`
            if other.kind == "title" and other.governor == "comma" and other.last == phrase.first:
                titled = True
            elif titled and other.kind == "name" and other.governor not in ("prep", "verb"):
                return other
            else:
                break
        closed = cue - 1
        while closed > phrase.last and "adverb" in atoms[closed].classes:
            closed -= 1
        rest = atoms[phrase.last : closed]
        apart = atoms[closed].low == "," and not any(is_verb(a) or a.kind == "quoted" for a in rest)
        if phrase.last >= len(atoms) or (
            "," not in (atoms[phrase.last].low, atoms[phrase.last - 1].low)
            and not (apart and phrase.governor == "comma")
        ):
            return None
        for other in self.ending_by(phrase.first):
            if other.kind != "name" or other.governor in ("prep", "verb"):
                return None
            between = (
                atoms[other.last - 1 : phrase.first]
                if atoms[other.last - 1].low == ","
                else atoms[other.last : phrase.first]
            )
            if not between or between[0].low != "," or len(between) > 9 or any(is_verb(a) for a in between):
                return None
            return other
        return None

    def _listed_holder(self, phrase: Phrase, cue: int) -> Phrase | None:
        """Return the name before a list of what somebody is: `Rina Sari, dosen Warta, peneliti, dan penulis buku, mengatakan`."""
        atoms = self.atoms
        closed = cue - 1
        while closed > phrase.first and "adverb" in atoms[closed].classes:
            closed -= 1
        if atoms[closed].low != "," or any(is_verb(a) or a.kind == "quoted" for a in atoms[phrase.first : closed]):
            return None
        for other in self.ending_by(phrase.first):
            between = atoms[other.core : phrase.first]
            if any(is_verb(a) or a.kind == "quoted" or (a.kind == "mark" and a.low not in ",()/") for a in between):
                return None
            if other.kind == "name" and other.governor == "prep" and phrase.kind == "place":
                continue  # `Rina Sari, ibu dari Budi, guru di Kota Lama, Jawa, mengatakan`
            if other.kind == "name":
                apart = other.core < len(atoms) and atoms[other.core].low == ","
                return other if apart and other.governor not in ("prep", "verb", "source") else None
            if other.kind not in ("title", "group", "unknown", "organization", "place"):
                return None
        return None

    def _continues(self, cue: int) -> bool:
        """Tell whether the cue is a further verb of its clause: after `dan`, `sambil`, a comma …"""
        k = cue - 1
        while k >= 0 and self.atoms[k].classes & {"adverb"} and not self.atoms[k].classes & {"conj"}:
            k -= 1
        if k < 0:
            return False
        atom = self.atoms[k]
        return atom.low in (",", "dengan", "untuk", "yang", "saat", "ketika") or "coordinator" in atom.classes

    def _bridge(self, start: int, cue: int) -> str:
        """Tell what stands between a phrase and the cue."""
        atoms = self.atoms
        if start >= cue:
            return "adjacent"
        result, k = "adjacent", start
        while k < cue:
            atom = atoms[k]
            if atom.kind == "quoted":
                return (
                    "blocked"
                    if atom.quoted is not None and atom.quoted.inner_end - atom.quoted.inner_start > 60
                    else "bridged"
                )
            if atom.low in ";:" and atom.kind == "mark":
                return "blocked"
            if atom.classes & {"adverb"} or atom.low in (",", "(", ")", "-", "–", "—"):
                k += 1
                result = result if atom.classes else "bridged"
                continue
            if atom.classes & {"prep", "time", "source"} or atom.low == "yang":
                result = "bridged"
                k += 1
                while k < cue and atoms[k].low != ",":
                    if atoms[k].kind == "mark" and atoms[k].low in ";:":
                        return "blocked"
                    k += 1
                continue
            if atom.low.startswith("di") and k > 0 and atoms[k - 1].low == "," and is_verb(atom) and not atom.cues:
                # `Rina Sari, didampingi Budi Jaya mengatakan`
                result = "bridged"
                k += 1
                while k < cue and atoms[k].low != "," and not is_verb(atoms[k]):
                    k += 1
                continue
            if "asked" in atom.classes:
                result = "bridged"  # `Camat Rina Sari dikonfirmasi mengatakan`
                k += 1
                continue
            if atom.cue("attitude") or is_verb(atom):
                return "verb"
            if atom.classes & {"modal", "negation", "conj", "purpose"}:
                k += 1
                continue
            if "sub" in atom.classes:
                return "verb"
            result = "bridged"
            k += 1
        return result


_UNNAMED = ("organization", "group", "title", "unknown", "anonymous")
_BUT = ("namun", "tetapi", "tapi")
_CONTRASTS = ("sementara", "sedangkan", "adapun")
_KINDS = SPEAKER_NOUNS | {"indefinite", "quantifier"}
_FIRST = ("orang nomor satu", "orang nomor dua")
_NAMED = (*NAMED, "inisial")
_AS = ("selaku", "sebagai")
_FORMER = ("mantan", "eks")
_IS = ("adalah", "merupakan")
_PLACES = frozenset({"name:GPE", "name:LOC", "name:FAC"})
_FUNCTION = frozenset(
    {
        "prep",
        "sub",
        "time",
        "conj",
        "adverb",
        "negation",
        "modal",
        "purpose",
        "determiner",
        "connector",
        "addressee",
        "source",
        "calendar",
        "degree",
    }
)
