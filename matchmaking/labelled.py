"""Reading labelled sets: seeds and needs as JSON lines, grades as a table.

Files of many hands are read: byte order marks, Windows line ends, numbers as ids, one
word where a list is meant, fields left out or added. What cannot be read is named by
file and line.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from search.evaluation import reading

from . import ranking
from .limits import BANDS

FOLDER = Path(__file__).parent / "labelled_set"
SEEDS, NEEDS, QRELS = FOLDER / "seeds.jsonl", FOLDER / "needs.jsonl", FOLDER / "qrels.tsv"


class LabelledSetError(Exception):
    """A file cannot be read; the text names it, the line and the trouble."""


@dataclass(frozen=True)
class Grades:
    """Grades by need and seed, and the lines that were left out."""

    by_need: Mapping[str, Mapping[str, int]]
    left_out: list[str] = field(default_factory=list)


def _text(path: Path) -> Iterator[tuple[str, str]]:
    """Lines that are not empty, each with its place (file and line)."""
    try:
        # A byte order mark is dropped; universal line ends.
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise LabelledSetError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise LabelledSetError(f"{path}: not UTF-8 at byte {error.start}") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield f"{path}:{number}", line


def _entries(path: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Place, id and fields of each line."""
    known: dict[str, str] = {}
    for place, line in _text(path):
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise LabelledSetError(f"{place}: not JSON: {error}") from error
        if not isinstance(entry, dict):
            raise LabelledSetError(f"{place}: an object with an id is expected")
        key = entry.get("id")
        if isinstance(key, bool) or not isinstance(key, str | int) or not str(key).strip():
            raise LabelledSetError(f"{place}: no id")
        key = str(key).strip()
        if key in known:
            raise LabelledSetError(f"{place}: id {key} is there already ({known[key]})")
        known[key] = place
        yield place, key, entry


def _word(place: str, entry: Mapping[str, Any], name: str, otherwise: str = "") -> str:
    value = entry.get(name)
    if value is None or value == "":
        return otherwise
    if isinstance(value, dict | list):
        raise LabelledSetError(f"{place}: {name} is not text")
    return str(value)


def _words(place: str, entry: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = entry.get(name)
    if value is None:
        return ()
    if isinstance(value, str):
        value = value.replace(",", " ").split()
    if not isinstance(value, list) or any(isinstance(one, dict | list) for one in value):
        raise LabelledSetError(f"{place}: {name} is not a list of words")
    return tuple(str(one) for one in value)


def _band(place: str, entry: Mapping[str, Any], name: str, otherwise: str) -> str:
    value = _word(place, entry, name, otherwise)
    if value not in BANDS:
        raise LabelledSetError(f"{place}: {name} {value!r} is none of {', '.join(BANDS)}")
    return value


def _number(place: str, entry: Mapping[str, Any], name: str, otherwise: int) -> int:
    value = entry.get(name)
    try:
        return otherwise if value is None or value == "" else int(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise LabelledSetError(f"{place}: {name} {value!r} is not a whole number") from error


def read_seeds(path: Path) -> list[ranking.Seed]:
    """Seeds of a file; only the id must be there.

    Raises:
        LabelledSetError: the file or a line of it cannot be read.
    """
    return [
        ranking.Seed(
            key=key,
            title=_word(place, entry, "title"),
            body=_word(place, entry, "body") or _word(place, entry, "text"),
            sectors=_words(place, entry, "sectors"),
            themes=_words(place, entry, "themes"),
            service_types=_words(place, entry, "service_types"),
            prefectures=_words(place, entry, "prefectures"),
            price_band=_band(place, entry, "price_band", "mid"),
            capacity_per_month=_number(place, entry, "capacity_per_month", 1),
            evidence=_word(place, entry, "evidence"),
        )
        for place, key, entry in _entries(path)
    ]


def read_needs(path: Path) -> dict[str, ranking.Need]:
    """Needs of a file by their id; only the id must be there.

    Raises:
        LabelledSetError: the file or a line of it cannot be read.
    """
    return {
        key: ranking.Need(
            title=_word(place, entry, "title"),
            body=_word(place, entry, "body") or _word(place, entry, "text"),
            sector=_word(place, entry, "sector", "common"),
            prefecture=_word(place, entry, "prefecture"),
            budget_band=_band(place, entry, "budget_band", "high"),
            urgency=_word(place, entry, "urgency", "quarter"),
            themes=_words(place, entry, "themes"),
            wanted_forms=_words(place, entry, "wanted_forms"),
        )
        for place, key, entry in _entries(path)
    }


def read_grades(
    path: Path, *, needs: Collection[str] | None = None, seeds: Collection[str] | None = None
) -> Grades:
    """Grades of a file; lines that name an unknown need or seed are left out and told.

    Raises:
        LabelledSetError: the file or a line of it cannot be read.
    """
    found: dict[str, dict[str, int]] = {}
    left_out = []
    try:
        for place, need, seed, grade in reading.judged(path):
            if needs is not None and need not in needs:
                left_out.append(f"{place}: no need {need}")
            elif seeds is not None and seed not in seeds:
                left_out.append(f"{place}: no seed {seed}")
            elif found.setdefault(need, {}).setdefault(seed, grade) != grade:
                raise LabelledSetError(f"{place}: another grade for {need} {seed} than before")
    except OSError as error:
        raise LabelledSetError(f"{path}: {error.strerror}") from error
    except reading.SetError as error:
        raise LabelledSetError(str(error)) from error
    return Grades(found, left_out)
