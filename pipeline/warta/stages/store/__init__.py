"""Store: the tables of the output contract as Parquet, written atomically."""

from warta.stages.store.rows import rows_of
from warta.stages.store.schema import PRIMARY_KEYS, SCHEMA_VERSION, TABLES, schema

__all__ = ["PRIMARY_KEYS", "SCHEMA_VERSION", "TABLES", "rows_of", "schema"]
