"""Names of files as they may be shown and saved."""

import re
import unicodedata

LONGEST = 120
_UNSAFE = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com[0-9]|lpt[0-9])$")
ALIKE = {"jpg": {"jpg", "jpeg"}}


def clean(name: str, ending: str) -> str:
    """``name`` without folders, hidden characters and endings that lie about ``ending``."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(char for char in last if unicodedata.category(char)[0] != "C")
    shown = " ".join(_UNSAFE.sub("_", shown).split()).strip(". ")
    stem, dot, given = shown.rpartition(".")
    if not dot or given.lower() not in ALIKE.get(ending, {ending}):
        stem, given = shown, ending
    stem = stem.strip(". ")[: LONGEST - len(given) - 1].rstrip(". ")
    if not stem or _RESERVED.match(stem.partition(".")[0]):
        stem = f"file_{stem}" if stem else "file"
    return f"{stem}.{given}"


def shown(name: str) -> str:
    """``name`` as it may be shown although nobody knows what the file is."""
    ending = name.rpartition(".")[2].lower() or "bin"
    return clean(name, ending[:8] if ending.isascii() and ending.isalnum() else "bin")
