"""Figures of a translation: every number, date, currency and per cent of the source, and no number besides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale

from warta.core.article import Article, Quantity
from warta.core.span import Span
from warta.english.quantity import number_text
from warta.lexicon import Resources
from warta.stages.translate.guard.english import Number, NumberReader

_DIGITS = re.compile(r"\d[\d.,]*\d|\d")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_CLOCK = re.compile(r"\b(?:pukul|jam)\s*$|\bpukul \d\d[.:]\d\d\s*[-–]\s*$", re.IGNORECASE)
_ZONE = re.compile(r"\s*(?:WIB|WITA|WIT)\b")
_WORD = re.compile(r"[^\W\d_]+")
#: English number words from this on count as added where the source has no such number; smaller ones come and go in idiom.
_LEAST_ADDED_WORD = 11
_CLOSE = 1e-6
_PERCENT = re.compile(r"%|per\s?cent|percentage|pct|\bpoints?\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Needed:
    """A number of the source: what it may mean, and how it is written."""

    values: frozenset[float]
    text: str
    optional: bool = False


class Figures:
    """Compares the figures of a source and its translation.

    Args:
        resources: gives the lexicons of numbers, months, weekdays and currencies.
    """

    def __init__(self, resources: Resources):
        self._english = NumberReader(resources.lexicon("guard_numbers"))
        locale = Locale("en")
        self._months = {r["name"].lower(): int(r["number"]) for r in resources.lexicon("months")}
        self._weekdays = {r["name"].lower(): int(r["number"]) for r in resources.lexicon("weekdays")}
        self._month_names = {n: _forms(locale.months["format"], n) for n in range(1, 13)}
        self._weekday_names = {n: _forms(locale.days["format"], n - 1) for n in range(1, 8)}
        self._words: dict[str, float] = {
            r["word"]: float(r["value"]) for r in resources.lexicon("numerals") if r["value"] and r["role"] != "scale"
        }
        self._scales = {r["word"]: float(r["value"]) for r in resources.lexicon("multipliers") if not r["only"]}
        self._fuzzy = {r["word"] for r in resources.lexicon("numerals") if r["role"] == "fuzzy"}
        self._currency_words = _by_code(resources)

    def __call__(self, article: Article, source: Span, translation: str) -> list[str]:
        """Return what is missing or added."""
        numbers = self._english.read(translation)
        there = {value for number in numbers for value in number.values}
        lower = translation.lower()
        months = {n for n, names in self._month_names.items() if _holds(lower, names)}
        needed = list(self._needed(article, source))
        known = {value for n in needed for value in n.values} | self._words_of(source.text)
        missing = [
            n.text for n in needed if not n.optional and not any(_near(value, {*there, *months}) for value in n.values)
        ]
        said = [f"{text} missing" for text in dict.fromkeys(missing)]
        said += [f"{name} missing" for name in self._dates(article, source, lower, months)]
        said += [f"{name} without {what}" for name, what in self._units(article, source, lower) if name not in missing]
        said += [f"{number.text} added" for number in numbers if self._added(number, known)]
        return list(dict.fromkeys(said))

    def _needed(self, article: Article, source: Span) -> Iterator[_Needed]:
        covered: list[Span] = []
        for quantity in article.quantities:
            if source.start <= quantity.span.start and quantity.span.end <= source.end:
                covered.append(quantity.span)
                yield from self._of_quantity(quantity)
        for date in article.dates:
            if source.start <= date.span.start and date.span.end <= source.end:
                covered.append(date.span)
                yield from self._of_date(date.span.text, date.grain == "time")
        for match in _DIGITS.finditer(source.text):
            start = source.start + match.start()
            if any(span.start <= start < span.end for span in covered):
                continue
            clock = _CLOCK.search(source.text[: match.start()]) or _ZONE.match(source.text, match.end())
            yield from self._of_date(match.group(), clock is not None)

    def _of_quantity(self, quantity: Quantity) -> Iterator[_Needed]:
        text = quantity.span.text
        written = _DIGITS.findall(text)
        if quantity.value is None:
            many = [w for w in _WORD.findall(text.lower()) if w in self._fuzzy]
            for number in written:
                yield _Needed(_readings(number), number)
            if many and not written:
                yield _Needed(frozenset(), " ".join(many), optional=True)
            return
        for value in (quantity.value, quantity.value_max):
            if value is None:
                continue
            # one, a, an, the, single: English need not say it
            yield _Needed(frozenset({value}) | self._as_written(value, text), self._literal(text, value), value == 1)

    def _as_written(self, value: float, text: str) -> frozenset[float]:
        """Return the value of the only number of the text in Indonesian notation, where it was read in Western style (`$3.200`)."""
        found = list(_DIGITS.finditer(text))
        if len(found) != 1 or any(_near(v, {value}) for v in _readings(found[0].group())):
            return frozenset()
        return frozenset(v for v in _readings(found[0].group()) if _near(v / 1000, {value}))

    def _literal(self, text: str, value: float) -> str:
        """Return the words of a figure that say one value, without its unit."""
        found = list(_DIGITS.finditer(text))
        for match in found:
            following = _WORD.match(text, match.end() + 1)
            word = following.group() if following else ""
            scale = self._scales.get(word.lower(), 1.0)
            if any(_near(v * scale, {value}) for v in _readings(match.group())):
                return f"{match.group()} {word}" if scale > 1 else match.group()
        return found[0].group() if len(found) == 1 else text

    def _of_date(self, text: str, clock: bool) -> Iterator[_Needed]:
        for match in _DIGITS.finditer(text):
            digits = match.group()
            if clock and "." in digits:
                hour, _, minute = digits.partition(".")
                glued = frozenset({float(digits)}) if minute.isdigit() else frozenset()  # `7.55am`
                yield _Needed(_hours(hour) | glued, hour)
                if minute.strip("0"):
                    yield _Needed(glued | ({float(minute)} if minute.isdigit() else set()), minute)
            elif clock:
                yield _Needed(_hours(digits), digits)
            else:
                yield _Needed(_readings(digits), digits)

    def _dates(self, article: Article, source: Span, lower: str, months: set[int]) -> Iterator[str]:
        """Yield the names of months and weekdays that the translation lacks."""
        for date in article.dates:
            if not (source.start <= date.span.start and date.span.end <= source.end):
                continue
            for match in _WORD.finditer(date.span.text):
                word = match.group().lower()
                if word in self._months and self._months[word] not in months and match.group()[0].isupper():
                    number = self._months[word]
                    if not re.search(rf"\b0?{number}[/.-]\d|\d[/.-]0?{number}\b", lower):
                        yield match.group()
                weekday = self._weekdays.get(word)
                if weekday and match.group()[0].isupper() and not _holds(lower, self._weekday_names[weekday]):
                    yield match.group()

    def _units(self, article: Article, source: Span, lower: str) -> Iterator[tuple[str, str]]:
        """Yield (figure, what) where the translation names no currency or per cent that the source has."""
        for quantity in article.quantities:
            if not (source.start <= quantity.span.start and quantity.span.end <= source.end):
                continue
            text = (
                self._literal(quantity.span.text, quantity.value) if quantity.value is not None else quantity.span.text
            )
            if quantity.kind == "percent" and not _PERCENT.search(lower):
                yield text, "%"
            elif quantity.kind == "money" and not self._has_currency(lower, quantity.unit):
                yield text, quantity.unit

    def _has_currency(self, lower: str, code: str) -> bool:
        words = _currency_names(code) | self._currency_words.get(code, frozenset())
        return any(
            re.search(rf"(?<![^\W\d_]){re.escape(word)}s?(?![^\W\d_])", lower) if word[0].isalpha() else word in lower
            for word in words
        )

    def _words_of(self, text: str) -> set[float]:
        """Return all values that the number words and digits of a source may have, each by itself and with what follows."""
        found: set[float] = set()
        words = re.findall(r"[\w.,]*\d[\w.,]*|[^\W\d_]+", text.lower())
        running = 0.0
        for at, word in enumerate(words):
            values = {v for number in _DIGITS.findall(word) for v in _readings(number)}
            plain = word.removeprefix("ke") if word.startswith("ke") and word[2:] in self._words else word
            if plain in self._words:
                values.add(self._words[plain])
            following = self._scales.get(words[at + 1]) if at + 1 < len(words) else None
            found |= values | {v * following for v in values if following}
            role = words[at + 1] if at + 1 < len(words) else ""
            if plain in self._words and role == "puluh":
                running = self._words[plain] * 10
                found.add(running)
            elif plain in self._words and role == "belas":
                found.add(self._words[plain] + 10)
            elif plain in self._words and running:
                found.add(running + self._words[plain])
                running = 0.0
        return found

    def _added(self, number: Number, known: set[float]) -> bool:
        if number.many or any(_near(value, known) for value in number.values):
            return False
        if number.digits:
            return True
        return min(number.values) >= _LEAST_ADDED_WORD and min(number.values) != 100


def _readings(digits: str) -> frozenset[float]:
    """Return what digits may mean in an Indonesian text.

    >>> sorted(_readings("2.500")), sorted(_readings("22,6")), sorted(_readings("7.5"))
    ([2500.0], [22.6], [7.5])
    """
    if _GROUPED.fullmatch(digits):
        return frozenset({float(digits.replace(".", "").replace(",", "."))})
    text = number_text(digits).replace(",", "")
    try:
        return frozenset({float(text)})
    except ValueError:
        return frozenset(float(part) for part in re.split(r"[.,]", digits) if part)


def _hours(digits: str) -> frozenset[float]:
    if not digits.isdigit():
        return _readings(digits)
    hour = float(digits)
    return frozenset({hour, hour - 12 if hour > 12 else hour + 12})


def _near(value: float, values: Iterable[float]) -> bool:
    return any(abs(value - other) <= _CLOSE * max(1.0, abs(value)) for other in values)


def _forms(names: dict[str, dict[int, str]], number: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names[width][number].lower() for width in ("wide", "abbreviated")))


def _holds(lower: str, names: Iterable[str]) -> bool:
    return any(re.search(rf"\b{re.escape(name)}\b", lower) for name in names)


def _by_code(resources: Resources) -> dict[str, frozenset[str]]:
    words: dict[str, set[str]] = {}
    for row in resources.lexicon("currencies"):
        form, code = list(row.values())[:2]
        words.setdefault(code, set()).add(form.lower())
    return {code: frozenset(forms) for code, forms in words.items()}


@lru_cache(maxsize=256)
def _currency_names(code: str) -> frozenset[str]:
    """Return what English calls a currency: its code, its symbol, its name and the last word of that (`dollar`)."""
    locale = Locale("en")
    names = {code.lower()}
    name = locale.currencies.get(code)
    if name:
        names |= {name.lower(), name.lower().split()[-1]}
    symbol = locale.currency_symbols.get(code)
    if symbol:
        names |= {symbol.lower(), symbol.lower()[-1]} if symbol.endswith(("$", "£", "€", "¥")) else {symbol.lower()}
    return frozenset(names)
