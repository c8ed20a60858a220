"""The portal's words about words: synonyms, lay terms, stop words, user dictionary.

Data files beside this module, one idea per line, read once per process:

* ``synonyms.txt``: ``語, 語, 語`` – each finds the others.
* ``lay_terms.txt``: ``ふだんの言い方, … => 専門の言い方, …`` – one way only.
* ``label_words.txt``: ``分類:コード = 語, 語`` – words that find what carries a label.
* ``stop_words.txt``: one normalised word per line.
* ``user_dictionary.csv``: Sudachi's user dictionary; words that must stay whole.

``#`` begins a comment. A room may add lines at run time (``register``): they are read again
as soon as their version changes, in every process within ``LOOK_SECONDS``.
"""

import hashlib
import logging
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Protocol

from django.db import DatabaseError
from sudachipy import Config  # type: ignore[import-untyped]

from . import files
from .files import FOLDER
from .parsing import (
    LayTerm,
    VocabularyError,
    parse_label_words,
    parse_lay_terms,
    parse_synonyms,
    parse_words,
)
from .words import Kind, Line, Vocabulary, check, extended, lines

__all__ = [
    "FOLDER",
    "Kind",
    "LayTerm",
    "Vocabulary",
    "VocabularyError",
    "check",
    "current",
    "extended",
    "fingerprint",
    "label_words",
    "lay_terms",
    "lines",
    "register",
    "shipped",
    "stop_words",
    "sudachi_config",
    "synonyms",
    "trying",
]

logger = logging.getLogger(__name__)
LOOK_SECONDS = 2.0
# A version that was lost on its way is made up for after so long.
RELOAD_SECONDS = 600.0


class Added(Protocol):
    """Lines beside the files, kept by another room."""

    def version(self) -> str:
        """Another one after every change; empty when it is not known. Costs no query."""

    def lines(self) -> Iterable[Line]:
        """All lines in force."""


class _Process:
    """What this process holds of the added lines."""

    added: Added | None = None
    vocabulary: Vocabulary | None = None
    version = ""
    look_at = 0.0
    reload_at = 0.0


_process = _Process()
_tried: ContextVar[Vocabulary | None] = ContextVar("tried_vocabulary", default=None)


def register(added: Added) -> None:
    """Let ``added`` extend the files.

    Raises:
        ValueError: somebody does already.
    """
    if _process.added is not None:
        raise ValueError("The vocabulary has added lines already.")
    _process.added = added


def look_again() -> None:
    """Ask for the version at the next use, not only after ``LOOK_SECONDS``."""
    _process.look_at = 0.0


def forget() -> None:
    """Read the added lines anew at the next use."""
    _process.vocabulary = None
    look_again()


def current() -> Vocabulary:
    """The vocabulary in force at this moment; what is being tried comes first."""
    tried = _tried.get()
    if tried is not None:
        return tried
    now = time.monotonic()
    if _process.added is not None and now >= _process.look_at:
        _process.look_at = now + LOOK_SECONDS
        _refresh(_process.added, now)
    return _process.vocabulary or shipped()


def _refresh(added: Added, now: float) -> None:
    """Read the added lines if they changed; what cannot be read leaves the old ones."""
    version = added.version()
    is_news = bool(version) and version != _process.version
    if _process.vocabulary is not None and not is_news and now < _process.reload_at:
        return
    _process.reload_at = now + RELOAD_SECONDS
    try:
        _process.vocabulary = extended(shipped(), added.lines())
        _process.version = version
    except DatabaseError as error:
        logger.warning("added vocabulary not read, the old one stays: %s", error)


@contextmanager
def trying(vocabulary: Vocabulary) -> Iterator[None]:
    """Use ``vocabulary`` inside the block, in this thread of work alone."""
    token = _tried.set(vocabulary)
    try:
        yield
    finally:
        _tried.reset(token)


@cache
def shipped() -> Vocabulary:
    """The words of the files alone."""
    return Vocabulary(
        synonyms=tuple(files.read("synonyms.txt", parse_synonyms)),
        lay_terms=tuple(files.read("lay_terms.txt", parse_lay_terms)),
        label_words=files.read("label_words.txt", parse_label_words),
    )


def synonyms() -> tuple[tuple[str, ...], ...]:
    """Groups of words that mean the same."""
    return current().synonyms


def lay_terms() -> tuple[LayTerm, ...]:
    """What people say, and what the documents call it."""
    return current().lay_terms


def label_words() -> dict[tuple[str, str], tuple[str, ...]]:
    """Words by facet and code, beside the names that people see."""
    return dict(current().label_words)


@cache
def stop_words() -> frozenset[str]:
    """Normalised words that say nothing."""
    return frozenset(files.read("stop_words.txt", parse_words))


def sudachi_config() -> Config:
    """Sudachi with the words of ``user_dictionary.csv``, compiled beside it."""
    return Config(user=[str(FOLDER / "user_dictionary.dic")])


@cache
def fingerprint() -> str:
    """Changes when documents must be analysed again (stop words, user dictionary).

    Label words stand in the documents' keywords, which have their own part in the digest.
    """
    state = f"{sorted(stop_words())}{(FOLDER / 'user_dictionary.csv').read_text('utf-8')}"
    return hashlib.sha256(state.encode()).hexdigest()[:16]
