"""Write down the quotations of an article, passage by passage, with who said each."""

from __future__ import annotations

from dataclasses import replace

from warta.stages.quotes import direct
from warta.stages.quotes.announced import announced, headed_by
from warta.stages.quotes.dialogue import Dialogue
from warta.stages.quotes.drafts import Draft, Taken
from warta.stages.quotes.indirect import AGREES, Report, reports
from warta.stages.quotes.marks import Quoted
from warta.stages.quotes.memory import CONTINUES, Speaker
from warta.stages.quotes.observe import NEAR, Observer
from warta.stages.quotes.phrases import NAMED, SPEAKER_NOUNS, Phrase, is_verb
from warta.stages.quotes.reading import HEADLINES, Atom, Passage, Reading
from warta.stages.quotes.reasons import ANONYMOUS, NOBODY_BEFORE, NOT_NAMED
from warta.stages.quotes.resolve import Resolver
from warta.stages.quotes.speakers import Phrases

#: Fewest words of a quoted piece inside a clause that is a quotation where a cue follows: `Pasukan kota "kini …," kata juru bicaranya`.
_FRAGMENT = 6
#: Fewest letters of a quotation in a headline that may be part of one in the text.
_HEADED = 12
#: Most words and marks of a line that says who a quotation is by: `Rina Sari, warga Kota Lama, Provinsi Baru.`
_SIGNATURE = 12


class Writer:
    """Goes through an article's passages in order and writes down its quotations.

    Args:
        reading: the article's passages as the stage reads them.
        headlines: whether reported speech in headlines counts.
    """

    def __init__(self, reading: Reading, *, headlines: bool):
        self.reading = reading
        self.headlines = headlines
        self.article = reading.article
        self.text = reading.article.text
        self.lexicon = reading.lexicon
        self.resolver = Resolver(reading.article, reading.lexicon)
        self.observer = Observer(self.resolver)
        self.memory, self.antecedents = self.resolver.memory, self.resolver.antecedents
        self._continuing = self.lexicon.words("continuing")
        self.drafts: list[Draft] = []
        self.dialogue = Dialogue(self.drafts, self.text, self.lexicon)
        self.waiting: list[Draft] = []  # floating quotations before anybody has spoken
        self.running: Draft | None = None  # unmarked speech after a colon, open to the end of its paragraph
        self.opened: tuple[Speaker, Draft | None, int, tuple[int, int] | None] | None = None

    def write(self) -> list[Draft]:
        """Return the quotations, in the order in which they were found."""
        for passage in self.reading.passages:
            if passage.kind in ("headline", "heading") and not self.headlines:
                continue
            phrases = Phrases(passage, self.text)
            self._passage(passage, phrases)
        self._pull_quotes()
        self._named_below()
        self._named_afterwards()
        for draft in self.drafts:
            draft.speaker = self.memory.fullest(draft.speaker)
        return self.drafts

    def _pull_quotes(self) -> None:
        """Give a quotation without a cue, set off from the text or in a headline, the speaker of the same words elsewhere."""
        said: dict[str, Draft] = {}
        for draft in self.drafts:
            if draft.kind == "direct" and draft.rule.startswith(("direct.after", "direct.before")):
                said.setdefault(self._words_of(draft), draft)
        for draft in self.drafts:
            words, headed = self._words_of(draft), self._heads_article(draft)
            same = said.get(words) if draft.rule.startswith("direct.floating") or headed else None
            if same is None and headed and len(words) >= _HEADED:
                # a headline has part of what the text quotes
                same = next((d for text, d in said.items() if words in text and not self._heads_article(d)), None)
            if same is not None and same is not draft and same.speaker.name is not None:
                draft.speaker = replace(same.speaker, start=-1, end=-1, resolution="carried")

    def _named_below(self) -> None:
        """Give what a headline has an office or a trade say to the one speaker of the text who has it: `Pakar Siber: Data Bocor` of Rina Sari, pakar keamanan siber."""
        headed = [d for d in self.drafts if self.reading.passages[d.passage].kind in HEADLINES]
        spoke = {d.speaker.entity for d in self.drafts if d not in headed}
        for draft in headed:
            speaker = draft.speaker
            if speaker.entity is not None or speaker.name is None:
                continue
            whole = speaker.name.lower()
            classes = self.lexicon.classes.get(whole, frozenset())
            one = "noun:group" in classes and "role" not in classes and not speaker.plural  # `Kuasa Hukum: …`
            if speaker.resolution != "title" and not one:
                continue
            head = whole.split()[0]
            means = self.lexicon.meanings.get(head, frozenset()) | {head, whole}
            held = {self.memory.people.one(e) for e in self.resolver.descriptions.held_by(means) if e in spoke}
            if len(held) == 1:
                draft.speaker = self.memory.person(held.pop(), speaker.start, speaker.end, margin=0.4)

    def _named_afterwards(self) -> None:
        """Give what a description says to the one person of that description who is named only later: `tanya kurir itu. … Kurir itu bernama Budi Jaya.`"""
        for draft in self.drafts:
            speaker, whole = draft.speaker, self.text[draft.speaker.start : draft.speaker.end].lower().split()
            if speaker.entity is not None or speaker.start < 0 or len(whole) < 2:
                continue
            classes = self.lexicon.classes.get(whole[-1], frozenset())
            called = whole[0] in ("sang", "si")
            if not called and "determiner" not in classes:
                continue
            held = self.resolver.descriptions.held_by(frozenset({whole[called]}))
            later = {
                self.memory.people.one(e) for e in held if min(self.memory.people.named_at.get(e, [0])) > draft.end
            }
            if len(held) == 1 and len(later) == 1:
                meant = self.memory.person(later.pop(), speaker.start, speaker.end, margin=0.3)
                for other in self.drafts:
                    same = other.speaker.entity is None and other.speaker.name == speaker.name
                    near = other is not draft and same and 0 <= other.passage - draft.passage <= CONTINUES
                    if near and other.speaker.resolution in ("pronoun", "carried"):
                        other.speaker = replace(
                            meant, start=other.speaker.start, end=other.speaker.end, resolution="pronoun"
                        )
                draft.speaker = meant

    def _heads_article(self, draft: Draft) -> bool:
        """Tell whether a direct quotation stands in a headline that names nobody of the article as its speaker."""
        passages, entity = self.reading.passages, draft.speaker.entity
        if draft.kind != "direct" or passages[draft.passage].kind not in HEADLINES:
            return False
        text = (d.speaker.entity for d in self.drafts if passages[d.passage].kind not in HEADLINES)
        return entity is None or entity not in text

    def _words_of(self, draft: Draft) -> str:
        """Return the letters and digits of a quotation in small letters, for comparing."""
        return "".join(c for c in self.text[draft.start : draft.end].lower() if c.isalnum())

    def _passage(self, passage: Passage, phrases: Phrases) -> None:
        if self.running is not None:
            if passage.paragraph != self.running.paragraph or not self._goes_on(passage, phrases):
                self.running = None
            else:
                self.running.end = self._content_end(passage, 0, len(passage.atoms), "indirect")
                return
        self.memory.aliases.learn(passage)
        taken = Taken()
        before = len(self.drafts)
        previous: Draft | None = None
        for at, atom in enumerate(passage.atoms):
            if atom.kind == "quoted":
                draft = self._direct(passage, phrases, at, taken, previous)
                if draft is not None:
                    previous = draft
        for report in reports(phrases, taken, self.reading.heard):
            self._indirect(passage, report, phrases, taken)
        self._introduction(passage, phrases, before)
        told = [(d.start, d.end) for d in self.drafts[before:] if d.kind != "direct"]
        self.observer.see(passage, phrases, told)
        said = -1
        for draft in sorted(self.drafts[before:], key=lambda d: (d.start, d.end)):
            if draft.start < said:
                continue  # `Rina menuturkan, Budi mengaku khilaf`: Rina has the word
            said = draft.end
            if draft.aside:
                self.memory.heard_of(draft.speaker, passage.no)
            else:
                self.memory.spoke(draft.speaker, passage.no, passage.paragraph, direct=draft.kind == "direct")

    def _direct(
        self, passage: Passage, phrases: Phrases, at: int, taken: Taken, previous: Draft | None
    ) -> Draft | None:
        atoms = passage.atoms
        quoted = atoms[at].quoted
        if quoted is None or at in taken:
            return None
        free = self._free_before(passage, at, taken)
        attribution = direct.after(phrases, at) if quoted.closed else None
        fragment = free == "fragment"
        if attribution is not None and fragment and quoted.words < _FRAGMENT:
            return None  # `Rina merasa "senang", kata Budi`: left to reported speech
        lead = direct.before(phrases, at)
        if attribution is None and lead is not None and not (fragment and lead.rule == "direct.near"):
            attribution = lead
        told = self._told_before(lead, attribution)
        attribution = told or attribution
        name_before = at > 0 and self._names_a_thing(passage, at)
        if attribution is not None and attribution.rule.startswith("direct.before") and name_before:
            return None
        if attribution is None:
            return self._floating(passage, phrases, at, taken, previous, fragment or name_before)
        if attribution.rule.startswith("direct.after") and name_before and quoted.words < 6:
            return None
        if (
            attribution.rule.startswith("direct.before")
            and told is None
            and self._goes_on_after(passage, at, quoted.words)
        ):
            return None
        follows = previous if previous is not None and self._same_group(passage, previous, attribution, at) else None
        speaker = self._speaker(passage, phrases, attribution, follows, quoted)
        cue = (attribution.cue.start, attribution.cue.end) if attribution.cue else None
        draft = self._add_direct(passage, quoted, speaker, attribution.rule, cue, follows, attribution.how)
        described = attribution.pronoun is not None and speaker.entity is None and speaker.name is not None
        if speaker.reason == NOBODY_BEFORE or (
            described and not any(d.speaker.entity is not None for d in self.drafts)
        ):
            self.waiting.append(draft)
        reported = attribution.rule == "direct.before" and any(
            a.low == "bahwa" for a in atoms[attribution.first + 1 : at - 2]
        )
        taken.add(at if reported else min(at, attribution.first), max(at + 1, attribution.last))
        self._attribute_waiting(draft, passage)
        self._take_back(draft, attribution.cue if attribution.pronoun is None else None)
        return draft

    @staticmethod
    def _told_before(
        lead: direct.Attribution | None, attribution: direct.Attribution | None
    ) -> direct.Attribution | None:
        """Return the attribution of a quotation whose speaker the cue before it names, where the one after has a pronoun: `Rina mengatakan, "…," ujarnya.`"""
        if lead is None or attribution is None:
            return None
        speaker = attribution.speaker
        pronoun = attribution.pronoun is not None or (speaker is not None and speaker.kind == "pronoun")
        named = lead.speaker is not None and lead.speaker.kind in ("name", "title")
        told = pronoun and named and lead.rule == "direct.before" and lead.how in ("adjacent", "bridged")
        return replace(lead, last=attribution.last) if told else None

    def _speaker(
        self,
        passage: Passage,
        phrases: Phrases,
        attribution: direct.Attribution,
        follows: Draft | None,
        quoted: Quoted,
    ) -> Speaker:
        content = self.text[quoted.inner_start : quoted.inner_end]
        if attribution.pronoun is not None:
            start, end = attribution.pronoun
            if follows is not None:
                return follows.speaker
            other = self.dialogue.other_party(passage, attribution)
            if other is not None:
                return replace(other, start=start, end=end, resolution="pronoun", margin=0.5)
            following = passage.atoms[attribution.last : attribution.last + 1]
            again = any(a.low in ("lagi", "kembali") for a in following)  # `katanya lagi`
            continuing = again or (attribution.cue is not None and "continuing" in attribution.cue.classes)
            return self.antecedents.pronoun(
                passage, phrases, start, end, before=attribution.first, after_cue=True, continuing=continuing,
                content=content,
            )  # fmt: skip
        relayed = attribution.cue is not None and "relaying" in attribution.cue.classes
        if (
            relayed
            and attribution.speaker is not None
            and attribution.speaker.kind == "organization"
            and self.memory.last
        ):
            return self.antecedents.carried(passage)  # `"…," lapor ANTARA` after what Rina said
        if attribution.speaker is not None:
            goes_on = self._goes_on_as(passage, phrases, attribution)
            if goes_on is not None:
                return goes_on
            answers = self.dialogue.pronoun_answers(passage, attribution)
            if answers is not None:
                atom = passage.atoms[attribution.speaker.main]
                return replace(answers, start=atom.start, end=atom.end, resolution="pronoun", margin=0.5)
            return self.resolver.resolve(passage, phrases, attribution.speaker, content=content)
        if attribution.how == "document":
            named = any("determiner" in a.classes for a in passage.atoms[attribution.last : attribution.last + 4])
            owner = self._owner(passage, phrases, attribution.last)
            if owner is not None:
                return owner
            issuer = self.antecedents.issuer(passage) if named else None
            return issuer or Speaker(None, None, -1, -1, "none", NOT_NAMED)
        return self.antecedents.stated(passage) if attribution.how == "statement" else self.antecedents.carried(passage)

    def _owner(self, passage: Passage, phrases: Phrases, at: int) -> Speaker | None:
        """Return the organization on whose page a text stands: `tulis caption di akun resmi Warta Raya`."""
        for k in range(at, min(at + 6, len(passage.atoms))):
            if passage.atoms[k].low.startswith("@"):
                atom = passage.atoms[k]
                return Speaker(atom.low, None, atom.start, atom.end, "name", person=False)
            if "report:publication" in passage.atoms[k].classes:
                phrase = phrases.parse(k + 1, governor="cue")
                body = phrase is not None and phrase.kind == "organization"
                return self.resolver.resolve(passage, phrases, phrase) if phrase is not None and body else None
            if passage.atoms[k].kind in ("mark", "quoted"):
                return None
        return None

    def _goes_on_as(self, passage: Passage, phrases: Phrases, attribution: direct.Attribution) -> Speaker | None:
        """Return who goes on under a description: `"…," jelas Rina. "…," lanjut pelantun lagu itu`."""
        phrase = attribution.speaker
        if phrase is None or phrase.kind != "title" or not phrase.anaphoric or attribution.cue is None:
            return None
        continuing = "continuing" in attribution.cue.classes and self.memory.just_introduced(passage) is None
        return self.resolver.goes_on(passage, phrase) if continuing else None

    def _take_back(self, draft: Draft, cue: Atom | None) -> None:
        """Give the quotation before to whoever goes on: `"…," ucap Rina. Budi tertarik. "…," ujarnya. "…," imbuh Rina`, where only Rina had spoken."""
        if len(self.drafts) < 2 or cue is None or "continuing" not in cue.classes or draft.speaker.entity is None:
            return
        before, earlier = self.drafts[-2], {d.speaker.key for d in self.drafts[:-2]}
        near = before.rule == "direct.after.nya" and draft.passage - before.passage == 1
        if near and draft.speaker.key in earlier and before.speaker.key not in earlier:
            spoke = before.speaker
            before.speaker = replace(draft.speaker, start=spoke.start, end=spoke.end, resolution="pronoun", margin=0.5)

    def _free_before(self, passage: Passage, at: int, taken: Taken) -> str:
        """Tell what stands before a quoted piece: `start`, `separator`, or `fragment` where it continues a clause."""
        atoms = passage.atoms
        k = at - 1
        if k < 0 or (at and taken.edge(at) == at):
            return "start"
        atom = atoms[k]
        if atom.kind == "mark":
            return "separator" if atom.low in ",:;.–—-!?" else "fragment"
        if atom.kind == "quoted" or atom.low == "bahwa" or atom.cue():
            return "separator"
        return "fragment"

    def _names_a_thing(self, passage: Passage, at: int) -> bool:
        atoms = passage.atoms
        for k in range(at - 1, max(-1, at - 3), -1):
            if atoms[k].kind == "mark":
                return False
            if atoms[k].low in self.lexicon.not_quotes:
                return True
        return False

    def _goes_on_after(self, passage: Passage, at: int, words: int) -> bool:
        """Tell whether the clause goes on after the quoted piece, so that it is a fragment of reported speech."""
        atoms = passage.atoms
        if at + 1 >= len(atoms):
            return False
        following = atoms[at + 1]
        quoted = atoms[at].quoted
        if quoted is not None and self.text[quoted.inner_end - 1] in ".?!":
            return False
        return (following.kind == "word" and words < 12 and not following.classes & {"time"}) or (
            following.low in ("dan", "serta") and words < 12
        )

    def _floating(
        self, passage: Passage, phrases: Phrases, at: int, taken: Taken, previous: Draft | None, named: bool
    ) -> Draft | None:
        """Read a quotation without an attribution of its own."""
        quoted = passage.atoms[at].quoted
        assert quoted is not None
        last = self.drafts[-1] if self.drafts else None
        continues = (
            last is not None
            and last.paragraph == passage.paragraph
            and last.kind == "direct"
            and passage.no - last.passage <= 1
        )
        goes_on = last is not None and last.kind == "direct" and passage.no - last.passage == 1
        turn = None if continues else self.dialogue.turn(passage)
        asks = self.text[quoted.inner_end - 1] == "?" and turn is not None
        fewest = 2 if continues or asks else direct.FLOATING_WORDS - goes_on
        if named or quoted.words < fewest:
            return None
        atoms = passage.atoms
        alone = all(a.kind == "mark" for a in atoms[:at]) and self._nothing_after(passage, at)
        if previous is not None and self._free_before(passage, at, taken) in ("start", "separator"):
            draft = self._carry(passage, at, previous.speaker, "direct.continued", previous)
            taken.add(at, at + 1)
            return draft
        if not alone:
            attribution = direct.near(phrases, at) if quoted.words >= 6 else None
            if attribution is None:
                return None
            speaker = self._speaker(passage, phrases, attribution, None, quoted)
            draft = self._carry(passage, at, speaker, attribution.rule, None)
            taken.add(attribution.first, at + 1)
            return draft
        if continues and last is not None:
            draft = self._carry(passage, at, last.speaker, "direct.continued", last)
            draft.cue = last.cue
        else:
            content = self.text[quoted.inner_start : quoted.inner_end]
            speaker = turn or self.antecedents.carried(passage, content=content, set_off=self._set_off(passage))
            draft = self._carry(passage, at, speaker, "direct.floating", None)
            if (
                last is not None
                and last.kind == "direct"
                and passage.no - last.passage == 1
                and speaker.key == last.speaker.key
            ):
                draft.follows = last
            self.waiting.append(draft)
        taken.add(at, at + 1)
        return draft

    def _set_off(self, passage: Passage) -> bool:
        """Tell whether a quotation stands in a paragraph that somebody else's words did not: after what its own sentences tell."""
        return not passage.first and not any(d.paragraph == passage.paragraph for d in self.drafts[-2:])

    def _nothing_after(self, passage: Passage, at: int) -> bool:
        rest = [a for a in passage.atoms[at + 1 :] if a.kind != "mark"]
        return not rest or (len(rest) <= 3 and passage.atoms[at + 1].low in "([")

    def _carry(self, passage: Passage, at: int, speaker: Speaker, rule: str, follows: Draft | None) -> Draft:
        quoted = passage.atoms[at].quoted
        assert quoted is not None
        return self._add_direct(passage, quoted, speaker, rule, follows.cue if follows else None, follows, "carried")

    def _add_direct(
        self,
        passage: Passage,
        quoted: Quoted,
        speaker: Speaker,
        rule: str,
        cue: tuple[int, int] | None,
        follows: Draft | None,
        how: str,
    ) -> Draft:
        """Add a part of a direct quotation: what stands between marks."""
        draft = Draft(
            "direct",
            quoted.inner_start,
            quoted.inner_end,
            passage.no,
            passage.paragraph,
            speaker,
            rule,
            cue,
            follows,
        )
        draft.evidence.update(self._evidence(how, speaker, quoted.closed, quoted.words))
        self.drafts.append(draft)
        return draft

    def _attribute_waiting(self, draft: Draft, passage: Passage) -> None:
        """Give a floating quotation just before this one its speaker, where it had none or was left open."""
        for waiting in self.waiting:
            distance = draft.passage - waiting.passage
            if distance > 2 or distance <= 0:
                continue
            if waiting.rule.startswith("direct.after"):
                if waiting.speaker.reason == NOBODY_BEFORE or self._goes_on_with(draft):
                    self._named_later(waiting, draft)
                continue
            if draft.kind != "direct":
                continue
            body = not waiting.speaker.person and draft.speaker.person and distance == 1
            unsure = waiting.speaker.name is None or body or ("unclosed" in waiting.evidence and distance == 1)
            if unsure:
                waiting.speaker = draft.speaker
                waiting.rule = "direct.floating.next"
                waiting.cue = draft.cue
                draft.follows = waiting
        if draft.kind == "direct":
            self.waiting = [
                w
                for w in self.waiting
                if w is draft or (draft.passage - w.passage <= 1 and w.speaker is not draft.speaker)
            ]

    def _goes_on_with(self, draft: Draft) -> bool:
        """Tell whether a direct quotation has the cue of somebody who goes on: `"…," tambah Rina`."""
        cue = self.text[slice(*draft.cue)].lower() if draft.cue is not None and draft.kind == "direct" else ""
        return cue in self._continuing

    @staticmethod
    def _named_later(waiting: Draft, draft: Draft) -> None:
        """Give a quotation whose `ujarnya` has nobody before it the person who speaks next: `"…," ujarnya. Rina menambahkan …`."""
        speaker = draft.speaker
        if speaker.entity is not None and speaker.person:
            start, end = waiting.speaker.start, waiting.speaker.end
            waiting.speaker = replace(speaker, start=start, end=end, resolution="pronoun", margin=0.3)

    def _same_group(self, passage: Passage, previous: Draft, attribution: direct.Attribution, at: int) -> bool:
        return previous.passage == passage.no and attribution.pronoun is not None

    def _indirect(self, passage: Passage, report: Report, phrases: Phrases, taken: Taken) -> None:
        if report.part == 2 and self.drafts:
            speaker = self.drafts[-1].speaker
        elif report.pronoun is not None:
            # Who is named inside the content is not who speaks: `Keputusan Rina, menurutnya, sudah tepat.`
            before = min(report.cue_at, report.content[0])
            told = self._told_in(passage, report)
            speaker = self.antecedents.pronoun(
                passage, phrases, *report.pronoun, before=before, after_cue=True, spoken_of=told
            )
        elif report.speaker is not None and report.speaker.kind == "pronoun":
            # nor who its first part is about: `Rina, kata dia, paling sering datang`
            first = min(report.cue_at, report.content[0], report.speaker.first)
            told = self._told_in(passage, report)
            speaker = self.resolver.resolve(passage, phrases, report.speaker, before=first, spoken_of=told)
        elif report.speaker is not None:
            speaker = self.resolver.resolve(passage, phrases, report.speaker)
        else:
            return
        start_atom, end_atom = report.content
        if self._files(passage, report):
            return
        cue = (report.cue.start, report.cue.end) if report.cue is not None else None
        if start_atom >= len(passage.atoms):
            self.memory.introduce(speaker, passage.no)
            self.opened = (speaker, None, passage.paragraph, cue)
            return
        end_atom = taken.next_start(start_atom, end_atom)
        while (
            start_atom < end_atom
            and passage.atoms[start_atom].kind == "mark"
            and passage.atoms[start_atom].low in ",:;–—-."
        ):
            start_atom += 1
        if start_atom >= end_atom:
            return
        if passage.atoms[start_atom].low in NAMED:
            return  # `yang mengaku bernama Rina`
        mixed = any(a.kind == "quoted" for a in passage.atoms[start_atom:end_atom])
        start = passage.atoms[start_atom].start
        end = self._content_end(passage, start_atom, end_atom, "indirect")
        if end - start < 6:
            return
        follows = self.drafts[-1] if report.part == 2 and self.drafts else None
        draft = Draft(
            "mixed" if mixed else "indirect",
            start,
            end,
            passage.no,
            passage.paragraph,
            speaker,
            f"indirect.{report.rule}",
            cue,
            follows,
        )
        draft.evidence.update(self._evidence(report.how, speaker, True, self._count(passage, start_atom, end_atom)))
        draft.evidence.add(f"complementizer:{report.complementizer or 'none'}")
        draft.aside = self._aside(passage, phrases, report, speaker)
        if report.cue is not None and report.cue.cues:
            draft.evidence.add(f"strength:{report.cue.cues[0].strength}")
        self.drafts.append(draft)
        self._attribute_waiting(draft, passage)
        if report.runs_on:
            self.running = draft

    def _told_in(self, passage: Passage, report: Report) -> str:
        """Return the names in the content of a report, whose people are spoken of; `ia` in it may be who speaks."""
        atoms = passage.atoms[report.content[0] : report.content[1]]
        return " ".join(self.text[atom.start : atom.end] for atom in atoms if atom.kind == "name")

    def _aside(self, passage: Passage, phrases: Phrases, report: Report, speaker: Speaker) -> bool:
        """Tell whether a report is made in passing, so that whoever had the word keeps it.

        In a relative clause about somebody else's doing (`ditangani Kepala Unit yang memerintahkan …`), and under another subject
        (`Rina memuji kota itu, mengingat bahwa wali kotanya, Budi Jaya, mendukung …`).
        """
        atoms, last = passage.atoms, self.memory.last
        if report.speaker is None or last is None or last.name is None or last.key == speaker.key:
            return False
        outlet = report.cue is not None and report.cue.low in ("melaporkan", "memberitakan", "mewartakan")
        if outlet and report.cue_at + 2 >= len(atoms):
            return True  # `…, Warta Harian melaporkan.`
        if speaker.name is None and report.rule.endswith((".np", ".object", ".request")):
            return True  # `Salah satu karyawan melaporkan kebakaran itu`: whoever tells the story keeps the word
        unnamed = speaker.entity is None or not speaker.person
        if report.cue_at and atoms[report.cue_at - 1].low == "yang" and unnamed:
            return True
        first = next((p for p in phrases.phrases if p.governor in ("start", "comma", "conj")), None)
        if first is None or first.first > 3 or first.kind != "name" or first.last > report.speaker.first:
            return False
        between = atoms[first.last : report.speaker.first]
        under = any("sub" in a.classes for a in between) and any(is_verb(a) for a in between)
        return under and self.resolver.resolve(passage, phrases, first).key == last.key

    @staticmethod
    def _files(passage: Passage, report: Report) -> bool:
        """Tell whether something is reported to an office rather than said: `Korban melaporkan kejadian itu ke Polres`."""
        cue, content = report.cue, passage.atoms[report.content[0] : report.content[0] + 6]
        filed = cue is not None and cue.low in ("melaporkan", "dilaporkan") and not report.complementizer
        return filed and any(a.low == "ke" for a in content)

    def _count(self, passage: Passage, start: int, end: int) -> int:
        return sum(1 for a in passage.atoms[start:end] if a.kind != "mark")

    def _content_end(self, passage: Passage, start: int, end: int, kind: str) -> int:
        """Return where the content ends: without the sentence's full stop and a source in its wake."""
        atoms = passage.atoms
        for k in range(start + 3, end):
            if (
                atoms[k].low == ","
                and k + 1 < end
                and (
                    atoms[k + 1].classes & {"source"}
                    or (
                        atoms[k + 1].low in ("seperti", "sebagaimana", "demikian")
                        and k + 2 < end
                        and atoms[k + 2].classes & {"source"}
                    )
                )
            ):
                end = k
                break
        while end > start + 1 and atoms[end - 1].kind == "mark" and atoms[end - 1].low in ".,;:–—-":
            end -= 1
        return atoms[end - 1].end

    def _goes_on(self, passage: Passage, phrases: Phrases) -> bool:
        """Tell whether unmarked speech goes on through a passage: it has no quotation and no speaker of its own."""
        heard = self.reading.heard
        if not heard.silent and heard.share(passage.start, passage.end) < AGREES and self._narrates(phrases):
            return False
        if any(a.kind == "quoted" and a.quoted is not None and a.quoted.words > 5 for a in passage.atoms):
            return False
        return not any(
            report.cue is None or not report.cue.cues or report.cue.cues[0].strength != "weak"
            for report in reports(phrases, Taken(), self.reading.heard)
        )

    @staticmethod
    def _narrates(phrases: Phrases) -> bool:
        """Tell whether a passage begins with somebody or something the article itself speaks of."""
        named = any(
            p.first < 6 and p.governor == "start" and p.kind in ("name", "organization", "place")
            for p in phrases.phrases
        )
        return named or any(a.low in ("itu", "tersebut") for a in phrases.atoms[:6])

    def _introduction(self, passage: Passage, phrases: Phrases, before: int) -> None:
        """Take note of a speaker announced without content: `Hal itu disampaikan Rina.`"""
        if len(self.drafts) > before:
            return
        told = self._told_by(passage, phrases)
        if told is not None:
            speaker = self.resolver.resolve(passage, phrases, told)
            for draft in self.waiting:
                if passage.no - draft.passage == 1:
                    draft.speaker, draft.rule = replace(speaker, resolution="carried"), "direct.floating.next"
                    self.memory.spoke(draft.speaker, passage.no, passage.paragraph, direct=True)
            return
        headed = headed_by(phrases)
        if headed is not None:
            self.memory.introduce(self.resolver.resolve(passage, phrases, headed), passage.no)
            return
        self._looked_at(passage, phrases)
        agrees = announced(phrases)
        if agrees is not None:
            if agrees.kind == "name" and self.resolver.names.initials(passage.atoms[agrees.main]):
                return  # `Pemiliknya, RS, dimintai keterangan.`: by the police
            speaker = self.resolver.resolve(passage, phrases, agrees)
            if speaker.entity is not None:
                self.memory.introduce(speaker, passage.no)
            return
        for k, atom in enumerate(passage.atoms):
            if atom.cue("passive") and not atom.clitic:
                if any(a.classes & {"sub", "time"} for a in passage.atoms[:k][:2]):
                    continue  # `Ketika ditegaskan oleh Rina, Budi …`
                if any(a.low == "yang" for a in passage.atoms[max(1, k - 3) : k]) and self._opens_with_name(phrases):
                    continue  # `Rina Sari, yang namanya disebut Bupati tadi, menyeka mata.`
                agent = direct.agent(phrases, k)
                if agent is not None and agent.kind in ("name", "title", "organization", "pronoun"):
                    self.memory.introduce(self.resolver.resolve(passage, phrases, agent), passage.no)
                    return
            elif (said := atom.cue("active")) and not atom.clitic and not self._denied(passage, k):
                if "quote" not in direct.takes(atom) and said.strength != "strong":
                    continue
                if atom.low == "melaporkan" and any(a.low == "ke" for a in passage.atoms[k + 1 : k + 7]):
                    continue  # `Korban melaporkan kejadian itu ke Polres`
                subject, _ = phrases.subject(k)
                kinds = ("name", "title", "organization", "pronoun", "anonymous")
                if subject is not None and subject.kind in kinds:
                    near = passage.atoms[: subject.last + NEAR]
                    if subject.kind == "anonymous" and any("name:PER" in a.classes for a in near):
                        return  # `Seorang pemandu bernama Rina mengatakan …`
                    speaker = self.resolver.resolve(passage, phrases, subject)
                    if subject.first and passage.atoms[subject.first - 1].low == "dan":
                        return  # `Rina dan Budi mengucapkan syukur`: both
                    if speaker.entity is not None:
                        self.memory.introduce(speaker, passage.no)
                    elif speaker.reason == ANONYMOUS and said.strength == "strong":
                        self.memory.spoke(speaker, passage.no, passage.paragraph)  # `Anak itu menjawab dengan cepat.`
                    return

    @staticmethod
    def _opens_with_name(phrases: Phrases) -> bool:
        """Tell whether the first phrase of a passage is a person's name."""
        return bool(phrases.phrases) and phrases.phrases[0].kind == "name"

    @staticmethod
    def _denied(passage: Passage, k: int) -> bool:
        """Tell whether a cue is denied: `Rina tidak mengakui perbuatannya`, but not `Rina tidak membantah`."""
        negated = any("negation" in a.classes for a in passage.atoms[max(0, k - 2) : k])
        return negated and "denying" not in passage.atoms[k].classes

    def _alone(self, draft: Draft) -> bool:
        """Tell whether nothing stands in its line before a quotation."""
        text, start = self.text, draft.start
        return not any(c.isalnum() for c in text[text.rfind("\n", 0, start) + 1 : start])

    def _looked_at(self, passage: Passage, phrases: Phrases) -> None:
        """Give a quotation before anybody was named to the subject of the paragraph after it: `"…" Rina Sari menutup wajahnya.`, or to whoever signs it."""
        first = phrases.phrases[0] if phrases.phrases else None
        if first is None or first.first > 0 or first.kind != "name" or not passage.first:
            return
        atoms = passage.atoms
        signed = len(passage) <= _SIGNATURE and not any(is_verb(a) for a in atoms)
        said = atoms[first.core + 1 : first.core + 2] if atoms[first.core : first.core + 1] else []
        told = "honorific" in atoms[0].classes or any(a.classes & SPEAKER_NOUNS for a in said)  # who is no reporter
        for draft in self.waiting:
            if signed and not self._alone(draft):
                continue  # the byline after the last paragraph
            unnamed = draft.speaker.name is None or (signed and (told or draft.speaker.entity is None))
            if draft.rule == "direct.floating" and unnamed and passage.no - draft.passage == 1:
                speaker = self.resolver.resolve(passage, phrases, first)
                draft.speaker, draft.rule = replace(speaker, resolution="carried", margin=0.3), "direct.floating.next"

    def _told_by(self, passage: Passage, phrases: Phrases) -> Phrase | None:
        """Return whose words the quotation right before a passage was: `Demikian cerita Rina Sari.`, `Hal itu disampaikan Rina Sari.`"""
        atoms = passage.atoms
        if len(atoms) < 2 or not any(passage.no - draft.passage == 1 for draft in self.waiting):
            return None
        asks = next((p for p in phrases.phrases if p.first == 0 and p.kind in ("name", "title", "pronoun")), None)
        if asks is not None and not passage.first and len(atoms) <= asks.last + 2 < len(atoms) + 2:
            cue = atoms[asks.last].cue("active") if asks.last < len(atoms) else None
            return asks if cue is not None and "quote" in cue.takes else None  # `"Kulakan di mana?" Rina bertanya.`
        if len(atoms) < 3:
            return None
        if "closing speech" in atoms[0].classes:
            told = any("report:utterance" in a.classes or a.cue("short", "passive") for a in atoms[1:3])
            at = next((k for k in (1, 2) if "report:utterance" in atoms[k].classes or atoms[k].cues), 0)
        else:
            told = (
                atoms[0].low in ("hal", "pernyataan")
                and "determiner" in atoms[1].classes
                and atoms[2].cue("passive") is not None
            )
            at = 2
        phrase = direct.agent(phrases, at) if told else None
        if phrase is None and "closing speech" in atoms[0].classes:
            # `Begitu Direktur Warta, Rina Sari, menggambarkan arti bantuan itu.`
            led = phrases.parse(1, governor="start")
            told = led is not None and led.last < len(atoms) and is_verb(atoms[led.last])
            phrase = led if told and led is not None and led.kind == "name" else None
        return phrase if phrase is not None and phrase.kind in ("name", "title") else None

    @staticmethod
    def _evidence(how: str, speaker: Speaker, closed: bool, words: int) -> set[str]:
        found = {f"how:{how}", f"resolution:{speaker.resolution}"}
        found.add("closed" if closed else "unclosed")
        found.add("words:1-3" if words <= 3 else "words:4-7" if words <= 7 else "words:8+")
        found.add("margin:low" if speaker.margin < 0.3 else "margin:middle" if speaker.margin < 0.7 else "margin:high")
        if speaker.name is None:
            found.add("speaker:none")
        elif speaker.entity is None:
            found.add("speaker:described")
        return found
