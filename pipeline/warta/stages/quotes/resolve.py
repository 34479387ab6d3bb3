"""Resolve a speaker's noun phrase to a name: short names, titles, pronouns and speakers carried over."""

from __future__ import annotations

from dataclasses import replace

from warta.core.article import Article
from warta.stages.quotes.antecedents import Antecedents
from warta.stages.quotes.descriptions import Descriptions
from warta.stages.quotes.memory import CONTINUES, Memory, Speaker, extent, gender_of, heads
from warta.stages.quotes.names import OTHER_NAME, Names
from warta.stages.quotes.phrases import Phrase
from warta.stages.quotes.reading import Passage, QuoteLexicon
from warta.stages.quotes.reasons import ANONYMOUS
from warta.stages.quotes.roles import Roles
from warta.stages.quotes.speakers import Phrases

_OTHER = ("lain", "lainnya")


class Resolver:
    """Whom the noun phrases of speakers mean, with a memory of the article so far.

    Args:
        article: the article.
        lexicon: the words of quotations.
    """

    def __init__(self, article: Article, lexicon: QuoteLexicon):
        self.article, self.memory, self.roles = article, Memory(article, lexicon), Roles(lexicon)
        self.people, self.lexicon = self.memory.people, lexicon
        self.names = Names(self.memory)
        self.antecedents = Antecedents(self.memory, self.names)
        self.descriptions = Descriptions(self.memory, self.roles, self.names, self.antecedents)

    def resolve(
        self,
        passage: Passage,
        phrases: Phrases,
        phrase: Phrase,
        *,
        content: str = "",
        before: int | None = None,
        spoken_of: str = "",
    ) -> Speaker:
        """Return the speaker a noun phrase names, of a quotation with this content.

        Args:
            passage: the passage the phrase stands in.
            phrases: the noun phrases of the passage.
            phrase: the phrase.
            content: the quotation.
            before: the atom before which a name of the passage can be a pronoun's antecedent; None for the pronoun's own.
            spoken_of: names in the words, of whom a pronoun is not the antecedent.
        """
        if phrase.kind == "name":
            return self.names.still(passage, phrase) or self.names.named(passage, phrase)
        if phrase.kind == "pronoun":
            atom = passage.atoms[phrase.main]
            after_cue = phrase.governor in ("cue", "source")
            return self.antecedents.pronoun(
                passage,
                phrases,
                atom.start,
                atom.end,
                before=phrase.first if before is None else before,
                plural=phrase.plural,
                after_cue=after_cue,
                speaks=not after_cue,
                content=content,
                spoken_of=spoken_of,
            )
        account = self._account(passage, phrase)
        if account is not None:
            return account
        if phrase.kind == "title":
            return self._titled(passage, phrases, phrase, content)
        other = phrase.core > phrase.first + 1 and passage.atoms[phrase.core - 1].low in _OTHER
        if phrase.kind == "anonymous" or (other and phrase.kind == "group" and not phrase.plural):
            self.memory.withheld = heads(passage, phrase)  # `netizen lain`: one more without a name
            return Speaker(None, None, *extent(passage, phrase), "none", ANONYMOUS)
        if phrase.kind == "unknown":
            return self.names.unknown(passage, phrase)
        spelt = phrase.kind == "organization" and phrase.core == phrase.first + 1
        known = self.names.spelt(passage, phrase) if spelt else None
        if known is None and not phrase.plural:
            known = self.role(passage, phrase)
        if known is None and not phrase.plural and phrase.relation:
            known = self.descriptions.whose(passage, phrase)
        if known is None and phrase.anaphoric and phrase.kind == "organization":
            known = self.descriptions.institution(passage, phrase)
        if known is None and phrase.kind == "group" and not phrase.plural:
            known = self._body(passage, phrase)
        return known or self.names.as_written(passage, phrase, "name")

    def _account(self, passage: Passage, phrase: Phrase) -> Speaker | None:
        """Return whose account speaks: `tulis @rinasari`, `tulis akun itu`."""
        atom, last = passage.atoms[phrase.first], self.memory.last_account
        if phrase.anaphoric and atom.low == "akun" and last is not None:
            start, end = extent(passage, phrase)
            return replace(last, start=start, end=end, resolution="title", margin=0.5)
        owner = self.people.owner(atom.low) if atom.low.startswith("@") else None
        if owner is None:
            return None
        return self.memory.person(owner, atom.start, atom.end, resolution="name", margin=OTHER_NAME)

    def _titled(self, passage: Passage, phrases: Phrases, phrase: Phrase, content: str) -> Speaker:
        """Return whom an office or a description means, and take note of what it says of them: `siswa perempuan itu`."""
        meant = self.descriptions.titled(passage, phrases, phrase, content=content)
        if meant.entity is not None and phrase.anaphoric:
            gender = gender_of(passage.atoms[phrase.first : phrase.core])
            if gender:
                self.memory.genders.setdefault(self.people.one(meant.entity), gender)
            self.descriptions.describe(meant.entity, passage, phrase)  # `Penyanyi asal Kota itu`
        return meant

    def role(self, passage: Passage, phrase: Phrase) -> Speaker | None:
        """Return whom one word stands for: somebody whose name is kept back, or the one victim, witness or suspect."""
        if phrase.core != phrase.first + 1:
            return None
        memory, nouns = self.memory, heads(passage, phrase)
        if phrase.kind == "group" and memory.withheld and memory.withheld == nouns:
            return Speaker(None, None, *extent(passage, phrase), "none", ANONYMOUS)  # `seorang petani`, `kata petani`
        held = memory.holders.get(passage.atoms[phrase.first].low, set())
        if len(held) != 1 or nouns & memory.many:
            return None
        start, end = extent(passage, phrase)
        entity = next(iter(held))
        return self.memory.person(entity, start, end, margin=0.5)

    def _body(self, passage: Passage, phrase: Phrase) -> Speaker | None:
        """Return which organization, or who, a kind of body stands for: `pihak agensi`, `perusahaan itu`."""
        memory, opener = self.memory, passage.atoms[phrase.first]
        start, end = extent(passage, phrase)
        of_it = opener.low == "pihak"
        bare = phrase.core == phrase.first + 1 and "definite body" in opener.classes
        if of_it and phrase.core == phrase.first + 2:
            bare = "kind of body" in passage.atoms[phrase.first + 1].classes
        if not phrase.anaphoric and not bare:
            return None
        head = phrase.first + of_it
        body = memory.bodies.get(passage.atoms[head].low) if head < phrase.core <= head + 2 else None
        if body is not None:
            return replace(body, start=start, end=end, resolution="title", margin=0.6)
        found = self.descriptions.institution(passage, phrase) or self.descriptions.by_description(passage, phrase)
        if found is not None:
            return found
        last = memory.last
        if last is not None and last.name and not last.person and memory.lately(passage):
            return replace(last, start=start, end=end, resolution="title", margin=0.5)
        length = 2 if "possessed" in opener.classes else 4
        if memory.last_organization is not None and phrase.core - phrase.first <= length:
            return replace(memory.last_organization, start=start, end=end, resolution="title", margin=0.5)
        return None

    def goes_on(self, passage: Passage, phrase: Phrase) -> Speaker | None:
        """Return the last speaker where a description can be theirs: somebody with a name, in one of the last passages."""
        memory = self.memory
        last, since = memory.last_quoted, passage.no - memory.last_quoted_passage
        told = memory.last is not None and memory.last.person and memory.last.entity is not None
        if (
            told
            and memory.last is not None
            and not memory.initials_told
            and memory.last_passage > memory.last_quoted_passage
        ):
            last, since = memory.last, passage.no - memory.last_passage  # whose words were told, not quoted
        if last is None or last.entity is None or since > CONTINUES:
            return None
        gender = gender_of(passage.atoms[phrase.first : phrase.core])
        means = self.lexicon.meanings.get(passage.atoms[phrase.first].low, frozenset())
        holders = self.descriptions.held_by(means, but=extent(passage, phrase)) if means else set()
        held = {entity for entity in holders if ("e", entity) in self.memory.spoken}
        if not self.memory.can_be(last.entity, gender) or (held and last.entity not in held):
            return None
        start, end = extent(passage, phrase)
        return replace(last, start=start, end=end, resolution="title", margin=0.6)
