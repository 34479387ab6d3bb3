"""Dates of publication as portals write them: `Diperbarui 18 Jun 2025, 14:05 WIB`, `10/06/2025, 22:07`, ISO 8601."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from urllib.parse import urlsplit

from warta.lexicon import Resources

_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")
_NAMED = re.compile(r"(?<!\d)(\d{1,2})[ \u00a0.-]+([A-Za-z]{3,10})\.?[ \u00a0,-]+(\d{4})(?!\d)")
_ENGLISH = re.compile(r"\b([A-Z][a-z]{2,8})\.? (\d{1,2}),? (\d{4})(?!\d)")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)")
_COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?\s*")
_TIME = re.compile(r"[^\d]{0,12}?(?<!\d)([01]?\d|2[0-3])[:.]([0-5]\d)(?:[:.]([0-5]\d))?(?!\d)")
_YEARS = range(1900, 2101)
BUILT_IN = Resources()


@cache
def _months(resources: Resources) -> dict[str, int]:
    from babel.dates import get_month_names

    months = {
        name.lower().rstrip("."): number
        for locale in ("id", "en")
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=locale).items()
    }
    months.update({row["month"]: int(row["number"]) for row in resources.lexicon("date_abbreviations")})
    return months


def _made(year: str | int, month: str | int, day: str | int, *time: str | None) -> datetime | None:
    hour, minute, second = (int(part or 0) for part in (*time, None, None, None)[:3])
    try:
        made = datetime(int(year), int(month), int(day), hour, minute, second)
    except ValueError:
        return None
    return made if made.year in _YEARS else None


def _with_time(text: str, at: int, year: str, month: str | int, day: str) -> datetime | None:
    time = _TIME.match(text, at)
    return _made(year, month, day, *(time.groups() if time else ()))


def parse_date(text: str, *, resources: Resources = BUILT_IN) -> datetime | None:
    """Return the first date in a string, with its time of day where it has one, as naive local time.

    Numeric dates are read day first, as in Indonesia and Vietnam; a time zone is dropped, not converted.

    Args:
        text: what a page or a column says; at most its first 300 characters are looked at.
        resources: the run's lexicons (`date_abbreviations.tsv`).

    >>> parse_date("Diperbarui 18 Jun 2025, 14:05 WIB")
    datetime.datetime(2025, 6, 18, 14, 5)
    """
    text = text[:300]
    if found := _COMPACT.fullmatch(text):
        return _made(*found.groups()[:3], *found.groups()[3:])
    if found := _ISO.search(text):
        return _made(*found.groups()[:3], *found.groups()[3:])
    for found in _NAMED.finditer(text):
        month = _months(resources).get(found[2].lower())
        if month:
            return _with_time(text, found.end(), found[3], month, found[1])
    for found in _ENGLISH.finditer(text):
        month = _months(resources).get(found[1].lower())
        if month:
            return _with_time(text, found.end(), found[3], month, found[2])
    if found := _NUMERIC.search(text):
        return _with_time(text, found.end(), found[4], found[3], found[1])
    return None


@cache
def _url_patterns(resources: Resources) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"]), row["host"]) for row in resources.lexicon("url_dates"))


def date_of_url(url: str, *, resources: Resources = BUILT_IN) -> datetime | None:
    """Return the publication date an address carries, or None.

    >>> date_of_url("https://contoh.vn/berita-20251027094717715.htm")
    datetime.datetime(2025, 10, 27, 9, 47, 17)
    """
    url = url[:2000]
    site = host_of(url) or ""
    for pattern, host in _url_patterns(resources):
        if host and site != host and not site.endswith("." + host):
            continue
        for found in pattern.finditer(url):
            parts = found.groupdict()
            made = _made(parts["y"], parts["m"], parts["d"], parts.get("H"), parts.get("M"), parts.get("S"))
            if made is not None:
                return made
    return None


def host_of(url: str) -> str | None:
    """Return the host of an address without `www.`, or None."""
    try:
        host = urlsplit(url.strip()).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") or None if host and "." in host else None
