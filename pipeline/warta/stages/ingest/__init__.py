"""Ingest: inputs as records, records as articles with text, metadata and language."""

from warta.stages.ingest.article import article_id, to_article
from warta.stages.ingest.options import IngestOptions
from warta.stages.ingest.source import Record, records

__all__ = ["IngestOptions", "Record", "article_id", "records", "to_article"]
