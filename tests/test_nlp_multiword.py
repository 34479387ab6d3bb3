"""Words of multi-word tokens find their place in the text, whatever an expansion says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warta.nlp.multiword import Word, joined, places, rooted
from warta.nlp.trees import is_tree


@pytest.mark.parametrize(
    ("token", "words", "pieces"),
    [
        ("katanya", ["kata", "nya"], ["kata", "nya"]),
        ("KATANYA", ["kata", "nya"], ["KATA", "NYA"]),
        ("ku lihat", ["ku", "lihat"], ["ku", "lihat"]),
        ("PPh-nya", ["PPh", "-", "nya"], ["PPh", "-", "nya"]),
        ("PPh-nya", ["PPh", "nya"], ["PPh-", "nya"]),
        ("satu-satunya", ["satu", "nya"], ["satu-satu", "nya"]),
        ("kepadanya", ["kepada", "dia"], ["kepada", "nya"]),
        ("biarlah", ["biar", "lah", "kah"], ["biar", "lah", None]),
        ("ditangkap", ["ditangkap"], ["ditangkap"]),
        ("ya", ["tidak", "ada"], ["ya", None]),
        ("İstanbulnya", ["İstanbul", "nya"], ["İstanbul", "nya"]),
        ("x", ["", ""], ["x", None]),
    ],
)
def test_places(token: str, words: list[str], pieces: list[str | None]) -> None:
    assert [None if p is None else token[p[0] : p[1]] for p in places(token, words)] == pieces


@given(st.text(min_size=1).filter(str.strip), st.lists(st.text(), min_size=1, max_size=6))
def test_no_expansion_loses_a_character(token: str, words: list[str]) -> None:
    found = places(token, words)
    assert len(found) == len(words)
    kept = [p for p in found if p]
    assert kept
    at = 0
    for start, end in kept:
        assert not token[at:start].strip()
        assert token[start:end] == token[start:end].strip()
        at = end
    assert not token[at:].strip()


@st.composite
def sentences(draw: st.DrawFn) -> list[Word]:
    """Return sentences whose heads are any numbers."""
    size = draw(st.integers(1, 9))
    return [Word(n, n + 1, head=draw(st.integers(-1, size)), deprel="dep") for n in range(size)]


@given(sentences(), st.data())
def test_trees_stay_trees(words: list[Word], data: st.DataObject) -> None:
    tree = rooted(words)
    assert is_tree([w.head + 1 for w in tree])
    assert rooted(tree) == tree
    assert [w.head < 0 for w in tree] == [w.deprel == "root" for w in tree]
    groups: list[list[int]] = []
    for number in range(len(tree)):
        if groups and data.draw(st.booleans()):
            groups[-1].append(number)
        else:
            groups.append([number])
    merged = joined(tree, groups)
    assert is_tree([w.head + 1 for w in merged])
    assert [(w.start, w.end) for w in merged] == [(g[0], g[-1] + 1) for g in groups]


def test_a_tree_is_left_alone() -> None:
    words = [Word(0, 1, head=1, deprel="det"), Word(1, 2, head=-1, deprel="root"), Word(2, 3, head=1, deprel="obj")]
    assert rooted(words) == words
    assert joined(words, [[0], [1], [2]]) == words
