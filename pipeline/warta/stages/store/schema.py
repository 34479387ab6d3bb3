"""The columns and types of every table.

`SCHEMA_VERSION` goes up whenever a column is renamed, dropped or changes its meaning; an output folder of
another version is not written to.
"""

from __future__ import annotations

from functools import cache
from typing import Any

SCHEMA_VERSION = 1

_STR, _INT, _FLOAT, _BOOL, _TIME, _LIST = "str", "int", "float", "bool", "time", "list"

#: Table to columns, as `name:type`; the order of tables is the order a reader meets them.
_COLUMNS = {
    "articles": "article_id:str source_path:str url:str site:str publisher:str title:str byline:str published_at:time "
    "language:str language_confidence:float text:str n_chars:int n_sentences:int n_tokens:int duplicate_of:str "
    "status:str error:str encoding:str sources:str notes:list",
    "blocks": "article_id:str block_no:int kind:str start:int end:int text:str language:str",
    "sentences": "article_id:str sent_no:int block_no:int start:int end:int text:str kind:str language:str "
    "translation:str translation_check:str",
    "tokens": "article_id:str sent_no:int token_no:int start:int end:int text:str lemma:str upos:str feats:str head:int "
    "deprel:str entity_tag:str",
    "mentions": "mention_id:str article_id:str sent_no:int start:int end:int text:str label:str entity_id:str "
    "confidence:float origin:str",
    "entities": "entity_id:str label:str name:str aliases:list country:str n_mentions:int n_articles:int name_en:str",
    "offices": "office_id:str article_id:str sent_no:int start:int end:int text:str person:str person_entity_id:str "
    "honorific:str rank:str rank_code:str title:str organization:str organization_entity_id:str country:str "
    "former:bool acting:bool in_caption:bool confidence:float rule:str person_start:int person_end:int "
    "rank_en:str title_en:str organization_en:str country_en:str office_en_complete:bool",
    "quotes": "quote_id:str quote_group:str article_id:str sent_no:int start:int end:int text:str kind:str content:str "
    "content_start:int content_end:int cue:str cue_start:int cue_end:int speaker:str speaker_entity_id:str "
    "speaker_mention:str speaker_start:int speaker_end:int speaker_resolution:str rule:str reason:str "
    "speaker_rank:str speaker_title:str speaker_organization:str speaker_country:str translation:str confidence:float "
    "cue_en:str speaker_rank_en:str speaker_title_en:str speaker_organization_en:str speaker_country_en:str en_complete:bool "
    "translation_check:str",
    "quantities": "quantity_id:str article_id:str sent_no:int start:int end:int text:str value:float value_max:float "
    "comparator:str kind:str unit:str counted:str subject:str predicate:str place:str time:str part_of:str "
    "quote_id:str confidence:float unit_en:str text_en:str en_complete:bool",
    "dates": "date_id:str article_id:str sent_no:int start:int end:int text:str iso:str iso_resolved:str grain:str text_en:str "
    "iso_confidence:float",
    "citations": "citation_id:str article_id:str sent_no:int start:int end:int text:str kind:str number:str year:int",
    "facts": "fact_id:str article_id:str kind:str subject:str subject_entity_id:str predicate:str object:str value:float "
    "value_max:float comparator:str unit:str time:str place:str attributed_to:str evidence:str start:int end:int "
    "confidence:float source_id:str sent_no:int predicate_en:str object_en:str unit_en:str en_complete:bool",
    "checks": "check_id:str article_id:str kind:str message:str expected:float found:float fact_ids:list",
}

TABLES: tuple[str, ...] = tuple(_COLUMNS)

PRIMARY_KEYS: dict[str, tuple[str, ...]] = {
    "articles": ("article_id",),
    "blocks": ("article_id", "block_no"),
    "sentences": ("article_id", "sent_no"),
    "tokens": ("article_id", "sent_no", "token_no"),
    "mentions": ("mention_id",),
    "entities": ("entity_id",),
    "offices": ("office_id",),
    "quotes": ("quote_id",),
    "quantities": ("quantity_id",),
    "dates": ("date_id",),
    "citations": ("citation_id",),
    "facts": ("fact_id",),
    "checks": ("check_id",),
}

#: Columns that hold an entity: a number inside the article until the run-wide stages fill in the id.
ENTITY_COLUMNS: dict[str, tuple[str, ...]] = {
    "mentions": ("entity_id",),
    "offices": ("person_entity_id", "organization_entity_id"),
    "quotes": ("speaker_entity_id",),
    "facts": ("subject_entity_id",),
}

#: Columns that hold an id made from the article's id; they change with it where one text occurs twice in a run.
ARTICLE_ID_COLUMNS: dict[str, tuple[str, ...]] = {
    "mentions": ("mention_id",),
    "offices": ("office_id",),
    "quotes": ("quote_id", "quote_group"),
    "quantities": ("quantity_id", "part_of", "quote_id"),
    "dates": ("date_id",),
    "citations": ("citation_id",),
    "facts": ("fact_id", "source_id"),
    "checks": ("check_id", "fact_ids"),
}


def columns(table: str) -> tuple[tuple[str, str], ...]:
    """Return the (name, type) pairs of a table; types are `str`, `int`, `float`, `bool`, `time` and `list` (of str)."""
    return tuple((name, kind) for name, kind in (c.split(":") for c in _COLUMNS[table].split()))


def _arrow(kind: str) -> Any:
    import pyarrow as pa

    return {
        _STR: pa.string(),
        _INT: pa.int64(),
        _FLOAT: pa.float64(),
        _BOOL: pa.bool_(),
        _TIME: pa.timestamp("us"),
        _LIST: pa.list_(pa.string()),
    }[kind]


@cache
def schema(table: str) -> Any:
    """Return the Arrow schema of a table in its final form."""
    import pyarrow as pa

    return pa.schema([pa.field(name, _arrow(kind)) for name, kind in columns(table)])


@cache
def local_schema(table: str) -> Any:
    """Return the Arrow schema of a table's rows before the run-wide stages: entities are numbers inside the article."""
    import pyarrow as pa

    entity = ENTITY_COLUMNS.get(table, ())
    return pa.schema([pa.field(name, pa.int64() if name in entity else _arrow(kind)) for name, kind in columns(table)])
