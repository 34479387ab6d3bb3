"""Sentence ends: full stops that end a sentence, told from those of titles, abbreviations, numbers and initials.

A long quotation is cut at its inner sentence ends; closing marks stay with the sentence they close. `"... ." kata X` goes
on when the next word is in small letters. Everything is one pass from left to right over the marks, with bounded look-back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from warta.lexicon import Resources

_OPENERS = "\"“„«‘'([{"
_CLOSERS = "\"”»’')]}"
_END = re.compile(r"[.!?…。！？]+(?:[\"”»’')\]}]+[.!?…]*)*")
_WORD_BEFORE = re.compile(r"[^\s\"“”«»()\[\]{}/,;:!?…-]{1,24}$")
_NEXT_WORD = re.compile(r"[^\W\d_]+")
_ENUMERATOR = re.compile(r"[\s\"“(\[*•·–-]*(?:\d{1,3}|[A-Za-z]|[IVXLC]{1,6})$")
_SMALL_START = re.compile(r"[a-z]{1,2}[A-Z][a-z]|[a-z][.)]\s+[A-Z]")
_DOTTED = re.compile(r"(?:[A-Z][a-z]{0,4}\.)+[A-Z][A-Za-z]{0,4}$")
_ENUMERATED = re.compile(r"\s*\d{1,2}[.)]\s")
_GLUED_NUMBER = re.compile(r"[a-z)](\d{1,2})$")
_NUMBERED = re.compile(r"\d|[IVXLC]+\b|[A-Za-z]\b")
_ADDRESS = re.compile(r"[^\s@]{1,60}@\w")
_BREAKS = re.compile(r"[;,:]?\s")
_CONTROL_BULLETS = "•·▪■●◦►▶–—-*"


@dataclass(frozen=True)
class _Words:
    never: frozenset[str]
    maybe: frozenset[str]
    number: frozenset[str]
    list: frozenset[str]
    starters: frozenset[str]
    labels: frozenset[str]
    cues: frozenset[str]


@cache
def words_of(resources: Resources) -> _Words:
    """Return the word lists sentence ends are told by."""
    ends = {row["abbreviation"].removesuffix("."): "never" for row in resources.lexicon("tokenizer_abbreviations")}
    ends |= {row["degree"].removesuffix("."): "maybe" for row in resources.lexicon("degrees") if "." in row["degree"]}
    ends |= {row["abbreviation"]: row["end"] for row in resources.lexicon("sentence_abbreviations")}

    def of(kind: str) -> frozenset[str]:
        return frozenset(word for word, end in ends.items() if end == kind)

    return _Words(
        of("never"),
        of("maybe"),
        of("number"),
        of("list"),
        frozenset(row["word"] for row in resources.lexicon("sentence_starters")),
        frozenset(row["word"] for row in resources.lexicon("letter_labels")),
        frozenset(row["cue"] for row in resources.lexicon("cue_verbs")),
    )


class SentenceSplitter:
    """Cuts a block into sentences.

    Args:
        resources: the run's lexicons.
        longest: a sentence longer than this, in characters, is cut at a pause or a blank.
    """

    def __init__(self, resources: Resources, *, longest: int = 4000):
        self._words = words_of(resources)
        self._longest = longest

    def split(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """Yield the sentences of `text[start:end]` as trimmed (start, end)."""
        end = len(text) if end is None else end
        at = start
        for cut in self._cuts(text, start, end):
            yield from self._bounded(text, at, cut)
            at = cut
        yield from self._bounded(text, at, end)

    def _bounded(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        while end > start and text[end - 1].isspace():
            end -= 1
        while start < end and text[start].isspace():
            start += 1
        while end - start > self._longest:
            cut = start + self._longest
            pauses = list(_BREAKS.finditer(text, start + self._longest // 2, cut))
            best = next((m for m in reversed(pauses) if m[0][0] in ";"), None) or (pauses[-1] if pauses else None)
            if best is not None:
                cut = best.end()
            yield from self._bounded(text, start, cut)
            start = cut
            while start < end and text[start].isspace():
                start += 1
        if start < end:
            yield start, end

    def _cuts(self, text: str, start: int, end: int) -> Iterator[int]:
        sentence = start
        at = start
        while match := _END.search(text, at, end):
            at = match.end()
            cut = self._cut(text, sentence, match, end)
            if cut is not None and cut < end:
                yield cut
                sentence = cut
                at = max(at, cut)

    def _cut(self, text: str, sentence: int, match: re.Match[str], end: int) -> int | None:
        """Return where the sentence ends, when the mark ends one."""
        mark, after = match.start(), match.end()
        marks = match[0]
        if after >= end:
            return None
        glued = not text[after].isspace()
        if glued:
            return self._glued(text, sentence, match, end)
        following = after
        while following < end and text[following].isspace():
            following += 1
        if following >= end:
            return None
        # a closing mark set off by a blank: `maju. " kata`
        if text[following] in '"”»' and self._closes(text, sentence, following, end):
            after = following + 1
            following = after
            while following < end and text[following].isspace():
                following += 1
            if following >= end:
                return None
            marks += '"'
        if not self._starts(text, following, end):
            return after if marks == "." and self._small_start(text, sentence, mark, following, end) else None
        if self._goes_on(text, sentence, mark, marks, following, end):
            return None
        number = _GLUED_NUMBER.search(text, max(sentence, mark - 24), mark)
        if marks == "." and number and _ENUMERATED.match(text, sentence, mark):
            return number.start(1)
        return after

    def _small_start(self, text: str, sentence: int, mark: int, following: int, end: int) -> bool:
        """Tell whether a sloppily written sentence begins in small letters, and no cue of the speech before."""
        before = _WORD_BEFORE.search(text, max(sentence, mark - 24), mark)
        word = _NEXT_WORD.match(text, following, end)
        return (
            before is not None
            and len(before[0]) >= 4
            and before[0].isalpha()
            and before[0].islower()
            and text[before.start() - 1 : before.start()].isspace()
            and not any(
                self._listed(before[0], w)
                for w in (self._words.never, self._words.maybe, self._words.number, self._words.list)
            )
            and word is not None
            and len(word[0]) > 1
            and word[0] not in self._words.cues
        )

    def _closes(self, text: str, sentence: int, at: int, end: int) -> bool:
        """Tell whether the quotation mark at `at`, after a blank, closes one."""
        if at + 1 < end and (text[at + 1].isalnum() or text[at + 1] in "“("):
            return False
        return text[at] != '"' or text.count('"', max(sentence, at - 5000), at) % 2 == 1

    def _starts(self, text: str, at: int, end: int) -> bool:
        """Tell whether a sentence can begin here."""
        while at < end and (text[at] in _OPENERS or text[at] in _CONTROL_BULLETS or text[at].isspace()):
            at += 1
        if at >= end:
            return False
        char = text[at]
        if char.islower():  # `iPhone`, `b. Pasfoto`
            return _SMALL_START.match(text, at, end) is not None
        return char not in ",;:.!?…)]}”»%/&=+"

    def _goes_on(self, text: str, sentence: int, mark: int, marks: str, following: int, end: int) -> bool:
        """Tell whether the sentence goes on after the mark although a capital, a number or a quotation follows."""
        if marks[0] != "." or len(marks.strip(_CLOSERS)) > 1:
            return False
        before = _WORD_BEFORE.search(text, max(sentence, mark - 24), mark)
        word = before[0].lstrip("'‘’*•") if before else ""
        if not word:
            return False
        if _ENUMERATOR.match(text, sentence, mark) and mark - sentence <= 12:
            return True
        bracketed = marks.strip(".") != "" and ")" in marks
        starter = self._starter(text, following, end)
        if len(word) == 1 and word.isalpha() and word.isupper():
            return not (starter or self._label(text, sentence, before.start() if before else mark))
        if self._listed(word, self._words.number):
            return _NUMBERED.match(text, following, end) is not None
        if self._listed(word, self._words.list):
            return False
        if self._listed(word, self._words.never):
            return not (bracketed and starter and word not in ("Purn", "Pur", "Ret", "Tit"))
        if self._listed(word, self._words.maybe) or _DOTTED.match(word):
            return text[following] == "(" or not (starter or text[following] in '"“«‘' or marks != ".")
        return False

    @staticmethod
    def _listed(word: str, words: frozenset[str]) -> bool:
        return word in words or word.lower() in words or (word.isupper() and word.capitalize() in words)

    def _starter(self, text: str, at: int, end: int) -> bool:
        word = _NEXT_WORD.match(text, at, end)
        return word is not None and word[0] in self._words.starters

    def _label(self, text: str, sentence: int, at: int) -> bool:
        before = _WORD_BEFORE.search(text, max(sentence, at - 26), max(at - 1, sentence))
        return before is not None and before[0].lower() in self._words.labels

    def _glued(self, text: str, sentence: int, match: re.Match[str], end: int) -> int | None:
        """Return the end of a sentence the next one is glued to: `memengaruhi.Berikut ini`."""
        mark, after, marks = match.start(), match.end(), match[0]
        opener = after
        # The last closing mark may open the next quotation: `selesai."Kami siap`.
        if (
            marks[-1] in "\"'"
            and text[after].isupper()
            and text.count(marks[-1], max(sentence, mark - 5000), mark) % 2 == 0
        ):
            opener = after - 1
        elif text[after] in _OPENERS:
            after += 1
        head = text[after : after + 2]
        if not (len(head) == 2 and head[0].isupper() and (head[1].islower() or head[1].isspace() or head[1].isupper())):
            return None
        if text[mark] in "!?":
            return opener
        before = _WORD_BEFORE.search(text, max(sentence, mark - 24), mark)
        word = before[0] if before else ""
        if not word:  # after a bracket, a quotation mark or a blank
            return opener if mark > sentence and (text[mark - 1] in ')]”"' or text[mark - 1].isspace()) else None
        if "." in word or "@" in word or _ADDRESS.match(text, after, end):
            return None
        starter = self._starter(text, after, end)
        if len(word) == 1 or self._listed(word, self._words.maybe):
            return (
                opener
                if starter and (len(word) > 1 or self._label(text, sentence, before.start() if before else mark))
                else None
            )
        if any(self._listed(word, words) for words in (self._words.never, self._words.number)):
            return None
        following = _NEXT_WORD.match(text, after, end)
        name = following[0] if following else ""
        if marks == "." and name.lower() in ("com", "co", "id", "net", "org", "tv", "vn", "my", "go"):
            return None
        long_enough = len(word) >= 3 and word[-2:].islower()
        number = (word[-1].isdigit() or word[-1] == "%") and len(name) >= 2
        acronym = len(word) >= 3 and word.isupper() and len(name) >= 2 and name[1].islower()
        return opener if long_enough or number or acronym else None
