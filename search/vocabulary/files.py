"""The shipped files: what is wrong in one is refused, its last good copy stays in force."""

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from django.conf import settings

from .parsing import VocabularyError

logger = logging.getLogger(__name__)
FOLDER = Path(__file__).parent
Parsed = TypeVar("Parsed")
# File → what is wrong with it, as this process found it.
problems: dict[str, VocabularyError] = {}


def _kept(name: str) -> Path:
    return Path(settings.DATA_DIR) / "vocabulary" / name


def read(name: str, parse: Callable[[str, str], Parsed]) -> Parsed:
    """``name`` as ``parse`` reads it; of a broken file the copy that was good last.

    Without such a copy the file counts as empty. ``problems`` tells what was wrong.
    """
    problems.pop(name, None)
    try:
        text = (FOLDER / name).read_text(encoding="utf-8")
        parsed = parse(text, name)
    except (VocabularyError, OSError, UnicodeDecodeError) as error:
        problem = error if isinstance(error, VocabularyError) else _unreadable(name, error)
        problems[name] = problem
        logger.error("vocabulary file refused, the last good one stays: %s", problem)
        return _last_good(name, parse)
    _keep(name, text)
    return parsed


def _unreadable(name: str, error: Exception) -> VocabularyError:
    before = error.object[: error.start] if isinstance(error, UnicodeDecodeError) else b""
    return VocabularyError(name, before.count(b"\n") + 1, f"読めません: {error}")


def _last_good(name: str, parse: Callable[[str, str], Parsed]) -> Parsed:
    try:
        return parse(_kept(name).read_text(encoding="utf-8"), name)
    except (VocabularyError, OSError, UnicodeDecodeError):
        return parse("", name)


def _keep(name: str, text: str) -> None:
    """Remember a good file; a folder that cannot be written costs only the remembering."""
    path = _kept(name)
    try:
        if path.exists() and path.read_text(encoding="utf-8") == text:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{name}.{os.getpid()}")
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        logger.warning("vocabulary file not remembered: %s", error)
