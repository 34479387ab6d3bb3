"""A sentence cut for reading figures: numbers, words, currency signs and marks, with the tagger's part of speech on top.

The grammar of figures does not read the tokens of the tagger directly: scraped text glues amounts in ways no treebank
knows (`Rp16.200-Rp16.500`, `25kg`), and the grammar must also work where no tagger ran.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from warta.core.article import Article, Sentence, Token
from warta.stages.quantities.language import Language

_L = r"[^\W\d_]"
# Letters may carry combining marks where text is not composed (Vietnamese names).
_MARKS = "\u0300-\u036f"
_LEXEME = re.compile(
    rf"""
      (?P<web>https?://\S+ | www\.\S+ | [\w.+-]+@[\w-]+\.[\w.]+ | [@\#]\w[\w.]* | (?:{_L}[\w-]*\.)+(?:com|id|co|net|org|vn|tv|go|info|news)\b(?:/\S*)?)
    | (?P<iso>\d{{4}}-\d\d-\d\d(?!\d))
    | (?P<currency>(?:Rp|IDR|USD|VND|EUR|SGD|MYR|RM|RMB|JPY|CNY|GBP|AUD)\.?(?=\s?\d) | (?:US|AS|AU|NZ|HK|NT|S|A|C)?\$(?:AS)? | [€£¥₩₱₫₽₹])
    | (?P<ordinal>(?i:ke)[-–‑]\s?(?:\d+(?:\.\d+)*|[IVXLC]+\b)(?!\w))
    | (?P<number>\d+(?:[.,]\d+)*)
    | (?P<word>{_L}[{_MARKS}]*(?:[\w{_MARKS}'’]*[\w{_MARKS}])?(?:[-‑]{_L}[\w{_MARKS}'’]*|[-‑]\d+(?![\d.,])\w*)*)
    | (?P<mark>\S)
    """,
    re.VERBOSE,
)
_GLUED_DATE = re.compile(r"\d{1,2}/\d{1,2}/(?:19|20)\d\d(?!\d)")
_GLUED_DAY = re.compile(r"[^\W\d_]{3,}(\d{1,2})$")
_GLUED_NUMBER = re.compile(r"(?:nomor|pasal|ayat)\d+$")
_SECOND_AMOUNT = re.compile(r"(\w+?)[-‑](?:rp|us|usd|idr)?\d")
_HYPHENATED = re.compile(rf"(?<![{_MARKS}])[-‑–]")


@dataclass(slots=True)
class Lexeme:
    """A piece of a sentence.

    Args:
        kind: `number`, `word`, `currency`, `ordinal`, `iso`, `web` or `mark`.
        text: as written; `low` is the same in lower case.
        start: offset in the article's text; `end` is one past the last character.
        glued: no blank before it.
        token: the token of the tagger that begins or lies here, or None.
    """

    kind: str
    text: str
    low: str
    start: int
    end: int
    glued: bool
    token: Token | None = None

    @property
    def upos(self) -> str | None:
        """Part of speech the tagger gave, or None."""
        return self.token.upos if self.token is not None else None


class Line:
    """A sentence as lexemes.

    Args:
        article: the article.
        sentence: one of its sentences.
        language: the compiled lexicons.

    Attributes:
        lexemes: in order.
        lows: their texts in lower case, for lexicon look-up.
        taken: for each lexeme, what already claimed it (`date`, `citation`, ...), or an empty string.
    """

    def __init__(self, article: Article, sentence: Sentence, language: Language):
        self.article, self.sentence, self.language = article, sentence, language
        self.text = article.text
        self.lexemes = list(_cut(article.text, sentence.span.start, sentence.span.end, language))
        self.lows = [x.low for x in self.lexemes]
        self.taken = [""] * len(self.lexemes)
        words = [x.text for x in self.lexemes if x.kind == "word" and len(x.text) > 2]
        capitals = sum(w[0].isupper() for w in words)
        self.title_case = len(words) >= 4 and capitals >= 0.7 * len(words)
        tokens = article.sentence_tokens(sentence)
        self.tagged = any(t.upos is not None for t in tokens)
        self._attach(tokens)

    @property
    def may_hold_figures(self) -> bool:
        """Tell whether any lexeme is a number, a number word, an ordinal, or a date's or law's word."""
        language = self.language
        return any(x.kind in ("number", "ordinal", "iso") or x.low in language.figure_words for x in self.lexemes)

    def __len__(self) -> int:
        return len(self.lexemes)

    def _attach(self, tokens: tuple[Token, ...]) -> None:
        at = 0
        for lexeme in self.lexemes:
            while at < len(tokens) and tokens[at].span.end <= lexeme.start:
                at += 1
            if at < len(tokens) and tokens[at].span.start < lexeme.end:
                lexeme.token = tokens[at]

    def low(self, index: int) -> str:
        """Return the lower-cased text of a lexeme, empty outside the sentence."""
        return self.lows[index] if 0 <= index < len(self.lows) else ""

    def kind(self, index: int) -> str:
        """Return the kind of a lexeme, empty outside the sentence."""
        return self.lexemes[index].kind if 0 <= index < len(self.lexemes) else ""

    def is_word(self, index: int) -> bool:
        """Tell whether there is a word at `index`."""
        return self.kind(index) == "word"

    def is_capital(self, index: int) -> bool:
        """Tell whether the word at `index` begins with a capital, in a sentence where that says something."""
        return self.is_word(index) and self.lexemes[index].text[0].isupper() and not self.title_case

    def stem(self, index: int) -> str:
        """Return the word at `index` without the clitic the tokenizer cut off (`cucunya`: `cucu`)."""
        lexeme = self.lexemes[index]
        token = lexeme.token
        whole = token is None or token.span.start != lexeme.start or token.span.end >= lexeme.end
        return lexeme.text if whole else token.text  # type: ignore[union-attr]

    def take(self, first: int, last: int, what: str) -> None:
        """Mark lexemes [first, last) as belonging to something."""
        for index in range(max(first, 0), min(last, len(self.taken))):
            self.taken[index] = what

    def free(self, index: int) -> bool:
        """Tell whether there is a lexeme at `index` that nothing has claimed."""
        return 0 <= index < len(self.taken) and not self.taken[index]

    def verb_like(self, index: int) -> bool:
        """Tell whether the word at `index` is a verb, by its tag, else by its shape."""
        if not self.is_word(index):
            return False
        lexeme = self.lexemes[index]
        if lexeme.low in self.language.verb_like_nouns:
            return False
        if lexeme.upos == "NOUN" and _PASSIVE.fullmatch(lexeme.text):
            return True
        if lexeme.upos is not None:
            return lexeme.upos in ("VERB", "AUX") and not (
                lexeme.text[0].isupper() and index > 0 and not self.title_case
            )
        return _VERB_SHAPE.match(lexeme.low) is not None

    def noun_like(self, index: int) -> bool:
        """Tell whether the word at `index` can be a counted noun, by the lexicons, then its tag, then its shape."""
        if not self.is_word(index) or not self.free(index):
            return False
        lexeme = self.lexemes[index]
        low, language = lexeme.low, self.language
        if low in language.function_words or low in language.multipliers:
            return False
        if low in language.verb_like_nouns:
            return True
        role = language.numerals.get(low)
        if role is not None or low in language.weekdays:
            return False
        if lexeme.upos in ("NOUN", "PROPN"):
            # "lima dioperasi", "satu lolos": slips of the tagger; nouns like direksi are in the lexicon of verb-like nouns
            slip = _PASSIVE.fullmatch(lexeme.text) is not None or low in language.states
            return not (slip and self.lexemes[index - 1].kind == "word")
        if low in language.not_counted:
            return False
        if lexeme.upos in ("VERB", "ADJ", "ADV", "AUX", "ADP", "SCONJ", "CCONJ", "DET", "PRON", "PART"):
            return low.startswith(("pe", "ke")) and low.endswith("an")
        return _VERB_SHAPE.match(low) is None


_PASSIVE = re.compile(r"di[a-z]{3,}(?:kan|i)")
# Active and passive verbs by their prefix, with the letters that follow it (Tata Bahasa Baku, ch. on verbs).
_VERB_SHAPE = re.compile(
    r"(?:me(?:m[bfpv]|n[cdjtsyz]|ng|ny|l[aeiou]|r[aeiou]|m[aeiou]|n[aeiou]|w[aeiou]|y[aeiou])\w{2,}"
    r"|di(?:\w{3,}(?:kan|i)|[bcdfghjklmprstwy]\w{3,})|ber\w{4,}|ter\w{4,})$"
)


def _cut(text: str, start: int, end: int, language: Language) -> Iterator[Lexeme]:
    last = at = start
    while match := _LEXEME.search(text, at, end):
        kind = match.lastgroup or "mark"
        first, stop = match.span()
        if kind == "word":
            stop = _word_end(text, first, stop, language)
        at = stop
        word = text[first:stop]
        if kind == "word" and "-" in word and _numeric_compound(word.lower(), language):
            for part in re.finditer(r"[-‑]|[^-‑]+", word):
                piece = part.group()
                yield Lexeme(
                    "word" if piece[0].isalpha() else "mark",
                    piece,
                    piece.lower(),
                    first + part.start(),
                    first + part.end(),
                    first == last or part.start() > 0,
                )
            last = stop
            continue
        yield Lexeme(kind, word, word.lower(), first, stop, first == last and first > start)
        last = stop


def _word_end(text: str, first: int, stop: int, language: Language) -> int:
    """Return where a word really ends: before a glued date, a day after a month, the clitic of a number word, the second
    amount of a range (`juta-Rp150`), the digits of `M5,2`.
    """
    if text[stop : stop + 1] == "/" and text[stop - 1].isdigit():
        glued = _GLUED_DATE.search(text, first, min(len(text), stop + 9))
        if glued is not None and glued.start() > first:
            return glued.start()
    word = text[first:stop].lower()
    if word[-1].isdigit() and "-" in word:
        month, _, day = word.partition("-")
        if month in language.months and day.isdigit():
            return first + len(month)
    dated = _GLUED_DAY.match(text, first, stop)
    if dated is not None and text[stop + 1 : stop + 14].lower().split(" ")[0].rstrip(",.") in language.months:
        return dated.start(1)
    if word.endswith("nya") and word[:-3] in language.numerals:
        return stop - 3
    if _GLUED_NUMBER.match(word):
        return first + len(word.rstrip("0123456789"))
    amount = _SECOND_AMOUNT.match(word)
    if amount is not None and (amount[1] in language.multipliers or amount[1] in language.units):
        return first + amount.end(1)
    if text[stop : stop + 1] in (",", ".") and text[stop + 1 : stop + 2].isdigit() and word[1:].isdigit():
        return first + 1
    return stop


def _numeric_compound(word: str, language: Language) -> bool:
    """Tell whether a hyphenated word joins number words (`dua-tiga`) or names of months or weekdays (`Mei-Juni`)."""
    parts = [p for p in _HYPHENATED.split(word) if p]
    return (
        len(parts) > 1
        and all(
            p in language.numerals or p in language.multipliers or p in language.months or p in language.weekdays
            for p in parts
        )
        and len(set(parts)) > 1
    )
