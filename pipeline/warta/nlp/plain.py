"""Tag with an ordinary spaCy pipeline, such as `id_warta_sm`, behind the same interface as the encoder's `Tagger`.

    from warta.nlp.tagger import load_tagger

    tagger = load_tagger("id_warta_sm")          # a `PlainTagger`, loaded once a process
    for tagged in tagger.tag(text, sentences): ...

Tags, features, lemmas, heads and relations are the pipeline's, names are its `doc.ents` with the labels PER, ORG, LOC. It
has no quotation tags (all are `O`), and no probabilities of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import load_model_from_path

from warta.nlp.tagger import Entity, TaggedSentence, Token, tidy_iob

#: How often a name of `id_warta_sm` is right (idner-news-2k, development part); its parser of names gives no probabilities.
NAME_PROBABILITY = 0.85
LABELS = frozenset({"PER", "ORG", "LOC"})


class PlainTagger:
    """A spaCy pipeline as a tagger.

    Args:
        folder: a pipeline's folder, with `config.cfg` and `meta.json`.
        names: the component that names come from; `ner_nergrit` of `id_warta_sm` marks them as NERGRIT does.

    Raises:
        FileNotFoundError: the folder does not hold a pipeline.
    """

    def __init__(self, folder: Path, *, names: str = "ner") -> None:
        """Load the pipeline."""
        import warta.nlp.components  # noqa: F401 - registers the tokenizer

        if not (folder / "config.cfg").is_file():
            raise FileNotFoundError(f"{folder} holds no pipeline: there is no config.cfg in it.")
        self.nlp: Language = load_model_from_path(folder)
        if names != "ner":
            self.nlp.disable_pipe("ner")
            self.nlp.enable_pipe(names)

    def tag(self, text: str, sentences: Sequence[Sequence[Token]]) -> list[TaggedSentence]:
        """Tag the sentences of a text.

        Args:
            text: the text that the offsets point into.
            sentences: for each sentence the code-point offsets of its tokens, in order.

        Returns:
            one result a sentence, in order.
        """
        tokens = [token for sentence in sentences for token in sentence]
        if not tokens:
            return [_tagged((), None, 0) for _ in sentences]
        doc = self.annotate(text, sentences)
        out, at = [], 0
        for sentence in sentences:
            out.append(_tagged(sentence, doc, at))
            at += len(sentence)
        return out

    def tag_document(self, text: str, tokens: Sequence[Token]) -> list[TaggedSentence]:
        """Find the sentences of a text and tag them.

        Args:
            text: the text.
            tokens: code-point offsets of its tokens.
        """
        if not tokens:
            return []
        doc = self.nlp(self._doc(text, [tokens], known=False))
        starts = [t.i for t in doc if t.is_sent_start or t.i == 0]
        out = []
        for start, stop in pairwise([*starts, len(tokens)]):
            out.append(_tagged(tokens[start:stop], doc, start))
        return out

    def annotate(self, text: str, sentences: Sequence[Sequence[Token]]) -> Doc:
        """Return the sentences of a text as a spaCy doc with all annotation.

        Args:
            text: the text that the offsets point into.
            sentences: for each sentence the code-point offsets of its tokens, in order.
        """
        return self.nlp(self._doc(text, sentences))

    def _doc(self, text: str, sentences: Sequence[Sequence[Token]], *, known: bool = True) -> Doc:
        tokens = [token for sentence in sentences for token in sentence]
        spaces = [text[a[1] : b[0]] != "" for a, b in pairwise(tokens)] + [False]
        doc = Doc(self.nlp.vocab, words=[text[a:b] for a, b in tokens], spaces=spaces)
        at = 0
        for sentence in sentences:
            for number in range(len(sentence)):
                if known:
                    doc[at].is_sent_start = number == 0
                elif at and "\n" in text[tokens[at - 1][1] : tokens[at][0]]:
                    doc[at].is_sent_start = True
                at += 1
        return doc


def _tagged(sentence: Sequence[Token], doc: Doc | None, at: int) -> TaggedSentence:
    """Return the annotation of the tokens of one sentence, which begin at token `at`."""
    if doc is None or not sentence:
        return TaggedSentence((), (), (), (), (), (), (), (), (), (), ())
    size = len(sentence)
    tokens = [doc[at + k] for k in range(size)]
    heads = [t.head.i - at if t.head.i != t.i and at <= t.head.i < at + size else -1 for t in tokens]
    relations = [t.dep_.lower() for t in tokens]
    # what the parser left without a head inside the sentence hangs on its first root
    roots = [k for k, head in enumerate(heads) if head < 0]
    for k in roots[1:]:
        heads[k], relations[k] = roots[0], "parataxis"
    for k, relation in enumerate(relations):
        if k == roots[0]:
            relations[k] = "root"
        elif relation in ("root", ""):
            relations[k] = "dep"
    names = [f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ in LABELS else "O" for t in tokens]
    if names[0][0] == "I":
        names[0] = "B" + names[0][1:]
    names = tidy_iob([t.text for t in tokens], names)
    entities: list[Entity] = []
    for k, name in enumerate(names):
        if name[0] == "B":
            stop = next((j for j in range(k + 1, size) if names[j][0] != "I"), size)
            entities.append(Entity(sentence[k][0], sentence[stop - 1][1], name[2:], NAME_PROBABILITY, k, stop))
    return TaggedSentence(
        tokens=tuple(sentence),
        upos=tuple(t.pos_ or "X" for t in tokens),
        feats=tuple(str(t.morph) or "_" for t in tokens),
        lemma=tuple(t.lemma_ or t.text for t in tokens),
        head=tuple(head + 1 for head in heads),
        deprel=tuple(relations),
        ner=tuple(names),
        ner_probability=(NAME_PROBABILITY,) * size,
        entities=tuple(entities),
        quote=("O",) * size,
        quote_probability=(1.0,) * size,
    )
