"""What the place of a name in its clause says of somebody: subject or mentioned, victim, suspect, dead, one of several."""

from __future__ import annotations

from collections.abc import Iterable

from warta.stages.quotes.phrases import FREE, NAMED, SPEAKER_NOUNS, Phrase, is_verb
from warta.stages.quotes.reading import SUBJECT_OF_VERB, Atom, Passage, QuoteLexicon

#: Attention a person gets by being the speaker, the subject, the subject of a subordinate clause, any other part of a
#: passage, or part of a caption.
SPOKE, SUBJECT, SUBORDINATE, MENTIONED, CAPTION = 2.0, 1.3, 0.8, 0.45, 0.2
#: Attention of somebody a sentence is there to introduce.
INTRODUCED = 1.6
#: Weight of a name by what stands before it.
WEIGHT = {"start": SUBJECT, "comma": SUBJECT, "conj": SUBJECT, "sub": SUBORDINATE}


#: What opens a sentence about others besides whom it names.
_BESIDES = ("selain", "tak hanya", "tidak hanya", "bukan hanya", "tak cuma", "bukan cuma")
_LEADING_JUDGE = ("hakim", "hakim ketua", "ketua majelis")


class Roles:
    """Reads what names do in their clauses.

    Args:
        lexicon: the words around quotations.
    """

    def __init__(self, lexicon: QuoteLexicon):
        self.patients = lexicon.words("patient")
        self.suspect = sorted(lexicon.words("suspect"))

    @staticmethod
    def acts(passage: Passage, phrase: Phrase) -> bool:
        """Tell whether a title stands where it is a subject, or who did something: `dibagikan oleh Menteri Kesehatan`."""
        return phrase.governor in WEIGHT or (phrase.first > 0 and passage.atoms[phrase.first - 1].low == "oleh")

    def weight(self, passage: Passage, phrase: Phrase) -> tuple[float, bool]:
        """Return the attention a name gets by its place in the clause, and whether it is the subject of a passive verb."""
        atoms = passage.atoms
        before = atoms[phrase.first - 1] if phrase.first else None
        agent = phrase.governor == "verb" and before is not None and before.low.startswith("di") and is_verb(before)
        if before is not None and before.low == "oleh" and not any(a.low == "yang" for a in atoms[: phrase.first]):
            return SUBORDINATE, False  # `Foto itu dibagikan oleh Rina`
        if agent and not any(a.low == "yang" for a in atoms[max(0, phrase.first - 4) : phrase.first - 1]):
            return SUBJECT, False  # `Klaim itu diragukan Rina`: she acts, though the verb is passive
        if before is not None and self._called_patient(passage, phrase, before):
            return MENTIONED, True  # `Korban diketahui bernama Budi Jaya`
        if phrase.main > phrase.first + 1 and atoms[phrase.first].low in self.patients:
            return MENTIONED, True  # `Korban bernama Budi Jaya melapor`
        if phrase.last < len(atoms) and "and others" in atoms[phrase.last].classes:
            return MENTIONED, False  # `Rina Sari dkk masih menyisakan satu laga`: all of them
        closed = any("determiner" in a.classes for a in atoms[phrase.last - 1 : phrase.last + 4])
        if closed and self._of_kin_of(passage, phrase):
            return CAPTION, False  # `kakak Rina dan Budi itu`
        if before is not None and before.low in ("peran", "karakter", "pemeran"):
            return CAPTION, False  # `memerankan karakter Rina`
        ends = all(a.kind == "mark" for a in atoms[phrase.last :])
        described = ends or atoms[phrase.last].low in ("yang", ",")
        turning = any("turning to" in a.classes for a in atoms[: min(3, phrase.first)])
        if described and turning and not any(is_verb(a) for a in atoms[: phrase.first]):
            if phrase.last + 1 < len(atoms) and "name:PER" in atoms[phrase.last + 1].classes:
                return CAPTION, False  # `Berbeda dengan Rina, Budi memilih …`
            return INTRODUCED, False  # `Lain halnya dengan pedagang nasi Rina.`, `Beda cerita dengan Rina yang …`
        if self.unreached(passage, phrase):
            return MENTIONED, True  # `Rina Sari belum dapat dihubungi.`
        if phrase.first and " ".join(a.low for a in atoms[: phrase.first]) in _BESIDES:
            return CAPTION, False  # `Selain Rina dan Budi, ada pedagang lain yang mengadu.`
        if phrase.first == 1 and "presenting" in atoms[0].classes and phrase.kind == "name":
            return INTRODUCED, False  # `Namanya Rina Sari, mantan carik.`, `Dia Rina Sari, 19 tahun, yang …`
        topic = phrase.first == 1 and atoms[0].low == "bagi" and phrase.last < len(atoms)
        if topic and "," in (atoms[phrase.last].low, atoms[phrase.last - 1].low):
            return SUBJECT, False  # `Bagi Rina Sari, yang paling berharga bukan uangnya.`
        if phrase.governor == "source" and "closing speech" in atoms[0].classes:
            return SPOKE, False  # `Demikian menurut Rina Sari dari Dinas Kota.`
        if phrase.governor == "comma" and ends:
            return MENTIONED, False  # `Pasangannya dari dunia yang sama, Rina Sari.`: an apposition
        bracket = phrase.last < len(atoms) and atoms[phrase.last].low == ")"
        if bracket and before is not None and before.low == "(":
            return CAPTION, False  # `… di pasar, Minggu (8/6). (Rina Sari)`: who took the photograph
        described = phrase.last < len(atoms) and (atoms[phrase.last].low == "," or atoms[phrase.last - 1].low == ",")
        if before is not None and before.low.endswith("satunya"):
            return INTRODUCED, False  # `Salah satunya Rina Sari (56), pedagang sayur`
        ones = SPEAKER_NOUNS | {"indefinite", "quantifier", "pronoun:pl"}
        one = any(a.classes & ones for a in atoms[: phrase.first])
        if before is not None and (
            (before.low in ("adalah", "ialah") and (one or described))
            or (before.low == "termasuk" and (described or ends))
            or (before.low in ("terdapat", "tampak", "terlihat") and described)
            or (before.low == "ada" and atoms[0].low == "di" and (described or ends))  # `Di sebelahnya ada Rina Sari.`
        ):
            # `Salah satunya adalah Rina Sari.`, `Ratusan warga tertahan, termasuk Rina Sari, ibu dua anak.`
            return INTRODUCED, False
        if (
            before is not None
            and before.low == "seperti"
            and described
            and not phrase.listed
            and self._goes_on_about(passage, phrase)
        ):
            return INTRODUCED, False  # `Pendukung lain seperti Rina Sari, yang datang dari Kota, …`
        if phrase.listed or atoms[0].low in ("yaitu", "yakni"):
            # `Yaitu, Rina Sari dan Budi Jaya.`, `sejumlah artis, seperti Rina Sari, Budi Jaya, dan Sari Dewi`
            return MENTIONED, False
        apposed = atoms[phrase.last - 1].low == "," and phrase.last < len(atoms)
        apposed = apposed and (is_verb(atoms[phrase.last]) or atoms[phrase.last].low == "yang")
        if apposed and phrase.governor in ("other", "noun"):
            return SUBJECT, self.suffers(passage, phrase)  # `Sahabat sekaligus sesama guru, Rina, memberikan …`
        if phrase.governor == "other" and SUBJECT_OF_VERB in atoms[phrase.main].classes:
            return SUBJECT, self.suffers(passage, phrase)  # `Malam itu Rina Sari ikut berjalan paling depan.`
        return WEIGHT.get(phrase.governor, MENTIONED), self.suffers(passage, phrase)

    @staticmethod
    def apposed_nouns(passage: Passage, phrase: Phrase) -> set[str]:
        """Return what a noun after a name and a comma says somebody is: `Rina Sari, pemilik kerbau`."""
        rest = passage.atoms[phrase.core : phrase.core + 2]
        told = len(rest) == 2 and rest[0].low == "," and rest[1].classes & SPEAKER_NOUNS and rest[1].kind == "word"
        return {rest[1].low, *rest[1].low.split()} if told else set()

    @staticmethod
    def kin_before(passage: Passage, phrase: Phrase, kin: frozenset[str]) -> set[str]:
        """Return what somebody is to who was told of before: `suaminya, Budi Jaya`, `suaminya Budi Jaya`."""
        k = phrase.first - 1
        if phrase.listed or (phrase.last < len(passage.atoms) and passage.atoms[phrase.last].low in ("dan", "serta")):
            return set()
        if k > 0 and passage.atoms[k].low == ",":
            k -= 1
        word = passage.atoms[k].low.removesuffix("nya") if k >= 0 else ""
        born = k > 0 and passage.atoms[k].low.endswith("nya") and passage.atoms[k - 1].low in kin
        if born and not passage.atoms[k].classes:
            return {passage.atoms[k - 1].low}  # `anak bungsunya, Budi`
        return {word} if word in kin and passage.atoms[k].low != word else set()

    @staticmethod
    def unreached(passage: Passage, phrase: Phrase) -> bool:
        """Tell whether somebody could not be asked, or was not there: `Rina Sari belum dapat dihubungi`, `Rina Sari tidak hadir`."""
        rest = passage.atoms[phrase.last : phrase.last + 4]
        refused = any(a.classes & {"negation", "unwilling"} for a in rest)
        return refused and any(a.classes & {"asked", "present"} for a in rest)

    @staticmethod
    def named_beside(passage: Passage, phrase: Phrase) -> bool:
        """Tell whether a name says who a description is: `Ketua dewan tersebut, Budi Jaya, …`, `Penjaga itu adalah Bapak Budi Jaya.`"""
        rest = [a for a in passage.atoms[phrase.core : phrase.core + 5] if not a.classes & {"honorific", "rank"}][:3]
        named = [k for k, atom in enumerate(rest) if "name:PER" in atom.classes]
        apposed = len(rest) > 1 and rest[0].low == "," and named[:1] == [1]
        return apposed or (bool(rest) and rest[0].low in ("adalah", "ialah", "bernama") and bool(named))

    @staticmethod
    def presides(passage: Passage, phrase: Phrase) -> set[str]:
        """Return what a name is a judge's by who leads a court: `Majelis Hakim yang diketuai Rina Sari`."""
        atoms, k = passage.atoms, phrase.first - 1
        while k > 0 and (atoms[k].low == "oleh" or "adverb" in atoms[k].classes):
            k -= 1
        if k < 1 or "presiding" not in atoms[k].classes:
            return set()
        court = any("presided" in a.classes for a in atoms[max(0, k - 3) : k])
        return set(_LEADING_JUDGE) if court else set()

    def accused(self, passage: Passage, phrase: Phrase) -> Iterable[str]:
        """Return what somebody is called later who is said to be caught: `RS (33) ditangkap polisi`."""
        rest = passage.atoms[phrase.last : phrase.last + 4]
        caught = self.suffers(passage, phrase) or any(a.low == ")" for a in rest)
        return self.suspect if caught and any("caught" in a.classes for a in rest) else ()

    @staticmethod
    def has_died(passage: Passage, phrase: Phrase) -> bool:
        """Tell whether somebody is said to be dead: `Budi Jaya dilaporkan meninggal`, `jenazah Budi Jaya`."""
        atoms = passage.atoms
        if phrase.first and "body of" in atoms[phrase.first - 1].classes:
            return True
        for atom in atoms[phrase.last : phrase.last + 4]:
            if "died" in atom.classes:
                return True
            if not (atom.low.startswith("di") and is_verb(atom)) and not atom.classes & {"adverb", "determiner"}:
                return False
        return False

    @staticmethod
    def suffers(passage: Passage, phrase: Phrase) -> bool:
        """Tell whether a passive verb follows a phrase: `Rina Sari ditangkap`."""
        rest = passage.atoms[phrase.last :]
        following = next((a for a in rest if "adverb" not in a.classes and a.low != ","), None)
        asked = following is not None and "asked" in following.classes  # `Rina Sari ditemui di rumahnya mengaku …`
        return following is not None and not asked and following.low.startswith("di") and is_verb(following)

    def _called_patient(self, passage: Passage, phrase: Phrase, before: Atom) -> bool:
        """Tell whether a name is said to be a victim's or a suspect's: `Korban adalah Budi Jaya`, `terduga pelaku bernama Budi Jaya`."""
        atoms = passage.atoms
        if before.low in NAMED:
            return atoms[0].low in self.patients or any(
                a.low in self.patients for a in atoms[max(0, phrase.first - 4) : phrase.first]
            )
        return before.low in ("adalah", "ialah", "yakni", "yaitu") and atoms[0].low in self.patients

    def kin_of_victim(self, passage: Passage, phrase: Phrase) -> bool:
        """Tell whether a phrase speaks of a relative of somebody who has only a role: `kakak korban tersebut`."""
        head, *rest = passage.atoms[phrase.first : phrase.core]
        related = "noun:relation" in head.classes and "honorific" not in head.classes
        return related and any(a.low in self.patients or "role" in a.classes for a in rest)

    @staticmethod
    def _of_kin_of(passage: Passage, phrase: Phrase) -> bool:
        """Tell whether a noun of kinship opens the description a name belongs to: `kakak Rina dan Budi itu`."""
        return any("noun:relation" in a.classes for a in passage.atoms[max(0, phrase.first - 5) : phrase.first])

    @staticmethod
    def _goes_on_about(passage: Passage, phrase: Phrase) -> bool:
        """Tell whether a relative clause about one example follows: `seperti Rina Sari, yang datang …`."""
        rest = [a for a in passage.atoms[phrase.core : phrase.core + 3] if a.low != ","]
        return bool(rest) and rest[0].low == "yang"

    @staticmethod
    def several(passage: Passage, phrase: Phrase) -> bool:
        """Tell whether a phrase counts several: `dua tersangka`, `5 korban`."""
        before = passage.atoms[phrase.first - 1].low if phrase.first else ""
        return phrase.plural or (before.isdigit() and before != "1")

    @staticmethod
    def of_people(passage: Passage, phrase: Phrase) -> bool:
        """Tell whether a plural phrase speaks of people, in a place where they act."""
        people = any(a.classes & SPEAKER_NOUNS for a in passage.atoms[phrase.first : phrase.core] if a.low != "para")
        return people and phrase.governor in FREE
