"""The grammar of offices around one person mention.

An office is written before the name (`Wakil Menteri Luar Negeri Vietnam Nguyen Minh Vu`, `Kapolres Demak, AKBP Budi`), in
apposition after it (`Budi, Ketua Umum PSSI, mengatakan`), in brackets, or after a word such as `selaku`. It starts with a
head word (`office_heads.tsv`) and runs over its complement; several offices may be stacked with a comma, a slash, `dan`,
`sekaligus`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from warta.core.article import Article, Mention, Office, Sentence, Token
from warta.core.span import Span
from warta.lexicon import Resources, load
from warta.lexicon.countries import Countries
from warta.lexicon.phrases import Phrases


def words_of(role: str) -> frozenset[str]:
    """Return the words with a role in the grammar of offices (`office_words.tsv`)."""
    return frozenset(r["word"] for r in load("office_words") if r["role"] == role)


_CONNECTORS = words_of("connector")
_STOPS = words_of("stop")
_QUOTES = frozenset("\"'“”‘’«»")


@dataclass(frozen=True)
class _Head:
    kind: str


@dataclass(frozen=True)
class Found:
    """An office read next to a person mention, before merging over the article."""

    office: Office
    mention: int


class _Sentence:
    """A sentence's words with the mentions on them."""

    def __init__(self, article: Article, sentence: Sentence, mentions: Sequence[tuple[int, Mention]]):
        self.article, self.sentence = article, sentence
        self.tokens: tuple[Token, ...] = article.sentence_tokens(sentence)
        self.words = [t.text for t in self.tokens]
        self.label: list[str | None] = [None] * len(self.words)
        self.mention: list[int | None] = [None] * len(self.words)
        self.people: list[tuple[int, int, int]] = []
        starts = {t.span.start: i for i, t in enumerate(self.tokens)}
        for index, mention in mentions:
            first = starts.get(mention.span.start)
            if first is None:
                first = next((i for i, t in enumerate(self.tokens) if t.span.end > mention.span.start), None)
            if first is None:
                continue
            last = first
            while last < len(self.tokens) and self.tokens[last].span.start < mention.span.end:
                self.label[last], self.mention[last] = mention.label, index
                last += 1
            if mention.label == "PER":
                self.people.append((first, last, index))
        self.people.sort()

    def span(self, first: int, last: int) -> Span:
        """The span of words [first, last)."""
        return self.article.span(self.tokens[first].span.start, self.tokens[last - 1].span.end)

    def capital(self, i: int) -> bool:
        word = self.words[i]
        return word[:1].isupper() or word[:1].isdigit()

    def verb(self, i: int) -> bool:
        """A lower-case finite verb or auxiliary; by the tagger where one ran, else by the prefix."""
        word, upos = self.words[i], self.tokens[i].upos
        if not word[:1].islower():
            return False
        if upos is not None:
            return upos in ("VERB", "AUX")
        return word.startswith(("men", "mem", "meng", "meny", "ber", "di", "ter")) and len(word) > 5


@dataclass(frozen=True)
class _Before:
    """What stands right before the name: [former] [acting] title [,] [rank] [honorific]."""

    honorific: Span | None = None
    rank: Span | None = None
    rank_code: str | None = None
    rank_service: str = ""
    start: int = 0  # first word of the part consumed so far


class OfficeGrammar:
    """Reads the offices of the people mentioned in an article.

    Args:
        resources: gives the lexicons `office_heads`, `office_markers`, `ranks`, `honorifics`, `degrees`, `organization_heads`.
        professions: whether professions with a field or an organization are offices too.
    """

    def __init__(self, resources: Resources, *, professions: bool = True):
        self.heads: Phrases[_Head] = Phrases((r["head"], _Head(r["kind"])) for r in resources.lexicon("office_heads"))
        self.ranks = Phrases(
            ((r["rank"], (r["code"] or None, r["service"])) for r in resources.lexicon("ranks")), fold=False
        )
        self.ranks_upper = Phrases(
            (r["rank"].upper(), (r["code"] or None, r["service"])) for r in resources.lexicon("ranks")
        )
        self.honorifics = Phrases(((r["form"], r["kind"]) for r in resources.lexicon("honorifics")), fold=False)
        self.markers = Phrases((r["marker"], r["kind"]) for r in resources.lexicon("office_markers"))
        degrees = [r["degree"] for r in resources.lexicon("degrees")]
        self.degrees = Phrases(
            ((d, True) for d in [*(d.removesuffix(".") for d in degrees if "." in d[:-1]), *degrees]), fold=False
        )
        self.institutions = Phrases((r["head"], r["kind"]) for r in resources.lexicon("organization_heads"))
        self.countries = Countries(resources)
        self.professions = professions

    def read(self, article: Article) -> list[Found]:
        """Return every office asserted next to a person mention, in text order."""
        by_sentence: dict[int, list[tuple[int, Mention]]] = {}
        for index, mention in enumerate(article.mentions):
            by_sentence.setdefault(mention.sent_no, []).append((index, mention))
        found: list[Found] = []
        for sentence in article.read_sentences():
            mentions = by_sentence.get(sentence.no)
            if mentions and any(m.label == "PER" for _, m in mentions):
                view = _Sentence(article, sentence, mentions)
                for person in view.people:
                    found.extend(self._around(view, *person))
        return found

    # ------------------------------------------------------------------ one person

    def _around(self, view: _Sentence, first: int, last: int, index: int) -> Iterator[Found]:
        mention = view.article.mentions[index]
        base = Office(
            sent_no=view.sentence.no,
            person=mention.span,
            entity=mention.entity,
            in_caption=view.sentence.kind == "caption",
        )
        before = self._forms_before(view, first)
        if before.rank is None and before.honorific is None:
            before = replace(before, start=first)
        base = replace(base, honorific=before.honorific, rank=before.rank, rank_code=before.rank_code)
        titles = self._before(view, before.start)
        rule = "before"
        after, after_rank = self._after(view, last)
        if after_rank is not None and base.rank is None:
            base = replace(base, rank=after_rank[0], rank_code=after_rank[1])
        seen = False
        for rule, pieces in (("before", titles), ("after", after)):
            for piece in pieces:
                office = self._office(view, base, piece, rule, mention.confidence)
                if office is not None:
                    seen = True
                    yield Found(office, index)
        if not seen and base.rank is not None and before.rank_service != "academic":
            confidence = round(0.55 + 0.4 * mention.confidence, 4)
            yield Found(replace(base, confidence=confidence, rule="rank"), index)

    def _forms_before(self, view: _Sentence, first: int) -> _Before:
        """Consume honorifics, degrees and ranks that stand right before the name, right to left."""
        state = _Before(start=first)
        end = first
        retired_end: int | None = None
        while end > 0:
            if view.words[end - 1] in (")", ",") and end >= 2:
                retired = self._retired_before(view, end)
                if retired is not None:
                    retired_end = end if not self.ranks.match_at(view.words, retired + 1) else None
                    end = retired
                    continue
            match = self.ranks.match_ending(view.words, end) or self._upper_rank(view, end)
            if match and view.capital(end - match[0]):
                length, (code, service) = match
                span = view.span(end - length, retired_end or end)  # `Letjen TNI (Purn.)` is the rank as written
                retired_end = None
                if service == "academic":
                    if state.rank is None:
                        state = replace(state, rank=span, rank_code=None, rank_service=service)
                    elif state.rank_service == "academic":
                        state = replace(state, rank=span.cover(state.rank))
                elif state.rank is None or state.rank_service == "academic":
                    state = replace(state, rank=span, rank_code=code, rank_service=service)
                end -= length
                state = replace(state, start=end)
                continue
            form = self.honorifics.match_ending(view.words, end)
            if form and form[1] != "name":
                length, kind = form
                if kind == "honorific" and state.honorific is None:
                    state = replace(state, honorific=view.span(end - length, end))
                end -= length
                state = replace(state, start=end)
                continue
            if view.words[end - 1] == "," and end - 1 > 0 and state.start == end and state.rank_service == "academic":
                more = self.ranks.match_ending(view.words, end - 1)
                if more and more[1][1] == "academic":
                    end -= 1
                    continue
            break
        return state

    def _upper_rank(self, view: _Sentence, end: int) -> tuple[int, tuple[str | None, str]] | None:
        """Ranks in capitals, as headlines and some police copy write them."""
        return (
            self.ranks_upper.match_ending(view.words, end)
            if view.words[end - 1].isupper() and len(view.words[end - 1]) > 2
            else None
        )

    def _retired_before(self, view: _Sentence, end: int) -> int | None:
        """Return where `(Purn)` or a repeated short rank in brackets begins when it ends at word `end`."""
        if view.words[end - 1] != ")":
            return None
        for start in range(end - 2, max(-1, end - 5), -1):
            if view.words[start] == "(":
                inside = "".join(view.words[start + 1 : end - 1]).lower().replace(".", "")
                if self.ranks.match_at(view.words[start + 1 : end - 1], 0):
                    return start  # `Laksamana Pertama (Laksma) Tunggul`
                return start if inside in ("purn", "purnawirawan", "pol", "emeritus", "ret") else None
        return None

    # ------------------------------------------------------------------ before the name

    def _before(self, view: _Sentence, end: int) -> list[tuple[int, int]]:
        """Return the offices that end right before word `end`, as word ranges in text order."""
        limit = end
        if (end > 1 and view.words[end - 1] == "(") or (end > 1 and view.words[end - 1] == ","):
            limit = end - 1
        elif end > 2 and view.words[end - 1] in ("yakni", "yaitu", "ialah"):
            limit = end - 1 - (view.words[end - 2] == ",")
        comma = limit != end
        if limit <= 0:
            return []
        region = self._scan_left(view, limit)
        pieces = self._split(view, region, limit, comma=comma)
        return pieces

    def _scan_left(self, view: _Sentence, end: int) -> int:
        """Return the first word of the nominal stretch that ends right before word `end`."""
        i = end
        while i > 0:
            word = view.words[i - 1]
            label = view.label[i - 1]
            if label == "PER":
                break
            if word in _QUOTES or word in (";", ":", ".", "?", "!", "–", "—"):
                break
            if word == ")":
                opening = next((k for k in range(i - 2, max(-1, i - 8), -1) if view.words[k] == "("), None)
                if opening is None or view.words[opening + 1].isdigit():
                    break
                i = opening
                continue
            if word == "(":
                break
            if word == ",":
                # a comma inside a stretch joins stacked offices or a list inside one office's field
                if not self._office_reaches(view, i - 1):
                    break
                i -= 1
                continue
            if not view.capital(i - 1) and word not in ("/", "-", "&"):
                lower = word.lower()
                if lower in _CONNECTORS or self.heads.match_ending(view.words, i) or self._marker(view, i):
                    i -= 1
                    continue
                if lower in _STOPS or view.verb(i - 1):
                    if (
                        lower in ("di", "pada", "dalam", "dari")
                        and i < end
                        and view.capital(i)
                        and self._office_reaches(view, i - 1)
                    ):
                        i -= 1
                        continue
                    break
                upos = view.tokens[i - 1].upos
                if upos is not None and upos not in ("NOUN", "PROPN", "ADJ", "NUM", "X"):
                    break
            i -= 1
        return i

    def _office_reaches(self, view: _Sentence, end: int) -> bool:
        """Tell whether an office head stands shortly before word `end` in one nominal stretch."""
        lower = commas = 0
        for i in range(end - 1, max(-1, end - 12), -1):
            word = view.words[i]
            if word == "," and commas < 3:
                commas += 1
                continue
            if view.label[i] == "PER" or word in (",", ";", ":", ".") or word in _QUOTES:
                return False
            head = self.heads.match_at(view.words, i)
            if head and (view.capital(i) or head[1].kind in ("office", "member")):
                return True
            if not view.capital(i) and word.lower() not in _CONNECTORS:
                lower += 1
                if lower > 2 or word.lower() in _STOPS or view.verb(i):
                    return False
        return False

    def _marker(self, view: _Sentence, end: int) -> bool:
        return self.markers.match_ending(view.words, end) is not None

    def _split(self, view: _Sentence, start: int, end: int, *, comma: bool) -> list[tuple[int, int]]:
        """Cut a stretch into offices, each beginning at a head; words before the first head are dropped."""
        starts: list[int] = []
        i = start
        while i < end:
            match = self.heads.match_at(view.words, i)
            if match is None:
                i += 1
                continue
            length, head = match
            previous = view.words[i - 1] if i > start else None
            opens = (
                not starts
                or previous in (",", "/", "sekaligus", "merangkap")
                or (
                    previous is not None
                    and previous.lower() in ("dan", "serta")
                    and head.kind in ("office", "acronym")
                    and view.capital(i)
                )
                or (previous is not None and self._marker(view, i))
            )
            if starts and not opens and view.capital(i) and not view.capital(starts[-1]) and starts[-1] + 1 == i:
                starts[-1] = i  # `di bawah pimpinan Ketua …`: the capitalised office is the one meant
            elif opens and view.label[i] not in ("PER",):
                starts.append(i)
                i += length
                continue
            i += 1
        pieces: list[tuple[int, int]] = []
        for k, first in enumerate(starts):
            last = starts[k + 1] if k + 1 < len(starts) else end
            while last > first and (
                view.words[last - 1] in (",", "/", "(", "-")
                or view.words[last - 1].lower() in ("dan", "serta", "sekaligus", "merangkap", "juga", "yang")
                or (last < end and self._marker(view, last))
            ):
                last -= 1
            if last > first:
                pieces.append((first, last))
        if comma and pieces and not self._closed_after(view, end):
            # `…, Name mengatakan`: the office must be capitalised, else the comma may close a clause
            pieces = [p for p in pieces if view.capital(p[0])]
        if pieces and view.words[end - 1].lower() in ("pimpinan", "asuhan", "buatan"):
            pieces = pieces[:-1]  # `kelompok pimpinan X` is led by X
        return pieces

    @staticmethod
    def _closed_after(view: _Sentence, end: int) -> bool:
        """Tell whether the name after word `end` is an apposition closed by a mark."""
        person = next((p for p in view.people if p[0] >= end), None)
        return person is not None and (
            person[1] >= len(view.words) or view.words[person[1]] in (",", ".", ";", ")", '"', "”")
        )

    # ------------------------------------------------------------------ after the name

    def _after(self, view: _Sentence, last: int) -> tuple[list[tuple[int, int]], tuple[Span, str | None] | None]:
        """Return the offices that stand in apposition after word `last`, and a rank found there."""
        pieces: list[tuple[int, int]] = []
        rank: tuple[Span, str | None] | None = None
        i, n = last, len(view.words)
        i = self._skip_degrees(view, i)
        i = self._skip_age(view, i)
        opened = False
        bracket = False
        while i < n:
            word = view.words[i]
            if word in (",", "("):
                bracket = bracket or word == "("
                i += 1
                opened = True
                i = self._skip_age(view, i)
                if i < n and view.words[i].isdigit() and i + 1 < n and view.words[i + 1] == ",":
                    i += 1
                continue
            marker = self.markers.match_at(view.words, i)
            if marker and marker[1] in ("holder", "also") and (opened or pieces or marker[1] == "holder"):
                i += marker[0]
                opened = True
                continue
            if marker and marker[1] in ("former", "acting") and opened:
                i += marker[0]
                continue
            if word.lower() in ("dan", "/", "juga", "pernah") and (pieces or word != "dan") and opened:
                i += 1
                continue
            if not opened:
                break
            match = self.ranks.match_at(view.words, i)
            head = self.heads.match_at(view.words, i)
            if match and view.capital(i) and not head:
                code, service = match[1]
                if rank is None and service != "academic":
                    rank = view.span(i, i + match[0]), code
                i += match[0]
                continue
            if head is None:
                break
            end = self._scan_right(view, i + head[0], bracket=bracket)
            if end < n and view.label[end] == "PER" and not bracket:
                break  # `A, Ketua B dan C`: the office belongs to the next name
            if end + 1 < n and view.words[end] in (",",) and self._name_follows(view, end + 1) and not pieces:
                # `X, Ketua Y, Z mengatakan`: stays with X
                pass
            pieces.append((i, end))
            i = end
            opened = False
            if i < n and view.words[i] in (",", "/"):
                i += 1
                opened = True
        return pieces, rank

    def _name_follows(self, view: _Sentence, i: int) -> bool:
        return i < len(view.words) and view.label[i] == "PER"

    def _skip_degrees(self, view: _Sentence, i: int) -> int:
        while True:
            at = i + 1 if i < len(view.words) and view.words[i] == "," else i
            match = self.degrees.match_at(view.words, at)
            if not match:
                return i
            i = at + match[0]

    @staticmethod
    def _skip_age(view: _Sentence, i: int) -> int:
        """Step over `(34)`, `(34 tahun)`."""
        w = view.words
        if i + 2 < len(w) and w[i] == "(" and w[i + 1].isdigit():
            for k in range(i + 2, min(len(w), i + 5)):
                if w[k] == ")":
                    return k + 1
        return i

    def _scan_right(self, view: _Sentence, i: int, *, bracket: bool = False) -> int:
        """Return the word where an office's complement, begun before word `i`, ends."""
        n = len(view.words)
        while i < n:
            word = view.words[i]
            label = view.label[i]
            if label == "PER":
                # a person's name inside an organization's name is labelled ORG; here a new name begins
                break
            if word == "/" and i + 1 < n and not self.heads.match_at(view.words, i + 1):
                i += 1
                continue
            if (
                word == ","
                and label in ("ORG", "LAW", "EVENT")
                and i + 1 < n
                and view.mention[i] == view.mention[i + 1]
            ):
                i += 1
                continue
            if word == ",":
                # a list inside the field: `Hukum, HAM, dan Imigrasi`
                if self._field_list(view, i):
                    i += 1
                    continue
                break
            if word in (";", ":", ".", "(", ")", "/", "?", "!", "–", "—") or word in _QUOTES:
                break
            if word in ("sekaligus", "merangkap", "selaku", "sebagai"):
                break
            lower = word.lower()
            if (
                lower in ("dan", "serta")
                and i + 1 < n
                and self.heads.match_at(view.words, i + 1)
                and view.capital(i + 1)
            ):
                break
            if not view.capital(i):
                if lower == "untuk" and i + 1 < n and (view.capital(i + 1) or view.tokens[i + 1].upos == "NOUN"):
                    i += 1
                    continue
                if lower in _CONNECTORS and lower != "untuk":
                    if (
                        i + 1 < n
                        and (view.capital(i + 1) or view.tokens[i + 1].upos in ("NOUN", "PROPN", "ADJ"))
                        and view.label[i + 1] != "PER"
                    ):
                        i += 1
                        continue
                    break
                if lower in _STOPS or view.verb(i):
                    break
                upos = view.tokens[i].upos
                if upos is not None and upos not in ("NOUN", "PROPN", "ADJ", "NUM", "X"):
                    break
            i += 1
        while i > 0 and (view.words[i - 1].lower() in _CONNECTORS or view.words[i - 1] == ","):
            i -= 1
        return i

    def _field_list(self, view: _Sentence, comma: int) -> bool:
        """Tell whether a comma stands inside a list of fields such as `Hukum, HAM, dan Imigrasi`."""
        n = len(view.words)
        i = comma + 1
        steps = 0
        while i < n and steps < 8:
            word = view.words[i]
            if word == ",":
                i, steps = i + 1, steps + 1
                if i < n and view.words[i].lower() == "dan":
                    return (
                        i + 1 < n
                        and view.capital(i + 1)
                        and not self.heads.match_at(view.words, i + 1)
                        and view.label[i + 1] is None
                    )
                continue
            if not view.capital(i) or view.label[i] is not None or self.heads.match_at(view.words, i):
                return False
            i, steps = i + 1, steps + 1
        return False

    # ------------------------------------------------------------------ one office

    def _office(
        self, view: _Sentence, base: Office, piece: tuple[int, int], rule: str, person_confidence: float
    ) -> Office | None:
        first, last = piece
        match = self.heads.match_at(view.words, first)
        assert match is not None
        length, head = match
        kind = head.kind
        if view.words[last - 1] == "nya":
            return None  # `Pimpinannya, …`: whose office it is stands elsewhere
        last = next(
            (
                k
                for k in range(first + length, last)
                if view.words[k] in ("di", "dari", "pada") and view.label[k] is None
            ),
            last,
        )
        former, acting = self._held(view, first, last)
        last = next(
            (k for k in range(first + length, last) if view.words[k].lower() in ("tahun", "periode", "masa")), last
        )
        if view.words[last - 1] == ")":
            last = max(
                (k for k in range(first + length, last) if view.words[k] == "("), default=last
            )  # `… (Kadispenal)`
        title_last, country, country_span = self._country(view, first + length, last)
        organization, organization_entity, title_last = self._organization(view, first + length, title_last, last)
        if kind == "profession" and (not self.professions or organization is None):
            return None
        if kind == "member" and title_last == first + length and organization is None:
            return None
        title = view.span(first, title_last)
        capital = view.capital(first)
        score = {"office": 0.86, "acronym": 0.9, "member": 0.74, "profession": 0.66}[kind]
        score += 0.05 * capital - 0.08 * (rule == "after") * (not capital) - 0.02 * max(0, title_last - first - 8)
        confidence = round(
            min(0.99, max(0.05, score * (0.6 + 0.4 * person_confidence) + 0.02 * (base.rank is not None))), 4
        )
        return replace(
            base,
            title=title,
            organization=organization,
            organization_entity=organization_entity,
            country=country,
            country_span=country_span,
            former=former,
            acting=acting,
            confidence=confidence,
            rule=f"{rule}.{kind}",
        )

    def _held(self, view: _Sentence, first: int, last: int) -> tuple[bool, bool]:
        """Tell (former, acting) from the markers right before the head, and `sementara` right after the office."""
        former = acting = False
        end = first
        while (marker := self.markers.match_ending(view.words, end)) is not None and marker[1] in ("former", "acting"):
            former |= marker[1] == "former"
            acting |= marker[1] == "acting"
            end -= marker[0]
        if view.words[last - 1].lower() == "sementara":
            acting = True
        return former, acting

    def _country(self, view: _Sentence, start: int, last: int) -> tuple[int, str | None, Span | None]:
        """Return (end of the title without a closing country name, country code, its span)."""
        for i in range(start, last):
            code = self.countries.match(view.words, i, last)
            if code is None:
                continue
            length, country = code
            span = view.span(i, i + length)
            in_name = (
                view.label[i] == "ORG"
                and view.mention[i] is not None
                and (i > 0 and view.mention[i - 1] == view.mention[i])
            )
            if i + length == last and not in_name:
                return i, country, span
            if in_name:
                continue
            return last, country, span
        return last, None, None

    def _organization(
        self, view: _Sentence, start: int, title_last: int, last: int
    ) -> tuple[Span | None, int | None, int]:
        """Return (organization, its entity, end of the title).

        The organization is the institution phrase the title's complement begins with or holds, an organization mention in
        it, or one that follows after `di` / `dari` / `pada`.
        """
        n = len(view.words)
        at = last + 1 if last < n and view.words[last].lower() in ("di", "dari", "pada", ",") else None
        follows = at is not None and at < n and view.label[at] == "ORG"
        if follows and (view.words[last] in ("di", "pada") or start == title_last):
            return self._mentioned(view, last + 1, title_last)
        for i in range(start, title_last):
            if self.institutions.match_at(view.words, i) and view.capital(i) and i + 1 < title_last:
                return view.span(i, title_last), self._entity_in(view, i, title_last), title_last
            if view.label[i] == "ORG":
                return self._mentioned(view, i, title_last)
        if follows and view.words[last] == "dari":
            return self._mentioned(view, last + 1, title_last)
        return None, None, title_last

    @staticmethod
    def _mentioned(view: _Sentence, at: int, title_last: int) -> tuple[Span, int, int]:
        index = view.mention[at]
        assert index is not None
        mention = view.article.mentions[index]
        return mention.span, mention.entity, title_last

    @staticmethod
    def _entity_in(view: _Sentence, first: int, last: int) -> int | None:
        for i in range(first, last):
            index = view.mention[i]
            if view.label[i] == "ORG" and index is not None:
                return view.article.mentions[index].entity
        return None
