"""What form of help the words of a need wish for."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from . import wording

FILE = Path(__file__).parent / "wishes.yaml"


@cache
def _signs() -> Mapping[str, "re.Pattern[str]"]:
    written: dict[str, str] = yaml.safe_load(FILE.read_text("utf-8"))
    return {
        form: re.compile(
            "|".join(re.escape(wording.fold(sign.strip())) for sign in signs.split("|"))
        )
        for form, signs in written.items()
    }


def forms(text: str, urgency: str) -> dict[str, float]:
    """Wished forms of help with their strength, from 0 to 1."""
    folded = wording.fold(text)
    found = {}
    for form, pattern in _signs().items():
        hits = len(set(pattern.findall(folded)))
        if hits:
            found[form] = min(1.0, 0.5 + 0.25 * hits)
    if urgency == "now" and "emergency_response" in found:
        found["emergency_response"] = 1.0
    return found
