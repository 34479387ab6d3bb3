"""Claims: figures that say one definite thing of something, so that another value of them is a contradiction."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from warta.core.article import Article
from warta.lexicon import Resources
from warta.stages.checks.finding import Row

#: Kinds that count or measure something; others (ages, ordinals, scores) repeat for many things in one article.
KINDS = ("count", "money", "percent", "measure")
#: A cue of another count (`sebelumnya`, `dua orang lagi`) is looked for so many characters before and after a figure.
BEFORE, AFTER = 40, 40
#: A rounded value is not farther from the exact one than this part of itself.
ROUNDED = 0.05
#: Sentences at the start of an article that tell its main event.
LEAD = 4

_WORD = re.compile(r"\w+")
_WHOLE = re.compile(r"\bdari\s*$", re.IGNORECASE)  # `dari 146 orang, 101 tewas`
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure as one definite statement.

    Args:
        row: its row in `quantities`.
        kind: kind of figure.
        unit: counted noun or unit, in small letters.
        counted: the whole counted noun phrase, in small letters.
        predicate: what is said, in small letters; words that say the same have one name (`event_predicates.tsv`).
        event: whether the predicate tells what an event did to what is counted.
        subject: words of what the figure is said of.
        place: words of the place.
        time: the time it holds for, ISO 8601, or None.
        lead: whether it stands in the first sentences.
    """

    row: Row
    kind: str
    unit: str
    counted: str
    predicate: str
    event: bool
    subject: frozenset[str]
    place: frozenset[str]
    time: str | None
    lead: bool

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What two statements about one figure have in common."""
        return self.kind, self.unit, self.counted, self.predicate


def claims(article: Article, rows: dict[str, list[Row]], *, resources: Resources) -> Iterator[Claim]:
    """Yield the claims of an article: exact figures with a predicate, that are no part of others and no earlier count.

    Args:
        article: the article after the last stage.
        rows: its rows in `quantities`.
        resources: the run's lexicons (`event_predicates.tsv`, `update_cues.tsv`).
    """
    groups, cues = _groups(resources), _cues(resources)
    first = next((s.no for s in article.sentences if s.kind in ("headline", "paragraph")), 0)
    for q in rows.get("quantities", ()):
        exact = q["value"] is not None and q["value_max"] is None and q["comparator"] == "="
        if not exact or q["kind"] not in KINDS or not q["unit"] or not q["predicate"] or q["part_of"]:
            continue
        if cues.intersection(_WORD.findall(_around(article, q).lower())) or _WHOLE.search(
            article.text[max(0, q["start"] - 8) : q["start"]]
        ):
            continue
        predicate = " ".join(str(q["predicate"]).lower().split())
        group = groups.get(predicate)
        yield Claim(
            q,
            q["kind"],
            str(q["unit"]).lower(),
            " ".join(str(q["counted"] or "").lower().split()),
            group or predicate,
            group is not None and q["kind"] == "count",
            words(q["subject"]),
            words(q["place"]),
            q["time"],
            q["sent_no"] < first + LEAD,
        )


def _around(article: Article, row: Row) -> str:
    """Return what stands right before and after a figure in its sentence."""
    sentence = article.sentence_at(row["start"])
    start, end = (sentence.span.start, sentence.span.end) if sentence else (0, len(article.text))
    before = article.text[max(start, row["start"] - BEFORE) : row["start"]]
    return f"{before} {article.text[row['end'] : min(end, row['end'] + AFTER)]}"


@cache
def _groups(resources: Resources) -> dict[str, str]:
    return {row["predicate"]: row["group"] for row in resources.lexicon("event_predicates")}


@cache
def _cues(resources: Resources) -> frozenset[str]:
    return frozenset(row["cue"] for row in resources.lexicon("update_cues"))


def words(text: str | None) -> frozenset[str]:
    """Return the words of a phrase in small letters."""
    return frozenset(_WORD.findall(text.lower())) if text else frozenset()


def contradict(first: float, second: float) -> bool:
    """Tell whether two values exclude each other: neither is the other rounded, or without its multiplier.

    >>> contradict(10, 8), contradict(4.87, 4.9), contradict(499, 499_000_000)
    (True, False, False)
    """
    if first == second:
        return False
    low, high = sorted((abs(first), abs(second)))
    if low and abs(math.log10(high / low) / 3 - round(math.log10(high / low) / 3)) < 1e-9:
        return False
    return not (_rounds(first, second) or _rounds(second, first))


def _rounds(exact: float, rounded: float) -> bool:
    """Tell whether a value is another one with fewer digits, and close to it."""
    if not rounded or abs(exact - rounded) > ROUNDED * abs(rounded):
        return False
    digits = f"{abs(rounded):.15g}"
    places = len(digits.partition(".")[2]) if "." in digits else len(digits.rstrip("0")) - len(digits)
    return abs(exact - rounded) <= 10.0**-places / 2 * (1 + 1e-9)


def same_time(first: str | None, second: str | None) -> bool:
    """Tell whether two times can be one: equal, or a day beside none."""
    if first is None or second is None:
        return first == second or bool(_DAY.fullmatch(first or second or ""))
    return first == second


def same_words(first: frozenset[str], second: frozenset[str]) -> bool:
    """Tell whether one phrase is part of the other, or one is missing."""
    return first <= second or second <= first
