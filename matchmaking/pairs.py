"""The features of every pair of a labelled set, and plain BM25 beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from . import fitting, labelled, ranking
from .text_engines import EmbeddedText, TextEngine


@dataclass(frozen=True)
class Pairs:
    """A labelled set ready to be measured under any weights."""

    needs: Mapping[str, ranking.Need]
    grades: Mapping[str, Mapping[str, int]]
    tables: Mapping[str, fitting.Table]
    plain: Mapping[str, list[str]]
    titles: Mapping[str, str]


def compare(
    needs: Mapping[str, ranking.PreparedNeed],
    seeds: Sequence[ranking.PreparedSeed],
    grades: Mapping[str, Mapping[str, int]],
    text: TextEngine,
) -> Pairs:
    """Each of ``needs`` with each of ``seeds``; those without capacity are in no table."""
    plain, tables = {}, {}
    for key, need in needs.items():
        words = text.scores(need)
        plain[key] = sorted(
            (seed.seed.key for seed in seeds),
            key=lambda seed, words=words: (-words.get(seed, 0.0), seed),  # type: ignore[misc]
        )
        tables[key] = fitting.table(
            {
                seed.seed.key: ranking.features(need, seed, words.get(seed.seed.key, 0.0))
                for seed in seeds
                if seed.seed.capacity_per_month
            }
        )
    return Pairs(
        needs={key: need.need for key, need in needs.items()},
        grades=grades,
        tables=tables,
        plain=plain,
        titles={seed.seed.key: seed.seed.title for seed in seeds},
    )


@cache
def shipped() -> Pairs:
    """The labelled set that comes with the portal; read once by each process."""
    seeds = [ranking.prepare_seed(seed) for seed in labelled.read_seeds(labelled.SEEDS)]
    grades = labelled.read_grades(labelled.QRELS).by_need
    needs = {
        key: ranking.prepare_need(need)
        for key, need in labelled.read_needs(labelled.NEEDS).items()
        if grades.get(key)
    }
    return compare(needs, seeds, grades, EmbeddedText(seeds))
