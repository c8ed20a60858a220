"""Words added to a query from the vocabulary: synonyms, expert terms, near spellings."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from . import analysis, likeness, rules, vocabulary
from .plan import Origin, Phrase
from .vocabulary import Vocabulary

Run = Sequence[analysis.Token]
SIMILAR_WEIGHT = 0.8
# A rule for a word that is part of a longer known word counts this much.
INNER_SHARE = 0.4
_TAIL = 5


@lru_cache(maxsize=rules.KEPT)
def _idle(words: Vocabulary) -> frozenset[tuple[str, ...]]:
    return frozenset(filter(None, map(rules.norms, words.idle_words)))


@lru_cache(maxsize=rules.KEPT)
def _whole(words: Vocabulary) -> list[tuple[str, ...]]:
    """Words that stay whole, the longest first."""
    norms = {norms for norms in map(rules.norms, words.whole_words) if len(norms) > 1}
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
    flat = [
        (token.norm, group, rules.turn_of(text[token.end : token.end + _TAIL]))
        for group, run in enumerate(runs)
        for token in run
    ]
    phrases = [*_by_rules(flat), *_as_written(text, len(runs))]
    whole = likeness.similar_word(text, runs[0]) if len(runs) > 1 and text.isascii() else None
    for group, run in enumerate(runs):
        surface = text[slice(*likeness.extent(text, run))]
        if similar := whole or likeness.similar_word(surface, run):
            phrases += _similar(similar, group)
    for group, word in enumerate(_without_token(text, runs), len(runs) + 1):
        if similar := likeness.by_reading(word):
            phrases += _similar(similar, group)
    return phrases


def _without_token(text: str, runs: Sequence[Run]) -> Iterable[str]:
    """Words between blanks of which analysis leaves nothing (いーでぃーあーる)."""
    start = 0
    for word in text.split():
        start = text.index(word, start)
        end = start + len(word)
        if not any(run[0].start < end and start < run[-1].end for run in runs):
            yield word
        start = end


def _similar(word: str, group: int) -> list[Phrase]:
    norms = analysis.norms(word)
    phrases = [Phrase(norms, SIMILAR_WEIGHT, group, Origin.SIMILAR)]
    return phrases + [
        Phrase(p.tokens, p.weight * SIMILAR_WEIGHT, group, p.origin)
        for p in _by_rules([(norm, group, "") for norm in norms])
    ]


def _as_written(text: str, group: int) -> list[Phrase]:
    return [
        Phrase(words, rules.LAY_WEIGHT, group, Origin.LAY)
        for said, meant in rules.as_written(vocabulary.current()).items()
        if said in text
        for words in meant
    ]


def _by_rules(flat: Sequence[tuple[str, int, str]]) -> list[Phrase]:
    """Expansions of all rules whose words stand in ``flat``; a longer match dims shorter ones."""
    phrases: list[Phrase] = []
    longest: dict[int, int] = {}
    words = [word for word, _, _ in flat]
    known = rules.by_first_word(vocabulary.current())
    for start, (word, group, _turn) in enumerate(flat):
        for rule in known.get(word, ()):
            length = len(rule.said)
            places = rules.places(words, start, rule)
            if not places or (rule.turn and flat[places[-1]][2] != rule.turn):
                continue
            inner = all(longest.get(place, 0) > length for place in places)
            weight = rule.weight * (INNER_SHARE if inner else 1.0)
            for place in places:
                longest[place] = max(longest.get(place, 0), length)
            phrases += [Phrase(meant, weight, group, rule.origin) for meant in rule.meant]
    return phrases
