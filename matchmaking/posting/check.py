"""The points of a self-check from which a need may begin."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

from .starts import Start, from_check

FILE = Path(__file__).parent / "check_points.yaml"


def _said(entry: Mapping[str, Any], name: str) -> str:
    english = (get_language() or "ja").startswith("en")
    return str(entry[f"{name}en" if english else f"{name}ja"])


@dataclass(frozen=True)
class Point:
    """One thing that may be lacking."""

    code: str
    entry: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Its short name in the language of the moment."""
        return _said(self.entry, "")

    @property
    def lack(self) -> str:
        """The trouble in the words of a company, in the language of the moment."""
        return _said(self.entry, "lack_")


@cache
def _groups() -> list[tuple[Mapping[str, Any], list[Point]]]:
    written: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
    return [
        (group, [Point(code, entry) for code, entry in group["points"].items()])
        for group in written.values()
    ]


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """All points by group, as choices of a form."""
    return [
        (_said(group, ""), [(point.code, point.lack) for point in points])
        for group, points in _groups()
    ]


def start(codes: Iterable[str]) -> Start | None:
    """The beginning of a need for the points of ``codes`` that are lacking."""
    wanted = set(codes)
    lacking = [point for _group, points in _groups() for point in points if point.code in wanted]
    if not lacking:
        return None
    return from_check(
        names=[point.name for point in lacking],
        gaps=[point.lack for point in lacking],
        themes=[point.entry["theme"] for point in lacking],
    )
