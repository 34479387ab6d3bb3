"""Evidence for a quotation, as names of features; their weights are in `quote_weights`."""

from __future__ import annotations

from collections.abc import Iterable

from warta.stages.quotes.drafts import Draft


def features(draft: Draft) -> Iterable[str]:
    """Return the names of the features that hold of a quotation."""
    yield "bias"
    yield f"kind:{draft.kind}"
    yield f"rule:{draft.rule}"
    yield from sorted(draft.evidence)
