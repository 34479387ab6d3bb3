"""Tokenizer and trained taggers for Indonesian: press tokenizer, encoder run-time, spaCy factories."""
