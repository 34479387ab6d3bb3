"""Articles built by hand for the tests of entities and offices: tokens with the tags a tagger would give."""

from __future__ import annotations

from warta.core.article import Article, Block, BlockKind, Mention, Sentence, Token
from warta.nlp.tokenizer import tokenize


def article(
    text: str, *, people: str = "", organizations: str = "", places: str = "", kind: BlockKind = "paragraph"
) -> Article:
    """Return an article of one sentence a line, tagged where the given names (separated by `|`) stand, elsewhere not surely."""
    made = Article(source_path="uji.txt", text=text)
    blocks, sentences, tokens = [], [], []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            span = made.span(at, at + len(line))
            first = len(tokens)
            tags = _tags(line, {"PER": people, "ORG": organizations, "LOC": places})
            for no, (start, end) in enumerate(tokenize(line)):
                tag = tags.get(start, "O")
                tokens.append(
                    Token(
                        no,
                        len(sentences),
                        made.span(at + start, at + end),
                        ner=tag,
                        ner_probability=0.9 if tag != "O" else 0.7,
                    )
                )
            blocks.append(Block(len(blocks), span, kind))
            sentences.append(Sentence(len(sentences), len(blocks) - 1, span, kind, (first, len(tokens))))
        at += len(line) + 1
    return made.with_(blocks=tuple(blocks), sentences=tuple(sentences), tokens=tuple(tokens))


def _tags(line: str, names: dict[str, str]) -> dict[int, str]:
    tags: dict[int, str] = {}
    for label, listed in names.items():
        for name in filter(None, listed.split("|")):
            start = line.find(name)
            while start >= 0:
                inside = [s for s, _ in tokenize(line) if start <= s < start + len(name)]
                tags |= {s: f"{'B' if s == inside[0] else 'I'}-{label}" for s in inside}
                start = line.find(name, start + len(name))
    return tags


def texts(mentions: tuple[Mention, ...], label: str) -> list[str]:
    """Return the texts of the mentions with a label; `GPE` stands for all places."""
    labels = {"GPE", "LOC", "FAC"} if label == "GPE" else {label}
    return [m.span.text for m in mentions if m.label in labels]
