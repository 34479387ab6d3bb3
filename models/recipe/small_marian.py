"""Train a small Marian model on the sentence pairs of this repository, for the tests of `--translate`; it does not ship.

    python -m recipe.small_marian --pairs models/marian/pairs.tsv --out models/marian/small_marian

A folder as Helsinki-NLP's on the hub: config.json, model.safetensors (fp16), source.spm, target.spm, vocab.json. The model knows the
vocabulary of the pairs and nothing else: it is no translation model for use.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import time
from pathlib import Path

import sentencepiece
import torch
from transformers import GenerationConfig, MarianConfig, MarianMTModel, MarianTokenizer

from warta.lexicon import read

IGNORE = -100


def make_tokenizer(texts: list[str], folder: Path, *, size: int) -> MarianTokenizer:
    """Train one SentencePiece model for both languages and return the tokenizer, written to a folder."""
    made = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts),
        model_writer=made,
        vocab_size=size,
        model_type="unigram",
        character_coverage=1.0,
        hard_vocab_limit=False,
        normalization_rule_name="nmt_nfkc",
        bos_id=-1,
        unk_id=1,
        eos_id=0,
        minloglevel=2,
    )
    processor = sentencepiece.SentencePieceProcessor(model_proto=made.getvalue())
    pieces = [processor.id_to_piece(n) for n in range(processor.get_piece_size())]
    vocabulary = {"</s>": 0, "<unk>": 1}
    for piece in pieces:
        vocabulary.setdefault(piece, len(vocabulary))
    vocabulary["<pad>"] = len(vocabulary)
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("source.spm", "target.spm"):
        (folder / name).write_bytes(made.getvalue())
    (folder / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False), "utf-8")
    tokenizer = MarianTokenizer(
        source_spm=str(folder / "source.spm"),
        target_spm=str(folder / "target.spm"),
        vocab=str(folder / "vocab.json"),
        source_lang="id",
        target_lang="en",
        model_max_length=512,
    )
    tokenizer.save_pretrained(folder)
    return tokenizer


def make_model(tokenizer: MarianTokenizer, *, width: int, layers: int) -> MarianMTModel:
    """Return an untrained model."""
    padding, size = tokenizer.pad_token_id, len(tokenizer.get_vocab())
    config = MarianConfig(
        vocab_size=size,
        d_model=width,
        encoder_layers=layers,
        decoder_layers=layers,
        encoder_attention_heads=4,
        decoder_attention_heads=4,
        encoder_ffn_dim=2 * width,
        decoder_ffn_dim=2 * width,
        max_position_embeddings=512,
        activation_function="swish",
        scale_embedding=True,
        static_position_embeddings=True,
        dropout=0.1,
        pad_token_id=padding,
        eos_token_id=0,
        decoder_start_token_id=padding,
        forced_eos_token_id=0,
        num_beams=4,
    )
    model = MarianMTModel(config)
    model.generation_config = GenerationConfig(
        pad_token_id=padding,
        eos_token_id=0,
        decoder_start_token_id=padding,
        forced_eos_token_id=0,
        bad_words_ids=[[padding]],
        num_beams=4,
        max_length=512,
    )
    return model


def padded(rows: list[list[int]], fill: int) -> torch.Tensor:
    """Return rows of unequal length as one tensor."""
    longest = max(map(len, rows))
    return torch.tensor([row + [fill] * (longest - len(row)) for row in rows])


def exact(model: MarianMTModel, tokenizer: MarianTokenizer, pairs: list[tuple[str, str]]) -> int:
    """Return how many sentences are translated word for word as in the pairs."""
    model.eval()
    right = 0
    for at in range(0, len(pairs), 32):
        some = pairs[at : at + 32]
        given = tokenizer([pair[0] for pair in some], return_tensors="pt", padding=True)
        with torch.no_grad():
            made = model.generate(**given, max_length=None, max_new_tokens=80)
        texts = tokenizer.batch_decode(made, skip_special_tokens=True)
        right += sum(text == pair[1] for text, pair in zip(texts, some, strict=True))
    return right


def main() -> None:
    """Run the step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--vocabulary", type=int, default=520)
    parser.add_argument("--width", type=int, default=128)
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--epochs", type=int, default=50)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    random.seed(args.seed)
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    rows = read(args.pairs)
    train = [(r["indonesian"], r["english"]) for r in rows if r["split"] == "train"]
    held_out = [(r["indonesian"], r["english"]) for r in rows if r["split"] == "held-out"]
    tokenizer = make_tokenizer([text for pair in train for text in pair], args.out, size=args.vocabulary)
    model = make_model(tokenizer, width=args.width, layers=args.layers)
    print(f"{sum(p.numel() for p in model.parameters()):,} parameters, {len(tokenizer.get_vocab())} pieces", flush=True)
    sources = [tokenizer(pair[0])["input_ids"] for pair in train]
    targets = [tokenizer(text_target=pair[1])["input_ids"] for pair in train]
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=0.01)
    size = 32
    steps = args.epochs * ((len(train) + size - 1) // size)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=2e-3, total_steps=steps, pct_start=0.1)
    loss_of = torch.nn.CrossEntropyLoss(ignore_index=IGNORE, label_smoothing=0.1)
    padding, began = tokenizer.pad_token_id, time.monotonic()
    for epoch in range(args.epochs):
        model.train()
        order = sorted(range(len(train)), key=lambda n: (len(sources[n]) // 4, random.random()))
        batches = [order[i : i + size] for i in range(0, len(order), size)]
        random.shuffle(batches)
        total = 0.0
        for batch in batches:
            given = padded([sources[n] for n in batch], padding)
            wanted = padded([targets[n] for n in batch], IGNORE)
            before = padded([[padding, *targets[n][:-1]] for n in batch], padding)
            logits = model(
                input_ids=given, attention_mask=(given != padding).long(), decoder_input_ids=before, use_cache=False
            ).logits
            loss = loss_of(logits.flatten(0, 1), wanted.flatten())
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            total += loss.item()
        if epoch % 5 == 4:
            print(f"epoch {epoch}: loss {total / len(batches):.3f}, {time.monotonic() - began:.0f} s", flush=True)
    model.half().save_pretrained(args.out)
    right = exact(model.float(), tokenizer, held_out)
    print(f"{right} of {len(held_out)} held-out pairs word for word")


if __name__ == "__main__":
    main()
