"""Rules of the vocabulary over compared words: what was said, and what to look for as well."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from . import analysis
from .plan import Origin
from .vocabulary import Vocabulary

SYNONYM_WEIGHT = 0.8
LAY_WEIGHT = 0.5
# So many words may stand between the words of a lay term (データ「が全部」消えた).
GAP = 2
# Vocabularies whose rules are kept: the one in force, and those that staff try.
KEPT = 8
# Also as one speaks in the west of the country: 開かん, つながっとらん.
_DENIED = re.compile(
    "(?:でき|出来|られ|れ|てい?|でい?|とら|どら|ら)?(?:な[いくか]|ませ[んず]|ず|ん(?!で|だ|じゃ|や|か))"
)
_SUFFERED = re.compile("[さら]?れ")
Words = tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """When ``said`` stands in a query, look for ``meant`` as well."""

    said: Words
    meant: tuple[Words, ...]
    weight: float
    origin: Origin
    # How many other words may stand between those that were said.
    gap: int = 0
    # What must follow the last word: it is dropped by analysis but turns the meaning.
    turn: str = ""


@lru_cache(maxsize=20_000)
def norms(word: str) -> Words:
    """The compared forms of a word of the vocabulary, kept from one vocabulary to the next."""
    return analysis.norms(word)


@lru_cache(maxsize=KEPT)
def by_first_word(words: Vocabulary) -> dict[str, list[Rule]]:
    """Rules by the first word they need, the longest first.

    What is meant by a word is meant by its synonyms as well.
    """
    rules: list[Rule] = []
    same: dict[Words, tuple[Words, ...]] = {}
    for group in words.synonyms:
        compared = tuple(dict.fromkeys(filter(None, map(norms, group))))
        for said in compared:
            others = tuple(word for word in compared if word != said)
            rules.append(Rule(said, others, SYNONYM_WEIGHT, Origin.SYNONYM))
            same[said] = (*same.get(said, ()), *compared)
    for term in words.lay_terms:
        meant = tuple(filter(None, map(norms, term.meant)))
        for said, turn in _said(term.said, same):
            gap = GAP if len(said) > 1 else 0
            rules.append(Rule(said, meant, LAY_WEIGHT, Origin.LAY, gap, turn))
            if len(said) == 2 and not turn:
                rules.append(Rule(said[::-1], meant, LAY_WEIGHT, Origin.LAY))
    found: dict[str, list[Rule]] = {}
    for rule in sorted(rules, key=lambda rule: -len(rule.said)):
        found.setdefault(rule.said[0], []).append(rule)
    return found


def _said(
    texts: Sequence[str], same: Mapping[Words, tuple[Words, ...]]
) -> dict[tuple[Words, str], None]:
    """Words of what is said, and of its synonyms, with the turn that must follow."""
    found: dict[tuple[Words, str], None] = {}
    for text in texts:
        words, turn = _turned(text)
        if words:
            found[words, turn] = None
            found.update(((word, ""), None) for word in same.get(words, ()) if word != words)
    return found


@lru_cache(maxsize=20_000)
def _turned(text: str) -> tuple[Words, str]:
    tokens = analysis.tokens(text)
    if not tokens:
        return (), ""
    return tuple(token.norm for token in tokens), turn_of(text[tokens[-1].end :])


def turn_of(tail: str) -> str:
    """Whether the word before ``tail`` is denied (開けない), suffered (入られた) or neither."""
    if _DENIED.match(tail):
        return "denied"
    return "suffered" if _SUFFERED.match(tail) else ""


@lru_cache(maxsize=KEPT)
def as_written(words: Vocabulary) -> dict[str, tuple[Words, ...]]:
    """Lay terms of which analysis leaves nothing (どうしよう), as they are written."""
    return {
        said: tuple(filter(None, map(norms, term.meant)))
        for term in words.lay_terms
        for said in term.said
        if not norms(said)
    }


def places(words: Sequence[str], start: int, rule: Rule) -> Sequence[int]:
    """Where the words of ``rule`` stand from ``start`` on, empty if they do not."""
    found = [start]
    for word in rule.said[1:]:
        after = found[-1] + 1
        place = next(
            (n for n in range(after, after + 1 + rule.gap) if words[n : n + 1] == [word]), None
        )
        if place is None:
            return ()
        found.append(place)
    return found
