"""Bytes to text: which encoding, and whether it is text at all."""

from __future__ import annotations

import codecs
import re

from warta.core.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# First bytes of what is often named .txt by mistake (file(1)'s magic).
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP or Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "gzip data without the ending .gz"),
    (b"PAR1", "Parquet data"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "an RTF file"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)


def bom_encoding(data: bytes) -> str | None:
    """Return the encoding a byte-order mark announces, or None."""
    return next((name for mark, name in _BOMS if data.startswith(mark)), None)


def _unmarked_utf16(data: bytes) -> str | None:
    """Recognise UTF-16 without a mark by the zero bytes of its ASCII letters."""
    head = data[:4096]
    pairs = len(head) // 2
    if pairs < 4:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.4 * pairs and even < 0.05 * pairs:
        return "utf-16-le"
    if even > 0.4 * pairs and odd < 0.05 * pairs:
        return "utf-16-be"
    return None


def decode_lenient(data: bytes) -> tuple[str, str]:
    """Decode as UTF-8, else as cp1252, without judging the content.

    Returns:
        the text and the encoding; UTF-8 with few broken bytes stays UTF-8, with U+FFFD for each of them.
    """
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    repaired = data.decode("utf-8", "replace")
    broken = repaired.count("\ufffd")
    whole = sum(char > "\x7f" for char in repaired) - broken
    if whole > 4 * broken:
        return repaired, f"utf-8 ({broken} broken)"
    return data.decode("cp1252", "replace"), "cp1252"


def decode(data: bytes, *, html: bool = False) -> tuple[str, str]:
    """Decode the bytes of an article.

    Args:
        data: the file.
        html: look for a declared charset too.

    Returns:
        the text without byte-order mark and with CRLF as LF, and the name of the encoding.

    Raises:
        InputError: the data are empty or not text.
    """
    if not data.strip():
        raise InputError("The file is empty.")
    magic = next((what for start, what in _MAGIC if data.startswith(start)), None)
    if magic:
        raise InputError(f"The file is not text but {magic}.")
    encoding = bom_encoding(data) or _unmarked_utf16(data)
    text: str | None = None
    if encoding:
        text = data.decode(encoding, "replace")
        if text.count("\ufffd") > 0.02 * len(text) + 1:
            raise InputError(f"The file is not text: it is marked as {encoding} but does not decode.")
    elif html and (found := _CHARSET.search(data[:4096])):
        name = found[1].decode("ascii").lower()
        try:
            text, encoding = data.decode(name), name
        except (LookupError, UnicodeDecodeError, ValueError):
            text = None
    if text is None or encoding is None:
        text, encoding = decode_lenient(data)
    text = clean(text.removeprefix("\ufeff"))
    check_text(text)
    return text, encoding


def clean(text: str) -> str:
    """Return the text with CRLF as LF and without lone surrogates (which no table can store)."""
    return _SURROGATE.sub("\ufffd", text.replace("\r\n", "\n"))


def check_text(text: str) -> None:
    """Check that a decoded text is one.

    Raises:
        InputError: it is empty, or has the characters of binary data.
    """
    if not text.strip():
        raise InputError("The article is empty.")
    head = text[:100_000]
    controls = len(_CONTROL.findall(head))
    if "\x00" in text or controls > 0.01 * len(head) + 2:
        raise InputError("The file is not text but binary data.")
