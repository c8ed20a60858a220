"""Reading labelled sets: seeds and needs as JSON lines, grades as a table."""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from . import ranking


class LabelledSetError(Exception):
    """A file cannot be read; the text names it, the line and the trouble."""


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise LabelledSetError(f"{path}: {error.strerror}") from error
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            yield json.loads(line)
        except ValueError as error:
            raise LabelledSetError(f"{path}:{number}: not JSON: {error}") from error


def read_seeds(path: Path) -> list[ranking.Seed]:
    """Seeds of a file.

    Raises:
        LabelledSetError: the file or a line of it cannot be read.
    """
    found = []
    for number, entry in enumerate(_lines(path), start=1):
        try:
            found.append(
                ranking.Seed(
                    key=str(entry["id"]),
                    title=entry["title"],
                    body=entry["body"],
                    sectors=tuple(entry.get("sectors", ())),
                    themes=tuple(entry.get("themes", ())),
                    service_types=tuple(entry.get("service_types", ())),
                    prefectures=tuple(entry.get("prefectures", ())),
                    price_band=entry.get("price_band", "mid"),
                    capacity_per_month=int(entry.get("capacity_per_month", 1)),
                    evidence=entry.get("evidence", ""),
                )
            )
        except (KeyError, TypeError, ValueError) as error:
            raise LabelledSetError(f"{path}: seed {number}: {error!r}") from error
    return found


def read_needs(path: Path) -> dict[str, ranking.Need]:
    """Needs of a file by their id.

    Raises:
        LabelledSetError: the file or a line of it cannot be read.
    """
    found = {}
    for number, entry in enumerate(_lines(path), start=1):
        try:
            found[str(entry["id"])] = ranking.Need(
                title=entry["title"],
                body=entry["body"],
                sector=entry["sector"],
                prefecture=entry["prefecture"],
                budget_band=entry.get("budget_band", "high"),
                urgency=entry.get("urgency", "quarter"),
                themes=tuple(entry.get("themes", ())),
                wanted_forms=tuple(entry.get("wanted_forms", ())),
            )
        except (KeyError, TypeError) as error:
            raise LabelledSetError(f"{path}: need {number}: {error!r}") from error
    return found


def read_grades(path: Path) -> dict[str, dict[str, int]]:
    """Grades by need and seed.

    Raises:
        LabelledSetError: the file or a line of it cannot be read.
    """
    found: dict[str, dict[str, int]] = defaultdict(dict)
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise LabelledSetError(f"{path}: {error.strerror}") from error
    for number, line in enumerate(lines, start=1):
        parts = line.split()
        if not parts or parts[0] == "need_id":
            continue
        try:
            need, seed, grade = parts
            found[need][seed] = int(grade)
        except ValueError as error:
            raise LabelledSetError(f"{path}:{number}: need, seed and grade expected") from error
    return dict(found)
