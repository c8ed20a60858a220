"""The answers of a visitor, in their session: nothing is kept without being asked."""

from collections.abc import Mapping, MutableMapping
from typing import Any

from . import questions
from .enums import Answer
from .scoring import Score

KEY = "self_check"


def put(session: MutableMapping[str, Any], *, version: str, answers: Mapping[str, Any]) -> None:
    """Hold new answers; they are not kept yet."""
    plain = {code: str(answer) for code, answer in answers.items()}
    session[KEY] = {"version": version, "answers": plain, "kept": None}


def score(session: Mapping[str, Any]) -> Score | None:
    """What the answers come to; None if there are none, or none that can be read."""
    held = session.get(KEY)
    if not isinstance(held, dict) or not isinstance(held.get("answers"), dict):
        return None
    asked = questions.get(str(held.get("version")))
    if asked is None or not set(held["answers"].values()) <= set(Answer.values):
        return None
    return Score(asked=asked, answers=held["answers"])


def kept(session: Mapping[str, Any]) -> int | None:
    """Id of the result as which the answers were kept."""
    held = session.get(KEY)
    return held.get("kept") if isinstance(held, dict) else None


def mark_kept(session: MutableMapping[str, Any], pk: int) -> None:
    """Remember that the answers were kept, so that a second press keeps nothing."""
    session[KEY] = {**session[KEY], "kept": pk}


def drop(session: MutableMapping[str, Any]) -> None:
    """Forget the answers."""
    session.pop(KEY, None)
