"""What has been translated before, on disk: text and model in, translation out.

One SQLite file serves all runs and workers of a user. A translation is there as soon as it is made, so an interrupted run
translates nothing twice.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path

from warta.core.errors import StoreError

#: How many keys are asked for at once; SQLite allows at least 999 parameters.
_AT_ONCE = 500
#: Seconds to wait while another worker writes.
_PATIENCE = 60.0


def default_folder() -> Path:
    """Return the folder of the cache where none is named: `warta` in the user's cache folder."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "warta"


class Cache:
    """Translations made by one model with one set of settings.

    Args:
        folder: where the file `translations.sqlite` is, made where it is not there; None for no cache.
        model: tells the model and all that its output depends on from all others, such as a hash over its files.

    Raises:
        StoreError: the folder or file cannot be used.
    """

    def __init__(self, folder: Path | None, *, model: str):
        self._model = model
        self._connection: sqlite3.Connection | None = None
        if folder is None:
            return
        path = folder / "translations.sqlite"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=NORMAL")
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS translations (key BLOB PRIMARY KEY, translation TEXT NOT NULL) WITHOUT ROWID"
            )
        except (OSError, sqlite3.Error) as error:
            raise StoreError(
                f"The cache of translations {path} cannot be used: {getattr(error, 'strerror', None) or error}; "
                "--set translate.cache=FOLDER names another place, --set translate.cache=off does without."
            ) from None

    def _key(self, text: str) -> bytes:
        state = blake2b(digest_size=16)
        for part in (self._model, text):
            data = part.encode("utf-8", "surrogatepass")
            state.update(len(data).to_bytes(8, "big"))
            state.update(data)
        return state.digest()

    def get(self, texts: Iterable[str]) -> dict[str, str]:
        """Return the translations that are known, by text."""
        if self._connection is None:
            return {}
        by_key = {self._key(text): text for text in texts}
        keys = list(by_key)
        found: dict[str, str] = {}
        for at in range(0, len(keys), _AT_ONCE):
            some = keys[at : at + _AT_ONCE]
            marks = ",".join("?" * len(some))
            query = f"SELECT key, translation FROM translations WHERE key IN ({marks})"
            found |= {by_key[key]: translation for key, translation in self._connection.execute(query, some)}
        return found

    def put(self, translations: Mapping[str, str]) -> None:
        """Add translations by text; what another worker has put there meanwhile stays."""
        if self._connection is None or not translations:
            return
        rows = [(self._key(text), translation) for text, translation in translations.items()]
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            self._connection.executemany("INSERT OR IGNORE INTO translations VALUES (?, ?)", rows)
            self._connection.execute("COMMIT")
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
