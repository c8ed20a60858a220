"""Ranks what is in the database: records in, ranked records with reasons out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from . import changes, ranking, reading, topics
from .models import Need, Seed
from .posting import evidence
from .reasons import Reason
from .weighing import Weighing

ONLINE = "online"


@dataclass(frozen=True)
class Match:
    """A seed that may answer a need; ``fit`` runs from 0 to 1 for people to see."""

    seed: Seed
    score: float
    fit: float
    reasons: tuple[Reason, ...]
    lifts: tuple[changes.Change, ...] = ()

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
        evidence=seed.evidence or " ".join(evidence.codes(seed)),
        organization=str(seed.organization_id),
        published_on=seed.published_at and timezone.localdate(seed.published_at),
    )


_SECTOR = {1.0: ("sector_same", 1.0), 0.5: ("sector_any", 0.6), 0.0: ("sector_other", 0.1)}
_PLACE = {1.0: ("place_same", 1.0), 0.5: ("place_online", 0.7), 0.0: ("place_other", 0.1)}
_BUDGET = {1.0: ("budget_within", 1.0), 0.5: ("budget_above", 0.4), 0.0: ("budget_far", 0.1)}


_PROVEN = 0.3


def reasons(
    need: ranking.PreparedNeed, seed: ranking.PreparedSeed, found: Mapping[str, float]
) -> tuple[Reason, ...]:
    """The features of a pair as reasons, the strongest first; what does not fit is said too."""
    shared = ranking.shared_topics(need, seed)
    said = [Reason("topic", strength, (code,)) for code, strength in shared[:2]]
    if not shared and found["near"] > 0.1:
        said.append(Reason("near", found["near"]))
    if not shared and found["theme"] > 0.3:
        said.append(Reason("theme", found["theme"]))
    said.append(Reason(*_SECTOR[found["sector"]]))
    said.append(Reason(*_PLACE[found["place"]]))
    said.append(Reason(*_BUDGET[found["budget"]]))
    fitting = tuple(form for form in seed.seed.service_types if need.forms.get(form))
    if fitting:
        said.append(Reason("form", found["form"], fitting))
    if found["urgency"]:
        said.append(Reason("urgency", 1.0))
    if found["evidence"]:
        said.append(Reason("evidence", 0.6))
    if found["outcomes"] >= _PROVEN:
        said.append(Reason("outcomes", found["outcomes"]))
    return tuple(said)


def read_words(title: str, body: str) -> dict[str, Any]:
    """What ``Seed.reading`` keeps: the words read, and by which vocabulary."""
    return {"version": topics.version(), **ranking.read_seed(title, body)}


def prepared(seed: Seed) -> ranking.PreparedSeed:
    """``seed`` ready for ranking, from what is stored unless the vocabulary has changed."""
    stored = seed.reading if seed.reading.get("version") == topics.version() else None
    return ranking.prepare_seed(seed_profile(seed), stored)


def explain(
    need: ranking.PreparedNeed,
    ranked: Sequence[ranking.Ranked],
    records: Mapping[int, Seed],
    weighing: Weighing | None = None,
) -> list[Match]:
    """``ranked`` with their records and reasons; what has no record is left out.

    With ``weighing`` each also tells what would lift it among them.
    """
    lifts = changes.lifts(ranked, weighing.score) if weighing else {}
    return [
        Match(
            seed=records[int(entry.seed.seed.key)],
            score=entry.score,
            fit=min(1.0, entry.score),
            reasons=_with_evidence(
                reasons(need, entry.seed, entry.features), records[int(entry.seed.seed.key)]
            ),
            lifts=lifts.get(entry.seed.seed.key, ()),
        )
        for entry in ranked
        if int(entry.seed.seed.key) in records
    ]


def _with_evidence(said: tuple[Reason, ...], seed: Seed) -> tuple[Reason, ...]:
    """``said`` with what the provider of ``seed`` can show, by name."""
    codes = evidence.codes(seed)
    if not codes:
        return said
    confirmed = any(code.endswith("_confirmed") for code in codes)
    others = [reason for reason in said if reason.kind != "evidence"]
    return (*others, Reason("evidence", 0.8 if confirmed else 0.6, codes))


def main_topic(need: ranking.PreparedNeed) -> str:
    """What a need speaks of most, in the language of the moment; empty if nothing is known."""
    code = max(need.topics, key=lambda topic: need.topics[topic], default="")
    return Reason("topic", 1.0, (code,)).label if code else ""


def suggest_themes(title: str, body: str, *, limit: int = 3) -> list[str]:
    """Codes of the themes that a company's words speak of, the likeliest first."""
    return ranking.themes_of(reading.of_need(title, body))[:limit]
