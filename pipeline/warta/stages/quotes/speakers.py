"""Find who could be speaking: which noun phrase of a passage is the subject of a cue, or stands after it."""

from __future__ import annotations

from dataclasses import replace

from warta.stages.quotes.attribution import Attributions
from warta.stages.quotes.chunks import NounPhrases
from warta.stages.quotes.phrases import FREE, FUNCTION, PLACES, Phrase, is_verb

#: How many atoms a description of any noun may have before its relative clause.
_HEAD = 6
#: Copulas.
_IS = ("adalah", "merupakan")


class Phrases(NounPhrases):
    """The noun phrases of a passage, and which of them belongs to a cue.

    Args:
        passage: the passage.
        text: the article's text.
    """

    def after_cue(self, i: int) -> Phrase | None:
        """Return the noun phrase right after a bare cue, see `Attributions`."""
        return Attributions(self).after_cue(i)

    def named_after(self, i: int) -> Phrase | None:
        """Return the person whose long description begins at an atom, see `Attributions`."""
        return Attributions(self).named_after(i)

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
                region = (
                    phrase.kind == "organization" and phrase.last > phrase.core
                )  # `…, Bank Kota, Jakarta, mengatakan`
                far = joined or phrase.kind == "place" or region
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
        described = self._described(cue) or self._in_report(cue)
        return (described, "adjacent") if described is not None else (None, "missing")

    def _in_report(self, cue: int) -> Phrase | None:
        """Return the organization whose report a sentence without a subject tells of: `Dalam riset PT Warta menyebutkan, …`."""
        body = next(self.ending_by(cue), None)
        opening = self.atoms[1] if len(self.atoms) > 1 else None
        if body is None or opening is None or body.kind != "organization" or body.last != cue or body.first != 2:
            return None
        told = self.atoms[0].classes & {"prep", "source"} and any(c.startswith("report:") for c in opening.classes)
        return replace(body, governor="start") if told else None

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
                atoms[first - 1].classes & (FUNCTION - {"determiner"}) or atoms[first - 1].cue("active", "passive")
            )
        ):
            first -= 1
        yang = next((j for j in range(first - 1, 0, -1) if atoms[j].kind != "word" or atoms[j].low == "yang"), 0)
        noun = atoms[0].upos in ("NOUN", "PROPN") and atoms[0].capital and not atoms[0].classes
        if noun and atoms[yang].low == "yang" and 0 < yang < _HEAD and all(a.kind != "mark" for a in atoms[:yang]):
            # `Ranger Cat Lounge yang baru bergabung sejak Januari itu mengatakan`
            return Phrase(0, k + 1, k + 1, "title", 0, "start", anaphoric=True)
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
        if phrase.governor != "comma" or phrase.kind == "name" or not self.atoms[phrase.first].classes & PLACES:
            return False
        k = phrase.first - 2
        if k >= 0 and self.atoms[k].low == ")":
            while k > 0 and self.atoms[k].low != "(":
                k -= 1
            k -= 1
        before = next(self.ending_by(phrase.first), None)
        inside = before is not None and before.last == phrase.first - 1 and before.governor == "prep"
        return k >= 0 and (bool(self.atoms[k].classes & PLACES) or (inside and phrase.kind == "place"))

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
            if other.kind == "name" and other.governor == "prep" and phrase.kind in ("place", "organization"):
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
            if atom.low == "secara":
                k += 2  # `Rina Sari, secara terpisah menyebut`
                continue
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
