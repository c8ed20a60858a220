"""Words added to a query from the vocabulary: synonyms, expert terms, near spellings."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from . import analysis, folding, romaji, vocabulary
from .plan import Origin, Phrase

Run = Sequence[analysis.Token]
_DENIED = re.compile("(?:でき|出来|られ|れ|て|で)?(?:な[いくか]|ませ[んず]|ず)")
_SUFFERED = re.compile("[さら]?れ")
_KANA = re.compile("[ぁ-ゖ]{2}")
# A word of which a part is in hiragana is looked up by its reading up to this length.
MAX_MIXED = 14

SYNONYM_WEIGHT = 0.8
LAY_WEIGHT = 0.5
SIMILAR_WEIGHT = 0.8
# So many words may stand between the words of a lay term (データ「が全部」消えた).
GAP = 2
# A rule for a word that is part of a longer known word counts this much.
INNER_SHARE = 0.4
# English words read as romaji are near to much; only long ones are compared.
MIN_NEAR_KANA = 6


@dataclass(frozen=True)
class Rule:
    """When ``said`` stands in a query, look for ``meant`` as well."""

    said: tuple[str, ...]
    meant: tuple[tuple[str, ...], ...]
    weight: float
    origin: Origin
    # How many other words may stand between those that were said.
    gap: int = 0
    # What must follow the last word: it is dropped by analysis but turns the meaning.
    turn: str = ""


@cache
def _rules() -> dict[str, list[Rule]]:
    """Rules by the first word they need, the longest first.

    What is meant by a word is meant by its synonyms as well.
    """
    rules: list[Rule] = []
    same: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
    for group in vocabulary.synonyms():
        words = tuple(dict.fromkeys(filter(None, map(analysis.norms, group))))
        for said in words:
            others = tuple(word for word in words if word != said)
            rules.append(Rule(said, others, SYNONYM_WEIGHT, Origin.SYNONYM))
            same[said] = (*same.get(said, ()), *words)
    for term in vocabulary.lay_terms():
        meant = tuple(filter(None, map(analysis.norms, term.meant)))
        for said, turn in _said(term.said, same):
            gap = GAP if len(said) > 1 else 0
            rules.append(Rule(said, meant, LAY_WEIGHT, Origin.LAY, gap, turn))
            if len(said) == 2 and not turn:
                rules.append(Rule(said[::-1], meant, LAY_WEIGHT, Origin.LAY))
    by_word: dict[str, list[Rule]] = {}
    for rule in sorted(rules, key=lambda rule: -len(rule.said)):
        by_word.setdefault(rule.said[0], []).append(rule)
    return by_word


def _said(
    texts: Sequence[str], same: Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]
) -> dict[tuple[tuple[str, ...], str], None]:
    """Words of what is said, and of its synonyms, with the turn that must follow."""
    found: dict[tuple[tuple[str, ...], str], None] = {}
    for text in texts:
        tokens = analysis.tokens(text)
        if tokens:
            words = tuple(token.norm for token in tokens)
            found[words, turn_of(text[tokens[-1].end :])] = None
            found.update(((word, ""), None) for word in same.get(words, ()) if word != words)
    return found


def turn_of(tail: str) -> str:
    """Whether the word before ``tail`` is denied (開けない), suffered (入られた) or neither."""
    if _DENIED.match(tail):
        return "denied"
    return "suffered" if _SUFFERED.match(tail) else ""


@cache
def _spoken() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Lay terms of which analysis leaves nothing (どうしよう), as they are written."""
    return {
        said: tuple(filter(None, map(analysis.norms, term.meant)))
        for term in vocabulary.lay_terms()
        for said in term.said
        if not analysis.norms(said)
    }


@cache
def _lexicon() -> dict[str, str]:
    """Folded spelling → a word of the vocabulary."""
    words = [word for group in vocabulary.synonyms() for word in group]
    words += [word for term in vocabulary.lay_terms() for word in (*term.said, *term.meant)]
    return {folding.fold(word): word for word in reversed(words) if len(folding.fold(word)) > 2}


@cache
def _readings() -> dict[str, str]:
    """Folded reading → a word of the vocabulary that is written in kanji."""
    return {
        folding.fold(analysis.reading(word)): word
        for folded, word in reversed(_lexicon().items())
        if any("一" <= char <= "鿿" for char in folded)
    }


def expand(text: str, runs: Sequence[Run]) -> list[Phrase]:
    """Phrases to add to the terms ``runs`` of ``text``."""
    flat = [
        (token.norm, group, turn_of(text[token.end : token.end + 5]))
        for group, run in enumerate(runs)
        for token in run
    ]
    phrases = _by_rules(flat)
    phrases += [
        Phrase(words, LAY_WEIGHT, len(runs), Origin.LAY)
        for said, meant in _spoken().items()
        if said in text
        for words in meant
    ]
    whole = similar_word(text, runs[0]) if len(runs) > 1 and text.isascii() else None
    for group, run in enumerate(runs):
        similar = whole or similar_word(text[slice(*extent(text, run))], run)
        if similar:
            words = analysis.norms(similar)
            phrases.append(Phrase(words, SIMILAR_WEIGHT, group, Origin.SIMILAR))
            phrases += [
                Phrase(p.tokens, p.weight * SIMILAR_WEIGHT, group, p.origin)
                for p in _by_rules([(word, group, "") for word in words])
            ]
    return phrases


def _by_rules(flat: Sequence[tuple[str, int, str]]) -> list[Phrase]:
    """Expansions of all rules whose words stand in ``flat``; a longer match dims shorter ones."""
    phrases: list[Phrase] = []
    longest: dict[int, int] = {}
    words = [word for word, _, _ in flat]
    for start, (word, group, _turn) in enumerate(flat):
        for rule in _rules().get(word, ()):
            length = len(rule.said)
            places = _places(words, start, rule)
            if not places or (rule.turn and flat[places[-1]][2] != rule.turn):
                continue
            inner = all(longest.get(place, 0) > length for place in places)
            weight = rule.weight * (INNER_SHARE if inner else 1.0)
            for place in places:
                longest[place] = max(longest.get(place, 0), length)
            phrases += [Phrase(meant, weight, group, rule.origin) for meant in rule.meant]
    return phrases


def _places(words: Sequence[str], start: int, rule: Rule) -> Sequence[int]:
    """Where the words of ``rule`` stand from ``start`` on, empty if they do not."""
    places = [start]
    for word in rule.said[1:]:
        after = places[-1] + 1
        place = next(
            (n for n in range(after, after + 1 + rule.gap) if words[n : n + 1] == [word]), None
        )
        if place is None:
            return ()
        places.append(place)
    return places


def extent(text: str, run: Run) -> tuple[int, int]:
    """Where the term ``run`` stands in ``text``: for one in hiragana up to the blanks around.

    So too for a known word of which a part is in hiragana (脆弱性しんだん).

    Sudachi takes a foreign word in hiragana for particles and pieces of other words.
    """
    start, end = run[0].start, run[-1].end
    first = max(text.rfind(" ", 0, start), text.rfind("\u3000", 0, start)) + 1
    after = [place for place in (text.find(" ", end), text.find("\u3000", end)) if place >= 0]
    last = min(after, default=len(text))
    word = text[first:last]
    whole = _is_hiragana(word) or _by_reading(word)
    return (first, last) if whole else (start, end)


def _by_reading(word: str) -> str | None:
    """The word of the vocabulary that is read like ``word``, of which a part is in hiragana."""
    if len(word) > MAX_MIXED or not _KANA.search(word):
        return None
    spoken = word if _is_hiragana(word) else analysis.reading(word)
    known = _readings().get(folding.fold(spoken))
    return None if known and folding.fold(known) == folding.fold(word) else known


def _is_hiragana(text: str) -> bool:
    return bool(text) and all("ぁ" <= char <= "ゖ" or char == "ー" for char in text)


def similar_word(surface: str, run: Run) -> str | None:
    """A word of the vocabulary that ``surface`` probably means, None if it stands for itself.

    Only for what Sudachi does not know, kana written in hiragana, and romaji.
    """
    folded = folding.fold(surface)
    if len(folded) < 4:
        return None
    known = _lexicon().get(folded) or _by_reading(surface)
    if known:
        same = analysis.norms(known) == tuple(token.norm for token in run)
        return None if same else known
    is_unknown = any(token.unknown for token in run)
    if folded.isascii():
        kana = folding.fold(romaji.katakana(folded))
        exact = _lexicon().get(kana) or _readings().get(kana)
        if exact or not is_unknown or len(kana) < MIN_NEAR_KANA:
            return exact
        return nearest(kana, _lexicon())
    return nearest(folded, _lexicon()) if is_unknown else None


def nearest(folded: str, words: Mapping[str, str]) -> str | None:
    """The word (by its folded spelling) with the fewest edits; None if all are far."""
    limit = 1 if len(folded) < 7 else 2
    near = (
        (folding.distance(folded, word, limit), word)
        for word in words
        if abs(len(word) - len(folded)) <= limit
        and (word[0] == folded[0] or word[-1] == folded[-1])
    )
    best = min(near, default=(limit + 1, ""))
    return words[best[1]] if best[0] <= limit else None
