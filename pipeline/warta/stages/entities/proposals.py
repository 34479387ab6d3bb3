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
#: Words after which the name of a country or place is none: `dolar Singapura`.
NO_PLACE_AFTER = words_of("no-place-after")
#: Words after which a people's name stands: `suku Dayak`.
PEOPLES = words_of("people-before")
#: Words after which a company's name is its product's: `akun Instagram`.
PRODUCTS = words_of("product-before")
#: Words that name an office or begin a name: `Raja Juli`, `Hakim Lubis`.
ALSO_NAMES = words_of("also-name")
#: Words that follow `I` and `Ni` in Balinese names.
BALINESE = words_of("balinese")
#: Heads of roads' names, after which a city is a name of its own: `Jalan Budi Luhur Medan`.
ROADS = words_of("road")
#: Offices whose complement is the field of a ministry, not an organization.
MINISTERS = words_of("minister")
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


#: What `not_names` says of words for people.
_PEOPLE = ("people", "workers", "citizens", "civil servants", "age group")


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
        self.regions = frozenset(row["name"] for row in resources.lexicon("places") if row["country"] == "ID")
        self.places: Phrases[tuple[Label, bool]] = Phrases(places.items(), fold=False)
        self.places_upper: Phrases[tuple[Label, bool]] = Phrases(
            ((n.upper(), v) for n, v in places.items()), fold=False
        )
        self.districts = Phrases(((r["name"], True) for r in resources.lexicon("districts")), fold=False)
        listed = resources.lexicon("organizations")
        names = {n: r["full_name"] for r in listed for n in (r["full_name"], r["name"]) if n}
        #: Companies whose name mostly stands for what they make.
        self.brands = frozenset(r["name"] for r in listed if r["kind"] == "brand")
        self.organizations = Phrases(names.items(), fold=False)
        self.organization_heads = Phrases(
            ((r["head"], r["kind"]) for r in resources.lexicon("organization_heads")), fold=False
        )
        self.place_heads: Phrases[Label] = Phrases(
            ((r["head"], label_of(r["label"])) for r in resources.lexicon("place_heads")), fold=False
        )
        #: Labels of credits, and whether the names follow without a colon.
        self.credit_labels: Phrases[bool] = Phrases(
            ((r["label"], r["bare"] == "1") for r in resources.lexicon("credit_labels")), fold=False
        )
        self.event_heads: Phrases[Label] = Phrases(
            ((r["head"], label_of(r["label"])) for r in resources.lexicon("event_heads")), fold=False
        )
        ranks = {r["rank"]: r["service"] for r in resources.lexicon("ranks")}
        ranks |= {r.capitalize(): s for r, s in ranks.items() if r.isupper() and r.capitalize() not in ranks}
        self.ranks = Phrases(ranks.items(), fold=False)
        self.honorifics = Phrases(((r["form"], r["kind"]) for r in resources.lexicon("honorifics")), fold=False)
        self.offices = Phrases(((r["head"], r["kind"]) for r in resources.lexicon("office_heads")), fold=True)
        self.leads = Phrases(
            ((r["head"], r["takes"] == "organization") for r in resources.lexicon("office_heads")), fold=True
        )
        degrees = [r["degree"] for r in resources.lexicon("degrees")]
        self.degrees = Phrases(
            ((d, True) for d in [*(d.removesuffix(".") for d in degrees if "." in d[:-1]), *degrees]), fold=False
        )
        no_names = resources.lexicon("not_names")
        self.not_names = Phrases(((r["form"], True) for r in no_names), fold=False)
        #: What somebody is, in capitals: `TKW`, `PKL`.
        self.people = frozenset(r["form"] for r in no_names if r["why"] in _PEOPLE)
        self.first_names = frozenset(r["word"] for r in resources.lexicon("family_names"))
        cues, nouns = resources.lexicon("cue_verbs"), resources.lexicon("speaker_nouns")
        self.bare_cues = frozenset(r["cue"] for r in cues if r["form"] == "short")
        self.active_cues = frozenset(r["cue"] for r in cues if r["form"] == "active")
        #: Nouns for people by office, trade or group, and those for somebody who is not named: `lainnya`.
        self.trades = frozenset(r["noun"] for r in nouns if r["class"] in ("title", "group", "person"))
        self.nameless = frozenset(r["noun"] for r in nouns if r["class"] == "anonymous")
        self.common = frozenset(r["word"] for r in resources.lexicon("sentence_openers"))
        self.function = frozenset(r["word"] for r in resources.lexicon("function_words"))
        self.roots = frozenset(r["word"] for r in resources.lexicon("root_words"))
        self.laws = Phrases(
            ((r["name"], True) for r in resources.lexicon("law_kinds") if "*" not in r["name"]), fold=False
        )
        self.tails: Phrases[Label] = Phrases(
            ((r["tail"], label_of(r["label"])) for r in resources.lexicon("name_tails")), fold=False
        )

    def form(self, words: Sequence[str], i: int) -> int | None:
        """Return how many words of a rank or honorific, which belong to no name, begin at word `i`, or None."""
        match = self.ranks.match_at(words, i) or self.honorifics.match_at(words, i)
        if match is None or match[1] == "name" or (match[1] == "nick" and not self.full_name(words, i + match[0])):
            return None
        return match[0]

    @staticmethod
    def full_name(words: Sequence[str], i: int) -> bool:
        """Tell whether two capitalised words stand at word `i`: `Gus Rofiq Mustofa`, but `Gus Dur`."""
        return all(k < len(words) and words[k][:1].isupper() for k in (i, i + 1))

    def known_place(self, words: Sequence[str], i: int) -> int | None:
        """Return how many words of a listed place or country begin at word `i`, or None; common words do not count."""
        place, country = self.places.match_at(words, i), self.countries.match(words, i)
        if place and place[1][1]:
            place = None
        return max((m[0] for m in (place, country) if m), default=None)

    def attributed(self, words: Sequence[str], i: int) -> bool:
        """Tell whether the bare cue of a quotation stands right before word `i`: `"…," kata Sari`, but not `tanggung jawab Vietnam`."""
        return i > 0 and words[i - 1] in self.bare_cues and (i < 2 or not words[i - 2][:1].isalnum())

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
