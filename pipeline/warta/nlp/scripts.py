"""Edit scripts that turn a word form into its lemma, so that a lemmatizer is a classifier.

A script is `R?|strip|add|strip|add|case`: for a reduplication (`R`) work on the part after the last hyphen; strip so
many letters in front and write others there, the same at the end; `k` keeps the form's capitals, `l` writes lower case.
`menyetujui` to `setuju` is `|4|s|1||l`.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

#: What Indonesian words take in front and at the end (Sneddon et al., Indonesian: A Comprehensive Grammar, 2010, chapter 1), stacked.
_PREFIXES = re.compile(r"(?:di|ku|kau|ke|se|ter?|be[rl]?|me(?:ny|nge?|[nm])?|pe(?:ny|nge?|[nmrl])?)*")
_SUFFIXES = re.compile(r"(?:kan|an|i|nya|lah|kah|tah|pun|ku|mu|wan|wati)*")


def find(form: str, lemma: str) -> str:
    """Return the script that turns `form` into `lemma`.

    >>> find("menyetujui", "setuju")
    '|4|s|1||l'
    >>> find("negara-negara", "negara")
    'R|0||0||l'
    """
    mark = ""
    if "-" in form and "-" not in lemma:
        mark, form = "R", form.rpartition("-")[2]
    low, target = form.lower(), lemma.lower()
    case = "k" if lemma != target else "l"
    if low == target:
        return f"{mark}|0||0||{'k' if form == lemma and form != low else case}"
    match = SequenceMatcher(None, low, target, autojunk=False).find_longest_match()
    front, back = target[: match.b], target[match.b + match.size :]
    return f"{mark}|{match.a}|{front}|{len(low) - match.a - match.size}|{back}|{case}"


def apply(form: str, script: str) -> str | None:
    """Return the lemma that a script makes of a form, or None where it does not fit.

    >>> apply("menyuruh", "|4|s|0||l")
    'suruh'
    """
    mark, strip_front, front, strip_back, back, case = script.split("|")
    if mark:
        if "-" not in form:
            return None
        form = form.rpartition("-")[2]
    start, end = int(strip_front), len(form) - int(strip_back)
    if start >= end:
        return None
    kept = front + form[start:end] + back
    return kept if case == "k" else kept.lower()


def takes_affixes(form: str, script: str) -> bool:
    """Say whether all that a script takes off a form are affixes of Indonesian, so that it may hold for a word that no list has.

    >>> takes_affixes("memviralkan", "|3||3||l"), takes_affixes("memviralkan", "|4||2||l")
    (True, False)
    """
    mark, front, _, back, _, _ = script.split("|")
    if mark:
        form = form.rpartition("-")[2]
    low = form.lower()
    return bool(_PREFIXES.fullmatch(low[: int(front)]) and _SUFFIXES.fullmatch(low[len(low) - int(back) :]))
