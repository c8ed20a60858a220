"""Where texts for people stand: the sources of each room, and the texts in one of them."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent

# Which sources belong to which room: the longest prefix wins, ``portal`` takes the rest.
ROOMS: dict[str, tuple[str, ...]] = {
    "portal": ("portal/", "templates/"),
    "portal/accounts": (
        "portal/accounts/",
        "templates/account/",
        "templates/allauth/",
        "templates/mfa/",
        "templates/socialaccount/",
        "templates/usersessions/",
        "templates/portal/accounts/",
        "templates/email/accounts_",
    ),
    "portal/assessment": (
        "portal/assessment/",
        "templates/portal/assessment/",
        "templates/pdf/assessment_",
    ),
    "portal/discovery": (
        "portal/discovery/",
        "templates/portal/discovery/",
        "templates/email/discovery_",
    ),
    "portal/privacy": ("portal/privacy/", "templates/portal/privacy/", "templates/email/privacy_"),
    "portal/delivery": ("portal/delivery/", "templates/portal/delivery/"),
    "portal/taxonomy": ("portal/taxonomy/", "templates/portal/taxonomy/"),
    "portal/content": (
        "portal/content/",
        "templates/portal/content/",
        "templates/wagtailadmin/",
        "templates/email/content_",
    ),
    "events": (
        "events/",
        "templates/events/",
        "templates/email/events_",
        "templates/pdf/events_",
    ),
    "events/selection": (
        "events/selection/",
        "templates/events/selection/",
        "templates/email/selection_",
        "templates/pdf/selection_",
    ),
    "events/checkin": (
        "events/checkin/",
        "templates/events/checkin/",
        "templates/email/checkin_",
        "templates/pdf/checkin_",
    ),
    "events/surveys": (
        "events/surveys/",
        "templates/events/surveys/",
        "templates/email/surveys_",
        "templates/pdf/surveys_",
    ),
    "events/certificates": (
        "events/certificates/",
        "templates/events/certificates/",
        "templates/email/certificates_",
        "templates/pdf/certificates_",
    ),
    "events/exercises": (
        "events/exercises/",
        "templates/events/exercises/",
        "templates/email/exercises_",
        "templates/pdf/exercises_",
    ),
    "matchmaking": ("matchmaking/", "templates/matchmaking/", "templates/email/matchmaking_"),
    "search": ("search/", "templates/search/"),
}
KEYWORDS: dict[str, tuple[int | tuple[int, int] | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}

Identifier = str | tuple[str, ...] | list[str]
Text = tuple[Identifier, str | None]


def room_of(path: str) -> str | None:
    """The room that owns the source ``path`` (relative to the project)."""
    owners = [
        (len(prefix), room)
        for room, prefixes in ROOMS.items()
        for prefix in prefixes
        if path.startswith(prefix)
    ]
    return max(owners)[1] if owners else None


def sources() -> Iterator[tuple[str, Path]]:
    """Every source file with its room, in a steady order."""
    tops = sorted({prefix.split("/")[0] for prefixes in ROOMS.values() for prefix in prefixes})
    for top in tops:
        for path in sorted((ROOT / top).rglob("*")):
            relative = path.relative_to(ROOT).as_posix()
            if path.suffix not in {".py", ".html", ".txt"} or "/migrations/" in relative:
                continue
            if path.suffix == ".txt" and "templates/" not in relative:
                continue
            if path.suffix == ".html" and "templates/" not in relative:
                continue
            if room := room_of(relative):
                yield room, path


def texts_of(path: Path) -> Iterator[Text]:
    """The (id or (singular, plural), context) pairs of one source file."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Indentation has no meaning in a template, but has to Python's tokenizer.
        lines = templatize(source, origin=str(path)).splitlines()
        source = "\n".join(line.lstrip() for line in lines)
    found = extract_python(io.BytesIO(source.encode()), KEYWORDS, [], {})
    for _line, function, arguments, _comments in found:
        values: Any = arguments if isinstance(arguments, tuple) else (arguments,)
        strings = [value for value in values if isinstance(value, str) and value]
        spec = KEYWORDS[str(function)] or (1,)
        if len(strings) < len(spec):
            continue  # a variable, not a text
        context = strings[0] if isinstance(spec[0], tuple) else None
        numbers = [place for place in spec if isinstance(place, int)]
        ids = [strings[number - 1] for number in numbers]
        yield (ids[0] if len(ids) == 1 else (ids[0], ids[1])), context
