"""Attribute quoted pieces: which are speech, with which cue and by whom."""

from __future__ import annotations

from dataclasses import dataclass

from warta.stages.quotes.phrases import FREE, Phrase, is_verb
from warta.stages.quotes.reading import Atom
from warta.stages.quotes.speakers import Phrases

#: A quoted piece of fewer words, with no cue next to it, is a term or a title rather than speech.
FLOATING_WORDS = 4
_SEPARATORS = ",:;–—-"


@dataclass(frozen=True, slots=True)
class Attribution:
    """The cue and the speaker of a quoted piece.

    Args:
        rule: which pattern holds.
        cue: the atom of the cue, or None.
        speaker: the noun phrase of the speaker, or None where it is to be carried over.
        pronoun: offsets of a speaker that is the clitic of the cue, or None.
        first: first atom of the attribution.
        last: one past its last atom.
        how: how the subject was found.
    """

    rule: str
    cue: Atom | None
    speaker: Phrase | None
    pronoun: tuple[int, int] | None
    first: int
    last: int
    how: str = "adjacent"


def after(phrases: Phrases, at: int) -> Attribution | None:
    """Return the attribution that follows the quoted piece at an atom: `"…," kata Rina`."""
    atoms = phrases.atoms
    j = at + 1
    comma = False
    while j < len(atoms) and atoms[j].kind == "mark" and atoms[j].low in ',.–—-;"”“‘’':
        comma = comma or atoms[j].low in ",–—-"
        j += 1
    if j >= len(atoms):
        return None
    first = j
    while (
        j + 1 < len(atoms)
        and (atoms[j].low in _LEADS or "adverb" in atoms[j].classes)
        and atoms[j + 1].cue("short", "passive", "source")
    ):
        j += 1
    said = _statement(phrases, j)
    if said is not None:
        return said
    atom = atoms[j]
    cue = atom.cue("short", "source", "passive")
    if cue is not None and (cue.form != "passive" or atom.clitic or agent(phrases, j) is not None):
        if atom.clitic and not _named_twice(phrases, j):
            return Attribution("direct.after.nya", atom, None, (atom.clitic, atom.end), first, j + 1)
        phrase = agent(phrases, j)
        if phrase is not None and atom.low == "bunyi" and phrase.kind == "title":
            return Attribution("direct.after", atom, None, None, first, j + 1, "document")  # `bunyi pesan suara itu`
        if phrase is not None:
            if phrase.kind == "other":
                phrase = None
            return Attribution("direct.after", atom, phrase, None, first, phrase.last if phrase else j + 1)
        stands = j + 1 < len(atoms) and bool(atoms[j + 1].classes & {"prep", "time"}) and _comma_inside(phrases, at)
        if cue.form == "short" and (stands or atom.low not in _NOT_ALONE):
            kinds: frozenset[str] = atoms[j + 1].classes if j + 1 < len(atoms) else frozenset()
            document = atom.low == "bunyi" or "report:document" in kinds
            stated = "report:utterance" in kinds and j + 2 < len(atoms) and "determiner" in atoms[j + 2].classes
            how = "document" if document else "statement" if stated else "missing"
            return Attribution("direct.after", atom, None, None, first, j + 1, how)
        return None
    quoted = atoms[at].quoted
    other = _other_verb(phrases, at, j, comma)
    if other is not None:
        return other
    phrase = phrases.parse(j, governor="start")
    if phrase is not None and phrase.kind not in ("other", "document"):
        k = phrase.last
        while k < len(atoms) and (atoms[k].classes & {"adverb"} or atoms[k].low == ","):
            k += 1
        if k < len(atoms) and atoms[k].cue("active") and "quote" in takes(atoms[k]):
            return Attribution("direct.after.subject", atoms[k], phrase, None, first, k + 1)
        speaks = phrase.kind in ("name", "pronoun", "title") and quoted is not None and quoted.words >= FLOATING_WORDS
        apart = comma or _comma_inside(phrases, at)
        if speaks and k < len(atoms) and is_verb(atoms[k]) and not atoms[k].cues and apart:
            return Attribution("direct.after.subject", atoms[k], phrase, None, first, k + 1)
        if (comma or _comma_inside(phrases, at)) and phrase.kind in ("name", "pronoun") and quoted is not None:
            following = atoms[phrase.last] if phrase.last < len(atoms) else None
            if following is None or following.low in ".," or following.classes & {"prep", "time"}:
                return Attribution("direct.after.name", None, phrase, None, first, phrase.last)
    return None


def _named_twice(phrases: Phrases, j: int) -> bool:
    """Tell whether a person's name closes an attribution whose cue has a clitic already: `katanya Rina.`, `katanya Camat Kota, Rina.`"""
    atoms = phrases.atoms
    if j + 1 < len(atoms) and atoms[j + 1].capital and "noun:title" in atoms[j + 1].classes:
        phrase = agent(phrases, j)
        return phrase is not None and phrase.kind == "name"
    trades = {"noun:group", "noun:title", "noun:relation", "noun:person"}  # `jelasnya Rina sopir truk`
    return (
        j + 2 < len(atoms)
        and "name:PER" in atoms[j + 1].classes
        and (atoms[j + 2].low in ".," or bool(atoms[j + 2].classes & ({"prep", "time"} | trades)))
    )


#: Verbs that say in what a text stands, and where people and bodies have accounts.
_STANDS = ("tertulis", "tertuang", "tercantum")
_PLATFORMS = ("instagram", "facebook", "twitter", "tiktok", "youtube", "x", "akun", "milik")


def _statement(phrases: Phrases, j: int) -> Attribution | None:
    """Return the attribution by a statement that is quoted from: `"…," demikian dikutip dari pernyataan resmi Polda Kota`."""
    atoms = phrases.atoms
    opens = atoms[j].low in ("demikian", "begitu")
    if not opens and not (atoms[j].low in _STANDS and j + 1 < len(atoms) and "prep" in atoms[j + 1].classes):
        return None
    k = j + 1
    while k < len(atoms) and atoms[k].classes & {"adverb", "quoted from"}:
        k += 1
    message = k < len(atoms) and "message" in atoms[k].classes
    told = k < len(atoms) and any(c.startswith("report:") for c in atoms[k].classes)
    if k >= len(atoms) or not (message or told or atoms[k].low in _PLATFORMS):
        return None
    cue, text = atoms[k], "report:document" in atoms[k].classes
    k += 1
    while k < len(atoms) and (
        atoms[k].low in ("resmi", "tertulis", "dari", "pers", "dalam")
        or atoms[k].low in _PLATFORMS
        or atoms[k].classes & {"adverb", "report:document", "report:publication", "message"}
    ):
        k += 1
    if message and k + 2 < len(atoms) and atoms[k].low == "yang" and atoms[k + 1].low.startswith("di"):
        k += 3 if atoms[k + 2].low == "oleh" else 2  # `begitu isi pesan yang dikirim oleh Rina`
    phrase = phrases.after_cue(k)
    if (
        phrase is None
        or phrase.kind in ("document", "pronoun", "place")
        or (text and phrase.kind in ("group", "unknown") and not phrase.anaphoric)
    ):
        return None
    return Attribution("direct.after", cue, phrase, None, j, phrase.last)


def _other_verb(phrases: Phrases, at: int, j: int, comma: bool) -> Attribution | None:
    """Return the attribution by a bare word that is no cue in the lexicon: `"…," isak Rina`, `"…?" protesnya`."""
    atoms, quoted = phrases.atoms, phrases.atoms[at].quoted
    atom = atoms[j]
    if quoted is None or quoted.words < 3 or atom.kind != "word" or atom.capital or len(atom.low) < 4:
        return None
    if (
        atom.cues
        or not atom.low.isalpha()
        or atom.classes - {"predicate", "continuing", "opinion", "told briefly"}
        or atom.upos in ("ADP", "SCONJ", "CCONJ", "DET", "PRON", "NUM")
    ):
        return None
    text = phrases.text
    if not (_comma_inside(phrases, at) or text[quoted.inner_end - 1] in ".?!…" or "told briefly" in atom.classes):
        return None
    following = atoms[j + 1] if j + 1 < len(atoms) else None
    if atom.low.endswith("nya") and len(atom.low) > 6:
        if following is None or following.kind == "mark" or following.classes & {"prep", "time", "adverb", "calendar"}:
            return Attribution("direct.after.nya", atom, None, (atom.end - 3, atom.end), j, j + 1)
        return None
    if atom.low.startswith(("me", "ber", "ter", "di")) and is_verb(atom):
        return None
    phrase = phrases.after_cue(j + 1)
    if phrase is None or phrase.kind not in ("name", "title", "pronoun"):
        return None
    return Attribution("direct.after", atom, phrase, None, j, phrase.last)


def _comma_inside(phrases: Phrases, at: int) -> bool:
    quoted = phrases.atoms[at].quoted
    if quoted is None:
        return False
    text = phrases.text
    return quoted.closed and "," in text[quoted.inner_end : quoted.end]


def takes(atom: Atom) -> frozenset[str]:
    """Return what the cue at an atom can take, in any of its forms."""
    return frozenset().union(*(c.takes for c in atom.cues)) if atom.cues else frozenset()


def agent(phrases: Phrases, j: int) -> Phrase | None:
    """Return the noun phrase after a bare cue, passive or source preposition, over `oleh` and adverbs."""
    atoms = phrases.atoms
    k = j + 1
    while (
        k < len(atoms)
        and (atoms[k].classes & {"adverb", "manner"} or atoms[k].low in ("oleh", "dengan", "tegas"))
        and not atoms[k].capital
    ):
        k += 1
    if k + 1 < len(atoms) and atoms[k].cue("short") and not atoms[k].clitic and atoms[k].low in _CUES:
        k += 1  # `kata ujar Rina`
    while k < len(atoms) and (
        "report:utterance" in atoms[k].classes
        or ("report:publication" in atoms[k].classes and k + 1 < len(atoms) and _issues(atoms[k + 1]))
    ):
        k += 1  # `tulis keterangan resmi Warta Raya`
    phrase = phrases.after_cue(k)
    if phrase is not None and phrase.kind != "name" and "report:document" in atoms[k].classes:
        return None
    return phrase


def _issues(atom: Atom) -> bool:
    """Tell whether an organization begins at an atom, by its name or its kind."""
    return atom.kind == "name" or "noun:collective" in atom.classes


#: Bare cues that are other words as well, so that they stand for a cue only next to a speaker, or after a comma and before an adverbial.
_NOT_ALONE = frozenset({"demikian", "begitu", "aku", "jelas", "tutup", "lanjut", "terus"})
_CUES = frozenset({"kata", "ujar", "ucap", "tutur", "ungkap"})
_LEADS = frozenset({"masih", "demikian", "begitu", "itulah", "seperti", "sebagaimana", "lagi", "kembali"})


def _opening(phrases: Phrases) -> Phrase | None:
    """Return the person whose name opens a passage as its subject, None where none does."""
    first = phrases.phrases[0] if phrases.phrases else None
    return first if first is not None and first.kind == "name" and first.governor == "start" else None


def before(phrases: Phrases, at: int) -> Attribution | None:
    """Return the attribution that stands before the quoted piece at an atom: `Rina mengatakan, "…"`."""
    atoms = phrases.atoms
    p = at - 1
    separator = ""
    if p >= 0 and atoms[p].kind == "mark" and atoms[p].low in _SEPARATORS:
        separator = atoms[p].low
        p -= 1
    if p >= 0 and atoms[p].low == "bahwa":
        separator = separator or "bahwa"
        p -= 1
        if p >= 0 and atoms[p].low == ",":
            p -= 1
    if p < 0:
        return None
    while p > 0 and atoms[p].kind == "mark" and atoms[p].low == ",":
        p -= 1
    low = p
    while low >= 0 and atoms[low].kind != "quoted":
        low -= 1
    for k in range(p, low, -1):
        atom = atoms[k]
        if not atom.cues:
            continue
        if k < p and separator == "":
            break
        if k < p and separator != ":" and not _only_adjuncts(atoms, k + 1, p + 1, phrases, atom):
            continue
        cue = atom.cue("active")
        of_thing = bool(atom.clitic) and separator == ":" and atom.low.startswith("me")
        if cue is not None and (not atom.clitic or of_thing):  # `Rina menyebutnya sebagai janji: "…"`
            if "quote" not in takes(atom) and separator not in (":", "bahwa") and "request" not in takes(atom):
                continue
            subject, how = phrases.subject(k)
            if how == "missing" and k > 0 and k - 1 > low and atoms[k - 1].classes & {"noun:title"}:
                subject = None
            if subject is None and k > 0 and atoms[k - 1].low == "untuk":
                continue  # `keberanian untuk bertanya "…"`: nobody does
            if subject is None and separator == ":":
                subject = _opening(phrases)  # `Rina masih mengingat cara dokter itu meyakinkan warga: "…"`
            return Attribution("direct.before", atom, subject, None, k, at, how)
        cue = atom.cue("source", "passive", "short")
        if cue is not None:
            if cue.form == "short" and not (
                k == low + 1 or atoms[k - 1].kind == "mark" or atom.clitic or "connector" in atoms[k - 1].classes
            ):
                continue
            if atom.clitic:
                return Attribution("direct.before.nya", atom, None, (atom.clitic, atom.end), k, at)
            led = next(phrases.ending_by(k), None)
            if (
                cue.form == "short"
                and led is not None
                and led.last == k
                and led.kind == "name"
                and led.governor in FREE
            ):
                # `Rina Sari, ibu siswa, ingat betul hari itu: "…"`
                return Attribution("direct.before", atom, led, None, k, at, "adjacent")
            phrase = agent(phrases, k)
            if phrase is not None and phrase.last <= at:
                return Attribution("direct.before.agent", atom, phrase, None, k, at)
            if cue.form == "passive" and k == p and k == low + 1 and separator:
                return Attribution("direct.before", atom, None, None, k, at, "missing")  # `Ditambahkan, "…."`
    if separator == "" and phrases.phrases and phrases.phrases[-1].last == at and low < 0:
        phrase = phrases.phrases[-1]
        first = [p for p in phrases.phrases[:2] if p.kind == "name" and p.governor in ("start", "comma")]
        if phrase.kind in ("organization", "title", "name") and first and first[0].first <= 2:
            return Attribution("direct.before.name", None, first[0], None, first[0].first, at)
    if separator == ":":
        for phrase in phrases.ending_by(p + 1):
            if phrase.first <= low:
                break
            if phrase.kind in ("name", "title", "organization", "pronoun", "group"):
                if phrase.governor in ("prep", "source") and phrase.kind != "name":
                    continue
                return Attribution("direct.colon", None, phrase, None, phrase.first, at)
        wording = "wording" in atoms[p].classes  # `butir keempat yang berbunyi: "…"`
        return Attribution("direct.colon", None, None, None, p, at, "document" if wording else "missing")
    return None


def _only_adjuncts(atoms: tuple[Atom, ...], start: int, end: int, phrases: Phrases, cue: Atom) -> bool:
    """Tell whether only an addressee and adverbials stand between a cue and its quotation."""
    if cue.cue("source", "passive", "short"):
        return not any(is_verb(a) for a in atoms[start:end] if not a.classes & {"time"}) or end - start < 12
    first = atoms[start]
    if first.classes & {"prep", "time", "addressee", "adverb", "determiner", "source"} or first.kind == "mark":
        return True
    return end - start <= 4 and not any(is_verb(a) for a in atoms[start:end])


def near(phrases: Phrases, at: int) -> Attribution | None:
    """Return the subject of the passage as speaker of a long quotation after a comma, whatever verb stands there."""
    atoms = phrases.atoms
    if at == 0 or atoms[at - 1].low not in (",", "."):
        return None
    for phrase in phrases.phrases[:8]:
        if (
            phrase.last <= at
            and phrase.governor in ("start", "comma")
            and phrase.kind in ("name", "pronoun", "title", "group")
        ):
            return Attribution("direct.near", None, phrase, None, phrase.first, at)
    return None
