"""What the figures stage knows of the language, compiled from the lexicons once per process."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from babel import Locale
from babel.numbers import list_currencies

from warta.core.article import Comparator, QuantityKind
from warta.lexicon import Resources, Row

T = TypeVar("T")


class PhraseTable(Generic[T]):
    """Phrases of one or more words, each with a value, matched longest first on lower-cased words.

    Args:
        entries: pairs of a phrase (words separated by blanks) and its value; of equal phrases the later one counts.

    >>> table = PhraseTable([("kali", 1), ("kali lipat", 2)])
    >>> table.match(["dua", "kali", "lipat"], 1)
    (2, 2)
    """

    def __init__(self, entries: Iterable[tuple[str, T]]):
        by_first: dict[str, dict[tuple[str, ...], T]] = {}
        by_last: dict[str, dict[tuple[str, ...], T]] = {}
        for phrase, value in entries:
            words = tuple(phrase.lower().split())
            by_first.setdefault(words[0], {})[words] = value
            by_last.setdefault(words[-1], {})[words] = value
        self._first = {k: sorted(v.items(), key=lambda p: -len(p[0])) for k, v in by_first.items()}
        self._last = {k: sorted(v.items(), key=lambda p: -len(p[0])) for k, v in by_last.items()}

    def match(self, words: Sequence[str], start: int) -> tuple[int, T] | None:
        """Return (number of words, value) of the longest phrase that begins at word `start`, or None."""
        if 0 <= start < len(words):
            for phrase, value in self._first.get(words[start], ()):
                if len(phrase) == 1 or tuple(words[start : start + len(phrase)]) == phrase:
                    return len(phrase), value
        return None

    def match_ending(self, words: Sequence[str], end: int) -> tuple[int, T] | None:
        """Return (number of words, value) of the longest phrase that ends right before word `end`, or None."""
        if 0 < end <= len(words):
            for phrase, value in self._last.get(words[end - 1], ()):
                if len(phrase) <= end and (len(phrase) == 1 or tuple(words[end - len(phrase) : end]) == phrase):
                    return len(phrase), value
        return None

    def __contains__(self, word: str) -> bool:
        return self.match([word], 0) is not None


@dataclass(frozen=True)
class Unit:
    """A unit of measure, time or share.

    Args:
        symbol: what the table shows.
        kind: kind of the quantity it makes.
        glued: whether it may stand right after the digits.
        capital: whether it is one only in capitals (`LS`).
    """

    symbol: str
    kind: QuantityKind
    glued: bool
    capital: bool = False


@dataclass(frozen=True)
class Relative:
    """What a relative date adds to the day of publication: `offset` units of `day`, `week`, `month` or `year`."""

    unit: str
    offset: int


@dataclass(frozen=True)
class LawKind:
    """A kind of document cited by number: what the table shows, whether its year belongs to the citation, whether it is weak."""

    kind: str
    year: bool
    weak: bool


@dataclass(frozen=True)
class Language:
    """The lexicons of the figures stage, by what they are looked up for."""

    numerals: Mapping[str, tuple[str, float | None]]
    multipliers: Mapping[str, float]
    money_multipliers: Mapping[str, float]
    before: PhraseTable[Comparator]
    after: PhraseTable[Comparator]
    units: PhraseTable[Unit]
    lasting: Mapping[str, str]
    times: frozenset[str]
    money_before: Mapping[str, str]
    money_after: PhraseTable[str]
    currency_codes: frozenset[str]
    press_codes: frozenset[str]
    months: Mapping[str, int]
    hijri_months: PhraseTable[int]
    weekdays: Mapping[str, int]
    day_parts: PhraseTable[str]
    relative: PhraseTable[Relative]
    classifiers: frozenset[str]
    laws: PhraseTable[LawKind]
    law_codes: frozenset[str]
    law_prefixes: Mapping[str, LawKind]
    numbered: Mapping[str, str]
    prefix_units: PhraseTable[Unit]
    score_cues: frozenset[str]
    age_verbs: frozenset[str]
    age_persons: frozenset[str]
    lasting_nouns: frozenset[str]
    not_counted: frozenset[str]
    function_words: frozenset[str]
    pronouns: frozenset[str]
    states: frozenset[str]
    verb_like_nouns: frozenset[str]
    links: Mapping[str, str]
    short_cues: frozenset[str]
    figure_verbs: Mapping[str, str]
    clause_words: Mapping[str, frozenset[str]]
    scale_nouns: frozenset[str]
    figure_marks: frozenset[str]
    figure_words: frozenset[str]
    ordinals: Mapping[str, float]
    series_nouns: frozenset[str]
    not_ordinal_before: frozenset[str]
    not_ordinal_after: frozenset[str]

    @classmethod
    def of(cls, resources: Resources) -> Language:
        """Return the compiled lexicons, the user's own entries included; compiled once per process and folder."""
        return _compile(resources.lexicon_folder)


def _cldr_currencies() -> list[tuple[str, str]]:
    names = Locale.parse("id").currencies
    return [(name.lower(), code) for code, name in names.items() if "(" not in name and not code.startswith("X")]


#: Lexicons, and their columns, whose words can begin a figure or a date.
_FIGURE_WORDS = (
    ("numerals", "word"),
    ("months", "name"),
    ("weekdays", "name"),
    ("day_parts", "phrase"),
    ("relative_dates", "phrase"),
    ("law_codes", "name"),
)


#: Months in a part of the year, by its name.
YEAR_PARTS = {"kuartal": 3, "triwulan": 3, "semester": 6, "caturwulan": 4, "tw": 3}
#: A unit as the lexemes of a line: `km/jam` is three.
_UNIT_PIECES = re.compile(r"\w+|\S")


@cache
def _compile(folder: str | None) -> Language:
    lexicon = Resources(lexicon_folder=folder).lexicon
    comparators = lexicon("comparators")
    currencies = lexicon("currencies")
    codes = frozenset(list_currencies())

    def words(name: str, column: str = "word") -> frozenset[str]:
        return frozenset(row[column].lower() for row in lexicon(name))

    def side(position: str) -> PhraseTable[Comparator]:
        return PhraseTable(
            (r["phrase"], _comparator(r["comparator"])) for r in comparators if r["position"] == position
        )

    return Language(
        numerals={r["word"]: (r["role"], float(r["value"]) if r["value"] else None) for r in lexicon("numerals")},
        multipliers={r["word"]: float(r["value"]) for r in lexicon("multipliers") if r["only"] != "money"},
        money_multipliers={r["word"]: float(r["value"]) for r in lexicon("multipliers")},
        before=side("before"),
        after=side("after"),
        units=PhraseTable(
            (
                " ".join(_UNIT_PIECES.findall(r["unit"])),
                Unit(r["symbol"], _kind(r["kind"]), r["glued"] == "yes", capital=r["unit"].isupper()),
            )
            for r in lexicon("units")
        ),
        times=frozenset(r["unit"] for r in lexicon("units") if r["kind"] == "duration"),
        lasting={
            f"ber{r['unit']}-{r['unit']}": r["symbol"]
            for r in lexicon("units")
            if r["kind"] == "duration" and r["unit"].isalpha()
        },
        money_before={r["name"].lower(): r["code"] for r in currencies if r["position"] in ("before", "both")}
        | {code.lower(): code for code in codes},
        money_after=PhraseTable(
            [*_cldr_currencies(), *((r["name"], r["code"]) for r in currencies if r["position"] in ("after", "both"))]
        ),
        currency_codes=codes,
        press_codes=frozenset(r["code"] for r in currencies),
        months={r["name"].lower(): int(r["number"]) for r in lexicon("months")},
        hijri_months=PhraseTable((r["name"], int(r["number"])) for r in lexicon("hijri_months")),
        weekdays={r["name"].lower(): int(r["number"]) for r in lexicon("weekdays")},
        day_parts=PhraseTable((r["phrase"], r["phrase"]) for r in lexicon("day_parts")),
        relative=PhraseTable((r["phrase"], Relative(r["unit"], int(r["offset"]))) for r in lexicon("relative_dates")),
        classifiers=words("classifiers"),
        laws=PhraseTable((r["name"], _law(r)) for r in lexicon("law_kinds") if not r["name"].endswith("*")),
        law_prefixes={r["name"].rstrip("*").lower(): _law(r) for r in lexicon("law_kinds") if r["name"].endswith("*")},
        law_codes=words("law_codes", "name"),
        numbered={r["word"].lower(): r["strict"] for r in lexicon("numbered")},
        prefix_units=PhraseTable(
            (r["unit"], Unit(r["symbol"], _kind(r["kind"]), False)) for r in lexicon("prefix_units")
        ),
        score_cues=words("score_cues"),
        age_verbs=frozenset(r["word"] for r in lexicon("age_cues") if r["position"] == "verb"),
        age_persons=frozenset(r["word"] for r in lexicon("age_cues") if r["position"] == "person"),
        lasting_nouns=frozenset(r["word"] for r in lexicon("age_cues") if r["position"] == "lasting"),
        not_counted=words("not_counted"),
        function_words=frozenset(r["word"] for r in lexicon("not_counted") if r["group"] in ("function", "pronoun")),
        pronouns=frozenset(r["word"] for r in lexicon("not_counted") if r["group"] == "pronoun"),
        states=frozenset(r["word"] for r in lexicon("not_counted") if r["group"] == "state"),
        verb_like_nouns=words("verb_like_nouns"),
        links={r["word"]: r["binds"] for r in lexicon("figure_links")},
        short_cues=frozenset(
            w for r in lexicon("cue_verbs") if r["form"] == "short" for w in (r["cue"], r["cue"] + "nya")
        ),
        figure_verbs={r["cue"]: "report" for r in lexicon("cue_verbs") if r["form"] != "source" and " " not in r["cue"]}
        | {r["word"]: r["class"] for r in lexicon("figure_verbs")},
        clause_words={
            role: frozenset(r["word"] for r in lexicon("clause_words") if role in r["role"].split())
            for role in ("clause", "contrast", "opens", "closes", "attached", "named", "area", "compares")
        },
        scale_nouns=words("scale_nouns"),
        figure_marks=words("figure_marks"),
        figure_words=frozenset(
            word for name, column in _FIGURE_WORDS for row in lexicon(name) for word in row[column].lower().split()
        )
        | frozenset("ke" + r["word"] for r in lexicon("numerals"))
        | frozenset(f"ber{r['unit']}-{r['unit']}" for r in lexicon("units") if r["kind"] == "duration")
        | {"pertama", *YEAR_PARTS},
        ordinals={"pertama": 1.0}
        | {
            "ke" + r["word"]: float(r["value"])
            for r in lexicon("numerals")
            if r["role"] in ("digit", "whole", "hundred", "thousand", "million") and r["word"] != "nol"
        },
        series_nouns=words("series_nouns"),
        not_ordinal_before=frozenset(r["word"] for r in lexicon("not_ordinals") if r["position"] == "before"),
        not_ordinal_after=frozenset(r["word"] for r in lexicon("not_ordinals") if r["position"] == "after"),
    )


def _law(row: Row) -> LawKind:
    return LawKind(row["kind"], row["year"] == "yes", row["weak"] == "yes")


def _comparator(text: str) -> Comparator:
    known: dict[str, Comparator] = {c: c for c in ("=", ">", ">=", "<", "<=", "~")}
    return known[text]


def _kind(text: str) -> QuantityKind:
    kinds: tuple[QuantityKind, ...] = ("count", "money", "percent", "measure", "duration", "age", "ordinal", "other")
    return next(k for k in kinds if k == text)
