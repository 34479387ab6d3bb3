"""Read an article for its quotations: words, names and quoted pieces in passages, with what the lexicons say of each.

A passage is a sentence as the grammar of quotations needs it: a quoted piece is one atom of it, whatever full stops it
holds, and so is a name found by the entities stage.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from warta.core.article import Article, Mention
from warta.lexicon import Resources
from warta.stages.quotes.heard import Heard
from warta.stages.quotes.marks import Attributions, Quoted, pair_marks

_WORD = re.compile(
    r"[^\W_]+(?:(?<=\d)[.,]\d+|[-'’][^\W_]+|\.(?:com|co|id|org|net|tv|go|ac|vn|news|info)\b)*|@[\w.]*\w\**|\.{2,}|[^\s\u200b-\u200f\u2060\ufeff]"
)
_GLUED = re.compile(r"^([a-z]{3,})(?=[A-Z])")
_PARTICLES = ("nya", "lah")


@dataclass(frozen=True, slots=True)
class Cue:
    """What the lexicon says of a cue: its form, what it takes and how sure a sign it is."""

    cue: str
    form: str
    takes: frozenset[str]
    strength: str


@dataclass(frozen=True, slots=True)
class Atom:
    """A word, a mark, a name or a quoted piece.

    Args:
        kind: `word`, `mark`, `name` or `quoted`.
        low: lower-case text of a word or mark; empty for a quoted piece.
        cue: what the lexicon says where the word is a cue.
        clitic: offset where the `nya` of a cue begins, or 0.
        classes: its word classes of `quote_words`, `speaker_nouns` (as `noun:title` …), pronouns (`pronoun:sg` …).
    """

    kind: str
    start: int
    end: int
    low: str
    capital: bool = False
    cues: tuple[Cue, ...] = ()
    clitic: int = 0
    classes: frozenset[str] = frozenset()
    mention: Mention | None = None
    quoted: Quoted | None = None
    upos: str | None = None

    def cue(self, *forms: str) -> Cue | None:
        """Return the first entry of one of the forms (of any form where none is named)."""
        for cue in self.cues:
            if not forms or cue.form in forms:
                return cue
        return None


@dataclass(frozen=True)
class Passage:
    """A sentence of atoms. `paragraph` numbers the block it stands in, `first` and `last` tell its place there."""

    no: int
    sent_no: int
    paragraph: int
    kind: str
    start: int
    end: int
    atoms: tuple[Atom, ...]
    first: bool = False
    last: bool = False

    def __len__(self) -> int:
        return len(self.atoms)


_EMPTY: frozenset[str] = frozenset()
_SPEAKERS = frozenset({"noun:title", "noun:group", "noun:collective", "noun:person", "pronoun:sg"})
#: A dateline before the first words of an article: "JAKARTA, KABAR.com - ", "Hanoi (VNA) - ".
_DATELINE = re.compile(r"[A-Z][\w.,()/ \n]{1,60}?(?:\s?--|\s?[–—]|(?<=\s)-|(?<=[A-Z)])-)\s*(?=[\"“A-Z])")
#: `my` and `I` as a part of a word.
_MY = "ku"
#: In how many blocks from the start a dateline may stand.
_DATELINE_BLOCKS = 4


@dataclass(frozen=True)
class QuoteLexicon:
    """The lexicons of the stage, indexed by word."""

    cues: Mapping[str, tuple[Cue, ...]]
    classes: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    report_nouns: Mapping[str, str]
    not_quotes: frozenset[str]
    meanings: Mapping[str, frozenset[str]]
    expansions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    nicknames: Mapping[str, frozenset[str]] = field(default_factory=dict)
    shortened: Mapping[str, str] = field(default_factory=dict)
    given_names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    roots: frozenset[str] = _EMPTY

    def words(self, name: str) -> frozenset[str]:
        """Return the words of a class of `quote_words`."""
        return self._by_class.get(name, _EMPTY)

    def spoken(self, words: Iterable[str]) -> frozenset[str]:
        """Return the words of a quotation in small letters, with `ku` where one has it as a part: `suamiku`, `kupakai`."""
        low = frozenset(word.lower() for word in words)
        return low | {_MY} if any(self._says_my(word) for word in low) else low

    def _says_my(self, word: str) -> bool:
        """Tell whether a word is `ku` and a root, or a root and `ku`, and no root itself."""
        if len(word) <= len(_MY) + 2 or word in self.roots or word in self.words("not of me"):
            return False
        before, after = word.removesuffix(_MY), word.removeprefix(_MY)
        return (before != word and before in self.roots) or (after != word and after in self.roots)

    def gender_of_name(self, name: str) -> str | None:
        """Return whose name it nearly always is, `female` or `male`, or None."""
        first, *rest = name.lower().split() or ("",)
        inside = (self.given_names.get(("inside", word)) for word in rest)
        return next((gender for gender in inside if gender), None) or self.given_names.get(("first", first))

    @cached_property
    def said(self) -> Attributions:
        """The words of attributions, as far as they stand next to quotation marks."""
        short, active, source = (
            "|".join(sorted((w for w, cues in self.cues.items() if any(c.form == form for c in cues)), key=_longest))
            for form in ("short", "active", "source")
        )
        subjects = "|".join(sorted({*self.words("pronoun:sg"), *_SUBJECTS}))
        adjuncts = "|".join(sorted({*self.words("prep"), *self.words("time"), *self.words("quoted from")} - {"yang"}))
        return Attributions(
            after=re.compile(
                rf"\s?(?i:{short})(?:nya(?=\s*[.,(\n]|\s*$|\s(?:{adjuncts})\b)|\s+(?:[A-Z@]|(?:{subjects})\b))"
            ),
            before=re.compile(rf"(?<!\w)(?i:{active})\s?[,:]\s?$"),
            speaking=re.compile(rf"(?<!\w)(?i:{'|'.join(sorted(self.words('first person')))})(?!\w)"),
            telling=re.compile(rf"(?<!\w)(?i:{active}|{short}|{source})(?:nya)?(?!\w)"),
        )

    @cached_property
    def _by_class(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for word, names in self.classes.items():
            for name in names:
                found.setdefault(name, set()).add(word)
        return {name: frozenset(words) for name, words in found.items()}

    @classmethod
    def of(cls, resources: Resources) -> QuoteLexicon:
        """Build the index from the resources of a run."""
        cues: dict[str, tuple[Cue, ...]] = {}
        for row in resources.lexicon("cue_verbs"):
            cue = Cue(row["cue"], row["form"], frozenset(row["takes"].split()), row["strength"])
            cues[cue.cue] = (*cues.get(cue.cue, ()), cue)
        classes: dict[str, set[str]] = {}

        def mark(word: str, name: str) -> None:
            classes.setdefault(word, set()).add(name)

        for row in resources.lexicon("quote_words"):
            mark(row["word"], row["class"])
        for row in resources.lexicon("speaker_nouns"):
            mark(row["noun"], f"noun:{row['class']}")
        for row in resources.lexicon("pronouns"):
            mark(row["pronoun"], f"pronoun:{row['number']}")
        for row in resources.lexicon("office_heads"):
            if row["kind"] in ("head", "acronym", "rank", "title") or row["head"][:1].isupper():
                mark(row["head"].lower(), "noun:title")
        for row in resources.lexicon("ranks"):
            mark(row["rank"].lower(), "noun:title")
            mark(row["rank"].lower(), "rank")
        for row in resources.lexicon("organization_heads"):
            mark(row["head"].lower(), "noun:collective")
        for row in resources.lexicon("honorifics"):
            mark(row["form"].lower().rstrip("."), "honorific")
        for row in resources.lexicon("degrees"):
            mark(next(iter(row.values())).lower().rstrip("."), "degree")
        for row in resources.lexicon("report_nouns"):
            mark(row["noun"], f"report:{row['class']}")
        for row in resources.lexicon("description_nouns"):
            if not any(name.startswith("noun:") for name in classes.get(row["noun"], ())):
                mark(row["noun"], "noun:person")
        for name in ("asked", "alias"):
            for word in [w for w, found in classes.items() if name in found and w.startswith("di")]:
                mark(f"di {word[2:]}", name)  # `saat di temui`
        for word in [w for w, found in cues.items() if w.startswith("di") and all(c.form == "passive" for c in found)]:
            cues[f"di {word[2:]}"] = cues[word]  # `Hal itu di sampaikan Rina`
        phrases: dict[str, list[tuple[str, ...]]] = {}
        for word in {*cues, *classes}:
            parts = tuple(_WORD.findall(word))
            if len(parts) > 1:
                phrases.setdefault(parts[0], []).append(parts)
                joined = " ".join(parts)
                if joined != word and word in classes:
                    classes.setdefault(joined, set()).update(classes[word])
        return cls(
            cues=cues,
            classes={word: frozenset(names) for word, names in classes.items()},
            phrases={first: tuple(sorted(found, key=len, reverse=True)) for first, found in phrases.items()},
            report_nouns={row["noun"]: row["class"] for row in resources.lexicon("report_nouns")},
            not_quotes=frozenset(row["word"] for row in resources.lexicon("not_quotes")),
            meanings={row["noun"]: frozenset(row["means"].split()) for row in resources.lexicon("description_nouns")},
            nicknames={
                r["nickname"].lower(): frozenset(r["name"].lower().split()) for r in resources.lexicon("nicknames")
            },
            shortened={row["short"]: row["word"] for row in resources.lexicon("shortened_words")},
            roots=frozenset(row["word"] for row in resources.lexicon("root_words")),
            given_names={(row["where"], row["name"]): row["gender"] for row in resources.lexicon("given_names")},
            expansions={
                short.lower(): tuple(full.lower().split())
                for short, full in (
                    *((row["name"], row["full_name"]) for row in resources.lexicon("organizations")),
                    *((row["head"], row["expands"]) for row in resources.lexicon("office_heads")),
                    *((row["short"], row["full"]) for row in resources.lexicon("short_names")),
                )
                if full and " " not in short
            },
        )


@dataclass
class Reading:
    """An article, read: passages in order and the quoted pieces."""

    article: Article
    lexicon: QuoteLexicon

    @cached_property
    def heard(self) -> Heard:
        """What the tagger's quotation head said of the article."""
        return Heard(self.article)

    @cached_property
    def _called(self) -> frozenset[str]:
        """The words of the names of the people in the article, in lower case."""
        people = (entity for entity in self.article.entities if entity.label == "PER")
        return frozenset(word for entity in people for word in entity.name.lower().split() if len(word) > 2)

    @cached_property
    def _subjects(self) -> frozenset[int]:
        """Where the words begin that are subjects of a verb in the parse."""
        return frozenset(t.span.start for t in self.article.tokens if t.deprel and t.deprel.startswith("nsubj"))

    @cached_property
    def quoted(self) -> list[Quoted]:
        """The quoted pieces of the blocks that are read."""
        return pair_marks(self.article.text, self._regions, self.lexicon.said)

    @cached_property
    def _regions(self) -> list[tuple[int, int]]:
        regions: list[list[int]] = []
        last = None
        for sentence in self.article.read_sentences():
            if sentence.block_no == last:
                regions[-1][1] = max(regions[-1][1], sentence.span.end)
            else:
                regions.append([sentence.span.start, sentence.span.end])
                last = sentence.block_no
        return [(a, b) for a, b in regions]

    @cached_property
    def passages(self) -> list[Passage]:
        """The passages of the article, in order."""
        return list(self._passages())

    def _passages(self) -> Iterator[Passage]:
        text = self.article.text
        sentences = list(self.article.read_sentences())
        quoted = self.quoted
        starts = [q.start for q in quoted]
        mentions = sorted(
            (m for m in self.article.mentions if m.label in _NAMES and not self._specialty(m)),
            key=lambda m: (m.span.start, -len(m.span)),
        )
        mention_starts = [m.span.start for m in mentions]
        tokens = self.article.tokens if any(t.upos for t in self.article.tokens[:50]) else ()
        upos = {t.span.start: t.upos for t in tokens}
        pieces: list[list[int]] = []  # start, end, sent_no, block_no
        kinds: dict[int, str] = {}
        for sentence in sentences:
            kinds[sentence.block_no] = sentence.kind
            start, end = sentence.span.start, sentence.span.end
            if pieces and pieces[-1][3] == sentence.block_no and self._joined(pieces[-1][1], start, quoted, starts):
                pieces[-1][1] = end
            else:
                pieces.append([start, end, sentence.no, sentence.block_no])
        split: list[tuple[int, int, int, int]] = []
        for piece in pieces[:_DATELINE_BLOCKS]:
            dateline = _DATELINE.match(text, piece[0], min(piece[1], piece[0] + 90))
            if dateline and (
                dateline.group().split()[0].strip(",.-–—").isupper() or len(dateline.group().split()) <= 4
            ):
                piece[0] = dateline.end()
        for start, end, sent_no, block_no in pieces:
            for a, b in self._split(start, end, quoted, starts):
                split.append((a, b, sent_no, block_no))
        for no, (start, end, sent_no, block_no) in enumerate(split):
            holder = self.article.sentence_at(start)
            yield Passage(
                no=no,
                sent_no=holder.no if holder else sent_no,
                paragraph=block_no,
                kind=kinds[block_no],
                start=start,
                end=end,
                atoms=tuple(
                    self._atoms(text, start, end, quoted, starts, mentions, mention_starts, upos, kinds[block_no])
                ),
                first=no == 0 or split[no - 1][3] != block_no,
                last=no + 1 == len(split) or split[no + 1][3] != block_no,
            )

    def _specialty(self, mention: Mention) -> bool:
        """Tell whether a name is the letter in brackets of a degree: `Sp.A(K)`."""
        text, span = self.article.text, mention.span
        return (
            len(span) == 1 and text[max(0, span.start - 1) : span.start] == "(" and text[span.end : span.end + 1] == ")"
        )

    def _joined(self, end: int, start: int, quoted: list[Quoted], starts: list[int]) -> bool:
        """Tell whether the sentence border between `end` and `start` lies inside a quotation, or before its cue."""
        at = bisect_right(starts, start - 1) - 1
        if at >= 0 and quoted[at].end > end and quoted[at].start < start and quoted[at].end > start:
            return True
        text = self.article.text
        if text[start] in ",;":
            return True
        previous = text[start - 1 : start] if start else ""
        if at >= 0 and quoted[at].end <= start and not text[quoted[at].end : start].strip():
            # "…?" kata Rina: the sentence ended inside the marks, its cue follows.
            match = _WORD.match(text, start)
            return match is not None and (match.group()[:1].islower() or self._bare_cue(match.group()))
        return previous.isalpha() and text[start].islower()

    def _bare_cue(self, word: str) -> bool:
        """Tell whether a word is a bare cue, which belongs to the quotation before it even with a capital."""
        low, cues = word.lower(), self.lexicon.cues
        return any(cue.form == "short" for form in (low, low.removesuffix("nya")) for cue in cues.get(form, ()))

    def _split(self, start: int, end: int, quoted: list[Quoted], starts: list[int]) -> Iterator[tuple[int, int]]:
        """Cut after a quotation that ends its sentence inside its marks and is followed by a new one."""
        text = self.article.text
        at = bisect_right(starts, start - 1)
        while at < len(quoted) and quoted[at].start < end:
            q = quoted[at]
            at += 1
            if q.end >= end or text[q.inner_end - 1] not in ".!?…":
                continue
            rest = q.end
            while rest < end and text[rest].isspace():
                rest += 1
            if rest >= end:
                continue
            follows = text[rest]
            if follows.isupper() or follows in '"“«':
                match = _WORD.match(text, rest)
                if match and self._bare_cue(match.group()):
                    continue
                yield start, q.end
                start = rest
        if start < end:
            yield start, end

    def _atoms(
        self,
        text: str,
        start: int,
        end: int,
        quoted: list[Quoted],
        starts: list[int],
        mentions: list[Mention],
        mention_starts: list[int],
        upos: Mapping[int, str | None],
        kind: str,
    ) -> Iterator[Atom]:
        lexicon = self.lexicon
        self._headline = kind in HEADLINES
        q = bisect_right(starts, start - 1)
        m = bisect_right(mention_starts, start - 1)
        at = start
        while at < end:
            if q < len(quoted) and quoted[q].start <= at:
                piece = quoted[q]
                q += 1
                if piece.end > at and piece.start >= start:
                    yield Atom("quoted", piece.start, min(piece.end, end), "", quoted=piece)
                    at = piece.end
                continue
            while m < len(mentions) and mentions[m].span.start < at:
                m += 1
            if m < len(mentions) and mentions[m].span.start == at and mentions[m].span.end <= end:
                mention = mentions[m]
                named, low = mention.span, mention.span.text.lower()
                parsed = {SUBJECT_OF_VERB} if self._subjects & set(range(named.start, named.end)) else _EMPTY
                yield Atom(
                    "name",
                    at,
                    named.end,
                    low,
                    capital=True,
                    classes=lexicon.classes.get(low, _EMPTY) | {f"name:{mention.label}"} | parsed,
                    mention=mention,
                )
                at = mention.span.end
                continue
            limit = end
            if q < len(quoted):
                limit = min(limit, quoted[q].start)
            if m < len(mentions):
                limit = min(limit, mentions[m].span.start)
            match = _WORD.search(text, at, limit)
            if not match:
                at = max(limit, at + 1) if limit == at else limit
                continue
            yield from self._word(text, match.start(), match.end(), limit, upos)
            at = self._at
        return

    _at: int = 0
    _headline: bool = False

    def _word(self, text: str, start: int, end: int, limit: int, upos: Mapping[int, str | None]) -> Iterator[Atom]:
        """Yield the atom of the word at start:end or of the phrase beginning there; `_at` is where it ends."""
        lexicon = self.lexicon
        word = text[start:end]
        self._at = end
        if not (word[0].isalnum() or (word[0] == "@" and len(word) > 1)):
            yield Atom("mark", start, end, word)
            return
        low = lexicon.shortened.get(word, word.lower())
        if len(word) > 6 and low not in lexicon.classes and low not in lexicon.cues:
            cut = self._glued(word, low)
            if cut:
                end = start + cut
                word, low = word[:cut], low[:cut]
                self._at = end
        for parts in lexicon.phrases.get(low, ()):
            at = end
            for part in parts[1:]:
                match = _WORD.search(text, at, limit)
                if not match or match.group().lower() != part:
                    break
                at = match.end()
            else:
                end, low = at, " ".join(parts)
                self._at = end
                break
        cues = self._cues(low)
        clitic = 0
        classes = lexicon.classes.get(low, _EMPTY)
        if not cues and low.endswith("nya"):
            base = low[:-3]
            found = tuple(c for c in lexicon.cues.get(base, ()) if c.form in ("short", "source", "passive", "active"))
            if found:
                cues, clitic = found, end - 3
                classes = classes | (lexicon.classes.get(base, _EMPTY) & {"continuing"})
        elif not cues and low.endswith("lah") and low[:-3] in lexicon.cues:
            cues = self._cues(low[:-3])
        if not cues and not classes and low.isalpha() and word[0].islower() and self.heard.cue(start) >= _CUE:
            clitic = end - 3 if low.endswith("nya") else 0
            cues = tuple(
                Cue(low, form, takes, "rare") for form, takes in _HEARD.items() if form == "short" or not clitic
            )
        if word[0].isupper() and low in self._called:
            classes = classes | {"called"}
        yield Atom(
            "word",
            start,
            end,
            low,
            capital=word[0].isupper(),
            cues=cues,
            clitic=clitic,
            classes=classes,
            upos=upos.get(start),
        )

    def _cues(self, low: str) -> tuple[Cue, ...]:
        """Return the entries of a word; bare verbs of headlines count only there."""
        cues = self.lexicon.cues.get(low, ())
        if not self._headline and any(cue.form == "headline" for cue in cues):
            return tuple(cue for cue in cues if cue.form != "headline")
        return cues

    def _glued(self, word: str, low: str) -> int:
        """Return where scraping lost the blank at a cue (`kataRina`, `jawabsaksi`, `Rinamengatakan`), 0 where it did not."""
        lexicon = self.lexicon
        glued = _GLUED.match(word)
        if glued and (glued.group(1) in lexicon.cues or glued.group(1) == "bahwa"):
            return glued.end()
        for size in range(4, min(9, len(low) - 3)):
            if low[:size] in lexicon.cues and lexicon.classes.get(low[size:], _EMPTY) & _SPEAKERS:
                return size
        for size in range(7, min(15, len(low) - 1)):
            if low[-size:].startswith("me") and low[-size:] in lexicon.cues:
                return len(low) - size
        return 0


#: Besides names and pronouns, what may follow a bare cue next to a quotation mark.
_SUBJECTS = ("si", "sang", "seorang", "salah")


def _longest(word: str) -> tuple[int, str]:
    return -len(word), word


_NAMES = frozenset({"PER", "ORG", "GPE", "LOC", "FAC"})
#: How sure the tagger's quotation head must be to make a cue of a word that is none in the lexicon.
_CUE = 0.9
#: The class of a name that is the subject of a verb by the parse.
SUBJECT_OF_VERB = "parsed subject"
HEADLINES = frozenset({"headline", "heading"})
#: What a word takes that is a cue only by the tagger's word, in the forms it may have.
_HEARD = {"active": frozenset({"quote", "clause", "np"}), "short": frozenset({"quote"})}
