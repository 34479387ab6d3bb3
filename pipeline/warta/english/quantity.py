"""Figures as written: comparator, number, unit and counted noun, in English notation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.numbers import format_decimal

from warta.english.noun_phrase import noun_phrase
from warta.english.rendering import NOTHING, Rendering
from warta.english.words import Table, table
from warta.lexicon import Row, load

_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*(?:-?an\b)?|[kcdm]?m[23²³](?:/[^\W\d_]+)?|[A-Za-z]{0,3}\$|[€£¥₫%°]|ke-\d+|[^\W\d_]+(?:[-/'][^\W\d_]+)*\.?|\d+|[-–—]|[^\s\w]"
)
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*$")
_DECADE = re.compile(r"((?:1[5-9]|20)\d0)-?an$")
_ROUND = re.compile(r"(\d+(?:[.,]\d+)*)-?an$")
_CLOCK = re.compile(r"(\d{1,2})\.([0-5]\d)$")
_DASHES = ("-", "–", "—")
_ORDINAL_ENDINGS = {"one": "st", "two": "nd", "few": "rd"}


@dataclass(frozen=True)
class _Number:
    last: int
    text: str
    single: bool
    word: bool = False


@lru_cache(maxsize=1)
def _currencies() -> Table:
    codes = (str(code) for code in Locale("en").currencies)
    known: list[Row] = [{"name": row["name"], "code": row["code"]} for row in load("currencies")]
    known += [{"name": code, "code": code} for code in codes if len(code) == 3]
    return Table(known)


def number_text(digits: str, *, value: float | None = None, scale: float = 1) -> str:
    """Return digits as written in Indonesian in English notation, decimals kept as they are.

    Args:
        digits: such as `2.500` or `22,6`.
        value: the number's known value; decides between Indonesian and Western style.
        scale: what the words after the digits multiply them with.

    >>> number_text("2.500"), number_text("22,6"), number_text("1,234.56", value=1234.56)
    ('2,500', '22.6', '1,234.56')
    """
    indonesian = (
        digits.replace(".", "").replace(",", ".") if re.search(r"\.\d{3}(?!\d)", digits) or "," in digits else digits
    )
    western = digits.replace(",", "")
    chosen = indonesian
    if indonesian.count(".") > 1 or (
        value is not None and _near(western, value, scale) and not _near(indonesian, value, scale)
    ):
        chosen = western
    try:
        number = Decimal(chosen)
    except ArithmeticError:
        return digits
    decimals = len(chosen.partition(".")[2])
    return format_decimal(number, format="#,##0" + ("." + "0" * decimals if decimals else ""), locale="en")


def _near(digits: str, value: float, scale: float) -> bool:
    try:
        return abs(float(digits) * scale - value) <= 1e-6 * max(1.0, abs(value))
    except ValueError:
        return False


def _ordinal(number: int) -> str:
    return f"{number:,}{_ORDINAL_ENDINGS.get(Locale('en').ordinal_form(number), 'th')}"


@lru_cache(maxsize=1)
def _numerals() -> dict[str, tuple[str, float]]:
    roles = {row["word"]: (row["role"], float(row["value"] or 0)) for row in load("numerals")}
    for row in load("multipliers"):
        if not row["only"]:
            roles[row["word"]] = ("million", float(row["value"]))
    return roles


def _number_words(words: list[str], start: int) -> _Number | None:
    """Read number words; up to ten they stay words in English, above they become digits."""
    numerals = _numerals()
    total = current = pending = 0.0
    i = start
    said: list[str] = []
    while (
        i < len(words)
        and (entry := numerals.get(words[i].lower())) is not None
        and entry[0] not in ("fraction", "part", "fuzzy")
    ):
        role, value = entry
        if role in ("digit", "whole"):
            pending = value
        elif role == "teen":
            current, pending = current + pending + 10, 0
        elif role == "scale":
            current, pending = current + pending * value, 0
        elif role == "hundred":
            current += value
        elif i == start and role == "million" and words[i].lower() in ("ribu", "juta", "miliar", "triliun"):
            return None
        else:
            total, current, pending = total + max(1.0, current + pending) * value, 0, 0
        said.append(words[i].lower())
        i += 1
    if i == start:
        return None
    number = total + current + pending
    scale = table("english_figures", kind="scale").at(said, len(said) - 1)
    if scale and len(said) > 1 and not any(numerals[w][0] == "million" for w in said[:-1]):
        base = number / numerals[said[-1]][1]
        return _Number(i, f"{_small(base)} {scale[1]['english']}", False, True)
    return _Number(i, _small(number), number == 1, True)


def _small(number: float) -> str:
    words = [row["english"] for row in load("english_figures") if row["kind"] == "word"]
    if number == int(number) and 1 <= number <= len(words):
        return words[int(number) - 1]
    return format_decimal(Decimal(str(number)), locale="en")


def _number(words: list[str], i: int, value: float | None) -> _Number | None:
    """Read the number at word `i` with the multipliers after it."""
    if i >= len(words):
        return None
    half = table("english_figures", kind="half").at(words, i)
    if half and not (half[0] == 1 and _number_words(words, i) and _number_words(words, i).last > i + 1):  # type: ignore[union-attr]
        return _Number(i + half[0], half[1]["english"], False)
    if decade := _DECADE.match(words[i]):
        return _Number(i + 1, f"{decade.group(1)}s", False)
    if about := _ROUND.match(words[i]):
        return _Number(i + 1, f"{number_text(about.group(1), value=value)}-odd", False)
    if not _DIGITS.match(words[i]):
        return _number_words(words, i)
    last, scales, factor = i + 1, [], 1.0
    while last < len(words) and (scale := table("english_figures", kind="scale").at(words, last)):
        scales.append(scale[1]["english"])
        factor *= _numerals().get(words[last].lower(), ("", 1.0))[1]
        last += 1
    if (
        last < len(words)
        and last == i + 1
        and words[last] in ("M", "T", "m", "t")
        and value is not None
        and value >= 1e9
    ):
        scales.append("billion" if words[last].upper() == "M" else "trillion")
        last += 1
    text = number_text(words[i], value=value, scale=factor)
    return _Number(last, " ".join([text, *scales]), text == "1" and not scales)


@lru_cache(maxsize=32768)
def quantity(
    text: str | None,
    *,
    value: float | None = None,
    value_max: float | None = None,
    kind: str | None = None,
    unit: str | None = None,
) -> Rendering:
    """Return the English of a figure as written.

    Args:
        text: from the comparator through the unit or the counted noun.
        value: its value in base units, where known; tells Western from Indonesian digits.
        value_max: the upper end of a range.
        kind: the quantity's kind; an age gets `years old`.
        unit: its unit, for a number whose unit stands elsewhere.

    Examples:
        >>> quantity("lebih dari 2.500 delegasi").text, quantity("Rp4,9 triliun").text, quantity("7,8 persen").text
        ('more than 2,500 delegates', 'IDR 4.9 trillion', '7.8%')
        >>> quantity("dua sampai tiga bulan").text, quantity("puluhan ribu ekor unggas").text
        ('two to three months', 'tens of thousands of poultry')
    """
    if not text:
        return NOTHING
    words = [w for w in _TOKEN.findall(" ".join(text.split())) if w not in ('"', "“", "”")]
    before: list[str] = []
    closing = ""
    comparators = table("english_figures", kind="before")
    i = 0
    while i < len(words) and (match := comparators.at(words, i)) and i + match[0] < len(words):
        before.append(match[1]["english"])
        i += match[0]
    words = words[i:]
    for start in range(max(1, len(words) - 3), len(words)):
        match = table("english_figures", kind="after after-last").at(words, start)
        if match and start + match[0] == len(words):
            if match[1]["kind"] == "after":
                before.append(match[1]["english"])
            else:
                closing = f" {match[1]['english']}"
            words = words[:start]
            break
        if start == len(words) - 1 and words[start].lower() == "lebih":
            before.append("more than")
            words = words[:start]
    body = _figure(words, value, value_max, kind, unit)
    if not body.complete:
        return Rendering(text, False)
    shown = " ".join([*before, body.text or ""]) + closing
    return Rendering(shown.strip())


def _figure(
    words: list[str], value: float | None, value_max: float | None, kind: str | None, unit: str | None
) -> Rendering:
    """Render a figure without its comparator."""
    between = ""
    if words and (match := table("english_figures", kind="range").at(words, 0)) and len(words) > 1:
        between = match[1]["english"]
        words = words[match[0] :]
    currency = ""
    if len(words) > 1 and (match := _currencies().at(words, 0)) and _number(words, match[0], value):
        currency, words = match[1]["code"], words[match[0] :]
    for fuzzy in ("fraction", "fuzzy", "fuzzy-plain"):
        match = table("english_figures", kind=fuzzy).at(words, 0)
        if match and not _number(words, 0, value):
            return _share(fuzzy, match[1]["english"], words[match[0] :])
        if match and fuzzy == "fraction" and match[0] > 1:
            return _share(fuzzy, match[1]["english"], words[match[0] :])
    if hours := _hours(words):
        return Rendering(hours)
    first = _number(words, 0, value)
    if first is None:
        return _ordinal_or_named(words, value)
    number, i, single = first.text, first.last, first.single
    link = _range_link(words, i, value_max)
    if not link and not currency and (both := _two_figures(words, i, value, value_max, unit, between)):
        return both
    if link:
        at, joint, second_currency = link
        second = _number(words, at, value_max)
        assert second is not None
        joint = "and" if between == "between" else joint
        number = f"{number}{joint}{second.text}" if joint == "-" else f"{number} {joint} {second.text}"
        i, single = second.last, False
        currency = currency or second_currency
    if i < len(words) and words[i].lower() in ("setengah",) and not link:
        number, i = f"{number} and a half", i + 1
    if i < len(words) and words[i].lower() == "lebih":
        number, i = f"more than {number}", i + 1
    rest = words[i:]
    if rest and (match := _currencies().at(rest, 0)) and not (currency or (rest[0][:1].isupper() and len(rest[0]) < 3)):
        currency, rest = match[1]["code"], rest[match[0] :]
    if currency:
        number = f"{unit if unit in Locale('en').currencies else currency} {number}"
    number = f"{between} {number}".strip()
    if rest and rest[0].lower() in ("%", "persen", "pct"):
        rest = rest[1:]
        number = f"{number}%" if not first.word else f"{number} percent"
    if not rest:
        if kind == "age" and unit == "tahun":
            number += " years old"
        return Rendering(number)
    if rest and rest[0] == "°" and rest[1:] in ([], ["C"], ["F"]):
        return Rendering(f"{number}{''.join(rest)}")
    noun = noun_phrase(rest, plural=not single, known=True)
    if kind == "age" and len(rest) == 1 and rest[0].lower() == "tahun":
        return Rendering(f"{number} {'year' if single else 'years'} old")
    if rest[0].lower() == "kali" and len(rest) > 1 and rest[1].lower() == "lipat":
        return Rendering(f"{number}fold" if first.word and " " not in number else f"{number} times")
    return Rendering(f"{number} {noun.text}", noun.complete)


def _hours(words: list[str]) -> str | None:
    """Return a span of hours of the clock (`08.00-21.00`) in English notation, None for anything else."""
    if len(words) != 3 or words[1] not in _DASHES:
        return None
    first, last = _CLOCK.match(words[0]), _CLOCK.match(words[2])
    if not first or not last or max(int(first.group(1)), int(last.group(1))) > 24:
        return None
    return f"{int(first.group(1)):02d}:{first.group(2)}-{int(last.group(1)):02d}:{last.group(2)}"


def _two_figures(
    words: list[str], i: int, value: float | None, value_max: float | None, unit: str | None, between: str
) -> Rendering | None:
    """Render a range that has the unit on both sides (`5%-10%`, `dua tahun hingga lima tahun`), None for anything else.

    Args:
        words: the figure from its first number on.
        i: the word after the first number.
        value: the lower end.
        value_max: the upper end.
        unit: the unit as the quantities table has it.
        between: the English of what opened the range, empty where nothing did.
    """
    for at in range(i + 1, min(len(words), i + 4)):
        link = _range_link(words, at, value_max)
        if not link or link[2] or (words[at].lower() == "dan" and not between):
            continue
        first = _figure(words[:at], value, None, None, unit)
        second = _figure(words[link[0] :], value_max, None, None, unit)
        joint = "and" if between == "between" else link[1]
        shown = f"{first.text}-{second.text}" if joint == "-" else f"{first.text} {joint} {second.text}"
        return Rendering(f"{between} {shown}".strip(), first.complete and second.complete)
    return None


def _range_link(words: list[str], i: int, value_max: float | None) -> tuple[int, str, str] | None:
    """Return (index of the second number, English link, its currency) where a range goes on at word `i`."""
    if i >= len(words):
        return None
    link = table("english_figures", kind="range-link").at(words, i)
    at, joint = (i + link[0], link[1]["english"]) if link else (i + 1, "-")
    if not link and words[i] not in _DASHES and words[i].lower() not in ("sampai", "hingga", "s/d", "x"):
        return None
    joint = "to" if not link and words[i] not in _DASHES and words[i].lower() != "x" else joint
    code = ""
    if at < len(words) and (money := _currencies().at(words, at)):
        at, code = at + money[0], money[1]["code"]
    return (at, joint, code) if _number(words, at, value_max) else None


def _share(kind: str, english: str, rest: list[str]) -> Rendering:
    """Render a fraction or an unstated number with what it is of."""
    if not rest:
        return Rendering(english)
    currency = _currencies().at(rest, 0)
    if currency and currency[0] == len(rest):
        noun = Rendering(currency[1]["code"])
    else:
        noun = noun_phrase(rest, plural=True, known=True)
    measure = table("english_nouns", kind="measure").get(" ".join(rest)) if kind == "fraction" else None
    if measure:
        article = "an" if re.match(r"[aeio]|hour", measure["singular"]) else "a"
        return Rendering(f"{english}{' of' if english != 'half' else ''} {article} {measure['singular']}")
    joint = {"fraction": " of the ", "fuzzy": " of ", "fuzzy-plain": " "}[kind]
    return Rendering(f"{english}{joint}{noun.text}", noun.complete)


def _ordinal_or_named(words: list[str], value: float | None) -> Rendering:
    """Render `hari ketujuh`, `Sidang ke-10`, `Magnitudo 6,1`."""
    ordinals = table("english_figures", kind="ordinal")
    for i in range(1, len(words)):
        match = ordinals.at(words, i)
        numbered = re.fullmatch(r"ke-?(\d+)", words[i])
        if match or numbered:
            length, english = (match[0], match[1]["english"]) if match else (1, _ordinal(int(numbered.group(1))))  # type: ignore[union-attr]
            noun = noun_phrase([*words[:i], *words[i + length :]], plural=False, known=True)
            return Rendering(f"{english} {noun.text}", noun.complete)
        number = _number(words, i, value)
        if number and number.last == len(words):
            noun = noun_phrase(words[:i], plural=False)
            return Rendering(f"{noun.text} {number.text}", noun.complete)
    noun = noun_phrase(words, plural=False, known=True)
    return Rendering(noun.text, False)
