"""The grammar of figures: comparator, number, range, unit or counted noun; and what looks like a figure but is none.

    figure     = [comparator] [currency] number [joint [currency] number] [comparator] [unit | classifier? noun]
    ordinal    = noun+ ('pertama' | 'kedua' ... | 'ke-81')
    age        = name '(' number ['tahun'] ')'

Clock times, telephone and plate numbers, codes, versions and numbers that name a thing (`lantai 5`, `Boeing 737`) are
claimed first, so that the grammar never sees them.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from warta.core.article import Comparator, QuantityKind
from warta.stages.quantities.language import Unit
from warta.stages.quantities.lexemes import Line
from warta.stages.quantities.numerals import Number, NumeralReader

_DASHES = frozenset({"-", "–", "—", "‑"})
_FROM = frozenset({"dari", "semula", "sebelumnya", "awalnya"})
_RANGE_WORDS = frozenset({"hingga", "sampai", "s/d"})
_ZONES = frozenset({"wib", "wita", "wit", "gmt", "utc"})
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])[.:][0-5]\d$")
_QUOTES = frozenset("\"“”‘’'«»")
_TIMES = re.compile(r"[x×](\d*)$")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ELLIPSIS_AFTER = frozenset({"di", "diantaranya", "dari", "lainnya", "lagi", "orang", "yang"})
#: Words before a bare number that ask for an amount.
_AMOUNT_BEFORE = frozenset(
    {
        "menjadi",
        "jadi",
        "adalah",
        "mencapai",
        "sebanyak",
        "sejumlah",
        "dari",
        "ke",
        "hanya",
        "total",
        "berjumlah",
        "ada",
        "sudah",
        "baru",
        "tinggal",
        "tercatat",
        "sebesar",
        "angka",
        "itu",
        "rata-rata",
        "termasuk",
        "masing-masing",
        "yakni",
        "yaitu",
    }
)


@dataclass(slots=True)
class Figure:
    """A figure of a line, before it becomes a `Quantity`.

    Args:
        line: its sentence.
        first: index of its first lexeme; `last` is one past its last.
        number: index of its number.
        head: index of the counted noun, or None.
        rule: which rule of the grammar read it.
        inherited: the unit comes from a neighbour (`enam dari 14 pegawai`).
    """

    line: Line
    first: int
    last: int
    number: int
    value: float | None
    value_max: float | None
    comparator: Comparator
    kind: QuantityKind
    unit: str
    head: int | None
    rule: str
    inherited: bool = False
    digits: bool = True

    @property
    def start(self) -> int:
        """Offset where the figure begins."""
        return self.line.lexemes[self.first].start

    @property
    def end(self) -> int:
        """Offset one past its last character."""
        return self.line.lexemes[self.last - 1].end


@dataclass(frozen=True, slots=True)
class _Unit:
    last: int
    kind: QuantityKind
    unit: str
    head: int | None


class FigureReader:
    """Reads the figures of a line.

    Args:
        line: the sentence, its citations and dates already claimed.
        numerals: how numbers are read in this document.
    """

    def __init__(self, line: Line, numerals: NumeralReader):
        self.line, self.numerals, self.language = line, numerals, line.language
        self.scores = bool(self.language.score_cues.intersection(line.lows))
        self.figures: list[Figure] = []

    def read(self) -> list[Figure]:
        """Return the figures of the line, in order, and claim their lexemes."""
        line, language = self.line, self.language
        index = 0
        while index < len(line):
            if not line.free(index):
                index += 1
                continue
            kind, low = line.kind(index), line.low(index)
            if kind == "mark" or kind == "web":
                index += 1
                continue
            if kind == "word" and not self._may_begin(low):
                index += 1
                continue
            masked = self._mask(index)
            if masked is not None:
                line.take(index, masked, "name")
                index = masked
                continue
            figure = self._lasting(index)
            if figure is not None:
                pass
            elif kind == "ordinal" or low in language.ordinals or (low == "ke" and line.kind(index + 1) == "number"):
                figure = self._ordinal(index)
            if figure is None:
                figure = self._figure(index)
            if figure is None:
                if kind == "number":
                    line.take(index, index + 1, "name")
                index += 1
                continue
            line.take(figure.first, figure.last, "figure")
            self.figures.append(figure)
            index = figure.last
        self._share_units()
        return self.figures

    def _may_begin(self, low: str) -> bool:
        language = self.language
        return (
            low in language.numerals
            or low in language.ordinals
            or low in language.lasting
            or low in ("pukul", "jam", "antara", "ke", "minus")
            or low in language.multipliers
            or (low in language.money_before)
            or len(low) <= 2
        )

    # --- what is no figure

    def _mask(self, index: int) -> int | None:
        """Return the end of a clock time, telephone or plate number, code or name's number that begins here, or None."""
        line = self.line
        low = line.low(index)
        if low in ("pukul", "jam"):
            return self._clock_after(index)
        if line.kind(index) == "word":
            return self._plate(index)
        if line.kind(index) != "number":
            return None
        text = line.lexemes[index].text
        after = line.low(index + 1)
        glued = index + 1 < len(line) and line.lexemes[index + 1].glued
        if self._clock_time(index) is not None:
            return self._clock_time(index)
        if after == ":" and glued and line.kind(index + 2) == "number" and not self.scores:
            return index + 3
        if index == 0 and after in (".", ")") and text.isdigit() and len(text) <= 2 and len(line) > 3:
            return 2
        if text.isdigit() and (len(text) >= 9 or (text.startswith("0") and len(text) > 1)):
            end = index + 1
            while line.low(end) in _DASHES and line.kind(end + 1) == "number":
                end += 2
            return end
        if (
            after in _DASHES
            and line.kind(index + 2) == "number"
            and line.low(index + 3) in _DASHES
            and line.kind(index + 4) == "number"
        ):
            return index + 5
        if (
            after == "/"
            and glued
            and index + 2 < len(line)
            and line.lexemes[index + 2].glued
            and not self._is_fraction(index)
        ):
            return index + 3 if line.kind(index + 2) in ("number", "word") and not self._known_unit(index + 2) else None
        if index and line.lexemes[index - 1].kind == "mark" and line.lexemes[index].glued:
            before = line.lexemes[index - 1].text
            if before == "+" and self._unit_at(index + 1, None) is None:
                return index + 1
            if before in "./_" and index > 1 and line.lexemes[index - 1].glued:
                return index + 1
        if line.is_word(index + 1) and glued and not self._glued_word(index + 1):
            return index + 2
        if self.numerals.at(line, index) is None:
            return index + 1
        return None

    def _is_fraction(self, index: int) -> bool:
        number = self.numerals.at(self.line, index)
        return number is not None and number.fraction

    def _known_unit(self, index: int) -> bool:
        return self.language.units.match(self.line.lows, index) is not None

    def _glued_word(self, index: int) -> bool:
        """Tell whether a word right after digits is a multiplier, a unit that may be glued, or -an."""
        low = self.line.low(index)
        language = self.language
        if low in language.multipliers or low == "an" or _TIMES.match(low):
            return True
        if low in language.money_multipliers and self._currency(index - 2)[0] is not None:
            return True
        unit = language.units.match(self.line.lows, index)
        if unit is not None:
            return unit[1].glued and self._measures(index, unit[0], unit[1])
        return (
            language.money_after.match(self.line.lows, index) is not None
            or self.line.lexemes[index].text in language.press_codes
        )

    def _clock_time(self, index: int) -> int | None:
        line = self.line
        if line.kind(index) != "number":
            return None
        text, end = line.lexemes[index].text, index + 1
        colon = line.low(end) == ":" and line.kind(end + 1) == "number" and line.lexemes[end].glued
        if colon and len(line.lexemes[end + 1].text) == 2 and text.isdigit() and len(text) < 3 and int(text) <= 24:
            while line.low(end) in (":", ".") and line.kind(end + 1) == "number" and line.lexemes[end].glued:
                end += 2
        elif not _CLOCK.match(text):
            return None
        if line.low(end) in _DASHES | _RANGE_WORDS and line.kind(end + 1) == "number":
            second = self._clock_time(end + 1) or (end + 2 if _CLOCK.match(line.lexemes[end + 1].text) else None)
            if second is not None:
                end = second
        if line.low(end) in _ZONES:
            end += 1
            while line.low(end) in _DASHES and line.low(end + 1) == "selesai":
                end += 2
            if line.low(end) in ("+", "-") and line.kind(end + 1) == "number" and line.lexemes[end].glued:
                end += 2
            return end
        return end if colon and not self.scores else None

    def _clock_after(self, index: int) -> int | None:
        """Read the time of day after `pukul` or `jam`."""
        line = self.line
        if (
            line.low(index) == "jam"
            and index
            and (line.kind(index - 1) == "number" or line.low(index - 1) in self.language.numerals)
        ):
            return None
        at = index + 1
        while line.low(at) in ("sekitar", "kira-kira"):
            at += 1
        end = self._clock_time(at)
        if end is None:
            number = self.numerals.at(line, at)
            if number is None or number.value is None or number.value > 24.6 or number.fraction:
                return None
            end = number.last
            if line.low(end) in ("kali", "orang") or self.language.money_after.match(line.lows, end):
                return None
            if line.low(end) in ("lewat", "kurang", "lebih") and self.numerals.at(line, end + 1) is not None:
                end = end + 2
            if line.low(end) in _DASHES | _RANGE_WORDS:
                second = self.numerals.at(line, end + 1)
                if second is not None and second.value is not None and second.value <= 24.6:
                    end = second.last
            if line.low(end) in _ZONES:
                end += 1
        return end

    def _plate(self, index: int) -> int | None:
        line = self.line
        text = line.lexemes[index].text
        if len(text) > 2 or not text.isupper() or line.kind(index + 1) != "number" or not line.is_word(index + 2):
            return None
        digits, letters = line.lexemes[index + 1].text, line.lexemes[index + 2].text
        plate = digits.isdigit() and len(digits) <= 4 and len(letters) <= 3 and letters.isupper()
        return (
            index + 3
            if plate and letters not in self.language.currency_codes and text.lower() not in self.language.money_before
            else None
        )

    # --- ordinals

    def _ordinal(self, index: int) -> Figure | None:
        line, language = self.line, self.language
        low, last = line.low(index), index + 1
        value: float | None
        if line.kind(index) == "ordinal":
            value = _ordinal_value(line.lexemes[index].text)
        elif low == "ke":
            said = line.lexemes[index + 1].text
            value = float(said) if said.isdigit() and len(said) < 10 else None
            last = index + 2
            if self._unit_at(last, None) is not None or line.low(last) in language.multipliers:
                return None
        else:
            value = language.ordinals[low]
            while line.low(last) in ("belas", "puluh", "ratus") and value is not None:
                value = value + 10 if line.low(last) == "belas" else value * (10 if line.low(last) == "puluh" else 100)
                last += 1
            if (
                last > index + 1
                and line.low(last) in language.numerals
                and language.numerals[line.low(last)][0] == "digit"
            ):
                value += language.numerals[line.low(last)][1] or 0
                last += 1
        before = line.low(index - 1)
        if (
            value is None
            or index == 0
            or before in language.not_ordinal_before
            or (line.low(last) in language.not_ordinal_after and line.low(last + 1) not in ("ini", "itu"))
        ):
            return None
        if not line.free(index - 1) or not line.is_word(index - 1) or line.verb_like(index - 1):
            return None
        if not line.noun_like(index - 1) and before not in language.series_nouns:
            return None
        worded = line.kind(index) == "word" and low not in ("pertama", "ke")
        if (
            worded
            and value <= 10
            and before not in language.series_nouns
            and line.noun_like(last)
            and not line.is_capital(last)
        ):
            return None
        if worded and before in language.age_persons and line.noun_like(last):
            return None
        both = worded and value <= 10 and line.noun_like(last) and line.low(last) != "kali"
        if both and line.low(last + 1) in ("itu", "ini", "tersebut"):
            return None  # "pertemuan kedua tim itu": of both teams
        head = index - 1
        if before not in language.series_nouns:
            capital = line.lexemes[head].text[0].isupper()
            while head > 0 and index - head < 7 and line.noun_like(head - 1) and not line.verb_like(head - 1):
                if line.lexemes[head - 1].text[0].isupper() != capital and not (head == 1 and not capital):
                    break
                head -= 1
        return Figure(line, head, last, index, value, None, "=", "ordinal", self._unit_name(head), head, "ordinal")

    def _unit_name(self, head: int) -> str:
        """Return a counted noun as the table shows it: without the capital of the sentence's first word."""
        lexeme = self.line.lexemes[head]
        common = lexeme.upos == "NOUN" or lexeme.low in self.language.series_nouns
        return lexeme.low if head == 0 and common and not lexeme.text.isupper() else lexeme.text

    # --- figures

    def _lasting(self, index: int) -> Figure | None:
        """Read `bertahun-tahun`: an unstated number of a unit of time."""
        symbol = self.language.lasting.get(self.line.low(index))
        if symbol is None:
            return None
        return Figure(
            self.line, index, index + 1, index, None, None, "~", "duration", symbol, None, "lasting", digits=False
        )

    def _figure(self, index: int) -> Figure | None:
        line, language = self.line, self.language
        first, at, negative = index, index, False
        between = line.low(at) == "antara"
        if between:
            at += 1
            while line.low(at) in ("sekitar", "kira-kira"):
                at += 1
        if line.low(at) == "minus":
            negative, at = True, at + 1
        currency, at = self._currency(at)
        number = self.numerals.at(line, at, money=currency is not None)
        if number is None:
            return None
        comparator: Comparator = "~" if number.fuzzy else "="
        if not between:
            first, stated = self._comparator_before(index)
            comparator = stated or comparator
        value, value_max, rule = number.value, None, "number"
        last, unit = number.last, None
        extent = self._range(number, currency, between)
        if extent is not None:
            second, last, value, value_max, unit = extent
            rule = "range"
            if second.fuzzy:
                comparator = "~"
            if comparator == "<=" and line.low(first) in _RANGE_WORDS:
                first, comparator = index, "="
        elif between:
            return None
        elif currency is None and self._is_score(number):
            return Figure(
                line, number.first, number.last + 2, number.first, None, None, "=", "other", "", None, "score"
            )
        elif self._times(number) is not None:
            value, last = self._times(number) or (value, last)
        last, after = self._comparator_after(last, unit_read=False)
        if after is not None:
            comparator = after
        if unit is None:
            unit = self._unit(number, last, currency)
        if unit is not None and unit.last > last:
            last = unit.last
            last, after = self._comparator_after(last, unit_read=True)
            if after is not None:
                comparator = after
        if number.digits and not currency and line.low(last) == "," and line.low(last + 1) in _DASHES:
            last += 0
        if negative and value is not None:
            value = -value
        rejected = self._rejected(index, number, unit, currency, comparator, rule)
        if rejected:
            return None
        prefixed = (
            language.prefix_units.match_ending(line.lows, first) if unit is None or unit.kind == "count" else None
        )
        if (
            prefixed is not None
            and currency is None
            and number.digits
            and (prefixed[1].symbol != "magnitudo" or line.low(first - 1) != "m" or line.lexemes[first - 1].text == "M")
        ):
            first -= prefixed[0]
            unit = _Unit(number.last, prefixed[1].kind, prefixed[1].symbol, None)
            last = number.last
            first, stated = self._comparator_before(first)
            comparator = stated or comparator
        kind: QuantityKind = unit.kind if unit is not None else "count"
        label = unit.unit if unit is not None else ""
        head = unit.head if unit is not None else None
        if number.fraction and (unit is None or unit.kind in ("count", "other")):
            kind = "other"
        if kind == "duration" and label == "tahun" and self._is_age(first, number, last):
            kind = "age"
        if kind == "count" and label == "" and self._bracketed_age(index, number):
            kind, label, rule = "age", "tahun", "bracket"
        elif kind == "count" and label == "" and self._age_cue(first):
            kind, label = "age", "tahun"
        if negative:
            first = min(first, index)
        return Figure(
            line, first, last, number.first, value, value_max, comparator, kind, label, head, rule, digits=number.digits
        )

    def _currency(self, at: int) -> tuple[str | None, int]:
        line, language = self.line, self.language
        if line.kind(at) == "currency":
            low = line.low(at).rstrip(".") if line.low(at) != "rp." else "rp"
            code = language.money_before.get(line.low(at)) or language.money_before.get(low)
            if code is not None and line.free(at) and line.kind(at + 1) == "number":
                return code, at + 1
        elif (
            line.is_word(at)
            and line.free(at)
            and (line.kind(at + 1) == "number" or (line.low(at + 1) == "." and line.kind(at + 2) == "number"))
        ):
            text = line.lexemes[at].text
            code = (
                language.money_before.get(text.lower())
                if text in language.currency_codes or text.lower() in ("rp", "rm", "rmb")
                else None
            )
            if code is not None:
                return code, at + (1 if line.kind(at + 1) == "number" else 2)
        return None, at

    def _comparator_before(self, index: int) -> tuple[int, Comparator | None]:
        line, language = self.line, self.language
        first, found = index, None
        at = index
        if line.low(at - 1) in ("sebanyak", "sebesar", "senilai", "selama", "dalam") and at > 1:
            match = language.before.match_ending(line.lows, at - 1)
            if match and line.low(at - 1) in ("sebanyak", "sebesar", "senilai"):
                at -= 1
        reach = language.before.match_ending(line.lows, at - 1)
        if line.low(at - 1) == "mencapai" and reach is not None and reach[1] == "~":
            at -= 1
        for _ in range(2):
            match = language.before.match_ending(line.lows, at)
            if match is None or not all(line.free(k) for k in range(at - match[0], at)):
                break
            if found is not None and match[1] == "<=" and line.low(at - 1) in _RANGE_WORDS:
                break
            at -= match[0]
            first = at
            found = found if found is not None and found != "~" else match[1]
        return first, found

    def _comparator_after(self, last: int, *, unit_read: bool) -> tuple[int, Comparator | None]:
        line = self.line
        match = self.language.after.match(line.lows, last)
        if match is None or not line.free(last):
            return last, None
        length, comparator = match
        if line.low(last) == "lebih" and length == 1:
            following = last + 1
            if unit_read:
                # "26 hari lebih awal" compares; "20 tahun lebih di sana" is an amount.
                if line.is_word(following) and line.low(following) not in (
                    "di",
                    "pada",
                    "dan",
                    "yang",
                    "untuk",
                    "oleh",
                    "dalam",
                    "karena",
                    "telah",
                    "sudah",
                ):
                    return last, None
            elif line.low(following) == "dari" or (not self._unit_at(following, None) and line.is_word(following)):
                return last, None
        return last + length, comparator

    def _range(
        self, number: Number, currency: str | None, between: bool
    ) -> tuple[Number, int, float, float, _Unit | None] | None:
        """Read the second number of a range: return it, the end, both values and the unit if it was read on the way."""
        line = self.line
        if number.value is None or number.fraction:
            return None
        last, unit = number.last, None
        if not self._joint(last, between):
            unit = self._unit_at(last, currency)
            if unit is None or unit.kind == "ordinal" or unit.last == last:
                return None
            last = unit.last
        joint = self._joint(last, between)
        if not joint:
            return None
        at = last + joint
        while line.low(at) in ("sekitar", "kira-kira", "dengan"):
            at += 1
        second_currency, at = self._currency(at)
        if second_currency is not None and currency is None:
            return None
        second = self.numerals.at(line, at, money=currency is not None)
        if second is None or second.value is None or second.fraction:
            return None
        dash = line.low(last) in _DASHES
        if line.low(last) == "atau" and (number.digits or unit is not None):
            return None
        value = number.value
        if number.scale == 1 and second.scale > 1 and value <= second.value / second.scale:
            value = value * second.scale
        if value >= second.value:
            return None
        second_unit = self._unit_at(second.last, currency if currency is not None else None)
        alike = number.grouped and second.grouped and unit is not None and unit.kind != "count"
        if unit is not None and second_unit is None and alike and not line.noun_like(second.last):
            second_unit = _Unit(second.last, unit.kind, unit.unit, None)  # "2.068.000 yen hingga 2.442.000"
        if unit is not None and (second_unit is None or second_unit.unit != unit.unit):
            return None
        levels = number.grouped and second.grouped and number.digits
        bare = second_unit is None and currency is None
        if dash and bare and not levels and (self.scores or not self._amount_context(number)):
            return None
        if second_unit is not None:
            return second, second_unit.last, value, second.value, second_unit
        return (
            second,
            second.last,
            value,
            second.value,
            _Unit(second.last, "money", currency, None) if currency else None,
        )

    def _joint(self, at: int, between: bool) -> int:
        """Return how many lexemes join two numbers of a range at `at`, 0 for none."""
        line = self.line
        low = line.low(at)
        if not line.free(at):
            return 0
        if low in _DASHES:
            return 1
        if between:
            return 1 if low in ("dan", "hingga", "sampai") else 0
        if low == "sampai" and line.low(at + 1) == "dengan":
            return 2
        if low == "s" and line.low(at + 1) in (".", "/") and line.low(at + 2) == "d":
            return 4 if line.low(at + 3) == "." else 3
        return 1 if low in ("hingga", "sampai", "atau") else 0

    def _is_score(self, number: Number) -> bool:
        line = self.line
        if (
            not number.digits
            or number.grouped
            or number.value is None
            or number.value > 200
            or number.last - number.first > 1
        ):
            return False
        joint = line.low(number.last)
        if joint not in _DASHES and not (joint == ":" and self.scores):
            return False
        text = line.lexemes[number.last + 1].text if line.kind(number.last + 1) == "number" else ""
        if not text.isdigit() or len(text) > 3:
            return False
        second = int(text)
        if second > 200 or self._known_unit(number.last + 2):
            return False
        if number.value < second and line.noun_like(number.last + 2) and not line.is_capital(number.last + 2):
            return False  # "2-3 pemain"
        return self.scores or (line.lexemes[number.last].glued and second <= number.value and number.value <= 30)

    def _times(self, number: Number) -> tuple[float, int] | None:
        """Read `3 x 24 jam`: the product, where hours follow."""
        line = self.line
        match = _TIMES.match(line.low(number.last))
        if match is None or number.value is None:
            return None
        if match.group(1):
            factor, last = float(match.group(1)), number.last + 1
        else:
            second = self.numerals.at(line, number.last + 1)
            if second is None or second.value is None:
                return None
            factor, last = second.value, second.last
        return (number.value * factor, last) if line.low(last) == "jam" else None

    # --- units

    def _unit(self, number: Number, last: int, currency: str | None) -> _Unit | None:
        unit = self._unit_at(last, currency)
        if unit is None and number.fraction and self.line.low(last) == "dari":
            return None
        return unit

    def _unit_at(self, at: int, currency: str | None) -> _Unit | None:
        """Read what stands after a number: a unit, a currency, a classifier, a counted noun."""
        line, language = self.line, self.language
        if currency is not None:
            return _Unit(at, "money", currency, None)
        if at >= len(line) or not line.free(at):
            return None
        lexeme = line.lexemes[at]
        money = language.money_after.match(line.lows, at)
        if money is not None and (lexeme.kind != "mark" or len(lexeme.text) == 1):
            return _Unit(at + money[0], "money", money[1], None)
        code = lexeme.text.rstrip(".")
        codes = language.press_codes if lexeme.glued else language.currency_codes
        if lexeme.kind in ("word", "currency") and code in codes:
            return _Unit(at + 1, "money", code, None)
        if lexeme.kind == "currency" and lexeme.low in language.money_before and line.kind(at + 1) != "number":
            return _Unit(at + 1, "money", language.money_before[lexeme.low], None)
        measured = language.units.match(line.lows, at)
        if measured is not None and self._measures(at, measured[0], measured[1]):
            length, unit = measured
            head = at if unit.kind == "count" else None
            if unit.kind == "measure":
                rate = self._rate(at + length)
                if rate is not None:
                    return _Unit(at + length + 2, unit.kind, f"{unit.symbol}/{rate}", None)
            return _Unit(at + length, unit.kind, unit.symbol, head)
        if lexeme.kind == "mark":
            if (
                lexeme.text in _QUOTES
                and not lexeme.glued
                and line.is_word(at + 1)
                and any(line.low(at + k) in _QUOTES for k in (2, 3))
            ):
                return _Unit(at + 3, "count", line.lexemes[at + 1].text, at + 1)
            return None
        if not line.is_word(at):
            return None
        if lexeme.low in language.classifiers:
            if (
                line.noun_like(at + 1)
                and line.low(at + 1) not in language.not_counted
                and not self._new_name(at, at + 1)
            ):
                return self._noun(at + 1)
            return _Unit(at + 1, "count", lexeme.text, at)
        return self._noun(at) if line.noun_like(at) else None

    def _new_name(self, classifier: int, at: int) -> bool:
        """Tell whether the word after `orang` begins a name or place instead of the counted noun (`dua orang Indonesia`)."""
        return self.line.low(classifier) == "orang" and self.line.is_capital(at)

    def _rate(self, at: int) -> str | None:
        """Return the second unit of `800 m3/detik`, or None."""
        line = self.line
        if line.low(at) != "/" or not line.lexemes[at].glued or not line.is_word(at + 1) or not line.free(at + 1):
            return None
        unit = self.language.units.match(line.lows, at + 1)
        if unit is None or unit[0] != 1 or unit[1].kind not in ("measure", "duration"):
            return None
        return unit[1].symbol

    def _measures(self, at: int, length: int, unit: Unit) -> bool:
        """Tell whether a unit of the lexicon is one here: single letters only in lower case after digits, `LS` in capitals."""
        line = self.line
        text = line.lexemes[at].text
        if unit.capital:
            return all(lexeme.text.isupper() for lexeme in line.lexemes[at : at + length])
        if length == 1 and len(text) == 1 and text.isalpha():
            return text.islower() and line.kind(at - 1) == "number" and line.kind(at + 1) != "number"
        return True

    def _noun(self, at: int) -> _Unit:
        """Return the counted noun that begins at `at`, with the words that make up its name."""
        line = self.line
        last = at + 1
        if line.tagged:
            head = line.lexemes[at].token
            while last < len(line) and last < at + 4 and line.is_word(last) and line.free(last):
                token = line.lexemes[last].token
                if (
                    head is None
                    or token is None
                    or token.head is None
                    or token.deprel not in ("flat", "fixed", "compound", "flat:name")
                ):
                    break
                last += 1
        if last == at + 1 and line.is_capital(at):
            while last < len(line) and last < at + 5 and line.is_capital(last) and line.free(last):
                last += 1
        unit = line.text[line.lexemes[at].start : line.lexemes[last - 1].end]
        return _Unit(last, "count", unit if last - at > 1 else line.stem(at), at)

    # --- judging

    def _amount_context(self, number: Number) -> bool:
        """Tell whether the words before a bare number ask for an amount."""
        line = self.line
        before = line.low(number.first - 1)
        if number.first == 0:
            return False
        return (
            before in _AMOUNT_BEFORE
            or before in self.language.links
            or before in self.language.age_verbs
            or line.verb_like(number.first - 1)
            or self.language.before.match_ending(line.lows, number.first) is not None
        )

    def _rejected(
        self, index: int, number: Number, unit: _Unit | None, currency: str | None, comparator: Comparator, rule: str
    ) -> bool:
        line, language = self.line, self.language
        before = line.low(index - 1)
        low = line.low(number.first)
        if currency is not None:
            return False
        sure = unit is not None and (unit.kind != "count" or unit.head is None or unit.unit == "kali")
        if not sure and self._in_name(number):
            return True
        year = number.digits and comparator == "=" and _is_year(line.lexemes[number.first].text)
        after_name = line.is_word(index - 1) and line.lexemes[index - 1].text[0].isupper()
        if year and after_name and (not sure or line.title_case):
            return True  # "Piala Dunia 2026 zona Asia"
        if low == "satu":
            if before in ("salah", "bersatu", "nomor", "seorang") or line.low(number.last) in (
                "pun",
                "sama",
                "sisanya",
                "per",
                "ini",
                "itu",
                "tersebut",
            ):
                return True
            if (
                unit is None
                and not number.fraction
                and line.low(number.last) not in ("di", "diantaranya", "lagi", "lainnya", "dari")
                and rule != "range"
            ):
                return not self._is_subject(index, number)
        if (
            number.fraction
            and low in ("setengah", "separuh")
            and unit is None
            and line.low(number.last) in ("mati", "hati", "jadi", "matang")
        ):
            return True
        if line.low(number.last) == "besar" and unit is None:
            return True
        if not number.digits and not number.fraction and line.low(number.last) == "nya" and unit is None:
            return True  # "tidak ada duanya"
        if low == "satu" and before == "di" and line.low(number.last) == "sisi":
            return True
        if before in language.numbered and index > 0 and (not number.grouped or line.lexemes[index - 1].text == "KM"):
            return self._names(index - 1, number, unit, sure)
        prefixed = language.prefix_units.match_ending(line.lows, index)
        if prefixed is not None:
            return False
        if before in (".", ":") and line.low(index - 2) in language.numbered and line.lexemes[index - 1].glued:
            return True
        named = index > 1 and line.is_capital(index - 1) and line.free(index - 1) and before not in language.not_counted
        if named and number.digits and not number.grouped and comparator == "=" and not sure:
            if unit is None or line.is_capital(number.last):
                return True
            token = line.lexemes[number.first].token
            if token is not None and token.deprel is not None and token.head is not None:
                return token.deprel in ("flat", "flat:name", "compound", "nmod", "appos") and token.head < token.no
        if unit is None and rule != "range":
            return not self._stands_alone(index, number, comparator)
        return False

    def _in_name(self, number: Number) -> bool:
        """Tell whether a number is part of a name the tagger found: `nova 13 Pro`, `Tiga Radja United`."""
        line = self.line
        lexeme = line.lexemes[number.first]
        capital = not number.digits and line.is_capital(number.first) and number.first > 0
        return any(
            (m.span.start < lexeme.start or (capital and m.span.start == lexeme.start)) and lexeme.end <= m.span.end
            for m in line.article.mentions
        )

    def _names(self, before: int, number: Number, unit: _Unit | None, sure: bool) -> bool:
        """Tell whether the number after a word such as `lantai` or `Boeing` names it, or counts what follows."""
        line = self.line
        strict = self.language.numbered[line.low(before)]
        capital = line.lexemes[before].text[0].isupper()
        if sure and unit is not None and (unit.kind in ("percent", "money") or unit.unit == "kali"):
            return False
        if capital and strict != "capital":
            return True
        classified = line.low(number.last) in self.language.classifiers
        if sure or classified:
            return (
                strict == "always"
                and not classified
                and not line.title_case
                and line.low(before) not in ("kelas", "babak")
            )
        if unit is None:
            return True
        return number.digits or strict == "always"

    def _stands_alone(self, index: int, number: Number, comparator: Comparator) -> bool:
        """Tell whether a number without a unit is a figure all the same."""
        line = self.line
        after = line.low(number.last)
        if number.fraction:
            return not (number.digits and after in ("/",))
        if comparator != "=" or number.scale > 1 or (number.grouped and number.digits):
            return True
        if self._bracketed_age(index, number) or self._age_cue(index):
            return True
        if number.digits and _is_year(line.lexemes[number.first].text):
            return False
        if after in _ELLIPSIS_AFTER and (
            after not in ("di", "yang") or line.low(number.last + 1) in ("antara", "antaranya", "lain")
        ):
            return not line.is_capital(index - 1) or index == 1
        if after in ("dari",):
            return True
        if self._joins_list(number):
            return True
        if self._is_subject(index, number):
            return True
        if line.low(index - 1) == "ke" and self.figures and self.figures[-1].last == index - 1:
            return True  # "melemah 0,05 persen ke 503"
        return self._amount_context(number) and line.low(index - 1) not in ("ke", "itu")

    def _is_subject(self, index: int, number: Number) -> bool:
        """Tell whether a bare number is what a verb is about: `281 saham naik, 215 turun`, `empat di antaranya tewas`."""
        line = self.line
        before = line.low(index - 1) if index else ""
        if index and before not in (",", "dan", "sedangkan", "sementara", ";") and before not in _QUOTES:
            return False
        if number.digits and not (self.figures and self.figures[-1].kind == "count"):
            return False
        last = number.last
        after = line.low(last)
        return (
            line.verb_like(last)
            or (
                after in self.language.pronouns
                and line.is_word(last + 1)
                and line.low(last + 1) not in self.language.function_words
            )
            or after in ("ada", "tidak", "telah", "sudah", "masih", "belum", "akan")
            or (after in self.language.not_counted and after not in self.language.function_words)
        )

    def _joins_list(self, number: Number) -> bool:
        """Tell whether a figure with a unit follows after a comma or conjunction: `8,1 dan 7,6 persen`."""
        line = self.line
        if line.low(number.last) not in (",", "dan", "atau", "serta", "menjadi"):
            return False
        at = number.last + 1
        if line.low(at) in ("dan", "atau", "serta"):
            at += 1
        following = self.numerals.at(line, at)
        return following is not None and self._unit_at(following.last, None) is not None

    def _bracketed_age(self, index: int, number: Number) -> bool:
        """Tell whether a number in brackets after a name is an age."""
        line = self.line
        if (
            line.low(index - 1) != "("
            or line.low(number.last) not in (")", ",", "/")
            or not number.digits
            or number.grouped
        ):
            return False
        if number.value is None or not 0 < number.value <= 115 or number.value != int(number.value):
            return False
        before = index - 2
        if line.low(before) in _QUOTES or line.low(before) == ".":
            before -= 1
        if not line.is_word(before):
            return False
        lexeme = line.lexemes[before]
        return lexeme.text[0].isupper() or lexeme.low in self.language.age_persons

    def _age_cue(self, first: int) -> bool:
        line, language = self.line, self.language
        for at in range(first - 1, max(first - 4, -1), -1):
            if line.low(at) in language.age_verbs:
                return True
            if not line.is_word(at) or line.low(at) in ("dan", "yang", "di", "selama"):
                return False
        return False

    def _is_age(self, first: int, number: Number, last: int) -> bool:
        """Tell whether `N tahun` is an age: after a word for it, a person's noun, or a name (`Budi, 63 tahun, ...`)."""
        line, language = self.line, self.language
        if number.value is not None and number.value > 115:
            return False
        before = line.low(first - 1)
        if before == "(":
            return line.is_word(first - 2) or line.low(first - 2) in {".", *_QUOTES}
        named = line.low(last) in ("itu", "tersebut") and line.noun_like(first - 1)
        if named and number.digits and number.value is not None and number.value >= 15 and number.value % 1 == 0:
            return before not in language.lasting_nouns
        if self._age_cue(first) or before in language.age_persons:
            return line.low(last) not in ("penjara", "kurungan", "bui", "lalu", "terakhir", "silam")
        if before == "," and line.low(last) in (",", ".", "") and first > 2:
            mentions = line.article.mentions
            at = line.lexemes[first - 2]
            if mentions and any(m.label == "PER" and m.span.start <= at.start < m.span.end for m in mentions):
                return True
            return (line.is_capital(first - 2) and line.is_capital(first - 3)) or line.low(first - 2) == ")"
        return False

    # --- units from neighbours

    def _share_units(self) -> None:
        """Give figures without a unit that of a neighbour: `enam dari 14 pegawai`, `8,1 dan 7,6 persen`, `dari 61 persen ke 48`."""
        line = self.line
        figures = self.figures
        for index in range(len(figures) - 2, -1, -1):
            figure, following = figures[index], figures[index + 1]
            if figure.unit or figure.kind != "count" or not following.unit or following.kind in ("ordinal", "age"):
                continue
            between = line.lows[figure.last : following.first]
            if (
                between
                and len(between) <= 2
                and all(w in (",", "dan", "atau", "serta", "menjadi", "ke") for w in between)
            ):
                figure.unit, figure.kind, figure.inherited = following.unit, following.kind, True
        for figure, following in itertools.pairwise(figures):
            if following.unit or following.kind != "count" or not figure.unit or figure.kind in ("ordinal", "age"):
                continue
            between = line.lows[figure.last : following.first]
            # "naik 5 persen menjadi 7.097": the second is a level, not a percentage
            from_here = any(w in _FROM for w in line.lows[max(0, figure.first - 2) : figure.first])
            if from_here and between and between[-1] in ("menjadi", "ke", "jadi") and len(between) <= 3:
                following.unit, following.kind, following.inherited = figure.unit, figure.kind, True
        for figure in figures:
            # the level of an index (6.862,06), not a count
            if figure.kind == "count" and not figure.unit and figure.value is not None and figure.value % 1:
                figure.kind = "other"


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit() and 1900 <= int(text) <= 2099


def _ordinal_value(text: str) -> float | None:
    digits = re.sub(r"\D", "", text)
    if digits:
        return float(digits) if len(digits) < 10 else None
    total = 0
    letters = re.sub(r"(?i)^ke\W*", "", text).strip()
    values = [_ROMAN.get(c, 0) for c in letters]
    for at, value in enumerate(values):
        total += -value if at + 1 < len(values) and value < values[at + 1] else value
    return float(total) if total else None
