"""Warta's tokenizer and tagger as spaCy components, so that `spacy.load("id_warta_lg")` gives an ordinary `Doc`.

Registered through entry points: the tokenizer `warta.tokenizer.v1`, the factory `warta_tagger` and, for pipelines with a trained
`senter`, the factory `warta_sentences`.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry
from spacy.vocab import Vocab

from warta.lexicon import Resources
from warta.nlp.sentences import SentenceSplitter
from warta.nlp.tagger import Tagger
from warta.nlp.tokenizer import tokenize

FILES = ("encoder.onnx", "relations.onnx", "pieces.json", "labels.json", "lemmas.tsv", "roots.txt")


class WartaTokenizer:
    """The press tokenizer for spaCy. White space is kept as spaCy keeps it, so that `doc.text` is the text."""

    def __init__(self, vocab: Vocab) -> None:
        """Take the vocabulary that docs will share."""
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return a doc whose text is exactly `text`."""
        words: list[str] = []
        spaces: list[bool] = []
        at = 0
        for start, end in tokenize(text):
            gap = text[at:start]
            if gap:
                self._gap(gap, words, spaces)
            words.append(text[start:end])
            spaces.append(False)
            at = end
        if text[at:]:
            self._gap(text[at:], words, spaces)
        return Doc(self.vocab, words=words, spaces=spaces)

    @staticmethod
    def _gap(gap: str, words: list[str], spaces: list[bool]) -> None:
        if words and gap[0] == " ":
            spaces[-1] = True
            gap = gap[1:]
        if gap:
            words.append(gap)
            spaces.append(False)

    def pipe(self, texts: Iterable[str]) -> Iterable[Doc]:
        """Yield a doc for every text."""
        for text in texts:
            yield self(text)

    def to_bytes(self, **_: object) -> bytes:
        """Return nothing: all the tokenizer knows is code and lexicons of the package."""
        return b""

    def from_bytes(self, _data: bytes, **_kwargs: object) -> WartaTokenizer:
        """Return the tokenizer unchanged."""
        return self

    def to_disk(self, _path: str | Path, **_: object) -> None:
        """Write nothing."""

    def from_disk(self, _path: str | Path, **_: object) -> WartaTokenizer:
        """Return the tokenizer unchanged."""
        return self


@registry.tokenizers("warta.tokenizer.v1")  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], WartaTokenizer]:
    """Return what makes the tokenizer of a pipeline."""

    def create(nlp: Language) -> WartaTokenizer:
        return WartaTokenizer(nlp.vocab)

    return create


class TaggerComponent:
    """Sets sentences, tags, features, lemmas, dependencies and entities; quotation spans go to `doc.spans["quotes"]`.

    Args:
        nlp: the pipeline.
        name: the component's name in it.
        threads: threads that share the windows of a text, or the texts of a stream.
    """

    def __init__(self, nlp: Language, name: str, *, threads: int = 1) -> None:
        """Make an empty component; `from_disk` fills it."""
        self.vocab = nlp.vocab
        self.name = name
        self.threads = threads
        self._folder: Path | None = None
        self._tagger: Tagger | None = None

    @property
    def tagger(self) -> Tagger:
        """The tagger, loaded at first use.

        Raises:
            ValueError: the component was never given weights.
        """
        if self._tagger is None:
            if self._folder is None:
                raise ValueError(f"Component {self.name!r} has no weights: load it with spacy.load, or call from_disk.")
            self._tagger = Tagger(self._folder, threads=self.threads)
        return self._tagger

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a doc."""
        return self._annotate(doc)

    def _annotate(self, doc: Doc, *, threads: int | None = None) -> Doc:
        numbers = [t.i for t in doc if not t.is_space]
        if not numbers:
            return doc
        offsets = [(doc[i].idx, doc[i].idx + len(doc[i])) for i in numbers]
        where = dict(zip(offsets, numbers, strict=True))
        heads = list(range(len(doc)))
        upos, deps, lemmas, feats = ([""] * len(doc) for _ in range(4))
        starts = [False] * len(doc)
        ents: list[Span] = []
        quotes: list[Span] = []
        for sentence in self.tagger.tag_document(doc.text, offsets, threads=threads):
            at = [where[t] for t in sentence.tokens]
            starts[at[0]] = True
            for k, i in enumerate(at):
                upos[i], deps[i], lemmas[i] = sentence.upos[k], sentence.deprel[k], sentence.lemma[k]
                feats[i] = sentence.feats[k]
                heads[i] = at[sentence.head[k] - 1] if sentence.head[k] else i
                deps[i] = "ROOT" if not sentence.head[k] else deps[i]
            ents += [Span(doc, at[e.first], at[e.last - 1] + 1, label=e.label) for e in sentence.entities]
            k = 0
            while k < len(at):
                stop = k + 1
                if sentence.quote[k] != "O":
                    while stop < len(at) and sentence.quote[stop][0] == "I":
                        stop += 1
                    quotes.append(Span(doc, at[k], at[stop - 1] + 1, label=sentence.quote[k][2:]))
                k = stop
        for token in doc:
            if token.is_space:
                upos[token.i], deps[token.i], lemmas[token.i] = "SPACE", "dep", token.text
                heads[token.i] = token.i - 1 if token.i else next(iter(numbers))
        starts[0] = True
        if starts[numbers[0]] and numbers[0]:
            starts[numbers[0]] = False
        filled = Doc(
            doc.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc],
            pos=upos, lemmas=lemmas, heads=heads, deps=deps, morphs=[f if f != "_" else "" for f in feats],
        )  # fmt: skip
        attributes: list[int | str] = ["POS", "LEMMA", "HEAD", "DEP", "MORPH"]
        doc.from_array(attributes, filled.to_array(attributes))  # type: ignore[arg-type]
        doc.set_ents(ents, default="outside")
        doc.spans["quotes"] = quotes
        return doc

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 1) -> Iterable[Doc]:
        """Annotate docs, `threads` of them at a time, and yield them in order; the result does not depend on `batch_size`."""
        if self.threads < 2:
            yield from map(self, docs)
            return
        _ = self.tagger  # loaded before threads ask for it
        with ThreadPoolExecutor(self.threads) as pool:
            waiting: deque[Future[Doc]] = deque()
            for doc in docs:
                waiting.append(pool.submit(self._annotate, doc, threads=1))
                if len(waiting) > self.threads:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Copy the weights into a folder."""
        if self._folder is None:
            return
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            shutil.copy(self._folder / name, folder / name)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> TaggerComponent:
        """Take the weights of a folder; they are read at first use."""
        self._folder = Path(path)
        self._tagger = None
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Return the weights as one archive."""
        if self._folder is None:
            return b""
        with tempfile.TemporaryDirectory() as folder:
            return Path(shutil.make_archive(str(Path(folder) / "tagger"), "zip", self._folder)).read_bytes()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> TaggerComponent:
        """Take the weights out of an archive made by `to_bytes`."""
        if data:
            folder = Path(tempfile.mkdtemp(prefix="warta-tagger-"))
            archive = folder / "tagger.zip"
            archive.write_bytes(data)
            shutil.unpack_archive(archive, folder)
            archive.unlink()
            self.from_disk(folder)
        return self


_MARKS = frozenset(".!?…")
_CLOSERS = frozenset("\"”»’')]}")


class SentenceComponent:
    """Says where sentences begin after a full stop or another final mark, and after a line break; leaves all other places open.

    What is open is for a trained `senter` after it: sentences without a final mark, such as headlines.

    Args:
        nlp: the pipeline.
        name: the component's name in it.
    """

    def __init__(self, nlp: Language, name: str) -> None:
        """Read the lexicons."""
        self.name = name
        self._splitter = SentenceSplitter(Resources())

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a doc; what is given of its sentences stays as it is."""
        if doc.has_annotation("SENT_START", require_complete=True):
            return doc
        ends = {end for _, end in self._splitter.split(doc.text)}
        end, marked, broken = -1, False, False
        for token in doc:
            if token.is_space:
                broken = broken or "\n" in token.text
                if token.i and token.is_sent_start is None:
                    token.is_sent_start = False
                continue
            if end >= 0 and token.is_sent_start is None:
                if broken or end in ends:
                    token.is_sent_start = True
                elif marked:
                    token.is_sent_start = False
            marked = token.text[-1] in _MARKS or (marked and token.text in _CLOSERS)
            end, broken = token.idx + len(token), False
        return doc


@Language.factory("warta_sentences", assigns=["token.is_sent_start", "doc.sents"])
def make_sentences(nlp: Language, name: str) -> SentenceComponent:
    """Make the component `warta_sentences`."""
    return SentenceComponent(nlp, name)


@Language.factory(
    "warta_tagger",
    assigns=[
        "token.pos",
        "token.morph",
        "token.lemma",
        "token.dep",
        "token.head",
        "doc.ents",
        "doc.sents",
        "doc.spans",
    ],
    default_config={"threads": 1},
)
def make_tagger(nlp: Language, name: str, threads: int) -> TaggerComponent:
    """Make the component `warta_tagger`."""
    return TaggerComponent(nlp, name, threads=threads)
