"""What a check finds, before it is a row of `checks`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True)
class Finding:
    """A finding about figures of one article.

    Args:
        kind: `breakdown` or `contradiction`.
        message: one sentence in Indonesian.
        expected: the figure the others are compared with.
        found: what they come to.
        figures: the rows of `quantities` it rests on.
    """

    kind: str
    message: str
    expected: float
    found: float
    figures: Sequence[Row]


def number(value: float) -> str:
    """Return a number as it is written in Indonesian.

    >>> number(1228.5), number(122_900_000_000_000)
    ('1.228,5', '122.900.000.000.000')
    """
    from babel.numbers import format_decimal

    return str(format_decimal(value, format="#,##0.######", locale="id"))
