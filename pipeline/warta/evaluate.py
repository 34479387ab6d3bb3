"""Evaluation: an output folder against gold articles, layer by layer.

Matching rules are those of the annotation guide: mentions by exact span; the content of quotations by character overlap, one
to one, best overlap first; speakers, persons and offices by name; figures by overlapping span and equal value.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from warta.core.errors import InputError

Row = Mapping[str, Any]

#: Character overlap (intersection over union) at which quotations are compared besides exactly; 0.5 is the one that counts.
OVERLAPS = (0.3, 0.5, 0.8)
#: Names this alike are the same (share of matching characters).
SAME_NAME = 0.84

#: Share of the words of the shorter phrase at which two phrases name the same.
SAME_SUBJECT = 0.5

_MENTIONS = {"persons": {"PER"}, "organizations": {"ORG"}, "places": {"GPE", "LOC", "FAC"}}


@dataclass
class Score:
    """How many of the gold and of the predicted items match."""

    matched: int = 0
    gold: int = 0
    predicted: int = 0

    def add(self, matched: int, gold: int, predicted: int) -> None:
        """Add the counts of an article."""
        self.matched += matched
        self.gold += gold
        self.predicted += predicted

    @property
    def precision(self) -> float:
        """Part of the predicted items that match."""
        return self.matched / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Part of the gold items that are matched."""
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True)
class Mistake:
    """One item that does not match.

    Args:
        article: stem of the gold article.
        layer: where it counts.
        kind: `missed`, `spurious`, or what differs in a matched pair.
        what: the item, in one line.
    """

    article: str
    layer: str
    kind: str
    what: str


@dataclass
class Evaluation:
    """The result of an evaluation.

    Args:
        scores: by layer; layers with `@` are the same layer matched otherwise, with `[...]` of one kind only.
        accuracies: (right, of) by name, for what is only asked of matched items.
        mistakes: what does not match.
        articles: how many gold articles were compared.
        missing: gold articles that are not in the output.
        other_text: gold articles whose text in the output is not that of the gold file.
        gold_sha256: hash over the gold files.
    """

    scores: dict[str, Score] = field(default_factory=dict)
    accuracies: dict[str, list[int]] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    articles: int = 0
    missing: list[str] = field(default_factory=list)
    other_text: list[str] = field(default_factory=list)
    gold_sha256: str = ""

    def values(self) -> dict[str, float]:
        """Return F1 by layer and accuracy by name, rounded to four digits."""
        values = {layer: round(score.f1, 4) for layer, score in self.scores.items()}
        return values | {name: round(right / of, 4) if of else 0.0 for name, (right, of) in self.accuracies.items()}

    def as_dict(self) -> dict[str, Any]:
        """Return the result as plain data, for JSON."""
        layers = {
            layer: {
                "precision": round(s.precision, 4),
                "recall": round(s.recall, 4),
                "f1": round(s.f1, 4),
                "matched": s.matched,
                "gold": s.gold,
                "predicted": s.predicted,
            }
            for layer, s in self.scores.items()
        }
        accuracies = {
            name: {"accuracy": round(right / of, 4) if of else None, "right": right, "of": of}
            for name, (right, of) in self.accuracies.items()
        }
        return {
            "articles": self.articles,
            "gold_sha256": self.gold_sha256,
            "layers": layers,
            "accuracies": accuracies,
            "missing": self.missing,
            "other_text": self.other_text,
        }


# ---------------------------------------------------------------- comparing


def normalized(value: Any) -> str:
    """Return a name without case, accents and punctuation; empty for a missing one."""
    return _normalized(str(value)) if _there(value) else ""


@cache
def _normalized(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", plain).strip().lower()


def _there(value: Any) -> bool:
    return value is not None and not (isinstance(value, float) and value != value) and str(value) not in ("<NA>", "NaT")


def same_name(first: Any, second: Any, *, cut: float = SAME_NAME) -> bool:
    """Tell whether two names are the same: equal, one a part of the other, or nearly the same letters.

    >>> same_name("Pham The Tung", "Tung"), same_name("Pham The Tung", None)
    (True, False)
    """
    one, two = normalized(first), normalized(second)
    if not one or not two:
        return one == two
    if one == two or set(one.split()) <= set(two.split()) or set(two.split()) <= set(one.split()):
        return True
    return SequenceMatcher(None, one, two).ratio() >= cut


def overlap(first: Sequence[int], second: Sequence[int]) -> float:
    """Return the characters two spans share over those they cover together, 0 to 1."""
    shared = max(0, min(first[1], second[1]) - max(first[0], second[0]))
    covered = max(first[1], second[1]) - min(first[0], second[0])
    return shared / covered if covered else 0.0


_UNITS = {
    "%": "%", "persen": "%", "percent": "%", "rp": "idr", "rupiah": "idr", "idr": "idr", "usd": "usd", "dolar as": "usd",
    "dolar": "usd", "us$": "usd", "vnd": "vnd", "dong": "vnd", "kilometer": "km", "km": "km", "meter": "m", "m": "m",
    "hektare": "ha", "hektar": "ha", "ha": "ha", "tahun": "tahun", "a": "tahun", "year": "tahun", "bulan": "bulan",
    "mo": "bulan", "hari": "hari", "d": "hari", "jam": "jam", "h": "jam", "menit": "menit", "min": "menit",
    "minggu": "minggu", "wk": "minggu", "pekan": "minggu", "kg": "kg", "kilogram": "kg", "ton": "ton", "t": "ton", "m3": "m3",
}  # fmt: skip


def _unit(value: Any) -> str:
    raw = str(value).strip().lower() if _there(value) else ""
    return _UNITS.get(raw, _UNITS.get(normalized(raw), normalized(raw)))


def same_number(first: Any, second: Any) -> bool:
    """Tell whether two numbers, either of which may be missing, are the same but for rounding."""
    if not _there(first) or not _there(second):
        return not _there(first) and not _there(second)
    return abs(float(first) - float(second)) <= 1e-6 * max(1.0, abs(float(first)))


def one_to_one(
    gold: Sequence[Any], predicted: Sequence[Any], score: Callable[[Any, Any], float]
) -> list[tuple[int, int]]:
    """Match one to one, best score first; items with score 0 do not match."""
    candidates = ((score(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted))
    used_gold, used_predicted, pairs = set(), set(), []
    for value, i, j in sorted(candidates, key=lambda c: -c[0]):
        if value > 0 and i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            pairs.append((i, j))
    return pairs


# ---------------------------------------------------------------- an article


class _Comparison:
    """Compares the articles one by one."""

    def __init__(self) -> None:
        self.result = Evaluation()

    def _add(self, layer: str, matched: int, gold: int, predicted: int) -> None:
        self.result.scores.setdefault(layer, Score()).add(matched, gold, predicted)

    def _asked(self, name: str, right: Iterable[bool]) -> None:
        answers = list(right)
        counts = self.result.accuracies.setdefault(name, [0, 0])
        counts[0] += sum(answers)
        counts[1] += len(answers)

    def _mistake(self, article: str, layer: str, kind: str, what: str) -> None:
        self.result.mistakes.append(Mistake(article, layer, kind, " ".join(what.split())))

    def compare(self, article: str, gold: Mapping[str, Any], text: str, tables: Mapping[str, Sequence[Row]]) -> None:
        """Compare one article."""
        self.result.articles += 1
        for layer, labels in _MENTIONS.items():
            found = [m for m in tables["mentions"] if m["label"] in labels]
            self._spans(article, layer, text, gold.get(layer, []), found)
        self._quotes(article, text, gold.get("quotes", []), tables["quotes"])
        self._offices(article, gold.get("officials", []), tables["offices"])
        self._quantities(article, text, gold.get("quantities", []), tables["quantities"])
        self._dates(article, text, gold.get("dates", []), tables["dates"])
        self._references(article, text, gold.get("references", []), tables["citations"])

    def _spans(self, article: str, layer: str, text: str, gold: Sequence[Any], found: Sequence[Row]) -> None:
        wanted = {tuple(span) for span in gold}
        there = {(int(m["start"]), int(m["end"])) for m in found}
        self._add(layer, len(wanted & there), len(wanted), len(there))
        loose = one_to_one(sorted(wanted), sorted(there), lambda g, p: v if (v := overlap(g, p)) >= 0.5 else 0)
        self._add(f"{layer}@0.5", len(loose), len(wanted), len(there))
        for start, end in sorted(wanted - there):
            self._mistake(article, layer, "missed", text[start:end])
        for start, end in sorted(there - wanted):
            self._mistake(article, layer, "spurious", text[start:end])

    def _quotes(self, article: str, text: str, gold: Sequence[Row], found: Sequence[Row]) -> None:
        def content(row: Row) -> tuple[int, int]:
            return int(row["content_start"]), int(row["content_end"])

        def at(least: float) -> list[tuple[int, int]]:
            return one_to_one(gold, found, lambda g, p: v if (v := overlap(g["content"], content(p))) >= least else 0)

        exact = sum(any(tuple(g["content"]) == content(p) for p in found) for g in gold)
        self._add("quotes.content@exact", exact, len(gold), len(found))
        for least in OVERLAPS:
            if least != 0.5:
                self._add(f"quotes.content@{least}", len(at(least)), len(gold), len(found))
        pairs = at(0.5)
        self._add("quotes.content", len(pairs), len(gold), len(found))
        good = [(i, j) for i, j in pairs if same_name(gold[i].get("speaker"), found[j]["speaker"])]
        self._add("quotes.speaker", len(good), len(gold), len(found))
        groups = {"quotes.direct": {"direct"}, "quotes.indirect": {"indirect", "mixed"}}
        groups |= {f"quotes.content[{kind}]": {kind} for kind in ("direct", "indirect", "mixed")}
        for layer, kinds in groups.items():
            of_gold = {i for i, g in enumerate(gold) if g["kind"] in kinds}
            of_found = sum(p["kind"] in kinds for p in found)
            hits = sum(i in of_gold for i, _ in (pairs if "content" in layer else good))
            self._add(layer, min(hits, of_found), len(of_gold), of_found)
        self._asked("speaker given the quote", ((i, j) in good for i, j in pairs))
        direct = [(i, j) for i, j in pairs if gold[i]["kind"] == "direct"]
        self._asked("speaker given the direct quote", ((i, j) in good for i, j in direct))
        self._asked("kind given the quote", (gold[i]["kind"] == found[j]["kind"] for i, j in pairs))
        self._unmatched(
            article,
            "quotes",
            pairs,
            [f"[{g['kind']}] {g.get('speaker')}: {text[slice(*g['content'])]}" for g in gold],
            [f"[{p['kind']}] {p['speaker']}: {p['content']} ({p['rule']})" for p in found],
        )
        for i, j in pairs:
            if (i, j) not in good:
                what = f"gold {gold[i].get('speaker')}, found {found[j]['speaker']}: {text[slice(*gold[i]['content'])]}"
                self._mistake(article, "quotes", "speaker", what)

    def _offices(self, article: str, gold: Sequence[Row], found: Sequence[Row]) -> None:
        pairs = one_to_one(gold, found, same_office)
        self._add("offices.person_title", len(pairs), len(gold), len(found))
        self._add("offices.full", sum(full_office(gold[i], found[j]) for i, j in pairs), len(gold), len(found))
        self._asked(
            "rank given the office", (normalized(gold[i].get("rank")) == normalized(found[j]["rank"]) for i, j in pairs)
        )
        self._unmatched(
            article, "offices", pairs, [json.dumps(g, ensure_ascii=False) for g in gold], [_office(p) for p in found]
        )
        for i, j in pairs:
            if not full_office(gold[i], found[j]):
                self._mistake(
                    article,
                    "offices",
                    "part",
                    f"gold {json.dumps(gold[i], ensure_ascii=False)}, found {_office(found[j])}",
                )

    def _quantities(self, article: str, text: str, gold: Sequence[Row], found: Sequence[Row]) -> None:
        pairs = one_to_one(gold, found, same_figure)
        self._add("quantities.value", len(pairs), len(gold), len(found))
        self._add("quantities.full", sum(full_figure(gold[i], found[j]) for i, j in pairs), len(gold), len(found))
        exact = sum(tuple(gold[i]["span"]) == (int(found[j]["start"]), int(found[j]["end"])) for i, j in pairs)
        self._add("quantities.value@exact", exact, len(gold), len(found))
        for kind in sorted({g["kind"] for g in gold} | {str(p["kind"]) for p in found}):
            of_gold = {i for i, g in enumerate(gold) if g["kind"] == kind}
            of_found = sum(p["kind"] == kind for p in found)
            hits = sum(i in of_gold and found[j]["kind"] == kind for i, j in pairs)
            self._add(f"quantities.value[{kind}]", hits, len(of_gold), of_found)
        self._subjects(article, text, [(gold[i], found[j]) for i, j in pairs if "subject" in gold[i]])
        self._unmatched(
            article,
            "quantities",
            pairs,
            [f"{text[slice(*g['span'])]} = {g['value']}" for g in gold],
            [f"{p['text']} = {p['value']}" for p in found],
        )
        for i, j in pairs:
            if not full_figure(gold[i], found[j]):
                g, p = gold[i], found[j]
                what = f"{text[slice(*g['span'])]}: gold {g['comparator']} {g['unit']}, found {p['comparator']} {p['unit']}"
                self._mistake(article, "quantities", "part", what)

    def _subjects(self, article: str, text: str, pairs: Sequence[tuple[Row, Row]]) -> None:
        """Compare what the figures that were found are said of; ordinals are said of nothing."""
        if not pairs:
            return
        wanted = [(_said(g["subject"], text), p["subject"] if _there(p["subject"]) else None) for g, p in pairs]
        answers = [same_subject(g, p) for g, p in wanted]
        self._asked("subject given the figure", answers)
        hits = sum(right and g is not None for right, (g, _) in zip(answers, wanted, strict=True))
        self._add(
            "quantities.subject", hits, sum(g is not None for g, _ in wanted), sum(p is not None for _, p in wanted)
        )
        for (g, p), right, (one, two) in zip(pairs, answers, wanted, strict=True):
            if not right:
                what = f"{text[slice(*g['span'])]} ({p['text']}): gold {one}, found {two}"
                self._mistake(article, "quantities.subject", "subject", what)

    def _unmatched(
        self, article: str, layer: str, pairs: Sequence[tuple[int, int]], gold: Sequence[str], found: Sequence[str]
    ) -> None:
        """Note what of the gold was missed and what was found beside it; both given as what an error list shows of them."""
        met, used = {i for i, _ in pairs}, {j for _, j in pairs}
        for i, what in enumerate(gold):
            if i not in met:
                self._mistake(article, layer, "missed", what)
        for j, what in enumerate(found):
            if j not in used:
                self._mistake(article, layer, "spurious", what)

    def _dates(self, article: str, text: str, gold: Sequence[Row], found: Sequence[Row]) -> None:
        pairs = one_to_one(gold, found, same_date)
        self._add("dates.iso", len(pairs), len(gold), len(found))
        self._unmatched(
            article,
            "dates",
            pairs,
            [f"{text[slice(*g['span'])]} = {g['iso']}" for g in gold],
            [f"{p['text']} = {p['iso']}" for p in found],
        )

    def _references(self, article: str, text: str, gold: Sequence[Any], found: Sequence[Row]) -> None:
        def score(g: Sequence[int], p: Row) -> float:
            shared = overlap(g, (int(p["start"]), int(p["end"])))
            return shared if shared >= 0.5 else 0

        pairs = one_to_one(gold, found, score)
        self._add("references", len(pairs), len(gold), len(found))
        self._unmatched(article, "references", pairs, [text[slice(*g)] for g in gold], [str(p["text"]) for p in found])


def _office(row: Row) -> str:
    names = ("person", "rank", "title", "organization", "country", "former")
    return json.dumps(
        {name: row[name] if _there(row[name]) else None for name in names}, ensure_ascii=False, default=str
    )


def _said(subject: Any, text: str) -> str | None:
    """Return the gold subject of a figure, given as text or as span, null for none."""
    return text[slice(*subject)] if isinstance(subject, list) else subject


def same_office(gold: Row, found: Row) -> float:
    """Return how alike two offices are, 0 where person or office differ."""
    if not same_name(gold["person"], found["person"]):
        return 0
    if gold.get("title"):
        return 1 if same_name(gold["title"], found["title"]) else 0
    return 1 if normalized(gold.get("rank")) == normalized(found["rank"]) else 0.1


def full_office(gold: Row, found: Row) -> bool:
    """Tell whether an office whose person and title are right also has the right rank, organization and `former`."""
    same_rank = normalized(gold.get("rank")) == normalized(found["rank"])
    same_organization = same_name(gold.get("organization"), found["organization"])
    return same_rank and same_organization and bool(gold.get("former")) == bool(found["former"])


def same_figure(gold: Row, found: Row) -> float:
    """Return how alike the places of two figures are, 0 where their values differ or they do not overlap."""
    shared = overlap(gold["span"], (int(found["start"]), int(found["end"])))
    same = same_number(gold["value"], found["value"]) and same_number(gold.get("value_max"), found["value_max"])
    return shared + 1 if shared > 0 and same else 0


def same_date(gold: Row, found: Row) -> float:
    """Return how alike the places of two dates are, 0 where what the article fixes differs or they do not overlap."""
    shared = overlap(gold["span"], (int(found["start"]), int(found["end"])))
    one, two = (str(v) if _there(v) else None for v in (gold["iso"], found["iso"]))
    return 1 + shared if shared > 0 and one == two else 0


def full_figure(gold: Row, found: Row) -> bool:
    """Tell whether a figure whose value is right also has the right comparator and unit."""
    same = _unit(gold["unit"]) == _unit(found["unit"]) or same_name(gold["unit"], found["unit"], cut=0.9)
    return bool(gold["comparator"] == found["comparator"] and same)


def shared_words(first: Any, second: Any) -> float:
    """Return the words two phrases share over those of the shorter one, 0 to 1.

    >>> shared_words("ekspor Indonesia", "ekspor Indonesia ke Kenya"), shared_words("harga", None)
    (1.0, 0.0)
    """
    one, two = Counter(normalized(first).split()), Counter(normalized(second).split())
    return (one & two).total() / min(one.total(), two.total()) if one and two else 0.0


def same_subject(gold: Any, found: Any) -> bool:
    """Tell whether two phrases, either of which may be missing, name the same thing.

    They do when they are equal but for case, accents and marks, or when they share at least half of the words of the shorter
    one: how far a noun phrase reaches (`Serapan`, `Serapan di wilayah kami`) is not asked here.

    >>> same_subject("Tarifnya", "tarifnya"), same_subject("jumlah pelanggan", "pelanggan itu"), same_subject("harga", None)
    (True, True, False)
    """
    one, two = normalized(gold), normalized(found)
    return one == two or shared_words(gold, found) >= SAME_SUBJECT


# ---------------------------------------------------------------- folders


def gold_files(folders: Iterable[str | Path]) -> list[Path]:
    """Return the gold files of some folders, sorted.

    Raises:
        InputError: a folder holds none, or a file's text is missing.
    """
    files: list[Path] = []
    for folder in map(Path, folders):
        own = sorted(folder.glob("*.json"))
        if not own:
            raise InputError(f"{folder} holds no gold: no STEM.json beside a STEM.txt.")
        files += own
    for file in files:
        if not file.with_suffix(".txt").is_file():
            raise InputError(f"{file} has no {file.stem}.txt beside it.")
    return files


def gold_sha256(files: Iterable[Path]) -> str:
    """Return a hash over gold files and their texts, by name and content."""
    state = sha256()
    for file in sorted(files, key=lambda f: (f.name, str(f))):
        for path in (file, file.with_suffix(".txt")):
            state.update(f"{path.name}\0{sha256(path.read_bytes()).hexdigest()}\0".encode())
    return state.hexdigest()


def evaluate(out: str | Path, *gold: str | Path) -> Evaluation:
    """Compare an output folder with gold articles; each is found by the stem of its source's name.

    Args:
        out: an output folder of `warta run` on the gold articles' texts.
        gold: folders with `STEM.txt` and `STEM.json`.

    Raises:
        StoreError: the output folder cannot be read.
        InputError: a gold folder cannot be read.
    """
    from warta.api import open as open_output

    output = open_output(out)
    files = gold_files(gold)
    articles = output.articles
    by_stem = {
        Path(str(p)).stem: (i, t)
        for p, i, t in zip(articles.source_path, articles.article_id, articles.text, strict=True)
    }
    wanted = {by_stem[f.stem][0] for f in files if f.stem in by_stem}
    tables = {
        name: _by_article(output[name], wanted)
        for name in ("mentions", "offices", "quotes", "quantities", "dates", "citations")
    }
    comparison = _Comparison()
    comparison.result.gold_sha256 = gold_sha256(files)
    for file in files:
        try:
            marked = json.loads(file.read_text("utf-8"))
            text = file.with_suffix(".txt").read_text("utf-8").replace("\r\n", "\n").lstrip("\ufeff")
        except (OSError, ValueError) as error:
            raise InputError(f"{file} is not a gold file: {error}.") from None
        article_id, there = by_stem.get(file.stem, (None, None))
        if article_id is None:
            comparison.result.missing.append(file.stem)
        elif there != text:
            comparison.result.other_text.append(file.stem)
        comparison.compare(file.stem, marked, text, {name: rows.get(article_id, []) for name, rows in tables.items()})
    return comparison.result


def _by_article(frame: Any, wanted: set[str]) -> dict[Any, list[Row]]:
    rows: dict[Any, list[Row]] = {}
    for row in frame[frame.article_id.isin(wanted)].to_dict("records"):
        rows.setdefault(row["article_id"], []).append(row)
    return rows


# ---------------------------------------------------------------- floors


def below_floors(result: Evaluation, path: str | Path) -> list[str]:
    """Return one sentence for each floor that is not reached, none when all are.

    Args:
        result: an evaluation.
        path: a JSON file `{"gold_sha256": ..., "floors": {layer: value}}`, as `pin` writes it.

    Raises:
        InputError: the file cannot be read, or was pinned on other gold.
    """
    pinned = _pinned(Path(path))
    if pinned["gold_sha256"] != result.gold_sha256:
        raise InputError(
            f"{path} was pinned on other gold (sha256 {pinned['gold_sha256'][:12]}, here {result.gold_sha256[:12]})."
        )
    values = result.values()
    return [
        f"{layer} is {values.get(layer, 0.0):.4f}, below its floor {floor:.4f}"
        for layer, floor in pinned["floors"].items()
        if values.get(layer, 0.0) < floor
    ]


def pin(result: Evaluation, path: str | Path, *, lower: bool = False) -> None:
    """Write the reached values as floors, together with the hash of the gold.

    Args:
        result: an evaluation.
        path: the JSON file; floors that are there and higher stay.
        lower: also lower floors that were not reached.

    Raises:
        InputError: the file was pinned on other gold, and `lower` was not given.
    """
    path = Path(path)
    floors = {layer: value for layer, value in result.values().items() if "@" not in layer and "[" not in layer}
    if path.is_file() and not lower:
        pinned = _pinned(path)
        if pinned["gold_sha256"] != result.gold_sha256:
            raise InputError(f"{path} was pinned on other gold; --lower pins anew.")
        floors = {layer: max(value, pinned["floors"].get(layer, 0.0)) for layer, value in floors.items()}
    data = {"gold_sha256": result.gold_sha256, "articles": result.articles, "floors": floors}
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _pinned(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text("utf-8"))
        if isinstance(data["gold_sha256"], str) and isinstance(data["floors"], dict):
            return data  # type: ignore[no-any-return]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path} holds no floors: {error}.") from None
    raise InputError(f"{path} holds no floors: it needs gold_sha256 and floors.")
