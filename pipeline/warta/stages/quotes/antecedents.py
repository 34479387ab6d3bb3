"""Find the antecedents of pronouns, and whose a quotation is that names no speaker of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from warta.stages.quotes.memory import CONTINUES, DECAY, LATELY, Memory, Speaker, words_of
from warta.stages.quotes.names import Names
from warta.stages.quotes.phrases import FREE, Phrase
from warta.stages.quotes.reading import Passage
from warta.stages.quotes.reasons import ANONYMOUS, NO_GROUP_BEFORE, NOBODY_BEFORE, NOT_NAMED
from warta.stages.quotes.roles import SPOKE
from warta.stages.quotes.speakers import Phrases

#: For how many passages a quotation without a cue is still of who spoke last, or of whom the article turned to since.
CARRIED = 6
#: Share of the attention somebody gets as the speaker of `katanya`: the subject of a passive verb, and somebody who has
#: neither spoken nor been the subject of a clause in the last passages.
PATIENT, IDLE = 0.4, 0.4
IDLE_FOR = 12
#: Share of the attention the last speaker keeps whom the quotation itself names.
NAMED_LAST = 0.4
#: Share of the attention any other candidate keeps whom the quotation names, who is likely its `dia`, and who was in focus before without speaking.
NAMED_IN_IT, OTHER_THAN_LAST, NEVER_SPOKE = 0.3, 0.6, 0.25
#: Share of the attention somebody keeps who has been spoken of and said nothing, and where the quotation says `saya`.
SILENT, SILENT_I, SILENT_FOR = 0.25, 0.75, 8
#: Within so many passages of being named first somebody who has not spoken may yet.
FRESH = 3
#: Share of the attention somebody keeps whom nothing but one word names.
BARE = 0.5
#: Attention too faint for somebody who has not spoken, where another has, for so many passages.
FAINT, LONG_AGO = 0.25, 20
#: Share of the attention of a speaker named by initials whose words were only told, where the quotation does not say `saya`.
TOLD = 0.5
#: Share of the attention of several as the antecedent of a pronoun of one.
SEVERAL = 0.2
#: And of the dead.
DEAD = 0.1
#: And of who has been caught, where the quotation does not say `saya`.
CAUGHT = 0.4
#: What the subject of a pronoun's own passage adds as its antecedent; what a name there that is no subject adds, in its own sentence and in another.
HERE, SAME_SENTENCE, OTHER_SENTENCE = 1.6, 0.7, 0.3
#: What the subject of the sentence right before adds, in the paragraph of the quotation, where nobody has spoken in it yet.
BESIDE = 0.4
#: Share of the attention somebody keeps who is named last as kin of whom the text is about, in a new paragraph.
KIN = 0.3
#: Attention of somebody whom a whole paragraph is about, so that it is they who speak after it.
ALONE = 0.8
#: What somebody adds who is only spoken through; who was the subject of the sentence right before; somebody new with whom that sentence ended.
THROUGH, JUST_ACTED, JUST_SHOWN = 0.1, 0.5, 0.6
#: What somebody whose trade is told keeps where a description by another trade may mean somebody whose trade is not.
MISFIT = 0.3
#: The share of a speaker without a name whose words were only told, where somebody with one has just been quoted.
NAMELESS = 0.1
#: For how many passages an organization is the one whose report is spoken of (`laporan tersebut`).
ISSUED_WITHIN = 4
_SENTENCE_END = re.compile(r"[.!?]\s")
_I_AM = re.compile(
    r"(?:^|[,.!?] |\b(?:[Nn]ama|kenalkan|[Pp]erkenalkan|[Hh]ai|[Hh]alo) )(?:[Ss]aya|[Aa]ku|[Gg]ue) ([A-Z]\w+)"
)


@dataclass
class _Candidates:
    """Who may be a pronoun's antecedent, by `Speaker.key`, in the order in which they were first named."""

    scores: dict[object, float] = field(default_factory=dict)
    speakers: dict[object, Speaker] = field(default_factory=dict)
    here: set[object] = field(default_factory=set)  # the subjects of the passage itself

    def add(self, speaker: Speaker, score: float, *, here: bool = False) -> None:
        """Add to what somebody has."""
        self.scores[speaker.key] = self.scores.get(speaker.key, 0.0) + score
        self.speakers[speaker.key] = speaker
        if here:
            self.here.add(speaker.key)

    def known(self) -> Iterator[tuple[object, int]]:
        """Yield the key and the entity of everybody who has one."""
        return ((key, speaker.entity) for key, speaker in self.speakers.items() if speaker.entity is not None)


class Antecedents:
    """Whom pronouns mean, and who goes on speaking.

    Args:
        memory: what has been said.
        names: the names of speakers.
    """

    def __init__(self, memory: Memory, names: Names):
        self.memory, self.article, self.lexicon, self.people = memory, memory.article, memory.lexicon, memory.people
        self.names = names
        # what a quotation's words say of who cannot be its speaker
        words = self.lexicon.words
        self._third, self._absent, self._singular = (
            words("third person"),
            words("absent"),
            words("first person singular"),
        )
        self._first = words("first person") - words("inclusive")  # `Kita berharap dia pulih`

    def pronoun(
        self,
        passage: Passage,
        phrases: Phrases,
        start: int,
        end: int,
        *,
        before: int,
        plural: bool = False,
        after_cue: bool = False,
        speaks: bool = False,
        continuing: bool = False,
        content: str = "",
        spoken_of: str = "",
        gender: str | None = None,
        trade: bool = False,
    ) -> Speaker:
        """Return the antecedent of a pronoun.

        Args:
            passage: the passage it stands in.
            phrases: the noun phrases of the passage.
            start: its first character.
            end: one past its last character.
            before: the atom before which a name of the passage can be the antecedent.
            plural: whether it speaks of several.
            after_cue: whether it follows a cue (`katanya`, `kata dia`), so that it is more likely who spoke before than
                somebody to whom something was done.
            speaks: whether it is the subject of a cue (`ia berharap`), so that it is nobody dead.
            continuing: whether its cue says that a speaker goes on (`tambahnya`).
            content: the quotation of whose cue it is part, so that it is not whom the quotation speaks of.
            spoken_of: names in reported words, whose people are spoken of.
            gender: what a description says of whom it means (`perempuan itu`), or None.
            trade: whether it is a description by a trade (`petani itu`) that fits nobody whose trade is told.
        """
        if plural:
            both = self.article.text[start:end].lower() == "keduanya"
            return replace(self._several(passage, both=both), start=start, end=end)
        named = any(phrase.kind == "name" for phrase in phrases.ending_by(before))
        meant = (None if continuing or named else self._nameless(passage, after_cue=after_cue)) or self._alone(passage)
        if meant is None and continuing:
            meant = self._continuing(passage, content, after_cue=after_cue)
        if meant is not None:
            return replace(meant, start=start, end=end)
        says_i = bool(self.lexicon.spoken(words_of(content)) & self._singular)
        candidates = self._candidates(passage, phrases, start, before, after_cue=after_cue, says_i=says_i)
        if not candidates.scores:
            return replace(self._nobody(passage, after_cue=after_cue), start=start, end=end)
        scores = candidates.scores
        for key, speaker in candidates.speakers.items() if gender else ():
            scores[key] *= self.memory.gender_share(speaker.entity, gender or "")
        told = words_of(spoken_of)
        for key, entity in candidates.known():
            just_spoke = key == self.memory.last_key and passage.no - self.memory.last_passage <= 1
            if trade and self.people.explained(entity) and not just_spoke:
                scores[key] *= MISFIT  # `petani itu` is no manager
            if speaks and entity in self.memory.dead:
                scores[key] *= DEAD  # `Album Rina terbit setelah ibunya meninggal. Ia berharap …`
            if told and self.memory.named_in(entity, told):
                scores[key] *= NAMED_LAST if key == self.memory.last_key else NAMED_IN_IT
        presented = self._presented(candidates, content) if after_cue else None
        if presented is not None:
            return replace(presented, start=start, end=end)
        words = words_of(content)
        if words:
            self._weigh(candidates, passage, words, after_cue=after_cue)
        return replace(self._best(candidates, passage, after_cue=after_cue), start=start, end=end)

    def _several(self, passage: Passage, *, both: bool) -> Speaker:
        """Return the antecedent of a pronoun of several, or of two (`keduanya`)."""
        memory, last = self.memory, self.memory.last
        group = memory.last_plural or memory.last_group
        if both and memory.last_pair is not None:
            group = memory.last_pair
        elif last is not None and last.name and not last.person and passage.no - memory.last_passage <= 2:
            group = last  # `bunyi pernyataan mereka`, after what an organization said
        if group is None:
            return Speaker(None, None, -1, -1, "pronoun", NO_GROUP_BEFORE)
        return replace(group, resolution="pronoun", single=False, plural=True)

    def _nameless(self, passage: Passage, *, after_cue: bool) -> Speaker | None:
        """Return somebody without a name whom the sentence before is about: `Seorang perawat mendekat. Ia minta …`"""
        near = passage.no - self.memory.nameless_passage in (0, 1)
        asked = self.memory.nameless_withheld if after_cue and passage.first else not passage.first
        return Speaker(None, None, -1, -1, "none", ANONYMOUS) if near and asked else None

    def _alone(self, passage: Passage) -> Speaker | None:
        """Return the last speaker where it may be one person without a name, in the sentence right before: `terdakwa`."""
        memory, last = self.memory, self.memory.last
        near = passage.no - memory.last_passage == 1 and passage.paragraph == memory.last_paragraph
        return replace(last, resolution="pronoun", margin=0.6) if last is not None and last.single and near else None

    def _continuing(self, passage: Passage, content: str, *, after_cue: bool) -> Speaker | None:
        """Return who goes on speaking, by a cue that says so: `tambahnya`."""
        memory, last = self.memory, self.memory.last
        if last is None or last.name is None or not (last.person or memory.last_direct):
            return None
        if not (memory.lately(passage) or memory.unrivalled(passage)):
            return None
        acted = memory.just_acted(passage) if after_cue and memory.last_paragraph < passage.paragraph else None
        other = acted is not None and ("e", acted) in memory.spoken and ("e", acted) != last.key
        if acted is not None and other and not memory.named_in(acted, words_of(content)):
            # `Rina berencana pulang. "…," tutupnya.`
            return memory.person(acted, -1, -1, margin=0.5, resolution="pronoun")
        quoted, quoted_lately = memory.last_quoted, passage.no - memory.last_quoted_passage <= CONTINUES
        if quoted is not None and memory.initials_only(last) and quoted_lately:
            # `… jelas Rina. SR mengaku diperintah. "…," imbuhnya`: papers quote no suspects
            return replace(quoted, resolution="pronoun", margin=0.5)
        turned = memory.just_introduced(passage) if after_cue else None
        if turned is not None and turned.entity is not None and not memory.named_in(turned.entity, words_of(content)):
            return replace(turned, resolution="pronoun", margin=0.5)
        return replace(last, resolution="pronoun", margin=0.7)

    def _candidates(
        self, passage: Passage, phrases: Phrases, start: int, before: int, *, after_cue: bool, says_i: bool
    ) -> _Candidates:
        """Return who is in focus, and who is named in the passage before the pronoun at a character."""
        candidates = _Candidates()
        for held in self.memory.attention.values():
            score = held.left(passage.no)
            silent = self.memory.last_paragraph < passage.paragraph or says_i  # nobody has spoken there, or of himself
            beside = not passage.first and held.acted == passage.no - 1 and silent
            if after_cue and beside:
                score += BESIDE  # `Ibunya, Rina Sari, hanya sekali keluar. "…," katanya.`
            elif after_cue:
                score *= PATIENT if held.patient else IDLE if passage.no - held.acted > IDLE_FOR else 1
            elif not passage.first and held.acted == passage.no - 1:
                score += JUST_ACTED  # `Rina Sari diketahui bekerja di sana. Ia mengaku …`
            elif not passage.first and self.memory.just_shown(held, passage.no):
                score += JUST_SHOWN
            if after_cue and passage.first and held.kin and held.speaker.key not in self.memory.spoken:
                score *= KIN  # `Rina Sari menghela napas. Anaknya, Budi, ingin kuliah.` and whose words it is then
            candidates.add(held.speaker, score)
        for phrase in phrases.ending_by(before):
            if phrase.kind == "name":
                added, subject = self._named_here(passage, phrase, start)
                candidates.add(self.names.named(passage, phrase), added, here=subject)
        for phrase in phrases.phrases:
            if phrase.kind == "name" and phrase.governor in ("cue", "source") and phrase.last < before - 1:
                # `Tapi, kata Rina, suratnya dua. "…," ujarnya`
                candidates.add(self.names.named(passage, phrase), HERE, here=True)
        return candidates

    def _named_here(self, passage: Passage, phrase: Phrase, start: int) -> tuple[float, bool]:
        """Return what a name of the passage adds as the antecedent of a pronoun at a character, and whether it is a subject."""
        topic = phrase.first == 1 and passage.atoms[0].low == "bagi"  # `Bagi Rina, itu biasa. "…," ujarnya`
        attends = "attending" in passage.atoms[0].classes  # `Didampingi Rina dan Budi, ia menuturkan …`
        if (phrase.governor in FREE or topic) and not phrase.listed and not attends:
            return HERE, True
        if attends or (phrase.first and "through" in passage.atoms[phrase.first - 1].classes):
            return THROUGH, False  # `Melalui pengacaranya, Rina, pria itu meminta …`
        # `menanggapi seruan Guterres, ketika beliau menekankan`: named in the same sentence, though not its subject
        between = self.article.text[passage.atoms[phrase.last - 1].end : start]
        return OTHER_SENTENCE if _SENTENCE_END.search(between) else SAME_SENTENCE, False

    def _nobody(self, passage: Passage, *, after_cue: bool) -> Speaker:
        """Return who speaks where nobody is in focus: whoever spoke last without a name, or the last body."""
        memory, body = self.memory, self.memory.last_group
        if memory.last is not None and memory.last.name is None and passage.no - memory.last_passage <= 3:
            return memory.last
        lately = passage.no - memory.last_group_passage <= LATELY
        if after_cue and body is not None and body.entity is not None and lately:
            return replace(body, resolution="pronoun", margin=0.3)
        return Speaker(None, None, -1, -1, "pronoun", NOBODY_BEFORE)

    def _presented(self, candidates: _Candidates, content: str) -> Speaker | None:
        """Return who has one of the first names said in a quotation: `Hai, saya Rina Sari, pemain tim ini`."""
        said = {match[1].lower() for match in _I_AM.finditer(content)}
        for key, entity in candidates.known() if said else ():
            if any(alias.lower().split()[0] in said for alias in self.article.entities[entity].aliases):
                return replace(candidates.speakers[key], resolution="pronoun", margin=0.8)
        return None

    def _weigh(self, candidates: _Candidates, passage: Passage, words: frozenset[str], *, after_cue: bool) -> None:
        """Leave each candidate a share of the attention, by the words of the quotation and by what they have done."""
        memory, scores = self.memory, candidates.scores
        low = self.lexicon.spoken(words)
        says_i = bool(low & self._singular)
        if memory.initials_told and after_cue and not says_i and memory.last_key in scores:
            scores[memory.last_key] *= TOLD  # `SR mengaku diperintah. "Ini kasus besar," ungkapnya`
        for key, speaker in candidates.speakers.items():
            scores[key] *= self._share(key, speaker, passage.no, words, low)
            if not after_cue:
                continue
            if self._silent(key, passage):
                scores[key] *= SILENT_I if says_i else SILENT
            if key not in candidates.here and self._bare(key, speaker):
                scores[key] *= BARE
            if speaker.plural:
                scores[key] *= SEVERAL
            if key == memory.last_key and memory.told_namelessly(passage):
                scores[key] *= NAMELESS
            if speaker.entity in memory.dead:
                scores[key] *= DEAD
            if speaker.entity in memory.caught and key != memory.last_key and not says_i:
                scores[key] *= CAUGHT

    def _best(self, candidates: _Candidates, passage: Passage, *, after_cue: bool) -> Speaker:
        """Return the candidate with the most attention, or whoever spoke last where that is too little."""
        memory, last, scores = self.memory, self.memory.last, candidates.scores
        since = passage.no - memory.last_passage
        ranked = sorted(scores, key=lambda key: (-scores[key], key != memory.last_key))
        if not candidates.speakers[ranked[0]].person:
            # `…," ujarnya` after what an institution said: the person who has spoken for it before.
            acted = {key for key, held in memory.attention.items() if held.acted > memory.last_group_passage}
            persons = [
                key
                for key in ranked
                if passage.no - memory.spoken.get(key, -99) <= LATELY
                or (key in acted and candidates.speakers[key].person)  # `Di antara mereka adalah Rina Sari.`
            ]
            ranked = [*persons, *(key for key in ranked if key not in persons)]
        best = ranked[0]
        faint = after_cue and best not in memory.spoken and self._faint(best, scores, passage)
        if last is not None and last.name is not None and faint and not last.plural and since <= LONG_AGO:
            return replace(last, resolution="pronoun", margin=0.3)
        if last is not None and last.name is None and since <= 2 and scores[best] < SPOKE * DECAY**since:
            return last
        second = max((scores[key] for key in ranked[1:]), default=0.0)
        margin = max(0.0, 1.0 - second / scores[best]) if scores[best] > 0 else 0.0
        return replace(candidates.speakers[best], resolution="pronoun", margin=margin)

    def _faint(self, best: object, scores: Mapping[object, float], passage: Passage) -> bool:
        """Tell whether somebody has long been out of focus, and is not new since whoever spoke last."""
        held, spoke = self.memory.attention.get(best), self.memory.attention.get(self.memory.last_key)
        if held is None or held.left(passage.no) >= FAINT:
            return False
        turned = spoke is not None and held.acted > spoke.acted
        turned = turned and scores[best] > scores.get(self.memory.last_key, 0.0)
        return not (turned and passage.no - held.first <= FRESH)

    def _silent(self, key: object, passage: Passage) -> bool:
        """Tell whether somebody has been spoken of for a while and said nothing, where another has just had the word.

        Not so the subject of the sentence right before, in the same paragraph: `Rina Sari menggeleng. "…," katanya.`
        """
        held = self.memory.attention.get(key)
        if held is None or key == self.memory.last_key or key in self.memory.spoken or passage.no - held.first < FRESH:
            return False
        beside = held.acted >= min(passage.no - 1, self.memory.paragraph_start) and not passage.first
        since = passage.no - self.memory.last_passage  # a paragraph about somebody, and nobody else's doing
        beside = beside or (
            since > 2 and held.acted == held.passage == passage.no - 1 and held.left(passage.no) > ALONE
        )
        return self.memory.last_direct and passage.no - self.memory.last_passage <= SILENT_FOR and not beside

    def _bare(self, key: object, speaker: Speaker) -> bool:
        """Tell whether nothing but one word names somebody who has not spoken: often no person at all (`sapi Ongole`)."""
        return (
            speaker.entity is not None
            and speaker.person
            and key not in self.memory.spoken
            and not self.people.introduced(speaker.entity)
        )

    def _share(self, key: object, speaker: Speaker, passage: int, words: frozenset[str], low: frozenset[str]) -> float:
        """Return the share of attention a candidate keeps as the speaker of a quotation, by whom its words speak of."""
        if self.memory.initials_told and low & self._third - self._first:
            # `SR mengaku diperintah. "Dia disuruh temannya," ungkapnya`: SR is who is spoken of
            return NAMED_IN_IT if key == self.memory.last_key else 1.0
        named = speaker.entity is not None and self.memory.named_in(speaker.entity, words)
        if key == self.memory.last_key:
            return NAMED_LAST if named else 1.0
        if named:
            return NAMED_IN_IT
        if not low & self._absent and (low & self._first or not low & self._third):
            return 1.0
        held = self.memory.attention.get(key)
        if held is None or key in self.memory.spoken or passage - held.first <= 1:
            return OTHER_THAN_LAST
        # `istri korban, Rina Sari, duduk di beranda. Ibu dua anak itu tak banyak bicara. "Dia cuma bilang …," katanya`
        shown = held.acted == passage - 1 and passage - held.first <= FRESH
        return OTHER_THAN_LAST if shown else NEVER_SPOKE

    def carried(self, passage: Passage, *, content: str = "", set_off: bool = False) -> Speaker:
        """Return the speaker of a quotation that has none of its own.

        Args:
            passage: the passage it stands in.
            content: the quotation, where nothing at all says whose it is.
            set_off: whether sentences of its own paragraph, without anybody's words, stand before it.
        """
        if self.memory.introduced is not None and 0 <= passage.no - self.memory.introduced_passage <= 2:
            return replace(self.memory.introduced, resolution="carried", margin=0.7, start=-1, end=-1)
        told_of = self.memory.told_of(passage) if set_off else None
        if told_of is not None:
            return replace(told_of, resolution="carried", margin=0.4, start=-1, end=-1)
        shown = self._newly_shown(passage, words_of(content)) if content else None
        if shown is not None:
            return replace(shown, resolution="carried", margin=0.3, start=-1, end=-1)
        if self.memory.last_quoted is not None and self.memory.told_namelessly(passage):
            return replace(self.memory.last_quoted, resolution="carried", margin=0.4, start=-1, end=-1)
        if self.memory.last is not None and passage.no - self.memory.last_passage <= CARRIED:
            distance = passage.no - self.memory.last_passage
            turned = self.memory.turned_to(passage) if distance > 1 else None
            if turned is not None:
                return replace(turned, resolution="carried", margin=0.4, start=-1, end=-1)
            return replace(self.memory.last, resolution="carried", margin=1.0 / (1 + distance), start=-1, end=-1)
        subject = next(
            (h for h in self.memory.attention.values() if h.acted == passage.no - 1 and h.speaker.person), None
        )
        if subject is not None and passage.first:
            # `Pelatihnya, Rina Sari, masih mengingat masa itu.` and her words
            return replace(subject.speaker, resolution="carried", margin=0.3, start=-1, end=-1)
        return Speaker(None, None, -1, -1, "none", NOT_NAMED)

    def _newly_shown(self, passage: Passage, words: frozenset[str]) -> Speaker | None:
        """Return somebody new of whom the sentences since the last speech tell: `Kabar itu ditanggapi dingin oleh Rina Sari. "…"`."""
        memory = self.memory
        low = self.lexicon.spoken(words)
        if passage.no - memory.last_passage > CARRIED or (low & self._third and not low & self._first):
            return None
        last = memory.attention.get(memory.last_key)
        if last is not None and last.acted > memory.last_passage:
            return None  # `"…," katanya. Beliau datang dari Kota Lama. "…"`
        fresh = [
            held
            for held in memory.attention.values()
            if held.first > memory.last_passage and (held.acted >= held.first or held.introduced or held.ends)
        ]
        told = [h for h in fresh if h.speaker.entity is not None and self.people.introduced(h.speaker.entity)]
        best = max(told, key=lambda held: held.left(passage.no), default=None)
        if best is None or best.speaker.entity is None or memory.named_in(best.speaker.entity, words):
            return None
        return best.speaker

    def stated(self, passage: Passage) -> Speaker:
        """Return whose statement is quoted: `Kementerian Warta mengimbau wisatawan. "…," tulis pernyataan itu`."""
        if (
            self.memory.last_group is not None
            and self.memory.last_passage < self.memory.last_group_passage >= passage.no - 2
        ):
            return replace(self.memory.last_group, resolution="carried", margin=0.4, start=-1, end=-1)
        return self.carried(passage)

    def issuer(self, passage: Passage) -> Speaker | None:
        """Return the organization whose document speaks, named in one of the last passages: `kata laporan tersebut`."""
        account = self.memory.last_account if passage.no - self.memory.last_account_passage <= ISSUED_WITHIN else None
        if account is not None and self.memory.last_account_passage >= self.memory.last_organization_passage:
            return replace(account, resolution="carried", margin=0.3, start=-1, end=-1)
        last = self.memory.last
        if last is not None and last.name and not last.person and passage.no - self.memory.last_passage <= 1:
            return replace(
                last, resolution="carried", margin=0.4, start=-1, end=-1
            )  # `Militer … menyatakan …. "…," bunyi pernyataan itu`
        body = self.memory.last_organization
        if body is None or body.entity is None or passage.no - self.memory.last_organization_passage > ISSUED_WITHIN:
            return None
        return replace(body, resolution="carried", margin=0.3, start=-1, end=-1)
