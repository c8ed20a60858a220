"""The words of a file: a small program of its own, so that a bad file can harm nothing else.

Run as ``python extraction.py EXTENSION`` with the file on standard input; answers with one
line of JSON (``state``, ``text``, ``pages``). It limits its own memory and time before it
looks at the file, imports nothing of the portal, and writes no file.
"""

import contextlib
import io
import json
import re
import sys
import zipfile
from html import unescape

MAX_CHARACTERS = 200_000
MAX_PAGES = 300
# One part of an office file, unpacked; more than that is no text that people wrote.
MAX_PART = 20 * 1024 * 1024
MEMORY = 1024 * 1024 * 1024
SECONDS = 20
_JAPANESE = r"[\u3000-\u30ff\u3400-\u9fff\uff01-\uff9f]"
_BREAK_IN_SENTENCE = re.compile(rf"(?<={_JAPANESE})[ \t]*\r?\n[ \t]*(?={_JAPANESE})")
_PARTS = {
    "docx": re.compile(r"word/(document|footnotes|header\d*|footer\d*)\.xml"),
    "pptx": re.compile(r"ppt/(slides|notesSlides)/[^/]+\.xml"),
    "xlsx": re.compile(r"xl/sharedStrings\.xml"),
}
_PARAGRAPH = re.compile(r"</(?:w:p|a:p|si)>")
_TAG = re.compile(r"<[^>]*>")


def limit() -> None:
    """Let this process take so much memory and time, and write nothing."""
    with contextlib.suppress(ImportError):  # not on Windows
        import resource  # noqa: PLC0415

        for kind, most in (
            (resource.RLIMIT_AS, MEMORY),
            (resource.RLIMIT_CPU, SECONDS),
            (resource.RLIMIT_FSIZE, 0),
        ):
            resource.setrlimit(kind, (most, most))


def read(extension: str, content: bytes) -> dict[str, object]:
    """State, text and number of pages of a file."""
    if extension == "pdf":
        return _pdf(content)
    if extension in _PARTS:
        return _office(extension, content)
    return _answer(_decoded(content), 1)


def _answer(text: str, pages: int) -> dict[str, object]:
    text = tidy(text)[:MAX_CHARACTERS]
    return {"state": "read" if text else "empty", "text": text, "pages": pages}


def tidy(text: str) -> str:
    """Lines that were broken inside a Japanese sentence joined, blank lines dropped."""
    joined = _BREAK_IN_SENTENCE.sub("", text.replace("\x00", "").replace("\ufffe", ""))
    return "\n".join(line for line in map(str.strip, joined.splitlines()) if line)


def _pdf(content: bytes) -> dict[str, object]:
    """Words of a PDF page by page, until there are enough."""
    # Only here: office files and texts need no reader.
    import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        return {"state": "encrypted" if "password" in str(error).lower() else "broken"}
    pages, length = [], 0
    for number in range(min(len(document), MAX_PAGES)):
        try:
            words = document[number].get_textpage().get_text_bounded()
        except pypdfium2.PdfiumError:  # one page that cannot be read leaves the others
            continue
        pages.append(words)
        length += len(words)
        if length > MAX_CHARACTERS:
            break
    return _answer("\n".join(pages), len(document))


def _office(extension: str, content: bytes) -> dict[str, object]:
    """Words of the parts of an office file that hold text."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = sorted(filter(_PARTS[extension].fullmatch, archive.namelist()))[:MAX_PAGES]
            parts = []
            for name in names:
                with archive.open(name) as part:
                    parts.append(part.read(MAX_PART).decode("utf-8", "replace"))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
        return {"state": "encrypted" if "encrypted" in str(error) else "broken"}
    text = "\n".join(_TAG.sub("", _PARAGRAPH.sub("\n", part)) for part in parts)
    return _answer(unescape(text), max(1, len(names)))


def _decoded(content: bytes) -> str:
    """A text file in the encodings that offices use here."""
    for encoding in ("utf-8-sig", "cp932"):
        with contextlib.suppress(UnicodeDecodeError):
            return content.decode(encoding)
    return content.decode("utf-8", "replace")


def main() -> None:
    """Read standard input, answer on standard output."""
    limit()
    try:
        answer = read(sys.argv[1], sys.stdin.buffer.read())
    except ImportError:
        answer = {"state": "no_reader"}
    except (MemoryError, RecursionError):
        answer = {"state": "too_large"}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
