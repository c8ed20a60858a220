"""Labelled sets: JSON lines of documents and queries, judgements as TREC writes them."""

import gzip
import json
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from ..analysis import clean
from ..documents import Document

SOURCE = "evaluation"
HIGHEST_GRADE = 100  # gains are powers of two
# What the first line of judgements may call its first and its last column.
_HEADERS = {
    *("query", "query_id", "query-id", "queryid", "qid", "q_id"),
    *("topic", "topic_id", "need", "need_id", "need-id"),
}
_GRADES = {"grade", "score", "rel", "relevance", "label", "judgement", "judgment"}
_TEXTS = ("body", "text", "contents", "passage", "context")
_QUESTIONS = ("text", "query", "question")


class SetError(ValueError):
    """A line of a labelled set that cannot be read."""


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Lines with something on them; a byte order mark and any line ends are let pass."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8-sig") as file:
        try:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, line.rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise SetError(f"{path}: not UTF-8: {error}") from error
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise SetError(f"{path}: packed data broken: {error}") from error


def _objects(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Id and fields of each line; a line that says the same once more is let pass."""
    known: dict[str, tuple[int, dict[str, Any]]] = {}
    for number, line in _lines(path):
        try:
            item = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise SetError(f"{path}:{number}: no JSON object: {error}") from error
        if not isinstance(item, dict):
            raise SetError(f"{path}:{number}: no JSON object")
        key = item.get("id", item.get("_id"))  # _id: as BEIR's sets have it
        if isinstance(key, bool | dict | list) or key is None or not str(key).strip():
            raise SetError(f"{path}:{number}: id missing")
        key = clean(str(key)).strip()
        if key not in known:
            known[key] = (number, item)
            yield key, item
        elif known[key][1] != item:
            raise SetError(f"{path}:{number}: id {key} is there already (line {known[key][0]})")


def _several(item: dict[str, Any], *names: str) -> tuple[str, ...]:
    for name in names:
        value = item.get(name)
        if value:
            several = value if isinstance(value, list) else [value]
            return tuple(clean(str(one)) for one in several)
    return ()


def documents(path: Path) -> Iterator[Document]:
    """Documents of ``id``, ``title``, ``body`` (or ``text`` …); other fields if they are there.

    Raises:
        SetError: with file, line and reason.
    """
    for key, item in _objects(path):
        yield Document(
            source=SOURCE,
            pk=key,
            kind=str(item.get("kind") or "document"),
            language=str(item.get("language") or "ja"),
            title=_first(item, "title"),
            summary=_first(item, "summary"),
            body=_first(item, *_TEXTS),
            url="",
            sectors=_several(item, "sectors", "sector"),
            themes=_several(item, "themes", "theme"),
            prefectures=_several(item, "prefectures", "prefecture"),
            audiences=_several(item, "audiences", "audience"),
            date=_day(item.get("date")),
        )


def _first(item: dict[str, Any], *names: str) -> str:
    return next((clean(str(item[name])) for name in names if item.get(name)), "")


def _day(value: Any) -> date | None:
    """The day of ``value``; other people's sets write dates in many ways, none is needed."""
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def queries(path: Path) -> dict[str, str]:
    """Query texts by id, from ``id`` and ``text`` (or ``query``, ``question``, ``title`` …)."""
    return {
        key: _first(item, *_QUESTIONS) or f"{_first(item, 'title')} {_first(item, 'body')}".strip()
        for key, item in _objects(path)
    }


def judgements(path: Path) -> dict[str, dict[str, int]]:
    """Grades by query and document.

    Raises:
        SetError: with file, line and reason.
    """
    grades: dict[str, dict[str, int]] = {}
    for place, query, document, grade in judged(path):
        known = grades.setdefault(query, {})
        if known.setdefault(document, grade) != grade:
            raise SetError(f"{place}: another grade for {query} {document} than before")
    return grades


def judged(path: Path) -> Iterator[tuple[str, str, str, int]]:
    """Place, query, document and grade from ``query document grade`` or TREC's four columns.

    Below zero counts as zero, as TREC's tools have it.

    Raises:
        SetError: with file, line and reason.
    """
    for count, (number, line) in enumerate(_lines(path)):
        parts, place = _columns(line), f"{path}:{number}"
        if not count and (parts[0].lower() in _HEADERS or parts[-1].lower() in _GRADES):
            continue
        if len(parts) not in (3, 4):
            raise SetError(f"{place}: three or four columns expected, not {len(parts)}")
        try:
            grade = float(parts[-1])
        except ValueError as error:
            raise SetError(f"{place}: {parts[-1]!r} is no grade") from error
        if not grade <= HIGHEST_GRADE:  # not a number, too
            raise SetError(f"{place}: {parts[-1]!r} is no grade: {HIGHEST_GRADE} at most")
        yield place, parts[0], parts[-2], int(max(0.0, grade))


def _columns(line: str) -> list[str]:
    """Columns between tabs, or between blanks where tabs do not make three or four."""
    parts = [part.strip() for part in line.split("\t")]
    return parts if len(parts) in (3, 4) else line.split()
