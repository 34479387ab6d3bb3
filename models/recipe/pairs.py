"""Compose the sentence pairs on which the small translation model of the tests is trained.

    python -m recipe.pairs models/marian

Frames, words and whole sentences were written for this repository (frames.tsv, words.tsv, sentences.tsv). `pairs.tsv` has a
line for each pair and its split: `train`, or `held-out` for recombinations that training never sees. Made again, it is the same.
"""

from __future__ import annotations

import argparse
import random
import re
from pathlib import Path

from warta.lexicon import read

#: How many pairs are composed for training, and how many are held out.
TRAIN, HELD_OUT = 420, 60
_SLOT = re.compile(r"\{(\w+)\}")


def compose(folder: Path, *, seed: int = 1) -> list[tuple[str, str, str]]:
    """Return (split, Indonesian, English): whole sentences first, then composed ones, every frame about equally often."""
    words: dict[str, list[tuple[str, str]]] = {}
    for row in read(folder / "words.tsv"):
        words.setdefault(row["slot"], []).append((row["indonesian"], row["english"]))
    frames = [(row["indonesian"], row["english"]) for row in read(folder / "frames.tsv")]
    drawing = random.Random(seed)
    pairs = [("train", row["indonesian"], row["english"]) for row in read(folder / "sentences.tsv")]
    seen = {pair[1] for pair in pairs}
    number = 0
    while len(pairs) < TRAIN + HELD_OUT:
        frame = frames[number % len(frames)]
        number += 1
        chosen = {slot: drawing.choice(words[slot]) for slot in sorted(set(_SLOT.findall(frame[0])))}
        indonesian, english = (_filled(text, chosen, side) for side, text in enumerate(frame))
        pair = (_sentence(indonesian), _sentence(english))
        if pair[0] not in seen:
            seen.add(pair[0])
            pairs.append(("train" if len(pairs) < TRAIN else "held-out", *pair))
    return pairs


def _filled(frame: str, chosen: dict[str, tuple[str, str]], side: int) -> str:
    return _SLOT.sub(lambda match: chosen[match[1]][side], frame)


def _sentence(text: str) -> str:
    """Return a text with its first letter large."""
    at = next(i for i, c in enumerate(text) if c.isalnum())
    return text[:at] + text[at].upper() + text[at + 1 :]


def main() -> None:
    """Run the step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    args = parser.parse_args()
    pairs = compose(args.folder)
    lines = ["# Made by recipe.pairs from frames.tsv, words.tsv and sentences.tsv.", "split\tindonesian\tenglish"]
    lines += ["\t".join(pair) for pair in pairs]
    (args.folder / "pairs.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(pairs)} pairs")


if __name__ == "__main__":
    main()
