"""The stages, in data-flow order: ingest, segment, tag, entities, offices, quotes, quantities, resolve, facts, checks, store."""
