"""The dashboard at the coordinator's desk, its CSV and its report."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from events.models import EventIndexPage
from portal.delivery import files

from ..views.guard import for_coordinators
from . import charts, facts, figures, periods, report, sheet, worst
from .periods import Period


def _period(request: HttpRequest) -> Period:
    return periods.read(request.GET.get("period", ""))


@require_safe
@for_coordinators
def show(request: HttpRequest) -> HttpResponse:
    """All figures of a quarter or a fiscal year."""
    period = _period(request)
    found = figures.read(facts.read(period))
    return render(
        request,
        "matchmaking/desk/dashboard.html",
        {
            "period": period,
            "periods": periods.choices(),
            "figures": found,
            "charts": [
                charts.bars(table, name=f"needs-{place}")
                for place, table in enumerate(found.tables)
            ],
            "kinds": charts.bars(found.kinds, name="kinds"),
            "loads": charts.bars(found.loads, name="loads"),
            "waiting": worst.read(),
            "languages": settings.LANGUAGES,
            "event_url": _event_url(request.user) if found.suggestion else "",
        },
    )


def _event_url(user: Any) -> str:
    """Where a new event begins, for those who may make one; others name it to somebody."""
    index = EventIndexPage.objects.filter(locale__language_code="ja").order_by("path").first()
    if index is None or not index.permissions_for_user(user).can_add_subpage():
        return ""
    return reverse("wagtailadmin_pages:add", args=["events", "eventpage", index.pk])


@require_safe
@for_coordinators
def table(request: HttpRequest) -> HttpResponse:
    """The figures as CSV."""
    period = _period(request)
    content = sheet.csv(period, figures.read(facts.read(period)))
    return files.download(
        content,
        filename=f"matching-{period.code}.csv",
        content_type="text/csv; charset=utf-8",
    )


@require_safe
@for_coordinators
def paper(request: HttpRequest) -> HttpResponse:
    """The report as PDF, in either language."""
    period = _period(request)
    wanted = request.GET.get("language", "")
    known = dict(settings.LANGUAGES)
    language = wanted if wanted in known else (translation.get_language() or "ja")
    made = report.pdf(period=period, language=language)
    return files.pdf(made, filename=f"matching-{period.code}.pdf")
