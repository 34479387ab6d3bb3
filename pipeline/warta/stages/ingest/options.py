"""Settings of ingest."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class IngestOptions:
    """Settings of reading articles.

    Args:
        text_column: column of tabular input that holds the text; empty: found by its name (`columns.tsv`). So for the
            other columns.
        id_column: column with the row's own id, used in `source_path`.
        url_column: column with the address.
        date_column: column with the publication date.
        title_column: column with the headline.
        author_column: column with the author's name.
        publisher_column: column with the publisher's name.
        stdin_format: what standard input (`-`) is: text, html, jsonl, csv (also with tabs) or parquet; empty: found out, where text,
            html, jsonl and parquet can be.
        max_bytes: largest single article read, in bytes.
        skip_other_languages: mark articles that are neither Indonesian nor Malay as skipped.
    """

    text_column: str = ""
    id_column: str = ""
    url_column: str = ""
    date_column: str = ""
    title_column: str = ""
    author_column: str = ""
    publisher_column: str = ""
    stdin_format: str = ""
    max_bytes: int = 100_000_000
    skip_other_languages: bool = True
