"""Words added to a query from the vocabulary: synonyms, expert terms, near spellings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from . import analysis, folding, romaji, vocabulary
from .plan import Origin, Phrase
from .vocabulary import Vocabulary

Run = Sequence[analysis.Token]

SYNONYM_WEIGHT = 0.8
LAY_WEIGHT = 0.5
SIMILAR_WEIGHT = 0.8
# A rule for a word that is part of a longer known word counts this much.
INNER_SHARE = 0.4
# Vocabularies whose rules are kept: the one in force, and those that staff try.
KEPT = 8
# English words read as romaji are near to much; only long ones are compared.
MIN_NEAR_KANA = 6


@dataclass(frozen=True)
class Rule:
    """When ``said`` stands in a query, look for ``meant`` as well."""

    said: tuple[str, ...]
    meant: tuple[tuple[str, ...], ...]
    weight: float
    origin: Origin


@lru_cache(maxsize=KEPT)
def _rules(words: Vocabulary) -> dict[str, list[Rule]]:
    """Rules by the first word they need, the longest first.

    What is meant by a word is meant by its synonyms as well.
    """
    rules: list[Rule] = []
    same: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
    for group in words.synonyms:
        norms = tuple(dict.fromkeys(filter(None, map(_norms, group))))
        for said in norms:
            others = tuple(word for word in norms if word != said)
            rules.append(Rule(said, others, SYNONYM_WEIGHT, Origin.SYNONYM))
            same[said] = (*same.get(said, ()), *norms)
    for term in words.lay_terms:
        meant = tuple(filter(None, map(_norms, term.meant)))
        direct = tuple(filter(None, map(_norms, term.said)))
        for said in dict.fromkeys(word for one in direct for word in same.get(one, (one,))):
            rules.append(Rule(said, meant, LAY_WEIGHT, Origin.LAY))
    by_word: dict[str, list[Rule]] = {}
    for rule in sorted(rules, key=lambda rule: -len(rule.said)):
        by_word.setdefault(rule.said[0], []).append(rule)
    return by_word


@lru_cache(maxsize=20_000)
def _norms(word: str) -> tuple[str, ...]:
    """The compared forms of a word of the vocabulary, kept from one vocabulary to the next."""
    return analysis.norms(word)


@lru_cache(maxsize=KEPT)
def _lexicon(words: Vocabulary) -> dict[str, str]:
    """Folded spelling → a word of the vocabulary."""
    known = [word for group in words.synonyms for word in group]
    known += [word for term in words.lay_terms for word in (*term.said, *term.meant)]
    return {folding.fold(word): word for word in reversed(known) if len(folding.fold(word)) > 2}


@lru_cache(maxsize=KEPT)
def _readings(words: Vocabulary) -> dict[str, str]:
    """Folded reading → a word of the vocabulary that is written in kanji."""
    return {
        folding.fold(analysis.reading(word)): word
        for folded, word in reversed(_lexicon(words).items())
        if any("一" <= char <= "鿿" for char in folded)
    }


@lru_cache(maxsize=KEPT)
def _idle(words: Vocabulary) -> frozenset[tuple[str, ...]]:
    return frozenset(filter(None, map(_norms, words.idle_words)))


@lru_cache(maxsize=KEPT)
def _whole(words: Vocabulary) -> list[tuple[str, ...]]:
    """Words that stay whole, the longest first."""
    norms = {norms for norms in map(_norms, words.whole_words) if len(norms) > 1}
    return sorted(norms, key=lambda norms: (-len(norms), norms))


def is_idle(unit: Sequence[str]) -> bool:
    """Whether staff said that ``unit`` says nothing in a query."""
    return tuple(unit) in _idle(vocabulary.current())


def telling(runs: Sequence[Run]) -> list[Run]:
    """Terms that say something; all of them if none does."""
    found = [run for run in runs if not is_idle([token.norm for token in run])]
    return found or list(runs)


def units(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Pieces of a term: single words, and what stays whole."""
    whole = _whole(vocabulary.current())
    found: list[tuple[str, ...]] = []
    start = 0
    while start < len(words):
        here = (one for one in whole if tuple(words[start : start + len(one)]) == one)
        unit = next(here, (words[start],))
        found.append(unit)
        start += len(unit)
    return found


def expand(text: str, runs: Sequence[Run]) -> list[Phrase]:
    """Phrases to add to the terms ``runs`` of ``text``."""
    flat = [(token.norm, group) for group, run in enumerate(runs) for token in run]
    phrases = _by_rules(flat)
    for group, run in enumerate(runs):
        similar = similar_word(text[slice(*extent(text, run))], run)
        if similar:
            words = analysis.norms(similar)
            phrases.append(Phrase(words, SIMILAR_WEIGHT, group, Origin.SIMILAR))
            phrases += [
                Phrase(p.tokens, p.weight * SIMILAR_WEIGHT, group, p.origin)
                for p in _by_rules([(word, group) for word in words])
            ]
    return phrases


def _by_rules(flat: Sequence[tuple[str, int]]) -> list[Phrase]:
    """Expansions of all rules whose words stand in ``flat``; a longer match dims shorter ones."""
    phrases: list[Phrase] = []
    longest: dict[int, int] = {}
    words = [word for word, _ in flat]
    rules = _rules(vocabulary.current())
    for start, (word, group) in enumerate(flat):
        for rule in rules.get(word, ()):
            length = len(rule.said)
            places = range(start, start + length)
            if tuple(words[start : start + length]) != rule.said:
                continue
            inner = all(longest.get(place, 0) > length for place in places)
            weight = rule.weight * (INNER_SHARE if inner else 1.0)
            for place in places:
                longest[place] = max(longest.get(place, 0), length)
            phrases += [Phrase(meant, weight, group, rule.origin) for meant in rule.meant]
    return phrases


def extent(text: str, run: Run) -> tuple[int, int]:
    """Where the term ``run`` stands in ``text``: for one in hiragana up to the blanks around.

    Sudachi takes a foreign word in hiragana for particles and pieces of other words.
    """
    start, end = run[0].start, run[-1].end
    first = max(text.rfind(" ", 0, start), text.rfind("\u3000", 0, start)) + 1
    after = [place for place in (text.find(" ", end), text.find("\u3000", end)) if place >= 0]
    last = min(after, default=len(text))
    return (first, last) if _is_hiragana(text[first:last]) else (start, end)


def _is_hiragana(text: str) -> bool:
    return bool(text) and all("ぁ" <= char <= "ゖ" or char == "ー" for char in text)


def similar_word(surface: str, run: Run) -> str | None:
    """A word of the vocabulary that ``surface`` probably means, None if it stands for itself.

    Only for what Sudachi does not know, kana written in hiragana, and romaji.
    """
    folded = folding.fold(surface)
    if len(folded) < 4:
        return None
    words = vocabulary.current()
    lexicon = _lexicon(words)
    known = lexicon.get(folded)
    if not known and _is_hiragana(surface):
        known = _readings(words).get(folded)
    if known:
        same = analysis.norms(known) == tuple(token.norm for token in run)
        return None if same else known
    is_unknown = any(token.unknown for token in run)
    if folded.isascii():
        kana = folding.fold(romaji.katakana(folded))
        exact = lexicon.get(kana) or _readings(words).get(kana)
        if exact or not is_unknown or len(kana) < MIN_NEAR_KANA:
            return exact
        return nearest(kana, lexicon)
    return nearest(folded, lexicon) if is_unknown else None


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
