"""Reading vocabulary files; a wrong line is refused with its number and the reason."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass


class VocabularyError(ValueError):
    """A line of a vocabulary file that cannot be used."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}:{line}: {reason}")
        self.file, self.line, self.reason = file, line, reason


@dataclass(frozen=True)
class LayTerm:
    """Any of ``said`` in a query also looks for each of ``meant``."""

    said: tuple[str, ...]
    meant: tuple[str, ...]


MAX_WORD = 60


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        content = line.split("#", 1)[0].strip()
        if content:
            yield number, content


def _words(file: str, number: int, part: str) -> tuple[str, ...]:
    words = tuple(word.strip() for word in part.replace("、", ",").split(","))
    for word in words:
        if not word:
            raise VocabularyError(file, number, "空の語があります（, が余分です）。")
        if len(word) > MAX_WORD:
            raise VocabularyError(file, number, f"語が{MAX_WORD}文字を超えています。")
        if not any(char.isalnum() for char in word):
            raise VocabularyError(file, number, f"文字のない語です: {word}")
    folded = [unicodedata.normalize("NFKC", word).lower() for word in words]
    if len(set(folded)) < len(folded):
        raise VocabularyError(file, number, "同じ語が二度あります。")
    return words


def parse_synonyms(text: str, file: str = "synonyms.txt") -> list[tuple[str, ...]]:
    """Groups of two words or more.

    Raises:
        VocabularyError: with file, line and reason.
    """
    groups = []
    for number, line in _lines(text):
        if "=>" in line:
            raise VocabularyError(file, number, "=> は lay_terms.txt で使います。")
        words = _words(file, number, line)
        if len(words) < 2:
            raise VocabularyError(file, number, "同義語は二つ以上書いてください。")
        groups.append(words)
    return groups


def parse_lay_terms(text: str, file: str = "lay_terms.txt") -> list[LayTerm]:
    """One-way expansions ``said => meant``.

    Raises:
        VocabularyError: with file, line and reason.
    """
    terms = []
    for number, line in _lines(text):
        parts = line.split("=>")
        if len(parts) != 2:
            raise VocabularyError(file, number, "「言い方 => 専門語」の形で書いてください。")
        terms.append(LayTerm(_words(file, number, parts[0]), _words(file, number, parts[1])))
    return terms


def parse_label_words(
    text: str, file: str = "label_words.txt"
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Words by (facet, code).

    Raises:
        VocabularyError: with file, line and reason.
    """
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for number, line in _lines(text):
        head, equals, words = line.partition("=")
        facet, colon, code = (part.strip() for part in head.partition(":"))
        if not (equals and colon and facet.isidentifier() and code.isidentifier()):
            raise VocabularyError(file, number, "「分類:コード = 語」の形で書いてください。")
        if (facet, code) in found:
            raise VocabularyError(file, number, f"{facet}:{code} が二度あります。")
        found[facet, code] = _words(file, number, words)
    return found


def parse_words(text: str, file: str) -> list[str]:
    """One word per line.

    Raises:
        VocabularyError: with file, line and reason.
    """
    words: list[str] = []
    for number, line in _lines(text):
        (word, *more) = _words(file, number, line)
        if more:
            raise VocabularyError(file, number, "一行に一語を書いてください。")
        words.append(word)
    return words
