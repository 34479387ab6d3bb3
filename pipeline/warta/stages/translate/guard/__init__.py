"""The guard: what a translation must have in common with its source.

A fluent wrong translation is worse than none. Figures, names, negation and extent are compared; what differs is said in
`translation_check`, and the translation is kept.
"""

from __future__ import annotations

from warta.core.article import Article
from warta.core.span import Span
from warta.lexicon import Resources
from warta.stages.translate.guard.extent import Extent
from warta.stages.translate.guard.figures import Figures
from warta.stages.translate.guard.names import Names
from warta.stages.translate.guard.negation import Negation

#: What `translation_check` says of a translation that nothing is wrong with, as far as the guard can tell.
PASSED = "ok"
#: Things that are listed of each kind at most.
_LISTED = 5


class Guard:
    """Checks translations into English against their Indonesian source.

    Args:
        resources: gives the lexicons.
    """

    def __init__(self, resources: Resources):
        self._checks = (
            ("figures", Figures(resources)),
            ("names", Names(resources)),
            ("negation", Negation(resources)),
            ("extent", Extent(resources)),
        )

    def check(self, article: Article, source: Span, translation: str) -> str:
        """Return `ok`, or what is wrong with a translation, kind by kind.

        Args:
            article: the article, with its mentions, quantities and dates.
            source: the stretch of it that was translated.
            translation: its English.

        Examples of what is returned: `ok`, `figures: 2.500 missing, 3,500 added; negation: tidak missing`.
        """
        found = self.findings(article, source, translation)
        return "; ".join(f"{kind}: {', '.join(said[:_LISTED])}" for kind, said in found.items()) or PASSED

    def findings(self, article: Article, source: Span, translation: str) -> dict[str, list[str]]:
        """Return what is wrong by kind (`figures`, `names`, `negation`, `extent`), kinds without anything left out."""
        found = {kind: check(article, source, translation) for kind, check in self._checks}
        return {kind: said for kind, said in found.items() if said}
