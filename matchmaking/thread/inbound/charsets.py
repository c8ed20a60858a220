"""Bytes of a mail as text, whatever Japanese mail programs call their character set.

What is called ISO-2022-JP often holds the circled digits and company marks of Windows, and
what is called Shift_JIS nearly always does: both are read by the tables of code page 932.
"""

import codecs
import re

_ESCAPE = re.compile(rb"\x1b(\$[@B]|\$\(D|\([BJI])")
_WINDOWS = {"shift_jis": "cp932", "shiftjis": "cp932", "sjis": "cp932", "x-sjis": "cp932"}
_LAX = {
    "iso-8859-1": "cp1252",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
}


def text(content: bytes, charset: str = "") -> str:
    """``content`` as text: by ``charset`` if it fits, else by what it looks like.

    Nothing makes it fail; what no table knows becomes U+FFFD.
    """
    name = charset.strip().strip("\"'").lower().replace("_", "-")
    if name.startswith("iso-2022-jp") or (
        name in {"", "us-ascii", "utf-8"} and b"\x1b$" in content
    ):
        return _iso_2022_jp(content)
    return _by_tables(content, name)


def _by_tables(content: bytes, name: str) -> str:
    named = _WINDOWS.get(name.replace("-", "_"), _WINDOWS.get(name, _LAX.get(name, name)))
    for candidate in (named, "utf-8", "cp932", "euc_jp"):
        try:
            codecs.lookup(candidate)
            return content.decode(candidate)
        except (LookupError, ValueError):
            continue
    return content.decode("utf-8", "replace")


def _iso_2022_jp(content: bytes) -> str:
    """Segment by segment, so that one bad segment costs no other."""
    parts = []
    mode = b"(B"
    position = 0
    for found in [*_ESCAPE.finditer(content), None]:
        end = found.start() if found else len(content)
        parts.append(_segment(content[position:end], mode))
        if found:
            mode, position = found[1], found.end()
    return "".join(parts)


def _segment(piece: bytes, mode: bytes) -> str:
    if mode in {b"$@", b"$B"}:
        return _double_bytes(piece)
    if mode == b"$(D":
        return (b"\x1b$(D" + piece + b"\x1b(B").decode("iso2022_jp_1", "replace")
    if mode == b"(I":
        return bytes(byte | 0x80 if 0x20 < byte < 0x60 else byte for byte in piece).decode(
            "cp932", "replace"
        )
    # Some programs put UTF-8 or Shift_JIS where ASCII should stand.
    return _by_tables(piece, "utf-8") if not piece.isascii() else piece.decode("ascii")


def _double_bytes(piece: bytes) -> str:
    """JIS X 0208 with the rows that Windows added, by way of Shift_JIS (JIS X 0208, annex 1)."""
    made = bytearray()
    position = 0
    while position < len(piece):
        lead = piece[position]
        pair = piece[position : position + 2]
        if not (0x21 <= lead <= 0x7E and len(pair) == 2 and 0x21 <= pair[1] <= 0x7E):
            made.append(lead)
            position += 1
            continue
        row, cell = lead, pair[1]
        cell += 0x7E if row % 2 == 0 else 0x1F if cell < 0x60 else 0x20
        row = (row + 1) // 2 + (0x70 if row < 0x5F else 0xB0)
        made += bytes((row, cell))
        position += 2
    return bytes(made).decode("cp932", "replace")
