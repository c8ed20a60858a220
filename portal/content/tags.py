"""Sectors, themes and audiences of pages, read for many pages in one query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F, QuerySet, Value
from django.utils.translation import get_language

if TYPE_CHECKING:
    from collections.abc import Iterable

FACETS = ("sectors", "themes", "audiences")


class Tag:
    """A term as shown: its code and its label in the language of the moment."""

    __slots__ = ("code", "label")

    def __init__(self, code: str, label: str) -> None:
        self.code = code
        self.label = label

    def __repr__(self) -> str:
        return f"<Tag {self.code}>"


Tags = dict[str, list[Tag]]


def no_tags() -> Tags:
    """The tags of an untagged page."""
    return {name: [] for name in FACETS}


def read_tags(model: Any, pks: Iterable[Any] | QuerySet[Any]) -> dict[int, Tags]:
    """Tags of the pages ``pks`` of one type: three link tables in one query."""
    label = "label_en" if (get_language() or "ja").startswith("en") else "label_ja"
    parts = []
    for facet in FACETS:
        field = model._meta.get_field(facet)
        term, page = field.m2m_reverse_field_name(), field.m2m_field_name()
        parts.append(
            field.remote_field.through.objects.filter(**{f"{page}__in": pks})
            .order_by()
            .values_list(
                F(f"{page}_id"),
                Value(facet),
                F(f"{term}__position"),
                F(f"{term}_id"),
                F(f"{term}__{label}"),
            )
        )
    found: dict[int, Tags] = {}
    for page_id, facet, _position, code, name in sorted(parts[0].union(*parts[1:], all=True)):
        found.setdefault(page_id, no_tags())[facet].append(Tag(code, name))
    return found
