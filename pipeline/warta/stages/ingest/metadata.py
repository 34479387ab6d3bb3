"""What is known of an article besides its text, each field with its source.

Fields come from the row's columns, the page's HTML, the address, and the text itself (its dateline, byline and `Sumber:`
line), in this order. What is ambiguous stays empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from warta.lexicon import Resources
from warta.nlp.dateline import parse_dateline
from warta.stages.ingest.dates import date_of_url, host_of, parse_date

_URL = re.compile(r"https?://[^\s<>\"“”()\[\]]{4,1900}[\w/=]")
_SOURCE_LINE = re.compile(r"^\W{0,3}(?:sumber|source|nguồn|tautan|link)\s*[:：]\s*(.{1,300})$", re.IGNORECASE)
_HEAD_CHARACTERS, _HEAD_LINES = 4000, 8
_TAIL_CHARACTERS, _TAIL_LINES = 4000, 12


@dataclass
class Metadata:
    """Fields found so far, and where each came from; the first source of a field wins.

    Args:
        values: the fields.
        sources: where each came from.
        resources: the run's lexicons (`publishers.tsv`, `bylines.tsv`, `url_dates.tsv`, `date_abbreviations.tsv`).
    """

    values: dict[str, Any] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    resources: Resources = field(default_factory=Resources)

    def add(self, name: str, value: Any, source: str) -> None:
        """Set a field unless it is known already or the value is empty."""
        if isinstance(value, str):
            value = " ".join(value.split())[:2000]
        if value and name not in self.values:
            self.values[name] = value
            self.sources[name] = source

    def add_date(self, value: str | None, source: str) -> None:
        """Set the date of publication from a string; a later source may add the time of the same day."""
        made = parse_date(value, resources=self.resources) if value else None
        self.add_moment(made, source)

    def add_moment(self, made: datetime | None, source: str) -> None:
        """Set the date of publication; a later source may add the time of the same day."""
        known: datetime | None = self.values.get("published_at")
        if (
            made
            and known
            and known.date() == made.date()
            and not (known.hour or known.minute)
            and (made.hour or made.minute)
        ):
            del self.values["published_at"]
        self.add("published_at", made, source)

    def add_url(self, url: str | None, source: str) -> None:
        """Set the address and what follows from it: site, publisher, date."""
        url = (url or "").strip()
        host = host_of(url)
        if host is None or not url.lower().startswith(("http://", "https://")) or "url" in self.values:
            return
        self.add("url", url, source)
        self.add("site", host, "url")
        self.add("publisher", publisher_of(host, resources=self.resources), "url")
        self.add_moment(date_of_url(url, resources=self.resources), "url")


@cache
def _publishers(resources: Resources) -> dict[str, str]:
    return {row["host"]: row["publisher"] for row in resources.lexicon("publishers")}


def publisher_of(host: str, *, resources: Resources) -> str | None:
    """Return the publisher of a site, or None when the lexicon does not have it."""
    parts, known = host.split("."), _publishers(resources)
    return next((found for i in range(len(parts) - 1) if (found := known.get(".".join(parts[i:])))), None)


@cache
def _bylines(resources: Resources) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row["pattern"]) for row in resources.lexicon("bylines"))


def from_text(metadata: Metadata, text: str) -> None:
    """Add what the text itself says: byline and date lines, dateline, `Sumber:` line."""
    head = [line.strip() for line in text[:_HEAD_CHARACTERS].splitlines() if line.strip()][:_HEAD_LINES]
    tail = [line.strip() for line in text[-_TAIL_CHARACTERS:].splitlines() if line.strip()][-_TAIL_LINES:]
    _add_source_line(metadata, tail)
    for line in head:
        _add_byline(metadata, line)
    start = 0
    for line in head:
        start = text.index(line, start)
        found = parse_dateline(text[start : start + 200], resources=metadata.resources)
        if found is not None:
            metadata.add("publisher", found.publisher, "dateline")
            metadata.add("site", found.host, "dateline")
            if found.date and re.search(r"\d{4}", found.date):
                metadata.add_date(found.date, "dateline")
            break
        start += len(line)
    for line in tail:
        if len(text) > _HEAD_CHARACTERS or line not in head:
            _add_byline(metadata, line, dates=False)


def _add_source_line(metadata: Metadata, lines: list[str]) -> None:
    for line in reversed(lines):
        found = _SOURCE_LINE.match(line)
        urls = _URL.findall(found[1]) if found else []
        if len(urls) == 1:
            metadata.add_url(urls[0], "source line")
            return


def _add_byline(metadata: Metadata, line: str, *, dates: bool = True) -> None:
    if len(line) > 140:
        return
    for pattern in _bylines(metadata.resources):
        found = pattern.fullmatch(line)
        if found is None:
            continue
        groups = found.groupdict()
        byline = (groups.get("byline") or "").strip(" ,.-|")
        if byline and (groups.get("date") is None or _is_name(byline)):
            metadata.add("byline", byline, "byline")
        if dates and groups.get("date"):
            metadata.add_date(groups["date"], "byline")
        return


def _is_name(text: str) -> bool:
    words = text.split()
    return 1 <= len(words) <= 6 and all(word[0].isupper() or not word[0].isalpha() for word in words)
