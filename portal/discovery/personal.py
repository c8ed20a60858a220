"""Which queries may be about a person: nothing of them is ever kept."""

import re
from functools import lru_cache

from search import analysis, romaji, vocabulary
from search.vocabulary import Vocabulary

MAX_LENGTH = 80
"""Who writes more tells a story rather than asks."""

# A number of a vulnerability is as long as a telephone number, and is nobody's.
_HARMLESS = re.compile(r"\b(?:cve-\d{4}-\d{4,7}|iso[ /]?\d{4,5}(?:-\d+)?(?::\d{4})?)\b")
_AT = re.compile(r"[@＠]|\bat\b.*\bdot\b")
# Telephone, corporate number, membership number, post code, card: seven digits or more,
# whatever stands between them.
_DIGITS = re.compile(r"\d(?:[-\s()./‐–−ー]?\d){6,}")
_ADDRESS = re.compile(r"https?:|www\.|\d+(?:丁目|番地|号室)")
# Letters and many digits in one long word: a password, a key, a number of a customer.
_MIXED = re.compile(r"(?=(?:[a-z_]*\d){4})(?=\d*[a-z])[a-z0-9_]{9,}")
_LATIN = re.compile(r"[a-z]{3,}")
_ADDRESSED = re.compile(r"(?<![客皆者])(?:さん|氏|殿|くん|ちゃん)(?:\s|$|[のがはにをとも])")


@lru_cache(maxsize=4)
def _known(words: Vocabulary) -> frozenset[str]:
    """Words of the vocabulary, some of which are surnames as well (宮崎)."""
    groups = [*words.synonyms, *words.label_words.values()]
    groups += [(*term.said, *term.meant) for term in words.lay_terms]
    return frozenset(norm for group in groups for word in group for norm in analysis.norms(word))


def looks_personal(text: str) -> bool:
    """Whether ``text`` (folded) may hold an address, a number or a name of a person.

    In doubt it does: a query that is not counted costs little.
    """
    if len(text) > MAX_LENGTH:
        return True
    rest = _HARMLESS.sub(" ", text.lower())
    if any(form.search(rest) for form in (_AT, _DIGITS, _ADDRESS, _MIXED, _ADDRESSED)):
        return True
    known = _known(vocabulary.current())
    return bool((analysis.names_of_people(rest) - known) or _romanised_names(rest, known))


def _romanised_names(text: str, known: frozenset[str]) -> set[str]:
    """Names of people in Latin letters (tanaka), which the dictionary knows in kana."""
    words = set(_LATIN.findall(text)) - known
    return {
        name
        for word in words
        if (kana := romaji.katakana(word)) is not None
        for name in analysis.names_of_people(kana)
    }
