"""The sets of questions, read from ``question_sets/``; the newest is asked, all can be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

FOLDER = Path(__file__).parent / "question_sets"


def _in_words(entry: Mapping[str, Any]) -> Any:
    english = (get_language() or "ja").startswith("en")
    return entry["en" if english else "ja"]


@dataclass(frozen=True)
class Question:
    """One question; its words are those of the language of the moment."""

    code: str
    entry: Mapping[str, Any]

    def _said(self, name: str) -> str:
        return str(_in_words(self.entry)[name])

    @property
    def name(self) -> str:
        """Its short name."""
        return self._said("name")

    @property
    def ask(self) -> str:
        """The question itself."""
        return self._said("ask")

    @property
    def lack(self) -> str:
        """The trouble in the words of a company, where the answer is no."""
        return self._said("lack")

    @property
    def step(self) -> str:
        """What can be done about it this week."""
        return self._said("step")

    @property
    def theme(self) -> str:
        """Code of its theme in the taxonomy."""
        return str(self.entry["theme"])

    @property
    def guide(self) -> str:
        """Slug of the guide that goes on."""
        return str(self.entry["guide"])

    @property
    def first(self) -> int:
        """1 to 3: what has 1 is mended before the rest."""
        return int(self.entry["first"])


@dataclass(frozen=True)
class Group:
    """Questions under one heading."""

    code: str
    entry: Mapping[str, Any]
    questions: tuple[Question, ...]

    @property
    def name(self) -> str:
        """The heading in the language of the moment."""
        return str(_in_words(self.entry))


@dataclass(frozen=True)
class QuestionSet:
    """What was asked from ``version`` (year and month) on."""

    version: str
    groups: tuple[Group, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions in their order."""
        return tuple(question for group in self.groups for question in group.questions)


@cache
def versions() -> tuple[str, ...]:
    """All versions, the oldest first."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@cache
def _load(version: str) -> QuestionSet:
    written: dict[str, Any] = yaml.safe_load((FOLDER / f"{version}.yaml").read_text("utf-8"))
    groups = (
        Group(
            code=code,
            entry=group,
            questions=tuple(Question(name, entry) for name, entry in group["questions"].items()),
        )
        for code, group in written.items()
    )
    return QuestionSet(version=version, groups=tuple(groups))


def get(version: str) -> QuestionSet | None:
    """The set of ``version``; None if there is none."""
    return _load(version) if version in versions() else None


def current() -> QuestionSet:
    """The set that is asked today."""
    return _load(versions()[-1])
