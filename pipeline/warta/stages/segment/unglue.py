"""Cut tokens at spaces that scraping lost: `bahwaHasto`, `AStersebut`, `Shadmanitelah`.

Pages whose links were flattened run a linked name into its neighbours. A token is cut only where both sides are vouched
for: common words by the lexicons (roots with their affixes), names by standing alone elsewhere in the article or by being
a known place. The text is not changed; only the tokens are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from warta.lexicon import Resources
from warta.lexicon.countries import territories

_LOWER_UPPER = re.compile(r"(?<=[a-zà-ÿạ-ỹđơư])(?=[A-ZÀ-ÖØ-ÞĐƠƯ])")
_DATE_GLUED = re.compile(r"[^\W\d_]{3,}(?=\d{1,2}$)")
_HOST_GLUED = re.compile(r"[a-z]{3,}(?=[A-Z]\w*\.\w)")
_ACRONYM = re.compile(r"([A-Z]{2,6})([a-z]{2,})")
_ACRONYM_NAME = re.compile(r"([A-Z]{2,6})([A-Z][a-z]{2,})")
_NAME_ACRONYM = re.compile(r"([A-Z][a-z]{3,})([A-Z]{2,6})")
_VERB = re.compile(r"(?<=[A-Za-z]{3})(?:m(?:em|en|eng|eny|enge)[a-z]{4,}|di[a-z]{4,}(?:kan|i))$")
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

Piece = tuple[int, int]


_CAPITALISED = re.compile(r"(?<![\w])[A-Z]\w{2,}(?![\w])")


def standing_alone(text: str) -> frozenset[str]:
    """Return the capitalised words of a text that stand between spaces or marks."""
    return frozenset(_CAPITALISED.findall(text))


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
        offices = [r["head"] for r in resources.lexicon("office_heads")]
        self._offices = frozenset(n for n in offices if n.isalpha() and len(n) > 4)
        self._whole = frozenset(w for n in listed for w in n.split()) | self._offices
        self._word = lru_cache(maxsize=50_000)(self._is_word)

    def cut(self, text: str, tokens: Iterable[Piece], *, known: frozenset[str]) -> list[Piece]:
        """Return the tokens with the glued ones cut.

        Args:
            text: the text the tokens' code-point offsets point into.
            tokens: (start, end) of each token.
            known: capitalised words that stand alone in the article.
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
            host = _HOST_GLUED.match(word)
            if host and host[0] != "detik" and self._word(host[0]):
                out += [(start, start + host.end()), (start + host.end(), end)]  # `kepadaLiputan6.com`
                continue
            if len(word) < 4 or not word.isalpha() or word.islower() or word in self._whole:
                out.append((start, end))
                continue
            at = start
            for piece in self._pieces(word, known):
                out.append((at, at + len(piece)))
                at += len(piece)
        return out

    def _pieces(self, word: str, known: frozenset[str]) -> Sequence[str]:
        if word.isupper() or word[1:].islower():
            return self._after_name(word, known)
        match = _NAME_ACRONYM.fullmatch(word)
        if match and match[2] in self._acronyms and self._word(match[1].lower()):
            return [match[1], match[2]]
        parts = _LOWER_UPPER.split(word)
        if len(parts) > 1:
            if parts[0].islower():
                # `bahwaHasto`, but not `iPhone`, `detikJateng`
                if len(parts[0]) > 1 and parts[0] != "detik" and self._word(parts[0]):
                    rest = "".join(parts[1:])
                    return [parts[0], *self._pieces(rest, known)]
                return [word]
            foreign = not word.isascii() and any(p in known for p in parts)
            vouched = any(self._name(p, known) for p in parts) or self._noun(parts[0])
            if (foreign or vouched) and all(len(p) > 1 for p in parts):
                return [q for p in parts for q in self._pieces(p, known)]
            return [word]
        common = _ACRONYM.fullmatch(word)
        is_common = common is not None and self._word(common[2]) and (len(common[2]) > 2 or common[2] in ("di", "ke"))
        name = _ACRONYM_NAME.fullmatch(word)
        if (
            name
            and (name[1] in self._acronyms or name[1] in ("RI", "AS", "UE"))
            and (not is_common or name[2] in known)
        ):
            return [name[1], *self._pieces(name[2], known)]  # `DPR RIHarun`, but `UEAuntuk`
        return [common[1], common[2]] if common and is_common else [word]

    def _noun(self, part: str) -> bool:
        """Tell whether a capitalised word is an organization's name or a derived noun, which opens no brand's name."""
        derived = part.endswith("an") and part.lower().startswith(("ke", "pe")) and len(part) > 7
        return part in self._listed or part in self._offices or (derived and self._word(part.lower()))

    def _name(self, part: str, known: frozenset[str]) -> bool:
        return (part in known and len(part) > 3) or part in self._places

    def _after_name(self, word: str, known: frozenset[str]) -> Sequence[str]:
        """`Shadmanitelah`: a name known from elsewhere, then one to three common words."""
        if word.isupper() or len(word) < 6 or self._word(word.lower()):
            return [word]
        for size in range(len(word) - 2, 2, -1):
            if self._name(word[:size], known) or (size > 2 and word[:size] in known):
                rest = self._common(word[size:], 3)
                if rest is not None:
                    return [word[:size], *rest]
        for size in range(len(word) - 4, 3, -1):
            tail = word[size:]
            if word[:size].lower() in self._roots and len(tail) > 4 and tail in self._function:
                return [word[:size], tail]  # `Utarahingga`, `Baratdikutip`
            if len(tail) > 5 and tail in self._function:
                return [word[:size], tail]  # `Subiantosebagai`: no name ends like that
        verb = _VERB.search(word)
        if verb and self._word(verb.group()):
            return [word[: verb.start()], verb.group()]
        return [word]

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
