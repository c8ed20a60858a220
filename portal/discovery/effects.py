"""What a change of the vocabulary does: on the labelled queries, and on the site itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search import api, vocabulary
from search.evaluation import labelled
from search.vocabulary import Kind, Vocabulary

# A loss below this is a rounding error.
NOTICEABLE = 0.00005
SHOWN = 8
TRIALS = 4
DEPTH = 10
FIRST = 3


@dataclass(frozen=True)
class Move:
    """One relevant document of a query: its rank before and after (0: not among the first)."""

    title: str
    grade: int
    before: int
    after: int


@dataclass(frozen=True)
class Change:
    """A labelled query that is answered otherwise."""

    text: str
    before: float
    after: float
    moves: tuple[Move, ...]

    @property
    def gain(self) -> float:
        """Positive when the answer is better."""
        return self.after - self.before


@dataclass(frozen=True)
class Trial:
    """One of the words asked on the site itself, in public documents."""

    text: str
    before: int
    after: int
    titles: tuple[str, ...]


@dataclass(frozen=True)
class Effect:
    """Figures before and after; ``key`` belongs to exactly this change."""

    key: str
    before: float
    after: float
    queries: int
    gains: tuple[Change, ...]
    losses: tuple[Change, ...]
    trials: tuple[Trial, ...]

    @property
    def is_drop(self) -> bool:
        """Whether the labelled queries are answered worse on the whole."""
        return self.after < self.before - NOTICEABLE

    @property
    def is_same(self) -> bool:
        """Whether no labelled query is answered otherwise."""
        return not (self.gains or self.losses)


def of(after: Vocabulary, *, words: Iterable[str] = (), language: str = "ja") -> Effect:
    """The effect of ``after`` instead of the vocabulary in force; ``words`` are tried out."""
    before = vocabulary.current()
    old, new = labelled.figures(before), labelled.figures(after)
    changes = [
        Change(found.text, old.queries[key].ndcg, found.ndcg, _moves(key, old, new))
        for key, found in new.queries.items()
        if abs(found.ndcg - old.queries[key].ndcg) > NOTICEABLE
    ]
    changes.sort(key=lambda change: -abs(change.gain))
    return Effect(
        key=f"{before.key}-{after.key}",
        before=old.ndcg,
        after=new.ndcg,
        queries=len(new.queries),
        gains=tuple([one for one in changes if one.gain > 0][:SHOWN]),
        losses=tuple([one for one in changes if one.gain < 0][:SHOWN]),
        trials=tuple(_trial(word, before, after, language) for word in list(words)[:TRIALS]),
    )


def _moves(key: str, old: labelled.Figures, new: labelled.Figures) -> tuple[Move, ...]:
    left, right = old.queries[key].ranking[:DEPTH], new.queries[key].ranking[:DEPTH]
    titles = labelled.titles()
    found = [
        Move(titles[document], grade, _rank(left, document), _rank(right, document))
        for document, grade in labelled.judgements()[key].items()
        if grade > 0 and _rank(left, document) != _rank(right, document)
    ]
    found.sort(key=lambda move: (-move.grade, move.after or DEPTH + 1))
    return tuple(found[:FIRST])


def _rank(ranking: Sequence[str], document: str) -> int:
    return ranking.index(document) + 1 if document in ranking else 0


def _trial(text: str, before: Vocabulary, after: Vocabulary, language: str) -> Trial:
    with vocabulary.trying(before):
        old = api.search(text, language=language, size=1)
    with vocabulary.trying(after):
        new = api.search(text, language=language, size=FIRST)
    return Trial(text, old.total, new.total, tuple(hit.title for hit in new.hits))


def words_to_try(kind: Kind, lines: Iterable[str]) -> list[str]:
    """What people would type for ``lines``: each word of the side from which one finds."""
    found: list[str] = []
    for line in lines:
        said = line.split("#", 1)[0].split("=>", 1)[0]
        if kind is Kind.LABEL_WORDS:
            said = said.partition("=")[2]
        found += [word.strip() for word in said.replace("、", ",").split(",") if word.strip()]
    return list(dict.fromkeys(found))
