"""Measure the quotation spans of an exported tagger on annotated articles: cue, speaker mention and content.

    python -m recipe.evaluate_quotations --tagger models/id_warta_lg/tagger --gold corpus/test

A span found is right when it has the label of a gold span and an overlap with it (intersection over union, in code points) of at least 0.5;
every gold span is matched once. This is the network alone; Warta's quotes stage adds its grammar.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from warta.nlp.tagger import Tagger
from warta.nlp.tokenizer import tokenize

from .evaluate import Span, spans

LEAST_OVERLAP = 0.5
LABELS = (("content", "CON"), ("cue", "CUE"), ("speaker_mention", "SPK"))


def overlap(a: Span, b: Span) -> float:
    """Return the overlap of two spans of one label, 0 to 1; of two labels, 0."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared / (max(a[1], b[1]) - min(a[0], b[0])) if a[2] == b[2] and shared > 0 else 0.0


def matched(gold: list[Span], found: list[Span]) -> list[Span]:
    """Return the gold spans that were found, each by a span of its own, best overlaps first."""
    pairs = sorted(((overlap(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)), reverse=True)
    left, right, out = set[int](), set[int](), []
    for value, i, j in pairs:
        if value >= LEAST_OVERLAP and i not in left and j not in right:
            left.add(i)
            right.add(j)
            out.append(gold[i])
    return out


def measure(tagger: Tagger, folders: list[Path]) -> dict[str, dict[str, float]]:
    """Return precision, recall and F1 for each label and for all together."""
    names = [label for _, label in LABELS]
    counts = {name: [0, 0, 0] for name in names}
    for path in sorted(path for folder in folders for path in folder.glob("*.json")):
        text = path.with_suffix(".txt").read_text("utf-8")
        quotes = json.loads(path.read_text("utf-8"))["quotes"]
        gold = sorted({(*q[key], label) for q in quotes for key, label in LABELS if q[key]})
        found = [
            span
            for s in tagger.tag_document(text, tokenize(text))
            for span in spans([list(t) for t in s.tokens], list(s.quote))
        ]
        for number, spans_of in enumerate((matched(gold, found), gold, found)):
            for span in spans_of:
                counts[span[2]][number] += 1
    counts["all"] = [sum(counts[name][i] for name in names) for i in range(3)]
    out = {}
    for name, (right, n_gold, n_found) in counts.items():
        p, r = right / max(n_found, 1), right / max(n_gold, 1)
        out[name] = {"p": p, "r": r, "f1": 2 * p * r / max(p + r, 1e-9)}
    return out


def main() -> None:
    """Run the step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tagger", type=Path, required=True)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    args = parser.parse_args()
    for name, values in measure(Tagger(args.tagger), args.gold).items():
        print(f"{name:8}", "  ".join(f"{k} {100 * v:.1f}" for k, v in values.items()))


if __name__ == "__main__":
    main()
