"""From what people type to a plan: quotes, exclusions, terms and their expansions."""

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import pairwise

from . import analysis, expansion, folding, typed
from .plan import Filters, Origin, Phrase, QueryPlan

MAX_LENGTH = 300
MAX_PHRASES = 120
# Fewer hits than this: pieces of terms count as hits too.
ENOUGH = 10
# A term of several words: the words side by side, and each of them (measured on the
# labelled sets: short queries care little, long questions need the single words).
WHOLE_WEIGHT = 0.6
PART_WEIGHT = 0.7
_QUOTED = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]')
_EXCLUDED = re.compile(r"(?:^|(?<=\s))[-−－–](\S+)")
_OPERATORS = re.compile(r"(?:^|(?<=\s))(?:AND|OR|NOT|&&|\|\||\*)(?=\s|$)")


@dataclass
class Parsed:
    """The parts of a query."""

    text: str
    required: list[tuple[str, ...]] = field(default_factory=list)
    excluded: list[tuple[str, ...]] = field(default_factory=list)
    was_cut: bool = False


def normalized(query: str) -> str:
    """``query`` with widths and long marks folded, what no engine can carry left out, cut."""
    text = unicodedata.normalize("NFKC", analysis.clean(query[: MAX_LENGTH * 4])).strip()
    return typed.meant(text[:MAX_LENGTH])[:MAX_LENGTH]


def folded(query: str) -> str:
    """``query`` as it is counted and compared: widths and case folded, blanks single."""
    return " ".join(normalized(query).lower().split())


def parse(query: str) -> Parsed:
    """Quoted phrases and exclusions taken out of ``query``; never raises."""
    parsed = Parsed(normalized(query), was_cut=len(query.strip()) > MAX_LENGTH)

    def take_excluded(found: re.Match[str]) -> str:
        words = analysis.norms(found[1])
        if words:
            parsed.excluded.append(words)
        return " "

    def take_quoted(found: re.Match[str]) -> str:
        words = analysis.norms(found[1])
        if words:
            parsed.required.append(words)
        return f" {found[1]} "

    text = _EXCLUDED.sub(take_excluded, parsed.text)
    text = _QUOTED.sub(take_quoted, text)
    parsed.text = typed.without_asking(" ".join(_OPERATORS.sub(" ", text).split()))
    return parsed


def terms(text: str) -> list[list[analysis.Token]]:
    """Runs of words that stand side by side: what the reader sees as one term."""
    runs: list[list[analysis.Token]] = []
    for token in analysis.tokens(text):
        if runs and runs[-1][-1].end == token.start:
            runs[-1].append(token)
        else:
            runs.append([token])
    return runs


def _phrases(run: expansion.Run, group: int) -> list[Phrase]:
    """The whole term, and its pieces with less weight."""
    words = tuple(token.norm for token in run)
    units = expansion.units(words)
    if len(units) == 1:
        return [Phrase(words, 1.0, group)]
    phrases = [Phrase(words, WHOLE_WEIGHT, group)]
    parts = [unit for unit in dict.fromkeys(units) if not expansion.is_idle(unit)]
    if len(units) > 2:
        parts += dict.fromkeys((*left, *right) for left, right in pairwise(units))
    return phrases + [Phrase(part, PART_WEIGHT, group, Origin.PART) for part in parts]


def plan(query: str, filters: Filters, *, wide: bool = False, grams: bool = False) -> QueryPlan:
    """The plan for ``query`` under ``filters``.

    ``wide`` lets pieces of terms count as hits, ``grams`` adds folded bigrams of titles.
    """
    parsed = parse(query)
    phrases: list[Phrase] = []
    runs = expansion.telling(terms(parsed.text))
    for group, run in enumerate(runs):
        phrases.extend(_phrases(run, group))
    phrases.extend(expansion.expand(parsed.text, runs))
    return QueryPlan(
        text=parsed.text,
        phrases=tuple(_distinct(phrases)[:MAX_PHRASES]),
        filters=filters,
        required=tuple(dict.fromkeys(parsed.required)),
        excluded=tuple(dict.fromkeys(parsed.excluded)),
        grams=tuple(dict.fromkeys(folding.bigrams(parsed.text)))[:MAX_PHRASES] if grams else (),
        wide=wide,
        enough=0 if grams else 1 if wide else ENOUGH,
    )


def plans(query: str, filters: Filters) -> list[QueryPlan]:
    """Plans for ``query``, from strict to generous; empty if nothing is asked for."""
    steps = [
        plan(query, filters),
        plan(query, filters, wide=True),
        plan(query, filters, wide=True, grams=True),
    ]
    return [step for step in steps if not step.is_empty]


def _distinct(phrases: list[Phrase]) -> list[Phrase]:
    """Each phrase of a group once, with its greatest weight, the weightiest first."""
    best: dict[tuple[tuple[str, ...], int], Phrase] = {}
    for phrase in phrases:
        known = best.get((phrase.tokens, phrase.group))
        if known is None or phrase.weight > known.weight:
            best[phrase.tokens, phrase.group] = phrase
    return sorted(best.values(), key=lambda phrase: -phrase.weight)
