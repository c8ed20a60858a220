"""申込資格: who may apply for a participation type, and in words why not."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from portal.accounts.enums import OrganizationSize
from portal.accounts.models import Organization

from ..enums import Asked, Door
from ..fiscal_year import fiscal_year_of
from ..models import ParticipationType, Question, Registration
from .application import Company

DOORS = (Door.WEB, Door.IMPORT, Door.API)
"""Doors where the rules hold; staff may go beyond them with a reason, on the day anyone may."""


def loaded(*, company: Company) -> QuerySet[ParticipationType]:
    """Participation types that know what ``problems`` asks of ``company``, in one query."""
    sectors = _of(ParticipationType.eligible_sectors.through)
    prefectures = _of(ParticipationType.eligible_prefectures.through)
    asked = Question.objects.filter(participation_type=OuterRef("pk"), is_active=True)
    return ParticipationType.objects.select_related("session__event", "fallback").annotate(
        limits_sectors=Exists(sectors),
        sector_fits=Exists(sectors.filter(sector=company.sector)),
        limits_prefectures=Exists(prefectures),
        prefecture_fits=Exists(prefectures.filter(prefecture=company.prefecture)),
        has_questions=Exists(asked),
        asks_people=Exists(asked.filter(asked=Asked.PERSON)),
    )


def of_session(session_id: int) -> dict[int, ParticipationType]:
    """The types of a session with what ``fitted`` asks of any company, by key."""
    kinds = ParticipationType.objects.filter(session=session_id).select_related(
        "session__event", "fallback"
    )
    found = kinds.prefetch_related("eligible_sectors", "eligible_prefectures")
    return {kind.pk: kind for kind in found.order_by("position", "pk")}


def fitted(kind: Any, company: Company) -> Any:
    """A type of ``of_session`` that knows what ``problems`` asks of ``company``; no query."""
    sectors = {one.pk for one in kind.eligible_sectors.all()}
    prefectures = {one.pk for one in kind.eligible_prefectures.all()}
    kind.limits_sectors, kind.sector_fits = bool(sectors), company.sector in sectors
    kind.limits_prefectures = bool(prefectures)
    kind.prefecture_fits = company.prefecture in prefectures
    return kind


def _of(through: Any) -> QuerySet[Any]:
    found: QuerySet[Any] = through.objects.filter(participationtype=OuterRef("pk"))
    return found


def problems(
    *,
    kind: Any,
    company: Company,
    key: str = "",
    organization: Organization | None = None,
) -> list[str]:
    """Why ``company`` may not apply for ``kind`` (of ``loaded``); empty when it may."""
    found = []
    if kind.limits_sectors and not kind.sector_fits:
        found.append(
            _("この参加区分に申し込めるのは、次の業種の事業者です: %(names)s。")
            % {"names": _names(kind.eligible_sectors.all())}
        )
    if kind.limits_prefectures and not kind.prefecture_fits:
        found.append(
            _("この参加区分に申し込めるのは、次の都道府県の事業者です: %(names)s。")
            % {"names": _names(kind.eligible_prefectures.all())}
        )
    if kind.eligible_sizes and company.size not in kind.eligible_sizes:
        sizes = [str(OrganizationSize(size).label) for size in kind.eligible_sizes]
        found.append(
            _("この参加区分に申し込めるのは、従業員数が次のいずれかの事業者です: %(names)s。")
            % {"names": _joined(sizes)}
        )
    if kind.once_per_fiscal_year and (
        earlier := _this_year(kind, company, key, organization).first()
    ):
        # Whoever comes without an account may be anybody: not told which session it was.
        other = f"（{earlier.session}）" if organization is not None else ""
        found.append(
            _(
                "この参加区分は1社につき年度内に1回までです。すでに別の回%(session)sに"
                "お申し込みがあります。この回に替えるときは、先にその申込をキャンセルしてください。"
            )
            % {"session": other}
        )
    return found


def problems_of(
    *, type_id: int, company: Company, organization: Organization | None = None
) -> list[str]:
    """``problems`` of a participation type by its number, before anything is written."""
    kind = loaded(company=company).get(pk=type_id)
    return problems(kind=kind, company=company, organization=organization)


def _this_year(
    kind: ParticipationType, company: Company, key: str, organization: Organization | None
) -> QuerySet[Registration]:
    """The company's other places of this kind in the fiscal year of the session."""
    event = kind.session.event
    first, next_first = fiscal_year_of(kind.session.starts_at)
    same = Q(applicant_key=key) if key else Q(pk__in=[])
    if organization is not None:
        same |= Q(organization=organization)
    if company.corporate_number:
        same |= Q(corporate_number=company.corporate_number)
    alike = (
        Q(session__event__series=event.series_id)
        if event.series_id
        else Q(session__event=event.pk)
    )
    return (
        Registration.objects.active()
        .filter(
            same,
            alike,
            participation_type__once_per_fiscal_year=True,
            session__starts_at__gte=first,
            session__starts_at__lt=next_first,
        )
        .exclude(session=kind.session_id)
        .select_related("session__event")
        .order_by("pk")
    )


def _names(terms: QuerySet[Any]) -> str:
    return _joined([str(term.label) for term in terms])


def _joined(words: list[str]) -> str:
    return _("、").join(words)
