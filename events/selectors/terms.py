"""The terms around events and participation types: all their link tables in one query."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Value
from django.utils.translation import get_language

from portal.content.tags import FACETS, Tag, Tags

from ..models import Event, ParticipationType

LIMITS = {"sectors": "eligible_sectors", "prefectures": "eligible_prefectures"}


@dataclass(frozen=True)
class Conditions:
    """What a company must be to apply; all empty means anybody may."""

    sectors: list[Tag] = field(default_factory=list)
    prefectures: list[Tag] = field(default_factory=list)
    sizes: list[str] = field(default_factory=list)
    once_per_fiscal_year: bool = False

    def __bool__(self) -> bool:
        """Whether there is any condition."""
        limits = self.sectors or self.prefectures or self.sizes
        return bool(limits or self.once_per_fiscal_year)


@dataclass(frozen=True)
class Terms:
    """Tags of events by their key, conditions of participation types by theirs."""

    tags: dict[int, Tags]
    conditions: dict[int, Conditions]


def read_terms(*, events: Iterable[int], kinds: Iterable[ParticipationType]) -> Terms:
    """The tags of ``events`` and who may apply for ``kinds``."""
    events, kinds = list(events), list(kinds)
    links: list[tuple[Any, str, list[int]]] = [(Event, facet, events) for facet in FACETS]
    links += [(ParticipationType, name, [kind.pk for kind in kinds]) for name in LIMITS.values()]
    parts = [_links(model, name, pks) for model, name, pks in links]
    found: dict[str, dict[int, list[Tag]]] = {name: {} for _model, name, _pks in links}
    for name, pk, _position, code, words in sorted(parts[0].union(*parts[1:], all=True)):
        found[name].setdefault(pk, []).append(Tag(code, words))
    sizes = ParticipationType._meta.get_field("eligible_sizes")
    return Terms(
        tags={pk: {facet: found[facet].get(pk, []) for facet in FACETS} for pk in events},
        conditions={
            kind.pk: Conditions(
                **{name: found[link].get(kind.pk, []) for name, link in LIMITS.items()},
                sizes=sizes.labels(kind.eligible_sizes),
                once_per_fiscal_year=kind.once_per_fiscal_year,
            )
            for kind in kinds
        },
    )


def _links(model: Any, name: str, pks: list[int]) -> Any:
    label = "label_en" if (get_language() or "ja").startswith("en") else "label_ja"
    link = model._meta.get_field(name)
    term, owner = link.m2m_reverse_field_name(), link.m2m_field_name()
    return (
        link.remote_field.through.objects.filter(**{f"{owner}__in": pks})
        .order_by()
        .values_list(
            Value(name),
            F(f"{owner}_id"),
            F(f"{term}__position"),
            F(f"{term}_id"),
            F(f"{term}__{label}"),
        )
    )
