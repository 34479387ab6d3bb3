"""Temporal expressions; names of months and weekdays are CLDR's, through Babel."""

from __future__ import annotations

import re
from functools import lru_cache

from babel import Locale

from warta.english.rendering import NOTHING, Rendering
from warta.english.words import table
from warta.lexicon import load

_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}))?$")
_DECADE = re.compile(r"(?:tahun )?(\d{3}0)-?an$")
_HIJRI = re.compile(r"(?:tahun )?(\d{4}) ?(?:Hijriah|Hijriyah|H)$", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}(?:\s*[/–—-]\s*\d{4})?$")
_ROMAN = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "pertama": 1,
    "kedua": 2,
    "ketiga": 3,
    "keempat": 4,
}
_NTH = {1: "first", 2: "second", 3: "third", 4: "fourth"}


@lru_cache(maxsize=1)
def _months() -> dict[str, str]:
    names = Locale("en").months["format"]["wide"]
    return {row["name"].lower(): names[int(row["number"])] for row in load("months")}


@lru_cache(maxsize=1)
def _weekdays() -> dict[str, str]:
    names = Locale("en").days["format"]["wide"]
    return {row["name"].lower(): names[int(row["number"]) - 1] for row in load("weekdays")}


@lru_cache(maxsize=16384)
def date(text: str | None) -> Rendering:
    """Return the English of a temporal expression as written.

    Args:
        text: such as `Selasa (10/6/2025)`, `sore hari tanggal 14 Oktober`, `kuartal III 2023`.

    Examples:
        >>> date("Selasa (10/6/2025)").text, date("sore 16 Oktober").text, date("akhir 2026").text
        ('Tuesday (June 10, 2025)', 'October 16 afternoon', 'late 2026')
        >>> date("4-17 Maret").text, date("kuartal III 2023").text, date("tahun lalu").text
        ('March 4-17', 'third quarter of 2023', 'last year')
    """
    if not text:
        return NOTHING
    found = _whole(" ".join(text.split()))
    return found if found.complete else Rendering(text, False)


def _whole(plain: str) -> Rendering:
    """Render an expression with what stands in brackets in it."""
    bracket = re.match(r"(.*?)\s*\(([^)]*)\)\s*(.*)$", plain)
    if bracket:
        before, inside, after = (_phrase(p) if p else Rendering("") for p in bracket.groups())
        shown = f"{before.text} ({inside.text}) {after.text}".strip()
        return Rendering(re.sub(r"\s+", " ", shown), before.complete and inside.complete and after.complete)
    return _phrase(plain)


def _phrase(text: str) -> Rendering:
    """Render an expression without brackets, from its outside in."""
    text = text.strip(" ,")
    whole = table("english_dates", kind="whole").get(text)
    if whole:
        return Rendering(whole["english"])
    if decade := _DECADE.match(text):
        return Rendering(f"{decade.group(1)}s")
    if hijri := _HIJRI.match(text):
        return Rendering(f"{hijri.group(1)} AH")
    words = text.split()
    lower = [w.lower().strip(",") for w in words]
    if (dated := _dated(lower)) is not None:
        return Rendering(dated)
    if lower[0] in _weekdays():
        if row := table("english_dates", kind="last this next").get(" ".join(lower[1:])):
            return Rendering(f"{row['english']} {_weekdays()[lower[0]]}")
        return _joined(
            _weekdays()[lower[0]],
            words[1:],
            text,
            comma=words[0].endswith(",") or (len(lower) > 1 and lower[1][:1].isdigit()),
        )
    for kind in ("prefix", "drop drop-in", "day"):
        entry = table("english_dates", kind=kind).at(lower, 0)
        if entry and entry[0] < len(words):
            rest = _phrase(" ".join(words[entry[0] :]))
            english = entry[1]["english"]
            if kind == "prefix":
                return Rendering(f"{english}{'' if english.endswith('-') else ' '}{rest.text}", rest.complete)
            return Rendering(f"{rest.text} {english}", rest.complete) if kind == "day" else rest
        if entry and kind == "day":
            return Rendering(entry[1]["english"])
    for start in range(1, len(words)):
        entry = table("english_dates", kind="link").at(lower, start)
        if entry and start + entry[0] < len(words):
            first, second = _phrase(" ".join(words[:start])), _phrase(" ".join(words[start + entry[0] :]))
            return Rendering(f"{first.text} {entry[1]['english']} {second.text}", first.complete and second.complete)
        entry = table("english_dates", kind="day last this next").at(lower, start)
        if entry and start + entry[0] == len(words):
            rest = _phrase(" ".join(words[:start]))
            english = entry[1]["english"]
            return Rendering(
                f"{rest.text} {english}" if entry[1]["kind"] == "day" else f"{english} {rest.text}", rest.complete
            )
    period = table("english_dates", kind="period").at(lower, 0)
    if period:
        which, _, year = re.sub(r"[-/,]", " ", " ".join(words[period[0] :])).strip().partition(" ")
        number = _ROMAN.get(which, _ROMAN.get(which.lower()))
        if number and (not year or _YEAR.match(year.strip())):
            return Rendering(f"{_NTH[number]} {period[1]['english']}" + (f" of {year.strip()}" if year else ""))
    clock = re.fullmatch(
        r"(?:pukul|jam)?\s*(\d{1,2})[.:](\d{2})(?:\s*(WIB|WITA|WIT|GMT|waktu setempat))?", text, re.IGNORECASE
    )
    if clock:
        zone = table("english_dates", kind="zone").get(clock.group(3)) if clock.group(3) else None
        return Rendering(f"{int(clock.group(1)):02d}:{clock.group(2)}" + (f" ({zone['english']})" if zone else ""))
    return Rendering(text, False)


def _joined(first: str, rest: list[str], text: str, *, comma: bool) -> Rendering:
    if not rest:
        return Rendering(first)
    inner = _phrase(" ".join(rest))
    return Rendering(f"{first}{',' if comma else ''} {inner.text}", inner.complete)


def _dated(words: list[str]) -> str | None:
    """Return the English of a calendar date, a month, a year or a range of them; None for anything else."""
    text = " ".join(words)
    months = _months()
    if _YEAR.match(text):
        return re.sub(r"\s*[–—-]\s*", "-", text)
    if (slashed := _SLASHED.match(text)) and 1 <= int(slashed.group(2)) <= 12:
        month = Locale("en").months["format"]["wide"][int(slashed.group(2))]
        return f"{month} {int(slashed.group(1))}" + (f", {slashed.group(3)}" if slashed.group(3) else "")
    match = re.fullmatch(
        r"(?:(\d{1,2})(?:\s*(?:[–—-]|hingga|sampai|dan)\s*(\d{1,2}))?\s+)?([a-z]+)\.?(?:\s+(\d{4}))?", text
    )
    if match and match.group(3) in months:
        first, last, month, year = match.groups()
        shown = months[month] + (f" {int(first)}" if first else "") + (f"-{int(last)}" if last else "")
        return f"{shown}{',' if first else ''} {year}" if year else shown
    match = re.fullmatch(r"(\d{1,2})\s+([a-z]+)\s*[–—-]\s*(\d{1,2})\s+([a-z]+)(?:\s+(\d{4}))?", text)
    if match and match.group(2) in months and match.group(4) in months:
        shown = f"{months[match.group(2)]} {int(match.group(1))}-{months[match.group(4)]} {int(match.group(3))}"
        return f"{shown}, {match.group(5)}" if match.group(5) else shown
    return None
