"""Datelines: the place, agency and date in front of an article's first sentence.

Forms, each closed by a dash or colon, by glue (`Liputan6.com, JakartaWarga`), or by nothing after an agency's name and place:
`JAKARTA, KOMPAS.com -`, `Liputan6.com, Jakarta -`, `TEMPO.CO, Jakarta`, `Hanoi (ANTARA) -`, `Kupang, NTT (ANTARA) -`, `(VOVWORLD) -`, `KOMPAS.com -`,
`BANDUNG, 12 Maret 2025 -`, `SURABAYA –`, and `Jakarta -` where the place is a known one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from warta.lexicon import Resources

_DASH = r"(?:--+|[-–—]+|:)"
_UP = r"[A-ZÀ-ỸĐ]"
_NAME = rf"{_UP}[\w.'’]*(?:[ \u00a0-]{_UP}[\w.'’]*){{0,3}}"
_CAPITALS = rf"{_UP}[{_UP[1:-1]}.'’]+(?:[ \u00a0-]{_UP}[{_UP[1:-1]}.'’]*){{0,3}}"
_DATE = (
    r"(?:(?:Senin|Selasa|Rabu|Kamis|Jumat|Jum['’]at|Sabtu|Minggu)\b,?\s*)?"
    r"\(?(?:\d{1,2}\s+[A-Z][a-z]+(?:\s+\d{4})?|\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?)\)?"
)
_LIMIT = 160
BUILT_IN = Resources()
_CAPITALS_ONLY, _KNOWN_ONLY = 4, 5  # numbers of the patterns that name no agency


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline at the start of a line.

    Args:
        end: offset in the line where the dateline ends, its dash included and spaces excluded.
        content: offset where the sentence begins.
        publisher: name of the publisher or agency it gives, as in the lexicon, or None.
        host: host of the publisher's site, or None.
        place: the place as written, or None.
        date: the date as written, or None.
    """

    end: int
    content: int
    publisher: str | None
    host: str | None
    place: str | None
    date: str | None


@cache
def _tags(resources: Resources) -> dict[str, tuple[str, str]]:
    return {
        tag.strip().lower(): (row["publisher"], row["host"])
        for row in resources.lexicon("publishers")
        for tag in row["dateline"].split("|")
        if tag.strip()
    }


@cache
def _places(resources: Resources) -> frozenset[str]:
    return frozenset(row["name"].lower() for row in resources.lexicon("places"))


@cache
def _patterns(resources: Resources) -> tuple[re.Pattern[str], ...]:
    known = "|".join(
        re.escape(tag).replace(r"\ ", r"[ \u00a0]") for tag in sorted(_tags(resources), key=len, reverse=True)
    )
    site = r"\w[\w-]*(?:[.,](?:com|co|id|net|org|news|vn|info|tv))+"
    tag = rf"(?P<tag>(?i:{known}|{site})(?![\w]))"
    date = rf"(?:\s*,?\s*(?P<date>{_DATE}))?"
    close = rf"\s*(?P<close>{_DASH})"
    comma = r"\s*,\s*"
    return (
        re.compile(rf"(?P<place>{_NAME}(?:,\s*{_NAME})?)?{date}\s*,?\s*\(\s*{tag}(?:/\w+)?\s*\){close}"),
        re.compile(rf"(?P<place>{_NAME}){comma}{tag}{date}{close}"),
        re.compile(rf"{tag}{comma}(?P<place>{_NAME}(?:,\s*{_NAME})?){date}{close}"),
        re.compile(rf"{tag}(?:\s+(?P<place>{_NAME}))?{date}{close}"),
        re.compile(rf"(?P<place>{_CAPITALS}(?:,\s*{_NAME})?){date}\s*(?P<close>--+|[-–—]|:(?=\s))"),
        re.compile(rf"(?P<place>{_NAME})(?:,\s*(?P<date>{_DATE})\s*(?:--+|[-–—])|\s+(?:--+|[-–—])(?=\s))"),
    )


@cache
def _open_pattern(resources: Resources) -> re.Pattern[str]:
    known = "|".join(re.escape(tag) for tag in sorted(_tags(resources), key=len, reverse=True) if "." in tag)
    return re.compile(rf"(?P<tag>(?i:{known}))\s*,\s*")


def _host(tag: str | None) -> str | None:
    """Return the host that an agency's name without an entry in the lexicon is: `SURYA.CO.ID`."""
    return tag.lower().replace(",", ".") if tag and re.search(r"\w[.,]\w", tag) else None


def _strip(place: str | None) -> str | None:
    return place.strip(" ,.\u00a0") or None if place else None


def parse_dateline(line: str, *, resources: Resources = BUILT_IN) -> Dateline | None:
    """Recognise a dateline at the start of a line.

    Args:
        line: a line without blanks at its start; only its first 160 characters are looked at.
        resources: the run's lexicons (`publishers.tsv`, `places.tsv`).

    Returns:
        the dateline, or None; a line that is nothing but a dateline is one too.

    >>> found = parse_dateline("JAKARTA, KOMPAS.com - Pemerintah menambah anggaran.")
    >>> found.end, found.content, found.publisher, found.place
    (21, 22, 'Kompas.com', 'JAKARTA')
    """
    head = line[:_LIMIT]
    for number, pattern in enumerate(_patterns(resources)):
        match = pattern.match(head)
        if match is None:
            continue
        groups = match.groupdict()
        place = _strip(groups.get("place"))
        tag = groups.get("tag")
        known = (place or "").lower() in _places(resources)
        if number == _KNOWN_ONLY and not known:
            continue
        if number == _CAPITALS_ONLY and not known and (len(place or "") < 4 or groups["close"] == ":"):
            continue
        publisher, host = _tags(resources).get((tag or "").lower().replace("\u00a0", " "), (None, _host(tag)))
        return _made(line, match.end(), publisher, host, place, groups.get("date"))
    return _unclosed(line, head, resources)


def _made(
    line: str, end: int, publisher: str | None, host: str | None, place: str | None, date: str | None
) -> Dateline:
    content = end
    while content < len(line) and line[content].isspace():
        content += 1
    return Dateline(end, content, publisher, host, place, date)


def _unclosed(line: str, head: str, resources: Resources) -> Dateline | None:
    """Recognise `TEMPO.CO, Jakarta` and a known place glued to the next word: `Liputan6.com, JakartaWarga`."""
    match = _open_pattern(resources).match(head)
    if match is None:
        return None
    publisher, host = _tags(resources)[match["tag"].lower()]
    words = re.match(rf"{_NAME}", head[match.end() :])
    if words is None:
        return None
    found = words[0]
    for end in range(len(found), 2, -1):
        at = match.end() + end
        if (
            found[:end].lower() in _places(resources)
            and (at >= len(head) or not head[at].islower())
            and found[end - 1].isalpha()
        ):
            return _made(line, at, publisher, host, found[:end], None)
    return None
