"""What a figure is said of: the noun phrases of its sentence are weighed, and the heaviest, or none, is its subject.

Every phrase before the figure, and the one right after it (`35 persen biaya pemindahan`), is a candidate; that the figure
has no subject in its sentence (`Tiga orang tewas`) is another. What speaks for a candidate is named here; the weights of
this evidence are in the lexicon `subject_weights`, fitted on gold by models/recipe/fit_figures.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from warta.core.span import Span
from warta.lexicon.weights import Weights
from warta.stages.quantities.reading import Phrase, Reading

#: What a figure of a kind is: an amount of something, a number of things, a time, an age.
_GROUPS = {
    "money": "amount",
    "percent": "amount",
    "measure": "amount",
    "other": "amount",
    "count": "count",
    "duration": "time",
    "age": "age",
    "ordinal": "ordinal",
}
#: Relations by which a verb shares the subject of the verb above it.
_SHARED = frozenset({"conj", "xcomp", "advcl", "parataxis", "ccomp"})
_CLAUSE_ENDS = frozenset({"mark", "quote", "bahwa", "contrast"})
_BEFORE = frozenset(
    {"start", "mark", "comma", "bahwa", "subordinator", "contrast", "conjunction", "verb_exist"}
    | {"di", "dari", "dengan", "kepada", "ke", "pada", "untuk", "oleh"}
)
#: A phrase is after a verb, a preposition ... at most this many steps up the tree.
_STEPS = 4


def candidates(reading: Reading, number: int) -> list[Phrase | None]:
    """Return what a figure may be said of: None, the phrases before it, the one right after it.

    Args:
        reading: its sentence.
        number: which figure of the sentence. Ordinals and scores are said of nothing.
    """
    first, last = reading.tokens_of(number)
    found: list[Phrase | None] = [None]
    if first < 0 or reading.figures[number].rule == "score" or reading.figures[number].kind == "ordinal":
        return found
    found += [p for p in reading.phrases if p.last < first or (p.first == last + 1 and not p.counted)]
    return found


class Evidence:
    """The evidence for the candidates of one figure.

    Args:
        reading: its sentence.
        number: which figure of the sentence.
    """

    def __init__(self, reading: Reading, number: int):
        self.reading, self.number = reading, number
        self.figure = reading.figures[number]
        self.first, self.last = reading.tokens_of(number)
        self.top = reading.top_of(number)
        self.group = "times" if self.figure.unit == "kali" else _GROUPS[self.figure.kind]

    # --- the clause

    @cached_property
    def verb(self) -> int:
        """The verb or adjective that governs the figure, -1 for none."""
        reading, at = self.reading, self.top
        for _ in range(_STEPS + 1):
            at = reading.head(at)
            if at < 0:
                return -1
            if reading.classes[at].startswith("verb") or reading.tokens[at].upos in ("VERB", "ADJ"):
                return at
        return -1

    @cached_property
    def by_parse(self) -> tuple[Phrase | None, str]:
        """The subject of the verb that governs the figure, and how the parse leads to it.

        `own` subject of the verb, `relative` clause about it, the relation to the verb whose subject it shares, `reported` where
        it is who said so, `figure` where the figure itself is the subject, `ownerless` where there is none.
        """
        reading, verb = self.reading, self.verb
        own = next((k for k in reading.children[self.top] if reading.deprel(k) == "nsubj"), -1) if self.top >= 0 else -1
        if 0 <= own < self.first:
            return reading.phrase_at(own), "own"
        if verb < 0:
            return None, "rootless"
        how = "own"
        for _ in range(_STEPS):
            subjects = [k for k in reading.children[verb] if reading.deprel(k) == "nsubj" and reading.lows[k] != "yang"]
            if any(reading.figure_of[k] == self.number for k in subjects):
                return None, "figure"
            if subjects:
                return self._ahead(subjects[0]), how
            relation, head = reading.deprel(verb), reading.head(verb)
            if head >= 0 and relation == "acl":
                phrase = self._ahead(head)
                return phrase, "relative" if phrase is not None else "ownerless"
            if head < 0 or relation not in _SHARED:
                return None, "ownerless"
            if reading.classes[head] == "verb_report" and relation in ("ccomp", "parataxis"):
                how = "reported"
            elif how != "reported":
                how = relation
            verb = head
        return None, "ownerless"

    def _ahead(self, token: int) -> Phrase | None:
        phrase = self.reading.phrase_at(token)
        return phrase if phrase is not None and phrase.last < self.first else None

    @cached_property
    def by_order(self) -> Phrase | None:
        """The nearest free phrase before the nearest verb before the figure, in its clause."""
        reading = self.reading
        at, verb = self.first - 1, -1
        while at >= 0:
            name = reading.classes[at]
            if name in _CLAUSE_ENDS or (name == "figure" and verb < 0):
                return None
            if verb < 0 and (name.startswith("verb") or name == "link"):
                verb = at
            phrase = next((p for p in reading.phrases if p.last == at), None)
            if phrase is None:
                at -= 1
                continue
            if not self._bound(phrase):
                return phrase if verb >= 0 else None
            at = phrase.first - 1
        return None

    @cached_property
    def nearest(self) -> Phrase | None:
        """The phrase that ends nearest before the figure."""
        return next((p for p in reversed(self.reading.phrases) if p.last < self.first), None)

    def _bound(self, phrase: Phrase) -> bool:
        return phrase.first > 0 and self.reading.classes[phrase.first - 1] == "preposition"

    def _free(self, phrase: Phrase | None) -> Phrase | None:
        """Return the phrase that a prepositional phrase stands after (`harga solar | di sana`), else the phrase itself."""
        for _ in range(_STEPS):
            if phrase is None or not self._bound(phrase):
                return phrase
            before = phrase.first - 2
            phrase = next((p for p in self.reading.phrases if p.last == before), None)
        return phrase

    @cached_property
    def listed(self) -> str:
        """How the figure goes on with the one before it: `joined` by the parse, `listed` by the words between, or empty."""
        reading = self.reading
        if self.number == 0 or self.top < 0:
            return ""
        before = reading.tokens_of(self.number - 1)
        between = reading.classes[before[1] + 1 : self.first]
        after_verb = "_after_verb" if any(c.startswith("verb") for c in between) else ""
        if reading.deprel(self.top) == "conj" and before[0] <= reading.head(self.top) <= before[1]:
            return f"joined{after_verb}"
        near = len(between) <= 5 and any(c in ("comma", "conjunction") for c in between)
        return f"listed{after_verb}" if near else ""

    # --- evidence

    def of(self, phrase: Phrase | None, previous: Span | None) -> set[str]:
        """Return the names of the evidence that holds for a candidate.

        Args:
            phrase: the candidate, or None.
            previous: the subject of the figure before it in the sentence.
        """
        names = self._of_none() if phrase is None else self._of_phrase(phrase)
        if self.listed:
            span = self.reading.span(phrase) if phrase is not None else None
            names.add(f"{self.listed}_same" if span == previous else f"{self.listed}_other")
        return names

    def _of_none(self) -> set[str]:
        reading, group = self.reading, self.group
        names = {"none", f"none_{group}", f"none_{group}_{self.by_parse[1]}"}
        if self.verb >= 0:
            names.add(f"none_{reading.classes[self.verb]}_{group}")
            if self.verb > self.last:
                names.add(f"none_before_its_verb_{group}")
        marks = reading.language.figure_marks
        if self.first > 0 and reading.lows[self.first - 1] in marks:
            names.add(f"none_after_{reading.lows[self.first - 1]}")
        if self.last + 1 < len(reading.tokens) and reading.lows[self.last + 1] in marks:
            names.add(f"none_before_{reading.lows[self.last + 1]}")
        before = reading.named(self.first - 1)
        if before in _BEFORE:
            names.add(f"none_at_{before}_{group}")
        if self.by_order is None:
            names.add(f"none_without_order_{group}")
        if self.figure.inherited or not self.figure.unit:
            names.add("none_bare")
        return names

    def _of_phrase(self, phrase: Phrase) -> set[str]:
        reading, group = self.reading, self.group
        if phrase.first > self.last:
            return {"right", f"right_{self.figure.kind}"}
        names = {"some"} | self._by_clause(phrase) | self._by_place(phrase)
        between = {c for c in reading.classes[phrase.last + 1 : self.first] if c != "aside"}
        if between & _CLAUSE_ENDS:
            names.add("over_clause")
        names |= {f"over_{c}" for c in ("verb_report", "figure", "comma", "yang") if c in between}
        if phrase.first > 0 and reading.classes[phrase.first - 1].startswith("verb"):
            names.add("object")
        between_phrases = sum(phrase.last < p.first and p.last < self.first for p in reading.phrases)
        names.add(f"distance_{min(between_phrases, 3)}")
        if phrase.counted:
            names |= {"counted", f"counted_{group}"}
        span = reading.span(phrase)
        return names | self._by_speech(span) if span is not None else names

    def _by_clause(self, phrase: Phrase) -> set[str]:
        """Return what verbs and the parse say for a phrase."""
        reading, group = self.reading, self.group
        names = set()
        subject, how = self.by_parse
        if phrase == subject:
            verb = reading.classes[self.verb] if self.verb >= 0 else "nominal"
            names |= {"parse", f"parse_{how}", f"parse_{group}", f"parse_{verb}_{group}"}
        if phrase == self.by_order:
            names |= {"order", f"order_{group}"}
            if phrase == subject:
                names.add("order_and_parse")
            if reading.lows[self.first - 1] == "menjadi" and phrase.last == self.first - 2:
                names.add("becomes")
        if self.top >= 0 and phrase.first <= reading.head(self.top) <= phrase.last:
            names |= {"parent", f"parent_{group}"}
        return names

    def _by_place(self, phrase: Phrase) -> set[str]:
        """Return what the words between a phrase and the figure say for it."""
        reading, group = self.reading, self.group
        scales = reading.language.scale_nouns
        names = set()
        low = reading.lows[phrase.head]
        bound = reading.named(phrase.first - 1)
        between = [c for c in reading.classes[phrase.last + 1 : self.first] if c != "aside"]
        nearest = self.nearest
        if phrase == nearest:
            if not between:
                names |= {"adjacent", f"adjacent_{group}", f"adjacent_after_{bound}"}
                end = reading.tokens[phrase.last].span.end
                if any(m.label in ("PER", "ORG", "GPE", "LOC", "FAC") and m.span.end == end for m in reading.mentions):
                    names.add(f"adjacent_name_{group}")
                if self.top >= 0 and phrase.first <= reading.head(self.top) <= phrase.last:
                    names.add(f"adjacent_parent_{group}")
                if low.startswith("pe") and low.endswith("an"):
                    names.add(f"adjacent_act_{group}")  # `pembangunan 60 rumah`
            elif all(c == "small" for c in between):
                names |= {"hardly_adjacent", f"hardly_adjacent_{group}"}
            if len(between) <= 2:
                names |= {f"{c}{g}" for c in ("link", "loose_link") if c in between for g in ("", f"_{group}")}
            if between and all(c in ("comma", "bracket") for c in between):
                names |= {"beside", f"beside_{group}"}
            if self._bound(phrase) and self._free(phrase) is not None:
                names.add("near_but_bound")
        elif nearest is not None and phrase == self._free(nearest):
            gap = reading.classes[nearest.last + 1 : self.first]
            if all(c == "small" for c in gap):
                names |= {"over_preposition", f"over_preposition_{group}"}
            if "link" in gap:
                names.add("link_over_preposition")
            if reading.lows[nearest.head] in scales:
                names.add("over_scale")
        if reading.named(self.first - 1) == "dengan" and phrase.last == self.first - 2:
            names |= {"with", f"with_{group}"}
        if low in scales:
            names.add("scale")
        elif (
            nearest is not None and reading.lows[nearest.head] in scales and phrase in (self.by_parse[0], self.by_order)
        ):
            names.add("verb_over_scale")
        if self._bound(phrase):
            names |= {"bound", f"bound_{bound}"}
        return names

    def _by_speech(self, span: Span) -> set[str]:
        """Return what quotations and names say for a phrase."""
        reading, group = self.reading, self.group
        names = set()
        if any(m.label == "PER" and m.span.overlaps(span) for m in reading.mentions):
            names |= {"person", f"person_{group}"}
        inside = [c for c in reading.contents if c[0] <= self.figure.start and self.figure.end <= c[1]]
        if inside and not any(a <= span.start and span.end <= b for a, b in inside):
            names.add("outside_quotation")
        if any(s.overlaps(span) for s in reading.speakers):
            names.add("speaker")
        return names

    def predicate(self, phrase: Phrase | None) -> Span | None:
        """Return the verb or link word that says the figure of its subject, or None.

        Args:
            phrase: the subject, or None.
        """
        reading = self.reading
        at = self.first - 1
        while at >= 0 and reading.classes[at] in ("small", "aside", "preposition"):
            at -= 1
        name = reading.classes[at] if at >= 0 else ""
        link = reading.tokens[at].span if name in ("link", "loose_link") and reading.lows[at] != "sekitar" else None
        if phrase is not None and phrase.last < self.first:
            steps: Sequence[int] = range(self.first - 1, phrase.last, -1)
            verbs = [k for k in steps if self._is_verb(k)]
            said = [k for k in verbs if reading.classes[k] != "verb_report"] or verbs
            return reading.tokens[said[0]].span if said else link
        if name == "link":
            return link
        if self._is_verb(self.verb) and not (self.verb < self.first and reading.classes[self.verb] == "verb_report"):
            return reading.tokens[self.verb].span
        return reading.tokens[at].span if self._is_verb(at) and name != "verb_report" else None

    def _is_verb(self, at: int) -> bool:
        if at < 0:
            return False
        name = self.reading.classes[at]
        if self.reading.lows[at] in self.reading.language.function_words:
            return False
        return name == "verb" or (name.startswith("verb_") and self.reading.tokens[at].upos in ("VERB", "AUX", "ADJ"))


def choose(reading: Reading, weights: Weights) -> list[tuple[Phrase | None, Evidence]]:
    """Return for each figure of a sentence, in order, its subject, or None, with its evidence.

    Args:
        reading: the sentence.
        weights: those of `subject_weights`.
    """
    chosen: list[tuple[Phrase | None, Evidence]] = []
    previous: Span | None = None
    for number in range(len(reading.figures)):
        evidence = Evidence(reading, number)
        found = candidates(reading, number)
        best = None
        if len(found) > 1:
            best = max(found, key=lambda phrase: weights.total(sorted(evidence.of(phrase, previous))))
        previous = reading.span(best) if best is not None else None
        chosen.append((best, evidence))
    return chosen
