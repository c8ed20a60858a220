"""Which seeds answer a need, and why: pure functions over words and figures.

``prepare_need`` and ``prepare_seed`` read the words once; ``features`` compares
the two; ``score`` weighs the features by ``weights.yaml``.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from search import analysis

from . import intent, limits, reading, topics
from .profiles import Need as Need
from .profiles import Seed as Seed
from .profiles import Standing as Standing

WEIGHTS_FILE = Path(__file__).parent / "weights.yaml"
_SHARPNESS = 1.5
_SATURATION = 2.5
_TICKED = 0.25
K1, B = 1.2, 0.75
RELEVANCE = ("topic", "near", "theme", "text")
LIMITED = (
    ("sector", "sector_other", "sector_general"),
    ("place", "place_other", "place_online"),
    ("budget", "budget_far", "budget_above"),
)
"""A limit, what is left where it is missed, and what where it is half met."""
EXTRA = ("urgency", "form", "evidence", "capacity", "freshness", "outcomes")
UNKNOWN = Standing()


@dataclass(frozen=True)
class PreparedNeed:
    """A need with its words read."""

    need: Need
    topics: Mapping[str, float]
    themes: Mapping[str, float]
    forms: Mapping[str, float]
    tokens: tuple[str, ...]


@dataclass(frozen=True)
class PreparedSeed:
    """A seed with its words read."""

    seed: Seed
    topics: Mapping[str, float]
    themes: Mapping[str, float]
    tokens: Mapping[str, int] = field(default_factory=dict)
    length: int = 0


@dataclass(frozen=True)
class Corpus:
    """Word statistics of all seeds, for the share of the plain words."""

    frequency: Mapping[str, int]
    size: int
    mean_length: float

    def weight(self, token: str) -> float:
        """How telling ``token`` is (BM25's idf)."""
        found = self.frequency.get(token, 0)
        return math.log(1 + (self.size - found + 0.5) / (found + 0.5))


@dataclass(frozen=True)
class Ranked:
    """A seed with its score and the features behind it."""

    seed: PreparedSeed
    score: float
    features: dict[str, float]


@cache
def weights() -> Mapping[str, float]:
    """The figures of ``weights.yaml``."""
    loaded: dict[str, float] = yaml.safe_load(WEIGHTS_FILE.read_text("utf-8"))
    return {name: float(value) for name, value in loaded.items()}


def _shares(strengths: Mapping[str, float]) -> dict[str, float]:
    sharp = {code: strength**_SHARPNESS for code, strength in strengths.items()}
    total = sum(sharp.values())
    return {code: value / total for code, value in sharp.items()} if total else {}


def _themes(shares: Mapping[str, float], ticked: Iterable[str]) -> dict[str, float]:
    known = topics.vocabulary()
    found: dict[str, float] = {}
    for code, share in shares.items():
        for position, theme in enumerate(known[code].themes):
            found[theme] = found.get(theme, 0.0) + share / (1 + position)
    for theme in ticked:
        found[theme] = found.get(theme, 0.0) + _TICKED
    norm = math.sqrt(sum(value * value for value in found.values()))
    return {code: value / norm for code, value in found.items()} if norm else {}


def prepare_need(need: Need) -> PreparedNeed:
    """Read the words of ``need``: topics, themes, wished forms, tokens."""
    shares = _shares(reading.of_need(need.title, need.body))
    forms = (
        dict.fromkeys(need.wanted_forms, 1.0)
        if need.wanted_forms
        else intent.forms(f"{need.title}。{need.body}", need.urgency)
    )
    return PreparedNeed(
        need=need,
        topics=shares,
        themes=_themes(shares, need.themes),
        forms=forms,
        tokens=tuple(dict.fromkeys(analysis.norms(f"{need.title}。{need.body}"))),
    )


def read_seed(title: str, body: str) -> dict[str, Any]:
    """What the words of an offer say, in a form to be stored: topics and word counts."""
    return {
        "topics": reading.of_seed(title, body),
        "words": dict(Counter(analysis.norms(f"{title}。{body}"))),
    }


def prepare_seed(seed: Seed, read: Mapping[str, Any] | None = None) -> PreparedSeed:
    """A seed with its words read, now or earlier (``read``, from ``read_seed``)."""
    read = read or read_seed(seed.title, seed.body)
    strengths: Mapping[str, float] = read["topics"]
    words: Mapping[str, int] = read["words"]
    return PreparedSeed(
        seed=seed,
        topics={code: 1 - math.exp(-value / _SATURATION) for code, value in strengths.items()},
        themes=_themes(_shares(strengths), seed.themes),
        tokens=words,
        length=sum(words.values()),
    )


def corpus(seeds: Sequence[PreparedSeed]) -> Corpus:
    """Word statistics over ``seeds``."""
    frequency: Counter[str] = Counter()
    for seed in seeds:
        frequency.update(seed.tokens.keys())
    total = sum(seed.length for seed in seeds)
    return Corpus(frequency, len(seeds), total / len(seeds) if seeds else 1.0)


def bm25(tokens: Iterable[str], seed: PreparedSeed, words: Corpus) -> float:
    """Plain BM25 of ``tokens`` in the words of ``seed``."""
    total = 0.0
    base = K1 * (1 - B + B * seed.length / (words.mean_length or 1.0))
    for token in tokens:
        count = seed.tokens.get(token, 0)
        if count:
            total += words.weight(token) * count * (K1 + 1) / (count + base)
    return total


def features(
    need: PreparedNeed, seed: PreparedSeed, text: float, standing: Standing = UNKNOWN
) -> dict[str, float]:
    """Named comparisons of ``need`` and ``seed``, each from 0 to 1.

    ``text`` is the BM25 of the need's words in the seed, from whichever engine;
    ``standing`` is what the day has made of the offer.
    """
    known = topics.vocabulary()
    exact = near = 0.0
    for code, share in need.topics.items():
        own = seed.topics.get(code, 0.0)
        exact += share * own
        beside = max((seed.topics.get(other, 0.0) for other in known[code].near), default=0.0)
        near += share * beside
    theme = sum(value * seed.themes.get(code, 0.0) for code, value in need.themes.items())
    return {
        "topic": exact,
        "near": near,
        "theme": min(1.0, theme),
        "text": text / (text + 12.0),
        "sector": limits.sector(need.need, seed.seed),
        "place": limits.place(need.need, seed.seed),
        "budget": limits.budget(need.need, seed.seed),
        "form": max((need.forms.get(form, 0.0) for form in seed.seed.service_types), default=0.0),
        "asked_form": 1.0 if need.need.wanted_forms else 0.0,
        "urgency": limits.urgency(need.need, seed.seed),
        "evidence": 1.0 if seed.seed.evidence else 0.0,
        "capacity": standing.free(seed.seed),
        "freshness": standing.freshness(seed.seed),
        "outcomes": standing.proven.get(seed.seed.key, 0.0),
    }


def shared_topics(need: PreparedNeed, seed: PreparedSeed) -> list[tuple[str, float]]:
    """Topics both speak of with their strength, the strongest first."""
    both = [
        (code, min(1.0, share**0.5) * seed.topics[code])
        for code, share in need.topics.items()
        if code in seed.topics
    ]
    return sorted((item for item in both if item[1] >= 0.1), key=lambda item: (-item[1], item[0]))


def themes_of(strengths: Mapping[str, float]) -> list[str]:
    """Themes of ``strengths`` (topic → strength), the likeliest first."""
    found = _themes(_shares(strengths), ())
    return [
        code
        for code, value in sorted(found.items(), key=lambda item: (-item[1], item[0]))
        if value >= 0.25
    ]


def rank(
    need: PreparedNeed,
    seeds: Sequence[PreparedSeed],
    *,
    limit: int,
    words: Corpus | None = None,
    score_by: Callable[[Mapping[str, float]], float] | None = None,
    standing: Standing = UNKNOWN,
) -> list[Ranked]:
    """The best ``limit`` of ``seeds`` for ``need``, ties by key.

    ``score_by`` makes a score of features; by default the weights of ``weights.yaml`` do.
    Left out: offers of the same organization, and offers without capacity.
    """
    words = words or corpus(seeds)
    ranked = []
    for seed in seeds:
        same = need.need.organization and need.need.organization == seed.seed.organization
        if same or seed.seed.capacity_per_month == 0:
            continue
        found = features(need, seed, bm25(need.tokens, seed, words), standing)
        ranked.append(Ranked(seed, (score_by or score)(found), found))
    ranked.sort(key=lambda entry: (-entry.score, entry.seed.seed.key))
    return ranked[:limit]


def score(found: Mapping[str, float], by: Mapping[str, float] | None = None) -> float:
    """One figure from 0 up: relevance, then limits, then small additions."""
    w = by or weights()
    relevance = sum(w[name] * found[name] for name in RELEVANCE)
    limited = limits.limited(found["sector"], found["place"], found["budget"], w)
    extra = 1.0 + sum(w[name] * found[name] for name in EXTRA)
    if found["asked_form"] and not found["form"]:
        extra *= w["form_other"]
    return relevance * limited * extra


def wanted_topics(need: PreparedNeed, by: Mapping[str, float]) -> dict[str, float]:
    """Topics an offer may speak of to help ``need``, with their weight."""
    known = topics.vocabulary()
    found: dict[str, float] = {}
    for code, share in need.topics.items():
        found[code] = found.get(code, 0.0) + by["topic"] * share
        for other in known[code].near:
            found[other] = found.get(other, 0.0) + by["near"] * share
    return found
