"""Read dates, and say what the article itself fixes of them.

`iso` is what the article fixes: a year that is missing comes from a full date in the text, its dateline or its URL; a
weekday alone has none. `iso_resolved` completes weekdays and relative expressions from the day of publication.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from warta.core.article import Article, Grain, TemporalExpression
from warta.stages.quantities.language import YEAR_PARTS, Language, Relative
from warta.stages.quantities.lexemes import Line

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_ORDINAL_WORDS = {"pertama": 1, "kedua": 2, "ketiga": 3, "keempat": 4, "ke-1": 1, "ke-2": 2, "ke-3": 3, "ke-4": 4}
_EDGES = frozenset({"awal", "pertengahan", "medio", "akhir", "penghujung"})
_DASHES = frozenset({"-", "–", "—", "‑"})
_JOINTS = _DASHES | {"hingga", "sampai", "s/d", "s.d"}
_SUFFIXES = frozenset({"lalu", "mendatang", "depan", "kemarin", "terakhir", "nanti"})
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)$")
#: `/2025/06/judul/`: an address that has the month of publication without its day.
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])/")
_QUARTER_WORD = re.compile(r"(?:q([1-4])|(i{1,3}|iv)-((?:19|20)\d\d))$")
#: A month named without a year is this many months or more away from the anchor only in the year before or after it.
_OTHER_YEAR = 9
#: Sources of `published_at` that are part of the article, see `Article.sources`.
_OWN_SOURCES_NOT = frozenset({"column", "file", "path"})


@dataclass(frozen=True, slots=True)
class Day:
    """A date with the fields the text gives."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class DateDraft:
    """A date expression: its lexemes [first, last), what it says, and how it is bound to the day of publication."""

    line: Line
    first: int
    last: int
    begin: Day | None = None
    end: Day | None = None
    weekday: int | None = None
    until: int | None = None
    relative: Relative | None = None
    suffix: str = ""

    @property
    def start_offset(self) -> int:
        """Offset where the expression begins."""
        return self.line.lexemes[self.first].start


def scan_dates(line: Line) -> list[DateDraft]:
    """Find the date expressions of a sentence and claim their lexemes.

    Args:
        line: the sentence, its citations already claimed.
    """
    found = []
    index = 0
    while index < len(line):
        draft = _Reader(line).at(index) if line.free(index) and _may_begin(line, index) else None
        if draft is None:
            index += 1
            continue
        line.take(draft.first, draft.last, "date")
        found.append(draft)
        index = max(draft.last, index + 1)
    return found


def _may_begin(line: Line, index: int) -> bool:
    kind, low, language = line.kind(index), line.low(index), line.language
    if kind in ("number", "iso"):
        return True
    return kind == "word" and (
        low in language.months
        or low in language.weekdays
        or low in _EDGES
        or low in YEAR_PARTS
        or language.hijri_months.match(line.lows, index) is not None
        or low in ("bulan", "tanggal", "tgl", "era", "dekade", "tahun")
        or low in language.day_parts
        or language.relative.match(line.lows, index) is not None
        or (low[0] == "q" and len(low) == 2)
        or language.day_parts.match(line.lows, index) is not None
    )


class _Reader:
    def __init__(self, line: Line):
        self.line = line
        self.language: Language = line.language

    def at(self, index: int) -> DateDraft | None:
        line = self.line
        relative = self._relative(index)
        if relative is not None:
            return relative
        low = line.low(index)
        if line.is_word(index) and low in self.language.weekdays and line.lexemes[index].text[0].isupper():
            return self._weekday(index)
        at = self._day_part(index)
        parted = at > index
        if line.low(at) in ("tanggal", "tgl"):
            at += 1
            while line.low(at) == ".":
                at += 1
            hijri = self._hijri(at)
            if hijri is not None:
                return DateDraft(self.line, at, hijri)
            dated = self._day(at)
            if dated is None and self._number(at, 1, 31) is not None and line.low(at - 1) != "tahun":
                number = self._number(at, 1, 31)
                dated = (at + 1, Day(day=number), None)
                if line.low(at + 1) in _JOINTS and self._number(at + 2, 1, 31):
                    dated = (at + 3, Day(day=number), Day(day=self._number(at + 2, 1, 31)))
            first = index if parted else at
            return self._draft(first, dated)
        if parted:
            return self._draft(index, self._day(at, bare=False))
        if low in _EDGES:
            at = index + 1
            if line.low(at) in ("bulan", "tahun"):
                at += 1
            return self._draft(index, self._month(at) or self._year(at, sure=True))
        if low == "bulan":
            return self._draft(index, self._month(index + 1))
        if low == "tahun":
            dated = self._year(index + 1, sure=True)
            return self._draft(index + 1, dated)
        hijri = self._hijri(index)
        if hijri is not None:
            return DateDraft(self.line, index, hijri)
        return self._draft(
            index, self._day(index) or self._month(index) or self._part_of_year(index) or self._year(index)
        )

    def _hijri(self, index: int) -> int | None:
        """Return the end of a date of the Islamic calendar (`1 Muharram 1447 Hijriah`, `12-13 Zulhijah`), or None."""
        line = self.line
        at = index
        while self._number(at, 1, 30) is not None and line.low(at + 1) in (*_JOINTS, ",", "dan"):
            at += 3 if line.low(at + 2) == "dan" else 2
        month = self._number(at, 1, 30) is not None
        at += month
        named = self.language.hijri_months.match(line.lows, at) if month or at == index else None
        if month and named is None:
            return None
        at += named[0] if named is not None else 0
        year = self._number(at, 1300, 1500)
        if named is not None and not month and year is None:
            return None  # `Ramadan` alone is a season
        if year is not None:
            at += 1
            if line.low(at) in ("hijriah", "hijriyah", "h"):
                return at + (2 if line.low(at) == "h" and line.low(at + 1) == "." and line.lexemes[at + 1].glued else 1)
        return at if named is not None else None

    def _draft(self, first: int, dated: tuple[int, Day, Day | None] | None) -> DateDraft | None:
        if dated is None:
            return None
        last, begin, end = dated
        suffix = ""
        relative: Relative | None = None
        if begin.year is None and self.line.low(last) in _SUFFIXES:
            suffix = self.line.low(last)
            last += 1
        elif begin.year is None:
            match = self.language.relative.match(self.line.lows, last)
            if match is not None and match[1].unit == "year":  # `Juli tahun lalu`
                relative, last = match[1], last + match[0]
        return DateDraft(self.line, first, last, begin, end, relative=relative, suffix=suffix)

    def _day_part(self, index: int) -> int:
        match = self.language.day_parts.match(self.line.lows, index)
        return index + match[0] if match else index

    def _number(self, index: int, low: int, high: int) -> int | None:
        if self.line.kind(index) != "number" or not self.line.free(index):
            return None
        text = self.line.lexemes[index].text
        if not (text.isascii() and text.isdigit() and len(text) <= 4):
            return None
        value = int(text)
        return value if low <= value <= high else None

    def _year_number(self, index: int) -> int | None:
        return self._number(index, 1900, 2099)

    def _month_number(self, index: int) -> int | None:
        if not self.line.is_word(index):
            return None
        return self.language.months.get(self.line.low(index))

    def _relative(self, index: int) -> DateDraft | None:
        line = self.line
        at = index
        if line.low(at) in _EDGES:
            at += 1
        match = self.language.relative.match(line.lows, at)
        if match is None:
            at = index
            match = self.language.relative.match(line.lows, at)
        if match is None:
            return None
        length, relative = match
        last = at + length
        if index and (line.low(index - 1) == "beberapa" or (length == 1 and line.taken[index - 1] == "date")):
            return None
        if index and (
            (line.kind(index - 1) == "number" and line.low(index - 2) not in self.language.numbered)
            or line.low(index - 1) in self.language.numerals
            or line.low(index - 1) in self.language.multipliers
        ):
            return None
        if (
            line.lexemes[at].low in ("minggu", "semalam")
            and line.lexemes[at].text[0].isupper()
            and any(line.is_word(k) or line.kind(k) == "number" for k in range(index))
            and not line.title_case
        ):
            return None
        if relative.unit == "year" and line.low(last) in ("ini", "lalu", "depan"):
            relative = replace(relative, offset={"ini": 0, "lalu": -1, "depan": 1}[line.low(last)])
            last += 1
        if self._year_number(last) is not None or self._month_number(last) is not None:
            return None
        return DateDraft(line, index, last, relative=relative)

    def _weekday(self, index: int) -> DateDraft | None:
        line = self.line
        weekday = self.language.weekdays[line.low(index)]
        if line.low(index - 1) == "(" and index > 1 and line.taken[index - 2] == "date" and line.low(index + 1) == ")":
            return None  # `27 Juni (Jumat)`
        until: int | None = None
        last = index + 1
        if line.low(last) in _JOINTS and line.low(last + 1) in self.language.weekdays:
            until = self.language.weekdays[line.low(last + 1)]
            last += 2
        last = self._day_part(last)
        for gap in (0, 1, 2):
            at = last + gap
            if gap == 2 and (line.low(last), line.low(last + 1)) != (",", "("):
                break
            if gap and line.low(last) not in (",", "(", "/"):
                break
            if gap and line.low(last) == "," and line.low(at) in ("pagi", "siang", "sore", "malam"):
                at = self._day_part(at)
            if line.low(at) == "tanggal":
                at += 1
            bracket = line.low(at - 1) == "("
            dated = self._day(at, bare=bracket)
            if dated is not None:
                after, begin, end = dated
                if bracket and line.low(after) == ")":
                    after += 1
                return DateDraft(line, index, after, begin, end, weekday=weekday)
        relative = self.language.relative.match(line.lows, last)
        suffix = ""
        if relative is not None and relative[1].unit == "week":
            suffix = {-1: "lalu", 0: "ini", 1: "depan"}.get(relative[1].offset, "")
            last += relative[0]
        elif line.low(last) in _SUFFIXES:
            suffix = line.low(last)
            last += 1
        recurring = any(line.low(k) in ("setiap", "tiap") for k in (index - 1, index - 2))
        return DateDraft(line, index, last, weekday=weekday, until=until, suffix="tiap" if recurring else suffix)

    def _day(self, at: int, *, bare: bool = False) -> tuple[int, Day, Day | None] | None:
        """Read a date with a day: `5 Juni`, `24-26/10`, `12/7/2022`, `2025-10-27`."""
        line = self.line
        if line.kind(at) == "iso":
            y, m, d = (int(x) for x in line.lexemes[at].text.split("-"))
            return (at + 1, Day(y, m, d), None) if _valid(y, m, d) else None
        if line.kind(at) == "number" and (dotted := _DOTTED.match(line.lexemes[at].text)):
            d, m, y = (int(x) for x in dotted.groups())
            return (at + 1, Day(y, m, d), None) if _valid(y, m, d) else None
        first = self._number(at, 1, 31)
        if first is None:
            return None
        month = self._month_number(at + 1)
        if month is not None:
            return self._after_month(at + 2, first, month)
        joint = line.low(at + 1)
        if joint in _JOINTS or joint == "dan":
            step = at + 3 if joint == "sampai" and line.low(at + 2) == "dengan" else at + 2
            second = self._number(step, 1, 31)
            month = self._month_number(step + 1) if second is not None else None
            if second is not None and month is not None:
                year = self._year_number(step + 2)
                if joint == "dan" and second < first:
                    return None
                end = step + 3 if year is not None else step + 2
                return end, Day(year, month, first), Day(year, month, second)
            if joint in _DASHES and second is not None:
                year = self._year_number(at + 4)
                if line.low(at + 3) in _DASHES and year is not None and second <= 12:
                    return (at + 5, Day(year, second, first), None) if _valid(year, second, first) else None
                slash = self._slashed(at + 2)
                if slash is not None:
                    end, last_day = slash
                    return end, Day(last_day.year, last_day.month, first), last_day
            return None
        slash = self._slashed(at)
        if slash is None:
            return None
        end, day = slash
        if day.year is None and not bare and line.low(end) not in _DASHES and not self._dated_context(at):
            return None
        if line.low(end) in _DASHES:
            second_slash = self._slashed(end + 1)
            if second_slash is not None:
                return second_slash[0], Day(second_slash[1].year, day.month, day.day), second_slash[1]
            if day.year is None and not bare and not self._dated_context(at):
                return None
        return end, day, None

    def _dated_context(self, at: int) -> bool:
        before = self.line.low(at - 1)
        return (
            before in ("tanggal", "tgl", "pada", "hari", "sejak", "mulai")
            or self._day_part_before(at)
            or before in self.language.weekdays
            or (self.line.sentence.kind == "dateline" and self.line.low(at - 1) == ",")
        )

    def _day_part_before(self, at: int) -> bool:
        return self.language.day_parts.match_ending(self.line.lows, at) is not None

    def _slashed(self, at: int) -> tuple[int, Day] | None:
        """Read `12/7` or `12/7/2022`."""
        line = self.line
        first = self._number(at, 1, 31)
        if first is None or line.low(at + 1) != "/":
            return None
        second = self._number(at + 2, 1, 12)
        if second is None:
            return None
        if line.low(at + 3) == "/":
            year = self._year_number(at + 4)
            if year is None and line.kind(at + 4) == "number" and len(line.lexemes[at + 4].text) == 2:
                year = 2000 + int(line.lexemes[at + 4].text)
            if year is None or not _valid(year, second, first):
                return None
            return at + 5, Day(year, second, first)
        return (at + 3, Day(None, second, first)) if _valid(2024, second, first) else None

    def _after_month(self, at: int, day: int, month: int) -> tuple[int, Day, Day | None] | None:
        """Go on after `5 Juni`: a year, and the second date of an interval."""
        line = self.line
        if (line.low(at) == "tahun" and self._year_number(at + 1) is not None) or (
            line.low(at) == "," and self._year_number(at + 1) is not None and line.lexemes[at + 1].text.startswith("20")
        ):
            at += 1
        year = self._year_number(at)
        end = at + 1 if year is not None else at
        if not _valid(year or 2024, month, day):
            return None
        if line.low(end) in _JOINTS:
            step = end + 2 if line.low(end) == "sampai" and line.low(end + 1) == "dengan" else end + 1
            second, second_month = self._number(step, 1, 31), self._month_number(step + 1)
            if second is not None and second_month is not None:
                second_year = self._year_number(step + 2)
                last = step + 3 if second_year is not None else step + 2
                begin, until = Day(year, month, day), Day(second_year, second_month, second)
                return last, *_in_one_year(begin, until)
        return end, Day(year, month, day), None

    def _month(self, at: int) -> tuple[int, Day, Day | None] | None:
        """Read a month: `April 2025`, `Januari-Maret 2025`, `April` where it is capitalised and spelled out."""
        line = self.line
        month = self._month_number(at)
        if month is None or not line.lexemes[at].text[0].isupper():
            return None
        end = at + 1
        if line.low(end) in _JOINTS or line.low(end) == "dan":
            second = self._month_number(end + 1)
            if second is not None:
                year = self._year_of_month(end + 2)
                if year is not None or line.low(end) != "dan":
                    last, known = year or (end + 2, None)
                    return last, *_in_one_year(Day(None, month), Day(known, second))
        year = self._year_of_month(end)
        if year is not None:
            return year[0], Day(year[1], month), None
        if len(line.low(at)) <= 3 and line.low(at) != "mei":
            return None
        if line.is_capital(end) or (at > 0 and line.is_capital(at - 1) and not line.taken[at - 1] and at > 1):
            return None
        return end, Day(None, month), None

    def _year_of_month(self, at: int) -> tuple[int, int] | None:
        line = self.line
        if line.low(at) in ("tahun", "-", ","):
            year = self._year_number(at + 1)
            return (
                (at + 2, year)
                if year is not None and (line.low(at) != "," or line.low(at + 1).startswith("20"))
                else None
            )
        year = self._year_number(at)
        return (at + 1, year) if year is not None else None

    def _part_of_year(self, at: int) -> tuple[int, Day, Day | None] | None:
        """Read a quarter or semester: `kuartal I-2025`, `semester pertama 2025`, `Q1 2025`."""
        line = self.line
        low = line.low(at)
        glued = _QUARTER_WORD.match(low)
        number: int | None = None
        if glued and glued.group(1):
            part, months, at = int(glued.group(1)), 3, at + 1
        elif low in YEAR_PARTS:
            months = YEAR_PARTS[low]
            at += 1
            joined = _QUARTER_WORD.match(line.low(at))
            if joined and joined.group(2):
                return self._months_of(at + 1, int(joined.group(3)), months, _ROMAN[joined.group(2)])
            number = self._number(at, 1, 4)
            named = _ROMAN.get(line.low(at)) or _ORDINAL_WORDS.get(line.low(at)) or number
            if named is None:
                return None
            part, at = named, at + 1
        else:
            return None
        year = self._year_number(at + 1) if line.low(at) in ("-", "/", "–", "tahun") else None
        if year is not None:
            return self._months_of(at + 2, year, months, part)
        year = self._year_number(at)
        if year is None and number is not None:
            return None  # `Kelas 5 Semester 1` is no date
        return self._months_of(at if year is None else at + 1, year, months, part)

    def _months_of(self, end: int, year: int | None, months: int, part: int) -> tuple[int, Day, Day | None] | None:
        last = months * part
        return (end, Day(year, last - months + 1), Day(year, last)) if last <= 12 else None

    def _year(self, at: int, *, sure: bool = False) -> tuple[int, Day, Day | None] | None:
        """Read a year or an interval of years, where the context tells it from a count or a name's number."""
        line = self.line
        year = self._year_number(at)
        if year is None or len(line.lexemes[at].text) != 4:
            return None
        after = at + 1
        if line.low(after) == "-" and line.low(after + 1) == "an" and line.lexemes[after].glued:
            return (
                (after + 2, Day(year), Day(year + 9)) if year % 10 == 0 and (sure or self._year_context(at)) else None
            )
        if line.low(after) in _DASHES | {"/"}:
            second = self._year_number(after + 1)
            if second is not None and year < second and second - year < 200:
                if sure or self._year_context(at) or line.low(at - 1) in ("musim", "periode", "ajaran"):
                    return after + 2, Day(year), Day(second)
                return None
            if line.lexemes[after].glued and line.kind(after + 1) == "number":
                return None
        joint = line.low(after) in ("hingga", "sampai") and (sure or self._year_context(at))
        second = self._year_number(after + 1) if joint else None
        if second is not None and year < second and not line.noun_like(after + 2):
            return after + 2, Day(year), Day(second)
        lexicon = self.language
        if (
            line.low(after) in lexicon.multipliers
            or lexicon.units.match(line.lows, after)
            or lexicon.money_after.match(line.lows, after)
        ):
            return None
        if not sure and not self._year_context(at):
            return None
        return after, Day(year), None

    def _year_context(self, at: int) -> bool:
        line = self.line
        if at == 0:
            return False
        before = line.lexemes[at - 1]
        if before.kind == "currency" or (before.glued and before.kind == "mark" and before.text in "./+"):
            return False
        if line.low(at - 1) == "(":
            return line.low(at + 1) in (")", ",", "-", "–")
        if before.kind in ("mark", "number", "web", "ordinal"):
            return line.low(at - 1) in (",", "dan") and at >= 2 and line.taken[at - 2] == "date"
        if line.low(at - 1) in line.language.numbered or (before.text[0].isupper() and at > 1 and not line.title_case):
            return False
        if line.title_case:
            return line.low(at - 1) in line.language.function_words
        counted = line.noun_like(at + 1) and not line.is_capital(at + 1)
        cue = line.language.before.match_ending(line.lows, at) is not None or line.low(at - 1) in line.language.links
        if line.low(at - 1) in ("hingga", "sampai", "sepanjang", "selama"):
            recent = 1990 <= int(line.lexemes[at].text) <= 2040 and line.low(at + 1) not in line.language.classifiers
            return recent or not counted
        return not (counted and (cue or line.verb_like(at - 1))) and not cue


def _valid(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def dates(article: Article, drafts: Sequence[DateDraft]) -> list[TemporalExpression]:
    """Turn the date expressions of an article into ISO 8601.

    Args:
        article: the article, with what is known of its day of publication.
        drafts: its date expressions, in order.
    """
    calendar = _Calendar(article, drafts)
    return [calendar.resolve(draft) for draft in drafts]


class _Calendar:
    """What fixes years and days in one article."""

    def __init__(self, article: Article, drafts: Sequence[DateDraft]):
        self.article = article
        self.published = article.published_at.date() if article.published_at is not None else None
        source = dict(article.sources).get("published_at", "")
        self.own = self.published if self.published is not None and source not in _OWN_SOURCES_NOT else None
        if self.own is None and (month := _URL_MONTH.search(article.url or "")):
            self.own = date(int(month[1]), int(month[2]), 1)
        self.full: list[tuple[int, date]] = []
        self.months: list[tuple[int, int, date]] = []
        for draft in drafts:
            begin = draft.begin
            if (
                begin is not None
                and begin.year
                and begin.month
                and begin.day
                and _valid(begin.year, begin.month, begin.day)
            ):
                day = date(begin.year, begin.month, begin.day)
                self.full.append((draft.start_offset, day))
            elif begin is not None and begin.year and begin.month:
                self.months.append((draft.line.sentence.no, draft.start_offset, date(begin.year, begin.month, 1)))

    def _dated(self, draft: DateDraft, day: Day) -> Day:
        """Fill in a missing year where the article fixes it."""
        if day.year is not None or day.month is None:
            return day
        anchor = self.own
        same = [(at, known) for no, at, known in self.months if no == draft.line.sentence.no and day.day is None]
        near = same or self.full or [(at, known) for _, at, known in self.months]
        if anchor is None and near:
            by_distance = sorted(near, key=lambda f: abs(f[0] - draft.start_offset))
            known = [known for _, known in by_distance if _agrees(draft, replace(day, year=known.year))]
            anchor = known[0] if known else by_distance[0][1]
        if anchor is None:
            return day
        year = anchor.year
        if draft.suffix in ("lalu", "kemarin", "terakhir") and day.month > anchor.month:
            year -= 1
        elif draft.suffix in ("mendatang", "depan", "nanti") and day.month < anchor.month:
            year += 1
        elif not draft.suffix:
            year = _year_near(day.month, anchor)
        return replace(day, year=year)

    def resolve(self, draft: DateDraft) -> TemporalExpression:
        span = self.article.span(draft.start_offset, draft.line.lexemes[draft.last - 1].end)
        sentence = draft.line.sentence.no
        if draft.begin is None:
            grain: Grain = "day" if draft.until is None else "interval"
            if draft.relative is None and draft.weekday is None:
                return TemporalExpression(span, sentence, None, None, grain)
            resolved = self._resolve_unfixed(draft)
            if draft.relative is not None:
                relative_grains: dict[str, Grain] = {"day": "day", "week": "interval", "month": "month", "year": "year"}
                grain = relative_grains[draft.relative.unit]
            return TemporalExpression(span, sentence, None, resolved, grain)
        if draft.relative is not None:
            return TemporalExpression(
                span, sentence, None, self._in_year(draft, draft.begin), _grain(draft.begin, draft.end)
            )
        begin, end = _in_one_year(draft.begin, draft.end, partial(self._dated, draft))
        iso = _iso(begin, end)
        resolved = iso or self._nearest(begin, end)
        return TemporalExpression(span, sentence, iso, resolved, _grain(draft.begin, draft.end))

    def _in_year(self, draft: DateDraft, begin: Day) -> str | None:
        """Complete `Juli tahun lalu` from the day of publication."""
        if self.published is None or draft.relative is None:
            return None
        year = self.published.year + draft.relative.offset
        return _iso(*_in_one_year(begin, draft.end, lambda day: replace(day, year=year)))

    def _nearest(self, begin: Day, end: Day | None) -> str | None:
        """Complete a date without a year, or without month and year, from the day of publication."""
        if self.published is None:
            return None
        if begin.month is None:
            return _iso(
                replace(begin, year=self.published.year, month=self.published.month),
                end and replace(end, year=self.published.year, month=self.published.month),
            )
        near = self.published
        return _iso(*_in_one_year(begin, end, lambda day: replace(day, year=_year_near(day.month or near.month, near))))

    def _resolve_unfixed(self, draft: DateDraft) -> str | None:
        day = self.published
        if day is None:
            return None
        if draft.suffix == "tiap":
            return None
        if draft.weekday is not None:
            ahead = draft.suffix in ("depan", "mendatang", "nanti")
            distance = (draft.weekday - day.isoweekday()) % 7 if ahead else -((day.isoweekday() - draft.weekday) % 7)
            if distance == 0 and draft.suffix in ("lalu", "depan", "mendatang", "kemarin"):
                distance = 7 if ahead else -7
            begin = day + timedelta(days=distance)
            if draft.until is None:
                return begin.isoformat()
            return f"{begin.isoformat()}/{(begin + timedelta(days=(draft.until - draft.weekday) % 7)).isoformat()}"
        assert draft.relative is not None
        unit, offset = draft.relative.unit, draft.relative.offset
        if unit == "day":
            return (day + timedelta(days=offset)).isoformat()
        if unit == "week":
            monday = day - timedelta(days=day.isoweekday() - 1) + timedelta(weeks=offset)
            return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
        if unit == "month":
            months = day.year * 12 + day.month - 1 + offset
            return f"{months // 12:04d}-{months % 12 + 1:02d}"
        return f"{day.year + offset:04d}"


def _agrees(draft: DateDraft, day: Day) -> bool:
    """Tell whether a date falls on the weekday that stands before it."""
    if draft.weekday is None or day.year is None or day.month is None or day.day is None:
        return True
    return not _valid(day.year, day.month, day.day) or date(day.year, day.month, day.day).isoweekday() == draft.weekday


def _in_one_year(begin: Day, end: Day | None, dated: Callable[[Day], Day] = lambda day: day) -> tuple[Day, Day | None]:
    """Fill in the years of an interval: from the other end, else from `dated`, if given (for a part of a year, that of its middle month).

    An end whose month comes before that of the beginning is in the year after it.
    """
    if end is None or begin.month is None or end.month is None or None not in (begin.year, end.year):
        return dated(begin), dated(end) if end is not None else None
    turns = begin.month > end.month
    if end.year is not None:
        return replace(begin, year=end.year - turns), end
    year = begin.year
    if year is None:
        middle = replace(begin, month=(begin.month + end.month + 1) // 2) if not turns and begin.day is None else begin
        year = dated(middle).year
    return replace(begin, year=year), replace(end, year=None if year is None else year + turns)


def _year_near(month: int, anchor: date) -> int:
    """Return the year of a month named without one: that of the anchor, or the next one over at the turn of the year."""
    distance = month - anchor.month
    if abs(distance) < _OTHER_YEAR:
        return anchor.year
    return anchor.year - 1 if distance > 0 else anchor.year + 1


def _one(day: Day) -> str | None:
    if day.year is None:
        return None
    if day.month is None:
        return f"{day.year:04d}"
    if day.day is None:
        return f"{day.year:04d}-{day.month:02d}"
    return f"{day.year:04d}-{day.month:02d}-{day.day:02d}" if _valid(day.year, day.month, day.day) else None


def _iso(begin: Day, end: Day | None) -> str | None:
    first = _one(begin) if begin.month is not None or begin.day is None else None
    if end is None or first is None:
        return first
    second = _one(end)
    return f"{first}/{second}" if second is not None and first[: len(second)] <= second[: len(first)] else None


def _grain(begin: Day, end: Day | None) -> Grain:
    if end is not None:
        return "interval"
    if begin.day is not None:
        return "day"
    return "month" if begin.month is not None else "year"
