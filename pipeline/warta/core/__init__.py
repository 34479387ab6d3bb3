"""Core types: spans, the article and what stages add to it, stage registration, errors, configuration."""
