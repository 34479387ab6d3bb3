"""Numbers in an English text, in digits and in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from warta.lexicon import Row

_TOKEN = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[^\W\d_]+(?:['’][^\W\d_]+)?|\S")
_AFTERNOON = re.compile(r"\s*(?:[:.]\s*\d\d\s*)?p\.?\s?m\b", re.IGNORECASE)


@dataclass(frozen=True)
class Number:
    """A number in a text.

    Args:
        values: what it may mean: a number and, after noon, the same in the day of 24 hours.
        text: as written.
        digits: written in digits.
        many: an unstated number (`thousands`).
    """

    values: frozenset[float]
    text: str
    digits: bool
    many: bool = False


class NumberReader:
    """Reads the numbers of English texts.

    Args:
        rows: the lexicon `guard_numbers`.
    """

    def __init__(self, rows: Iterable[Row]):
        self._words = {row["word"]: (row["role"], float(row["value"])) for row in rows if row["value"]}

    def read(self, text: str) -> list[Number]:
        """Return the numbers of a text in its order."""
        return list(self._read(text))

    def _read(self, text: str) -> Iterator[Number]:
        tokens = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
        i = 0
        while i < len(tokens):
            word, start, end = tokens[i]
            if word[0].isdigit():
                values, last = self._digits(tokens, i)
                if _AFTERNOON.match(text, end):
                    values |= {value + 12 for value in values}
                yield Number(frozenset(values), text[start : tokens[last - 1][2]], True)
                i = last
                continue
            role, value = self._role(word)
            if role == "many":
                following = (
                    self._role(tokens[i + 2][0]) if i + 2 < len(tokens) and tokens[i + 1][0] == "of" else ("", 0)
                )
                if following[0] == "many":
                    value *= following[1]
                    yield Number(frozenset({value}), text[start : tokens[i + 2][2]], False, True)
                    i += 3
                    continue
                yield Number(frozenset({value}), word, False, True)
                i += 1
                continue
            if role in ("unit", "teen", "tens", "ordinal", "fraction", "dozen", "word") or (
                role in ("hundred", "scale") and i and tokens[i - 1][0].lower() in ("a", "an", "per", "the", "several")
            ):
                values, last = self._in_words([t[0].lower() for t in tokens], i)
                yield Number(frozenset(values), text[start : tokens[last - 1][2]], False)
                i = last
                continue
            i += 1

    def _role(self, word: str) -> tuple[str, float]:
        lower = word.lower()
        found = self._words.get(lower)
        if found and found[0] != "suffix":
            return found
        if lower.endswith("s") and (plural := self._words.get(lower[:-1])) and plural[0] in ("ordinal", "fraction"):
            return plural
        return "", 0.0

    def _digits(self, tokens: list[tuple[str, int, int]], i: int) -> tuple[set[float], int]:
        value = float(tokens[i][0].replace(",", ""))
        last = i + 1
        if last >= len(tokens):
            return {value}, last
        word, start, _ = tokens[last]
        role, scale = self._words.get(word.lower(), ("", 0.0))
        if role == "suffix" and (start == tokens[i][2] or word.lower() in ("bn", "tn", "mn")):
            return {value, _clean(value * scale)}, last + 1
        if role in ("scale", "hundred", "dozen"):
            return {_clean(value * scale)}, last + 1
        if word == "-" and last + 1 < len(tokens):
            role, scale = self._role(tokens[last + 1][0])
            if role == "scale":
                return {_clean(value * scale)}, last + 2
        if word == "/" and last + 1 < len(tokens) and tokens[last + 1][0].isdigit() and float(tokens[last + 1][0]):
            below = float(tokens[last + 1][0])
            return {value, below, round(value / below, 6)}, last + 2
        return {value}, last

    def _in_words(self, words: list[str], i: int) -> tuple[set[float], int]:
        """Read `two hundred and fifty`, `twenty-first`, `two-thirds`, `half a million`, `two and a half million`."""
        total = group = 0.0
        alternatives: set[float] = set()
        seen = last = i
        previous = ""
        while seen < len(words):
            word = words[seen]
            role, value = self._role(word)
            if word == "-" and last == seen and seen > i:
                seen += 1
                continue
            if word == "and" and last == seen and previous in ("hundred", "scale") and seen > i:
                if self._role(words[seen + 1] if seen + 1 < len(words) else "")[0] not in ("unit", "teen", "tens"):
                    break
                seen += 1
                continue
            if word == "and" and last == seen and seen > i and words[seen + 1 : seen + 3] == ["a", "half"]:
                group, last, previous = group + 0.5, seen + 3, "unit"
                seen += 3
                continue
            if role in ("unit", "teen") and previous in ("", "hundred", "scale", "tens"):
                if previous == "tens" and (role == "teen" or value == 0):
                    break
                group += value
            elif role == "tens" and previous in ("", "hundred", "scale"):
                group += value
            elif role == "hundred" and previous in ("", "unit", "teen"):
                group = (group or 1) * 100
            elif role in ("scale", "dozen"):
                total, group = total + (group or 1) * value, 0.0
            elif role == "ordinal" and previous in ("", "tens", "hundred", "scale", "unit"):
                whole = total + group
                if previous == "unit":
                    alternatives = {round(whole / value, 6)}
                    if value >= 100:
                        alternatives = {whole * value}
                    return alternatives, seen + 1
                return {whole + value, *({round(1 / value, 6)} if not whole else ())}, seen + 1
            elif role == "fraction" and previous in ("", "unit"):
                share = (group or 1) * value
                if words[seen + 1 : seen + 2] == ["a"] or words[seen + 1 : seen + 2] == ["-"]:
                    scale = self._role(words[seen + 2] if seen + 2 < len(words) else "")
                    if scale[0] in ("scale", "dozen"):
                        return {share * scale[1]}, seen + 3
                scale = self._role(words[seen + 1] if seen + 1 < len(words) else "")
                if scale[0] in ("scale", "dozen"):
                    return {share * scale[1]}, seen + 2
                return {share}, seen + 1
            elif role == "word" and previous == "":
                return {value}, seen + 1
            else:
                break
            previous = role
            seen = last = seen + 1
        return {_clean(total + group)}, max(last, i + 1)


def _clean(value: float) -> float:
    return float(round(value)) if abs(value - round(value)) < 1e-6 * max(1.0, abs(value)) * 1e-3 else round(value, 9)
