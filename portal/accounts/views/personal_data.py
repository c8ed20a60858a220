"""My data: notice, consents, a copy, being forgotten."""

import json

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal import rate_limit
from portal.privacy import erasure, notices, purposes, retention, services
from portal.privacy.selectors import consents_of, open_erasure_request


def notice(request: HttpRequest, code: str = "account", version: str = "") -> HttpResponse:
    """The words of a notice, the newest version unless one is named."""
    try:
        found = notices.version(code, version) if version else notices.current(code)
    except KeyError:
        raise Http404 from None
    context = {"notice": found, "rules": retention.rules()}
    return render(request, "portal/privacy/notice.html", context)


@login_required
def show(request: HttpRequest) -> HttpResponse:
    """Consents given, and the two rights: a copy, and erasure."""
    context = {
        "consents": purposes.in_words(consents_of(request.user)),
        "erasure": open_erasure_request(request.user),
        "wait_days": erasure.WAIT.days,
    }
    return render(request, "portal/accounts/personal_data.html", context)


@login_required
@require_POST
def withdraw_consent(request: HttpRequest, pk: int) -> HttpResponse:
    """End a consent of one's own."""
    consent = get_object_or_404(consents_of(request.user), pk=pk)
    services.withdraw_consent(consent=consent, actor=request.user)
    messages.success(request, _("同意を撤回しました。"))
    return redirect("accounts:personal_data")


@reauthentication_required
def export(request: HttpRequest) -> HttpResponse:
    """Everything about me in one JSON file."""
    if request.method != "POST":
        return redirect("accounts:personal_data")
    if not rate_limit.within(request, "export", user=request.user):
        return rate_limit.too_many(request)
    text = json.dumps(erasure.export(user=request.user), ensure_ascii=False, indent=2, default=str)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    name = f"my-data-{timezone.localdate().isoformat()}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


@reauthentication_required
def request_erasure(request: HttpRequest) -> HttpResponse:
    """Ask to be forgotten; done after the waiting time unless withdrawn."""
    if request.method == "POST":
        erasure.request(user=request.user)
        messages.success(request, _("アカウントの消去を受け付けました。期日までは取り消せます。"))
    return redirect("accounts:personal_data")


@login_required
@require_POST
def withdraw_erasure(request: HttpRequest) -> HttpResponse:
    """Keep the account after all."""
    erasure.withdraw(user=request.user)
    messages.success(request, _("消去の求めを取り消しました。"))
    return redirect("accounts:personal_data")
