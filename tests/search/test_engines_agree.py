"""Both engines keep one contract, after any edits: the same hits, counts and order."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest

from search import entries, ranking
from search.documents import SCOPES, Document
from search.engines import Engine
from search.engines.base import POOL, Answer
from search.engines.elastic import ElasticEngine
from search.engines.embedded import EmbeddedEngine
from search.engines.store import FileStore
from search.labels import FACETS
from search.plan import Filters, QueryPlan
from search.query import plans

WORDS = ("演習", "保険", "復旧", "契約", "机上演習", "情報セキュリティ対策")
QUERIES = (*WORDS, "演習 -保険", '"契約" 復旧', "情報セキュリティ 契約")
SECTORS = ("medical", "manufacturing")
FIRST = date(2026, 4, 1)
STEPS = 60


def drawn(chance: random.Random) -> Document:
    """Any document; few identities, so that most are written again and again."""

    def words(most: int, joined: str) -> str:
        return joined.join(chance.choices(WORDS, k=chance.randint(0, most)))

    return Document(
        source=chance.choice(["fake", "other"]),
        pk=str(chance.randrange(15)),
        kind=chance.choice(["guide", "event"]),
        language=chance.choice(["ja", "ja", "en"]),
        title=words(2, "の"),
        summary=words(1, ""),
        body=words(4, "。"),
        url="/",
        sectors=tuple(chance.sample(SECTORS, chance.randint(0, 2))),
        date=chance.choice([None, *(FIRST + timedelta(days=day) for day in range(3))]),
        visibility=tuple(chance.sample(SCOPES, chance.randint(0, 3))),
        boost=chance.choice([1.0, 1.0, 1.5]),
    )


def asked(chance: random.Random) -> Filters:
    """Any filters."""
    facets = {"kind": ("guide",), "sector": SECTORS[: chance.randint(1, 2)]}
    return Filters(
        scopes=frozenset(chance.sample(SCOPES, chance.randint(1, 3))),
        language=chance.choice([None, "ja"]),
        facets={name: facets[name] for name in chance.sample(list(facets), chance.randint(0, 2))},
        since=chance.choice([None, None, FIRST + timedelta(days=1)]),
        until=chance.choice([None, None, FIRST + timedelta(days=2)]),
    )


class Truth:
    """What an index should hold, in plain Python; ``known`` are what an index remembers."""

    def __init__(self, engines: list[Engine]) -> None:
        self.engines = engines
        self.states: dict[tuple[str, str], Document] = {}
        self.known: set[tuple[str, str]] = set()
        self.version = 1_000

    def step(self, chance: random.Random) -> None:
        """A document is written or deleted, now or by a late message; or a rebuild."""
        document = drawn(chance)
        key = (document.source, document.pk)
        action = chance.choices(["write", "delete", "rebuild"], [12, 4, 1])[0]
        if action == "rebuild":
            self.rebuild(chance)
            return
        late = key in self.known and chance.random() < 0.25
        self.tell(action, document, late=late)

    def tell(self, action: str, document: Document, *, late: bool = False) -> None:
        key = (document.source, document.pk)
        self.version += 1
        for engine in self.engines:
            if action == "delete":
                engine.delete([key], version=1 if late else self.version)
            else:
                engine.write([analysed(document)], version=1 if late else self.version)
        self.known.add(key)
        if not late:
            self.states.pop(key, None)
            if action == "write":
                self.states[key] = document

    def rebuild(self, chance: random.Random) -> None:
        """Half is written, then something changes, then the other half as it was before."""
        read = [analysed(document) for document in self.states.values()]
        before = self.version
        changed = drawn(chance)
        action = chance.choice(["write", "delete"])
        with self.engines[0].replacement() as left, self.engines[1].replacement() as right:
            for fresh in (left, right):
                fresh.write(read[::2], version=before)
            self.tell(action, changed)
            for fresh in (left, right):
                fresh.write(read[1::2], version=before)
        self.known = set(self.states)


@cache
def analysed(document: Document) -> entries.Entry:
    return entries.analyse(document, names=lambda _facet: {})


def holds(document: Document, tokens: tuple[str, ...]) -> bool:
    fields = analysed(document).tokens.values()
    size = len(tokens)
    return any(
        field[start : start + size] == tokens
        for field in fields
        for start in range(len(field) - size + 1)
    )


def passes(document: Document, chosen: Filters, *, but: str = "") -> bool:
    labels = analysed(document).labels()
    wanted = {facet: values for facet, values in chosen.facets.items() if facet != but}
    if chosen.language and but != "language":
        wanted["language"] = (chosen.language,)
    if but == "language":
        wanted = {}
    return (
        not chosen.scopes.isdisjoint(document.visibility)
        and (not chosen.since or bool(document.date and document.date >= chosen.since))
        and (not chosen.until or bool(document.date and document.date <= chosen.until))
        and all(set(values) & set(labels[facet]) for facet, values in wanted.items())
    )


def counted(hits: list[Document], chosen: Filters, facet: str) -> dict[str, int]:
    return Counter(
        value
        for document in hits
        if passes(document, chosen, but=facet)
        for value in analysed(document).labels()[facet]
    )


def ranked(answer: Answer, plan: QueryPlan) -> list[tuple[str, str]]:
    return [(found.source, found.pk) for _, found in ranking.rank(answer, plan)]


@pytest.fixture
def both(tmp_path, elastic_client) -> Iterator[list[Engine]]:
    """Embedded with tiny blocks, so that most documents are in sealed ones, and Elasticsearch."""
    store = FileStore(tmp_path / "search.sqlite3")
    yield [EmbeddedEngine(store, width=8), ElasticEngine(elastic_client, "agree", refresh=True)]
    store.close()


@pytest.mark.parametrize("seed", range(3))
def test_engines_agree_with_the_truth_after_any_edits(both, seed):
    chance = random.Random(seed)
    truth = Truth(both)
    for number in range(1, STEPS + 1):
        truth.step(chance)
        if number % 20 == 0:
            for text in QUERIES:
                compare(truth, text, asked(chance))
    for source in ("fake", "other"):
        kept = {pk: analysed(d).digest for (name, pk), d in truth.states.items() if name == source}
        assert [dict(engine.digests(source)) for engine in both] == [kept, kept]


def compare(truth: Truth, text: str, chosen: Filters) -> None:
    plan = replace(plans(text, chosen)[0], enough=0)
    states = list(truth.states.values())
    matching = [
        document
        for document in states
        if any(holds(document, phrase.tokens) for phrase in plan.strong)
        and all(holds(document, tokens) for tokens in plan.required)
        and not any(holds(document, tokens) for tokens in plan.excluded)
    ]
    expected = {(d.source, d.pk) for d in matching if passes(d, chosen)}
    answers = [engine.search([plan], offset=0, limit=POOL) for engine in truth.engines]
    for answer in answers:
        assert set(ranked(answer, plan)) == expected
        assert answer.total == len(expected)
        for facet in FACETS:
            assert answer.facets[facet] == counted(matching, chosen, facet)
        assert answer.languages == counted(matching, chosen, "language")
        assert answer.documents == len(states)
        assert answer.frequencies == tuple(
            sum(holds(document, phrase.tokens) for document in states) for phrase in plan.phrases
        )
    assert ranked(answers[0], plan) == ranked(answers[1], plan)


def test_both_engines_give_the_same_pages_behind_the_ranked_ones(both):
    made = [
        Document(
            source="fake",
            pk=str(number),
            kind="guide",
            language="ja",
            title="演習" if number % 3 else "契約",
            summary="",
            body="演習と契約" if number % 2 else "演習",
            url="/",
            date=FIRST + timedelta(days=number % 5),
            boost=1.5 if number % 7 == 0 else 1.0,
        )
        for number in range(60)
    ]
    for engine in both:
        engine.write([analysed(document) for document in made], version=1)
    for text in ("演習", "契約 演習", "演習の契約"):
        (plan, *_) = plans(text, Filters(scopes=frozenset(SCOPES)))
        pages = [
            [
                [(c.source, c.pk) for c in engine.search([plan], offset=at, limit=10).candidates]
                for at in range(10, 80, 10)
            ]
            for engine in both
        ]
        assert pages[0] == pages[1]
        first = {c.pk for c in both[0].search([plan], offset=0, limit=10).candidates}
        assert first == {c.pk for c in both[1].search([plan], offset=0, limit=10).candidates}
        seen = [pk for page in pages[0] for _, pk in page]
        assert len(set(seen) | first) == len(seen) + len(first) == 60
