"""Measure what moves when something in an article is changed that must not change what is read in it.

    python -m recipe.perturb ../corpus/dev [--print]

Every gold article is changed in five ways, each by itself: the words of people's names are those of other articles' people; the digits of
figures are others; cue verbs are others that take the same; quotation marks are of another style; `"…," kata NAME` is `NAME mengatakan, "…"`.
The whole pipeline reads both texts. A row has moved when its place, carried over to the changed text, holds no row, or one that says
something else: another speaker or kind of quotation, another holder of an office, another unit or comparator of a figure. The table goes
into EXPERIMENTS.md between its marks.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from recipe.fit_confidence import chain
from recipe.reliability import markdown, write
from warta.core.article import Article, Quote
from warta.core.stage import StageFunction
from warta.evaluate import gold_files, overlap, same_name
from warta.lexicon import Resources, load

Gold = Mapping[str, Any]
_WORD = re.compile(r"[^\W\d_]{2,}")
#: Runs of digits, not those of `m2` and `km3`.
_DIGITS = re.compile(r"(?<!\bm)(?<!\b[kc]m)\d+")
_CLOSING = re.compile(r"[,.]?[\"”]\s+$")
_MARKS = {"“": "«", "”": "»"}
_NAMED = re.compile(r"[A-Z]")
#: Forms of cues that stand before their speaker after a quotation.
_SHORT = frozenset(row["cue"] for row in load("cue_verbs") if row["form"] == "short")


@dataclass(frozen=True)
class Edit:
    """Characters [start, end) that become other ones."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Changed:
    """A text with edits made, and where a place of the old text is in the new one.

    Args:
        text: the new text.
        edits: the edits, in order, not overlapping.
        names: old word of a name to the new one.
    """

    text: str
    edits: tuple[Edit, ...]
    names: Mapping[str, str]

    @classmethod
    def of(cls, text: str, edits: Sequence[Edit], names: Mapping[str, str] | None = None) -> Changed:
        """Make the edits in a text; of two that overlap the first one is made.

        >>> Changed.of("kata Sari", [Edit(5, 9, "Rina Dewi")]).text
        'kata Rina Dewi'
        """
        kept: list[Edit] = []
        for edit in sorted(edits, key=lambda e: (e.start, e.end)):
            if edit.text != text[edit.start : edit.end] and (not kept or edit.start >= kept[-1].end):
                kept.append(edit)
        new, at = "", 0
        for edit in kept:
            new += text[at : edit.start] + edit.text
            at = edit.end
        return cls(new + text[at:], tuple(kept), names or {})

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where a span of the old text is in the new one."""
        return self._moved(start, last=False), self._moved(end, last=True)

    def _moved(self, offset: int, *, last: bool) -> int:
        shifts = [0, *accumulate(len(e.text) - (e.end - e.start) for e in self.edits)]
        number = bisect_right([e.end for e in self.edits], offset)
        if number < len(self.edits) and self.edits[number].start < offset:
            edit = self.edits[number]
            return edit.start + shifts[number] + (len(edit.text) if last else 0)
        return offset + shifts[number]

    def name(self, name: str | None) -> str | None:
        """Return a name with its words replaced."""
        return None if name is None else _WORD.sub(lambda m: self.names.get(m.group(), m.group()), name)


# ---------------------------------------------------------------- the changes


def other_names(text: str, gold: Gold, words: Sequence[str], rng: random.Random) -> Changed:
    """Give the people of an article the names of others: each word of a name becomes another one, everywhere the same."""
    own: dict[str, str] = {}
    edits = []
    unused = [word for word in words if word not in text]
    rng.shuffle(unused)
    for start, end in gold["persons"]:
        for match in _WORD.finditer(text, start, end):
            word = match.group()
            if word[0].isupper() and not word.isupper():
                if word not in own and unused:
                    own[word] = unused.pop()
                edits.append(Edit(match.start(), match.end(), own.get(word, word)))
    return Changed.of(text, edits, own)


def other_figures(text: str, gold: Gold) -> Changed:
    """Change the digits of figures but zeros: 1 becomes 2, 8 and 9 become 9, so that the order of figures stays."""
    edits = []
    for quantity in gold["quantities"]:
        for match in _DIGITS.finditer(text, *quantity["span"]):
            new = re.sub(r"[1-8]", lambda m: str(int(m.group()) + 1), match.group())
            edits.append(Edit(match.start(), match.end(), new))
    return Changed.of(text, edits)


def other_cues(text: str, gold: Gold, rng: random.Random) -> Changed:
    """Replace cue verbs by others of the lexicon that have the same form, take the same and are as strong."""
    rows = [row for row in load("cue_verbs") if row["strength"] in ("strong", "medium")]
    alike: dict[tuple[str, str, str], list[str]] = {}
    for row in rows:
        alike.setdefault((row["form"], row["takes"], row["strength"]), []).append(row["cue"])
    of = {row["cue"]: (row["form"], row["takes"], row["strength"]) for row in rows}
    edits = []
    for quote in gold["quotes"]:
        if not quote["cue"]:
            continue
        start, end = quote["cue"]
        cue = text[start:end].lower()
        ending = "nya" if cue not in of and cue.removesuffix("nya") in of else ""
        key = of.get(cue.removesuffix(ending) if ending else cue)
        if key is None or len(alike[key]) < 2:
            continue
        new = rng.choice([other for other in alike[key] if other != cue.removesuffix(ending)]) + ending
        edits.append(Edit(start, end, new.capitalize() if text[start].isupper() else new))
    return Changed.of(text, edits)


def other_marks(text: str, gold: Gold) -> Changed:
    """Write straight quotation marks as curly ones, curly ones as angled ones."""
    edits, opened = [], False
    for match in re.finditer(r"[\"“”]|\n", text):
        mark = match.group()
        if mark == "\n":
            opened = False
            continue
        if mark == '"':
            # where a paragraph has an odd number of marks, what a mark does is told by the blank beside it
            opened = not opened
            mark_new = "“" if opened else "”"
        else:
            mark_new = _MARKS[mark]
        edits.append(Edit(match.start(), match.end(), mark_new))
    return Changed.of(text, edits)


def other_order(text: str, gold: Gold) -> Changed:
    """Put cue and speaker before the quotation they follow: `"Kami siap," kata Sari.` as `Sari mengatakan, "Kami siap."`."""
    edits = []
    for quote in gold["quotes"]:
        if quote["kind"] != "direct" or not quote["cue"] or not quote["speaker_mention"]:
            continue
        (start, end), (cue, cue_end), (name, name_end) = quote["content"], quote["cue"], quote["speaker_mention"]
        short = text[cue:cue_end].lower() in _SHORT and text[cue_end:name] == " "
        closed = _CLOSING.fullmatch(text[end:cue]) is not None
        opened = start > 0 and text[start - 1] in '"“' and (start == 1 or text[start - 2] == "\n")
        if not (
            short and closed and opened and _NAMED.match(text[name:name_end]) and text[name_end : name_end + 1] == "."
        ):
            continue
        mark = text[start - 1]
        stop = "" if text[end - 1] in ".?!" else "."
        edits.append(Edit(start - 1, start - 1, f"{text[name:name_end]} mengatakan, "))
        edits.append(Edit(end, name_end + 1, stop + ("”" if mark == "“" else mark)))
    return Changed.of(text, edits)


def changes(text: str, gold: Gold, words: Sequence[str], rng: random.Random) -> dict[str, Changed]:
    """Return an article changed in every way."""
    return {
        "names": other_names(text, gold, words, rng),
        "figures": other_figures(text, gold),
        "cue verbs": other_cues(text, gold, rng),
        "quotation marks": other_marks(text, gold),
        "order of cue and quotation": other_order(text, gold),
    }


# ---------------------------------------------------------------- comparing


def moved(before: Article, after: Article, changed: Changed) -> dict[str, tuple[int, int]]:
    """Return by kind of row how many there were and how many moved, rows that came with the change included."""
    return {
        "quotes": _quotes(before.quotes, after.quotes, changed),
        "offices": _offices(before, after, changed),
        "figures": _figures(before, after, changed),
    }


def _quotes(before: Sequence[Quote], after: Sequence[Quote], changed: Changed) -> tuple[int, int]:
    left, count = list(after), 0
    for quote in before:
        place = changed.place(quote.content.start, quote.content.end)
        found = max(left, key=lambda q: overlap(place, (q.content.start, q.content.end)), default=None)
        if found is None or overlap(place, (found.content.start, found.content.end)) < 0.8:
            count += 1
            continue
        left.remove(found)
        count += found.kind != quote.kind or not same_name(changed.name(quote.speaker), found.speaker)
    return len(before), count + len(left)


def _offices(before: Article, after: Article, changed: Changed) -> tuple[int, int]:
    old = {(changed.name(o.person.text), changed.name(o.title.text if o.title else None)) for o in before.offices}
    new = {(o.person.text, o.title.text if o.title else None) for o in after.offices}
    return len(old), len(old ^ new) if len(old) == len(new) == 0 else max(len(old - new), len(new - old))


def _figures(before: Article, after: Article, changed: Changed) -> tuple[int, int]:
    old = {(*changed.place(q.span.start, q.span.end), q.unit, q.comparator, q.kind) for q in before.quantities}
    new = {(q.span.start, q.span.end, q.unit, q.comparator, q.kind) for q in after.quantities}
    return len(old), max(len(old - new), len(new - old))


def read(text: str, name: str, functions: Sequence[StageFunction]) -> Article:
    """Return an article after the stages."""
    article = Article(name, text, article_id=name, language="id")
    for function in functions:
        article = function(article)
    return article


def cases(folders: Sequence[Path]) -> Iterator[tuple[str, str, Gold]]:
    """Yield name, text and gold of the articles."""
    for file in gold_files(folders):
        text = file.with_suffix(".txt").read_text("utf-8").replace("\r\n", "\n").lstrip("\ufeff")
        yield file.stem, text, json.loads(file.read_text("utf-8"))


def measure(folders: Sequence[Path], model: str, seed: int) -> dict[str, dict[str, list[int]]]:
    """Return for each change: articles and edits, and by kind of row how many there were and how many moved."""
    functions = chain(model, Resources())
    articles = list(cases(folders))
    words = sorted(
        {
            m.group()
            for _, text, gold in articles
            for start, end in gold["persons"]
            for m in _WORD.finditer(text, start, end)
            if m.group()[0].isupper() and not m.group().isupper()
        }
    )
    counted: dict[str, dict[str, list[int]]] = {}
    for name, text, gold in articles:
        before = read(text, name, functions)
        for kind, changed in changes(text, gold, words, random.Random(f"{seed}:{name}")).items():
            if not changed.edits:
                continue
            counts = counted.setdefault(kind, {})
            for key, value in (("articles", (1, 0)), ("edits", (len(changed.edits), 0))):
                counts[key] = [a + b for a, b in zip(counts.get(key, [0, 0]), value, strict=True)]
            for rows, value in moved(before, read(changed.text, name, functions), changed).items():
                counts[rows] = [a + b for a, b in zip(counts.get(rows, [0, 0]), value, strict=True)]
    return counted


def table(counted: Mapping[str, Mapping[str, Sequence[int]]]) -> str:
    """Return a row for each change."""
    header = ("changed", "articles", "places changed", "quotations moved", "offices moved", "figures moved")

    def cell(pair: Sequence[int]) -> str:
        return f"{pair[1]} of {pair[0]} ({pair[1] / pair[0]:.1%})" if pair[0] else ""

    return markdown(
        header,
        (
            (kind, str(c["articles"][0]), str(c["edits"][0]), *(cell(c[k]) for k in ("quotes", "offices", "figures")))
            for kind, c in counted.items()
        ),
    )


def main() -> None:
    """Measure and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--model", default="id_warta_lg")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--print", action="store_true", help="write no file")
    arguments = parser.parse_args()
    made = table(measure(arguments.gold, arguments.model, arguments.seed))
    print(made)
    if not arguments.print:
        write("perturbed", made)


if __name__ == "__main__":
    main()
