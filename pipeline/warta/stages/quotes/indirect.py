"""Find reported speech: content clauses, requests, noun phrases with content, unmarked speech after a colon."""

from __future__ import annotations

from dataclasses import dataclass, replace

from warta.stages.quotes.drafts import Taken
from warta.stages.quotes.heard import Heard
from warta.stages.quotes.phrases import SPEAKER_NOUNS, Phrase, is_verb
from warta.stages.quotes.reading import HEADLINES, Atom, Cue
from warta.stages.quotes.speakers import Phrases

#: Fewest words of a content clause with and without `bahwa`, and of a noun phrase with content.
CLAUSE_WORDS, BARE_WORDS, NOUN_WORDS = 2, 3, 5
#: Fewest words, and least share the quotation head must call content, of what has no form that makes it a content.
FEWEST_WORDS, AGREES, AGREES_WELL, HARDLY = 2, 0.5, 0.8, 0.1
_COMPLEMENTIZERS = frozenset({"bahwa", "agar", "supaya", "untuk", "bahwasanya", "apakah"})
_REQUEST = frozenset({"agar", "supaya", "untuk"})
_OUTSIDE = frozenset({"sesuai", "seperti", "sebagaimana", "demikian", "menyusul", "berdasarkan"})
_NO_PREDICATE = frozenset({"prep", "conj", "sub", "time", "determiner", "calendar", "source"})
_PURPOSE = frozenset({"untuk", "guna", "demi"})
#: Nouns for what somebody gives in words or in kind, that something can be said of too; and verbs of which they are the object.
_GIVEN = frozenset({"bantuan", "laporan", "keterangan", "dukungan"})
_GIVES = frozenset({"menyampaikan", "menyatakan", "mengungkapkan", "mengungkap", "mengungkit"})
_DASHES = frozenset({"-", "–", "—"})
#: Who speaks before the colon of a headline, and the marks that can stand before them.
_HEADED = frozenset({"name", "organization", "title", "group"})
_SETS_OFF = frozenset({",", ".", "?", "!", ";", "-", "–", "—"})
_AFFIRMED = frozenset({"membantah", "menampik", "menyangkal", "memungkiri", "menepis"})


@dataclass(frozen=True, slots=True)
class Report:
    """A piece of reported speech inside one passage.

    Args:
        rule: which construction it is.
        cue: the cue's atom, or None where a colon stands for it.
        content: first and one past the last atom of the content.
        speaker: the speaker's noun phrase, or None.
        pronoun: offsets of a speaker that is the clitic of the cue, or None.
        how: how the subject was found.
        complementizer: the word before the content (`bahwa`, `agar`, `:`, `,`) or an empty string.
        runs_on: whether the content goes on to the end of the paragraph.
        part: 0 for a whole content; 1 and 2 for the parts of one split by its cue.
    """

    rule: str
    cue: Atom | None
    content: tuple[int, int]
    speaker: Phrase | None
    pronoun: tuple[int, int] | None
    how: str = "adjacent"
    complementizer: str = ""
    runs_on: bool = False
    part: int = 0
    cue_at: int = 0


def reports(phrases: Phrases, taken: Taken, heard: Heard) -> list[Report]:
    """Return the reported speech of a passage.

    Args:
        phrases: the passage's noun phrases.
        taken: atom ranges that belong to direct quotations and their attributions.
        heard: what the tagger's quotation head said of the article.
    """
    return _Reader(phrases, taken, heard).read()


class _Reader:
    def __init__(self, phrases: Phrases, taken: Taken, heard: Heard):
        self.phrases = phrases
        self.heard = heard
        self.atoms = phrases.atoms
        self.taken = taken
        self.found: list[Report] = []

    def read(self) -> list[Report]:
        k, busy = 0, 0
        if self._named_speech() is not None:
            return self.found
        while k < len(self.atoms):
            atom = self.atoms[k]
            if (atom.cues or "report:utterance" in atom.classes) and k not in self.taken:
                report = self._inside(k) if k < busy else self._at(k)
                if report is not None:
                    busy = max(busy, report.content[1])
            k += 1
        if not self.found:
            self._heard_speech()
        self.found = [self._trimmed(report) for report in self.found]
        return self.found

    def _trimmed(self, report: Report) -> Report:
        """Leave out the end of a content, from a comma on, that the quotation head does not hear."""
        start, end = report.content
        if self.heard.silent or report.runs_on or end - start < 6:
            return report
        for comma in range(start + 2, end - 3):
            opener = self.atoms[comma + 1]
            if (
                self.atoms[comma].low == ","
                and (opener.classes & {"sub", "conj", "source"} or opener.low in _OUTSIDE or is_verb(opener))
                and self._said(comma + 1, end) <= HARDLY
                and self._said(start, comma) >= AGREES_WELL
            ):
                return replace(report, content=(start, comma))
        return report

    # -- one cue -------------------------------------------------------------------------------------------------

    def _at(self, k: int) -> Report | None:
        if self.atoms[k].cue("headline") is not None:
            return self._headline(k)
        return self._source(k) or self._attitude(k) or self._active(k) or self._noun(k)

    def _named_speech(self) -> Report | None:
        """Read unmarked speech after a name and a colon: `Rina: Kami tidak akan pergi.`"""
        atoms = self.atoms
        begun = int(bool(atoms) and atoms[0].low in _DASHES)  # `- Rina Sari: Kami …`
        asks = self._interviewer(begun) if len(atoms) > begun + CLAUSE_WORDS else None
        if asks is not None:
            return asks
        if len(atoms) < 6 or not self.phrases.phrases:
            return None
        if self.phrases.passage.kind in HEADLINES:
            return self._headed_speech()
        phrase = self.phrases.phrases[0]
        if phrase.kind != "name" or phrase.first != begun or phrase.last >= len(atoms) or atoms[phrase.last].low != ":":
            return None
        start = phrase.last + 1
        if atoms[start].kind == "quoted" or self._words(start, len(atoms)) < 4:
            return None
        if not self._predicate(start, len(atoms)) and self._said(start, len(atoms)) < AGREES_WELL:
            return None
        return self._add(Report("colon", None, (start, len(atoms)), phrase, None, "adjacent", ":", True))

    def _interviewer(self, k: int) -> Report | None:
        """Read a question of an interview after a label: `Reporter: Apa saran Ibu?`"""
        atoms = self.atoms
        asks = "interviewer" in atoms[k].classes and atoms[k].capital and atoms[-1].low == "?"
        if not asks or atoms[k + 1].low != ":":
            return None
        label = Phrase(k, k + 1, k + 1, "group", k)
        return self._add(Report("colon", None, (k + 2, len(atoms)), label, None, "adjacent", ":", cue_at=k + 1))

    def _headed_speech(self) -> Report | None:
        """Read what a headline has somebody say: `Kapolres: Pelaku Ditangkap`, `Jembatan Putus, Bupati: Warga Harap Bersabar`."""
        atoms = self.atoms
        colon = self._colon(0)
        if colon is None or colon + 1 >= len(atoms) or atoms[colon + 1].kind == "quoted":
            return None
        begun = next((k + 1 for k in range(colon - 1, -1, -1) if atoms[k].low in _SETS_OFF), 0)
        phrase = self.phrases.parse(begun, governor="comma" if begun else "start")
        if phrase is None or phrase.last != colon or phrase.kind not in _HEADED:
            return None
        opener = atoms[begun]
        if opener.kind != "name" and not opener.classes & (SPEAKER_NOUNS | {"honorific", "rank"}):
            return None  # `Harga Warta 125: mulai Rp20 juta`
        if self._words(colon + 1, len(atoms)) < CLAUSE_WORDS:
            return None
        # `…, Rina: Suatu Kehormatan` and `Menkes Rina: …` and `Polisi: …`, but `Rina: Profil dan Karier`
        held = phrase.kind == "name" and phrase.main > phrase.first
        told = begun or phrase.kind == "title" or held or (phrase.kind == "group" and colon == 1)
        if all(a.kind in ("name", "mark") for a in atoms[colon + 1 :]):
            return None  # `Redaktur: Rina Sari`
        if not told and not self._headed_clause(phrase, colon + 1):
            return None
        rest = (colon + 1, len(atoms))
        return self._add(Report("headline.colon", None, rest, phrase, None, "adjacent", ":", cue_at=colon))

    def _headed_clause(self, phrase: Phrase, start: int) -> bool:
        """Tell whether what follows a name and a colon is a clause; where a body is all that stands before it, any verb will do."""
        if self._predicate(start, len(self.atoms)):
            return True
        rest = self.atoms[start + 1 :]  # `Kongres Partai: Menempatkan rakyat sebagai tolok ukur` is a title
        verbs = (a for a in rest if a.upos == "VERB" and a.low.startswith(("me", "ber", "ter", "di")))
        return phrase.kind == "organization" and phrase.core == 1 and next(verbs, None) is not None

    def _headline(self, k: int) -> Report | None:
        """Read a bare verb of a headline: `BPS Sebut Konsumsi Melambat`."""
        atoms = self.atoms
        phrase, how = self.phrases.subject(k)
        if phrase is None or how != "adjacent" or phrase.kind not in ("name", "organization", "title", "group"):
            return None
        if self._words(k + 1, len(atoms)) < CLAUSE_WORDS or self._only_quoted(k + 1, len(atoms)):
            return None
        cue = atoms[k].cue("headline")
        second = self._second_speaker(k)
        if second is not None:
            self._add(Report("headline", atoms[k], (k + 1, second.first - 1), phrase, None, how, "", cue_at=k))
            rest = (second.last + 1, len(atoms))
            return self._add(Report("colon", None, rest, second, None, "adjacent", ":", cue_at=second.last))
        end = self._headline_end(k + 1)
        clause = any(
            a.upos in ("VERB", "AUX", "ADJ") or "predicate" in a.classes or a.low.startswith(("me", "ber", "ter", "di"))
            for a in atoms[k + 2 : end]
        )
        if cue is None or not (clause or "np" in cue.takes or atoms[k + 1].upos is None):
            return None
        return self._add(Report("headline", atoms[k], (k + 1, end), phrase, None, how, "", cue_at=k))

    def _headline_end(self, start: int) -> int:
        """Return where a content in a headline ends: before a comma with a subject and a verb of its own after it."""
        atoms = self.atoms
        for comma in range(start + FEWEST_WORDS, len(atoms) - 2):
            if atoms[comma].low != ",":
                continue
            for phrase in self.phrases.phrases:
                verb = atoms[phrase.last] if phrase.last < len(atoms) else None
                if phrase.first == comma + 1 and verb is not None and (verb.cues or verb.upos == "VERB"):
                    return comma
        return len(atoms)

    def _second_speaker(self, k: int) -> Phrase | None:
        """Return who speaks after a comma, before a colon: `Rina Sebut Harga Turun, Budi Jaya: Belum Tentu`."""
        colon = self._colon(k)
        if colon is None or self._words(colon + 1, len(self.atoms)) < FEWEST_WORDS:
            return None
        for phrase in self.phrases.ending_by(colon):
            named = phrase.kind in ("name", "organization", "title") and phrase.last == colon
            return phrase if named and phrase.first > k + FEWEST_WORDS and phrase.governor == "comma" else None
        return None

    def _noun(self, k: int) -> Report | None:
        """Read a noun of speech with its speaker and `bahwa`: `pernyataan Rina kepada pers bahwa harga turun`."""
        atoms = self.atoms
        if "report:utterance" not in atoms[k].classes or (k and atoms[k - 1].cue()):
            return None
        if atoms[k].low.endswith("nya"):
            return None
        phrase = self.phrases.parse(k + 1, governor="cue", open_end=False)
        if phrase is None or phrase.kind in ("document", "other", "unknown"):
            return None
        for j in range(phrase.last, min(phrase.last + 12, len(atoms))):
            if atoms[j].low == "bahwa":
                if self._words(j + 1, len(atoms)) < CLAUSE_WORDS:
                    return None
                return self._add(
                    Report("noun", atoms[k], (j + 1, len(atoms)), phrase, None, "adjacent", "bahwa", cue_at=k)
                )
            if atoms[j].kind in ("mark", "quoted") or is_verb(atoms[j]):
                return None
        return None

    def _heard_speech(self) -> Report | None:
        """Read unmarked speech after a colon that the quotation head hears, whatever verb stands before it."""
        atoms = self.atoms
        colon = self._colon(0)
        if colon is None or colon + 1 >= len(atoms) or atoms[colon + 1].kind == "quoted" or colon in self.taken:
            return None
        if self._words(colon + 1, len(atoms)) < BARE_WORDS or self._said(colon + 1, len(atoms)) < AGREES_WELL:
            return None
        by_name = sorted(self.phrases.phrases, key=lambda phrase: (phrase.kind != "name", -phrase.first))
        for phrase in by_name:
            free = phrase.last <= colon and phrase.governor in ("start", "comma", "conj", "sub")
            if free and phrase.kind in ("name", "title", "organization", "pronoun", "group", "anonymous"):
                return self._add(
                    Report("colon", None, (colon + 1, len(atoms)), phrase, None, "bridged", ":", True, cue_at=colon)
                )
        return None

    def _said(self, start: int, end: int) -> float:
        """Return which part of the atoms from `start` up to `end` the quotation head calls content, 0..1."""
        if start >= end:
            return 0.0
        return self.heard.share(self.atoms[start].start, self.atoms[end - 1].end)

    def _add(self, report: Report | None) -> Report | None:
        if report is None or self._dated(report):
            return None
        self.found.append(report)
        return report

    def _dated(self, report: Report) -> bool:
        """Tell whether a content is only a date: `usai memberi keterangan, Senin (9/6/2025)`."""
        start, end = report.content
        words = [a for a in self.atoms[start:end] if a.kind != "mark"]
        return bool(words) and all("calendar" in a.classes or a.low[:1].isdigit() for a in words)

    def _inside(self, k: int) -> Report | None:
        """Read a cue inside the content of the report before it: a further report, or nothing."""
        atoms, previous = self.atoms, self.found[-1]
        atom = atoms[k]
        if atom.cue("short", "source") is not None and atoms[k - 1].low == ",":
            return self._between(k) or self._told_after(k)
        if atom.cue("active", "attitude") is None:
            return None
        if atom.clitic:
            if "coordinator" in atoms[k - 1].classes and atoms[k - 2].low == ",":
                self._shorten(k - 2)  # `…, dan menyebutnya sebagai`: the text goes on about the speaker
            return None
        j = k - 1
        while j > previous.content[0] and "adverb" in atoms[j].classes and "conj" not in atoms[j].classes:
            j -= 1
        opener = atoms[j]
        if "coordinator" in opener.classes:
            cut = j - 1 if atoms[j - 1].low == "," else j
            if (
                not self._has_complementizer(k)
                and cut == j
                and opener.low in ("dan", "serta", "tetapi", "tapi", "namun")
            ):
                return None
            report = self._complement(k, previous.speaker, previous.pronoun, "shared")
        elif opener.low == "," and k + 1 < len(atoms) and atoms[k + 1].low == "bahwa":
            cut = j
            report = self._complement(k, previous.speaker, previous.pronoun, "shared")
        else:
            phrase, how = self.phrases.subject(k)
            if phrase is None or phrase.first <= previous.content[0]:
                return None
            b = phrase.first - 1
            if atoms[b].low not in ("sementara", "sedangkan", "namun", "tetapi", "tapi", "adapun"):
                return None
            cut = b - 1 if atoms[b - 1].low == "," else b
            report = self._complement(k, phrase, None, how)
            cue = atom.cue("active")
            if phrase.kind == "pronoun" and cue is not None and self._denied(k, cue):
                self._shorten(cut)  # `…, tetapi dia belum mau menyebut angkanya`
                return None
        if report is None or cut - previous.content[0] < CLAUSE_WORDS:
            return None
        self._shorten(cut)
        return self._add(report)

    def _between(self, k: int) -> Report | None:
        """Read a cue set between the parts of a content: `…, tetapi, tegasnya, harga harus turun`."""
        atoms, previous = self.atoms, self.found[-1]
        phrase, pronoun, last = self._speaker_after(k, False)
        right = self._right(last, k)
        if (phrase is None and pronoun is None) or right is None or right[2] != ",":
            return None
        cut = k - 1
        if "sub" in atoms[cut - 1].classes and "conj" not in atoms[cut - 1].classes:
            return None  # `…, asalkan, kata dia, harga turun`: one content
        while cut - 1 > previous.content[0] and atoms[cut - 1].classes & {"conj", "connector"}:
            cut -= 1
        if atoms[cut - 1].low == ",":
            cut -= 1
        if cut - previous.content[0] < CLAUSE_WORDS or self._words(right[0], len(atoms)) < FEWEST_WORDS:
            return None
        self._shorten(cut)
        content = (right[0], len(atoms))
        return self._add(Report("short.between", atoms[k], content, phrase, pronoun, "adjacent", ",", cue_at=k))

    def _told_after(self, k: int) -> Report | None:
        """Read a whole sentence as the words of whom its end names: `Dinas Kota optimistis harga turun, kata Kepala Dinas Rina Sari.`"""
        if self.atoms[k].cue("short") is None or self.atoms[k].clitic:
            return None
        inner = self.found.pop()
        before = len(self.found)
        told = self._source(k)
        named = told is not None and told.speaker is not None and told.speaker.kind in ("name", "title")
        if told is not None and named and told.rule.endswith("trailing") and told.content[0] <= inner.content[0]:
            return told
        self.found[before:] = [inner]
        return None

    def _shorten(self, cut: int) -> None:
        last = self.found[-1]
        self.found[-1] = replace(last, content=(last.content[0], cut), runs_on=False)

    def _has_complementizer(self, k: int) -> bool:
        return any(a.low in _COMPLEMENTIZERS for a in self.atoms[k + 1 : k + 8])

    # -- menurut X, …; kata X, …; …, kata X ----------------------------------------------------------------------

    def _source(self, k: int) -> Report | None:
        atoms = self.atoms
        atom = atoms[k]
        cue = atom.cue("source", "short", "passive")
        if cue is None or "clause" not in cue.takes:
            return None
        if cue.form == "short" and atom.capital and k > 0:
            return None
        after_comma = k > 0 and atoms[k - 1].kind == "mark" and atoms[k - 1].low in ",–—-"
        opener = k
        while opener > 0 and (
            atoms[opener - 1].classes & {"adverb", "connector"}
            or atoms[opener - 1].low in ("masih", "seperti", "sebagaimana", "begitu", "demikian", "adapun")
        ):
            opener -= 1
        if opener and "condition" in atoms[opener - 1].classes:
            return None  # `Jika menurut jaksa tidak sesuai, …`
        leading = opener == 0 or atoms[opener - 1].kind == "quoted" or atoms[opener - 1].low == ";"
        after_comma = after_comma or (opener > 0 and atoms[opener - 1].low == ",")
        inside = cue.form == "source" and not leading and not after_comma
        if not leading and not after_comma and cue.form != "source":
            return None
        phrase, pronoun, last = self._speaker_after(k, leading)
        if phrase is None and pronoun is None:
            return None
        if cue.form == "passive" and not leading and not (after_comma and opener < k):
            return None
        if phrase is not None and phrase.kind in ("document", "other"):
            return None
        if phrase is not None and cue.form == "short" and phrase.kind == "unknown" and not after_comma:
            return None
        if inside and not (atoms[k - 1].classes & {"conj", "sub"}):
            return self._inserted(k, phrase, pronoun, last)
        left = (self._left_edge(opener), opener - 1 if opener and atoms[opener - 1].kind == "mark" else opener)
        right = self._right(last, k)
        if right is not None and not leading and not right[2] and "coordinator" in atoms[right[0]].classes:
            right = None  # `…, ujar warga dan awak media`
        words_left = self._words(*left)
        if leading or (
            right is not None
            and ((words_left <= 4 and self._connective(left)) or self._adverbial(left))
            and (self._said(*left) < AGREES or (words_left == 1 and "connector" in atoms[left[0]].classes))
        ):
            if right is None:
                return None
            start, runs_on, mark = right
            if start + 2 < len(atoms) and atoms[start].cue("active") and atoms[start + 1].low == "bahwa":
                start, mark = start + 2, "bahwa"  # `Menurut keterangan Rina, menyebut bahwa harga turun`
            if phrase is not None and phrase.kind != "name" and self._told_by(start):
                return None  # `Menurut saksi, Rina menuturkan, harga turun`: Rina has the word
            names = phrase is None or phrase.kind != "name" or self._said(start, len(atoms)) < AGREES_WELL
            if cue.form == "passive" and not mark and pronoun is None and names:
                return None  # `Disebut Gua Baru karena …` names a thing
            if self._words(start, len(atoms)) < BARE_WORDS:
                return None
            if self._only_quoted(start, len(atoms)):
                return None
            return self._add(
                Report(
                    f"{cue.form}.leading",
                    atom,
                    (start, len(atoms)),
                    phrase,
                    pronoun,
                    "adjacent",
                    mark,
                    runs_on,
                    cue_at=k,
                )
            )
        if words_left < (1 if right is not None else BARE_WORDS) or self._only_quoted(*left):
            return None
        self._add(
            Report(
                f"{cue.form}.trailing", atom, left, phrase, pronoun, "adjacent", ",", part=1 if right else 0, cue_at=k
            )
        )
        if (
            right is not None
            and self._words(right[0], len(atoms)) >= FEWEST_WORDS
            and not self._only_quoted(right[0], len(atoms))
        ):
            self._add(
                Report(
                    f"{cue.form}.split",
                    atom,
                    (right[0], len(atoms)),
                    phrase,
                    pronoun,
                    "adjacent",
                    ",",
                    part=2,
                    cue_at=k,
                )
            )
        return self.found[-1]

    def _told_by(self, start: int) -> bool:
        """Tell whether a person with a name and an active cue of speech begin at an atom."""
        phrase = self.phrases.parse(start)
        if phrase is None or phrase.kind != "name" or phrase.last + 1 >= len(self.atoms):
            return False
        cue = self.atoms[phrase.last].cue("active")
        return cue is not None and cue.strength == "strong" and self.atoms[phrase.last + 1].low in (",", "bahwa")

    def _adverbial(self, left: tuple[int, int]) -> bool:
        """Tell whether a stretch is an adverbial of time or place: `Hingga pukul 09.00, menurut Rina, …`."""
        start, end = left
        return (
            start < end
            and bool(self.atoms[start].classes & {"prep", "time", "connector"})
            and not (self._predicate(start + 1, end))
        )

    def _inserted(self, k: int, phrase: Phrase | None, pronoun: tuple[int, int] | None, last: int) -> Report | None:
        """Read a source set into its clause without commas: `Keadaan itu menurutnya akan berubah`."""
        edge = self._left_edge(k)
        if (phrase is not None and phrase.kind not in ("name", "pronoun")) or self._predicate(edge, k):
            return None
        if not self._predicate(last, len(self.atoms)) or self._words(last, len(self.atoms)) < BARE_WORDS:
            return None
        return self._add(
            Report("source.inserted", self.atoms[k], (last, len(self.atoms)), phrase, pronoun, "adjacent", "", cue_at=k)
        )

    def _speaker_after(self, k: int, leading: bool) -> tuple[Phrase | None, tuple[int, int] | None, int]:
        atoms = self.atoms
        atom = atoms[k]
        if atom.clitic:
            return None, (atom.clitic, atom.end), k + 1
        j = k + 1
        while j < len(atoms) and (atoms[j].classes & {"adverb"} or atoms[j].low == "oleh") and not atoms[j].capital:
            j += 1
        while j < len(atoms) and "report:utterance" in atoms[j].classes:
            j += 1
            if j < len(atoms) and atoms[j].low in ("dari", "resmi", "tertulis", "awal", "sementara"):
                j += 1
        if j + 1 < len(atoms) and "report:publication" in atoms[j].classes:
            phrase = self.phrases.parse(j + 1, governor="cue", open_end=not leading)
            if phrase is not None and phrase.kind == "organization":
                return phrase, None, phrase.last
        if j < len(atoms) and "report:document" in atoms[j].classes:
            return None, None, j
        phrase = self.phrases.parse(j, governor="cue", open_end=not leading)
        placed = phrase is not None and phrase.core < len(atoms) and "prep" in atoms[phrase.core].classes
        one = phrase is not None and (phrase.kind == "title" or (phrase.kind == "group" and placed))
        if leading and phrase is not None and one and not (phrase.anaphoric or phrase.relation):
            named = self.phrases.named_after(j)  # `Menurut dokter dari RS Warta, Rina Sari, …`
            if named is not None and named.last + 1 < len(atoms) and atoms[named.last].low == ",":
                return named, None, named.last + 1
        return phrase, None, phrase.last if phrase is not None else j

    def _left_edge(self, k: int) -> int:
        """Return where the content before a trailing attribution begins: after what is taken, else at the start."""
        edge = self.taken.edge(k)
        if self.found:
            edge = max(edge, self.found[-1].content[1], self.found[-1].cue_at + 1)
        while edge < k and self.atoms[edge].kind == "mark":
            edge += 1
        return edge

    def _right(self, last: int, k: int) -> tuple[int, bool, str] | None:
        """Return where the content after an attribution begins, whether it runs on, and the mark before it."""
        atoms = self.atoms
        if last > k + 1 and atoms[last - 1].low == ",":
            return (last, False, ",") if last < len(atoms) else None
        j = last
        while j < len(atoms):
            atom = atoms[j]
            if atom.kind == "mark" and atom.low in ",:" and self._is_separator(j):
                # A date or a place may stand between commas: "kata Rina, Senin (12/7), harga turun".
                if atom.low == "," and self._parenthetical(j + 1):
                    j = self._parenthetical(j + 1)
                    continue
                return (j + 1, atom.low == ":", atom.low) if j + 1 < len(atoms) else None
            if atom.low == "bahwa":
                return j + 1, False, "bahwa"
            if atom.kind == "quoted":
                return None
            if j == last and not (
                atom.classes & {"prep", "time", "source", "adverb"} or atom.low in ("yang", "(", "ini", "itu")
            ):
                if atom.kind == "mark" and atom.low in ".;":
                    return None
                return j, False, ""
            j += 1
        return None

    def _parenthetical(self, j: int) -> int:
        """Return the comma that closes a date, age or place between commas, 0 where there is none."""
        atoms = self.atoms
        if j >= len(atoms) or not (atoms[j].classes & {"calendar"} or atoms[j].low.isdigit()):
            return 0
        for k in range(j, min(j + 12, len(atoms))):
            if is_verb(atoms[k]) or atoms[k].low == "yang":
                return 0  # `Menurutnya, 3 pasien dipantau, sedangkan …`
            if atoms[k].low == ",":
                return k
        return 0

    def _is_separator(self, j: int) -> bool:
        atoms = self.atoms
        return not (
            atoms[j].low == ":"
            and j + 1 < len(atoms)
            and atoms[j + 1].start == atoms[j].end
            and atoms[j + 1].low[:1].isdigit()
        )

    def _connective(self, left: tuple[int, int]) -> bool:
        words = [a for a in self.atoms[left[0] : left[1]] if a.kind != "mark"]
        return not words or (
            len(words) <= 4
            and all(
                a.classes & {"connector", "adverb", "conj", "sub", "time", "prep", "determiner", "thing", "predicate"}
                for a in words
            )
        )

    # -- X mengatakan … ------------------------------------------------------------------------------------------

    def _attitude(self, k: int) -> Report | None:
        atom = self.atoms[k]
        cue = atom.cue("attitude")
        if cue is None or atom.clitic:
            return None
        phrase, how = self.phrases.subject(k)
        if phrase is None or phrase.kind in ("document", "place") or how == "coordinated" or self._own(phrase):
            return None
        if self._denied(k, cue):
            return None
        return self._add(self._complement(k, phrase, None, how, form="attitude"))

    def _active(self, k: int) -> Report | None:
        atoms = self.atoms
        atom = atoms[k]
        cue = atom.cue("active")
        if cue is None or atom.clitic:
            return None
        if self._denied(k, cue):
            return None
        phrase, how = self.phrases.subject(k)
        if phrase is None and how == "missing" and k <= 1 and atoms[0].capital:
            return self._participial(k)
        if phrase is None:
            return None
        if phrase.kind == "place" and cue.takes <= {"request", "bare"}:
            return None
        if phrase.kind == "document" or self._own(phrase):
            return None
        if how == "coordinated" and not self._has_complementizer(k) and cue.strength != "strong":
            if "coordinator" not in atoms[k - 1].classes:
                return None
            how = "joined"
        return self._add(self._complement(k, phrase, None, how))

    def _own(self, phrase: Phrase) -> bool:
        """Tell whether a phrase is the voice of the text itself: `kami`, `saya`."""
        return phrase.kind == "pronoun" and "pronoun:first" in self.atoms[phrase.main].classes

    def _denied(self, k: int, cue: Cue) -> bool:
        """Tell whether the cue is denied, planned or a purpose, so that nothing was said."""
        atoms = self.atoms
        j = k - 1
        while j >= 0 and "adverb" in atoms[j].classes and not atoms[j].classes & {"negation", "modal", "purpose"}:
            j -= 1
        if j < 0:
            return False
        classes = atoms[j].classes
        if "negation" in classes:
            return cue.cue not in _AFFIRMED
        if classes & {"modal", "progressive", "alleged"}:
            return True
        if "purpose" in classes:
            return atoms[j].low != "dengan"
        return False

    def _complement(
        self, k: int, phrase: Phrase | None, pronoun: tuple[int, int] | None, how: str, *, form: str = "active"
    ) -> Report | None:
        """Read what the cue at `k` takes; the quotation head decides where the words alone do not."""
        report = self._taken_by(k, phrase, pronoun, how, form)
        if report is None or report.content[0] >= len(self.atoms):
            return report
        if how == "joined":
            report = replace(report, how="coordinated")
            named = phrase is not None and phrase.kind == "name" and report.rule.endswith((".bare", ".request"))
            if not named and self._said(*report.content) < AGREES:
                return None
        strength = {cue.strength for cue in self.atoms[k].cues if cue.form == form}
        if strength == {"rare"} or (strength == {"weak"} and report.complementizer not in ("bahwa", ":")):
            return report if self._said(*report.content) >= AGREES_WELL else None
        return report

    def _taken_by(
        self, k: int, phrase: Phrase | None, pronoun: tuple[int, int] | None, how: str, form: str
    ) -> Report | None:
        atoms, atom = self.atoms, self.atoms[k]
        takes: set[str] = (
            {"request"} if form == "active" and k + 1 < len(atoms) and atoms[k + 1].low in ("agar", "supaya") else set()
        )
        strength = "weak"
        for cue in atom.cues:
            if cue.form == form:
                takes |= cue.takes
                strength = cue.strength
        end = self._relative_end(k)
        start = k + 1
        while start < end and "particle" in atoms[start].classes:
            start += 1
        if start + 1 < end and atoms[start].low == "secara":
            start += 2
        if start >= end:
            return None
        colon = self._colon(start)
        complementizer = self._complementizer(start, takes)
        if (
            colon is not None
            and complementizer is None
            and "clause" in takes
            and atoms[start].low in ("ada", "terdapat")
        ):
            colon = None
        if colon is not None and (complementizer is None or colon < complementizer):
            if colon + 1 >= end:
                return Report(f"{form}.colon", atom, (end, end), phrase, pronoun, how, ":", True, cue_at=k)
            if self._only_quoted(colon + 1, end) or atoms[colon + 1].kind == "quoted":
                return None
            if takes & {"clause", "quote", "np"}:
                return Report(f"{form}.colon", atom, (colon + 1, end), phrase, pronoun, how, ":", True, cue_at=k)
            return None
        if complementizer is not None and "clause" in takes and self._aims(start, complementizer):
            complementizer = None
        if complementizer is not None:
            begin = complementizer + 1
            while begin < end and atoms[begin].kind == "mark" and atoms[begin].low in ",:":
                begin += 1
            word = atoms[complementizer].low
            if begin < end and "anonymity" in atoms[begin].classes and word in _REQUEST:
                return None
            if self._words(begin, end) < CLAUSE_WORDS or (self._only_quoted(begin, end) and word not in _REQUEST):
                return None
            return Report(
                f"{form}.{'request' if word in _REQUEST else 'bahwa'}",
                atom,
                (begin, end),
                phrase,
                pronoun,
                how,
                word,
                cue_at=k,
            )
        # without a complementizer
        if atoms[start].low == "," and start + 1 < end and form == "active":
            parenthetical = self._parenthetical(start + 1)
            begin = parenthetical + 1 if parenthetical else start + 1
            if self._relative(k) and atoms[begin].cue("active"):
                return None  # `Purba, pedagang yang menolak, mengaku …`
            if takes & {"clause", "bahwa"} and self._words(begin, end) >= BARE_WORDS and atoms[begin].kind != "quoted":
                return Report(f"{form}.comma", atom, (begin, end), phrase, pronoun, how, ",", cue_at=k)
            return None
        first = atoms[start]
        if first.low == "pada" and start + 1 < end and atoms[start + 1].classes & {"calendar", "measure"}:
            comma = self._comma_after(start)  # `mengatakan pada Minggu (8/6), harga turun`
            date = atoms[start + 1 : comma] if comma is not None else ()
            whole = not any(a.cue() or is_verb(a) for a in date)
            clause = comma is not None and {"clause", "quote"} <= takes and "prep" not in atoms[comma + 1].classes
            if comma is not None and whole and clause and self._predicate(comma + 1, end):
                return Report(f"{form}.comma", atom, (comma + 1, end), phrase, pronoun, how, ",", cue_at=k)
            return None
        since = "time" in first.classes and start + 2 < end and "determiner" in atoms[start + 1].classes
        if since and "clause" in takes and strength != "weak" and self._predicate(start + 2, end):
            return Report(
                f"{form}.bare", atom, (start, end), phrase, pronoun, how, "", cue_at=k
            )  # `menyebut saat itu kereta datang`
        if first.classes & {"prep", "time", "addressee"} and first.low not in (
            "dalam",
            "di",
            "pada",
            "dari",
            "sejak",
            "ada",
        ):
            comma = self._comma_after(start)
            question = next((j for j in range(start + 1, min(start + 10, end)) if "question" in atoms[j].classes), None)
            if question is not None and question - start <= 2:
                question = start  # `mempertanyakan ke tangan siapa tanah itu jatuh`
            if question is not None and "clause" in takes and self._words(question, end) >= BARE_WORDS:
                return Report(f"{form}.bare", atom, (question, end), phrase, pronoun, how, "", cue_at=k)
            if "fronted" in first.classes and "clause" in takes and self._predicate(start, end):
                return Report(f"{form}.bare", atom, (start, end), phrase, pronoun, how, "", cue_at=k)
            medium = strength == "medium" and "quote" in takes and "time" in first.classes
            spoken = "clause" in takes and (strength == "strong" or medium)
            if comma is not None and spoken and self._predicate(comma + 1, end):
                return Report(f"{form}.comma", atom, (comma + 1, end), phrase, pronoun, how, ",", cue_at=k)
            return None
        if first.kind == "mark" or first.low in ("itu", "demikian", "begitu", "seperti"):
            return None
        dated = self._before_date(start, end)
        if first.low == "hal" and self._words(start, dated) <= BARE_WORDS:
            return None
        back = start + 2 < end and "determiner" in atoms[start + 1].classes and is_verb(atoms[start + 2])
        if first.low == "hal" and back and (atoms[start + 2].cue("active") or self._said(start, end) < AGREES):
            return None  # `menyampaikan hal itu menjawab pertanyaan wartawan`
        named = start + 1 < end and ("determiner" in atoms[start + 1].classes or atoms[start + 1].low == "yang")
        given = atom.low in _GIVES and (atom.low != "menyatakan" or first.low == "dukungan")
        told = first.low in _GIVEN and not given and not takes & {"np", "request"}
        at_once = start + 1 < end and bool(atoms[start + 1].classes & {"negation", "modal", "adverb"})
        clause = first.low == "hal" or told or at_once  # `mengatakan bantuan …`, `berharap laporan sudah tuntas`
        if "empty" in first.classes and not named and not (clause and self._predicate(start, end)):
            return None
        if (
            self._relative(k)
            and "anonymity" in first.classes
            and any(a.low.startswith("di") for a in atoms[start + 1 : start + 4])
        ):
            return None
        if first.kind == "quoted" and self._only_quoted(start, end):
            return None
        words = self._words(start, end)
        said = self._said(start, end)
        if self._words(start, dated) <= 3 and any("determiner" in a.classes for a in atoms[dated - 2 : dated]):
            return None  # `membantah kabar itu, Senin (2/6)`: what was said stands elsewhere
        if "clause" in takes:
            if strength == "weak" and (
                phrase is None or phrase.kind not in ("name", "pronoun", "title", "organization", "group")
            ):
                return None
            as_such = "as" in takes and any(a.low == "sebagai" for a in atoms[start + 1 : end])
            if (words >= BARE_WORDS and (as_such or self._predicate(start, end))) or (
                words >= FEWEST_WORDS and said >= AGREES_WELL
            ):
                return Report(f"{form}.bare", atom, (start, end), phrase, pronoun, how, "", cue_at=k)
        if (
            {"request", "bare"} <= takes
            and words >= FEWEST_WORDS
            and (self._predicate(start, end) or said >= AGREES_WELL)
        ):
            return Report(f"{form}.request.bare", atom, (start, end), phrase, pronoun, how, "", cue_at=k)
        person = "name:PER" in first.classes or "noun:title" in first.classes
        if how == "coordinated" and strength != "strong":
            return None
        if "np" in takes and not person:
            short = "object" in takes or first.low.endswith("nya") or said >= AGREES
            enough = words >= NOUN_WORDS or (words >= FEWEST_WORDS and short)
            if enough:
                return Report(f"{form}.np", atom, (start, end), phrase, pronoun, how, "", cue_at=k)
        return None

    def _aims(self, start: int, complementizer: int) -> bool:
        """Tell whether `agar`, `untuk` says what for, after a whole clause: `mengingatkan anak harus mendapat dosis kedua agar kebal`."""
        atoms, word = self.atoms, self.atoms[complementizer].low
        if word not in _REQUEST or not self._predicate(start, complementizer):
            return False
        stretch = range(start + 1, complementizer)
        return word != "untuk" or any("modal" in atoms[k].classes and atoms[k - 1].low != "yang" for k in stretch)

    def _before_date(self, start: int, end: int) -> int:
        """Return where the date that ends a sentence after a comma begins: `membantah hal itu, Senin (2/6/2025).`; without one, `end`."""
        atoms = self.atoms
        comma = next((k for k in range(end - 1, start, -1) if atoms[k].low == ","), end)
        if comma + 1 >= end or "calendar" not in atoms[comma + 1].classes:
            return end
        rest = atoms[comma + 2 : end]
        return comma if all(a.kind == "mark" or a.low.isdigit() or "calendar" in a.classes for a in rest) else end

    def _relative(self, k: int) -> bool:
        """Tell whether the cue at `k` stands in a relative clause: `Rina yang mengaku lelah`."""
        j = k - 1
        while j > 0 and "adverb" in self.atoms[j].classes:
            j -= 1
        return j > 0 and self.atoms[j].low == "yang"

    def _relative_end(self, k: int) -> int:
        """Return where the content of the cue at `k` must end: before the verb of the clause a relative one stands in."""
        atoms = self.atoms
        for opening in range(k - 1, max(-1, k - 4), -1):
            if atoms[opening].low == ")":
                break
            if atoms[opening].low == "(":
                return next((j for j in range(k + 1, len(atoms)) if atoms[j].low == ")"), len(atoms))
        if self._relative(k):
            for comma in range(k + 4, len(atoms) - 1):
                if atoms[comma].low == "," and is_verb(atoms[comma + 1]) and not atoms[comma + 1].cue():
                    return comma
        return len(atoms)

    def _colon(self, start: int) -> int | None:
        """Return the colon that opens the content, where one follows the cue."""
        depth = 0
        for j in range(start, min(start + 40, len(self.atoms))):
            atom = self.atoms[j]
            if atom.kind == "quoted":
                return None
            depth += (atom.low == "(") - (atom.low == ")")
            if atom.low == ":" and depth <= 0 and self._is_separator(j):
                return j
            if atom.low == ";":
                return None
        return None

    def _comma_after(self, start: int) -> int | None:
        for j in range(start, min(start + 25, len(self.atoms))):
            if self.atoms[j].low == "," and not self._parenthetical(j + 1):
                return j
        return None

    def _complementizer(self, start: int, takes: set[str]) -> int | None:
        """Return the complementizer of the cue whose complement begins at `start`."""
        atoms = self.atoms
        adjunct = bool(atoms[start].classes & {"prep", "time", "addressee"}) or atoms[start].low == ","
        verb = False
        relative = False
        if "np" in takes and atoms[start].low.endswith("nya") and not adjunct:
            takes = takes - {"request"}  # `mengingatkan pentingnya disiplin agar lomba adil`: one noun phrase
        for j in range(start, min(start + 30, len(atoms))):
            atom = atoms[j]
            if atom.low in ("bahwa", "bahwasanya"):
                if adjunct or not verb:
                    return j
                return None
            if atom.low in ("agar", "supaya") and "request" in takes:
                return j if adjunct or not verb or relative else None
            if atom.low == "untuk" and "request" in takes and j > start and not verb:
                return j
            if atom.low == "untuk" and j == start and "request" in takes:
                return j
            if atom.low == "apakah":
                return None
            if atom.low == "yang":
                relative = True
            elif atom.low == "," and relative:
                relative = False
            if atom.kind == "quoted" and not adjunct:
                return None
            if is_verb(atom) and not relative and not adjunct:
                verb = True
            if (
                atom.cue("active")
                and adjunct
                and j > start + 1
                and atoms[j - 1].low not in ("yang", "saat", "usai", "ketika")
            ):
                return None
        return None

    def _participial(self, k: int) -> Report | None:
        """Read a cue that opens its sentence, its subject coming after its content: `Menyatakan bahwa …, Rina …`."""
        atoms = self.atoms
        if k + 1 >= len(atoms) or atoms[k + 1].low != "bahwa":
            return None
        for phrase in self.phrases.phrases:
            if phrase.first > k + 2 and phrase.governor == "comma" and phrase.kind in ("name", "title", "organization"):
                return self._add(
                    Report(
                        "active.participial",
                        atoms[k],
                        (k + 2, phrase.first - 1),
                        phrase,
                        None,
                        "bridged",
                        "bahwa",
                        cue_at=k,
                    )
                )
        return None

    # -- small tests ---------------------------------------------------------------------------------------------

    def _words(self, start: int, end: int) -> int:
        count = 0
        for atom in self.atoms[start:end]:
            if atom.kind == "quoted" and atom.quoted is not None:
                count += atom.quoted.words
            elif atom.kind != "mark":
                count += 1 + atom.low.count(" ")
        return count

    def _only_quoted(self, start: int, end: int) -> bool:
        content = [a for a in self.atoms[start:end] if a.kind != "mark"]
        return bool(content) and all(a.kind == "quoted" for a in content)

    def _predicate(self, start: int, end: int) -> bool:
        """Tell whether a stretch has a predicate outside relative clauses, so that it can be a clause."""
        relative = False
        before, closed = "", False
        for atom in self.atoms[start:end]:
            if atom.low == "yang":
                relative = True
            elif atom.low == "," and relative:
                relative = False
            elif atom.kind == "quoted" and atom.quoted is not None and atom.quoted.words > 1 and not relative:
                return True
            elif "negation" in atom.classes and not relative and atom is not self.atoms[start]:
                return True  # `bantuan tidak sekadar tangki air`
            elif atom.kind == "word" and (is_verb(atom) or "predicate" in atom.classes):
                if not relative and before not in _PURPOSE:
                    return True
                if is_verb(atom):
                    relative = False
            elif closed and not relative and atom.kind in ("word", "name") and not atom.classes & _NO_PREDICATE:
                return True  # `keputusan itu terlalu mahal`: what follows the determiner is said of it
            closed = "determiner" in atom.classes and atom is not self.atoms[start]
            before = atom.low
        return False
