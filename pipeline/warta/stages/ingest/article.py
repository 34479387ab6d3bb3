"""A record as an article: decoded, described, its language known."""

from __future__ import annotations

from hashlib import blake2b

from warta.core.article import Article
from warta.core.errors import InputError
from warta.lexicon import Resources
from warta.nlp.language import Guess, detect
from warta.stages.ingest.decode import check_text, clean, decode
from warta.stages.ingest.html import article_text
from warta.stages.ingest.metadata import Metadata, from_text
from warta.stages.ingest.options import IngestOptions
from warta.stages.ingest.source import Record

_SURE = 0.85
_MIN_WORDS = 5
_READABLE = ("id", "ms")


def article_id(text: str, *, occurrence: int = 0) -> str:
    """Return the id of an article: 16 hexadecimal digits of BLAKE2b over its text.

    Args:
        text: the decoded text.
        occurrence: 0 for the first article with this text in a run, then 1, 2 …

    >>> len(article_id("Polisi menangkap dua orang."))
    16
    """
    state = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8)
    if occurrence:
        state.update(f"\0{occurrence}".encode())
    return state.hexdigest()


def to_article(record: Record, *, options: IngestOptions | None = None, resources: Resources | None = None) -> Article:
    """Decode a record and find out what it is.

    Args:
        record: from `records`.
        options: whether other languages are skipped.
        resources: the run's lexicons; None for the built-in ones.

    Returns:
        the article; `failed` with the cause when it cannot be read, `skipped` with the reason when it is in a language Warta
        does not read.
    """
    options = options or IngestOptions()
    if record.kind == "error":
        return _failed(record, record.error or "The input cannot be read.")
    metadata = Metadata(resources=resources or Resources())
    try:
        text, encoding = _text(record, metadata)
    except InputError as error:
        return _failed(record, str(error.args[0]))
    from_text(metadata, text)
    article = Article(
        record.source_path,
        text,
        article_id(text),
        encoding=encoding,
        sources=tuple(sorted(metadata.sources.items())),
        **metadata.values,
    )
    return _with_language(article, options, metadata.resources)


def _failed(record: Record, why: str) -> Article:
    return Article(record.source_path, "", article_id(f"\0{record.source_path}"), status="failed", error=why)


def _text(record: Record, metadata: Metadata) -> tuple[str, str]:
    if record.kind == "text":
        return decode(record.data)
    if record.kind == "html":
        page, encoding = decode(record.data, html=True)
        return clean(article_text(page, metadata)), encoding
    fields = dict(record.fields)
    metadata.add("title", fields.get("title"), "column")
    metadata.add("byline", fields.get("author"), "column")
    metadata.add_date(fields.get("date"), "column")
    metadata.add_url(fields.get("url"), "column")
    # The column's wording wins over the name the address gives, but a bare host is no publisher's name.
    publisher = fields.get("publisher", "").strip()
    if publisher and "publisher" not in metadata.values:
        metadata.add("publisher", publisher, "column")
    if "text" not in fields and "html" in fields:
        return clean(article_text(fields["html"], metadata)), "utf-8"
    text = clean(fields.get("text", "").removeprefix("\ufeff"))
    check_text(text)
    return text, "utf-8"


def _with_language(article: Article, options: IngestOptions, resources: Resources) -> Article:
    guess = detect(article.text, resources=resources)
    if _is_foreign(guess) and options.skip_other_languages and not _partly_readable(article.text, resources):
        from babel import Locale

        name = Locale("en").languages.get(guess.language, guess.language)
        confidence = min(guess.confidence, 0.99)
        return article.with_(
            language=guess.language,
            language_confidence=round(guess.confidence, 4),
            status="skipped",
            error=f"language: {name} ({guess.language}, {confidence:.2f}); only Indonesian and Malay are processed",
        )
    language = guess.language if guess.language in _READABLE else "id"
    notes = ("language: Malay; read with the Indonesian lexicons and models",) if language == "ms" else ()
    return article.with_(
        language=language,
        language_confidence=round(min(guess.readable, 1.0), 4),
        notes=(*article.notes, *notes),
    )


def _is_foreign(guess: Guess) -> bool:
    if guess.language is None or guess.language in _READABLE:
        return False
    script = guess.language in ("zh", "ja", "ko", "th", "ar", "ru")
    return guess.confidence >= _SURE and (guess.words >= _MIN_WORDS or script)


def _partly_readable(text: str, resources: Resources) -> bool:
    """Tell whether a fifth of a text's lines is Indonesian or Malay, as in an article around a foreign document."""
    lines = [line for line in text[:20_000].splitlines() if len(line) >= 60][:40]
    readable = sum(len(line) for line in lines if detect(line, resources=resources).language in _READABLE)
    return bool(lines) and len(lines) > 1 and readable >= 0.2 * sum(map(len, lines))
