"""Find the best dependency tree in a matrix of arc scores."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.floating]

# Longer "sentences" are lists or tables: there the tree is repaired link by link, in linear memory.
EXACT_LIMIT = 250


def is_tree(heads: list[int]) -> bool:
    """Tell whether heads (0 is the root, words count from 1) make one tree with one root word.

    >>> is_tree([2, 0, 2]), is_tree([2, 1, 0]), is_tree([0, 0])
    (True, False, False)
    """
    if heads.count(0) != 1:
        return False
    reached = [False] * (len(heads) + 1)
    reached[0] = True
    for word in range(1, len(heads) + 1):
        path = []
        while not reached[word]:
            reached[word] = True
            path.append(word)
            word = heads[word - 1]
            if word in path:
                return False
    return True


def _cycle(heads: list[int]) -> list[int] | None:
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        node, path = start, []
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = heads[node]
        if state[node] == 1:
            return path[path.index(node) :]
        for seen in path:
            state[seen] = 2
    return None


def _chu_liu_edmonds(scores: Scores) -> list[int]:
    """Return heads of the best arborescence; `scores[d, h]`, node 0 is the root."""
    scores = scores.copy()
    size = len(scores)
    np.fill_diagonal(scores, -np.inf)
    scores[0] = -np.inf
    heads = [0, *(int(h) for h in scores[1:].argmax(1))]
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = set(cycle)
    outside = [n for n in range(size) if n not in inside]
    new = len(outside)  # the contracted cycle's number
    small = np.full((new + 1, new + 1), -np.inf)
    total = sum(scores[d, heads[d]] for d in cycle)
    ring, rest = np.array(sorted(cycle)), np.array(outside)
    current = scores[ring, np.array(heads)[ring]]
    small[:new, :new] = scores[np.ix_(rest, rest)]
    gains = (total - current)[:, None] + scores[np.ix_(ring, rest)]
    small[new, :new] = gains.max(0)
    enter = ring[gains.argmax(0)].tolist()
    links = scores[np.ix_(rest, ring)]
    small[:new, new] = links.max(1)
    leave = ring[links.argmax(1)].tolist()
    inner = _chu_liu_edmonds(small)
    out = list(heads)
    for i, node in enumerate(outside):
        if node:
            out[node] = leave[i] if inner[i] == new else outside[inner[i]]
    out[enter[inner[new]]] = outside[inner[new]]
    return out


def _greedy_tree(scores: Scores, heads: list[int]) -> list[int]:
    """Make a tree of `heads`: one root word, and one link of every cycle is turned to it."""
    root = int(scores[:, 0].argmax()) + 1
    heads = [0, *(h if h else root for h in heads)]
    heads[root] = 0
    while (cycle := _cycle(heads)) is not None:
        heads[max(cycle, key=lambda d: (float(scores[d - 1, root] - scores[d - 1, heads[d]]), -d))] = root
    return heads[1:]


def best_tree(scores: Scores) -> list[int]:
    """Return the head of every word in the best tree that has exactly one root word.

    Args:
        scores: arc scores (words, 1 + words): row d, column h is how well word h (0 the root) heads word d + 1.

    Returns:
        heads, 0 for the root word.

    >>> best_tree(np.array([[0.0, -9, 5], [4, 1, -9]]))
    [2, 0]
    """
    heads = [int(h) for h in scores.argmax(1)]
    if is_tree(heads):
        return heads
    size = len(scores)
    if size > EXACT_LIMIT:
        return _greedy_tree(scores, heads)
    full = np.full((size + 1, size + 1), -np.inf)
    full[1:] = np.maximum(scores.astype(np.float64), -1e6)
    roots = np.argsort(-full[1:, 0], kind="stable")[:4] + 1
    best: tuple[float, list[int]] | None = None
    for root in roots:
        only = full.copy()
        only[1:, 0] = -1e7
        only[root, 0] = full[root, 0]
        found = _chu_liu_edmonds(only)[1:]
        value = float(sum(full[d + 1, h] for d, h in enumerate(found)))
        if is_tree(found) and (best is None or value > best[0]):
            best = (value, found)
    if best is None:  # cannot happen with finite scores
        return [0] + [1] * (size - 1)
    return best[1]
