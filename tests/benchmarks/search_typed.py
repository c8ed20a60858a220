"""The labelled queries as hands type them: dashes for ー, hiragana, romaji, slips, asked politely.

    python -m tests.benchmarks.search_typed [--show 3]

Prints for each way nDCG@10 over the queries that it changes, as written and as typed, and the
ratio of the two; ``--show`` adds the queries that lose most.
"""

import argparse
import os
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import jaconv

DATA = Path(__file__).resolve().parents[1] / "search" / "data"
KATAKANA = re.compile("[ァ-ヺー]{3,}")
Way = Callable[[str], str]


def _each_word(change: Way) -> Way:
    """``change`` in every run of katakana."""
    return lambda text: KATAKANA.sub(lambda found: change(found[0]), text)


def _dropped(dice: random.Random) -> Way:
    def drop(word: str) -> str:
        place = dice.randrange(1, max(2, len(word) - 1))
        return word[:place] + word[place + 1 :] if len(word) > 4 else word

    return _each_word(drop)


def _swapped(dice: random.Random) -> Way:
    def swap(word: str) -> str:
        if len(word) < 5:
            return word
        place = dice.randrange(1, len(word) - 2)
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]

    return _each_word(swap)


def _romaji(word: str) -> str:
    return f" {jaconv.kana2alphabet(jaconv.kata2hira(word)).replace('ー', '')} "


def ways(reading: Way, seed: int = 5) -> dict[str, Way]:
    """All ways by name; ``reading`` gives the kana of a word."""
    dice = random.Random(seed)
    return {
        "- for ー": _each_word(lambda word: word.replace("ー", "-")),
        "ー left out": _each_word(lambda word: word.replace("ー", "")),
        "half width": lambda text: jaconv.z2h(text, kana=True, ascii=True, digit=True),
        "katakana in hiragana": _each_word(jaconv.kata2hira),
        "all in hiragana": lambda text: " ".join(
            jaconv.kata2hira(reading(word)) for word in text.split()
        ),
        "katakana in romaji": _each_word(_romaji),
        "a letter dropped": _dropped(dice),
        "letters swapped": _swapped(dice),
        "blanks left out": lambda text: text.replace(" ", "").replace("　", ""),
        "…について教えてください": lambda text: f"{text}について教えてください",
        "…を知りたいのですが": lambda text: f"{text}を知りたいのですが",
        "…とは": lambda text: f"{text}とは",
    }


@dataclass(frozen=True)
class Row:
    """What one way of typing costs: nDCG@10 of each changed query, as written and as typed."""

    name: str
    pairs: tuple[tuple[float, float, str], ...]

    @property
    def written(self) -> float:
        """The mean as written."""
        return fmean(one for one, _typed, _text in self.pairs)

    @property
    def typed(self) -> float:
        """The mean as typed."""
        return fmean(one for _written, one, _text in self.pairs)


def measure(limit: int | None = None) -> list[Row]:
    """All ways over both labelled sets, or over their first ``limit`` queries."""
    # Settings must be there first.
    from search import analysis  # noqa: PLC0415
    from search.engines.embedded import EmbeddedEngine  # noqa: PLC0415
    from search.evaluation import labelled, metrics, reading, runner  # noqa: PLC0415

    engine = EmbeddedEngine(labelled.MemoryStore())
    runner.fill(engine, reading.documents(DATA / "documents.jsonl"), lambda *_told: None)
    rank = runner.ranker(engine)
    rows = []
    asked = []
    for name in ("", "_second"):
        judged = reading.judgements(DATA / f"qrels{name}.tsv")
        queries = reading.queries(DATA / f"queries{name}.jsonl")
        asked += [(text, judged.get(key, {})) for key, text in queries.items()][:limit]

    def ndcg(text: str, grades: dict[str, int]) -> float | None:
        scored = metrics.score(rank(text), grades)
        return scored.ndcg if scored else None

    for name, way in ways(analysis.reading).items():
        pairs = [
            (written, typed, way_of)
            for text, grades in asked
            if (way_of := way(text)) != text
            and (written := ndcg(text, grades)) is not None
            and (typed := ndcg(way_of, grades)) is not None
        ]
        if pairs:
            rows.append(Row(name, tuple(pairs)))
    return rows


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", type=int, default=0, help="queries that lose most, of each way")
    shown = parser.parse_args().show
    for row in measure():
        ratio = row.typed / row.written
        print(f"{row.written:.3f} {row.typed:.3f} {ratio:.2f} {len(row.pairs):4} {row.name}")
        for written, typed, text in sorted(row.pairs, key=lambda one: one[1] - one[0])[:shown]:
            print(f"      {written:.2f} {typed:.2f} {text}")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django

    django.setup()
    main()
