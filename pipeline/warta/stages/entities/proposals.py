"""What the sources of names propose, and the lexicons they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from warta.core.article import Label, Token
from warta.lexicon import Resources, load
from warta.lexicon.countries import Countries
from warta.lexicon.phrases import Phrases


def words_of(role: str) -> frozenset[str]:
    """Return the words with a role in the grammar of names (`name_words.tsv`)."""
    return frozenset(r["word"] for r in load("name_words") if r["role"] == role)


#: Marks that stand at the edges of names and never inside.
QUOTES = frozenset("\"'“”‘’«»()[]{}")
#: Capitalised words no name goes on with.
STOPS = words_of("stop")


@dataclass(frozen=True)
class Proposal:
    """A span of words [first, last) of one sentence that may be a mention.

    Args:
        first: number of its first word in the sentence.
        last: number after its last word.
        label: kind of name.
        score: how sure its source is, 0 to 1.
        origin: its source.
    """

    first: int
    last: int
    label: Label
    score: float
    origin: str


class NameLexicons:
    """The lexicons that say where names begin and end, as phrases over words.

    Args:
        resources: gives the lexicons of places, organizations, heads of names, ranks, honorifics, offices and degrees.
    """

    def __init__(self, resources: Resources):
        self.countries = Countries(resources)
        places: dict[str, tuple[Label, bool]] = {}
        for row in resources.lexicon("places"):
            places[row["name"]] = (label_of(row["label"]), row["ambiguous"] == "1")
        self.places: Phrases[tuple[Label, bool]] = Phrases(places.items(), fold=False)
        self.places_upper: Phrases[tuple[Label, bool]] = Phrases(
            ((n.upper(), v) for n, v in places.items()), fold=False
        )
        listed = resources.lexicon("organizations")
        names = {n: r["full_name"] for r in listed for n in (r["full_name"], r["name"]) if n}
        self.organizations = Phrases(names.items(), fold=False)
        self.organization_heads = Phrases(
            ((r["head"], r["kind"]) for r in resources.lexicon("organization_heads")), fold=False
        )
        self.place_heads: Phrases[Label] = Phrases(
            ((r["head"], label_of(r["label"])) for r in resources.lexicon("place_heads")), fold=False
        )
        self.event_heads: Phrases[Label] = Phrases(
            ((r["head"], label_of(r["label"])) for r in resources.lexicon("event_heads")), fold=False
        )
        self.ranks = Phrases(((r["rank"], r["service"]) for r in resources.lexicon("ranks")), fold=False)
        self.honorifics = Phrases(((r["form"], r["kind"]) for r in resources.lexicon("honorifics")), fold=False)
        self.offices = Phrases(((r["head"], r["kind"]) for r in resources.lexicon("office_heads")), fold=True)
        self.leads = Phrases(
            ((r["head"], r["takes"] == "organization") for r in resources.lexicon("office_heads")), fold=True
        )
        degrees = [r["degree"] for r in resources.lexicon("degrees")]
        self.degrees = Phrases(
            ((d, True) for d in [*(d.removesuffix(".") for d in degrees if "." in d[:-1]), *degrees]), fold=False
        )
        self.not_names = Phrases(((r["form"], True) for r in resources.lexicon("not_names")), fold=False)
        self.first_names = frozenset(r["word"] for r in resources.lexicon("family_names"))
        self.common = frozenset(r["word"] for r in resources.lexicon("sentence_openers"))

    def office_before(self, words: Sequence[str], first: int) -> bool:
        """Tell whether a capitalised office ends right before word `first`."""
        match = self.offices.match_ending(words, first)
        return match is not None and words[first - 1][:1].isupper()


def surface(tokens: Sequence[Token], p: Proposal) -> str:
    """Return the words of a proposal."""
    return " ".join(t.text for t in tokens[p.first : p.last])


def label_of(text: str) -> Label:
    """Return a label given as text.

    Raises:
        KeyError: there is no such label.
    """
    labels: dict[str, Label] = {
        "PER": "PER",
        "ORG": "ORG",
        "GPE": "GPE",
        "LOC": "LOC",
        "FAC": "FAC",
        "NORP": "NORP",
        "EVENT": "EVENT",
        "LAW": "LAW",
        "PRODUCT": "PRODUCT",
        "WORK": "WORK",
    }
    return labels[text]
