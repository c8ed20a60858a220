"""Ranks what is in the database: records in, ranked records with reasons out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from . import ranking, reading, topics
from .enums import ServiceType
from .models import Need, Seed

ONLINE = "online"


@dataclass(frozen=True)
class Reason:
    """Why a seed fits a need: words, and how strongly from 0 to 1."""

    label: str
    value: float

    def as_json(self) -> dict[str, Any]:
        """The form kept in ``Proposal.reasons``."""
        return {"label": self.label, "value": round(self.value, 3)}


@dataclass(frozen=True)
class Match:
    """A seed that may answer a need; ``fit`` runs from 0 to 1 for people to see."""

    seed: Seed
    score: float
    fit: float
    reasons: tuple[Reason, ...]

    def reasons_json(self) -> list[dict[str, Any]]:
        """The reasons as kept with a proposal."""
        return [reason.as_json() for reason in self.reasons]


def need_profile(need: Need) -> ranking.Need:
    """What ranking knows of a stored need; reads its themes."""
    return ranking.Need(
        title=need.title,
        body=need.body,
        sector=str(need.sector_id),
        prefecture=str(need.prefecture_id),
        budget_band=need.budget_band,
        urgency=need.urgency,
        themes=tuple(theme.code for theme in need.themes.all()),
        wanted_forms=tuple(need.wanted_forms),
        organization=str(need.organization_id),
    )


def seed_profile(seed: Seed) -> ranking.Seed:
    """What ranking knows of a stored seed; reads its terms."""
    places = [place.code for place in seed.prefectures.all()]
    return ranking.Seed(
        key=str(seed.pk),
        title=seed.title,
        body=seed.body,
        sectors=tuple(sector.code for sector in seed.sectors.all()),
        themes=tuple(theme.code for theme in seed.themes.all()),
        service_types=tuple(seed.service_types),
        prefectures=tuple([*places, ONLINE] if seed.online else places),
        price_band=seed.price_band,
        capacity_per_month=seed.capacity_per_month,
        evidence=seed.evidence,
        organization=str(seed.organization_id),
    )


def reasons(
    need: ranking.PreparedNeed, seed: ranking.PreparedSeed, found: dict[str, float], record: Seed
) -> tuple[Reason, ...]:
    """The features of a pair in words, the strongest first; what does not fit is said too."""
    said: list[Reason] = []
    shared = ranking.shared_topics(need, seed)
    english = (get_language() or "ja").startswith("en")
    for code, strength in shared[:2]:
        topic = topics.vocabulary()[code]
        said.append(Reason(topic.en if english else topic.ja, strength))
    if not shared and found["near"] > 0.1:
        said.append(Reason(_("近い困りごとを扱っています"), found["near"]))
    if not shared and found["theme"] > 0.3:
        said.append(Reason(_("テーマが重なります"), found["theme"]))
    said.append(_sector_reason(found["sector"]))
    said.append(_place_reason(found["place"]))
    said.append(_budget_reason(found["budget"]))
    labels = dict(ServiceType.choices)
    fitting = [form for form in record.service_types if need.forms.get(form)]
    if fitting:
        words = _("、").join(str(labels[form]) for form in fitting if form in labels)
        said.append(Reason(_("希望の形: %(forms)s") % {"forms": words}, found["form"]))
    if found["urgency"]:
        said.append(Reason(_("急ぎの対応ができます"), 1.0))
    if record.evidence:
        said.append(Reason(_("資格・実績を示しています"), 0.6))
    return tuple(said)


def _sector_reason(value: float) -> Reason:
    if value == 1.0:
        return Reason(_("同じ業種の支援に慣れています"), 1.0)
    if value:
        return Reason(_("業種を問わず支援しています"), 0.6)
    return Reason(_("ほかの業種向けの支援です"), 0.1)


def _place_reason(value: float) -> Reason:
    if value == 1.0:
        return Reason(_("同じ県で対応できます"), 1.0)
    if value:
        return Reason(_("オンラインで対応できます"), 0.7)
    return Reason(_("対応できる地域の外です"), 0.1)


def _budget_reason(value: float) -> Reason:
    if value == 1.0:
        return Reason(_("予算の範囲です"), 1.0)
    if value:
        return Reason(_("予算を少し超えます"), 0.4)
    return Reason(_("予算を大きく超えます"), 0.1)


def read_words(title: str, body: str) -> dict[str, Any]:
    """What ``Seed.reading`` keeps: the words read, and by which vocabulary."""
    return {"version": topics.version(), **ranking.read_seed(title, body)}


def prepared(seed: Seed) -> ranking.PreparedSeed:
    """``seed`` ready for ranking, from what is stored unless the vocabulary has changed."""
    stored = seed.reading if seed.reading.get("version") == topics.version() else None
    return ranking.prepare_seed(seed_profile(seed), stored)


def explain(
    need: ranking.PreparedNeed, ranked: Iterable[ranking.Ranked], records: Mapping[int, Seed]
) -> list[Match]:
    """``ranked`` with their records and reasons; what has no record is left out."""
    return [
        Match(
            seed=records[int(entry.seed.seed.key)],
            score=entry.score,
            fit=min(1.0, entry.score),
            reasons=reasons(need, entry.seed, entry.features, records[int(entry.seed.seed.key)]),
        )
        for entry in ranked
        if int(entry.seed.seed.key) in records
    ]


def suggest_themes(title: str, body: str, *, limit: int = 3) -> list[str]:
    """Codes of the themes that a company's words speak of, the likeliest first."""
    return ranking.themes_of(reading.of_need(title, body))[:limit]
