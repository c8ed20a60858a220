"""Whatever is allowed is found, whatever is not is never found: after any edits."""

from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import api, indexing
from search.documents import SCOPES
from search.plan import Filters
from search.query import plans

from .fake import FakeSource

WORDS = ("演習", "保険", "復旧", "契約")
KINDS = ("guide", "event")
SECTORS = ("medical", "manufacturing")


@dataclass(frozen=True)
class Edit:
    """One thing that happens."""

    action: str
    pk: str
    word: str
    kind: str
    sector: str
    scopes: tuple[str, ...] = field(default_factory=tuple)


edits = st.builds(
    Edit,
    action=st.sampled_from(["write", "write", "write", "delete", "rebuild", "repair", "lost"]),
    pk=st.sampled_from([f"d{n}" for n in range(6)]),
    word=st.sampled_from(WORDS),
    kind=st.sampled_from(KINDS),
    sector=st.sampled_from(SECTORS),
    scopes=st.lists(st.sampled_from(SCOPES), unique=True, max_size=3).map(tuple),
)


def happen(source: FakeSource, edit: Edit) -> None:
    if edit.action == "rebuild":
        indexing.rebuild()
    elif edit.action == "repair":
        indexing.verify(repair=True)
    else:
        if edit.action == "delete":
            source.documents.pop(edit.pk, None)
        else:
            source.add(
                edit.pk,
                f"{edit.word}の手引き",
                kind=edit.kind,
                sectors=(edit.sector,),
                visibility=edit.scopes,
            )
        if edit.action == "lost":  # the process was killed before the index was told
            indexing.verify(repair=True)
        else:
            indexing.apply(source.name, edit.pk)


def allowed(source: FakeSource, word: str, scopes: set[str], kind: str | None) -> set[str]:
    return {
        document.pk
        for document in source.documents.values()
        if word in document.title
        and scopes & set(document.visibility)
        and (kind is None or document.kind == kind)
    }


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    history=st.lists(edits, max_size=12),
    scopes=st.sets(st.sampled_from(SCOPES)),
    kind=st.sampled_from([None, *KINDS]),
)
def test_found_is_what_is_allowed(engine, source, history, scopes, kind):
    engine.clear()
    source.documents.clear()
    for edit in history:
        happen(source, edit)
    chosen = {"kind": [kind]} if kind else {}
    for word in WORDS:
        results = api.search(
            word, language="ja", filters=chosen, viewer_scopes=frozenset(scopes), size=50
        )
        # Similar titles are a courtesy when nothing fits; they too must be allowed.
        expected = allowed(source, word, scopes, kind)
        if results.notice == api.Notice.NONE:
            assert {hit.pk for hit in results.hits} == expected
            assert results.total == len(expected)
        everyone = set().union(*(allowed(source, any_, scopes, kind) for any_ in WORDS))
        assert {hit.pk for hit in results.hits} <= everyone
        suggested = api.suggest(word, language="ja", viewer_scopes=frozenset(scopes))
        assert {item.pk for item in suggested} == allowed(source, word, scopes, None)


@pytest.mark.parametrize("scope", SCOPES)
def test_counts_of_facets_tell_nothing_of_what_is_hidden(engine, source, scope):
    source.add("a", "演習", visibility=("nobody",), sectors=("medical",))
    indexing.apply("fake", "a")
    filters = Filters(scopes=frozenset({scope}))
    answer = engine.search(plans("演習", filters), offset=0, limit=10)
    assert answer.total == 0
    assert not any(answer.facets.get(facet) for facet in answer.facets)
    assert not answer.languages
