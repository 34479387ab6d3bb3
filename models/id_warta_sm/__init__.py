"""Indonesian news: tags, lemmas, dependencies, sentences, entities; a convolutional network of 96 dimensions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.util import get_model_meta, load_model_from_path

import warta.nlp.components  # noqa: F401 - registers the tokenizer and the factory

__version__ = get_model_meta(Path(__file__).parent)["version"]


def load(**overrides: Any) -> Language:
    """Load the pipeline; `overrides` as in `spacy.load`."""
    return load_model_from_path(Path(__file__).parent, **overrides)
