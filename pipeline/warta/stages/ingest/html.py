"""Web pages: the article's text by trafilatura, metadata from its tags."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from warta.core.errors import InputError
from warta.stages.ingest.metadata import Metadata

_LD_LIMIT = 500_000
_META = {
    "published_at": (
        "article:published_time",
        "datepublished",
        "publishdate",
        "pubdate",
        "publish-date",
        "dtk:publishdate",
        "og:published_time",
        "dc.date",
        "dc.date.issued",
        "parsely-pub-date",
        "sailthru.date",
        "date",
        "content_publisheddate",
        "originalpublicationdate",
    ),
    "byline": ("author", "article:author", "dtk:author", "content_author", "parsely-author", "dc.creator", "byl"),
    "publisher": ("og:site_name", "application-name", "dc.publisher", "twitter:site"),
    "title": ("og:title", "twitter:title", "dc.title"),
    "url": ("og:url",),
}


def article_text(page: str, metadata: Metadata) -> str:
    """Return the article of a page, a paragraph a line, and add what the page says of it.

    Args:
        page: the decoded page.
        metadata: filled from the tags.

    Raises:
        InputError: there is no article on the page.
    """
    import trafilatura

    _from_tags(page, metadata)
    try:
        found: Any = trafilatura.bare_extraction(
            page,
            include_comments=False,
            include_tables=False,
            favor_precision=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:  # trafilatura and lxml raise many kinds on hostile pages
        raise InputError(f"The page cannot be parsed: {type(error).__name__}.") from error
    text = (found.text or "").strip() if found is not None else ""
    if found is None or len(text) < 40 or not re.search(r"\w+\W+\w+\W+\w+\W+\w+", text):
        raise InputError("The page has no article text.")
    metadata.add("title", found.title, "html")
    metadata.add("byline", found.author, "html")
    metadata.add_date(found.date, "html")
    metadata.add_url(found.url, "html")
    metadata.add("publisher", found.sitename, "html")
    return text


def _from_tags(page: str, metadata: Metadata) -> None:
    from lxml import etree, html

    try:
        tree = html.document_fromstring(
            page.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8", huge_tree=True)
        )
    except (etree.LxmlError, ValueError, AssertionError):
        return
    for item in _linked_data(tree):
        _from_linked_data(item, metadata)
    tags: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").strip().lower()
        content = (tag.get("content") or "").strip()
        if name and content:
            tags.setdefault(name, content)
    canonical = next(
        (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"), None
    )
    metadata.add_url(canonical, "html")
    for field, names in _META.items():
        for value in (tags[name] for name in names if name in tags):
            if field == "published_at":
                metadata.add_date(value, "html")
            elif field == "url":
                metadata.add_url(value, "html")
            elif not (field == "byline" and value.startswith("http")) and not value.startswith("@"):
                metadata.add(field, value, "html")
    for tag in tree.iter("time"):
        if tag.get("datetime") and (tag.get("itemprop") == "datePublished" or tag.get("pubdate") is not None):
            metadata.add_date(tag.get("datetime"), "html")


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield the articles of the page's JSON-LD."""
    for script in tree.iter("script"):
        if (
            (script.get("type") or "").lower() != "application/ld+json"
            or not script.text
            or len(script.text) > _LD_LIMIT
        ):
            continue
        try:
            data = json.loads(script.text, strict=False)
        except (ValueError, RecursionError):
            continue
        waiting = [data]
        while waiting:
            item = waiting.pop()
            if isinstance(item, list):
                waiting += item
            elif isinstance(item, dict):
                waiting.append(item.get("@graph", []))
                kinds = item.get("@type", "")
                if any(
                    "Article" in str(kind) or "Posting" in str(kind)
                    for kind in (kinds if isinstance(kinds, list) else [kinds])
                ):
                    yield item


def _from_linked_data(item: dict[str, Any], metadata: Metadata) -> None:
    def name(value: Any) -> str:
        if isinstance(value, list):
            return ", ".join(filter(None, map(name, value)))
        if isinstance(value, dict):
            value = value.get("name", "")
        return value if isinstance(value, str) and not value.startswith("http") else ""

    metadata.add("title", name(item.get("headline")), "html")
    metadata.add("byline", name(item.get("author")), "html")
    metadata.add("publisher", name(item.get("publisher")), "html")
    date = item.get("datePublished")
    metadata.add_date(date if isinstance(date, str) else None, "html")
