"""Labelled sets: JSON lines of documents and queries, judgements as TREC writes them."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from ..documents import Document

SOURCE = "evaluation"
# What the first line of judgements may call its columns.
_HEADERS = {
    "query_id",
    "need_id",
    "qid",
    "query-id",
    "topic",
    "topic_id",
    "query",
    "queryid",
    "q_id",
}
_GRADES = {"grade", "score", "rel", "relevance", "label"}
_TEXTS = ("body", "text", "contents", "passage", "context")
_QUESTIONS = ("text", "query", "question")


class SetError(ValueError):
    """A line of a labelled set that cannot be read."""


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Lines with something on them; a byte order mark and any line ends are let pass."""
    with path.open(encoding="utf-8-sig") as file:
        try:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, line.rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise SetError(f"{path}: not UTF-8: {error}") from error


def _objects(path: Path, *needed: str) -> Iterator[dict[str, Any]]:
    for number, line in _lines(path):
        try:
            item = json.loads(line)
        except json.JSONDecodeError as error:
            raise SetError(f"{path}:{number}: no JSON object: {error}") from error
        if not isinstance(item, dict):
            raise SetError(f"{path}:{number}: no JSON object")
        missing = [name for name in needed if item.get(name) is None]
        if missing:
            raise SetError(f"{path}:{number}: {', '.join(missing)} missing")
        yield item


def _several(item: dict[str, Any], *names: str) -> tuple[str, ...]:
    for name in names:
        value = item.get(name)
        if value:
            return tuple(map(str, value)) if isinstance(value, list) else (str(value),)
    return ()


def documents(path: Path) -> Iterator[Document]:
    """Documents of ``id``, ``title``, ``body`` (or ``text`` …); other fields if they are there.

    Raises:
        SetError: with file, line and reason.
    """
    for item in _objects(path, "id"):
        yield Document(
            source=SOURCE,
            pk=str(item["id"]),
            kind=str(item.get("kind") or "document"),
            language=str(item.get("language") or "ja"),
            title=str(item.get("title") or ""),
            summary=str(item.get("summary") or ""),
            body=_first(item, *_TEXTS),
            url="",
            sectors=_several(item, "sectors", "sector"),
            themes=_several(item, "themes", "theme"),
            prefectures=_several(item, "prefectures", "prefecture"),
            audiences=_several(item, "audiences", "audience"),
            date=_day(item.get("date")),
        )


def _first(item: dict[str, Any], *names: str) -> str:
    return next((str(item[name]) for name in names if item.get(name)), "")


def _day(value: Any) -> date | None:
    """The day of ``value``; other people's sets write dates in many ways, none is needed."""
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def queries(path: Path) -> dict[str, str]:
    """Query texts by id, from ``id`` and ``text`` (or ``query``, ``question``, ``title`` …)."""
    found = {}
    for item in _objects(path, "id"):
        both = " ".join(str(item[name]) for name in ("title", "body") if item.get(name))
        found[str(item["id"])] = _first(item, *_QUESTIONS) or both
    return found


def judgements(path: Path) -> dict[str, dict[str, int]]:
    """Grades by query and document, from ``query document grade`` or TREC's four columns.

    Raises:
        SetError: with file, line and reason.
    """
    grades: dict[str, dict[str, int]] = {}
    first = True
    for number, line in _lines(path):
        parts = _columns(line)
        names, first = (
            first and (parts[0].lower() in _HEADERS or parts[-1].lower() in _GRADES),
            False,
        )
        if names:
            continue
        if len(parts) not in (3, 4):
            raise SetError(f"{path}:{number}: three or four columns expected, not {len(parts)}")
        query, document, grade = parts[0], parts[-2], parts[-1]
        try:
            grades.setdefault(query, {})[document] = max(0, int(float(grade)))
        except ValueError as error:
            raise SetError(f"{path}:{number}: {grade!r} is no grade") from error
    return grades


def _columns(line: str) -> list[str]:
    """Columns between tabs, or between blanks where tabs do not make three or four."""
    parts = [part.strip() for part in line.split("\t")]
    return parts if len(parts) in (3, 4) else line.split()
