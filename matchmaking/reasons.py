"""Why a seed fits a need: kept as codes, said in the language of the moment."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from . import topics
from .enums import ServiceType
from .posting import claims

_FIXED: Mapping[str, Callable[[], str]] = {
    "near": lambda: _("近い困りごとを扱っています"),
    "theme": lambda: _("テーマが重なります"),
    "sector_same": lambda: _("同じ業種の支援に慣れています"),
    "sector_any": lambda: _("業種を問わず支援しています"),
    "sector_other": lambda: _("ほかの業種向けの支援です"),
    "place_same": lambda: _("同じ県で対応できます"),
    "place_online": lambda: _("オンラインで対応できます"),
    "place_other": lambda: _("対応できる地域の外です"),
    "budget_within": lambda: _("予算の範囲です"),
    "budget_above": lambda: _("予算を少し超えます"),
    "budget_far": lambda: _("予算を大きく超えます"),
    "urgency": lambda: _("急ぎの対応ができます"),
    "evidence": lambda: _("資格・実績を示しています"),
    "outcomes": lambda: _("これまでの紹介で成果が出ています"),
}


@dataclass(frozen=True)
class Reason:
    """One reason: its kind, how strong it is (0 to 1), and what it speaks of (codes)."""

    kind: str
    value: float
    detail: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The reason in words."""
        if self.kind == "topic":
            topic = topics.vocabulary().get(self.detail[0]) if self.detail else None
            if topic is None:
                return _("困りごとの内容が合います")
            return topic.en if (get_language() or "ja").startswith("en") else topic.ja
        if self.kind == "form":
            known = dict(ServiceType.choices)
            words = _("、").join(str(known[code]) for code in self.detail if code in known)
            return _("希望の形: %(forms)s") % {"forms": words}
        if self.kind == "evidence" and self.detail:
            return claims.listed(self.detail)
        said = _FIXED.get(self.kind)
        return said() if said else self.kind

    def as_json(self) -> dict[str, Any]:
        """The form kept in ``Proposal.reasons``."""
        return {"kind": self.kind, "value": round(self.value, 3), "detail": list(self.detail)}


def from_json(kept: Sequence[Mapping[str, Any]]) -> list[Reason]:
    """Reasons as kept with a proposal."""
    return [
        Reason(str(one["kind"]), float(one["value"]), tuple(one.get("detail", ()))) for one in kept
    ]
