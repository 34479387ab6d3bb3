"""The weights, in log-odds, of what is known of a row, and the probability they add up to.

Every layer has such a table (`mention_weights`, `office_weights`, `quote_weights`, `figure_weights`, `date_weights`); its stage says which
features hold of a row, and `models/recipe/fit_confidence.py` fits the weights on gold articles. The probability rises with the
sum of the weights and with nothing else. What a figure is said of is chosen by such weights too (`subject_weights`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp

from warta.lexicon import Resources


@dataclass(frozen=True)
class Weights:
    """Weights of features.

    Args:
        by_feature: log-odds by name of feature; a feature without a weight counts nothing.
    """

    by_feature: Mapping[str, float]

    @classmethod
    def of(cls, resources: Resources, lexicon: str) -> Weights:
        """Return the weights in a lexicon.

        Raises:
            LexiconError: there is no such lexicon.
        """
        return cls({row["feature"]: float(row["weight"]) for row in resources.lexicon(lexicon)})

    def probability(self, features: Iterable[str]) -> float:
        """Return the probability, 0..1, that a row of which these features hold is right.

        >>> Weights({"bias": 2.0, "long": -1.0}).probability(["bias", "long", "unheard of"])
        0.7311
        """
        return round(1.0 / (1.0 + exp(-self.total(features))), 4)

    def total(self, features: Iterable[str]) -> float:
        """Return the sum of the weights of these features, in log-odds; the order of adding is that of the features."""
        return sum(self.by_feature.get(name, 0.0) for name in features)


def at_least(name: str, value: float, levels: Sequence[float]) -> Iterator[str]:
    """Yield a feature for each level that a value reaches; fitted weights of such features are never negative.

    >>> list(at_least("tagger", 0.93, (0.5, 0.9, 0.99)))
    ['tagger>=0.5', 'tagger>=0.9']
    """
    return (f"{name}>={level:g}" for level in levels if value >= level)
