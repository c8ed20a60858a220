"""Text to tokens, once and in Python, for documents and queries and for every engine.

Sudachi's short units (mode A) in normalised form, lower-case; particles, auxiliaries,
signs and stop words are dropped. English words lose their plural, old kanji are read as new ones.
"""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sudachipy import Dictionary, SplitMode  # type: ignore[import-untyped]

from . import variants, vocabulary

# Sudachi refuses more than 49,149 bytes at a time; a character takes four at most.
CHUNK = 10_000
MAX_TOKEN = 64
_STOP_POS = {"助詞", "助動詞", "補助記号", "記号", "空白", "接続詞", "感動詞"}
_BOUNDARY = re.compile(r"[。．！？\n]")
_lock = threading.Lock()
_local = threading.local()
_dictionary: Any = None


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it is compared (``norm``) and where it stands in the text."""

    norm: str
    start: int
    end: int
    unknown: bool = False


def _tokenizer() -> Any:
    """The tokenizer of this thread; the dictionary is loaded once per process."""
    global _dictionary
    tokenizer = getattr(_local, "tokenizer", None)
    if tokenizer is None:
        with _lock:
            if _dictionary is None:
                _dictionary = Dictionary(config=vocabulary.sudachi_config())
            tokenizer = _dictionary.tokenizer(mode=SplitMode.A)
        _local.tokenizer = tokenizer
    return tokenizer


def _chunks(text: str) -> Iterator[tuple[int, str]]:
    """Pieces below Sudachi's limit with their offsets, cut after a sentence if possible."""
    start = 0
    while start < len(text):
        end = min(start + CHUNK, len(text))
        if end < len(text):
            cuts = [m.end() for m in _BOUNDARY.finditer(text, start + CHUNK // 2, end)]
            end = cuts[-1] if cuts else end
        yield start, text[start:end]
        start = end


def clean(text: str) -> str:
    """``text`` without characters that no engine or page can carry, same length."""
    return "".join(
        " " if char < " " or "\ud800" <= char <= "\udfff" or char == "\x7f" else char
        for char in text
    )


def tokens(text: str) -> list[Token]:
    """The words of ``text`` that count, in order.

    Positions are offsets into ``text``. Never raises on odd input.
    """
    found: list[Token] = []
    tokenizer = _tokenizer()
    for offset, piece in _chunks(variants.new_kanji(clean(text))):
        for morpheme in tokenizer.tokenize(piece):
            if morpheme.part_of_speech()[0] in _STOP_POS:
                continue
            norm = _normal(morpheme.normalized_form())
            if norm and norm not in vocabulary.stop_words():
                found.append(
                    Token(
                        norm, offset + morpheme.begin(), offset + morpheme.end(), morpheme.is_oov()
                    )
                )
    return found


def _normal(form: str) -> str:
    """Lower-case, letters and digits only, cut to a length that every engine keeps."""
    norm = "".join(char for char in form.lower() if char.isalnum())[:MAX_TOKEN]
    norm = variants.without_v(norm)
    return _english(norm) if norm.isascii() and norm.isalpha() else norm


@lru_cache(maxsize=20_000)
def _english(word: str) -> str:
    """The singular of an English word, as Sudachi writes it (backups → バックアップ)."""
    stem = word
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        stem = word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]
    if stem == word:
        return word
    morphemes = list(_tokenizer().tokenize(stem))
    form = morphemes[0].normalized_form().lower() if len(morphemes) == 1 else stem
    return "".join(char for char in form if char.isalnum()) or stem


def reading(text: str) -> str:
    """How ``text`` is read, in katakana."""
    return "".join(morpheme.reading_form() for morpheme in _tokenizer().tokenize(clean(text)))


def is_word(text: str) -> bool:
    """Whether ``text`` is one word that the dictionary knows."""
    found = tokens(text)
    return len(found) == 1 and not found[0].unknown and found[0].end - found[0].start == len(text)


def names_of_people(text: str) -> set[str]:
    """Words of ``text`` that the dictionary knows as names of people, as they are compared."""
    return {
        _normal(morpheme.normalized_form())
        for _offset, piece in _chunks(clean(text))
        for morpheme in _tokenizer().tokenize(piece)
        if morpheme.part_of_speech()[2] == "人名"
    }


def is_common_noun(text: str) -> bool:
    """Whether ``text`` is one word that the dictionary holds, and no name."""
    morphemes = list(_tokenizer().tokenize(clean(text)[:MAX_TOKEN]))
    return (
        len(morphemes) == 1
        and not morphemes[0].is_oov()
        and morphemes[0].part_of_speech()[1] != "固有名詞"
    )


def norms(text: str) -> tuple[str, ...]:
    """Only the compared forms of ``text``."""
    return tuple(token.norm for token in tokens(text))
