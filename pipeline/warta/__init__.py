"""Warta reads Indonesian-language news and returns a table of facts a researcher can cite."""

__version__ = "0.1.0"
