"""The report on what is asked, and what staff decide about a query."""

import csv
from io import StringIO
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.delivery import files
from portal.discovery import permissions
from portal.discovery.enums import EntryKind, Language
from portal.discovery.selectors import report
from portal.discovery.services import marks
from portal.discovery.viewsets import entries, promotions

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _period(request: HttpRequest) -> tuple[int, str]:
    given = request.GET.get("days", "")
    days = int(given) if given in map(str, report.PERIODS) else report.PERIODS[0]
    language = request.GET.get("language", "")
    return days, language if language in Language.values else ""


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What finds nothing, what is passed over, what is asked most."""
    if not permissions.runs_search(request.user):
        raise PermissionDenied
    days, language = _period(request)
    found = report.report(days=days, language=language)
    sections = [
        (
            "nothing",
            _("何も見つからない言葉"),
            _("同義語を加えると、ほかの言い方で書かれたページが見つかるようになります。"),
            found.nothing,
        ),
        (
            "passed-over",
            _("見つかるのに開かれない言葉"),
            _("5回以上検索され、結果が開かれたのは1割未満です。おすすめで一番上に出せます。"),
            found.passed_over,
        ),
        ("most", _("よく検索される言葉"), "", found.most),
    ]
    context = {
        "sections": [
            (name, title, words, [_with_links(row) for row in rows])
            for name, title, words, rows in sections
        ],
        "searches": found.searches,
        "days": days,
        "language": language,
        "periods": report.PERIODS,
        "languages": Language.choices,
    }
    return render(request, "portal/discovery/admin/report.html", context)


def _with_links(row: report.Row) -> dict[str, Any]:
    """A row with the two things to do about it, one click away."""
    return {
        "row": row,
        "language": Language(row.language).label,
        "synonym_url": entries.add_url(kind=EntryKind.SYNONYMS, lines=f"{row.text}, "),
        "promote_url": promotions.add_url(words=row.text, language=row.language),
    }


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The whole report as CSV."""
    if not permissions.runs_search(request.user):
        raise PermissionDenied
    days, language = _period(request)
    table = StringIO()
    writer = csv.writer(table)
    writer.writerow(
        [
            _("検索の言葉"),
            _("言語"),
            _("回数"),
            _("見つかった数"),
            _("何も見つからなかった回数"),
            _("開かれた回数"),
            _("先頭が開かれた回数"),
            _("最後に検索された日"),
        ]
    )
    for row in report.rows(days=days, language=language):
        writer.writerow(
            [
                _harmless(row.text),
                row.language,
                row.asked,
                row.total,
                row.empty,
                row.clicks,
                row.first,
                row.last_day.isoformat(),
            ]
        )
    return files.csv(table.getvalue(), filename=f"search-{days}.csv")


def _harmless(text: str) -> str:
    """What a spreadsheet would take for a formula stays text."""
    return f"'{text}" if text.startswith(_FORMULA) else text


ACTIONS = {"settle": marks.settle, "block": marks.block, "unblock": marks.unblock}


@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """One decision about one query."""
    if not permissions.runs_search(request.user):
        raise PermissionDenied
    action = ACTIONS.get(request.POST.get("action", ""))
    text = request.POST.get("text", "").replace("\x00", "")[:80]
    language = request.POST.get("language", "")
    if action and text and language in Language.values:
        action(text=text, language=language, actor=request.user)
        messages.success(request, _("保存しました。"))
    back = request.POST.get("next", "")
    # Words without a slash would be taken for the name of a view.
    if not (back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)):
        back = reverse("discovery_report")
    return redirect(back)
