"""Whose turn it is where two people answer each other."""

from __future__ import annotations

from dataclasses import replace

from warta.stages.quotes import direct
from warta.stages.quotes.drafts import Draft
from warta.stages.quotes.memory import Speaker
from warta.stages.quotes.reading import Passage, QuoteLexicon

#: Among how many quotations before one there is an answer, where two talk.
_DIALOGUE = 6


class Dialogue:
    """Reads questions and answers in the quotations found so far.

    Args:
        drafts: the quotations, which whoever finds them goes on adding to.
        text: the article's text.
        lexicon: the words of quotations.
    """

    def __init__(self, drafts: list[Draft], text: str, lexicon: QuoteLexicon):
        self.drafts = drafts
        self.text = text
        self._answers, self._questions = (tuple(sorted(lexicon.words(c))) for c in ("answering", "asking"))

    def turn(self, passage: Passage) -> Speaker | None:
        """Return whose turn it is between two who answer each other, in a paragraph of a quotation alone."""
        said = [d for d in self.drafts[-4:] if d.kind == "direct" and passage.no - d.passage <= 4]
        if len(said) < 2 or passage.no - said[-1].passage > 2 or not passage.first:
            return None
        answered = said[-1]
        asked = next((d for d in reversed(said) if d.speaker.key != answered.speaker.key), None)
        if asked is None or answered.passage - asked.passage > 2:
            return None
        again = answered.rule == "direct.floating" and self.text[answered.start : answered.end].endswith("?")
        if again and asked.passage == answered.passage - 1 == passage.no - 2 and self._has_answering_cue(asked):
            # `"Siapa?" tanya Rina. "Saya," jawab Budi. "Kapan?" "Kemarin."`
            return replace(asked.speaker, resolution="carried", margin=0.4, start=-1, end=-1)
        if answered.cue is None:
            return None
        if self.drafts[-1] is not answered or not self._is_answer(said, answered):
            return None
        return replace(asked.speaker, resolution="carried", margin=0.4, start=-1, end=-1)

    def _is_answer(self, said: list[Draft], answered: Draft) -> bool:
        """Tell whether a quotation, or the part it goes on with, has the cue of an answer."""
        return any(d.speaker.key == answered.speaker.key and self._has_answering_cue(d) for d in said)

    def _has_answering_cue(self, draft: Draft) -> bool:
        return draft.cue is not None and self.text[slice(*draft.cue)].lower().startswith(self._answers)

    def other_party(self, passage: Passage, attribution: direct.Attribution) -> Speaker | None:
        """Return who takes a turn between two: `tanya Rina. … jawab Budi. … ujarnya. … jawabnya`."""
        if len(self.drafts) < 2 or attribution.cue is None or "continuing" in attribution.cue.classes:
            return None
        answers = self._answering(passage, attribution.cue.low)
        if answers is not None:
            return answers
        asked, answered = self.drafts[-2:]
        if passage.no - answered.passage > 2 or answered.passage - asked.passage > 1:
            return None
        if asked.kind != "direct" or answered.kind != "direct" or answered.cue is None:
            return None
        answer = attribution.cue.low.startswith(self._answers) or self._has_answering_cue(answered)
        return asked.speaker if answer and asked.speaker.key != answered.speaker.key and asked.speaker.name else None

    def pronoun_answers(self, passage: Passage, attribution: direct.Attribution) -> Speaker | None:
        """Return who answers a question right before, as `dia`: `"…?" tanya Rina. "…," ungkap dia`."""
        phrase = attribution.speaker
        if phrase is None or phrase.kind != "pronoun" or phrase.plural or attribution.cue is None or not self.drafts:
            return None
        return None if "continuing" in attribution.cue.classes else self._answering(passage, attribution.cue.low)

    def _answering(self, passage: Passage, cue: str) -> Speaker | None:
        """Return who answers a question right before: `jawab Budi. "…?" tanya Rina. "…," ucapnya`."""
        asked = self.drafts[-1]
        if asked.kind != "direct" or passage.no - asked.passage > 1 or not self._asks(asked):
            return None
        if cue.startswith(self._questions):
            return None
        before = (d for d in reversed(self.drafts[-5:-1]) if d.speaker.person and asked.passage - d.passage <= 3)
        other = next((d.speaker for d in before if d.speaker.key != asked.speaker.key), None)
        return other if other is not None and other.name else None

    def _asks(self, draft: Draft) -> bool:
        """Tell whether a quotation is a question by its mark and its cue."""
        cue = draft.cue is not None and self.text[slice(*draft.cue)].lower().startswith(self._questions)
        cue = cue or (
            draft.rule == "direct.floating" and any(self._has_answering_cue(d) for d in self.drafts[-_DIALOGUE:-1])
        )
        return cue and self.text[draft.start : draft.end].rstrip().endswith("?")
