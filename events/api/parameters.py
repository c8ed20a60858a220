"""What may be asked of the public API: checked strictly, so that a typing error is no answer."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from portal.taxonomy.models import Prefecture, Sector

from ..enums import EventKind
from ..models import Series
from ..selectors.catalogue import FORMATS, Filters

DEFAULT_LIMIT, MAX_LIMIT = 50, 100
LAST_KEY = 2**63 - 1
TIMES = ("all", "upcoming", "past")


class WrongParameter(ValueError):
    """A parameter is unknown or has a value that means nothing; says which and what fits."""


@dataclass(frozen=True)
class Question:
    """A checked question for a page of events."""

    filters: Filters
    after: int
    limit: int


def read(query: QueryDict) -> Question:
    """The question in ``query``.

    Raises:
        WrongParameter: a name is unknown, a value does not fit, or a name is given twice.
    """
    known = {parameter["name"] for parameter in PARAMETERS}
    for name, values in query.lists():
        if name not in known:
            raise WrongParameter(
                f"Unknown parameter {name[:40]!r}. Known: {', '.join(sorted(known))}."
            )
        if len(values) > 1:
            raise WrongParameter(f"Parameter {name!r} is given more than once.")
    filters = Filters(
        sector=_code(query, "sector", Sector.objects.values_list("pk", flat=True)),
        prefecture=_code(query, "prefecture", Prefecture.objects.values_list("pk", flat=True)),
        format=_code(query, "format", FORMATS),
        kind=_code(query, "kind", EventKind.values),
        series=_code(query, "series", Series.objects.values_list("code", flat=True)),
        when=_code(query, "when", TIMES) or "all",
    )
    return Question(
        filters=filters,
        after=_number(query, "after", 0, 0, LAST_KEY),
        limit=_number(query, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT),
    )


def _code(query: QueryDict, name: str, known: Any) -> str:
    value = query.get(name, "")
    if value and value not in known:
        words = ", ".join(sorted(known)[:60])
        raise WrongParameter(f"Parameter {name!r} must be one of: {words}.")
    return value


def _number(query: QueryDict, name: str, default: int, least: int, most: int) -> int:
    value = query.get(name, "")
    if not value:
        return default
    if not (value.isascii() and value.isdecimal() and len(value) <= 19):
        raise WrongParameter(f"Parameter {name!r} must be a whole number.")
    number = int(value)
    if not least <= number <= most:
        raise WrongParameter(f"Parameter {name!r} must lie between {least} and {most}.")
    return number


def _parameter(name: str, about: str, example: Any, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": about,
        "example": example,
        "schema": schema,
    }


def path_parameter(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A part of the path, described."""
    return {"name": name, "in": "path", "required": True, "schema": schema}


PARAMETERS: list[dict[str, Any]] = [
    _parameter(
        "sector",
        "Code of a sector; events for all sectors fit too.",
        "manufacturing",
        {"type": "string"},
    ),
    _parameter(
        "prefecture", "Code of a prefecture, such as fukuoka.", "fukuoka", {"type": "string"}
    ),
    _parameter(
        "format", "Where one can take part.", "online", {"type": "string", "enum": list(FORMATS)}
    ),
    _parameter(
        "kind", "What people come for.", "exercise", {"type": "string", "enum": EventKind.values}
    ),
    _parameter("series", "Code of a series.", "table-top-exercises", {"type": "string"}),
    _parameter(
        "when",
        "Events with a session to come, or with one that is over.",
        "upcoming",
        {"type": "string", "enum": list(TIMES), "default": "all"},
    ),
    _parameter(
        "limit",
        "Events in a page.",
        20,
        {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
    ),
    _parameter(
        "after", "Where the next page starts; use ``next`` as given.", 42, {"type": "integer"}
    ),
]
