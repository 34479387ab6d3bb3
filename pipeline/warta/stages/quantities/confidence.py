"""How sure a figure is: a logistic score over what the grammar saw, with weights fitted on the dev gold.

The weights are in the lexicon `figure_weights`; each says how often figures with that evidence were right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

from warta.lexicon import Resources
from warta.stages.quantities.grammar import Figure


def evidence(figure: Figure) -> list[str]:
    """Return the features of a figure that hold, names of entries in `figure_weights`."""
    line = figure.line
    found = ["bias", f"kind_{figure.kind}"]
    if figure.inherited:
        found.append("unit_inherited")
    elif not figure.unit:
        found.append("unit_missing")
    elif figure.head is not None:
        found.append("unit_noun")
        if figure.head < len(line) and line.lexemes[figure.head].upos == "NOUN":
            found.append("noun_tagged")
        if line.is_capital(figure.head):
            found.append("noun_capital")
    if not figure.digits:
        found.append("words")
        if figure.value == 1:
            found.append("one")
    if figure.comparator != "=":
        found.append("compared")
    if figure.rule in ("range", "score", "bracket"):
        found.append(f"rule_{figure.rule}")
    if line.title_case:
        found.append("title_case")
    if figure.first and line.is_capital(figure.first - 1):
        found.append("after_name")
    if line.sentence.kind in ("headline", "heading", "caption", "credit"):
        found.append("not_running_text")
    return found


@dataclass(frozen=True)
class Weights:
    """Weights of the evidence, in log-odds."""

    by_feature: Mapping[str, float]

    @classmethod
    def of(cls, resources: Resources) -> Weights:
        """Return the weights of the lexicon."""
        return cls({row["feature"]: float(row["weight"]) for row in resources.lexicon("figure_weights")})

    def confidence(self, figure: Figure) -> float:
        """Return the probability, 0..1, that a figure is right in value, comparator and unit."""
        score = sum(self.by_feature.get(name, 0.0) for name in evidence(figure))
        return 1.0 / (1.0 + exp(-score))
