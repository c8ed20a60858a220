"""Compiles the user dictionary: ``python -m search.vocabulary.compile``.

The source ``user_dictionary.csv`` is one word a line with its reading; the words become
nouns that are never split. The compiled file is kept in the project because compiling
takes some seconds; a test holds the two together.
"""

import hashlib
import tempfile
from pathlib import Path

import sudachidict_core  # type: ignore[import-untyped]
from sudachipy import sudachipy  # type: ignore[import-untyped]

from .parsing import VocabularyError

FOLDER = Path(__file__).parent
SOURCE = FOLDER / "user_dictionary.csv"
COMPILED = FOLDER / "user_dictionary.dic"
CHECKSUM = FOLDER / "user_dictionary.sha256"
# Connection ids of a common noun, and a cost low enough to win over a split.
_ROW = "{word},5146,5146,2000,{word},名詞,普通名詞,一般,*,*,*,{reading},{word},*,A,*,*,*,*"


def rows(text: str) -> list[str]:
    """Rows for Sudachi from lines ``word,reading``.

    Raises:
        VocabularyError: with line and reason.
    """
    result = []
    for number, line in enumerate(text.splitlines(), 1):
        content = line.split("#", 1)[0].strip()
        if not content:
            continue
        parts = [part.strip() for part in content.split(",")]
        if len(parts) != 2 or not all(parts):
            raise VocabularyError(SOURCE.name, number, "「語,ヨミ」の形で書いてください。")
        word, reading = parts
        if not all("ァ" <= char <= "ヴ" or char == "ー" for char in reading):
            raise VocabularyError(SOURCE.name, number, "ヨミはカタカナで書いてください。")
        result.append(_ROW.format(word=word, reading=reading))
    return result


def checksum() -> str:
    """Fingerprint of the source."""
    return hashlib.sha256(SOURCE.read_bytes()).hexdigest()


def build() -> None:
    """Write the compiled dictionary and the fingerprint of its source."""
    system = next(Path(sudachidict_core.__file__).parent.rglob("*.dic"))
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "user.csv"
        compiled = Path(folder) / "user.dic"
        source.write_text("\n".join(rows(SOURCE.read_text("utf-8"))) + "\n", "utf-8")
        sudachipy.build_user_dic(
            system=system, lex=[source], output=compiled, description="SECUNITY Portal"
        )
        COMPILED.write_bytes(compiled.read_bytes())
    CHECKSUM.write_text(checksum() + "\n")


if __name__ == "__main__":
    build()
