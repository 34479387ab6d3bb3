"""English for the closed vocabulary of the tables, by lexicon and grammar; no model, nothing guessed.

Every function takes a cell as the article writes it and returns a `Rendering`. A phrase with a word that has no entry stays Indonesian
as a whole, and `Rendering.complete` is False then.
"""

from warta.english.country import country
from warta.english.coverage import coverage
from warta.english.cue import cue
from warta.english.date import date
from warta.english.institution import office, organization, place
from warta.english.predicate import predicate
from warta.english.quantity import quantity
from warta.english.rank import rank
from warta.english.rendering import NOTHING, Rendering
from warta.english.unit import unit

__all__ = [
    "NOTHING",
    "Rendering",
    "country",
    "coverage",
    "cue",
    "date",
    "office",
    "organization",
    "place",
    "predicate",
    "quantity",
    "rank",
    "unit",
]
