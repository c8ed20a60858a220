"""What the nightly check found, and checking again at once."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from .. import permissions
from ..models import Registration
from ..selectors.invariants import WORDS, last_check
from ..services import invariants


@require_http_methods(["GET", "HEAD", "POST"])
def found(request: HttpRequest) -> HttpResponse:
    """Each breach in words, with the way to what it is about."""
    if not permissions.may_manage_events(request.user):
        raise PermissionDenied
    if request.method == "POST":
        if not invariants.check():
            messages.success(request, _("確認しました。食い違いはありません。"))
        return redirect("events_check")
    last = last_check()
    breaches = last.detail["breaches"] if last else []
    registrations = _addresses(breaches)
    rows = [
        {
            "words": WORDS.get(one["rule"], one["rule"]),
            "target": one["target"],
            "url": registrations.get(one["target"]) or _address(one["target"]),
            "detail": one["detail"],
        }
        for one in breaches
    ]
    return render(request, "events/admin/check.html", {"last": last, "rows": rows})


def _addresses(breaches: list[dict[str, Any]]) -> dict[str, str]:
    """The page of each registration that is named, read at once."""
    named = [one["target"].partition(":")[2] for one in breaches]
    return {
        f"registration:{reference}": reverse("registrations:inspect", args=[pk])
        for pk, reference in Registration.objects.filter(reference__in=named)
        .order_by()
        .values_list("pk", "reference")
    }


def _address(target: str) -> str:
    kind, _colon, pk = target.partition(":")
    pages = {"type": "participation_types:edit", "session": "sessions:edit"}
    return reverse(pages[kind], args=[pk]) if kind in pages else ""
