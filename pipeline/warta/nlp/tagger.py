"""Tag Indonesian text with the trained encoder: tags, lemmas, dependencies, entities, quotations, sentence ends.

    from warta.nlp.tagger import load_tagger
    from warta.nlp.tokenizer import tokenize

    tagger = load_tagger()                       # id_warta_lg, loaded once a process
    sentences = [tokenize(text)]                 # or several sentences of token offsets
    for tagged in tagger.tag(text, sentences): ...

Runs on onnxruntime alone. Words go through the encoder in windows of consecutive sentences, one window at a time:
how a text is cut into windows depends on the text only, so that the output is the same for any batch size and number
of threads.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from warta.lexicon import Resources
from warta.nlp import scripts
from warta.nlp.pieces import BOS, EOS, Pieces
from warta.nlp.sentences import SentenceSplitter
from warta.nlp.tokenizer import is_punctuation
from warta.nlp.trees import best_tree

if TYPE_CHECKING:
    from warta.nlp.plain import PlainTagger

Token = tuple[int, int]
Array = NDArray[np.float32]

# Pieces in a window of several sentences; one longer sentence is cut into overlapping windows of at most MAX_WINDOW.
WINDOW = 160
MAX_WINDOW = 224
OVERLAP = 64
# Words whose scores are in memory at a time (some 35 kB each), so that a long text needs no more than a short one.
BATCH = 2000
# Text without any sentence end (tables, lists) is cut after so many tokens, at the likeliest place.
MAX_SENTENCE = 200
# Least probability of a sentence end where the rules of full stops see none. Chosen on the training sentences of UD Indonesian-CSUI and
# PUD joined by blanks (0.954 and 0.991 F1; the network alone at 0.5: 0.951 and 0.957; the rules alone: 0.943 and 0.953).
ENDS = 0.3
# The same at a full stop that the rules hold for an abbreviation's (`RT. 05`, `Tol Cipali KM. 86`).
ENDS_AT_STOP = 0.7
# A likelier script yields to one that gives a known root, within these bounds (scripts tried; log-probability).
LEMMA_CANDIDATES = 8
LEMMA_MARGIN = 7.0


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity mention: `start` and `end` are code-point offsets, `first` and `last` token numbers (end-exclusive)."""

    start: int
    end: int
    label: str
    probability: float
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class TaggedSentence:
    """A sentence with everything the tagger knows, one item a token.

    Attributes:
        tokens: code-point offsets.
        upos: Universal part-of-speech tags.
        feats: features in CoNLL-U notation, `_` where there are none.
        lemma: lemmas.
        head: number of the head token, counted from 1 in the sentence; 0 for the root.
        deprel: universal dependency relations.
        ner: IOB2 tags, labels PER, ORG, LOC (conventions of idner-news-2k).
        ner_probability: the probability of each token's label, B and I taken together.
        entities: the mentions that `ner` spells.
        quote: IOB2 tags, labels CUE, SPK, CON.
        quote_probability: the probability of each token's label, B and I taken together.
    """

    tokens: tuple[Token, ...]
    upos: tuple[str, ...]
    feats: tuple[str, ...]
    lemma: tuple[str, ...]
    head: tuple[int, ...]
    deprel: tuple[str, ...]
    ner: tuple[str, ...]
    ner_probability: tuple[float, ...]
    entities: tuple[Entity, ...]
    quote: tuple[str, ...]
    quote_probability: tuple[float, ...]


@dataclass(slots=True)
class _Window:
    """Scores of one run of words `[start, end)`; the words `[own_start, own_end)` take their results from here."""

    start: int
    end: int
    own_start: int
    own_end: int
    scores: dict[str, Array]


def decode_iob(scores: Array, tags: Sequence[str]) -> tuple[list[int], Array]:
    """Return the best valid IOB2 sequence and each token's probability of its label.

    Args:
        scores: log-probabilities (tokens, tags).
        tags: tag names, `O` first.

    Returns:
        tag numbers, and the probability of the chosen label with B and I taken together.
    """
    allowed, first, same = _transitions(tuple(tags))
    # Mostly the likeliest tag of each token already makes a valid sequence, which then is the best one.
    likeliest = scores.argmax(1)
    if first[likeliest[0]] == 0 and not allowed[likeliest[:-1], likeliest[1:]].any():
        best = likeliest.tolist()
    else:
        best = _viterbi(scores, allowed, first)
    return best, np.minimum((np.exp(scores) @ same.T)[np.arange(len(best)), best], 1.0)


@cache
def _transitions(tags: tuple[str, ...]) -> tuple[Array, Array, Array]:
    """Return what it costs to go from tag to tag and to begin with one, and which tags have one label."""
    allowed = np.zeros((len(tags), len(tags)), np.float32)
    for j, tag in enumerate(tags):
        if tag[0] == "I":
            for i, before in enumerate(tags):
                if before[1:] != tag[1:]:
                    allowed[i, j] = -1e9
    first = np.array([-1e9 if t[0] == "I" else 0.0 for t in tags], np.float32)
    return allowed, first, np.array([[float(a[1:] == b[1:]) for b in tags] for a in tags], np.float32)


def _viterbi(scores: Array, allowed: Array, first: Array) -> list[int]:
    size, count = scores.shape
    total = scores[0] + first
    back = np.zeros((size, count), np.int32)
    for k in range(1, size):
        paths = total[:, None] + allowed
        back[k] = paths.argmax(0)
        total = paths.max(0) + scores[k]
    best = [int(total.argmax())]
    for k in range(size - 1, 0, -1):
        best.append(int(back[k, best[-1]]))
    best.reverse()
    return best


def tidy_iob(forms: Sequence[str], tags: Sequence[str]) -> list[str]:
    """Return IOB2 tags without punctuation at the edges of mentions, a bracketed acronym being a mention of its own.

    >>> tidy_iob("Badan Pangan ( BPN ) ,".split(), "B-ORG I-ORG I-ORG I-ORG I-ORG I-ORG".split())
    ['B-ORG', 'I-ORG', 'O', 'B-ORG', 'O', 'O']
    """
    out = list(tags)
    start = 0
    while start < len(out):
        if out[start] == "O":
            start += 1
            continue
        end = start + 1
        while end < len(out) and out[end][0] == "I":
            end += 1
        label = out[start][1:]
        opened = next((k for k in range(start + 1, end) if forms[k] == "("), None)
        # "PT Pertamina (Persero) Tbk" goes on after its bracket, "Badan Pangan (BPN)" ends with it
        outside = {opened} if opened is not None and end - opened <= 3 else set()
        inside = [k for k in range(start, end) if k not in outside]
        while inside and _is_edge(forms[inside[-1]], forms[inside[0] : inside[-1]]):
            inside.pop()
        while inside and _is_edge(forms[inside[0]], ()):
            inside.pop(0)
        out[start:end] = ["O"] * (end - start)
        for number, k in enumerate(inside):
            out[k] = ("B" if number == 0 or k - 1 in outside else "I") + label
        start = end
    return out


def _is_edge(form: str, before: Sequence[str]) -> bool:
    return is_punctuation(form) and not (form == ")" and "(" in before)


class Tagger:
    """The trained network behind `tag`.

    Args:
        folder: a folder with `encoder.onnx`, `relations.onnx`, `pieces.json`, `labels.json`.
        threads: threads that share the windows of a text, or None for WARTA_THREADS or 1.

    Raises:
        FileNotFoundError: the folder does not hold a tagger.
    """

    def __init__(self, folder: Path, *, threads: int | None = None) -> None:
        """Load the network."""
        options = onnxruntime.SessionOptions()
        self._threads = threads or int(os.environ.get("WARTA_THREADS", "1"))
        options.intra_op_num_threads = options.inter_op_num_threads = (
            1  # threads share out windows, which scales better
        )
        options.log_severity_level = 3
        if not (folder / "encoder.onnx").is_file():
            raise FileNotFoundError(f"{folder} holds no tagger: there is no encoder.onnx in it.")
        providers = ["CPUExecutionProvider"]
        self._encoder = onnxruntime.InferenceSession(folder / "encoder.onnx", options, providers)
        self._relations = onnxruntime.InferenceSession(folder / "relations.onnx", options, providers)
        self.labels: dict[str, list[str]] = json.loads((folder / "labels.json").read_text("utf-8"))
        self.pieces = Pieces(folder / "pieces.json")
        self._lexicon = _read_lexicon(folder / "lemmas.tsv")
        roots = folder / "roots.txt"
        self._roots = frozenset(roots.read_text("utf-8").split()) if roots.is_file() else frozenset[str]()
        self._names = self.labels["outputs"]
        self._splitter = SentenceSplitter(Resources())

    def _run(self, words: Sequence[tuple[int, ...]]) -> dict[str, Array]:
        ids, first = [BOS], []
        for word in words:
            first.append(len(ids))
            ids.extend(word)
        ids.append(EOS)
        feed = {"pieces": np.array([ids], np.int64), "first": np.array([first], np.int64)}
        return dict(zip(self._names, self._encoder.run(self._names, feed), strict=True))

    def _windows(
        self, words: Sequence[tuple[int, ...]], sizes: Iterable[int], *, threads: int | None = None
    ) -> list[_Window]:
        """Run all words; `sizes` are the numbers of words of consecutive units (sentences) best kept together."""
        runs: list[list[int]] = []  # start, end, own_start, own_end
        at, room = 0, 0
        for size in sizes:
            length = sum(map(len, words[at : at + size]))
            if length <= room and runs:
                runs[-1][1] = runs[-1][3] = at + size
                room -= length
            elif length <= MAX_WINDOW:
                runs.append([at, at + size, at, at + size])
                room = WINDOW - length
            else:
                runs += self._overlapping(words, at, at + size)
                room = 0
            at += size
        runs = [run for run in runs if run[1] > run[0]]
        parts = [words[run[0] : run[1]] for run in runs]
        threads = min(threads or self._threads, len(parts))
        if threads > 1:
            with ThreadPoolExecutor(threads) as pool:
                scores = list(pool.map(self._run, parts))
        else:
            scores = [self._run(part) for part in parts]
        return [_Window(run[0], run[1], run[2], run[3], found) for run, found in zip(runs, scores, strict=True)]

    @staticmethod
    def _overlapping(words: Sequence[tuple[int, ...]], start: int, end: int) -> list[list[int]]:
        """Cut a long sentence into windows; half of each overlap belongs to the one, half to the other."""
        runs: list[list[int]] = []
        at = start
        while True:
            stop, room = at, MAX_WINDOW
            while stop < end and (len(words[stop]) <= room or stop == at):
                room -= len(words[stop])
                stop += 1
            runs.append([at, stop, at, stop])
            if stop == end:
                break
            back, room = stop, OVERLAP
            while back - 1 > at and len(words[back - 1]) <= room:
                back -= 1
                room -= len(words[back])
            at = max(back, at + 1)
        for left, right in pairwise(runs):
            middle = (right[0] + left[1]) // 2
            left[3] = right[2] = max(middle, left[2] + 1)
        return runs

    @staticmethod
    def _own(windows: Sequence[_Window], name: str) -> Array:
        return np.concatenate([w.scores[name][w.own_start - w.start : w.own_end - w.start] for w in windows])

    def ends(self, text: str, tokens: Sequence[Token]) -> list[float]:
        """Return for every token the probability that a sentence ends with it.

        Args:
            text: the text.
            tokens: code-point offsets of its tokens.
        """
        if not tokens:
            return []
        windows = self._windows(self.pieces.sentence(text, list(tokens)), [len(tokens)])
        return [float(p) for p in self._own(windows, "ends")]

    def tag(self, text: str, sentences: Sequence[Sequence[Token]]) -> list[TaggedSentence]:
        """Tag the sentences of a text.

        Args:
            text: the text that the offsets point into.
            sentences: for each sentence the code-point offsets of its tokens, in order; none may be empty of tokens.

        Returns:
            one result a sentence, in order.
        """
        tokens = [token for sentence in sentences for token in sentence]
        if not tokens:
            return [self._empty() for _ in sentences]
        words = self.pieces.sentence(text, tokens)
        out: list[TaggedSentence] = []
        at = 0
        for batch in self._batches(words, sentences):
            size = sum(map(len, batch))
            windows = self._windows(words[at : at + size], [len(s) for s in batch]) if size else []
            out += self._decode(text, batch, windows) if size else [self._empty() for _ in batch]
            at += size
        return out

    @staticmethod
    def _batches(
        words: Sequence[tuple[int, ...]], sentences: Sequence[Sequence[Token]]
    ) -> Iterator[Sequence[Sequence[Token]]]:
        """Yield runs of sentences whose scores are in memory together; each begins where a window does."""
        first = at = room = 0
        count = 0
        for number, sentence in enumerate(sentences):
            length = sum(map(len, words[at : at + len(sentence)]))
            if length > room and count >= BATCH:
                yield sentences[first:number]
                first, count = number, 0
            room = room - length if length <= room else max(WINDOW - length, 0) if length <= MAX_WINDOW else 0
            at += len(sentence)
            count += len(sentence)
        yield sentences[first:]

    def tag_document(
        self, text: str, tokens: Sequence[Token], *, threshold: float = ENDS, threads: int | None = None
    ) -> list[TaggedSentence]:
        """Find the sentences of a text and tag them, in one pass of the encoder.

        A sentence ends where the rules of full stops say so, and where the network does, which knows ends without any mark.

        Args:
            text: the text.
            tokens: code-point offsets of its tokens.
            threshold: least probability of a sentence end; a line break always ends a sentence.
            threads: threads that share the windows of this text, or None for as many as the tagger has.
        """
        if not tokens:
            return []
        words = self.pieces.sentence(text, list(tokens))
        lines = self._lines(text, tokens)
        windows = self._windows(words, lines, threads=threads)
        chances = self._own(windows, "ends")
        sentences: list[list[Token]] = []
        at = 0
        for size in lines:
            start = at
            at += size
            by_rule = {end for _, end in self._splitter.split(text, tokens[start][0], tokens[at - 1][1])}
            for number in range(start, at):
                stop = text[tokens[number][1] - 1] == "."
                ends = tokens[number][1] in by_rule or chances[number] >= (ENDS_AT_STOP if stop else threshold)
                if ends or number + 1 == at:
                    sentences += self._bounded(tokens, chances, start, number + 1)
                    start = number + 1
        return self._decode(text, sentences, windows)

    @staticmethod
    def _bounded(tokens: Sequence[Token], chances: Array, start: int, end: int) -> list[list[Token]]:
        out = []
        while end - start > MAX_SENTENCE:
            cut = start + 1 + int(chances[start : start + MAX_SENTENCE].argmax())
            out.append(list(tokens[start:cut]))
            start = cut
        return [*out, list(tokens[start:end])]

    @staticmethod
    def _lines(text: str, tokens: Sequence[Token]) -> list[int]:
        sizes = [1]
        for before, after in pairwise(tokens):
            if "\n" in text[before[1] : after[0]]:
                sizes.append(1)
            else:
                sizes[-1] += 1
        return sizes

    @staticmethod
    def _empty() -> TaggedSentence:
        return TaggedSentence((), (), (), (), (), (), (), (), (), (), ())

    def _decode(
        self, text: str, sentences: Sequence[Sequence[Token]], windows: Sequence[_Window]
    ) -> list[TaggedSentence]:
        upos = self._own(windows, "upos").argmax(1)
        feats = self._own(windows, "feats").argmax(1)
        lemma = self._own(windows, "lemma")
        ner, quotes = self._own(windows, "ner_news"), self._own(windows, "quotes")
        dependent = self._own(windows, "dependent")
        heads_as_vectors = np.concatenate(
            [w.scores["head"][1 + w.own_start - w.start : 1 + w.own_end - w.start] for w in windows]
        )
        root = windows[0].scores["head"][0]
        trees: list[list[int]] = []
        at = 0
        for sentence in sentences:
            trees.append(best_tree(self._arcs(windows, at, at + len(sentence))) if sentence else [])
            at += len(sentence)
        chosen, at = [], 0
        for tree in trees:
            chosen += [heads_as_vectors[at + h - 1] if h else root for h in tree]
            at += len(tree)
        relations = self._relation_names(dependent, np.stack(chosen), [h for tree in trees for h in tree])
        out, at = [], 0
        for sentence, tree in zip(sentences, trees, strict=True):
            stop = at + len(sentence)
            if not sentence:
                out.append(self._empty())
                continue
            ner_tags, ner_chance = decode_iob(ner[at:stop], self.labels["ner_news"])
            quote_tags, quote_chance = decode_iob(quotes[at:stop], self.labels["quotes"])
            forms = [text[a:b] for a, b in sentence]
            tags = tuple(self.labels["upos"][i] for i in upos[at:stop])
            names = tidy_iob(forms, [self.labels["ner_news"][t] for t in ner_tags])
            out.append(
                TaggedSentence(
                    tokens=tuple(sentence),
                    upos=tags,
                    feats=tuple(self.labels["feats"][i] for i in feats[at:stop]),
                    lemma=self._lemmas(forms, tags, lemma[at:stop]),
                    head=tuple(tree),
                    deprel=tuple(relations[at:stop]),
                    ner=tuple(names),
                    ner_probability=tuple(round(float(p), 4) for p in ner_chance),
                    entities=_entities(sentence, names, ner_chance),
                    quote=tuple(self.labels["quotes"][t] for t in quote_tags),
                    quote_probability=tuple(round(float(p), 4) for p in quote_chance),
                )
            )
            at = stop
        return out

    @staticmethod
    def _arcs(windows: Sequence[_Window], start: int, end: int) -> Array:
        """Return the arc scores among the words `[start, end)`, column 0 being the root; unseen pairs get a low one."""
        scores = np.full((end - start, end - start + 1), -1e4, np.float32)
        for window in windows:
            low, high = max(start, window.own_start), min(end, window.own_end)
            if low >= high:
                continue
            arcs = window.scores["arcs"][low - window.start : high - window.start]
            first, last = max(start, window.start), min(end, window.end)
            scores[low - start : high - start, 0] = arcs[:, 0]
            inside = arcs[:, 1 + first - window.start : 1 + last - window.start]
            scores[low - start : high - start, 1 + first - start : 1 + last - start] = inside
        scores[np.arange(end - start), np.arange(1, end - start + 1)] = -1e5
        return scores

    def _relation_names(self, dependent: Array, head: Array, heads: Sequence[int]) -> list[str]:
        feed = {"dependent": np.ascontiguousarray(dependent), "head": np.ascontiguousarray(head)}
        scores = np.array(self._relations.run(None, feed)[0])
        names = self.labels["rel"]
        root = names.index("root")
        scores[:, root] = -1e9
        return ["root" if h == 0 else names[i] for h, i in zip(heads, scores.argmax(1), strict=True)]

    def _lemmas(self, forms: Sequence[str], upos: Sequence[str], scores: Array) -> tuple[str, ...]:
        """Return the lemmas of a sentence.

        As in UD Indonesian-CSUI: a word written with a capital inside a sentence is its own lemma, others have their
        root. Words of the treebanks come from the lexicon; for others the likeliest script decides, those that give
        a known root first.
        """
        out = []
        inside = False
        for form, tag, row in zip(forms, upos, scores, strict=True):
            low = form.lower()
            if inside and form != low:
                out.append(form)
            else:
                out.append(self._lexicon.get((low, tag)) or self._lemma(low, row))
            inside = inside or not is_punctuation(form)
        return tuple(out)

    def _lemma(self, form: str, scores: Array) -> str:
        first: str | None = None
        best = float(scores.max())
        for number in np.argsort(-scores, kind="stable")[:LEMMA_CANDIDATES]:
            script = self.labels["lemma"][int(number)]
            lemma = scripts.apply(form, script)
            if not lemma or best - float(scores[number]) > LEMMA_MARGIN:
                continue
            if lemma in self._roots or (lemma == form and first is None and best - float(scores[number]) < 0.1):
                return lemma
            if scripts.takes_affixes(form, script):
                first = first or lemma
        return first or form


def _read_lexicon(path: Path) -> dict[tuple[str, str], str]:
    """Read `form, tag, lemma` lines; without the file there is no lexicon."""
    if not path.is_file():
        return {}
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines() if not line.startswith("#"))
    return {(form, tag): lemma for form, tag, lemma in rows}


def _entities(tokens: Sequence[Token], tags: Sequence[str], chances: Array) -> tuple[Entity, ...]:
    out: list[Entity] = []
    number = 0
    while number < len(tags):
        first, number = number, number + 1
        if tags[first] == "O":
            continue
        while number < len(tags) and tags[number][0] == "I":
            number += 1
        chance = round(float(chances[first:number].mean()), 4)
        out.append(Entity(tokens[first][0], tokens[number - 1][1], tags[first][2:], chance, first, number))
    return tuple(out)


@lru_cache(maxsize=4)
def _cached(name: str, threads: int | None) -> Tagger | PlainTagger:
    folder = folder_of(name)
    if (folder / "config.cfg").is_file():
        from warta.nlp.plain import PlainTagger

        return PlainTagger(folder)
    return Tagger(folder, threads=threads)


def folder_of(name: str) -> Path:
    """Return the tagger's folder of a pipeline package; of an ordinary spaCy pipeline, the folder with its `config.cfg`.

    Args:
        name: an installed package (`id_warta_lg`), or a path.

    Raises:
        FileNotFoundError: there is no such package.
    """
    if Path(name).is_dir():
        inner = Path(name) / "tagger"
        return inner if inner.is_dir() else Path(name)
    spec: Any = find_spec(name) if name.isidentifier() else None
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(
            f"The model {name!r} is not installed, nor is it a folder; it comes with Warta's wheel."
        )
    folder = Path(next(iter(spec.submodule_search_locations)))
    inner = folder / "tagger"
    return folder if (folder / "config.cfg").is_file() and not inner.is_dir() else inner


def load_tagger(name: str = "id_warta_lg", *, threads: int | None = None) -> Tagger | PlainTagger:
    """Load a tagger, once in a process.

    Args:
        name: a pipeline package such as `id_warta_lg` or `id_warta_sm`, or a folder.
        threads: threads that share the windows of a text; None takes WARTA_THREADS from the environment, else 1. A plain spaCy
            pipeline has one.

    Returns:
        the tagger, shared by all callers with the same arguments.

    Raises:
        FileNotFoundError: there is no such model.
    """
    return _cached(name, threads)
