"""The embedded engine: SQLite FTS5 over tokens made in Python."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connections

from ..entries import Entry
from ..folding import fold
from ..periods import Period
from ..plan import Filters, Phrase, QueryPlan
from . import embedded_reading, fts
from .base import SPANS, Answer, Candidate, EngineUnavailable, Stored, Suggestion
from .embedded_writing import write_entry
from .store import SCHEMA, TABLES, DjangoStore, FileStore, Store

_labels_cache: dict[int, dict[str, list[str]]] = {}


class EmbeddedEngine:
    """Index in SQLite; see ``store`` for where it lives."""

    name = "embedded"

    def __init__(self, store: Store) -> None:
        self.store = store
        self.transactional = store.transactional

    @classmethod
    def from_settings(cls) -> "EmbeddedEngine":
        """Inside the main database if that is SQLite, beside it otherwise."""
        if connections["default"].vendor == "sqlite":
            return cls(DjangoStore())
        return cls(FileStore(Path(settings.DATA_DIR) / "search.sqlite3"))

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except (DatabaseError, sqlite3.Error) as error:
            raise EngineUnavailable(str(error)) from error

    def _exists(self) -> bool:
        return bool(self.store.rows("SELECT 1 FROM sqlite_master WHERE name = 'search_text'"))

    # Writing

    def write(self, entries: Sequence[Entry], *, version: int) -> None:
        """Keep ``entries`` unless a newer version of one is kept already."""
        with self._guarded(), self.store.atomic():
            if not self._exists():
                for statement in SCHEMA:
                    self.store.rows(statement)
            for entry in entries:
                write_entry(self.store, entry, version)

    def delete(self, keys: Sequence[tuple[str, str]], *, version: int) -> None:
        """Forget documents; a newer version than ``version`` stays."""
        with self._guarded(), self.store.atomic():
            if not self._exists():
                return
            for source, pk in keys:
                gone = self.store.rows(
                    "DELETE FROM search_entry WHERE source = %s AND pk = %s AND version <= %s"
                    " RETURNING id",
                    (source, pk, version),
                )
                for (key,) in gone:
                    self.store.rows("DELETE FROM search_text WHERE rowid = %s", (key,))
                    self.store.rows("DELETE FROM search_stored WHERE id = %s", (key,))

    @contextmanager
    def replacement(self) -> Iterator["EmbeddedEngine"]:
        """Itself: entries are renewed one by one, so readers never see a gap."""
        yield self

    def clear(self) -> None:
        """Drop the tables; the next write makes them again."""
        with self._guarded(), self.store.atomic():
            for table in TABLES:
                self.store.rows(f"DROP TABLE IF EXISTS {table}")

    # Reading

    def search(self, plans: Sequence[QueryPlan], *, offset: int, limit: int) -> Answer:
        """Hits of the first plan that has enough, in FTS5's order with counts by facet."""
        answer = Answer([], 0, {})
        with self._guarded():
            for plan in plans:
                try:
                    counts, inside, frequencies = self._counts(plan)
                except DatabaseError as error:
                    if "no such table" in str(error):  # nothing was ever written
                        return answer
                    raise
                allowed = [n for n in counts if fts.allows(_labels_cache[n], plan.filters)]
                total = sum(counts[n] for n in allowed)
                if total >= plan.enough:
                    break
            labelled = {n: (_labels_cache[n], count) for n, count in counts.items()}
            facets, languages = fts.facet_counts(labelled, plan.filters)
            spans = {n: (_labels_cache[n], found) for n, found in inside.items()}
            facets[SPANS] = fts.counts_in_spans(spans, plan.filters)
            return Answer(
                candidates=self._best(plan, allowed, total, frequencies, offset, limit),
                total=total,
                facets=facets,
                languages=languages,
                frequencies=tuple(frequencies[n] for n in range(len(plan.phrases))),
                documents=frequencies[len(plan.phrases)],
                plan=plan,
            )

    def _counts(
        self, plan: QueryPlan
    ) -> tuple[Counter[int], dict[int, list[int]], dict[int, int]]:
        """Hits by combination of labels, as they are limited to a span and in each span.

        And documents by phrase, last of all their number.
        """
        filters = plan.filters
        days, day_params = fts.days([Period(filters.since, filters.until)])
        spans, span_params = fts.span_counts(filters)
        parts = [
            f"SELECT -1, e.label, count(*), {spans}, l.labels FROM search_text t"  # noqa: S608
            " JOIN search_entry e ON e.id = t.rowid JOIN search_label l ON l.id = e.label"
            f" WHERE search_text MATCH %s{days} GROUP BY e.label",
            "SELECT %s, 0, count(*), '', '' FROM search_entry",
        ]
        params: list[object] = [*span_params, fts.match(plan), *day_params, len(plan.phrases)]
        for number, phrase in enumerate(plan.phrases):
            parts.append(
                "SELECT %s, 0, count(*), '', '' FROM search_text WHERE search_text MATCH %s"
            )
            params += [number, fts.phrase_anywhere(phrase.tokens)]
        counts: Counter[int] = Counter()
        inside: dict[int, list[int]] = {}
        frequencies: dict[int, int] = {}
        rows = self.store.rows(" UNION ALL ".join(parts), params)
        for number, label, count, in_spans, labels in rows:
            if number >= 0:
                frequencies[number] = count
                continue
            if label not in _labels_cache:
                _labels_cache[label] = json.loads(labels)
            inside[label] = json.loads(in_spans)
            if filters.span:
                count = inside[label][list(filters.spans).index(filters.span)]
            if count:
                counts[label] = count
        return counts, inside, frequencies

    def _best(
        self,
        plan: QueryPlan,
        allowed: list[int],
        total: int,
        frequencies: dict[int, int],
        offset: int,
        limit: int,
    ) -> list[Candidate]:
        """The candidates from ``offset`` on; of very many hits only the decisive are scored."""
        if not total:
            return []
        if not offset and total > fts.BUDGET // 4 and plan.phrases:
            chosen = fts.rarest(plan, [frequencies[n] for n in range(len(plan.phrases))])
            found = self._candidates(plan, chosen, allowed, offset, limit)
            if len(found) == limit:
                return found
        return self._candidates(plan, plan.phrases, allowed, offset, limit)

    def _candidates(
        self,
        plan: QueryPlan,
        phrases: tuple[Phrase, ...],
        allowed: list[int],
        offset: int,
        limit: int,
    ) -> list[Candidate]:
        days, day_params = fts.days(plan.filters.wanted_days())
        chosen = replace(plan, phrases=phrases)
        scored, params = fts.scored(chosen)
        hits = ""
        if fts.scores_more_than_hits(chosen):
            hits = " AND s.id IN (SELECT rowid FROM search_text WHERE search_text MATCH %s)"
        rows = self.store.rows(
            f"WITH scored AS MATERIALIZED ({scored}), best AS ("  # noqa: S608 - constants
            " SELECT s.id, sum(s.score) AS score FROM scored s"
            " JOIN search_entry e ON e.id = s.id"
            " WHERE e.label IN (SELECT value FROM json_each(%s))"
            f"{hits}{days} GROUP BY s.id"
            " ORDER BY score, s.id LIMIT %s OFFSET %s)"
            " SELECT e.id, e.source, e.pk, e.label, e.day, e.boost,"
            " t.title, t.summary, t.body, t.keywords, t.grams FROM best"
            " JOIN search_entry e ON e.id = best.id JOIN search_text t ON t.rowid = best.id"
            " ORDER BY best.score, best.id",
            (
                *params,
                json.dumps(allowed),
                *([fts.match(plan)] if hits else []),
                *day_params,
                limit,
                offset,
            ),
        )
        return [self._candidate(row) for row in rows]

    @staticmethod
    def _candidate(row: tuple[object, ...]) -> Candidate:
        key, source, pk, label, day, boost, *texts = row
        labels = _labels_cache[int(str(label))]
        return Candidate(
            key=str(key),
            source=str(source),
            pk=str(pk),
            kind=labels["kind"][0],
            language=labels["language"][0],
            date=date.fromisoformat(str(day)) if day else None,
            boost=float(str(boost)),
            tokens=dict(
                zip(
                    ("title", "summary", "body", "keywords", "grams"), map(str, texts), strict=True
                )
            ),
        )

    def load(self, keys: Sequence[str]) -> dict[str, Stored]:
        """What to show of candidates."""
        if not keys:
            return {}
        with self._guarded():
            try:
                rows = self.store.rows(
                    "SELECT s.id, s.title, s.summary, s.body, s.url, e.label,"
                    " s.title_spans, s.summary_spans, s.body_spans FROM search_stored s"
                    " JOIN search_entry e ON e.id = s.id"
                    " WHERE s.id IN (SELECT value FROM json_each(%s))",
                    (json.dumps([int(key) for key in keys]),),
                )
            except DatabaseError as error:
                if "no such table" in str(error):  # nothing was ever written
                    return {}
                raise
        return {
            str(key): Stored(
                title=title,
                summary=summary,
                body=body,
                url=url,
                labels=_labels_cache.get(label, {}),
                spans={"title": spans[0], "summary": spans[1], "body": spans[2]},
            )
            for key, title, summary, body, url, label, *spans in rows
        }

    def named(self, identities: Sequence[tuple[str, str]]) -> list[Candidate]:
        """Documents by (source, pk)."""
        with self._guarded():
            if not identities or not self._exists():
                return []
            rows = embedded_reading.named(self.store, identities)
        for row in rows:
            _labels_cache.setdefault(row[3], json.loads(row[-1]))
        return [self._candidate(row[:-1]) for row in rows]

    def titles(
        self, *, scopes: frozenset[str], language: str, limit: int
    ) -> list[tuple[str, bytes]]:
        """Titles and where their words stand, the latest written first."""
        filters = Filters(scopes=scopes, language=language)
        with self._guarded():
            return embedded_reading.titles(self.store, filters, limit) if self._exists() else []

    def digests(self, source: str) -> Iterator[tuple[str, str]]:
        """(pk, digest) of every document of ``source``."""
        with self._guarded():
            if self._exists():
                yield from self.store.rows(
                    "SELECT pk, digest FROM search_entry WHERE source = %s ORDER BY id", (source,)
                )

    def names(self) -> list[str]:
        """Sources with documents in the index."""
        with self._guarded():
            if not self._exists():
                return []
            rows = self.store.rows("SELECT DISTINCT source FROM search_entry ORDER BY source")
            return [name for (name,) in rows]

    def suggest(
        self, prefix: str, *, scopes: frozenset[str], language: str, limit: int
    ) -> list[Suggestion]:
        """Titles that hold ``prefix``; those that begin with it first."""
        folded = fold(prefix)
        if not folded:
            return []
        with self._guarded():
            if not self._exists():
                return []
            rows = self.store.rows(
                "SELECT s.title, s.url, e.source, e.pk, l.labels FROM search_stored s"
                " JOIN search_entry e ON e.id = s.id JOIN search_label l ON l.id = e.label"
                " WHERE instr(s.folded, %s) ORDER BY instr(s.folded, %s), s.title, s.id LIMIT 200",
                (folded, folded),
            )
        filters = Filters(scopes=scopes, language=language)
        found: list[Suggestion] = []
        for title, url, source, pk, text in rows:
            labels = json.loads(text)
            if fts.allows(labels, filters) and len(found) < limit:
                found.append(Suggestion(source, pk, labels["kind"][0], title, url))
        return found
