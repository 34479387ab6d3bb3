"""Find the noun phrases of a passage that may name speakers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from warta.stages.quotes.apposition import AS, Appositions
from warta.stages.quotes.extent import Extent
from warta.stages.quotes.phrases import (
    CALLED,
    FORMER,
    FUNCTION,
    NAMED,
    PLACES,
    REACH,
    SPEAKER_NOUNS,
    Phrase,
    is_verb,
)
from warta.stages.quotes.reading import Atom, Passage

#: How many phrases, and how many atoms, back from its cue a subject is looked for.
_LOOK_BACK, _FARTHEST = 16, 90
#: What says which of somebody's children is meant.
_BIRTH_ORDER = (" sulung", " bungsu", " semata wayang")
#: Conjunctions that open a clause of their own.
_BUT = ("namun", "tetapi", "tapi")
#: Conjunctions that may open a sentence without making it depend on another.
_CONTRASTS = ("sementara", "sedangkan", "adapun")


@dataclass(slots=True)
class _Inside:
    """What a noun phrase holds.

    Args:
        plural: it speaks of several.
        indefinite: it begins like `seorang`, `salah satu`.
        person: the atom of the first person's name that is no other's, -1 where there is none.
        organization: the atom of the first name of an organization, -1 where there is none.
        place: the atom of the first name of a place, -1 where there is none.
        head: the classes of its head, of those of speakers.
        relation: it is somebody by whom they belong to: `ibu Rina`.
        anaphoric: it speaks of somebody named before.
    """

    plural: bool
    indefinite: bool
    person: int = -1
    organization: int = -1
    place: int = -1
    head: frozenset[str] = frozenset()
    relation: bool = False
    anaphoric: bool = False


class NounPhrases:
    """The noun phrases of a passage that may name speakers, from left to right.

    Args:
        passage: the passage.
        text: the article's text.
    """

    def __init__(self, passage: Passage, text: str):
        self.passage = passage
        self.text = text
        self.atoms = passage.atoms
        self.extent = Extent(passage, text)
        self.appositions = Appositions(self.extent)
        self.phrases: list[Phrase] = []
        self._chunk()

    def _chunk(self) -> None:
        atoms, i, governor = self.atoms, 0, "start"
        while i < len(atoms):
            atom = atoms[i]
            if atom.low == "ia" and governor in ("verb", "other", "noun"):
                governor = "sub"  # `Ketika perahu menjauh ia berteriak`: never an object
            phrase = self.parse(i, governor=governor) if self._may_begin(i, governor) else None
            if phrase is not None and governor == "prep" and atoms[i - 1].low in AS:
                held = self.parse(i, governor="comma")
                if held is not None and held.kind == "name" and held.main >= held.core:
                    phrase = held  # `Hadir sebagai perwakilan nelayan, Rina Sari berbagi: "…"`
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
        for k in range(i, min(i + REACH, len(atoms))):
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
        if "determiner" in classes and governor in ("prep", "verb"):
            return "comma"  # `Menanggapi hal itu Rina mengaku …`: the noun phrase is closed
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
        if classes & FUNCTION:
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
            or (self.atoms[i].capital and not self.atoms[i].classes & FUNCTION)
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
        core = self.extent.core(i)
        if core == i:
            return None
        return self._classify(i, core, governor, open_end)

    def _classify(self, i: int, core: int, governor: str, open_end: bool) -> Phrase | None:
        """Return the phrase of the atoms from `i` to `core`, with what stands in apposition to it."""
        atoms = self.atoms
        inside = self._inside(i, core, governor)
        if inside.person < 0 and core == i + 1 and "honorific" in atoms[i].classes and atoms[i].capital:
            return Phrase(i, core, core, "title", i, governor, anaphoric=True)
        named = self._named_in_apposition(i, core, governor, inside, open_end)
        if named is None and inside.person >= 0:
            named = self._of_person(i, core, governor, inside)
        if named is not None:
            return named
        kind, main = self._kind(i, core, inside), i
        if kind == "organization":
            main = inside.organization
        if not kind:
            return None
        if kind == "group" and not inside.plural and core + 2 < len(atoms) and atoms[core].low == ",":
            # A kind of institution and its name: "perusahaan asal Polandia, Medcom, …".
            body = core + 1
            after = body + 1
            if after < len(atoms) and atoms[after].low == "(":
                after = (self.extent.closing(after) or after) + 1
            if "name:ORG" in atoms[body].classes and after < len(atoms) and atoms[after].low == ",":
                if inside.person >= 0:  # `Pengacara Rina Sari, Asosiasi Advokat Kota Lama, …`
                    return Phrase(i, self.appositions.past(core, governor), core, "name", inside.person, governor)
                return Phrase(i, after + 1, core, "organization", body, governor)
        if kind in ("organization", "group", "title") and self.appositions.withheld(core):
            kind = "anonymous"
        last = core
        if governor != "cue" and kind in ("organization", "group", "title", "anonymous"):
            last = self.appositions.past(core, governor)
        return Phrase(
            i,
            last,
            core,
            kind,
            main,
            governor,
            anaphoric=inside.anaphoric,
            plural=inside.plural,
            relation=inside.relation,
        )

    def _inside(self, i: int, core: int, governor: str) -> _Inside:
        """Return what a phrase holds: the names in it, the class of its head, whether it speaks of somebody named before."""
        atoms = self.atoms
        inside = _Inside(plural="plural" in atoms[i].classes, indefinite="indefinite" in atoms[i].classes)
        for k in range(i, core):
            classes = atoms[k].classes
            if "name:PER" in classes and inside.person < 0 and not self._holds(i, k):
                inside.person = k
            elif "name:ORG" in classes and inside.organization < 0:
                ranked = k == core - 1 and k > i and "rank" in atoms[k - 1].classes
                if ranked and self.appositions.like_a_person(k):
                    inside.person = k  # `Kompol Jaya Purba`, taken for an organization
                else:
                    inside.organization = k
            elif classes & PLACES and inside.place < 0:
                inside.place = k
            if not inside.head and atoms[k].kind == "word" and not self._once(k, core):
                inside.head = classes & SPEAKER_NOUNS
        inside.relation = self._related(i, core, inside)
        inside.anaphoric = self._anaphoric(i, core, governor, inside.head)
        return inside

    def _related(self, i: int, core: int, inside: _Inside) -> bool:
        """Tell whether a phrase is somebody by whom it belongs to: `ibu Rina Sari`, `juru bicara Rina Sari`."""
        atoms, person = self.atoms, inside.person
        if "spokesman" in atoms[i].classes:
            # `juru bicara Rina` speaks for her; `Juru Bicara Rina` and `juru bicara kementerian Rina` are her.
            return person == i + 1 and not atoms[i].capital
        parent = i == 0 and "determiner" in atoms[core - 1].classes  # `Ibu Rudi itu berharap …`
        inner = next((k for k in range(i, core) if atoms[k].kind == "word" and atoms[k].classes & SPEAKER_NOUNS), i)
        heads = all(a.classes & {"quantifier", "indefinite", "honorific"} for a in atoms[i:inner])
        eldest = person > i and atoms[i].low.endswith(_BIRTH_ORDER)  # `Putra sulung Rina Sari, Budi, …`
        kin = ("noun:relation" in inside.head or eldest) and heads and (parent or not self.appositions.honorific(i))
        kin = kin and not (person > i and atoms[person - 1].low in NAMED)  # `Seorang nenek bernama Rina`
        return kin or "possessed" in atoms[i].classes

    def _anaphoric(self, i: int, core: int, governor: str, head: frozenset[str]) -> bool:
        """Tell whether a phrase speaks of somebody named before: `menteri itu`, `ujar pelatih yang pernah …`."""
        atoms = self.atoms
        if core > i and ("determiner" in atoms[core - 1].classes or self.appositions.closes_relative(core)):
            return True
        if (
            governor == "cue"
            and core < len(atoms)
            and atoms[core].low == "yang"
            and not (atoms[i].capital or atoms[i].classes & {"quantifier", "indefinite"})
        ):
            # `ujar pelatih yang pernah …`: a trade alone with a relative clause speaks of somebody named before.
            known = "noun:title" in head and "noun:collective" not in head
            if known or (core == i + 1 and head & {"noun:title", "noun:person"}):
                return True
        return atoms[i].low == "sang" and "noun:title" in head

    def _named_in_apposition(self, i: int, core: int, governor: str, inside: _Inside, open_end: bool) -> Phrase | None:
        """Return the phrase of the name that stands in apposition to a description: `Ketua DPR, Rina Sari,`."""
        atoms, head, person = self.atoms, inside.head, inside.person
        # `diamini Ketua DPR, Rina Sari.`, but `Saat dihubungi Warta.com, Rina Sari mengaku …`
        agent = governor == "verb" and i > 0 and atoms[i - 1].low.startswith("di") and inside.organization != i
        free = governor not in ("prep", "verb") or agent
        resumed = inside.anaphoric and not (
            (governor == "cue" and self.appositions.named_at_once(core))
            or (i == 0 and self.appositions.officer_named(core))
        )
        if (person < 0 or inside.relation) and not resumed and (free or "noun:title" in head):
            loose = "noun:collective" in head and "noun:title" not in head
            of_somebody = governor == "cue" and (inside.relation or self.appositions.between_commas(core))
            apposed = self.appositions.apposed(
                core, open_end, free=free, closed=loose or not open_end, single=of_somebody
            )
            if apposed is not None:
                name, end, after = apposed
                if "name:PER" not in atoms[name].classes:
                    return Phrase(name, after, end, "unknown", name, governor)
                if atoms[after - 1].low == "," and (governor != "cue" or not open_end):
                    after = max(after, self.appositions.past(after - 1, governor))
                return Phrase(i, after, core, "name", name, governor)
        occupied = head & {"noun:title", "noun:person", "noun:group"}
        aged = core > i + 1 and atoms[i + 1].low == "("  # `kata Rina Sari (47), istri Budi Jaya, saat ditemui`
        fits = bool(occupied) or (atoms[i].capital and person > i + 1) or (person == i and core > i + 1 and not aged)
        mistaken = (person > i or 0 <= person < core - 1) and fits and not inside.anaphoric
        if mistaken and governor == "cue" and open_end:
            # `kata Ketua Karang Taruna, Rina.`: what stands before the comma only looks like a name.
            apposed = self.appositions.apposed(core, open_end)
            if apposed is not None and "name:PER" in atoms[apposed[0]].classes:
                name, _, after = apposed
                if self.appositions.ends_attribution(after):
                    return Phrase(i, after, core, "name", name, governor)
        return None

    def _of_person(self, i: int, core: int, governor: str, inside: _Inside) -> Phrase | None:
        """Return the phrase where somebody's name is in it: that person, or whoever it describes by the name (`agen Budi itu`)."""
        atoms, head, person = self.atoms, inside.head, inside.person
        called = person > i and atoms[person - 1].low in NAMED  # `Pria bernama Rina Sari itu`
        another = head & {"noun:person"} or self._of_another(i, core, governor, inside)
        if person > i and inside.anaphoric and not called and another:
            return Phrase(i, core, core, "title", i, governor, anaphoric=True)
        if not inside.relation and self.appositions.withheld(core):
            return Phrase(i, core, core, "anonymous", i, governor)  # `ABG yang tidak disebutkan namanya`
        if not inside.relation or person == i:
            return Phrase(i, self.appositions.past(core, governor), core, "name", person, governor)
        return None

    def _of_another(self, i: int, core: int, governor: str, inside: _Inside) -> bool:
        """Tell whether the name at the end of a description is not whom it describes: `Ketua Kelompok Warta Rina itu`, `agen Budi itu`."""
        atoms, person = self.atoms, inside.person
        if "maker" in atoms[i].classes:
            return True
        plain = not (inside.head or atoms[i].capital or atoms[i].classes & {"honorific", "rank"})
        former = atoms[i].low in FORMER
        if ((plain and governor == "cue") or former) and (person == core - 2 or (governor == "cue" and former)):
            return True
        closed = core - 2 >= max(person, i + 1) and "name:PER" in atoms[core - 2].classes
        closed = closed and "determiner" in atoms[core - 1].classes and not self.appositions.honorific(core - 3)
        return closed and bool(inside.head & {"noun:title", "noun:group"})

    def _kind(self, i: int, core: int, inside: _Inside) -> str:
        """Return the kind of a phrase in which nobody is named, empty where it can be no speaker."""
        atoms, head, following = self.atoms, inside.head, self.atoms[i + 1] if i + 1 < core else None
        if inside.plural and head and "noun:anonymous" not in head:
            return "group"
        measured = following is not None and "measure" in following.classes
        if inside.indefinite and (measured or (not head and following is not None and self._of_a_thing(i + 1))):
            return ""
        speaks_for = following is not None and "spokesman" in following.classes
        if inside.indefinite and inside.organization >= 0 and speaks_for:
            return "title"  # `seorang juru bicara Warta Air`: the organization speaks
        alone = core == i + 1 and atoms[i].low == "orang" and not (core < len(atoms) and atoms[core].low == "yang")
        if inside.indefinite or "noun:anonymous" in head or alone:
            return "anonymous"
        if self._document(i, core):
            return "document"
        if head & {"noun:title", "noun:person", "noun:relation"} or ("noun:group" in head and inside.anaphoric):
            return "title"
        if inside.anaphoric and any("born" in a.classes for a in atoms[i + 1 : core]):
            return "title"  # `tentara kelahiran 1984 itu`
        if head & {"noun:collective", "noun:group"}:
            return "group"
        if inside.organization == i or (inside.organization >= 0 and not head):
            return "organization"
        if inside.place == i:
            return "place"
        if "quantifier" in atoms[i].classes:
            return "group" if following is not None and not measured else ""
        return "unknown" if atoms[i].capital and not (core == i + 1 and _abstract(atoms[i])) else ""

    def _once(self, k: int, core: int) -> bool:
        """Tell whether `mantan` stands before a word for a companion: `mantan pasangan Rina Sari`."""
        return self.atoms[k].low in FORMER and k + 1 < core and "noun:relation" in self.atoms[k + 1].classes

    def _of_a_thing(self, i: int) -> bool:
        """Tell whether a noun is one of something: `salah satu solusinya`, no person."""
        atom = self.atoms[i]
        return atom.kind == "word" and atom.upos == "NOUN" and atom.low.endswith("nya") and len(atom.low) > 6

    def _document(self, i: int, core: int) -> bool:
        """Tell whether a phrase names a document: `laporan itu`, `beberapa laporan medis`."""
        first = self.atoms[i]
        if "quantifier" in first.classes and i + 1 < core and "report:document" in self.atoms[i + 1].classes:
            return True
        return any("report:" in c for c in first.classes) and "noun:collective" not in first.classes

    def _holds(self, i: int, name: int) -> bool:
        """Tell whether a person's name belongs to a thing in the phrase: `satpam di rumah Rina`, `pengguna X`."""
        atoms = self.atoms
        if len(atoms[name].low) == 1 and name > i and atoms[name - 1].low not in CALLED:
            return bool(atoms[i].classes & {"indefinite", "quantifier"})
        opener = name - 2 if name > i + 1 and atoms[name - 1].low in ("si", "sang", "the") else name - 1
        if name > i and (atoms[opener].low in ("kelahiran", "asal") or "called so" in atoms[opener].classes):
            return True  # `striker kelahiran Tulehu itu`
        before = atoms[name - 1] if name > i + 2 else None
        if before is None or before.kind != "word" or before.capital or before.classes & (SPEAKER_NOUNS | FUNCTION):
            return False
        return before.upos == "NOUN" and "prep" in atoms[name - 2].classes and not atoms[name - 2].capital

    def ending_by(self, atom: int) -> Iterator[Phrase]:
        """Yield the phrases that end at or before an atom, the nearest first, as far back as a subject can stand."""
        index = bisect_right(self.phrases, atom, key=lambda phrase: phrase.last)
        for phrase in reversed(self.phrases[max(0, index - _LOOK_BACK) : index]):
            if atom - phrase.last > _FARTHEST:
                return
            yield phrase


def _abstract(atom: Atom) -> bool:
    """Tell whether a word with a capital is a noun for something done, at the start of a sentence: `Kebutuhan mendesak …`."""
    low = atom.low
    return atom.upos == "NOUN" and len(low) > 6 and low.endswith("an") and low.startswith(("ke", "pe"))


def _is_account(atom: Atom) -> bool:
    """Tell whether a word is the name of an account."""
    return atom.kind == "word" and atom.low.startswith("@") and len(atom.low) > 2
