"""Fine-tune a small token-classification model, for the tests of `entities.backend=transformers`; it does not ship.

    python -m recipe.small_ner --base BUILD/base --data "$WARTA_DATA" --out models/small_ner

The first two layers of the base encoder (`recipe.base`: multilingual-e5-small, MIT) under a vocabulary cut down to `--vocabulary`
pieces, fine-tuned on idner-news-2k train (MIT); the epoch is chosen on its dev split. The folder is an ordinary one of transformers
(config.json, model.safetensors in fp16, tokenizer.json), as a user's own model would be.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, decoders, normalizers, pre_tokenizers, processors
from tokenizers.models import Unigram
from transformers import BertConfig, BertForTokenClassification, PreTrainedTokenizerFast

from .base import trim
from .datasets import key, read_ner
from .evaluate import f1, spans

TAGS = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]
IGNORE = -100


def make_tokenizer(pieces: list[tuple[str, float]]) -> PreTrainedTokenizerFast:
    """Return a fast tokenizer over Unigram pieces, the first four of which are `<s> <pad> </s> <unk>`."""
    made = Tokenizer(Unigram(pieces, unk_id=3))
    made.normalizer = normalizers.NFKC()
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    made.decoder = decoders.Metaspace()
    made.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    return PreTrainedTokenizerFast(
        tokenizer_object=made,
        bos_token="<s>",
        cls_token="<s>",
        pad_token="<pad>",
        eos_token="</s>",
        sep_token="</s>",
        unk_token="<unk>",
        model_max_length=160,
    )


def make_model(base: Path, keep: list[int], *, layers: int, positions: int) -> BertForTokenClassification:
    """Return the classifier with the weights of the base encoder's pieces `keep` and first layers."""
    state: dict[str, torch.Tensor] = torch.load(base / "encoder.pt", weights_only=True)
    hidden = state["word.weight"].shape[1]
    config = BertConfig(
        vocab_size=len(keep),
        hidden_size=hidden,
        num_hidden_layers=layers,
        num_attention_heads=12,
        intermediate_size=state["layers.0.up.weight"].shape[0],
        max_position_embeddings=positions,
        type_vocab_size=1,
        pad_token_id=1,
        id2label=dict(enumerate(TAGS)),
        label2id={tag: no for no, tag in enumerate(TAGS)},
    )
    model = BertForTokenClassification(config)
    bert = model.bert
    names = {
        "embeddings.word_embeddings.weight": state["word.weight"][keep],
        "embeddings.position_embeddings.weight": state["position.weight"][:positions],
        "embeddings.token_type_embeddings.weight": torch.zeros(1, hidden),
        "embeddings.LayerNorm.weight": state["norm.weight"],
        "embeddings.LayerNorm.bias": state["norm.bias"],
    }
    parts = {
        "attention.self.query": "query",
        "attention.self.key": "key",
        "attention.self.value": "value",
        "attention.output.dense": "out",
        "attention.output.LayerNorm": "norm1",
        "intermediate.dense": "up",
        "output.dense": "down",
        "output.LayerNorm": "norm2",
    }
    for layer in range(layers):
        for theirs, ours in parts.items():
            for kind in ("weight", "bias"):
                names[f"encoder.layer.{layer}.{theirs}.{kind}"] = state[f"layers.{layer}.{ours}.{kind}"]
    missing, unexpected = bert.load_state_dict(names, strict=False)
    if unexpected or [name for name in missing if "position_ids" not in name]:
        raise ValueError(f"weights do not fit: missing {missing}, unexpected {unexpected}")
    return model


def encode(tokenizer: PreTrainedTokenizerFast, sentence: dict[str, Any]) -> tuple[list[int], list[int], list[int]]:
    """Return pieces, their targets (the tag at the first piece of a token), and the numbers of those first pieces by token."""
    encoding = tokenizer(sentence["text"], truncation=True, return_offsets_mapping=True)
    targets, first = [IGNORE] * len(encoding["input_ids"]), [-1] * len(sentence["spans"])
    token = 0
    for place, (start, end) in enumerate(encoding["offset_mapping"]):
        while token < len(sentence["spans"]) and sentence["spans"][token][1] <= start:
            token += 1
        if start == end or token == len(sentence["spans"]):
            continue
        if first[token] < 0 and end > sentence["spans"][token][0]:
            first[token] = place
            targets[place] = TAGS.index(sentence["ner"][token])
    return encoding["input_ids"], targets, first


def padded(rows: list[list[int]], fill: int) -> torch.Tensor:
    """Return rows of unequal length as one tensor."""
    longest = max(map(len, rows))
    return torch.tensor([row + [fill] * (longest - len(row)) for row in rows])


def measure(
    model: BertForTokenClassification, tokenizer: PreTrainedTokenizerFast, sentences: list[dict[str, Any]]
) -> float:
    """Return F1 over exact spans and labels, each token tagged with its likeliest tag."""
    model.eval()
    gold, found = [], []
    with torch.no_grad():
        for sentence in sentences:
            pieces, _, first = encode(tokenizer, sentence)
            best = model(input_ids=torch.tensor([pieces])).logits[0].argmax(-1).tolist()
            tags = [TAGS[best[place]] if place >= 0 else "O" for place in first]
            gold.append(spans(sentence["spans"], sentence["ner"]))
            found.append(spans(sentence["spans"], tags))
    return f1(gold, found)["f1"]


def main() -> None:
    """Run the step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--vocabulary", type=int, default=3200)
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--positions", type=int, default=160)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    random.seed(args.seed)
    torch.manual_seed(args.seed)
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    folder = args.data / "idner-news-2k"
    test, dev = list(read_ner(folder / "test.txt", "idner")), list(read_ner(folder / "dev.txt", "idner"))
    held_out = {key(s["text"]) for s in [*test, *dev]}
    train = [s for s in read_ner(folder / "train.txt", "idner") if key(s["text"]) not in held_out]
    print(f"{len(train)} sentences to train on, {len(dev)} dev, {len(test)} test", flush=True)
    pieces = [(piece, score) for piece, score in json.loads((args.base / "pieces.json").read_text("utf-8"))]
    keep = trim(pieces, args.data, args.vocabulary)
    tokenizer = make_tokenizer([pieces[n] for n in keep])
    model = make_model(args.base, keep, layers=args.layers, positions=args.positions)
    rows = [encode(tokenizer, s)[:2] for s in train]
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-4, weight_decay=0.01)
    size = 16
    steps = args.epochs * (len(rows) // size + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=3e-4, total_steps=steps, pct_start=0.1)
    best, began = -1.0, time.monotonic()
    for epoch in range(args.epochs):
        model.train()
        order = sorted(range(len(rows)), key=lambda n: (len(rows[n][0]) // 8, random.random()))
        batches = [order[i : i + size] for i in range(0, len(order), size)]
        random.shuffle(batches)
        total = 0.0
        for batch in batches:
            ids = padded([rows[n][0] for n in batch], 1)
            loss = model(
                input_ids=ids,
                attention_mask=(ids != 1).long(),
                labels=padded([rows[n][1] for n in batch], IGNORE),
            ).loss
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            total += loss.item()
        score = measure(model, tokenizer, dev)
        print(
            f"epoch {epoch}: loss {total / len(batches):.4f}, dev F1 {score:.4f}, {time.monotonic() - began:.0f} s",
            flush=True,
        )
        if score > best:
            best = score
            model.half().save_pretrained(args.out)
            model.float()
    tokenizer.save_pretrained(args.out)
    chosen = BertForTokenClassification.from_pretrained(args.out, dtype=torch.float32, local_files_only=True)
    print(f"dev F1 {best:.4f}, test F1 {measure(chosen, tokenizer, test):.4f}")


if __name__ == "__main__":
    main()
