"""Write the trained network as int8 ONNX, with everything the run-time needs beside it.

    python -m recipe.export --checkpoint BUILD/lg/checkpoint.pt --base BUILD/base --out models/id_warta_lg/tagger

Writes `encoder.onnx` (weights of linear maps int8 by channel, piece embeddings int8 by row), `relations.onnx` (fp32),
`pieces.json`, `labels.json`.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from .datasets import read_rows
from .network import TREEBANKS, Network


class _Rows(nn.Module):
    """An embedding table in int8, one scale a row."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("table", torch.round(weight / scale).to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, index: Tensor) -> Tensor:
        return self.table[index].float() * self.scale[index]


class _Tagger(nn.Module):
    """What the run-time calls: all heads at once, for one window of words."""

    def __init__(self, model: Network) -> None:
        super().__init__()
        self.model = model
        self.ner_names = sorted(model.ner)

    def forward(self, pieces: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        model = self.model
        syntax, entity = model.words(pieces, torch.ones_like(pieces), first)
        by_treebank = syntax + model.treebank.weight[TREEBANKS.index("csui")]
        arcs, dependent, head = model.arcs(by_treebank)
        out = [torch.log_softmax(getattr(model, n)(by_treebank), -1)[0] for n in ("upos", "feats", "lemma")]
        out += [torch.sigmoid(model.end_scores(syntax))[0], arcs[0], dependent[0], head[0]]
        out += [torch.log_softmax(model.ner[n](entity), -1)[0] for n in self.ner_names]
        out.append(torch.log_softmax(model.quotes(entity), -1)[0])
        return tuple(out)


class _Relations(nn.Module):
    def __init__(self, model: Network) -> None:
        super().__init__()
        self.model = model

    def forward(self, dependent: Tensor, head: Tensor) -> Tensor:
        return torch.log_softmax(self.model.relations(dependent, head), -1)


def load(checkpoint: Path, *, weights: str = "average") -> Network:
    """Load a network from a training checkpoint, ready for evaluation."""
    saved = torch.load(checkpoint)
    state = saved[weights]
    layers = 1 + max(int(name.split(".")[2]) for name in state if name.startswith("encoder.layers."))
    model = Network(state["encoder.word.weight"].shape[0], saved["labels"], layers=layers)
    model.load_state_dict(state)
    return model.eval()


def write_lemmas(data: Path, out: Path) -> None:
    """Write the lemma of every form and tag of the treebanks; where they differ, UD Indonesian-CSUI decides, then PUD, then GSD."""
    counts: dict[str, dict[tuple[str, str], Counter[str]]] = {name: {} for name in ("csui", "pud", "gsd")}
    for sentence in read_rows(data / "train.jsonl"):
        if sentence["set"] in counts:
            for (start, end), tag, lemma in zip(sentence["spans"], sentence["upos"], sentence["lemma"], strict=True):
                key = (sentence["text"][start:end].lower(), tag)
                counts[sentence["set"]].setdefault(key, Counter())[lemma.lower()] += 1
    lexicon: dict[tuple[str, str], str] = {}
    for by_form in counts.values():
        for key, lemmas in by_form.items():
            lexicon.setdefault(key, lemmas.most_common(1)[0][0])
    rows = [
        f"{form}\t{tag}\t{lemma}"
        for (form, tag), lemma in sorted(lexicon.items())
        if tag != "PUNCT" and not form.isdigit()
    ]
    head = "# form, tag, lemma: from UD Indonesian-CSUI (train), PUD and GSD (dev), CC BY-SA 4.0"
    (out / "lemmas.tsv").write_text("\n".join([head, *rows]) + "\n", "utf-8")


def export(model: Network, base: Path, out: Path) -> None:
    """Export a network into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    labels = dict(model.labels)
    tagger = _Tagger(model).eval()
    model.encoder.word = _Rows(model.encoder.word.weight.data)  # type: ignore[assignment]
    ner = list(tagger.ner_names)
    names = ["upos", "feats", "lemma", "ends", "arcs", "dependent", "head", *ner, "quotes"]
    pieces, first = torch.randint(4, 1000, (1, 24)), torch.arange(1, 21)[None]
    axes = {"pieces": {1: "pieces"}, "first": {1: "words"}}
    axes |= {name: {0: "words"} for name in names}
    axes["arcs"] = {0: "words", 1: "heads"}
    axes["head"] = {0: "heads"}
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            tagger, (pieces, first), str(plain), input_names=["pieces", "first"], output_names=names,
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(
            plain, out / "encoder.onnx", per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul"]
        )
        dependent, head = torch.randn(5, 128), torch.randn(5, 128)
        torch.onnx.export(
            _Relations(model).eval(), (dependent, head), str(out / "relations.onnx"), input_names=["dependent", "head"],
            output_names=["relations"], opset_version=17, dynamo=False,
            dynamic_axes={"dependent": {0: "words"}, "head": {0: "words"}, "relations": {0: "words"}},
        )  # fmt: skip
    shutil.copy(base / "pieces.json", out / "pieces.json")
    (out / "labels.json").write_text(
        json.dumps(labels | {"outputs": names}, ensure_ascii=False, indent=0) + "\n", "utf-8"
    )
    print({p.name: f"{p.stat().st_size / 1e6:.1f} MB" for p in sorted(out.iterdir())})


def main() -> None:
    """Run the step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument(
        "--data", type=Path, required=True, help="folder of the prepared sentences, for the lemma lexicon"
    )
    parser.add_argument("--roots", type=Path, required=True, help="a list of root words, one a line")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--weights", choices=("average", "model"), default="average")
    args = parser.parse_args()
    np.random.seed(0)
    export(load(args.checkpoint, weights=args.weights), args.base, args.out)
    write_lemmas(args.data, args.out)
    shutil.copy(args.roots, args.out / "roots.txt")


if __name__ == "__main__":
    main()
