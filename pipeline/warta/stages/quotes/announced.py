"""Who a passage without a quotation announces, asks, meets or answers: whose words may follow."""

from __future__ import annotations

from warta.stages.quotes import direct
from warta.stages.quotes.phrases import SPEAKER_NOUNS, Phrase
from warta.stages.quotes.speakers import Phrases


def announced(phrases: Phrases) -> Phrase | None:
    """Return who a passage that tells nobody's words shows to be about to speak, by no cue of speech.

    Args:
        phrases: the noun phrases of the passage.

    Returns:
        the noun phrase, or None where the passage shows nobody.
    """
    found = (read(phrases) for read in (_agrees, _opened_by, _interviewed, _reacts, _met, _answered_by))
    return next((phrase for phrase in found if phrase is not None), None)


def headed_by(phrases: Phrases) -> Phrase | None:
    """Return whose words follow a line with nothing but a name and what they are: `Rina Sari (Pelatih Warta FC)`."""
    atoms = phrases.atoms
    if len(atoms) < 4 or "name:PER" not in atoms[0].classes or atoms[1].low != "(" or atoms[-1].low != ")":
        return None
    titled = bool(atoms[2].classes & SPEAKER_NOUNS) and not any(a.low in "()" for a in atoms[2:-1])
    return phrases.phrases[0] if titled and phrases.phrases else None


def _interviewed(phrases: Phrases) -> Phrase | None:
    """Return who is said to have been asked, in a passage that tells nobody's words: `Rina yang ditemui di posko hanya menunduk.`"""
    atoms = phrases.atoms
    at = next((k for k, atom in enumerate(atoms) if "asked" in atom.classes), None)
    if at is None or any(a.classes & {"negation", "unwilling"} for a in atoms[max(0, at - 3) : at]):
        return None
    spoken = ("name", "title", "pronoun")
    led = next((p for p in phrases.phrases if p.kind in spoken and p.governor in ("start", "comma")), None)
    return led if led is not None and not led.plural else None


def _reacts(phrases: Phrases) -> Phrase | None:
    """Return who answers with a gesture or breaks in, with which a clause ends: `Rina langsung memotong.`, `Rina tersenyum malu saat ditegur.`"""
    atoms = phrases.atoms
    for k, atom in enumerate(atoms):
        if "reacting" not in atom.classes or any("negation" in a.classes for a in atoms[max(0, k - 2) : k]):
            continue
        after = k + 1
        while after < len(atoms) and atoms[after].classes & {"adverb", "manner"}:
            after += 1
        ends = after == len(atoms) or atoms[after].kind == "mark" or atoms[after].classes & {"time", "sub", "conj"}
        subject, _ = phrases.subject(k) if ends else (None, "")
        if subject is not None and subject.kind in ("name", "title", "pronoun") and not subject.plural:
            return subject
    return None


def _met(phrases: Phrases) -> Phrase | None:
    """Return whom the reporter meets: `Saya menemui Rina Sari di posko.`, `Di pojok, kami berkenalan dengan Rina Sari (22), mahasiswa`."""
    atoms = phrases.atoms
    for k, atom in enumerate(atoms):
        if "meeting" not in atom.classes or any(a.classes & {"negation", "sub"} for a in atoms[max(0, k - 3) : k]):
            continue
        reporter = atoms[max(0, k - 3) : k]
        if not any(a.classes & {"pronoun:first", "reporter"} or "." in a.low[:-1] for a in reporter):
            continue
        after = k + 1
        while after < len(atoms) and atoms[after].low in ("dengan", "seorang", "langsung", "salah satu"):
            after += 1
        phrase = phrases.parse(after, governor="cue")
        return phrase if phrase is not None and phrase.kind in ("name", "title") and not phrase.plural else None
    return None


def _opened_by(phrases: Phrases) -> Phrase | None:
    """Return whose words a passage announces without a cue: `Kritik datang dari Rina Sari.`, `Rina Sari berbicara dengan suara bergetar:`."""
    atoms = phrases.atoms
    if atoms and atoms[-1].low == ":":
        kinds, places = ("name", "title", "pronoun"), ("start", "comma")
        return next((p for p in phrases.phrases[:4] if p.kind in kinds and p.governor in places), None)
    for k in range(1, len(atoms) - 1):
        if atoms[k].low == "kata" and atoms[k - 1].low == "apa" and atoms[-1].low == "?":
            phrase = phrases.parse(k + 1, governor="cue")  # `Lantas apa kata Rina Sari?`
            return phrase if phrase is not None and phrase.kind in ("name", "title") else None
    for k in range(1, len(atoms) - 2):
        opinion = "opinion" in atoms[0].classes or atoms[0].low in ("satu", "salah satu")
        if atoms[k].low == "datang" and atoms[k + 1].low == "dari" and opinion:
            phrase = phrases.parse(k + 2, governor="cue")
            return phrase if phrase is not None and phrase.kind == "name" else None
    return None


def _answered_by(phrases: Phrases) -> Phrase | None:
    """Return who answers what was said, with whom a sentence ends: `Jawaban itu langsung dipotong Rina.`, `Penjelasan tersebut belum memuaskan Rina.`"""
    atoms = phrases.atoms
    for k, atom in enumerate(atoms):
        answers = atom.classes & {"answered by", "unsatisfied"}
        if not answers or not any("determiner" in a.classes for a in atoms[:k]):
            continue
        if any(a.low == "yang" or a.classes & {"sub", "time"} for a in atoms[:k]):
            return None
        phrase = direct.agent(phrases, k)
        if phrase is None or phrase.kind not in ("name", "title") or phrase.plural:
            return None
        rest = atoms[phrase.last :]
        ends = not rest or rest[0].kind == "mark" or atoms[phrase.last - 1].low == ","
        return phrase if ends else None
    return None


def _agrees(phrases: Phrases) -> Phrase | None:
    """Return who is said to agree, in a passage that tells nobody's words: `Senada dengan Rina Sari, warga lain.`"""
    atoms = phrases.atoms
    for k in range(min(3, len(atoms) - 2)):
        if "agreeing" in atoms[k].classes:
            k += 1
            while k + 1 < len(atoms) and ("adverb" in atoms[k].classes or atoms[k].low in ("pula", "dengan")):
                k += 1
            phrase = phrases.parse(k)
            spoken = any(a.cue("active", "short", "passive") for a in atoms[k:])
            return phrase if phrase is not None and phrase.kind == "name" and not spoken else None
    return None
