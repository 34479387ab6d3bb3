"""Train the network on all sets together, for a given time, resumable.

    python -m recipe.train --base BUILD/base --data BUILD/data --out BUILD/lg --minutes 60 --decay 15 --seed 1

Every epoch draws anew from each set by its share; a head learns only from sentences that mark it, the others are unknown to it.
Learning rates are constant after a warm-up (lower for lower layers, piece embeddings frozen) and fall to zero over the last `--decay`
minutes; an exponential average of the weights is kept all along and is what evaluation and export use.
"""

from __future__ import annotations

import argparse
import copy
import random
import time
from collections import Counter
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from warta.nlp import scripts
from warta.nlp.pieces import Pieces

from . import augment, distil
from .datasets import read_rows
from .export import load
from .network import Network, possible_heads
from .packs import IGNORE, batches, numbers

SHARES = {
    "csui": 2.0,
    "pud": 1.0,
    "gsd": 1.0,
    "gsd17": 0.3,
    "idner": 2.0,
    "nergrit": 1.5,
    "nerp": 0.25,
    "news": 3.0,
    "weak": 0.15,
}
NER_TAGS = {
    "ner_news": ["PER", "ORG", "LOC"],
    "ner_idner": ["PER", "ORG", "LOC"],
    "ner_nergrit": ["PER", "ORG", "LOC"],
    "ner_nerp": ["PPL", "PLC", "EVT", "IND", "FNB"],
}
WEIGHTS = {"head": 1.0, "rel": 1.0, "upos": 1.0, "feats": 0.5, "lemma": 1.0, "ends": 2.0, "quotes": 1.0}
QUOTE_TAGS = ["O", "B-CUE", "I-CUE", "B-SPK", "I-SPK", "B-CON", "I-CON"]


def read(path: Path) -> list[dict[str, Any]]:
    """Read sentences, one JSON object a line; lemma scripts are added, what the set does not mark is removed."""
    out = []
    for sentence in read_rows(path):
        if sentence["set"] == "gsd17":
            for name in ("feats", "lemma"):
                del sentence[name]
        if "lemma" in sentence:
            words = [sentence["text"][a:b] for a, b in sentence["spans"]]
            sentence["script"] = [scripts.find(w, lemma) for w, lemma in zip(words, sentence["lemma"], strict=True)]
        out.append(sentence)
    return out


def label_sets(sentences: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Collect the classes of every head, most frequent first."""
    labels: dict[str, list[str]] = {}
    for name in ("upos", "feats", "script", "rel"):
        counts = Counter(value for s in sentences if name in s for value in s[name])
        least = 2 if name == "script" else 1
        labels["lemma" if name == "script" else name] = [
            v for v, c in sorted(counts.items(), key=lambda i: (-i[1], i[0])) if c >= least
        ]
    for head, names in NER_TAGS.items():
        labels[head] = ["O"] + [f"{p}-{n}" for n in names for p in "BI"]
    labels["quotes"] = QUOTE_TAGS
    return labels


def losses(
    model: Network, batch: dict[str, Tensor], heads: list[str], states: list[Tensor] | None = None
) -> dict[str, Tensor]:
    """Return the loss of every head that the batch has labels for; `states` are the encoder's, where they are known."""
    if states is None:
        states = model.encoder(batch["pieces"], batch["mask"])
    syntax, entity = model.of_words(states, batch["first"])
    by_treebank = syntax + model.treebank(batch["treebank"])
    out: dict[str, Tensor] = {}

    def entropy(scores: Tensor, gold: Tensor) -> Tensor:
        count = (gold != IGNORE).sum()
        total = functional.cross_entropy(
            scores.float().flatten(0, -2), gold.flatten(), ignore_index=IGNORE, reduction="sum"
        )
        return total / count.clamp(min=64)

    for name in heads:
        if name != "rel" and (batch[name] != IGNORE).any():
            if name.startswith("ner_"):
                out[name] = entropy(model.ner[name](entity), batch[name])
            elif name == "quotes":
                out[name] = entropy(model.quotes(entity), batch[name])
            else:
                out[name] = entropy(getattr(model, name)(by_treebank), batch[name])
    known = batch["ends"] != IGNORE
    if known.any():
        out["ends"] = functional.binary_cross_entropy_with_logits(
            model.end_scores(syntax).float()[known], batch["ends"][known].float()
        )
    rows = (batch["head"] != IGNORE).any(1)
    if rows.any():
        gold = batch["head"][rows]
        scores, dependent, head = model.arcs(by_treebank[rows])
        same = possible_heads(batch["sid"][rows])
        out["head"] = entropy(scores.float().masked_fill(~same, -1e4), gold)
        known = gold != IGNORE
        picked = head.gather(1, gold.clamp(min=0)[:, :, None].expand(-1, -1, head.shape[2]))
        out["rel"] = functional.cross_entropy(
            model.relations(dependent[known], picked[known]).float(), batch["rel"][rows][known].clamp(min=0)
        )
    return out


def groups(model: Network, rate: float, head_rate: float, decay: float) -> list[dict[str, Any]]:
    """Return parameter groups: heads fast, upper layers slower, lower layers slowest, piece embeddings frozen."""
    model.encoder.word.weight.requires_grad_(False)
    layers = list(model.encoder.layers)
    out = [
        {"params": list(layer.parameters()), "lr": rate * decay ** (len(layers) - 1 - i)}
        for i, layer in enumerate(layers)
    ]
    out.append(
        {"params": [model.encoder.position.weight, *model.encoder.norm.parameters()], "lr": rate * decay ** len(layers)}
    )
    inside = {id(p) for p in model.encoder.parameters()}
    out.append({"params": [p for p in model.parameters() if id(p) not in inside], "lr": head_rate})
    for group in out:
        group["base"] = group["lr"]
    return out


def shares(text: str) -> dict[str, float]:
    """Read how often an epoch holds the sets.

    >>> shares("news=4,weak=0.2")
    {'news': 4.0, 'weak': 0.2}
    """
    return {name: float(times) for name, _, times in (part.partition("=") for part in text.split(","))}


def draw(by_set: dict[str, list[dict[str, Any]]], rng: random.Random, shares: dict[str, float]) -> list[dict[str, Any]]:
    """Return one epoch's sentences: each set as often as its share says."""
    out = []
    for name, sentences in sorted(by_set.items()):
        share = shares.get(name, 1.0)
        whole = int(share)
        out += sentences * whole + rng.sample(sentences, int(len(sentences) * (share - whole)))
    return out


def main() -> None:
    """Run the step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--extra", type=Path, nargs="*", default=[], help="more files of sentences")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, required=True)
    parser.add_argument("--decay", type=float, default=0.0, help="minutes at the end over which rates fall to zero")
    parser.add_argument("--start", type=Path, help="weights to begin from (a checkpoint)")
    parser.add_argument("--teacher", type=Path, help="a checkpoint to learn from as well as from gold; needs --layers")
    parser.add_argument(
        "--layers", type=int, default=12, help="layers of the encoder; fewer begin as every so many of the teacher's"
    )
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--layer-decay", type=float, default=0.9)
    parser.add_argument("--batch", type=int, default=1024, help="pieces in a batch")
    parser.add_argument("--synthetic", type=int, default=1200, help="template sentences in an epoch")
    parser.add_argument(
        "--shares", type=shares, default={}, help="how often an epoch holds a set, NAME=TIMES,NAME=TIMES"
    )
    parser.add_argument("--average", type=float, default=0.995)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument(
        "--bfloat16", action=argparse.BooleanOptionalAction, default=torch.cpu._is_avx512_bf16_supported(),
        help="mixed precision; by default where the processor computes in it (elsewhere it is fifty times slower)",
    )  # fmt: skip
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    pieces = Pieces(args.base / "pieces.json")
    sentences = read(args.data / "train.jsonl")
    labels = label_sets(sentences)
    index = {name: {v: i for i, v in enumerate(values)} for name, values in labels.items()}
    heads = list(labels)
    model = Network(len(pieces.vocabulary), labels, layers=args.layers)
    teacher = load(args.teacher) if args.teacher else None
    if teacher:
        distil.begin(model, teacher)
    else:
        model.encoder.load_state_dict(torch.load(args.base / "encoder.pt"), strict=True)
    own = args.out / "checkpoint.pt"
    start = own if own.exists() else args.start
    optimizer = torch.optim.AdamW(
        groups(model, args.rate, args.head_rate, args.layer_decay), weight_decay=0.01, fused=True
    )
    step, used = 0, 0.0
    average = copy.deepcopy(model).eval()
    if start:
        saved = torch.load(start)
        for state in (saved["model"], saved["average"]):
            for part in ("weight", "bias"):  # checkpoints older than the head of idner's own
                state.setdefault(f"ner.ner_idner.1.{part}", state[f"ner.ner_news.1.{part}"].clone())
        model.load_state_dict(saved["model"], strict=False)
        average.load_state_dict(saved["average"], strict=False)
        if start == own:
            optimizer.load_state_dict(saved["optimizer"])
            step, used = saved["step"], saved["used"]
    rng = random.Random(args.seed + step)  # a resumed run goes on with other draws than it began with
    by_set: dict[str, list[dict[str, Any]]] = {}
    for sentence in sentences:
        by_set.setdefault(sentence["set"], []).append(sentence)
    print({name: len(s) for name, s in by_set.items()}, {name: len(v) for name, v in labels.items()}, flush=True)
    trained = [p for p in model.parameters() if p.requires_grad]
    pairs = [(a, p) for a, p in zip(average.parameters(), model.parameters(), strict=True) if p.requires_grad]
    began = time.monotonic() - used * 60
    saved_at = time.monotonic()
    totals: Counter[str] = Counter()
    seen = 0
    model.train()
    done = False

    def save() -> None:
        state = {"model": model.state_dict(), "average": average.state_dict(), "optimizer": optimizer.state_dict()}
        state |= {
            "step": step,
            "used": (time.monotonic() - began) / 60,
            "labels": labels,
            "arguments": {k: str(v) for k, v in vars(args).items()},
        }
        torch.save(state, own.with_suffix(".tmp"))
        own.with_suffix(".tmp").replace(own)

    epoch = 0
    extra: list[dict[str, Any]] = []
    while not done:
        epoch += 1
        for name in {s["set"] for s in extra}:
            by_set.pop(name)
        extra = [s for path in args.extra for s in read(path)]  # read anew: weak labels may be in the making
        for sentence in extra:
            by_set.setdefault(sentence["set"], []).append(sentence)
        drawn = augment.change(draw(by_set, rng, SHARES | args.shares), rng) + augment.synthetic(args.synthetic, rng)
        for batch in batches([numbers(s, index, pieces) for s in drawn], heads, rng, args.batch):
            elapsed = (time.monotonic() - began) / 60
            left = args.minutes - elapsed
            if left <= 0:
                done = True
                break
            factor = min(1.0, (step + 1) / 60, left / args.decay if args.decay else 1.0)
            for group in optimizer.param_groups:
                group["lr"] = group["base"] * factor
            with torch.autocast("cpu", torch.bfloat16, enabled=args.bfloat16):
                states = model.encoder(batch["pieces"], batch["mask"])
                parts = losses(model, batch, heads, states)
                if teacher:
                    parts |= distil.losses(model, teacher, batch, states)
            loss = sum(WEIGHTS.get(name, 1.0) * value for name, value in parts.items())
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(trained, 1.0)
            optimizer.step()
            step += 1
            keep = min(args.average, (1 + step) / (10 + step))
            with torch.no_grad():
                torch._foreach_lerp_([a for a, _ in pairs], [p.detach() for _, p in pairs], 1 - keep)
            seen += int(batch["mask"].sum())
            for name, value in parts.items():
                totals[name] += value.item()
                totals["n " + name] += 1
            if step % 50 == 0:
                shown = " ".join(f"{n} {totals[n] / totals['n ' + n]:.3f}" for n in sorted(parts))
                print(
                    f"{elapsed:6.1f} min epoch {epoch} step {step} {seen / (time.monotonic() - began + 1e-9 - used * 60):.0f} pieces/s {shown}",
                    flush=True,
                )
                totals.clear()
            if time.monotonic() - saved_at > 240:
                save()
                saved_at = time.monotonic()
    save()


if __name__ == "__main__":
    main()
