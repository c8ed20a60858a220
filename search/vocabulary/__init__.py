"""The portal's words about words: synonyms, lay terms, stop words, user dictionary.

Data files beside this module, one idea per line, read once per process:

* ``synonyms.txt``: ``語, 語, 語`` – each finds the others.
* ``lay_terms.txt``: ``ふだんの言い方, … => 専門の言い方, …`` – one way only.
* ``label_words.txt``: ``分類:コード = 語, 語`` – words that find what carries a label.
* ``stop_words.txt``: one normalised word per line.
* ``user_dictionary.csv``: Sudachi's user dictionary; words that must stay whole.

``#`` begins a comment.
"""

import hashlib
from functools import cache
from pathlib import Path

from sudachipy import Config  # type: ignore[import-untyped]

from .parsing import (
    LayTerm,
    VocabularyError,
    parse_label_words,
    parse_lay_terms,
    parse_synonyms,
    parse_words,
)

FOLDER = Path(__file__).parent

__all__ = [
    "LayTerm",
    "VocabularyError",
    "fingerprint",
    "label_words",
    "lay_terms",
    "stop_words",
    "sudachi_config",
    "synonyms",
]


def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


@cache
def synonyms() -> list[tuple[str, ...]]:
    """Groups of words that mean the same."""
    return parse_synonyms(_read("synonyms.txt"), "synonyms.txt")


@cache
def lay_terms() -> list[LayTerm]:
    """What people say, and what the documents call it."""
    return parse_lay_terms(_read("lay_terms.txt"), "lay_terms.txt")


@cache
def label_words() -> dict[tuple[str, str], tuple[str, ...]]:
    """Words by facet and code, beside the names that people see."""
    return parse_label_words(_read("label_words.txt"), "label_words.txt")


@cache
def stop_words() -> frozenset[str]:
    """Normalised words that say nothing."""
    return frozenset(parse_words(_read("stop_words.txt"), "stop_words.txt"))


def sudachi_config() -> Config:
    """Sudachi with the words of ``user_dictionary.csv``, compiled beside it."""
    return Config(user=[str(FOLDER / "user_dictionary.dic")])


@cache
def fingerprint() -> str:
    """Changes when documents must be analysed again (stop words, user dictionary)."""
    text = "".join(map(_read, ("stop_words.txt", "user_dictionary.csv", "label_words.txt")))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
