"""My page: what waits for me, today first."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts import mypage, selectors
from portal.accounts.forms.people import ProfileForm
from portal.accounts.permissions import needs_second_factor
from portal.accounts.services import person
from portal.privacy.selectors import open_erasure_request


@dataclass(frozen=True)
class Section:
    """One panel with its items in hand."""

    panel: mypage.Panel
    items: list[mypage.Item]


def _sorted(items: list[mypage.Item], now: datetime) -> list[mypage.Item]:
    """What asks for a decision, then what comes next, then the past, then the undated."""

    def rank(item: mypage.Item) -> tuple[int, float]:
        if item.urgent:
            return 0, item.when.timestamp() if item.when else 0.0
        if item.when is None:
            return 3, 0.0
        if not item.happens:
            return 2, -item.when.timestamp()
        if timezone.localtime(item.when).date() >= timezone.localtime(now).date():
            return 1, item.when.timestamp()
        return 2, -item.when.timestamp()

    return sorted(items, key=rank)


def _happens_on(item: mypage.Item, day: date) -> bool:
    when = item.when if item.happens else None
    return when is not None and timezone.localtime(when).date() == day


def _waiting(sections: list[Section], now: datetime) -> list[mypage.Item]:
    """Across all panels: what is urgent, or happens today."""
    today = timezone.localtime(now).date()
    return _sorted(
        [
            item
            for section in sections
            for item in section.items
            if item.urgent or _happens_on(item, today)
        ],
        now,
    )


@login_required
def show(request: HttpRequest) -> HttpResponse:
    """The page itself."""
    now = timezone.now()
    sections = [
        Section(panel, _sorted(panel.items(request.user), now)) for panel in mypage.panels()
    ]
    membership = selectors.membership_of(request.user)
    is_staff_member = needs_second_factor(request.user)
    if is_staff_member and membership is None:
        # Panels speak to companies: the bureau sees only those that hold something.
        sections = [section for section in sections if section.items]
    context: dict[str, Any] = {
        "membership": membership,
        "sections": sections,
        "waiting": _waiting(sections, now),
        "has_second_factor": any(selectors.second_factors_of(request.user).values()),
        "is_staff_member": is_staff_member,
        "erasure": open_erasure_request(request.user),
        "now": timezone.localtime(now),
    }
    return render(request, "portal/accounts/mypage.html", context)


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Name, phone, language of mails."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        person.update_profile(user=request.user, fields=form.cleaned_data)
        messages.success(request, _("保存しました。"))
        return redirect("accounts:mypage")
    return render(request, "portal/accounts/profile.html", {"form": form})


@login_required
def security(request: HttpRequest) -> HttpResponse:
    """Password, second factor, passkeys, devices: where each is managed."""
    second_factors = selectors.second_factors_of(request.user)
    context = {
        "second_factors": second_factors,
        "has_second_factor": any(second_factors.values()),
        "is_staff_member": needs_second_factor(request.user),
    }
    return render(request, "portal/accounts/security.html", context)
