"""Confidence of a quotation: a logistic model over the evidence for it, its weights in `quote_weights`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp

from warta.lexicon import Resources
from warta.stages.quotes.drafts import Draft


def features(draft: Draft) -> Iterable[str]:
    """Return the names of the features that hold of a quotation."""
    yield "bias"
    yield f"kind:{draft.kind}"
    yield f"rule:{draft.rule}"
    yield from sorted(draft.evidence)


@dataclass(frozen=True)
class Weights:
    """The weights of the model, by feature; a feature without one counts nothing."""

    by_feature: Mapping[str, float]

    @classmethod
    def of(cls, resources: Resources) -> Weights:
        """Read the weights from the resources of a run."""
        return cls({row["feature"]: float(row["weight"]) for row in resources.lexicon("quote_weights")})

    def confidence(self, draft: Draft) -> float:
        """Return the probability that content and speaker of a quotation are right, 0..1."""
        total = sum(self.by_feature.get(name, 0.0) for name in features(draft))
        return round(1.0 / (1.0 + exp(-total)), 4)
