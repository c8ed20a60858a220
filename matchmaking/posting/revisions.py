"""Versions: what was sent, kept whenever a sent need or seed is saved in other words."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.taxonomy.models import Prefecture, Sector, Theme

from ..enums import Band, ServiceType, Urgency, Visibility
from ..models import Need, Revision, Seed

_SENT = ("submitted", "published")
_PIECES = re.compile(r"[^。、，．！？!?\n]*[。、，．！？!?\n]?")


def fields_of(thing: Need | Seed) -> dict[str, Any]:
    """Words and terms of ``thing`` as a version keeps them; lists are in order of codes."""
    themes = sorted(thing.themes.values_list("code", flat=True))
    kept: dict[str, Any] = {"title": thing.title, "body": thing.body, "themes": themes}
    if isinstance(thing, Need):
        return kept | {
            "sector": str(thing.sector_id),
            "prefecture": str(thing.prefecture_id),
            "urgency": thing.urgency,
            "budget_band": thing.budget_band,
            "wanted_forms": sorted(thing.wanted_forms),
            "visibility": thing.visibility,
        }
    return kept | {
        "sectors": sorted(thing.sectors.values_list("code", flat=True)),
        "prefectures": sorted(thing.prefectures.values_list("code", flat=True)),
        "online": thing.online,
        "service_types": sorted(thing.service_types),
        "price_band": thing.price_band,
        "capacity_per_month": thing.capacity_per_month,
        "evidence": thing.evidence,
    }


def owner(thing: Need | Seed) -> dict[str, Need | Seed]:
    """The column that names ``thing``."""
    return {"need" if isinstance(thing, Need) else "seed": thing}


def keep(thing: Need | Seed, *, by: Any = None) -> Revision | None:
    """Keep a version of ``thing`` if it has been sent and says something else than the last."""
    if thing.state not in _SENT:
        return None
    fields = fields_of(thing)
    last = Revision.objects.filter(**owner(thing)).order_by("-pk").first()
    if last is not None and last.fields == fields:
        return None
    before = last.fields if last else {}
    return Revision.objects.create(
        **owner(thing),
        by=by,
        at=timezone.now() if by or last else thing.updated_at,
        state=thing.state,
        fields=fields,
        changed=[name for name in fields if before.get(name) != fields[name]] if last else [],
    )


@dataclass(frozen=True)
class Stretch:
    """A piece of a text: ``same``, ``out`` (only before) or ``in`` (only after)."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """One field of a version beside the version before."""

    label: str
    stretches: Sequence[Stretch]


def _stretches(before: str, after: str) -> Iterator[Stretch]:
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Stretch("same", "".join(old[a:b]))
            continue
        if gone := "".join(old[a:b]):
            yield Stretch("out", gone)
        if come := "".join(new[c:d]):
            yield Stretch("in", come)


def _labels() -> dict[str, str]:
    return {
        "title": _("見出し"),
        "body": _("内容"),
        "themes": _("テーマ"),
        "sector": _("業種"),
        "sectors": _("対象の業種"),
        "prefecture": _("都道府県"),
        "prefectures": _("訪問できる地域"),
        "urgency": _("いつまでに"),
        "budget_band": _("予算"),
        "wanted_forms": _("希望する支援の形"),
        "visibility": _("公開の範囲"),
        "online": _("オンラインで対応できる"),
        "service_types": _("支援の形"),
        "price_band": _("費用の目安"),
        "capacity_per_month": _("ひと月に受けられる件数"),
        "evidence": _("資格・実績"),
    }


class Words:
    """What codes of versions are called, read once for a page of them."""

    def __init__(self) -> None:
        self._names: dict[str, dict[Any, Any]] = {
            "themes": {one.code: one.label for one in Theme.objects.all()},
            "sector": {one.code: one.label for one in Sector.objects.all()},
            "prefecture": {one.code: one.label for one in Prefecture.objects.all()},
            "urgency": dict(Urgency.choices),
            "budget_band": dict(Band.choices),
            "price_band": dict(Band.choices),
            "visibility": dict(Visibility.choices),
            "wanted_forms": dict(ServiceType.choices),
            "service_types": dict(ServiceType.choices),
            "online": {True: _("はい"), False: _("いいえ")},
        }
        self._names |= {
            "sectors": self._names["sector"],
            "prefectures": self._names["prefecture"],
        }

    def say(self, name: str, value: Any) -> str:
        """``value`` of field ``name`` in words."""
        names = self._names.get(name, {})
        if isinstance(value, list):
            return _("、").join(str(names.get(one, one)) for one in value)
        return "" if value is None else str(names.get(value, value))

    def changes(self, revision: Revision, before: Revision | None) -> list[Change]:
        """What ``revision`` changed, field by field; nothing for the first one."""
        if before is None:
            return []
        labels = _labels()
        return [
            Change(
                labels.get(name, name),
                list(
                    _stretches(
                        self.say(name, before.fields.get(name)),
                        self.say(name, revision.fields.get(name)),
                    )
                ),
            )
            for name in revision.changed
        ]


@dataclass(frozen=True)
class Version:
    """A version as the coordinator sees it."""

    revision: Revision
    changes: Sequence[Change]
    is_current: bool


def versions(thing: Need | Seed, *, limit: int = 50) -> list[Version]:
    """The versions of ``thing`` with their differences, the newest first."""
    found = list(
        Revision.objects.filter(**owner(thing)).select_related("by").order_by("-pk")[: limit + 1]
    )
    if not found:
        return []
    words, now = Words(), fields_of(thing)
    return [
        Version(
            one,
            words.changes(one, found[place + 1] if place + 1 < len(found) else None),
            one.fields == now,
        )
        for place, one in enumerate(found[:limit])
    ]
