"""The weights of a lottery in words."""

from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.enums import OrganizationSize
from portal.taxonomy.models import Prefecture, Sector


def in_words(rules: dict[str, Any]) -> list[str]:
    """One line per factor; a line of its own when all companies have the same chance."""
    found = []
    if rules.get("first_time", 1) > 1:
        found.append(
            _("初めて参加する社（同じイベント・シリーズに参加したことがない社）: くじ%(factor)s倍")
            % {"factor": rules["first_time"]}
        )
    sizes = dict(OrganizationSize.choices)
    for name, words in (
        ("sectors", _labels(Sector, rules.get("sectors"))),
        ("prefectures", _labels(Prefecture, rules.get("prefectures"))),
        ("sizes", {code: str(sizes.get(code, code)) for code in rules.get("sizes") or {}}),
    ):
        found += [
            _("%(label)s: くじ%(factor)s倍") % {"label": words[code], "factor": factor}
            for code, factor in (rules.get(name) or {}).items()
        ]
    return found or [_("どの社もくじは1本です。")]


def _labels(model: type[Sector] | type[Prefecture], factors: Any) -> dict[str, str]:
    if not factors:
        return {}
    known = {one.code: one.label for one in model.objects.filter(code__in=factors)}
    return {code: known.get(code, code) for code in factors}
