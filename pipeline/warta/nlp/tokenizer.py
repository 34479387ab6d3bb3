"""Tokenizer for the Indonesian press, after the conventions of UD Indonesian-CSUI.

    from warta.nlp.tokenizer import tokenize

    tokenize(text) -> [(start, end), ...]     code-point offsets into `text`, end-exclusive, in order

Every character that is not white space is in exactly one token, and the text itself is never changed.
What the conventions say:

- clitics are tokens of their own: `katanya` is `kata` + `nya`, `apakah` is `apa` + `kah`; frozen words
  such as `hanya` are not cut;
- amounts are cut after the currency and before the percent sign: `Rp` `4,9` `triliun`, `22,6` `%`;
  ranges are cut at the hyphen: `10` `-` `15`;
- kept whole are ordinals (`ke-81`), decades (`1990-an`), reduplications (`negara-negara`), numeric dates
  (`25-26/10/2025`), numbers with a slash (`74/247`, `II/2007`), abbreviations with their stop (`Pol.`, `S.H.`),
  web and mail addresses (`Liputan6.com`);
- a slash between words cuts them: `PBB` `/` `UNODC`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from warta.lexicon import load

# Marks that belong to the letter before: combining ones (Vietnamese may come decomposed), and the invisible joiners
# that scraped text has inside words.
_JOIN = "\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff"
_L = r"[^\W\d_]"
_W = rf"(?:{_L}[{_JOIN}]*)"
_MONTHS = (
    "Jan(?:uari)?|Feb(?:ruari)?|Mar(?:et)?|Apr(?:il)?|Mei|Juni?|Juli?|"
    "Agu(?:stus)?|Sep(?:tember)?|Okt(?:ober)?|Nov(?:ember)?|Des(?:ember)?"
)
_DAYS = "Senin|Selasa|Rabu|Kamis|Jumat|Jum'at|Sabtu|Minggu"
_UNITS = (
    "ribu|rb|juta|jt|miliar|milyar|triliun|persen|orang|kali|tahun|bulan|hari|jam|menit|detik|"
    "kg|gr|gram|mg|ton|km|cm|mm|meter|ha|hektare|hektar|liter|ml|cc|kVA|MW|GW|GB|MB|TB|MHz|GHz|mAh|WIB|WITA|WIT"
)
_DOMAINS = "com|net|org|id|info|news|tv|gov|edu|co|vn|my|sg|au|uk|us|io|ai|me|xyz"

_TOKEN = re.compile(
    rf"""
      (?P<url>(?:https?://|www\.)[^\s<>"“”()]+[\w/])
    | (?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
    | (?P<host>(?<![\w.])(?:\w[\w-]*\.)+(?:{_DOMAINS})(?:\.(?:id|vn|my|uk|au|sg))?(?:/[^\s<>"“”()]*[\w/])?(?![\w]|-\w))
    | (?P<upperhost>(?<![\w.])[A-Z][A-Z0-9-]*\.(?:COM|CO\.ID|CO|NET|ID)(?![\w.]))
    | (?P<handle>(?<!\w)[@\#]\w[\w.]*\w)
    | (?P<ordinal>(?i:ke)-(?:\d+|[IVXLCDM]+\b)(?:-an)?)
    | (?P<decade>['’]?\d+-an\b)
    | (?P<date>\d{{1,2}}(?:[-–]\d{{1,2}})?[/]\d{{1,2}}(?:[-–]\d{{1,2}}[/]\d{{1,2}})?(?:[/]\d{{2,4}})?(?![\w/]))
    | (?P<isodate>\d{{4}}-\d{{2}}-\d{{2}}(?!\d))
    | (?P<currency>(?:Rp|IDR|USD|VND|EUR|SGD)(?=\d)|Rp\.(?=\d)|(?:US|AS|A|S|AU|HK|NZ)?[$](?=\s?\d))
    | (?P<code>(?:\d+|[IVXL]+)/[\w.-]*\w(?:/[\w.-]*\w)*)
    | (?P<firm>[A-Z]+(?:&[A-Z]+)+(?!\w))
    | (?P<quantity>\d+(?:[.,]\d+)*(?=(?:{_UNITS})\b))
    | (?P<number>\d+(?:[.,:]\d+)*(?:{_W}+\d*)*(?:-{_W}+)*)
    | (?P<initials>(?<!\w)(?:[A-Z]{_W}{{0,3}}\.)+(?:[A-Z]{_W}{{0,3}}\.(?!\w)|[A-Z]{_W}{{0,5}}\b))
    | (?P<initial>(?<!\w)[A-Z]\.(?=\s*[^\W\d_]|,|\)|-))
    | (?P<word>{_W}+(?:\d+{_W}*)*(?:['’ʼ`´]{_W}+|(?<!\w)['’ʼ](?=\w))*(?:-(?:{_W}+\d*(?:['’ʼ]{_W}+)*|\d+(?![\w.,]*\d)))*)
    | (?P<dots>\.{{2,}}|…+|-{{2,}}|_{{2,}}|={{2,}}|\*{{2,}})
    | (?P<mark>\S)
    """,
    re.VERBOSE,
)

_SPLIT_HYPHEN = re.compile(rf"(?:{_MONTHS}|{_DAYS})(?:-(?:{_MONTHS}|{_DAYS}))+")
_POSSESSIVE = re.compile(r"['’]s$")
# Hosts long enough, with affixes that leave no doubt, take these clitics without being listed.
_PRODUCTIVE = re.compile(
    r"(?:(?:me|di|ber|ter|pe|ke)\w{2,}(?:kan|an)(?:lah|kah|ku|mu)|\w{3,}kan(?:lah|kah)|(?:me|di)\w{2,}i(?:lah|kah|ku|mu))$"
)
_CLITICS = ("lah", "kah", "pun", "nya", "ku", "mu")


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(row["abbreviation"] for row in load("tokenizer_abbreviations"))


@cache
def _cuts() -> dict[str, int]:
    return {row["word"]: row["cut"].index("|") for row in load("tokenizer_clitics")}


@cache
def _whole() -> frozenset[str]:
    return frozenset(row["word"] for row in load("tokenizer_whole_words"))


def clitic_cut(word: str) -> int | None:
    """Return where a clitic is cut off a word, or None.

    Args:
        word: a word without spaces, in any case.

    Returns:
        the offset of the cut: of `nya` in `katanya`, of `lihat` in `kulihat`.

    >>> clitic_cut("katanya"), clitic_cut("hanya"), clitic_cut("Sekolah")
    (4, None, None)
    """
    low = word.lower()
    if len(low) != len(word):
        return None
    if low.endswith("nya"):
        return None if len(low) < 5 or low in _whole() or (word.isupper() and len(low) < 7) else len(low) - 3
    cut = _cuts().get(low)
    if cut is not None:
        return cut
    if low == word and _PRODUCTIVE.match(low):
        return len(low) - (3 if low.endswith(("lah", "kah")) else 2)
    return None


def _word(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a word-like stretch into tokens: possessive s, month ranges, clitics."""
    word = text[start:end]
    if "-" in word:
        if _SPLIT_HYPHEN.fullmatch(word):
            for part in re.finditer(r"-|[^-]+", word):
                yield start + part.start(), start + part.end()
            return
        head, _, last = word.rpartition("-")
        if last.lower() in _CLITICS and head:  # PPh-nya
            hyphen = start + len(head)
            yield start, hyphen
            yield hyphen, hyphen + 1
            yield hyphen + 1, end
            return
        cut = clitic_cut(last) if word.lower() not in _whole() else None
        if cut is None:
            yield start, end
        else:
            at = end - len(last) + cut
            yield start, at
            yield at, end
        return
    if _POSSESSIVE.search(word) and len(word) > 2:
        yield start, end - 2
        yield end - 2, end
        return
    cut = clitic_cut(word)
    if cut is None:
        yield start, end
    else:
        yield start, start + cut
        yield start + cut, end


def tokenize(text: str) -> list[tuple[int, int]]:
    """Cut a text into tokens.

    Args:
        text: any text, of one or many sentences; it may hold line breaks.

    Returns:
        code-point offsets `(start, end)`, end-exclusive, in order, without overlap; `text[start:end]` is the token.

    >>> text = "Rp4,9 triliun (22,6%), kata Kol. Pol. Budi; katanya negara-negara PBB/UNODC ke-81."
    >>> [text[a:b] for a, b in tokenize(text)]
    ... # doctest: +NORMALIZE_WHITESPACE
    ['Rp', '4,9', 'triliun', '(', '22,6', '%', ')', ',', 'kata', 'Kol.', 'Pol.', 'Budi', ';', 'kata', 'nya',
     'negara-negara', 'PBB', '/', 'UNODC', 'ke-81', '.']
    """
    out: list[tuple[int, int]] = []
    abbreviations = _abbreviations()
    at = 0
    while match := _TOKEN.search(text, at):
        start, end = match.span()
        at = end
        if match.lastgroup != "word":
            out.append((start, end))
            continue
        pieces = list(_word(text, start, end))
        if text[end : end + 1] == "." and text[start : end + 1] in abbreviations and text[end : end + 2] != "..":
            out.append((start, end + 1))
            at = end + 1
        else:
            out.extend(pieces)
    return out


def is_punctuation(token: str) -> bool:
    """Tell whether a token has neither letters nor digits.

    >>> is_punctuation(","), is_punctuation("5"), is_punctuation("%")
    (True, False, True)
    """
    return not any(unicodedata.category(char)[0] in "LN" for char in token)
