"""The network: a BERT-shaped encoder with one head for each kind of tag, and a biaffine parser."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

TREEBANKS = ("csui", "pud", "gsd", "gsd17")


class Layer(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self, hidden: int, heads: int, inner: int, dropout: float) -> None:
        """Make the layer's weights."""
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.out = (nn.Linear(hidden, hidden) for _ in range(4))
        self.up, self.down = nn.Linear(hidden, inner), nn.Linear(inner, hidden)
        self.norm1, self.norm2 = nn.LayerNorm(hidden, eps=1e-12), nn.LayerNorm(hidden, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Return the layer's output for `x` (batch, pieces, hidden) with an additive attention `bias`."""
        batch, length, hidden = x.shape
        split = (batch, length, self.heads, hidden // self.heads)
        q = self.query(x).view(split).transpose(1, 2)
        k = self.key(x).view(split).transpose(1, 2)
        v = self.value(x).view(split).transpose(1, 2)
        if torch.onnx.is_in_onnx_export():
            weights = torch.softmax(q @ k.transpose(2, 3) / math.sqrt(hidden // self.heads) + bias, -1)
            mixed = weights @ v
        else:
            mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        x = self.norm1(x + self.dropout(self.out(mixed.transpose(1, 2).reshape(batch, length, hidden))))
        return self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Word-piece embeddings and transformer layers; gives the states after every layer."""

    def __init__(self, vocab: int, *, hidden: int = 384, layers: int = 12, heads: int = 12, inner: int = 1536) -> None:
        """Make the encoder's weights."""
        super().__init__()
        self.word = nn.Embedding(vocab, hidden)
        self.position = nn.Embedding(512, hidden)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(hidden, heads, inner, 0.1) for _ in range(layers))
        self.dropout = nn.Dropout(0.1)

    def forward(self, pieces: Tensor, mask: Tensor) -> list[Tensor]:
        """Return states (batch, pieces, hidden) after the embeddings and after each layer; `mask` is 1 for real pieces."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.dropout(self.norm(self.word(pieces) + self.position(places)))
        bias = ((1.0 - mask.to(x.dtype)) * -1e4)[:, None, None, :]
        states = [x]
        for layer in self.layers:
            x = layer(x, bias)
            states.append(x)
        return states


class Mix(nn.Module):
    """A learned weighted average of layers."""

    def __init__(self, layers: int) -> None:
        """Start with most of the weight on the last layers."""
        super().__init__()
        self.weights = nn.Parameter(torch.linspace(-2, 1, layers))

    def forward(self, states: list[Tensor]) -> Tensor:
        """Return the average."""
        share = torch.softmax(self.weights, 0)
        total = states[0] * share[0]
        for i, state in enumerate(states[1:], 1):
            total = total + state * share[i]
        return total


def mlp(inputs: int, inner: int, outputs: int) -> nn.Sequential:
    """Return a classifier with one hidden layer."""
    return nn.Sequential(
        nn.Dropout(0.2), nn.Linear(inputs, inner), nn.GELU(), nn.Dropout(0.2), nn.Linear(inner, outputs)
    )


class Network(nn.Module):
    """The encoder with all heads. `labels` names the classes of each head: upos, feats, lemma, rel and `ner_*`, quotes."""

    def __init__(self, vocab: int, labels: dict[str, list[str]], *, hidden: int = 384, layers: int = 12) -> None:
        """Make all weights."""
        super().__init__()
        self.labels = labels
        self.encoder = Encoder(vocab, hidden=hidden, layers=layers)
        self.syntax_mix, self.entity_mix = Mix(layers + 1), Mix(layers + 1)
        self.treebank = nn.Embedding(len(TREEBANKS), hidden)
        nn.init.normal_(self.treebank.weight, std=0.02)
        self.upos = mlp(hidden, 192, len(labels["upos"]))
        self.feats = mlp(hidden, 192, len(labels["feats"]))
        self.lemma = mlp(hidden, 192, len(labels["lemma"]))
        self.ends = mlp(2 * hidden, 192, 1)
        self.ner = nn.ModuleDict(
            {
                name: nn.Sequential(nn.Dropout(0.2), nn.Linear(hidden, len(tags)))
                for name, tags in labels.items()
                if name.startswith("ner_")
            }
        )
        self.quotes = nn.Sequential(nn.Dropout(0.1), nn.Linear(hidden, len(labels["quotes"])))
        self.root = nn.Parameter(torch.zeros(hidden))
        self.arc_dependent, self.arc_head = nn.Linear(hidden, 256), nn.Linear(hidden, 256)
        self.rel_dependent, self.rel_head = nn.Linear(hidden, 128), nn.Linear(hidden, 128)
        self.arc = nn.Parameter(torch.zeros(257, 256))
        self.rel = nn.Parameter(torch.zeros(129, len(labels["rel"]), 129))
        nn.init.xavier_uniform_(self.arc)
        nn.init.normal_(self.rel, std=0.02)
        self.parser_dropout = nn.Dropout(0.25)

    def words(self, pieces: Tensor, mask: Tensor, first: Tensor) -> tuple[Tensor, Tensor]:
        """Return the states of words for syntax and for entities, taken at each word's first piece."""
        return self.of_words(self.encoder(pieces, mask), first)

    def of_words(self, states: list[Tensor], first: Tensor) -> tuple[Tensor, Tensor]:
        """Return the same from the encoder's states after every layer."""
        index = first[:, :, None].expand(-1, -1, states[0].shape[2])
        return self.syntax_mix(states).gather(1, index), self.entity_mix(states).gather(1, index)

    def end_scores(self, syntax: Tensor) -> Tensor:
        """Return for each word (batch, words) the score that a sentence ends with it, from its own state and the next word's."""
        following = torch.cat([syntax[:, 1:], torch.zeros_like(syntax[:, :1])], 1)
        return self.ends(torch.cat([syntax, following], -1))[..., 0]

    def arcs(self, syntax: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return arc scores (batch, words, 1 + words; column 0 is the root) and the relation vectors of dependents and heads."""
        heads = torch.cat([self.root.expand(syntax.shape[0], 1, -1), syntax], 1)
        drop = self.parser_dropout
        dependent = drop(functional.gelu(self.arc_dependent(drop(syntax))))
        head = drop(functional.gelu(self.arc_head(drop(heads))))
        with_bias = torch.cat([dependent, torch.ones_like(dependent[..., :1])], -1)
        scores = with_bias @ self.arc @ head.transpose(1, 2) / 16
        return (
            scores,
            drop(functional.gelu(self.rel_dependent(drop(syntax)))),
            drop(functional.gelu(self.rel_head(drop(heads)))),
        )

    def relations(self, dependent: Tensor, head: Tensor) -> Tensor:
        """Return relation scores for pairs of vectors (..., 128)."""
        ones = torch.ones_like(dependent[..., :1])
        left, right = torch.cat([dependent, ones], -1), torch.cat([head, ones], -1)
        inner = (left @ self.rel.reshape(129, -1)).reshape(*left.shape[:-1], self.rel.shape[1], 129)
        return (inner * right[..., None, :]).sum(-1)


def possible_heads(sid: Tensor) -> Tensor:
    """Return which words may be heads of which (batch, words, 1 + words; column 0 is the root): those of the same sentence.

    Args:
        sid: number of each word's sentence in its pack (batch, words).
    """
    return torch.cat([torch.ones_like(sid[:, :, None]), (sid[:, :, None] == sid[:, None, :]).long()], 2).bool()
