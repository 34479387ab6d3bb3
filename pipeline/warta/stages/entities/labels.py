"""The labels of other people's models, turned into Warta's tags."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from warta.core.article import Label
from warta.core.errors import ConfigError, LexiconError, ModelError
from warta.lexicon import Resources, Row, read

Scores = NDArray[np.float64]

#: Prefixes of IOB2, IOBES, BILOU and BMES, as IOB2.
_PREFIXES = {"B": "B", "S": "B", "U": "B", "I": "I", "E": "I", "L": "I", "M": "I"}
_PREFIXED = re.compile(r"([BIESULM])[-_](.+)")
_LABELS = frozenset(get_args(Label))
_NEVER = 1e-12
#: Of a label without prefix, the part that goes to I: a name goes on rather than a second one beginning.
_GOES_ON = 0.51


def label_map(resources: Resources, *, file: str = "") -> dict[str, str]:
    """Return Warta's label, tag or `-` by a model's label in upper case.

    Args:
        resources: gives the lexicon `ner_labels`, with the user's own entries.
        file: one more file of the same form, whose lines count before the lexicon's.

    Raises:
        ConfigError: the file cannot be read, or has a label that Warta does not know.
    """
    rows: list[Row] = list(resources.lexicon("ner_labels"))
    if file:
        try:
            rows += read(Path(file))
        except (OSError, UnicodeDecodeError, LexiconError) as error:
            raise ConfigError(
                f"entities.labels={file} cannot be read: {getattr(error, 'strerror', None) or error}."
            ) from None
    found = {}
    for row in rows:
        if "model_label" not in row or "label" not in row:
            raise ConfigError(f"entities.labels={file} needs a first line with the columns model_label and label.")
        target = row["label"]
        if target not in ("-", "O") and target.removeprefix("B-").removeprefix("I-") not in _LABELS:
            raise ConfigError(
                f"{row['model_label']} has the label {target!r}, and Warta has {', '.join(sorted(_LABELS))}, or - for none."
            )
        found[row["model_label"].upper()] = target
    return found


@dataclass(frozen=True)
class LabelScheme:
    """What each output of a model is as an IOB2 tag.

    Args:
        tags: the tags, `O` first.
        weights: (outputs, tags), how much of an output's probability goes to a tag; rows add up to 1.
        any_place: the model has one label for all places.
    """

    tags: tuple[str, ...]
    weights: Scores
    any_place: bool

    @classmethod
    def of(cls, labels: Sequence[str], known: Mapping[str, str]) -> LabelScheme:
        """Make the scheme of a model.

        Args:
            labels: the model's labels in the order of its outputs.
            known: see `label_map`.

        Raises:
            ModelError: some labels are not known, or none of them is a name.
        """
        targets = [_target(label, known) for label in labels]
        strange = [label for label, target in zip(labels, targets, strict=True) if target is None]
        if strange:
            raise ModelError(
                f"The model has labels that nothing maps to Warta's: {', '.join(strange[:8])}; "
                "map them in a file (columns model_label and label, - for none) and name it with entities.labels=FILE."
            )
        read_as = [target or ("", "") for target in targets]
        names = list(dict.fromkeys(name for _, name in read_as if name))
        if not names:
            raise ModelError("The model has no label that is a name; it is not a model for names.")
        tags = ["O", *(f"{prefix}-{name}" for name in names for prefix in "BI")]
        weights = np.zeros((len(labels), len(tags)))
        for row, (prefix, name) in zip(weights, read_as, strict=True):
            if not name:
                row[0] = 1.0
            elif prefix:
                row[tags.index(f"{prefix}-{name}")] = 1.0
            else:
                row[tags.index(f"B-{name}")], row[tags.index(f"I-{name}")] = 1 - _GOES_ON, _GOES_ON
        return cls(tuple(tags), weights, "LOC" in names and "GPE" not in names)

    def scores(self, probabilities: Scores) -> Scores:
        """Return log-probabilities (tokens, tags) from the model's probabilities (tokens, outputs)."""
        return np.log(np.maximum(probabilities @ self.weights, _NEVER))


def _target(label: str, known: Mapping[str, str]) -> tuple[str, str] | None:
    """Return (prefix, Warta's label) of a model's label, ("", "") where it is no name, None where it is not known."""
    upper = label.upper()
    found = known.get(upper)
    prefix = ""
    if found is None:
        match = _PREFIXED.fullmatch(upper)
        if match is None:
            return None
        prefix, found = _PREFIXES[match[1]], known.get(match[2])
        if found is None:
            return None
    if found in ("-", "O"):
        return "", ""
    if found[:2] in ("B-", "I-"):
        return found[0], found[2:]
    return prefix, found
