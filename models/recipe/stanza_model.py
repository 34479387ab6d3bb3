"""Train the Stanza model of the benchmark and of the tests by Stanza's own scripts, from the sentences `id_warta_lg` was trained on.

    python -m recipe.stanza_model --data "$WARTA_DATA" --sentences BUILD/data --out BUILD/stanza --model models/stanza/id

The sentences are those of `recipe.datasets`: CSUI train, PUD and GSD dev without any sentence of a test split; every twentieth
serves Stanza to choose the best checkpoint, as its recipe does with a development set. Names come from idner-news-2k in the
same way. Word vectors are trained here, on the raw news and the training sentences; a character language model
is not made. Every command is printed, and a step whose output is there is not done again. Needs `stanza` and `gensim`; about
twenty minutes on one core.

With `--sizes stanza` the layers have the sizes of Stanza's own packages and are trained for a few steps only: such a model tags
nothing well, but takes the time that a package takes (less: its character language model is left out), for `recipe.benchmark`.

The parts are left in Stanza's layout, MODEL/PROCESSOR/warta.pt, which `tag.model` and `stanza.Pipeline(dir=...)` read.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from recipe.datasets import blocks, key, read_rows
from warta.nlp.tokenizer import tokenize

TREEBANK, SHORT = "UD_Indonesian-Warta", "id_warta"
SOURCES = {
    "csui": "ud-csui/id_csui-ud-train.conllu",
    "pud": "ud-pud/id_pud-ud-test.conllu",
    "gsd": "ud-gsd/id_gsd-ud-dev.conllu",
}
TEST = "ud-csui/id_csui-ud-test.conllu"
RAW_NEWS = "raw-news/indonesian-portals-2025-06.jsonl.gz"
DEVELOPMENT = 20  # every so manieth sentence chooses the checkpoint
VECTORS = {"vector_size": 64, "window": 5, "min_count": 8, "epochs": 6}
#: Options of Stanza's training scripts besides its defaults: small layers and few steps, for one core and a small file.
OPTIONS = {
    "tokenizer": "--steps 1000 --batch_size 16 --max_seqlen 100",
    "mwt": "--num_epoch 8",
    "pos": "--hidden_dim 128 --char_hidden_dim 100 --char_emb_dim 50 --deep_biaff_hidden_dim 128 --composite_deep_biaff_hidden_dim 50 "
    "--transformed_dim 64 --word_emb_dim 50 --batch_size 40 --max_steps 900 --max_steps_before_stop 900 --dropout 0.4 --fix_eval_interval",
    "depparse": "--hidden_dim 160 --char_hidden_dim 100 --char_emb_dim 50 --deep_biaff_hidden_dim 100 --deep_biaff_output_dim 100 --num_layers 2 "
    "--transformed_dim 64 --word_emb_dim 50 --batch_size 800 --max_steps 900 --optim adam --lr 0.002 --beta2 0.95 --no_second_optim --dropout 0.4 --no_checkpoint",
    "lemma": "--num_epoch 3 --hidden_dim 100",
    "ner": "--hidden_dim 128 --char_hidden_dim 64 --char_emb_dim 50 --word_emb_dim 64 --no_emb_finetune --max_steps 400 --eval_interval 100",
}  # fmt: skip

#: Stanza's own sizes, hardly trained: for measuring speed. What cuts the words has them anyway and is trained, so that there are as many.
UNTRAINED = {
    "tokenizer": OPTIONS["tokenizer"],
    "mwt": OPTIONS["mwt"],
    "pos": "--max_steps 8 --max_steps_before_stop 8 --eval_interval 8",
    "depparse": "--max_steps 8 --eval_interval 8",
    "lemma": "--num_epoch 1",
    "ner": "--max_steps 8 --eval_interval 8",
}


def kept(sentences: Path) -> Iterator[dict[str, object]]:
    """Yield the training sentences that `recipe.datasets` kept."""
    yield from read_rows(sentences / "train.jsonl")


def write_treebank(data: Path, sentences: Path, folder: Path) -> dict[str, int]:
    """Write train, dev and test in the layout of a UD treebank, without the sets' differing language-specific tags.

    Args:
        data: the data folder.
        sentences: the output of `recipe.datasets`.
        folder: the treebank's folder.

    Returns:
        sentences of each part.
    """
    wanted = {(s["set"], key(str(s["text"]))) for s in kept(sentences) if s["set"] in SOURCES}
    parts: dict[str, list[str]] = {"train": [], "dev": [], "test": []}
    for name, path in SOURCES.items():
        number = 0
        for block in blocks(data / path):
            text = next(line[9:] for line in block if line.startswith("# text = "))
            if (name, key(text)) not in wanted:
                continue
            wanted.discard((name, key(text)))
            number += 1
            parts["dev" if number % DEVELOPMENT == 0 else "train"].append(_plain(block))
    parts["test"] = [_plain(block) for block in blocks(data / TEST)]
    folder.mkdir(parents=True, exist_ok=True)
    for part, items in parts.items():
        (folder / f"{SHORT}-ud-{part}.conllu").write_text("".join(items), "utf-8")
    return {part: len(items) for part, items in parts.items()}


def _plain(block: list[str]) -> str:
    rows = []
    for line in block:
        columns = line.split("\t")
        if len(columns) == 10:
            columns[4] = columns[8] = "_"
        rows.append("\t".join(columns))
    return "\n".join(rows) + "\n\n"


def write_names(sentences: Path, folder: Path) -> None:
    """Write the name tags of idner-news-2k, a token a line, as Stanza's converter reads them."""
    folder.mkdir(parents=True, exist_ok=True)
    parts: dict[str, list[str]] = {"train": [], "dev": []}
    for number, sentence in enumerate((s for s in kept(sentences) if s["set"] == "idner"), start=1):
        text = str(sentence["text"])
        rows = [f"{text[a:b]}\t{tag}\n" for (a, b), tag in zip(sentence["spans"], sentence["ner"], strict=True)]  # type: ignore[call-overload]
        parts["dev" if number % DEVELOPMENT == 0 else "train"].append("".join(rows) + "\n")
    for part, items in parts.items():
        (folder / f"{SHORT}.{part}.bio").write_text("".join(items), "utf-8")


def write_vectors(data: Path, treebank: Path, path: Path) -> None:
    """Train word vectors (skip-gram) on the raw news and the training sentences, and write them as text."""
    from gensim.models import Word2Vec

    lines: list[list[str]] = []
    seen: set[str] = set()
    with gzip.open(data / RAW_NEWS, "rt", encoding="utf-8") as file:
        for row in file:
            for paragraph in (json.loads(row)["text"] or "").split("\n"):
                mark = key(paragraph)
                if len(mark) > 20 and mark not in seen:
                    seen.add(mark)
                    lines.append([paragraph[a:b].lower() for a, b in tokenize(paragraph)])
    for block in blocks(treebank / f"{SHORT}-ud-train.conllu"):
        rows = [line.split("\t") for line in block if not line.startswith("#")]
        lines.append([row[1].lower() for row in rows if row[0].isdigit()])
    model = Word2Vec(lines, sg=1, seed=1, workers=1, **VECTORS)  # one worker: the same vectors every time
    with path.open("w", encoding="utf-8") as out:
        out.write(f"{len(model.wv.index_to_key)} {VECTORS['vector_size']}\n")
        for word in model.wv.index_to_key:
            if " " not in word and "\u00a0" not in word:
                out.write(f"{word} {' '.join(f'{value:.4f}' for value in model.wv[word])}\n")


class Training:
    """Stanza's scripts, run in a folder of their own.

    Args:
        out: the folder.
        vectors: Stanza's file of word vectors.
        options: options of the training script of each part.
    """

    def __init__(self, out: Path, vectors: Path, options: dict[str, str] = OPTIONS) -> None:
        self.out, self.vectors, self.options = out, vectors, options
        self.saved = out / "saved"

    def python(self, module: str, *arguments: object) -> None:
        """Run a module, printing the command; a failure ends the recipe."""
        words = [sys.executable, "-m", module, *map(str, arguments)]
        print("+", " ".join(["python", *words[1:]]), flush=True)
        places = {"UDBASE": "ud", "DATA_ROOT": "data", "STANZA_RESOURCES_DIR": "resources"}
        environment = {**os.environ, **{name: str(self.out / place) for name, place in places.items()}}
        with (self.out / "log.txt").open("a", encoding="utf-8") as log:
            subprocess.run(words, check=True, env=environment, cwd=self.out, stdout=log, stderr=subprocess.STDOUT)

    def train(self, part: str) -> Path:
        """Prepare the data of a part, train it, and return its file."""
        folder = self.saved / part
        made = sorted(folder.glob("*.pt"))
        if made:
            return made[-1]
        vectors = ["--wordvec_pretrain_file", self.vectors]
        if part == "ner":
            for name in ("train", "dev"):
                self.python(
                    "stanza.utils.datasets.ner.prepare_ner_file",
                    f"names/{SHORT}.{name}.bio",
                    f"names/{SHORT}.{name}.json",
                )
            self.python("stanza.models.ner_tagger", "--train_file", f"names/{SHORT}.train.json", "--eval_file", f"names/{SHORT}.dev.json",
                        "--shorthand", SHORT, "--save_dir", folder, *vectors, *self.options[part].split())  # fmt: skip
            return sorted(folder.glob("*.pt"))[-1]
        prepare = {"tokenizer": [], "mwt": [], "pos": [], "lemma": ["--gold"],
                   "depparse": ["--no_charlm", "--save_dir", self.saved / "pos", "--no_download_tagger", *vectors]}  # fmt: skip
        self.python(f"stanza.utils.datasets.prepare_{part}_treebank", TREEBANK, *prepare[part])
        extra: list[object] = [] if part == "mwt" else ["--no_charlm"]
        if part in ("pos", "depparse"):
            extra += vectors
        self.python(
            f"stanza.utils.training.run_{part}", TREEBANK, "--save_dir", folder, *extra, *self.options[part].split()
        )
        return sorted(folder.glob("*.pt"))[-1]


def main() -> None:
    """Run the step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sentences", type=Path, required=True, help="the output of recipe.datasets")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True, help="where the model is put")
    parser.add_argument(
        "--sizes", choices=("small", "stanza"), default="small", help="stanza: hardly trained, for speed only"
    )
    parser.add_argument("--parts", nargs="*", default=list(OPTIONS), help="only these")
    args = parser.parse_args()
    out: Path = args.out.resolve()
    treebank = out / "ud" / TREEBANK
    counts = write_treebank(args.data, args.sentences, treebank)
    print(" ".join(f"{part}: {count} sentences;" for part, count in counts.items()), flush=True)
    write_names(args.sentences, out / "names")
    text, vectors = out / "vectors.txt", out / "vectors.pt"
    if not text.exists():
        write_vectors(args.data, treebank, text)
    training = Training(out, vectors, OPTIONS if args.sizes == "small" else UNTRAINED)
    if not vectors.exists():
        training.python("stanza.models.common.convert_pretrain", vectors, text)
    publish("pretrain", vectors, args.model)
    for part in OPTIONS:
        if part in args.parts:
            publish("tokenize" if part == "tokenizer" else part, training.train(part), args.model)


def publish(part: str, path: Path, model: Path) -> None:
    """Put a part in its place in the model, its weights in half precision, and print its hash.

    Stanza copies weights into its own single-precision ones when it loads them; the word vectors it takes as they are. Its options name the
    files they were trained with; only the names of those files stay.
    """
    import torch

    target = model / part / "warta.pt"
    target.parent.mkdir(parents=True, exist_ok=True)
    checkpoint = torch.load(path, map_location="cpu", weights_only=True)
    weights = checkpoint.get("model")
    if weights:
        checkpoint["model"] = {
            k: v.half() if torch.is_tensor(v) and v.is_floating_point() else v for k, v in weights.items()
        }
    if options := checkpoint.get("config"):
        checkpoint["config"] = {
            k: Path(v).name if isinstance(v, str) and Path(v).is_absolute() else v for k, v in options.items()
        }
    torch.save(checkpoint, target, _use_new_zipfile_serialization=False)
    digest = hashlib.sha256(target.read_bytes()).hexdigest()[:16]
    print(f"{target} {target.stat().st_size / 1e6:.1f} MB sha256 {digest}", flush=True)


if __name__ == "__main__":
    main()
