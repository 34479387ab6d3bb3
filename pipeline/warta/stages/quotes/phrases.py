"""The noun phrases that may name a speaker, and the words they are told by."""

from __future__ import annotations

from dataclasses import dataclass

from warta.stages.quotes.reading import Atom

#: How many atoms a title may reach over to its name ("Kepala Bidang Data pada Dinas Sosial Kota …, Budi").
REACH = 24
#: What stands before a phrase that can be a subject.
FREE = ("start", "comma", "conj", "sub")
#: What says that a name follows.
NAMED = ("bernama", "berinisial")
#: The same inside a phrase.
CALLED = (*NAMED, "inisial")
#: What says that somebody held an office once.
FORMER = ("mantan", "eks")
#: Classes of nouns for people and bodies.
SPEAKER_NOUNS = frozenset(
    {"noun:title", "noun:relation", "noun:person", "noun:group", "noun:collective", "noun:anonymous"}
)
#: Classes of names of places.
PLACES = frozenset({"name:GPE", "name:LOC", "name:FAC"})
#: Classes of words that are in no name and head no noun phrase.
FUNCTION = frozenset(
    {
        "prep",
        "sub",
        "time",
        "conj",
        "adverb",
        "negation",
        "modal",
        "purpose",
        "determiner",
        "connector",
        "addressee",
        "source",
        "calendar",
        "degree",
    }
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase that may name a speaker.

    Args:
        first: its first atom.
        last: one past its last atom, an apposition with its comma included.
        core: one past the last atom before the apposition.
        kind: `name` (a person), `organization`, `place`, `pronoun`, `title`, `group`, `anonymous`, `document`, or
            `unknown` for capital words that are nothing known.
        main: the atom that names the speaker: the name, the pronoun; for the others the first atom of the head.
        governor: what stands before: `start`, `comma`, `conj`, `sub`, `prep`, `verb`, `other`.
        anaphoric: ends in a determiner (`menteri itu`), so it speaks of somebody named before.
        plural: the phrase speaks of several.
        listed: it is a further item of a list that depends on a preposition or a verb, so that it is no subject.
    """

    first: int
    last: int
    core: int
    kind: str
    main: int
    governor: str = "start"
    anaphoric: bool = False
    plural: bool = False
    relation: bool = False
    listed: bool = False


def is_verb(atom: Atom) -> bool:
    """Tell whether a word is a finite verb, by its tag where a tagger ran, else by its form."""
    if atom.kind != "word":
        return False
    if atom.cue("active", "passive"):
        return True
    if atom.capital or atom.classes & SPEAKER_NOUNS or atom.classes & {"prep", "field"}:
        return False
    if atom.upos is not None:
        return atom.upos == "VERB" or "reacting" in atom.classes  # `Terdakwa terdiam agak lama`
    low = atom.low
    if len(low) < 5 or "-" in low:
        return low in ("tiba", "akan", "ada")
    if low.startswith(("menjadi", "merupakan")):
        return True
    if low.startswith(("ber", "ter", "di")):
        return "not_verb" not in atom.classes
    return low.startswith(("mem", "men", "meng", "meny", "me")) and "not_verb" not in atom.classes
