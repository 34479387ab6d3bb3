"""Measure which people are taken for one, pair by pair.

    python -m recipe.evaluate_entities --names tests/data/name_variants.tsv
    python -m recipe.evaluate_entities --gold corpus/dev --out OUT

With `--names`, every case of a table of name variants is a run of its own: each line an article that names one person. With `--gold`, the
person mentions of gold articles are compared with those of a Warta output folder: in the gold, a mention is of the speaker or official
whose full name holds its words, else of the longest mention of the article that does. A pair of mentions (or lines) is right when both
say that it is one person. `--errors` prints the wrong pairs, `--write` puts the table into EXPERIMENTS.md.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from rapidfuzz import fuzz

from recipe.reliability import markdown, write
from warta.stages.resolve import Held, LocalEntity, normalized, resolve

#: Names this alike are spellings of one in the gold (share of matching letters, 0 to 100).
SPELLING = 90.0


@dataclass
class Pairs:
    """Pairs counted: in both, in the gold, found."""

    both: int = 0
    gold: int = 0
    found: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, gold: Sequence[Hashable], found: Sequence[Hashable], names: Sequence[str]) -> None:
        """Compare two ways of grouping the same things; equal keys are one group, pairs with a gold key None are left out."""
        for i, j in combinations(range(len(gold)), 2):
            if gold[i] is None or gold[j] is None:
                continue
            one, two = gold[i] == gold[j], found[i] == found[j]
            self.both, self.gold, self.found = self.both + (one and two), self.gold + one, self.found + two
            if one != two:
                self.wrong.append(f"{'missed' if one else 'spurious'}: {names[i]} / {names[j]}")

    @property
    def scores(self) -> tuple[float, float, float]:
        """Precision, recall, F1; without any pair all are 1."""
        p = self.both / self.found if self.found else 1.0
        r = self.both / self.gold if self.gold else 1.0
        return p, r, 2 * p * r / (p + r) if p + r else 0.0


def cases(path: Path) -> Iterator[tuple[str, list[str], list[LocalEntity]]]:
    """Yield (kind, persons, entities) of each case of a table of name variants; the first entities are the lines' persons."""
    lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    by_case: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        by_case[row["case"]].append({k: v or "" for k, v in row.items()})
    for rows in by_case.values():
        people, others = [], []
        for no, row in enumerate(rows):
            article, country = f"a{no:02d}", row["country"] or None
            held = ()
            if row["title"]:
                held = (Held(row["title"], row["organization"] or None, country, row["former"] == "1"),)
            alone = None if row["title"] else country
            people.append(LocalEntity(article, 0, "PER", row["name"], (row["name"],), alone, 1, held))
            others += [
                LocalEntity(article, k, "ORG", name)
                for k, name in enumerate(filter(None, row["company"].split("|")), 1)
            ]
        yield rows[0]["kind"], [row["person"] for row in rows], [*people, *others]


def by_variants(path: Path) -> dict[str, Pairs]:
    """Return the counted pairs of a table of name variants, by kind, and of `all`."""
    counted: dict[str, Pairs] = defaultdict(Pairs)
    for kind, persons, entities in cases(path):
        assigned = resolve(entities)[1][: len(persons)]
        names = [f"{e.name} ({', '.join(h.title for h in e.offices)})" for e in entities[: len(persons)]]
        counted[kind].add(persons, assigned, names)
        counted["all"].add(persons, assigned, names)
    return dict(counted)


def gold_person(text: str, names: Sequence[str]) -> str:
    """Return the full name among some that a mention is of, spelled alike or in part, else the mention itself."""
    words = normalized(text).split()
    full = [n for n in names if set(words) <= set(normalized(n).split())]
    alike = [n for n in names if len(words) > 1 and fuzz.ratio(normalized(text), normalized(n)) >= SPELLING]
    return (
        normalized(max(alike + full, key=lambda n: (len(n.split()), len(n), n))) if alike or full else " ".join(words)
    )


def by_gold(out: Path, folders: Sequence[Path]) -> Pairs:
    """Return the counted pairs of the person mentions of gold articles that Warta found too, over all articles."""
    import warta

    output = warta.open(out)
    articles = {Path(str(a.source_path)).stem: a.article_id for a in output.articles.itertuples()}
    mentions = output.mentions
    entity = {(m.article_id, m.start, m.end): m.entity_id for m in mentions[mentions.label == "PER"].itertuples()}
    gold: list[str] = []
    found: list[str] = []
    names: list[str] = []
    for path in sorted(p for folder in folders for p in folder.glob("*.json")):
        marked = json.loads(path.read_text("utf-8"))
        text = path.with_suffix(".txt").read_text("utf-8").replace("\r\n", "\n").lstrip("\ufeff")
        spans = [tuple(s) for s in marked.get("persons", [])]
        told = {q["speaker"] for q in marked.get("quotes", []) if q.get("speaker")}
        told |= {o["person"] for o in marked.get("officials", [])}
        full = sorted(told | {text[s:e] for s, e in spans}, key=lambda n: (-len(n), n))
        for start, end in spans:
            key = (articles.get(path.stem), start, end)
            if key in entity:
                gold.append(gold_person(text[start:end], full))
                found.append(entity[key])
                names.append(f"{path.stem}: {text[start:end]}")
    pairs = Pairs()
    full_names = [g if " " in g else None for g in gold]  # one word does not say who, beyond its article
    pairs.add(full_names, found, names)
    stems = [n.partition(":")[0] for n in names]
    for stem in sorted(set(stems)):
        own = [i for i, s in enumerate(stems) if s == stem and full_names[i] is None]
        pairs.add([gold[i] for i in own], [found[i] for i in own], [names[i] for i in own])
    return pairs


def _row(name: str, pairs: Pairs) -> str:
    p, r, f = pairs.scores
    return f"{name:14s} {p:.3f} {r:.3f} {f:.3f}  {pairs.gold:5d} {pairs.found:5d}"


#: What the kinds of cases in the table of name variants are.
_KINDS = {
    "acronym": "an office spelled out and as an acronym (*Menteri Perdagangan*, *Mendag*)",
    "arabic": "transliterations from Arabic",
    "chinese": "order and spelling of Chinese names",
    "diacritics": "with diacritics and without",
    "initials": "a name part as an initial",
    "middle": "with a middle name and without",
    "namesake": "two people of one name, told apart by their offices",
    "nickname": "a nickname and the full name",
    "same-offices": "one office worded differently",
    "similar": "two people whose names are nearly the same",
    "single": "one word of the name, and all of it",
    "spelling": "old and new spelling",
    "titles": "with titles and degrees, and the title with one word of the name",
    "typo": "a misspelled name",
    "all": "all cases",
    "gold": "person mentions of the dev gold, over all its articles",
}


def table(results: dict[str, Pairs], names: Path | None) -> str:
    """Return the scores as a Markdown table."""
    counts: dict[str, int] = defaultdict(int)
    for kind, _, _ in cases(names) if names else ():
        counts[kind] += 1
        counts["all"] += 1
    order = [*sorted(set(results) - {"all", "gold"}), *(k for k in ("all", "gold") if k in results)]

    def rows() -> Iterator[Sequence[str]]:
        for kind in order:
            pairs = results[kind]
            scores = [f"{score:.3f}" for score in pairs.scores] if pairs.gold else ["", "", ""]
            yield (_KINDS[kind], str(counts.get(kind, "")), str(pairs.gold), str(pairs.found), *scores)

    return markdown(("what", "cases", "pairs that are one", "found", "precision", "recall", "F1"), rows())


def main() -> None:
    """Print precision, recall and F1 over pairs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=Path, help="table of name variants")
    parser.add_argument("--gold", type=Path, nargs="+", default=[], help="folders with gold articles")
    parser.add_argument("--out", type=Path, help="output folder of Warta on them")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--write", action="store_true", help="put the table into EXPERIMENTS.md")
    arguments = parser.parse_args()
    print(f"{'':14s} {'P':>5s} {'R':>5s} {'F1':>5s}   gold found")
    results: dict[str, Pairs] = {}
    if arguments.names:
        results |= by_variants(arguments.names)
    if arguments.gold and arguments.out:
        results["gold"] = by_gold(arguments.out, arguments.gold)
    for name, pairs in sorted(results.items()):
        print(_row(name, pairs))
    if arguments.write:
        write("entities", table(results, arguments.names))
    if arguments.errors:
        for name, pairs in sorted(results.items()):
            for wrong in pairs.wrong if name != "all" else ():
                print(f"   {name} {wrong}")


if __name__ == "__main__":
    main()
