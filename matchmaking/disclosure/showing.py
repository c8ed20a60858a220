"""An introduction as one reader may see it: it does not carry what the stage does not allow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.models import Organization

from .. import permissions, privacy_check
from ..enums import ASKED, ENDED, MET, SeedState, ServiceType, Side, Stage
from ..models import Introduction, Need, Seed
from ..reasons import Reason
from . import stage, wording


@dataclass(frozen=True)
class Facts:
    """The first stage: what kind of company stands across."""

    sector: str
    prefecture: str
    size: str


@dataclass(frozen=True)
class Words:
    """The second stage: the need's whole text, in the version that was agreed on."""

    title: str
    body: str
    version: int
    kept_at: datetime


@dataclass(frozen=True)
class Offer:
    """The second stage for the company: the offer in detail."""

    body: str
    evidence: str
    forms: Sequence[str]
    price: str
    places: Sequence[str]


@dataclass(frozen=True)
class Contact:
    """The last stage: whom to speak with."""

    organization: str
    name: str
    email: str
    phone: str


@dataclass(frozen=True)
class Step:
    """One stage as the stepper shows it; ``marks`` tell who has agreed."""

    title: str
    text: str
    state: str
    marks: Sequence[tuple[str, bool]] = ()


@dataclass(frozen=True)
class Showing:
    """What the page of an introduction may say to one reader."""

    pk: int
    url: str
    side: Side
    state: str
    state_label: str
    stage: Stage
    mine: Stage
    theirs: Stage
    offer_title: str
    offer_url: str
    need_title: str
    need_url: str
    message: str
    asks: Sequence[tuple[str, str]]
    reasons: Sequence[Reason]
    facts: Facts | None
    words: Words | None
    offer: Offer | None
    contact: Contact | None
    words_changed: bool
    waits_for_reader: bool

    @property
    def is_company(self) -> bool:
        """Whether the reader stands on the side of the need."""
        return self.side is Side.COMPANY

    @property
    def live(self) -> bool:
        """Whether it goes on."""
        return self.state not in ENDED

    def get_absolute_url(self) -> str:
        """The page both sides share."""
        return self.url


def of(introduction: Introduction, user: Any) -> Showing:
    """``introduction`` for ``user``, who stands on one of its sides."""
    side = permissions.side_of(user, introduction)
    if side not in stage.SIDES:
        raise ValueError("Only the two sides share this page.")
    company = side is Side.COMPANY
    proposal, shown = introduction.proposal, permissions.stage(user, introduction)
    live = introduction.state not in ENDED
    need, seed = proposal.need, proposal.seed
    other = proposal.provider if company else proposal.company
    return Showing(
        pk=introduction.pk,
        url=introduction.get_absolute_url(),
        side=side,
        state=introduction.state,
        state_label=introduction.get_state_display() if live else _("終了"),
        stage=shown,
        mine=stage.of_side(introduction, side),
        theirs=stage.of_side(introduction, stage.other(side)),
        offer_title=privacy_check.mask(seed.title),
        offer_url=seed.get_absolute_url() if permissions.can_read_seed(user, seed) else "",
        need_title=str(need) if company else "",
        need_url=need.get_absolute_url() if company else "",
        message=privacy_check.mask(introduction.message, need.writer) if live else "",
        asks=_asks(need) if live and not company else (),
        reasons=proposal.shown_reasons if live and company else (),
        facts=_facts(other, need if not company else None) if shown >= Stage.SECTOR else None,
        words=_words(introduction, shown, company=company) if live else None,
        offer=_offer(seed) if company and shown >= Stage.PROBLEM else None,
        contact=_contact(introduction, stage.other(side)) if shown >= Stage.CONTACT else None,
        waits_for_reader=stage.waits_for(introduction, side),
        words_changed=introduction.state in (*ASKED, *MET) and not wording.current(introduction),
    )


def company_in_words(introduction: Introduction) -> list[str]:
    """The company of a need as its provider's lists may describe it now."""
    need = introduction.proposal.need
    if stage.shown(introduction) < Stage.SECTOR:
        return [need.get_urgency_display()]
    return [str(need.sector), str(need.prefecture), need.get_urgency_display()]


def _asks(need: Need) -> list[tuple[str, str]]:
    """What a provider needs to know before anything about the company is shown."""
    themes = [theme.label for theme in need.themes.all()]
    return [
        (_("テーマ"), _("、").join(themes) or _("決まっていません")),
        (_("いつまでに"), need.get_urgency_display()),
        (_("予算"), need.get_budget_band_display()),
    ]


def _facts(organization: Organization, need: Need | None) -> Facts:
    """The company is described as its need says, a provider as its register does."""
    told = need or organization
    return Facts(
        sector=str(told.sector),
        prefecture=str(told.prefecture),
        size=organization.get_size_display(),
    )


def _words(introduction: Introduction, shown: Stage, *, company: bool) -> Words | None:
    agreed = stage.agreed_words(introduction)
    kept = (agreed or stage.words(introduction)) if company else agreed
    if kept is None or not (company or shown >= Stage.PROBLEM):
        return None
    writer = introduction.proposal.need.writer
    return Words(
        title=privacy_check.mask(kept.title, writer),
        body=privacy_check.mask(kept.body, writer),
        version=kept.version,
        kept_at=kept.kept_at,
    )


def _offer(seed: Seed) -> Offer | None:
    """None while the provider rewrites it: nobody has read those words yet."""
    if seed.state not in (SeedState.PUBLISHED, SeedState.CLOSED):
        return None
    known = dict(ServiceType.choices)
    places = [place.label for place in seed.prefectures.all()]
    return Offer(
        body=privacy_check.mask(seed.body),
        evidence=privacy_check.mask(seed.evidence),
        forms=[str(known[code]) for code in seed.service_types if code in known],
        price=seed.get_price_band_display(),
        places=[*places, _("オンライン")] if seed.online else places,
    )


def _contact(introduction: Introduction, side: Side) -> Contact:
    company = side is Side.COMPANY
    person: Any = introduction.company_agreed_by if company else introduction.provider_agreed_by
    proposal = introduction.proposal
    return Contact(
        organization=(proposal.company if company else proposal.provider).name,
        name=person.get_full_name() if person else "",
        email=person.email if person else "",
        phone=person.phone if person else "",
    )


def steps(showing: Showing) -> list[Step]:
    """The coordinator's review and the three stages, for the stepper."""
    reviewed = showing.state in (*ASKED, *MET)
    texts = {
        Stage.SECTOR: _("業種・地域・従業員数が、互いに見えます。"),
        Stage.PROBLEM: _("困りごとの全文と、支援の詳しい内容が見えます。"),
        Stage.CONTACT: _("会社名、担当の方のお名前と連絡先が、互いに見えます。"),
    }
    found = [
        Step(
            title=_("コーディネーターの確認"),
            text=_("紹介してよいかを、人が読んで確かめます。"),
            state="done" if reviewed else "now",
        )
    ]
    for step in stage.STEPS:
        state = "done" if showing.stage >= step else "todo"
        if reviewed and step == showing.stage + 1:
            state = "now"
        marks = (
            (_("あなたの側"), showing.mine >= step),
            (_("相手の側"), showing.theirs >= step),
        )
        found.append(Step(str(step.label), texts[step], state, marks))
    return found
