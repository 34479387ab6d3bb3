"""Names of people and organizations, compared: one name in several spellings, scripts' renderings, with and without its titles.

`NameForms.key` is the same for spellings of one name (`Mohammad`, `Muhamad`; `Soekarno`, `Sukarno`; `Nguyễn Phú Trọng`, `Nguyen Phu
Trong`; `Xi Jin-ping`, `Xi Jinping`); `variants` tells whether two names can be one person's that do not have the same key (initials, a
middle name, a slip of the pen), which needs evidence besides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from warta.lexicon import Resources

#: Letter pairs of the spelling before 1972.
_OLD_PAIRS = re.compile("dj|tj|nj|sj|oe")
#: Longest slip of the pen in a word of at least so many letters: (letters, edits), longest first.
_SLIPS = ((8, 2), (5, 1))

#: Letters that Unicode does not take apart.
_LETTERS = str.maketrans({"đ": "d", "Đ": "D", "ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ß": "ss"})


@cache
def normalized(name: str) -> str:
    """Return a name without case, accents and punctuation.

    >>> normalized("Phạm Thế Tùng"), normalized("PT. Angkasa  Jaya")
    ('pham the tung', 'pt angkasa jaya')
    """
    decomposed = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", re.sub(r"['’`ʼ‘]", "", plain)).strip().casefold()


@cache
def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name, normalized."""
    return tuple(normalized(name).split())


def is_acronym(name: str) -> bool:
    """Tell whether a name is written like an acronym (`PBB`, `UNODC`, `TNI-AD`)."""
    letters = [c for c in name if c.isalpha()]
    return (
        2 <= len(letters) <= 10 and " " not in name.strip() and sum(c.isupper() for c in letters) >= 0.7 * len(letters)
    )


class NameForms:
    """Spellings, nicknames and forms of address, from the lexicons.

    Args:
        resources: gives the lexicons `name_spellings`, `nicknames`, `honorifics`, `ranks`, `degrees`, `family_names`.
    """

    def __init__(self, resources: Resources):
        rows = resources.lexicon("name_spellings")
        self._words = {r["form"]: r["same_as"] for r in rows if r["kind"] == "word"}
        self._letters = [(r["form"], r["same_as"]) for r in rows if r["kind"] == "letters"]
        self._particles = frozenset(r["form"] for r in rows if r["kind"] == "particle")
        forms = [words_of(r["form"]) for r in resources.lexicon("honorifics") if r["kind"] not in ("name", "nick")]
        forms += [words_of(r["rank"]) for r in resources.lexicon("ranks")]
        self._before = frozenset(f for f in forms if f)
        self._after = frozenset(words_of(r["degree"]) for r in resources.lexicon("degrees"))
        self._common = frozenset(w for r in resources.lexicon("family_names") for w in words_of(r["word"]))
        self._common |= {r["form"] for r in rows if r["kind"] == "frequent"}
        self._old = [(re.compile(rf"(?<![dtns]){r['form']}"), r["same_as"]) for r in rows if r["kind"] == "old-letter"]
        nicknames = {words_of(r["nickname"]): words_of(r["name"]) for r in resources.lexicon("nicknames")}
        self._nicknames = nicknames
        self.words = lru_cache(maxsize=200_000)(self._bare)
        self.key = lru_cache(maxsize=200_000)(self._key)

    def _bare(self, name: str) -> tuple[str, ...]:
        """Return the words of a person's name in their usual spelling, without titles; a nickname's are the full name's."""
        words = words_of(name)
        words = self._nicknames.get(words, words)
        while len(words) > 1:
            size = next((k for k in (4, 3, 2, 1) if k < len(words) and words[:k] in self._before), 0)
            if not size:
                break
            words = words[size:]
        words = self._nicknames.get(words, words)
        while len(words) > 2:
            size = next((k for k in (3, 2, 1) if k < len(words) - 1 and words[-k:] in self._after), 0)
            if not size:
                break
            words = words[:-size]
        kept = tuple(w for w in words if w not in self._particles)
        return tuple(self._spelled(w) for w in (kept if len(kept) > 1 else words))

    def _spelled(self, word: str) -> str:
        word = self._words.get(word, word)
        if _OLD_PAIRS.search(word):
            for pattern, same in self._old:
                word = pattern.sub(same, word)
        for form, same in self._letters:
            word = word.replace(form, same)
        return re.sub(r"(?<=[b-df-hj-np-tv-xz])y$", "i", re.sub(r"([b-df-hj-np-tv-z])\1", r"\1", word))

    def _key(self, name: str) -> str:
        """Return what spellings of one name have in common.

        >>> forms = NameForms(Resources())
        >>> forms.key("Moh. Jusuf Kalla") == forms.key("Muhammad Yusuf Kalla")
        True
        """
        words = self.words(name)
        return "".join(words) if len(words) > 1 else " ".join(words)

    def full(self, name: str) -> tuple[str, ...]:
        """Return the words of a person's name without initials."""
        return tuple(w for w in self.words(name) if len(w) > 1)

    def common(self, name: str) -> bool:
        """Tell whether a full name is one that many people bear: two words, both frequent in names."""
        words = words_of(name)
        return len(words) == 2 and all(w in self._common for w in words)

    def variants(self, first: str, second: str) -> bool:
        """Tell whether two full names can be one person's: initials, middle names or a slip of the pen apart.

        >>> forms = NameForms(Resources())
        >>> forms.variants("Mmamiloko Kubayi", "Mamamiloko T. Kubayi"), forms.variants("Budi Santoso", "Budi Hartono")
        (True, False)
        """
        one, two = self.words(first), self.words(second)
        if sum(len(w) > 1 for w in one) < 1 or sum(len(w) > 1 for w in two) < 1 or min(len(one), len(two)) < 2:
            return False
        short, long = sorted((one, two), key=len)
        return _in_order(short, long, slips=1) or (len(short) == len(long) and _in_order(short, long, slips=2))


def _in_order(short: Sequence[str], long: Sequence[str], *, slips: int) -> bool:
    """Tell whether the words of one name stand in the other in their order, an initial for a word, with so many slips at most.

    At least two words must agree, one of them in full; with words left over at both ends of the longer name, all must.
    """
    at = agreed = full = 0
    for word in short:
        while at < len(long):
            match = _agrees(word, long[at])
            if match == "slip":
                slips -= 1
            if match and slips >= 0:
                agreed, full = agreed + 1, full + (match != "initial")
                break
            if match == "slip":
                slips += 1
            at += 1
        if at == len(long):
            return False
        at += 1
    return agreed >= 2 and full >= 1


def _agrees(one: str, two: str) -> str:
    """Return how two words agree: `same`, `initial`, `slip`, or empty."""
    if one == two:
        return "same"
    if min(len(one), len(two)) == 1:
        first = {one[0], two[0]}
        return "initial" if len(first) == 1 or first == {"j", "y"} else ""  # `B.J.` for Bacharuddin Jusuf, now Yusuf
    length = min(len(one), len(two))
    edits = next((e for letters, e in _SLIPS if length >= letters), 0)
    return "slip" if edits and OSA.distance(one, two, score_cutoff=edits) <= edits else ""
