"""Learn from a deeper network: its states after every so many layers, and what its heads say of every word.

    python -m recipe.train --teacher BUILD/lg/checkpoint.pt --layers 6 --base BUILD/base --data BUILD/data --out BUILD/six ...

The student begins as every second layer of the teacher with the teacher's heads (DistilBERT, Sanh et al. 2019, section 3), and is
drawn to the teacher's states by their squared distance (TinyBERT, Jiao et al. 2020, equation 8) and to its heads by cross entropy;
gold counts as before.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from .network import Network, possible_heads

#: Share of what the teacher says in the loss, against 1 for each head's gold.
STATES, HEADS = 1.0, 1.0


def begin(student: Network, teacher: Network) -> None:
    """Copy the teacher's embeddings and heads, and as many of its layers as the student has, evenly taken, the last one included.

    Args:
        student: the network to fill; its number of layers divides the teacher's.
        teacher: a trained network.
    """
    step = len(teacher.encoder.layers) // len(student.encoder.layers)
    own = student.state_dict()
    for name, value in teacher.state_dict().items():
        if not name.startswith("encoder.layers.") and own[name].shape == value.shape:
            own[name] = value.clone()
    for i, layer in enumerate(student.encoder.layers):
        source = teacher.encoder.layers[(i + 1) * step - 1].state_dict()
        own |= {f"encoder.layers.{i}.{name}": source[name].clone() for name in layer.state_dict()}
    student.load_state_dict(own)


def losses(student: Network, teacher: Network, batch: dict[str, Tensor], states: list[Tensor]) -> dict[str, Tensor]:
    """Return how far the student is from the teacher.

    Args:
        student: the network that learns.
        teacher: the network it learns from, in evaluation mode.
        batch: tensors as `packs.collate` makes them.
        states: the student's states (batch, pieces, hidden) after the embeddings and each layer.

    Returns:
        `states`: the mean squared distance of states over real pieces, averaged over layers; `teacher`: the cross entropy between the
        distributions of every head, averaged over words and summed over heads.
    """
    with torch.no_grad():
        aims = teacher.encoder(batch["pieces"], batch["mask"])
        said = _scores(teacher, batch, aims)
    step = (len(aims) - 1) // (len(states) - 1)
    real = batch["mask"].bool()
    distances = [((state - aims[i * step])[real] ** 2).mean() for i, state in enumerate(states)]
    own = _scores(student, batch, states)
    words = batch["sid"] >= 0
    apart = [
        functional.cross_entropy(own[name][words].float(), torch.softmax(said[name][words].float(), -1)) for name in own
    ]
    return {"states": STATES * torch.stack(distances[1:]).mean(), "teacher": HEADS * torch.stack(apart).sum()}


def _scores(model: Network, batch: dict[str, Tensor], states: list[Tensor]) -> dict[str, Tensor]:
    """Return the scores (batch, words, classes) of all heads of words, the parser's arcs among the words of one sentence included."""
    syntax, entity = model.of_words(states, batch["first"])
    by_treebank = syntax + model.treebank(batch["treebank"])
    out = {name: getattr(model, name)(by_treebank) for name in ("upos", "feats", "lemma")}
    out |= {name: head(entity) for name, head in model.ner.items()}
    out["quotes"] = model.quotes(entity)
    arcs = model.arcs(by_treebank)[0].float()
    out["arcs"] = arcs.masked_fill(~possible_heads(batch["sid"]), -1e4)
    return out
