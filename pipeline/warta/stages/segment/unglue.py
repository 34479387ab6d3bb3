"""Cut tokens at spaces that scraping lost: `bahwaHasto`, `AStersebut`, `Shadmanitelah`, `presenterSari`.

Pages whose links were flattened run a linked name into its neighbours. A token is cut only where both sides are vouched
for: common words by the lexicons (roots with their affixes), names by standing alone elsewhere in the article or by being
a known place. The text is not changed; only the tokens are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from warta.lexicon import Resources
from warta.lexicon.countries import territories

_LOWER_UPPER = re.compile(r"(?<=[a-zà-ÿạ-ỹđơư])(?=[A-ZÀ-ÖØ-ÞĐƠƯ])")
_DATE_GLUED = re.compile(r"[^\W\d_]{3,}(?=\d{1,2}$)")
_HOST_GLUED = re.compile(r"[a-z]{3,}(?=[A-Z]\w*\.\w)")
_ACRONYM = re.compile(r"([A-Z]{2,14})([a-z]{2,})")
_HOST_NAME = re.compile(r"(\w+(?:\.[a-z]{2,4}){1,2})/[A-Z]\w+")
_PAIR = re.compile(r"([A-Z][a-z]{2,})-([A-Z][a-z]{2,})")
_DOUBLED = re.compile(r"([A-Z][a-z]{3,}?)((?:di|ter|ber)?([a-z]{4,})-\3)")
#: A form of address that a name runs into after its stop: `H.Munir`.
_ADDRESS_NAME = re.compile(r"(?:H|Hj|KH|Hi|Drs|Dr|Ir|Ust|Prof|Tgk|Kyai|Bpk|Sdr)\.(?=[A-Z][a-z]{2,}$)")
_YEAR_NAME = re.compile(r"(?:19|20)\d\d(?=[A-Z][a-z]+$)")
_CAPITALS_NAME = re.compile(r"([A-Z]{3,})([A-Z][a-z]{2,}\w*)")
_ACRONYM_NAME = re.compile(r"([A-Z]{2,6})([A-Z][a-z]{2,})")
_NAME_ACRONYM = re.compile(r"([A-Z][a-z]{3,})([A-Z]{2,6})")
_VERB = re.compile(
    r"(?<=[A-Za-z]{3})(?:me(?:(?:m|n|ng|ny|nge)[a-z]{4,}|[lrwy][a-z]{4,})|di[a-z]{4,}(?:kan|i)|(?:ber|ter)[a-z]{5,})$"
)
_NASAL_VERB = re.compile(r"me(?:ng|ny|m|n)")
#: Fewest letters of several common words run into a name.
_LONG_TAIL = 12
_PREFIXES = (
    "memper",
    "diper",
    "menge",
    "meng",
    "meny",
    "mem",
    "men",
    "me",
    "peng",
    "peny",
    "pem",
    "pen",
    "per",
    "pe",
    "ber",
    "ter",
    "di",
    "ke",
    "se",
)
_SUFFIXES = ("kannya", "annya", "inya", "nya", "kan", "an", "i", "lah", "kah")
#: The letter a nasal prefix swallowed (`memukul` ← `pukul`).
_NASAL = {"mem": "p", "men": "t", "meng": "k", "meny": "s", "pem": "p", "pen": "t", "peng": "k", "peny": "s"}

#: Most letters of what may be the end of a name as well as a common word.
_SHORT = 4

Piece = tuple[int, int]


_CAPITALISED = re.compile(r"(?<![\w])[A-Z]\w{2,}(?![\w])")


def standing_alone(text: str) -> Mapping[str, int]:
    """Return how often each capitalised word of a text stands between spaces or marks."""
    return Counter(_CAPITALISED.findall(text))


#: What opens the names of Vietnamese papers, which pages print twice in a row.
_PAPER = "Báo"


class Unglue:
    """Cuts glued tokens.

    Args:
        resources: gives the lexicons `root_words`, `function_words`, `places`, `country_aliases`, `organizations`.
    """

    def __init__(self, resources: Resources):
        self._roots = frozenset(r["word"] for r in resources.lexicon("root_words"))
        self._function = frozenset(r["word"] for r in resources.lexicon("function_words"))
        names = {r["name"] for r in resources.lexicon("places") if r["ambiguous"] != "1"}
        names |= {r["name"] for r in resources.lexicon("country_aliases")} | set(territories())
        self._places = frozenset(n for n in names if n.isalpha() and (len(n) > 3 or n in ("AS", "RI", "UE")))
        listed = [r["name"] for r in resources.lexicon("organizations")]
        self._acronyms = frozenset(n for n in listed if n.isupper())
        self._listed = frozenset(n for n in listed if n.isalpha() and len(n) > 4)
        self._cues = frozenset(r["cue"] for r in resources.lexicon("cue_verbs"))
        self._lower_listed = frozenset(n.lower() for n in self._listed)
        self._not_names = frozenset(r["form"] for r in resources.lexicon("not_names") if r["form"].isupper())
        offices = [r["head"] for r in resources.lexicon("office_heads")]
        self._offices = frozenset(n for n in offices if n.isalpha() and len(n) > 4)
        self._whole = frozenset(w for n in listed for w in n.split()) | self._offices
        self._labels = tuple(r["label"] for r in resources.lexicon("credit_labels") if " " not in r["label"])
        self._company = frozenset(
            r["head"] for r in resources.lexicon("organization_heads") if r["kind"] == "company" and r["head"].isupper()
        )
        self._word = lru_cache(maxsize=50_000)(self._is_word)

    def known(self, text: str) -> Mapping[str, int]:
        """Return the capitalised words that an article vouches for as names, and how often they stand alone.

        They stand alone in it, or open two words that end in different common words: `Isfahaniyang` and
        `Isfahanimemberikan` vouch for `Isfahani`.
        """
        alone = standing_alone(text)
        rests: dict[str, set[str]] = {}
        for word in alone:
            if not word[1:].islower() or self._word(word.lower()):
                continue
            for size in range(5, len(word) - 2):
                rest = word[size:]
                if rest in self._function or (len(rest) > 5 and self._word(rest)):
                    rests.setdefault(word[:size], set()).add(rest)
        shown = (name for name, ends in rests.items() if len(ends) > 1 and not self._word(name.lower()))
        return {**dict.fromkeys(shown, 1), **alone}

    def cut(self, text: str, tokens: Iterable[Piece], *, known: Mapping[str, int]) -> list[Piece]:
        """Return the tokens with the glued ones cut.

        Args:
            text: the text the tokens' code-point offsets point into.
            tokens: (start, end) of each token.
            known: capitalised words the article vouches for (see `known`).
        """
        out: list[Piece] = []
        for start, end in tokens:
            word = text[start:end]
            glued = _DATE_GLUED.match(word)
            if glued and text[end : end + 1] == "/":
                out += [
                    *self.cut(text, [(start, start + glued.end())], known=known),
                    (start + glued.end(), end),
                ]  # `Tức08/10/2025`
                continue
            doubled = _DOUBLED.fullmatch(word)
            if doubled and self._word(doubled[3]):
                border = start + doubled.end(1)
                out += [(start, border), (border, end)]  # `Torviyanadisebut-sebut`
                continue
            host = _HOST_GLUED.match(word)
            if host and host[0] != "detik" and self._word(host[0]):
                out += [(start, start + host.end()), (start + host.end(), end)]  # `kepadaLiputan6.com`
                continue
            address = _ADDRESS_NAME.match(word)
            if address:
                out += [(start, start + address.end()), (start + address.end(), end)]  # `H.Torvo`
                continue
            if parts := self._joined(word, known):
                for part in parts:
                    out.append((start, start + len(part)))
                    start += len(part)
                continue
            label = self._label(word) if text[end : end + 1] == ":" else None
            if label:
                out += [(start, end - len(label)), (end - len(label), end)]  # `RandomEditor:`
                continue
            if len(word) < 4 or not word.isalpha() or word.islower() or word in self._whole:
                out.append((start, end))
                continue
            at = start
            for piece in self._pieces(word, known):
                out.append((at, at + len(piece)))
                at += len(piece)
        return out

    def _joined(self, word: str, known: Mapping[str, int]) -> Sequence[str]:
        """`Harian.com/Sari`, `Sari-Torvo` of two known names, `2025Torvo`: return the parts and marks, or nothing."""
        host, pair, year = _HOST_NAME.fullmatch(word), _PAIR.fullmatch(word), _YEAR_NAME.match(word)
        if host:
            return [host[1], "/", word[host.end(1) + 1 :]]
        if pair and pair[1] != pair[2] and all(w in known and w not in self._places for w in pair.groups()):
            return [pair[1], "-", pair[2]]
        return [year[0], word[year.end() :]] if year else []

    def _label(self, word: str) -> str | None:
        """Return the label of a credit that another word runs into, or None."""
        return next((x for x in self._labels if word.endswith(x) and word[: -len(x)][-1:].islower()), None)

    def _capital_word(self, capitals: str, rest: str, known: Mapping[str, int]) -> bool:
        """Tell whether capitals before a capitalised word are a common or listed word, or stand before a known place."""
        low = capitals.lower()
        if self._name(rest, known) or self._opens(rest, known):
            return True  # `SARITorvomenang`
        return len(capitals) > 3 and (low in self._roots or low in self._lower_listed or capitals.title() in known)

    def _pieces(self, word: str, known: Mapping[str, int]) -> Sequence[str]:
        if word.isupper() or word[1:].islower():
            return self._after_name(word, known)
        capitals = _CAPITALS_NAME.fullmatch(word)
        if capitals and self._capital_word(capitals[1], capitals[2], known):
            return [capitals[1], *self._pieces(capitals[2], known)]  # `POTRETSari`
        match = _NAME_ACRONYM.fullmatch(word)
        if match and match[2] in self._acronyms and self._word(match[1].lower()):
            return [match[1], match[2]]
        parts = _LOWER_UPPER.split(word)
        if len(parts) == 2 and parts[1] == _PAPER:
            return parts  # `Báo Giáo dục và Thời đạiBáo Giáo dục và Thời đại`
        company = _ACRONYM_NAME.match(word)
        if company and company[1] in self._company:
            return [company[1], *self._pieces(word[len(company[1]) :], known)]  # `PTSumberJaya`
        if len(parts) > 1:
            if parts[0].islower():
                # `bahwaHasto`, `presenterSari`, but not `iPhone`, `detikJateng`
                long = len(parts[0]) > 4 or (len(parts[0]) > 2 and len(parts[1]) > 3)
                known_name = long and self._vouched(parts[1], known)
                if len(parts[0]) > 1 and parts[0] != "detik" and (self._word(parts[0]) or known_name):
                    rest = "".join(parts[1:])
                    return [parts[0], *self._pieces(rest, known)]
                return [word]
            foreign = not word.isascii() and any(p in known for p in parts)
            vouched = any(self._name(p, known) or self._runs_on(p, known) for p in parts)
            vouched = vouched or self._noun(parts[0]) or self._reporting(parts[0])
            if (foreign or vouched) and all(len(p) > 1 for p in parts):
                return [q for p in parts for q in self._pieces(p, known)]
            return [word]
        common = _ACRONYM.fullmatch(word)
        is_common = common is not None and self._ending(common[2])
        name = _ACRONYM_NAME.fullmatch(word)
        if name and self._opens_name(name[1], name[2], known) and (not is_common or name[2] in known):
            return [name[1], *self._pieces(name[2], known)]  # `DPR RIHarun`, but `UEAuntuk`
        if common is None or not is_common or word.lower() in self._roots:
            return [word]  # `ISlam`
        return [common[1], common[2]]

    def _ending(self, word: str) -> bool:
        """Tell whether small letters after capitals are a common word."""
        return self._word(word) and (len(word) > 2 or word in ("di", "ke"))

    def _opens_name(self, capitals: str, rest: str, known: Mapping[str, int]) -> bool:
        """Tell whether capitals may run into a name: a listed acronym, a company's form, or what stands before a known name."""
        if capitals in self._acronyms or capitals in self._company or capitals in ("RI", "AS", "UE"):
            return True
        return (capitals in known or capitals in self._not_names) and (self._name(rest, known) or rest in self._listed)

    def _reporting(self, part: str) -> bool:
        """Tell whether a capitalised word is a verb or noun with affixes that opens a sentence: `MengutipHarian`, `LaporanHarian`."""
        low = part.lower()
        affixed = low.startswith(("mem", "men", "meng", "ber", "di", "ter")) or low.endswith(("an", "kan", "nya"))
        return len(part) > 6 and (low in self._cues or (affixed and low not in self._roots and self._word(low)))

    def _noun(self, part: str) -> bool:
        """Tell whether a capitalised word is an organization's name or a derived noun, which opens no brand's name."""
        derived = part.endswith("an") and part.lower().startswith(("ke", "pe")) and len(part) > 7
        return part in self._listed or part in self._offices or (derived and self._word(part.lower()))

    def _name(self, part: str, known: Mapping[str, int]) -> bool:
        return (part in known and len(part) > 3) or part in self._places

    def _opens(self, part: str, known: Mapping[str, int]) -> bool:
        """Tell whether a word is a name the article vouches for, run into common words: `Torvoyakin`."""
        return part[1:].islower() and self._name(self._after_name(part, known)[0], known)

    def _runs_on(self, part: str, known: Mapping[str, int]) -> bool:
        """Tell whether common words are glued to a capitalised word."""
        return part[1:].islower() and len(self._after_name(part, known)) > 1

    def _vouched(self, part: str, known: Mapping[str, int]) -> bool:
        """Tell whether the article or a lexicon vouches for a name, with or without common words glued to it."""
        if part in known or self._name(part, known) or part in self._listed:
            return True
        return self._runs_on(part, known)

    def _after_name(self, word: str, known: Mapping[str, int]) -> Sequence[str]:
        """`Shadmanitelah`: a name known from elsewhere, then one to three common words."""
        if word.isupper() or len(word) < 6 or self._word(word.lower()):
            return [word]
        for size in range(len(word) - 2, 2, -1):
            if self._name(word[:size], known) or (size > 2 and word[:size] in known):
                rest = self._common(word[size:], 3 if size > 3 else 1)
                if rest is not None and size == 3 and rest[0] not in self._function:
                    continue  # `Benjamin` is not `Ben` and `jamin`
                if rest is not None and known.get(word, 0) > 1 and len(word) - size <= _SHORT:
                    continue  # `Salsabila`, again and again, is not `Salsa` and `bila`
                if rest is not None:
                    return [word[:size], *rest]
        if word[:2] in known and len(word) > 6 and word[2:] in self._function:
            return [word[:2], word[2:]]  # `Aisambil`
        for size in range(len(word) - 4, 2, -1):
            tail = word[size:]
            if size == 3 and (len(tail) < 7 or tail not in self._function):
                continue  # `Tanakhirnya`
            if known.get(word, 0) > 2 and len(tail) < 6:
                continue  # `Batungbakal`, again and again, is one name
            if word[:size].lower() in self._roots and len(tail) > 4 and tail in self._function:
                return [word[:size], tail]  # `Utarahingga`, `Baratdikutip`
            if tail in self._function and (len(tail) > 5 or self._no_names_end(tail)):
                return [word[:size], tail]  # `Subiantosebagai`, `Yulianatelah`: no name ends like that
        verb = _VERB.search(word)
        while verb:
            head = word[: verb.start()]
            if self._word(verb.group()) and (len(head) > 3 or head in known):  # `Tandilangi` is one name
                return [head, verb.group()]
            verb = _VERB.search(word, verb.start() + 1)  # `Mulyadimengatakan`: not `dimengatakan`
        for prefix in _NASAL_VERB.finditer(word):
            at = prefix.start()
            rest = self._common(word[at:], 3) if at > 3 and len(word) - at >= _LONG_TAIL else None
            if rest is not None:
                return [word[:at], *rest]  # `Anungmengakuikebakarandi`
        return [word]

    @staticmethod
    def _no_names_end(tail: str) -> bool:
        """Tell whether names hardly end in a function word of four or five letters: not so `Masudah`, `Batungbakal`."""
        return (len(tail) == 5 and tail not in ("sudah", "bakal", "siapa", "semua")) or tail in ("yang", "atau")

    def _common(self, rest: str, most: int) -> list[str] | None:
        if rest in self._function or (len(rest) > 4 and self._word(rest)):
            return [rest]
        if most > 1:
            for size in range(len(rest) - 2, 1, -1):
                if rest[:size] in self._function or (size > 4 and self._word(rest[:size])):
                    more = self._common(rest[size:], most - 1)
                    if more is not None:
                        return [rest[:size], *more]
        return None

    def _is_word(self, word: str) -> bool:
        """Tell whether a lower-case word is a common word: a root, with or without affixes."""
        if word in self._function or word in self._roots:
            return True
        stems = {word}
        for suffix in _SUFFIXES:
            if word.endswith(suffix) and len(word) - len(suffix) > 2:
                stems.add(word[: -len(suffix)])
        for stem in list(stems):
            for prefix in _PREFIXES:
                if stem.startswith(prefix) and len(stem) - len(prefix) > 2:
                    bare = stem[len(prefix) :]
                    stems.add(bare)
                    if prefix in _NASAL:
                        stems.add(_NASAL[prefix] + bare)
        for stem in list(stems):
            if stem.startswith(("keber", "pember", "keter")):
                stems.add(stem[2:] if stem.startswith("ke") else stem[3:])  # `keberhasilan`
                stems.add(stem[5:] if stem.startswith("ke") else stem[6:])
        return any(s in self._roots for s in stems)
