"""Countries, by ISO code (CLDR's English names, through Babel) or as the press writes them."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale

from warta.english.rendering import NOTHING, Rendering
from warta.english.words import Table
from warta.lexicon import Row, load
from warta.lexicon.countries import territories


@lru_cache(maxsize=1)
def facts() -> dict[str, Row]:
    """Return what English needs of a country besides its name, by ISO code."""
    return {row["country"]: row for row in load("english_countries")}


@lru_cache(maxsize=1)
def names() -> Table:
    """Return the table of Indonesian country names; its entries have `name` and `country`."""
    rows: list[Row] = list(load("country_aliases"))
    rows += [{"name": name, "country": code} for name, code in territories().items()]
    return Table(rows, fold=False)


@lru_cache(maxsize=512)
def country(code: str | None, *, article: bool = False) -> Rendering:
    """Return the English name of a country.

    Args:
        code: ISO 3166-1 alpha-2, or the name as an Indonesian article writes it.
        article: with `the` where English puts it (`of the Philippines`).

    Examples:
        >>> country("ZA").text, country("PH", article=True).text, country("Afrika Selatan").text
        ('South Africa', 'the Philippines', 'South Africa')
    """
    if not code:
        return NOTHING
    name = Locale("en").territories.get(code) if len(code) == 2 else None
    if name is None:
        row = names().get(code)
        if row is None:
            return Rendering(code, False)
        code = row["country"]
        name = Locale("en").territories.get(code, code)
    row = facts().get(code)
    if row and row["english"]:
        name = row["english"]
    return Rendering(f"the {name}" if article and row and row["article"] and not name.startswith("the ") else name)


def adjective(code: str) -> str | None:
    """Return the adjective of a country (`Vietnamese`), None where the lexicon has none."""
    row = facts().get(code)
    return row["adjective"] or None if row else None
