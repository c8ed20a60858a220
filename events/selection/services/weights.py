"""重み: how many lots each application holds, by rules fixed before the draw."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from events.enums import RegistrationState
from events.models import ParticipationType, Registration

from ..lottery import MAX_WEIGHT
from .errors import SelectionError

FACTORS = ("sectors", "prefectures", "sizes")


def checked(rules: dict[str, Any]) -> dict[str, Any]:
    """``rules`` in their one form: ``first_time`` and a factor by code for each list.

    Raises:
        SelectionError: a factor is no whole number from 1 to 20.
    """
    clean: dict[str, Any] = {"first_time": _factor(rules.get("first_time", 1))}
    for name in FACTORS:
        given = rules.get(name) or {}
        clean[name] = {
            str(code): factor
            for code, value in sorted(given.items())
            if (factor := _factor(value)) > 1
        }
    return clean


def _factor(value: Any) -> int:
    try:
        factor = int(value or 1)
    except (TypeError, ValueError):
        factor = 0
    if not 1 <= factor <= 20:
        raise SelectionError(_("重みは1から20までの整数で入力してください。"))
    return factor


def weigh(
    *, kind: ParticipationType, registrations: Iterable[Registration], rules: dict[str, Any]
) -> dict[int, int]:
    """The number of lots of each registration, by its key."""
    registrations = list(registrations)
    known = _have_taken_part(kind, {one.applicant_key for one in registrations})
    weights = {}
    for one in registrations:
        weight = 1 if one.applicant_key in known else rules["first_time"]
        weight *= rules["sectors"].get(one.sector_id, 1)
        weight *= rules["prefectures"].get(one.prefecture_id, 1)
        weight *= rules["sizes"].get(one.size, 1)
        weights[one.pk] = min(weight, MAX_WEIGHT)
    return weights


def _have_taken_part(kind: ParticipationType, keys: set[str]) -> set[str]:
    """Who of ``keys`` was confirmed in an earlier session of the same event or series."""
    event = kind.session.event
    related = Q(session__event=event)
    if event.series_id is not None:
        related |= Q(session__event__series_id=event.series_id)
    return set(
        Registration.objects.filter(
            related,
            state=RegistrationState.CONFIRMED,
            applicant_key__in=keys,
            session__starts_at__lt=kind.session.starts_at,
        )
        .exclude(session_id=kind.session_id)
        .order_by()
        .values_list("applicant_key", flat=True)
    )
