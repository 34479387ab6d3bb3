"""Read numbers: digits in Indonesian or Western style, number words, fractions, fuzzy words.

Indonesian digits group thousands with a full stop and mark decimals with a comma. A document that shows the Western
style beyond doubt (`1,234.56`) has its doubtful numbers (`1,234`) read so too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from warta.stages.quantities.language import Language
from warta.stages.quantities.lexemes import Line

#: A longer number in digits and marks is none that was counted or measured.
LONGEST = 40
_GROUPED_DOT = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?$")
_GROUPED_COMMA = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?$")
_COMMA_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+$")
_WESTERN = re.compile(r"\d{1,3}(?:,\d{3})+\.\d{1,2}$|\d{1,3}(?:,\d{3}){2,}$")
_INDONESIAN = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+$|\d{1,3}(?:\.\d{3}){2,}$|\d+,\d{1,2}$|\d{1,3}\.\d{3}$")
_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)+(?![\w])")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a sentence.

    Args:
        first: index of its first lexeme; `last` is one past its last.
        value: in base units; None for a fuzzy number.
        scale: product of the multipliers that stand in it (1 where there is none).
        fuzzy: an unstated number of tens, hundreds ... (`puluhan`), or one with `-an` (`40-an`).
        fraction: a share (`sepertiga`, `3/4`).
        digits: written with digits.
        grouped: written with separators, so it cannot be a name's number or a year.
    """

    first: int
    last: int
    value: float | None
    scale: float = 1.0
    fuzzy: bool = False
    fraction: bool = False
    digits: bool = False
    grouped: bool = False


def is_western(texts: Iterable[str]) -> bool:
    """Tell whether the numbers of a document are written in Western style.

    Args:
        texts: stretches of the document.

    >>> is_western(["nilainya $1,234.56, lalu $3,200"]), is_western(["sebesar 1.234,56"])
    (True, False)
    """
    western = indonesian = 0
    for text in texts:
        for match in _NUMBER.finditer(text):
            western += _WESTERN.match(match.group()) is not None
            indonesian += _INDONESIAN.match(match.group()) is not None
    return western > indonesian


def digits_value(text: str, *, western: bool = False) -> float | None:
    """Return the value of a number written in digits, or None where it is none (a version, a clock time with stops).

    Args:
        text: digits with full stops and commas.
        western: how to read what either style allows.

    >>> digits_value("1.028,5"), digits_value("2.500"), digits_value("1,234.56"), digits_value("7.5"), digits_value("1.2.3")
    (1028.5, 2500.0, 1234.56, 7.5, None)
    """
    if text.isdigit():
        return float(text) if text.isascii() and len(text) <= 18 else None
    if not text.isascii() or len(text) > LONGEST:
        return None
    if "." in text and "," in text:
        if _GROUPED_DOT.match(text):
            return float(text.replace(".", "").replace(",", "."))
        return float(text.replace(",", "")) if _GROUPED_COMMA.match(text) else None
    mark = "." if "." in text else ","
    whole, *rest = text.split(mark)
    grouped = len(whole) <= 3 and whole.strip("0") != "" and all(len(r) == 3 for r in rest)
    if len(rest) > 1:
        return float(text.replace(mark, "")) if grouped else None
    if grouped and (mark == ".") != western:
        return float(text.replace(mark, ""))
    return float(text.replace(",", "."))


class NumeralReader:
    """Reads numbers at a place of a line.

    Args:
        language: the compiled lexicons.
        western: the document writes numbers in Western style.
    """

    def __init__(self, language: Language, *, western: bool = False):
        self.language, self.western = language, western

    def at(self, line: Line, index: int, *, money: bool = False) -> Number | None:
        """Return the number that begins at a lexeme, or None.

        Args:
            line: the sentence.
            index: the lexeme where it must begin.
            money: a currency stands before, so that letters such as `M` are multipliers.
        """
        if not line.free(index):
            return None
        if line.kind(index) == "number":
            return self._digits(line, index, money)
        if line.kind(index) == "word":
            return self._words(line, index)
        return None

    def _digits(self, line: Line, index: int, money: bool) -> Number | None:
        text = line.lexemes[index].text
        # Nobody quotes a price in thousandths: `$3,200` is three thousand two hundred, whatever the rest of the text does.
        western = self.western or (
            money and _COMMA_THOUSANDS.match(text) is not None and not self._multiplier(line, index + 1, money)
        )
        value = digits_value(text, western=western)
        if value is None:
            return None
        grouped = not text.isdigit()
        end = index + 1
        if text.isdigit() and line.low(end) in ("/", "⁄") and line.kind(end + 1) == "number":
            below = line.lexemes[end + 1].text
            if (
                below.isdigit()
                and len(below) < 3
                and 0 < int(below) <= 10
                and value < int(below)
                and not line.low(end + 2).startswith("/")
            ):
                return Number(index, end + 2, value / int(below), fraction=True, digits=True)
            return None
        low, glued = line.low(end), end < len(line) and line.lexemes[end].glued
        if low in ("½", "¼", "¾"):
            value += {"½": 0.5, "¼": 0.25, "¾": 0.75}[low]
            end += 1
            low = line.low(end)
        if low == "-" and line.low(end + 1) == "an" and line.lexemes[end + 1].glued:
            return self._scaled(line, index, end + 2, value, money, fuzzy=True, digits=True, grouped=grouped)
        if low == "an" and glued:
            return self._scaled(line, index, end + 1, value, money, fuzzy=True, digits=True, grouped=grouped)
        return self._scaled(line, index, end, value, money, digits=True, grouped=grouped)

    def _multiplier(self, line: Line, index: int, money: bool) -> float | None:
        if not line.is_word(index):
            return None
        low = line.low(index)
        if money and low in self.language.money_multipliers:
            if len(low) == 1 and low != "k" and not line.lexemes[index].text.isupper():
                return None
            return self.language.money_multipliers[low]
        return self.language.multipliers.get(low)

    def _scaled(
        self,
        line: Line,
        first: int,
        end: int,
        value: float | None,
        money: bool,
        *,
        fuzzy: bool = False,
        digits: bool = False,
        grouped: bool = False,
    ) -> Number:
        scale = 1.0
        factor = self._multiplier(line, end, money)
        while factor is not None:
            scale *= factor
            end += 1
            factor = self._multiplier(line, end, money)
        if line.low(end) == "an" and line.low(end - 1) in self.language.multipliers:
            fuzzy, end = True, end + 1
        rounded = self.language.multipliers.get(line.low(end).removesuffix("an")) if digits else None
        if rounded is not None and line.low(end).endswith("an") and line.is_word(end):
            scale, fuzzy, end = scale * rounded, True, end + 1
        product = None if value is None else _clean(value * scale)
        return Number(first, end, product, scale, fuzzy, digits=digits, grouped=grouped or scale > 1)

    def _words(self, line: Line, index: int) -> Number | None:
        entry = self.language.numerals.get(line.low(index))
        if entry is None:
            return None
        role, value = entry
        if role == "fuzzy":
            return self._scaled(line, index, index + 1, None, False, fuzzy=True)
        if role in ("part", "teen", "scale"):
            return None
        if role == "fraction":
            factor = self._multiplier(line, index + 1, False)
            if factor is not None and value is not None:
                return Number(index, index + 2, _clean(value * factor), factor)
            return Number(index, index + 1, value, fraction=True)
        whole, end, scale = self._compound(line, index)
        denominator = self._denominator(line, end)
        if denominator is not None and whole <= 9:
            part, length = denominator
            return Number(index, end + length, round(whole * part, 6), fraction=True)
        if line.low(end) == "koma" and self.language.numerals.get(line.low(end + 1), ("", 0))[0] in ("digit", "whole"):
            decimals = ""
            at = end + 1
            while True:
                following = self.language.numerals.get(line.low(at))
                if (
                    following is None
                    or following[0] not in ("digit", "whole")
                    or following[1] is None
                    or following[1] > 9
                ):
                    break
                decimals += str(int(following[1]))
                at += 1
            scaled = self._scaled(line, index, at, float(f"{int(whole)}.{decimals or '0'}"), False)
            return scaled
        if line.low(end) == "setengah":
            factor = self._multiplier(line, end + 1, False)
            return Number(index, end + (2 if factor else 1), _clean((whole + 0.5) * (factor or 1.0)), factor or 1.0)
        return Number(index, end, _clean(whole), scale, grouped=end - index > 1)

    def _denominator(self, line: Line, index: int) -> tuple[float, int] | None:
        role, value = self.language.numerals.get(line.low(index), ("", None))
        if role == "part" and value is not None:
            return (value, 1) if line.low(index + 1) != "final" else None
        if line.low(index) == "per":
            role, value = self.language.numerals.get(line.low(index + 1), ("", None))
            if (
                role in ("digit", "whole")
                and value
                and value > 1
                and not self.language.units.match(line.lows, index + 1)
            ):
                return 1 / value, 2
        return None

    def _compound(self, line: Line, index: int) -> tuple[float, int, float]:
        """Read `dua belas ribu lima ratus`: return its value, the end, and its largest multiplier."""
        numerals, multipliers = self.language.numerals, self.language.multipliers
        total = group = 0.0
        pending: float | None = None
        scale = 1.0
        ceiling = float("inf")
        at = index
        while line.free(at):
            low = line.low(at)
            factor = multipliers.get(low)
            if factor is not None:
                if (pending is None and group == 0) or factor >= ceiling:
                    break
                total += (group + (pending or 0)) * factor
                group, pending, ceiling, scale = 0.0, None, factor, max(scale, factor)
                at += 1
                continue
            role, value = numerals.get(low, ("", None))
            if value is None:
                break
            if role == "digit" or (role == "whole" and value != 0):
                if pending is not None or (role == "whole" and group % 100):
                    break
                if group and value >= (100 if group % 100 == 0 else 10):
                    break
                pending = value
                if role == "whole":
                    group, pending = group + value, None
                    if value >= 10 and at + 1 < len(line) and numerals.get(line.low(at + 1), ("", 0))[0] == "digit":
                        at += 1
                        break
            elif role == "teen" and pending is not None:
                group, pending = group + 10 + pending, None
            elif role == "scale" and pending is not None:
                if group and value >= 100:
                    break
                group, pending = group + pending * value, None
            elif role == "hundred" and pending is None and group == 0:
                group = value
            elif role in ("thousand", "million") and pending is None and group == 0 and value < ceiling:
                total, ceiling, scale = total + value, value, max(scale, value)
            elif role == "whole" and at == index:
                at += 1
                break
            else:
                break
            at += 1
        return total + group + (pending or 0), max(at, index + 1), scale


def _clean(value: float) -> float:
    """Drop the noise of binary fractions: 4,9 x 10^12 is a whole number."""
    return (
        float(round(value))
        if abs(value) >= 1 and abs(value - round(value)) < 1e-6 * max(1.0, abs(value)) * 0.001
        else round(value, 9)
    )
