"""Puts what people type into one form without changing how it reads."""

import unicodedata

import jaconv

# Full-width digits, the at sign with the capital letters, the small letters.
_WIDE = [*range(0xFF10, 0xFF1A), *range(0xFF20, 0xFF3B), *range(0xFF41, 0xFF5B)]
_TO_NARROW = {code: unicodedata.normalize("NFKC", chr(code)) for code in _WIDE}


def tidy(text: str) -> str:
    """Half-width kana to full width, full-width letters and digits to half width.

    Punctuation stays as typed; control characters go, line breaks become one kind.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = jaconv.h2z(text, kana=True, ascii=False, digit=False).translate(_TO_NARROW)
    kept = (c for c in text if c in "\n\t" or unicodedata.category(c)[0] != "C")
    return "".join(kept).strip()
