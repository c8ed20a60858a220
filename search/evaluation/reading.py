"""Labelled sets: JSON lines of documents and queries, judgements as TREC writes them."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from ..documents import Document

SOURCE = "evaluation"
_HEADERS = {"query_id", "need_id", "qid", "query-id", "topic"}


class SetError(ValueError):
    """A line of a labelled set that cannot be read."""


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    with path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield number, line.rstrip("\r\n")


def _objects(path: Path, *needed: str) -> Iterator[dict[str, Any]]:
    for number, line in _lines(path):
        try:
            item = json.loads(line)
            missing = [name for name in needed if name not in item]
        except (json.JSONDecodeError, TypeError) as error:
            raise SetError(f"{path}:{number}: no JSON object: {error}") from error
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
    """Documents of ``id``, ``title``, ``body`` (or ``text``); other fields if they are there.

    Raises:
        SetError: with file, line and reason.
    """
    for item in _objects(path, "id"):
        day = item.get("date")
        yield Document(
            source=SOURCE,
            pk=str(item["id"]),
            kind=str(item.get("kind") or "document"),
            language=str(item.get("language") or "ja"),
            title=str(item.get("title") or ""),
            summary=str(item.get("summary") or ""),
            body=str(item.get("body") or item.get("text") or ""),
            url="",
            sectors=_several(item, "sectors", "sector"),
            themes=_several(item, "themes", "theme"),
            prefectures=_several(item, "prefectures", "prefecture"),
            audiences=_several(item, "audiences", "audience"),
            date=date.fromisoformat(str(day)[:10]) if day else None,
        )


def queries(path: Path) -> dict[str, str]:
    """Query texts by id, from ``id`` and ``text`` (or ``title`` and ``body``)."""
    found = {}
    for item in _objects(path, "id"):
        text = item.get("text") or " ".join(
            str(item[name]) for name in ("title", "body", "query") if item.get(name)
        )
        found[str(item["id"])] = str(text)
    return found


def judgements(path: Path) -> dict[str, dict[str, int]]:
    """Grades by query and document, from ``query document grade`` or TREC's four columns.

    Raises:
        SetError: with file, line and reason.
    """
    grades: dict[str, dict[str, int]] = {}
    for number, line in _lines(path):
        parts = line.split("\t") if "\t" in line else line.split()
        if number == 1 and parts[0].strip().lower() in _HEADERS:
            continue
        if len(parts) == 4:
            parts = [parts[0], parts[2], parts[3]]
        if len(parts) != 3:
            raise SetError(f"{path}:{number}: three or four columns expected, not {len(parts)}")
        query, document, grade = (part.strip() for part in parts)
        try:
            grades.setdefault(query, {})[document] = max(0, int(float(grade)))
        except ValueError as error:
            raise SetError(f"{path}:{number}: {grade!r} is no grade") from error
    return grades
