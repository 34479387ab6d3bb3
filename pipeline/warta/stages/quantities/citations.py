"""Citations of laws, decrees, resolutions and their articles (`Pasal 340 KUHP`, `Resolusi Majelis Umum PBB 74/247`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from warta.core.article import Citation
from warta.stages.quantities.lexemes import Line

# A document's number: it has a digit or is Roman, its parts are joined by slashes, hyphens or stops.
_CODE = re.compile(r"(?:\d+\s(?=[A-Z]+/[A-Z]))?/?[^\W_]+(?:[./–-](?:\d|[^\W_])[^\W_]*)*")
_PLAIN_CODE = re.compile(r"\d[^\W_]*(?:[/–-][^\W_]+)*(?:/[^\W_]+(?:[.–-][^\W_]+)*)*")
_ROMAN = re.compile(r"[IVXLC]+(?=[/-]|$)")
_YEAR = re.compile(r"(?<!\d)(19\d\d|20\d\d)(?!\d)")
_NUMBER_WORDS = frozenset({"nomor", "no", "nomer", "bernomor"})
_TITLE_JOINTS = frozenset({"dan", "tentang", "atas", "tata", "yang"})
_MAX_TITLE = 14
#: Words that chain articles of law into one charge.
_CHAINS = frozenset({"juncto", "junto", "jo", "subsider", "subsidair", "subs", "lebih subsider"})


def citations(line: Line) -> list[Citation]:
    """Find the citations of a sentence and claim their lexemes.

    Args:
        line: the sentence.
    """
    return list(_scan(line))


def _scan(line: Line) -> Iterator[Citation]:
    index = 0
    while index < len(line):
        reading = None
        if line.kind(index) == "word" and line.free(index):
            reading = _article_of_law(line, index) if line.low(index) == "pasal" else _document(line, index)
        if reading is None:
            index += 1
            continue
        last, end, kind, number, year = reading
        line.take(index, last, "citation")
        yield Citation(line.article.span(line.lexemes[index].start, end), line.sentence.no, kind, number, year)
        index = max(last, index + 1)


_Reading = tuple[int, int, str, str | None, int | None]


def _index_at(line: Line, start: int, end: int) -> int:
    """Return the first lexeme at or after `start` that begins at or behind the offset `end`."""
    while start < len(line) and line.lexemes[start].start < end:
        start += 1
    return start


def _document(line: Line, index: int) -> _Reading | None:
    match = line.language.laws.match(line.lows, index)
    if match is None:
        law_prefix = next((k for p, k in line.language.law_prefixes.items() if line.low(index).startswith(p)), None)
        if law_prefix is None or line.low(index + 1) not in _NUMBER_WORDS:
            return None
        match = 1, law_prefix
    length, law = match
    capital = line.lexemes[index].text[0].isupper()
    at = index + length
    if line.low(at) == "(" and line.is_word(at + 1) and line.low(at + 2) == ")":
        at += 3
    titled = 0
    while at < len(line) and titled < _MAX_TITLE and line.is_word(at) and line.low(at) not in _NUMBER_WORDS:
        if not (line.lexemes[at].text[0].isupper() or (line.low(at) in _TITLE_JOINTS and titled)):
            break
        if line.language.laws.match(line.lows, at) and line.low(at) not in ("peraturan",):
            break
        if line.low(at) in ("tahun", "pasal"):
            break
        at += 1
        titled += 1
        if line.low(at) == "(" and line.is_word(at + 1) and line.low(at + 2) == ")":
            at += 3
    if line.low(at) in _NUMBER_WORDS:
        at += 1
        while line.low(at) in (".", ":"):
            at += 1
        code = _CODE.match(line.text, line.lexemes[at].start, line.sentence.span.end) if at < len(line) else None
        if code is None or not (any(c.isdigit() for c in code.group()) or _ROMAN.match(code.group())):
            return None
    else:
        if line.kind(at) != "number" or (titled and not capital):
            return None
        code = _PLAIN_CODE.match(line.text, line.lexemes[at].start, line.sentence.span.end)
        if code is None or not ("/" in code.group() or (capital and not law.weak)):
            return None
        if "/" not in code.group() and (
            line.noun_like(at + 1) and not line.is_capital(at + 1) and line.low(at + 1) != "tahun"
        ):
            return None
    number, end = code.group(), code.end()
    last = _index_at(line, at, end)
    year = _year_of(number)
    if law.year and line.low(last) == "tahun" and line.kind(last + 1) == "number":
        text = line.lexemes[last + 1].text
        if _YEAR.fullmatch(text):
            return last + 2, line.lexemes[last + 1].end, law.kind, number, int(text)
    if number.isdigit() and year is not None and (titled or law.kind.startswith("undang-undang dasar")):
        return last, end, law.kind, None, year
    return last, end, law.kind, number, year if not number.isdigit() else None


def _year_of(number: str) -> int | None:
    years = _YEAR.findall(number)
    return int(years[-1]) if years else None


def _article_of_law(line: Line, index: int) -> _Reading | None:
    at = _article_number(line, index + 1)
    if at is None:
        return None
    first = line.lexemes[index + 1]
    number = line.text[first.start : line.lexemes[index + 1].end]
    at = _subdivisions(line, at)
    while line.low(at) in (",", "dan", "atau", "hingga", "sampai", "-", "–", "/") and line.kind(at + 1) == "number":
        after = _article_number(line, at + 1)
        # "Pasal 5 dan 12 orang": a number that counts something does not go on with the list.
        if after is None or (line.noun_like(after) and not line.is_capital(after)):
            break
        at = _subdivisions(line, after)
    year: int | None = None
    tail = at + 1 if line.low(at) in ("dari", "dalam") and _law_at(line, at + 1) is not None else at
    law = _law_at(line, tail)
    chained = _chained(line, tail if law is None else law[0])
    if chained is not None:
        last, end, _, _, year = chained
        return last, end, "pasal", number, year
    if law is not None:
        last, end, year = law
        return last, end, "pasal", number, year
    return at, line.lexemes[at - 1].end, "pasal", number, None


def _chained(line: Line, at: int) -> _Reading | None:
    """Go on with `juncto Pasal 18 ...` and `Jo 111 Ayat (1) ...`: a chain of articles is one citation."""
    if line.low(at) == ",":
        at += 1
    if line.low(at) not in _CHAINS:
        return None
    at += 1
    if line.low(at) == ".":
        at += 1
    if line.low(at) == "pasal":
        return _article_of_law(line, at)
    return _article_of_law(line, at - 1) if line.kind(at) == "number" else None


def _article_number(line: Line, at: int) -> int | None:
    if line.kind(at) == "number" and line.lexemes[at].text.isdigit():
        at += 1
        if line.is_word(at) and line.lexemes[at].glued and len(line.low(at)) <= 2:
            at += 1
        return at
    if line.is_word(at) and re.fullmatch(r"[IVXLC]+", line.lexemes[at].text):
        return at + 1
    return None


def _subdivisions(line: Line, at: int) -> int:
    """Pass over `ayat (2) huruf a angka 3` and `ayat 1`."""
    while line.low(at) in ("ayat", "huruf", "angka", "butir", "poin"):
        if line.low(at + 1) == "(" and line.low(at + 3) == ")":
            at += 4
        elif line.kind(at + 1) == "number" or (line.is_word(at + 1) and len(line.low(at + 1)) == 1):
            at += 2
        else:
            break
        while line.low(at) in ("dan", "atau", ",") and line.low(at + 1) == "(" and line.low(at + 3) == ")":
            at += 4
    return at


def _law_at(line: Line, at: int) -> tuple[int, int, int | None] | None:
    """Return (index after it, end offset, year) of the law an article is of, or None."""
    if not line.is_word(at):
        return None
    document = _document(line, at)
    if document is not None:
        return document[0], document[1], document[4]
    code = line.low(at)
    named = line.language.laws.match(line.lows, at)
    if code not in line.language.law_codes and (named is None or not line.lexemes[at].text[0].isupper()):
        return None
    if not line.lexemes[at].text[0].isupper():
        return None
    last = at + (named[0] if named else 1)
    if not line.lexemes[at].text.isupper() or code in ("uu", "ruu", "uud"):
        words = 0
        while (
            line.is_word(last)
            and words < 8
            and (
                line.lexemes[last].text[0].isupper()
                or (line.low(last) in _TITLE_JOINTS - {"yang"} and line.is_capital(last + 1))
            )
        ):
            last += 1
            words += 1
    year = None
    if line.low(last) == "tahun" and line.kind(last + 1) == "number" and _YEAR.fullmatch(line.lexemes[last + 1].text):
        last += 2
        year = int(line.lexemes[last - 1].text)
    elif line.kind(last) == "number" and _YEAR.fullmatch(line.lexemes[last].text):
        last += 1
        year = int(line.lexemes[last - 1].text)
    return last, line.lexemes[last - 1].end, year
