"""The report of missing seeds: a page and a table."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from events import spreadsheets
from portal.delivery import files

from ..views.guard import for_coordinators
from . import gaps


@for_coordinators
def report(request: HttpRequest) -> HttpResponse:
    """Open needs that no seed fits: what the region lacks, by theme and prefecture."""
    found = gaps.found()
    return render(
        request,
        "matchmaking/desk/gaps.html",
        {"cells": gaps.cells(found), "number": len(found), "least": gaps.WELL_SERVED},
    )


@for_coordinators
def table(request: HttpRequest) -> HttpResponse:
    """The same as a table for a spreadsheet; companies are not named."""
    heading = [
        _("テーマ"),
        _("都道府県"),
        _("業種"),
        _("困りごと"),
        _("話題"),
        _("いつまでに"),
        _("公開日"),
        _("最もよい候補の合い具合"),
    ]
    rows = [
        [
            str(cell.theme or ""),
            str(cell.prefecture),
            str(gap.need.sector),
            gap.need.title,
            gap.topic,
            gap.need.get_urgency_display(),
            f"{timezone.localtime(gap.need.published_at):%Y-%m-%d}",
            f"{gap.best:.2f}",
        ]
        for cell in gaps.cells(gaps.found())
        for gap in cell.gaps
    ]
    return files.download(
        spreadsheets.write_csv([heading, *rows]),
        filename=f"missing-seeds-{timezone.localdate():%Y%m%d}.csv",
        content_type="text/csv; charset=utf-8",
    )
