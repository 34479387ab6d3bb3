"""Learn a second name for somebody where the text gives it: nicknames, pen names, names in brackets."""

from __future__ import annotations

from collections.abc import Callable

from warta.stages.quotes.people import People
from warta.stages.quotes.reading import Atom, Passage

_RELATION = frozenset({"noun:relation"})
_SO_CALLED = ("ia", "dia", "demikian", "begitu", "beliau", "biasa", "akrab", "kerap")
#: Most letters of a piece of a name that may be in another's by chance.
_SHORT = 3
#: Within how many words and marks before its cue the name is looked for that another is given to.
_FAR = 13
_CALLS = ("panggilan", "sapaan", "panggilan akrab", "sapaan akrab")


def entity_of(atom: Atom) -> int | None:
    """Return the index of the entity an atom names, None where it names none."""
    return atom.mention.entity if atom.mention is not None and atom.mention.entity >= 0 else None


class Aliases:
    """Reads who is called what, passage by passage, into `people.same`.

    Args:
        people: the people of the article.
        in_focus: gives the person with the most attention at a passage, but for one.
    """

    def __init__(self, people: People, in_focus: Callable[[int, int | None], int | None]):
        self.people, self.in_focus = people, in_focus
        self.article, self.lexicon = people.article, people.lexicon

    def learn(self, passage: Passage) -> None:
        """Take two names for one person where the text says so: `Rina Sari alias Mak Rin`, `yang akrab disapa Rin`."""
        atoms = passage.atoms
        for k, atom in enumerate(atoms):
            known = k > 1 and atom.low == "sebagai" and any(a.low == "dikenal" for a in atoms[max(0, k - 4) : k])
            if "alias" not in atom.classes and not known:
                if atom.low in ("(", "atau") and 0 < k < len(atoms) - 1:
                    self._other_name(passage, k)
                continue
            right = self.person_at(passage, range(k + 1, min(k + (6 if atom.low == "nama pena" else 4), len(atoms))))
            left = self.person_at(passage, range(k - 1, max(-1, k - _FAR), -1))
            beside = left is not None and right is not None
            if right is None and k > 1 and atom.low.endswith(("nya", "disapa", "dipanggil")):
                # `Mak Rin, sapaan akrabnya`, `Mak Rin, demikian ia akrab disapa`: of whoever is spoken of
                before = k - 1
                while before > 0 and (
                    atoms[before].kind == "mark"
                    or atoms[before].low in _SO_CALLED
                    or atoms[before].classes & {"determiner", "noun:person", "noun:group", "noun:title"}
                    or (atoms[before].upos == "ADJ" and not atoms[before].capital)
                ):
                    before -= 1  # `Mak Rin, biasa perempuan itu disapa`
                right = self.person_at(passage, range(before, before + 1))
                if right is not None and self._whole_name(right) and not self._piece(right, passage):
                    continue  # `Eko, panggilan akrabnya`, who has a whole name in the article
                left = self._meant(passage, right)
            if atom.low in _CALLS[:2] and atoms[k - 1].low not in (",", "("):
                continue  # `surat panggilan Rina`
            if atom.low.endswith("sebagai") and right is not None:
                called = next((a for a in atoms[k + 1 :] if "honorific" not in a.classes), atom)
                if "name:PER" not in called.classes:
                    continue  # `kolumnis yang dikenal sebagai praktisi hukum Rina Sari`
            if left is None and atom.low != "alias":
                left = self.people.begun(right) if right is not None else None
                left = self._of_trade(passage, k) if left is None else left
                left = self._just_named(passage, right) if left is None and atom.low != "julukan" else left
                left = self.in_focus(passage.no, None) if left is None else left
            if left is None or right is None or left == right or self.people.apart(left, right, passage.start):
                continue
            genders = {self.lexicon.gender_of_name(self.article.entities[e].name) for e in (left, right)} - {None}
            if len(genders) > 1 and not beside:
                continue  # `Bu Sulastri, begitu ia biasa dipanggil`, right after what Budi said
            sizes = [self._size(e) for e in (left, right)]
            # the name on somebody's papers is not the one they are known by
            nickname = atom.low.endswith(("disapa", "dipanggil", "di sapa", "sebagai", "asli", "aslinya"))
            swaps = sizes[0] == sizes[1] and (atom.low in _CALLS or atom.low.endswith(("lengkap", "lengkapnya")))
            if (sizes[1] > sizes[0] and not nickname) or swaps:
                left, right = right, left
            self.people.same[right] = left
            self.people.same[left] = left

    def _other_name(self, passage: Passage, k: int) -> None:
        """Take a second name right after a full one for the same person: `Rina Sari (Rinsar)`, `Rina Sari atau Mak Rin`."""
        atoms = passage.atoms
        left, right = self.person_at(passage, range(k - 1, k)), self.person_at(passage, range(k + 1, k + 2))
        if left is None or right is None or left == right or " " not in self.article.entities[left].name:
            return
        if atoms[k].low == "(" and not (k + 2 < len(atoms) and atoms[k + 2].low == ")"):
            return
        if k > 1 and atoms[k - 2].kind == "word" and _RELATION & self._classes(atoms[k - 2].low):
            return  # `ibunya Rina (Sari Dewi)`: her mother's name
        self.people.same[right] = self.people.same[left] = left

    def _meant(self, passage: Passage, short: int | None) -> int | None:
        """Return whose nickname it can be that the text says somebody has: whose name it begins, or who is spoken of."""
        begun = self.people.begun(short) if short is not None else None
        focus = self.in_focus(passage.no, short) if begun is None else begun
        if short is None or focus is None or focus == begun or " " in self.article.entities[focus].name:
            return focus
        held = self.people.nicknamed(self.article.entities[short].name.lower()) - {short}
        return held.pop() if len(held) == 1 else focus  # `Rian` of `Budi Irianto`, though Bejo is spoken of

    def _piece(self, person: int, passage: Passage) -> bool:
        """Tell whether a name ends with the end of a word of the name of whom the text speaks: `La Parman` of `Suparman`."""
        last = self.article.entities[person].name.lower().split()[-1]
        focus = self.in_focus(passage.no, person)
        words = self.article.entities[focus].name.lower().split() if focus is not None else []
        return len(last) > _SHORT and any(word != last and word.endswith(last) for word in words)

    def _size(self, person: int) -> int:
        """Return how many words a name has, forms of address not counted."""
        words = self.article.entities[person].name.lower().split()
        return len([word for word in words if "honorific" not in self.lexicon.classes.get(word.rstrip("."), ())]) or 1

    def _whole_name(self, person: int) -> bool:
        """Tell whether a name has several words, a form of address not counted: `Rina Sari`, but not `Mak Rin`."""
        address, _, rest = self.article.entities[person].name.lower().partition(" ")
        return " " in rest or (bool(rest) and "honorific" not in self.lexicon.classes.get(address, ()))

    def _of_trade(self, passage: Passage, k: int) -> int | None:
        """Return the one person with the office that a name is given to in a relative clause: `pelatih yang akrab disapa Rin itu`."""
        atoms = passage.atoms
        yang = next((j for j in range(k - 1, max(0, k - 3), -1) if atoms[j].low == "yang"), None)
        head = atoms[yang - 1].low if yang is not None else ""
        held = {
            e
            for e, titles in self.people.titles.items()
            if any(title[0] == head for title, at, _ in titles if at < passage.start)
        }
        return held.pop() if len(held) == 1 else None

    def _just_named(self, passage: Passage, but: int | None) -> int | None:
        """Return the one person named before in the same paragraph: `… dari kepala Rina. Bek yang biasa disapa Ujang itu …`."""
        if passage.first:
            return None
        start = self.article.text.rfind("\n", 0, passage.start) + 1
        named = {
            person
            for person, places in self.people.named_at.items()
            if person != but and any(start <= at < passage.start for at in places)
        }
        return named.pop() if len(named) == 1 else None

    def _classes(self, low: str) -> frozenset[str]:
        """Return the classes of a word, without its `-nya`."""
        classes = self.lexicon.classes
        return classes.get(low, frozenset()) | classes.get(low.removesuffix("nya"), frozenset())

    def person_at(self, passage: Passage, places: range) -> int | None:
        """Return the person whom the first name at some atoms is of, None where there is none."""
        for place in places:
            if "name:PER" in passage.atoms[place].classes:
                return entity_of(passage.atoms[place])
        return None
